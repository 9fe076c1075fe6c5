"""What a sweep does beside the levels: pauses that end, shifts that end, hours in which nobody watched."""

from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from wantedtrack.rules import shifts
from wantedtrack.rules.entry import ClockName, EntryId, Instant, Stage
from wantedtrack.rules.instants import iso
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.due import NEXT_SHIFT_END, SHIFTS_KNOWN_UNTIL
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.info import HIGH_WATER, read_mark, write_mark
from wantedtrack.store.ladders import ladder_for
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import change_row
from wantedtrack.store.types import to_micros
from wantedtrack.store.whereabouts_rows import come_back
from wantedtrack.store.writing import Work


def end_pauses(work: Work, *, entry: EntryId | None = None) -> list[str]:
    """End each pause whose `until` has come, at that instant, and bring the entry back to its earlier stage; gives the references.

    `entry` asks for one entry only.
    """
    pause = schema.pause
    due = select(pause).where(pause.c.ended_at.is_(None), pause.c.until <= work.now).order_by(pause.c.until, pause.c.id)
    rows = work.connection.execute(due if entry is None else due.where(pause.c.entry_id == entry)).all()
    references: list[str] = []
    for row in rows:
        change_row(work, pause, row.id, row, {"ended_at": row.until, "ended_why": "until"}, entry=row.entry_id)
        state = load_entry(work.connection, row.entry_id)
        if state.stage is Stage.SUSPENDED:
            references.append(come_back(work, state, at=row.until).reference)
    return references


def end_pause(work: Work, entry: EntryId, *, why: str) -> None:
    """End the entry's pause now, if one is under way: left open, its `until` would one day bring the entry back to its earlier stage."""
    pause = schema.pause
    for row in work.connection.execute(select(pause).where(pause.c.entry_id == entry, pause.c.ended_at.is_(None))).all():
        change_row(work, pause, row.id, row, {"ended_at": work.now, "ended_why": why}, entry=entry)


def start_handover_clocks(work: Work) -> None:
    """Give each shift that has ended since the last look its handover clock, unless its handover is sealed already."""
    patterns = current_policy(work.connection, now=work.now).shift_patterns
    since = read_mark(work.connection, SHIFTS_KNOWN_UNTIL) or work.info.began_at
    ended = shifts.ending_between(patterns, since, work.now)
    sealed = set(work.connection.execute(select(record.handover.c.shift_id).where(record.handover.c.accepted_at.is_not(None))).scalars())
    ladder = ladder_for(work.connection, ClockName.HANDOVER, None, None, now=work.now)
    for shift in ended:
        if shift.shift_id not in sealed:
            first = ladder.ladder.levels[0].after
            row = {"shift_id": shift.shift_id, "name": ClockName.HANDOVER, "cycle": 1, "ladder_id": ladder.id, "started_at": shift.ends_at}
            row |= {"first_limit": first, "paused": first - first, "level": 0, "next_level": 1}
            row |= {"next_due_at": shift.ends_at + first, "deadline_at": shift.ends_at + first}
            work.connection.execute(insert(schema.clock), row)
    write_mark(work.connection, SHIFTS_KNOWN_UNTIL, work.now)
    write_mark(work.connection, NEXT_SHIFT_END, shifts.next_end_after(patterns, work.now))


def note_unwatched(work: Work, since: Instant | None, *, is_mine: bool) -> list[dict[str, Any]]:
    """Keep the hours in which nobody watched, once, and what crossed in them; gives the span where this sweep is the one that ended it.

    What crossed is counted in the store, so that levels which a deed recorded before the sweep came belong to it as well. `is_mine` tells
    that an earlier batch of this sweep has kept the span; another sweep that finds it kept says nothing.
    """
    if since is None:
        return []
    unwatched, level = record.unwatched, schema.escalation.c
    late = (level.late.is_(True), level.due_at >= since, level.due_at < work.now)
    counting = select(func.count(), func.count(level.entry_id.distinct())).where(*late)
    crossed, entries = work.connection.execute(counting).one()
    kept = update(unwatched).where(unwatched.c.from_at == since).values(crossed=crossed, entries=entries)
    if work.connection.execute(kept).rowcount:
        is_new = False
    else:
        is_new = True
        row = {"from_at": since, "to_at": work.now, "crossed": crossed, "entries": entries, "sequence": work.sequence}
        work.connection.execute(insert(unwatched), row)
        work.changed.append(["unwatched", str(since), str(work.now)])
    return [{"from": iso(since), "to": iso(work.now), "crossed": crossed}] if is_new or is_mine else []


def running_clocks(connection: Connection) -> int:
    """How many clocks have a level to come: what a sweep looked at."""
    return connection.execute(select(func.count()).select_from(schema.clock).where(schema.clock.c.next_due_at.is_not(None))).scalar_one()


def last_looked_at(connection: Connection) -> int | None:
    """How many clocks the newest sweep anywhere looked at, None where none has finished yet."""
    desktop = record.desktop.c
    newest = select(desktop.looked_at).where(desktop.last_sweep_at.is_not(None)).order_by(desktop.last_sweep_at.desc()).limit(1)
    return connection.execute(newest).scalar()


def say_finished(work: Work, *, looked_at: int) -> None:
    """Overwrite this desktop's row in one statement: a window and a watcher of one machine may do it at the same moment.

    A file's clock is guarded by the newest instant seen; a server has a clock of its own.
    """
    words = {"name": work.officer.desktop, "at": to_micros(work.now), "looked_at": looked_at}
    work.connection.execute(text(_FINISHED), words)
    if work.connection.dialect.name == "sqlite" and not work.info.is_demonstration:
        write_mark(work.connection, HIGH_WATER, work.now)


_FINISHED = """
INSERT INTO desktop (name, last_sweep_at, looked_at) VALUES (:name, :at, :looked_at)
ON CONFLICT (name) DO UPDATE SET last_sweep_at = excluded.last_sweep_at, looked_at = excluded.looked_at
"""
