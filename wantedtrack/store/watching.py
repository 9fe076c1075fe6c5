"""Watching the watcher: who checked last, whether that is too long ago, and the hours in which nobody did. Source: domain.md 5, rule 9."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, func, or_, select, text

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.unwatched import AMBER_AFTER, Unwatched
from wantedtrack.store import schema_record as record
from wantedtrack.store.due import UNWATCHED_AFTER
from wantedtrack.store.info import read_info
from wantedtrack.store.ladders import HAS_LADDER, missing_versions
from wantedtrack.store.schema import clock, escalation
from wantedtrack.store.schema_duty import clock_doubt

LATE_AFTER = timedelta(minutes=5)
"""A level that is past by more than this without its escalation means that the sweep does not do its work."""

_SPANS_SHOWN = 10
_MISSED_FOR = timedelta(hours=24)


class WatchState(StrEnum):
    """What the status line says: checked, checks are missing, nobody is watching."""

    OK = "ok"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Backup:
    """The newest copy of the store."""

    at: Instant
    file_name: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """A desktop's clock that stood wrong: which way it was moved, when it was seen, and by how much."""

    desktop: str
    kind: str
    at: Instant
    by: timedelta

    @property
    def decides_nothing(self) -> bool:
        """Whether the store goes by its server's time, so that this clock puts no level off: a warning and no more."""
        return self.kind.endswith("the server")


@dataclass(frozen=True, slots=True)
class Behind:
    """A desktop that began to watch, never said that it stops, and has not finished a check for five minutes: dead, stuck or cut off."""

    desktop: str
    last_sweep_at: Instant | None


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """`last_sweep_at`, `desktop` and `looked_at` are of the last finished sweep anywhere, None and 0 where there was none.

    `oldest_late` is the due time of the oldest level that is past by over five minutes without its escalation. `unwatched` is newest
    first, and `unwatched_since` the span that is not over yet, if there is one. `doubts` are desktops whose clock stands wrong now, `watching` those that
    beat within the last minute and a half, `behind` those that should and do not. `policies_lost` are policy versions whose text the store has
    lost, `limits_lost` tells of a due clock whose limits it no longer knows.
    """

    state: WatchState
    last_sweep_at: Instant | None
    desktop: str | None
    looked_at: int
    oldest_late: Instant | None
    unwatched_since: Instant | None
    unwatched: tuple[Unwatched, ...]
    last_backup: Backup | None
    doubts: tuple[ClockEvent, ...] = ()
    watching: tuple[str, ...] = ()
    behind: tuple[Behind, ...] = ()
    policies_lost: tuple[int, ...] = ()
    limits_lost: bool = False

    def as_of(self, now: Instant) -> "WatchStatus":
        """The same knowledge judged at a later instant: whoever cannot read the store any more must not go on saying that all is well."""
        if self.last_sweep_at is None:
            return self
        gap = now - self.last_sweep_at
        state = max(self.state, _state(gap, late=False), key=list(WatchState).index)
        return replace(self, state=state, unwatched_since=self.last_sweep_at if gap > UNWATCHED_AFTER else self.unwatched_since)


def status(connection: Connection, *, now: Instant) -> WatchStatus:
    """How the watch stands: amber after three missed intervals, red after ten minutes or where a level is late."""
    newest = connection.execute(_LAST_SWEEP).first()
    checked_at = newest.last_sweep_at if newest else read_info(connection).began_at
    late = connection.execute(_OLDEST_DUE).scalar()
    oldest_late = late if late is not None and now - late > LATE_AFTER else None
    gap = now - checked_at
    doubts, behind, lost = _doubts(connection, now), _behind(connection, now), missing_versions(connection)
    state = _state(gap, late=oldest_late is not None or any(not one.decides_nothing for one in doubts))
    return WatchStatus(
        state=WatchState.AMBER if state is WatchState.OK and (behind or doubts) else state,
        last_sweep_at=newest.last_sweep_at if newest else None,
        desktop=newest.name if newest else None,
        looked_at=newest.looked_at if newest else 0,
        oldest_late=oldest_late,
        unwatched_since=checked_at if gap > UNWATCHED_AFTER else None,
        unwatched=unwatched_spans(connection),
        last_backup=_last_backup(connection),
        doubts=doubts,
        watching=tuple(connection.execute(_WATCHING.where(record.desktop.c.last_beat_at > now - AMBER_AFTER)).scalars()),
        behind=behind,
        policies_lost=lost,
        limits_lost=oldest_late is not None and connection.execute(_LIMITS_LOST, {"now": now}).first() is not None,
    )


