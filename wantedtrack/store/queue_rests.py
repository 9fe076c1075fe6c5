"""What a suspended entry's rest leaves: until when it lasts at most, and how much time is then left before its first clock is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import EntryId, EntryRow, Instant, Stage
from wantedtrack.store.schema import clock, pause


def with_rests(connection: Connection, rows: dict[int, EntryRow]) -> dict[int, EntryRow]:
    """The same rows; those that have no due time because they rest say until when, and what is left then. No statement where none rests."""
    resting = [row.entry for row in rows.values() if row.stage is Stage.SUSPENDED and row.due_at is None]
    if not resting:
        return rows
    rests = _rests(connection, resting)
    return {number: replace(row, rests_until=rests[number][0], rests_left=rests[number][1]) if number in rests else row
            for number, row in rows.items()}  # fmt: skip


def _rests(connection: Connection, entries: Sequence[EntryId]) -> dict[int, tuple[Instant, timedelta]]:
    """By entry: the end of the pause under way, and the least that one of its clocks had left when it began."""
    from wantedtrack.rules.clocks import PAUSABLE  # noqa: PLC0415 (loads the clocks' arithmetic, which only a row that rests needs)

    found = (
        select(clock.c.entry_id, pause.c.until, pause.c.starts_at, clock.c.started_at, clock.c.paused, clock.c.first_limit)
        .join(pause, pause.c.entry_id == clock.c.entry_id)
        .where(clock.c.entry_id.in_(entries), clock.c.stopped_at.is_(None), clock.c.deadline_at.is_(None), clock.c.name.in_(PAUSABLE))
        .where(pause.c.ended_at.is_(None))
    )
    rests: dict[int, tuple[Instant, timedelta]] = {}
    for entry, until, paused_at, started_at, paused, limit in connection.execute(found):
        left = max(timedelta(0), started_at + paused + limit - paused_at)
        rests[entry] = (until, min(left, rests[entry][1]) if entry in rests else left)
    return rests
