"""What a sweep would have to do, looked at without a lock: when nothing is due it costs the same whatever the size."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, exists, func, select, text

from wantedtrack.rules.entry import Instant
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.info import POLICY_DUE_AT, info_of, mark_of, read_info, read_words
from wantedtrack.store.ladders import HAS_LADDER
from wantedtrack.store.whereabouts_rows import NEXT_NO_SHOW

UNWATCHED_AFTER = timedelta(minutes=10)
"""A longer gap without a finished sweep anywhere is told as unwatched hours. Source: domain.md section 5, rule 9."""

NEXT_SHIFT_END = "next_shift_end"
SHIFTS_KNOWN_UNTIL = "shifts_known_until"


@dataclass(frozen=True, slots=True)
class Due:
    """Which kinds of work wait, and since when nobody has watched (None where the gap is short)."""

    clocks: bool
    pauses: bool
    no_shows: bool
    acknowledgements: bool
    shift_ended: bool
    policy: bool
    unwatched_from: Instant | None

    @property
    def anything(self) -> bool:
        """Whether the sweep has anything to write beyond its own beat."""
        return (
            self.clocks
            or self.pauses
            or self.no_shows
            or self.acknowledgements
            or self.shift_ended
            or self.policy
            or self.unwatched_from is not None
        )


def look(connection: Connection, *, now: Instant) -> Due:
    """Ask each index once whether its first row is due: two statements, because a server may be far and every desktop asks twice a minute."""
    clock, pause, promise = schema.clock.c, schema.pause.c, schema.acknowledgement.c
    words = read_words(connection)
    clocks, pauses, promises, last_sweep_at = connection.execute(
        select(
            exists(select(clock.id).where(clock.next_due_at <= now, text(HAS_LADDER))),
            exists(select(pause.id).where(pause.ended_at.is_(None), pause.until <= now)),
            exists(select(promise.id).where(promise.lapsed_at.is_(None), promise.lapses_at <= now)),
            select(func.max(record.desktop.c.last_sweep_at)).scalar_subquery(),
        )
    ).one()
    policy_due_at = mark_of(words, POLICY_DUE_AT)
    return Due(
        clocks=bool(clocks),
        pauses=bool(pauses),
        # A store without a mark is new, or of an earlier version: its first sweep looks for itself and makes it.
        no_shows=(mark_of(words, NEXT_NO_SHOW) or now) <= now,
        acknowledgements=bool(promises),
        shift_ended=(mark_of(words, NEXT_SHIFT_END) or now) <= now,
        policy=policy_due_at is not None and policy_due_at <= now,
        unwatched_from=_since(last_sweep_at or info_of(words).began_at, now),
    )


def clocks_are_due(connection: Connection, *, now: Instant) -> bool:
    """Whether a level is due that a sweep can cross."""
    clock = schema.clock.c
    return connection.execute(select(clock.id).where(clock.next_due_at <= now, text(HAS_LADDER)).limit(1)).first() is not None


def unwatched_from(connection: Connection, *, now: Instant) -> Instant | None:
    """When the last sweep anywhere finished, or the store began, if that is over ten minutes ago."""
    return _since(connection.execute(select(func.max(record.desktop.c.last_sweep_at))).scalar() or read_info(connection).began_at, now)


def _since(last: Instant, now: Instant) -> Instant | None:
    return last if now - last > UNWATCHED_AFTER else None
