"""What a sweep would have to do, looked at without a lock: when nothing is due it costs the same whatever the size."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, select, text

from wantedtrack.rules.entry import Instant
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.info import POLICY_DUE_AT, read_info, read_mark
from wantedtrack.store.ladders import HAS_LADDER
from wantedtrack.store.whereabouts_rows import no_show_is_due

UNWATCHED_AFTER = timedelta(minutes=10)
"""A longer gap without a finished sweep anywhere is told as unwatched hours. Source: domain.md section 5, rule 9."""

NEXT_SHIFT_END = "next_shift_end"
SHIFTS_KNOWN_UNTIL = "shifts_known_until"
HIGH_WATER = "high_water"
"""The newest instant that a watching desktop has seen: what guards the clock of one PC."""


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
    """Ask each index once whether its first row is due."""
    clock, pause, promise = schema.clock.c, schema.pause.c, schema.acknowledgement.c
    next_end = read_mark(connection, NEXT_SHIFT_END)
    policy_due_at = read_mark(connection, POLICY_DUE_AT)
    return Due(
        clocks=connection.execute(select(clock.id).where(clock.next_due_at <= now, text(HAS_LADDER)).limit(1)).first() is not None,
        pauses=connection.execute(select(pause.id).where(pause.ended_at.is_(None), pause.until <= now).limit(1)).first() is not None,
        no_shows=no_show_is_due(connection, now=now),
        acknowledgements=connection.execute(
            select(promise.id).where(promise.lapsed_at.is_(None), promise.lapses_at <= now).limit(1)
        ).first()
        is not None,
        shift_ended=next_end is None or next_end <= now,
        policy=policy_due_at is not None and policy_due_at <= now,
        unwatched_from=unwatched_from(connection, now=now),
    )


def unwatched_from(connection: Connection, *, now: Instant) -> Instant | None:
    """When the last sweep anywhere finished, or the store began, if that is over ten minutes ago."""
    last = connection.execute(select(func.max(record.desktop.c.last_sweep_at))).scalar() or read_info(connection).began_at
    return last if now - last > UNWATCHED_AFTER else None
