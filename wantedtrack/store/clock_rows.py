"""The clock rows of one entry, brought up to date after a deed: what starts, what stops, and when each is next due.

rules/clocks.py says which clocks run and from when; here the rows are made to say the same, cycle by cycle.
"""

from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, insert, select, update

from wantedtrack.rules.clocks import PAUSABLE, ClockFacts, ClockRun, ClockStart, clocks_running, due_at, first_limit_from, limit_of
from wantedtrack.rules.entry import Cause, ClockName, EntryId
from wantedtrack.rules.pauses import Pause, paused_for
from wantedtrack.store import schema
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.ladders import ladder_for
from wantedtrack.store.passing import record_passed
from wantedtrack.store.writing import Work


def refresh_clocks(work: Work, state: EntryState, *, cause: Cause = Cause.DUE) -> EntryState:
    """Make the entry's clock rows say what the rules say of it now, and its worst clock and due time with them.

    A `cause` other than due (regrade, reopened, baseline) records at once, with that cause, the levels that the change has passed.
    """
    pauses = read_pauses(work, state.id)
    wanted = clocks_running(read_facts(work, state))
    rows = {row.name: row for row in work.connection.execute(_RUNNING, {"entry": state.id})}
    for name in ClockName:
        start, row = wanted.get(name), rows.get(name)
        if row is not None and (start is None or start.started_at != row.started_at):
            _stop(work, row)
            row = None
        goes_on = row is not None and start is not None and cause is Cause.DUE and not pauses and start.next_by is None
        if start is not None and not goes_on:
            _run(work, state, name, start, row, pauses)
    if cause is not Cause.DUE:
        record_passed(work, state.id, pauses, cause)
    return keep_worst(work, state)


def read_pauses(work: Work, entry: EntryId) -> tuple[Pause, ...]:
    """The entry's pause ledger; a pause under way has no end yet."""
    rows = work.connection.execute(_PAUSES, {"entry": entry})
    return tuple(Pause(row.starts_at, row.ended_at) for row in rows)


def read_facts(work: Work, state: EntryState) -> ClockFacts:
    """What the rules need to know of an entry to say which clocks run."""
    tried = work.connection.execute(_NEWEST_ATTEMPT, {"entry": state.id}).first() if state.attempt_count else None
    reviewed = work.connection.execute(_NEWEST_REVIEW, {"entry": state.id}).first() if state.accepted_at else None
    return ClockFacts(
        category=state.category,
        band=state.band,
        stage=state.stage,
        circulation=state.circulation,
        became_outstanding_at=state.became_outstanding_at,
        accepted_at=state.accepted_at,
        first_attempt_by=state.first_attempt_by,
        circulated_at=state.circulated_at,
        verified_at=state.verified_at,
        last_attempt_at=tried.at if tried else None,
        attempt_next_by=tried.next_by if tried else None,
        last_review_at=reviewed.at if reviewed else None,
        review_next_by=reviewed.next_by if reviewed else None,
        outcome_at=state.outcome_recorded_at,
        cancelled_at=state.cancelled_at,
        reopened_at=state.reopened_at,
    )


def _stop(work: Work, row: Row[Any]) -> None:
    clock, promise = schema.clock, schema.acknowledgement
    stopped = {"stopped_at": work.now, "next_level": None, "next_due_at": None, "deadline_at": None}
    work.connection.execute(update(clock).where(clock.c.id == row.id).values(**stopped))
    work.connection.execute(
        update(promise).where(promise.c.clock_id == row.id, promise.c.lapsed_at.is_(None)).values(lapsed_at=work.now, ended_at=work.now)
    )
    waiting = schema.notice.c.escalation_id.in_(select(schema.escalation.c.id).where(schema.escalation.c.clock_id == row.id))
    work.connection.execute(update(schema.notice).where(waiting, schema.notice.c.done_at.is_(None)).values(done_at=work.now))