def clock_events(connection: Connection, *, limit: int = _SPANS_SHOWN) -> tuple[ClockEvent, ...]:
    """Each time a desktop's clock was seen to stand wrong, newest first."""
    table = clock_doubt.c
    found = connection.execute(select(table.desktop, table.kind, table.at, table.by).order_by(table.id.desc()).limit(limit))
    return tuple(ClockEvent(*row) for row in found)


def _doubts(connection: Connection, now: Instant) -> tuple[ClockEvent, ...]:
    """Of desktops that were heard within ten minutes: one that is gone tells nothing of its clock."""
    desktop, event = record.desktop.c, clock_doubt.c
    newest = select(event.by).where(event.desktop == desktop.name).order_by(event.id.desc()).limit(1).scalar_subquery()
    alive = select(desktop.name, desktop.doubt, desktop.last_beat_at, newest).where(
        desktop.doubt.is_not(None), desktop.last_beat_at > now - UNWATCHED_AFTER
    )
    return tuple(ClockEvent(name, kind, at, by or timedelta(0)) for name, kind, at, by in connection.execute(alive.order_by(desktop.name)))


def _behind(connection: Connection, now: Instant) -> tuple[Behind, ...]:
    """Of desktops that watched within the last day: one that has been gone for longer is told by the unwatched hours, or was taken away."""
    desktop = record.desktop.c
    expected = select(desktop.name, desktop.last_sweep_at).where(
        desktop.last_beat_at > now - _MISSED_FOR,
        or_(desktop.last_beat_at < now - LATE_AFTER, desktop.last_sweep_at < now - LATE_AFTER),
    )
    return tuple(Behind(*row) for row in connection.execute(expected.order_by(desktop.name)))


_LAST_SWEEP = (
    select(record.desktop.c.name, record.desktop.c.last_sweep_at, record.desktop.c.looked_at)
    .where(record.desktop.c.last_sweep_at.is_not(None))
    .order_by(record.desktop.c.last_sweep_at.desc(), record.desktop.c.name)
    .limit(1)
)
_WATCHING = select(record.desktop.c.name).order_by(record.desktop.c.name)
_LONGEST_DUE = (
    select(clock.c.id, clock.c.ladder_id)
    .where(clock.c.next_due_at <= bindparam("now", type_=clock.c.next_due_at.type))
    .order_by(clock.c.next_due_at)
    .limit(500)
    .subquery("longest_due")
)
"""What a sweep cannot cross stays due, and so comes to stand here; to look at every clock that is due, every five seconds, would take a fifth of a second and keep 15 MB of them."""
_LIMITS_LOST = select(_LONGEST_DUE.c.id).where(text(f"NOT ({HAS_LADDER})")).limit(1)
_OLDEST_DUE = select(clock.c.next_due_at).where(clock.c.next_due_at.is_not(None)).order_by(clock.c.next_due_at).limit(1)


def _state(gap: timedelta, *, late: bool) -> WatchState:
    if late or gap > UNWATCHED_AFTER:
        return WatchState.RED
    return WatchState.AMBER if gap > AMBER_AFTER else WatchState.OK


def unwatched_spans(connection: Connection, *, since: int = 0, limit: int | None = _SPANS_SHOWN) -> tuple[Unwatched, ...]:
    """The spans that were found after journal sequence `since`, newest first."""
    table, level = record.unwatched, escalation.c
    of_shifts = select(func.count()).where(
        level.entry_id.is_(None), level.late.is_(True), level.due_at >= table.c.from_at, level.due_at < table.c.to_at
    )
    columns = select(table.c.from_at, table.c.to_at, table.c.crossed, table.c.entries, of_shifts.scalar_subquery())
    found = connection.execute(columns.where(table.c.sequence > since).order_by(table.c.sequence.desc(), table.c.id.desc()).limit(limit))
    return tuple(Unwatched(*row) for row in found)


def _last_backup(connection: Connection) -> Backup | None:
    table = record.backup
    row = connection.execute(select(table.c.at, table.c.file_name, table.c.verified).order_by(table.c.id.desc()).limit(1)).first()
    return Backup(*row) if row else None
