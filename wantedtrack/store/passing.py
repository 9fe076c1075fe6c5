"""Levels that a regrade or a reopening has passed: recorded at once, with their own due times, and one notice for the highest.

The set-based statements of crossing.py add every pause to every due time, which is right for levels still to come. A level that lay
before a pause was due without it, so here, for one entry, rules/clocks.py reckons each.
"""

from typing import Any

from sqlalchemy import Row, and_, false, insert, or_, select, true, update

from wantedtrack.rules.clocks import PAUSABLE, ClockRun, DueLevel, due_at, levels_to_record, limit_of
from wantedtrack.rules.entry import Cause, EntryId
from wantedtrack.rules.pauses import Pause
from wantedtrack.store import schema
from wantedtrack.store.crossing import tell_highest
from wantedtrack.store.ladders import ladder_numbered
from wantedtrack.store.writing import Work


def record_passed(work: Work, entry: EntryId, pauses: tuple[Pause, ...], cause: Cause) -> None:
    """Record what the entry's running clocks have passed, with this cause; a level that was crossed before stays as it was.

    A baseline is silent: what an extract says of the past tells nobody anew.
    """
    clock, escalation, promise = schema.clock, schema.escalation, schema.acknowledgement
    # Under a pause a clock has no next due time, yet a level may have lain before the pause began.
    promised = select(promise.c.id).where(promise.c.clock_id == clock.c.id, promise.c.lapsed_at.is_(None)).exists()
    rests = any(pause.ends_at is None for pause in pauses)
    paused = and_(clock.c.next_due_at.is_(None), clock.c.next_level.is_not(None), ~promised, true() if rests else false())
    running = select(clock).where(clock.c.entry_id == entry, clock.c.stopped_at.is_(None), or_(clock.c.next_due_at <= work.now, paused))
    passed: list[tuple[Row[Any], DueLevel]] = []
    for row in work.connection.execute(running).all():
        mine = pauses if row.name in PAUSABLE else ()
        ladder = ladder_numbered(work.connection, row.ladder_id)
        if ladder is None:
            continue
        run = ClockRun(row.name, row.cycle, row.started_at, ladder, row.first_limit)
        levels = levels_to_record(run, mine, work.now, above=row.level)
        passed += [(row, level) for level in levels]
        if levels:
            _move_on(work, row, run, mine, max(level.level for level in levels))
    if not passed:
        return
    newest = select(escalation.c.id).order_by(escalation.c.id.desc()).limit(1)
    after = work.connection.execute(newest).scalar() or 0
    for row, level in sorted(passed, key=lambda pair: (pair[1].due_at, pair[0].id, pair[1].level)):
        told = {"clock_id": row.id, "entry_id": entry, "level": level.level, "rank": level.rank, "due_at": level.due_at, "cause": cause}
        work.connection.execute(
            insert(escalation), {**told, "crossed_at": work.now, "recorded_at": work.now, "late": False, "sequence": work.sequence}
        )
        work.changed.append([row.name.value, row.cycle, level.level, cause.value])
    if cause is not Cause.BASELINE:
        tell_highest(work.connection, now=work.now, sequence=work.sequence, after=after)


def _move_on(work: Work, row: Row[Any], run: ClockRun, pauses: tuple[Pause, ...], level: int) -> None:
    following = None if limit_of(run, level + 1) is None else level + 1
    is_paused = any(pause.ends_at is None for pause in pauses)
    due = None if following is None or is_paused else due_at(run, following, pauses)
    values = {"level": level, "next_level": following, "next_due_at": due}
    work.connection.execute(update(schema.clock).where(schema.clock.c.id == row.id).values(**values))