def _run(work: Work, state: EntryState, name: ClockName, start: ClockStart, row: Row[Any] | None, pauses: tuple[Pause, ...]) -> None:
    """Start a cycle, or reckon a running one anew: its ladder, its first limit, its pauses, and from those its next due time."""
    cycle = row.cycle if row is not None else _cycles(work, state.id, name) + 1
    kept = ladder_for(work.connection, name, state.category, state.band, later=cycle > 1, now=work.now)
    run = ClockRun(
        name, cycle, start.started_at, kept.ladder, first_limit_from(start.next_by, start.started_at, kept.ladder.levels[0].after)
    )
    finished = tuple(pause for pause in pauses if pause.ends_at is not None) if name in PAUSABLE else ()
    rests = name in PAUSABLE and len(finished) < len(pauses)
    level = row.level if row is not None else 0
    values: dict[str, Any] = {"ladder_id": kept.id, "first_limit": run.first_limit}
    values |= {"paused": paused_for(finished, start.started_at, work.now)}
    values |= {"next_level": None if limit_of(run, level + 1) is None else level + 1}
    values |= {"next_due_at": None if rests else due_at(run, level + 1, finished), "deadline_at": due_at(run, 1, pauses)}
    if row is None:
        fixed = {"entry_id": state.id, "name": name, "cycle": cycle, "started_at": start.started_at, "level": 0}
        work.connection.execute(insert(schema.clock), {**fixed, **values})
        return
    if _rests_by_promise(work, row):
        values |= {"next_level": row.next_level, "next_due_at": row.next_due_at}
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        work.connection.execute(update(schema.clock).where(schema.clock.c.id == row.id).values(**changed))


def _rests_by_promise(work: Work, row: Row[Any]) -> bool:
    """Whether an acknowledgement rests this clock's repeats just now: then its next due time is the lapse's to set."""
    if row.level == 0 or row.next_due_at is not None:
        return False
    promise = schema.acknowledgement.c
    return (
        work.connection.execute(select(promise.id).where(promise.clock_id == row.id, promise.lapsed_at.is_(None)).limit(1)).first()
        is not None
    )


def _cycles(work: Work, entry: EntryId, name: ClockName) -> int:
    return work.connection.execute(_CYCLES, {"entry": entry, "clock": name}).scalar_one()


def keep_worst(work: Work, state: EntryState) -> EntryState:
    """Keep on the entry itself which clock is worst and when it was or is due: lists are ordered by it."""
    worst = work.connection.execute(_WORST, {"entry": state.id}).first()
    name, due_at = (worst.name, worst.deadline_at) if worst else (None, None)
    if (name, due_at) != (state.worst_clock, state.due_at):
        work.connection.execute(update(schema.entry).where(schema.entry.c.id == state.id).values(worst_clock=name, due_at=due_at))
    return state.but(worst_clock=name, due_at=due_at)


# Made once: every deed on an entry asks them all, and making them takes longer than their answers.
_OF_ENTRY: BindParameter[int] = bindparam("entry")
_CLOCK, _PAUSE, _ATTEMPT, _REVIEW = schema.clock.c, schema.pause.c, schema.attempt.c, schema.review.c
_RUNNING = select(schema.clock).where(_CLOCK.entry_id == _OF_ENTRY, _CLOCK.stopped_at.is_(None))
_PAUSES = select(_PAUSE.starts_at, _PAUSE.ended_at).where(_PAUSE.entry_id == _OF_ENTRY).order_by(_PAUSE.starts_at)
_NEWEST_ATTEMPT = (
    select(_ATTEMPT.at, _ATTEMPT.next_by).where(_ATTEMPT.entry_id == _OF_ENTRY).order_by(_ATTEMPT.at.desc(), _ATTEMPT.id.desc()).limit(1)
)
_NEWEST_REVIEW = (
    select(_REVIEW.at, _REVIEW.next_by).where(_REVIEW.entry_id == _OF_ENTRY).order_by(_REVIEW.at.desc(), _REVIEW.id.desc()).limit(1)
)
_CYCLES = select(func.coalesce(func.max(_CLOCK.cycle), 0)).where(_CLOCK.entry_id == _OF_ENTRY, _CLOCK.name == bindparam("clock"))
_WORST = (
    select(_CLOCK.name, _CLOCK.deadline_at)
    .where(_CLOCK.entry_id == _OF_ENTRY, _CLOCK.stopped_at.is_(None), _CLOCK.deadline_at.is_not(None))
    .order_by(_CLOCK.deadline_at, _CLOCK.id)
    .limit(1)
)
