"""Where a person is or is to come: one living row of each kind, ended with a reason, and the stage that an entry comes back to.

A stage that lies over another does not end it: a suspended entry whose person is located comes back as located. What ends by itself an hour
after a no-show ends here, in the sweep and before any deed on the entry.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select

from wantedtrack.rules.entry import EntryId, Instant, Stage
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.entry_state import EntryState, load_entry
from wantedtrack.store.info import read_mark, write_mark
from wantedtrack.store.rows import add_row, change_entry, change_row
from wantedtrack.store.schema import whereabouts as table
from wantedtrack.store.writing import Work

LOCATED = "located"
LOCATED_ON_DRAFT = "located_on_draft"
"""Taken on a draft, which stays a draft: it says where the person is, and no stage rests on it."""

APPOINTMENT = "appointment"
NO_SHOW_AFTER = timedelta(hours=1)
"""An appointment not kept returns by itself so long after its time. Source: domain.md section 4, row "open → appointment"."""

NEXT_NO_SHOW = "next_no_show"
"""The mark of the store that says when the earliest appointment becomes a no-show, so that a sweep with nothing due asks one row."""

_NEVER = datetime.max.replace(tzinfo=UTC)
OVERLYING = (Stage.LOCATED, Stage.APPOINTMENT, Stage.SUSPENDED)
_STAGES = {LOCATED: Stage.LOCATED, APPOINTMENT: Stage.APPOINTMENT}


def add_whereabouts(work: Work, state: EntryState, kind: str, **told: Any) -> int:  # noqa: ANN401 (the columns of the table)
    """Add the row of a new place or appointment; the living one of the same kind ends, for it is replaced."""
    kinds = (LOCATED, LOCATED_ON_DRAFT) if kind in (LOCATED, LOCATED_ON_DRAFT) else (kind,)
    end_whereabouts(work, state.id, why="replaced", kinds=kinds)
    row: dict[str, Any] = {"entry_id": state.id, "kind": kind, "at": work.now, "by": work.officer.officer, **told}
    if kind == APPOINTMENT:
        marked = read_mark(work.connection, NEXT_NO_SHOW)
        due = row["by_when"] + NO_SHOW_AFTER
        write_mark(work.connection, NEXT_NO_SHOW, due if marked is None else min(due, marked))
    return add_row(work, table, row, entry=state.id)


def end_whereabouts(work: Work, entry: EntryId, *, why: str, kinds: tuple[str, ...] | None = None) -> None:
    """End the living rows of an entry now, all or those of these kinds."""
    living = _living().where(table.c.entry_id == entry)
    for row in work.connection.execute(living if kinds is None else living.where(table.c.kind.in_(kinds))).all():
        change_row(work, table, row.id, row, {"ended_at": work.now, "ended_why": why}, entry=entry)


def come_back(work: Work, state: EntryState, *, at: Instant, **told: Any) -> EntryState:  # noqa: ANN401 (the fields of EntryState)
    """Bring an entry back to the stage that lay under the one it leaves: a place or appointment still alive at `at`, else the one before both."""
    rows = work.connection.execute(_living().where(table.c.entry_id == state.id).order_by(table.c.id.desc())).all()
    under = next((_STAGES[row.kind] for row in rows if _lies_under(row, at)), None)
    if under is None:
        back = {"stage": state.earlier_stage or Stage.ACTIVE, "earlier_stage": None}
        after = change_entry(work, state, **back, **told)
    else:
        after = change_entry(work, state, stage=under, **told)
    return refresh_clocks(work, after)


def stage_under(state: EntryState) -> Stage:
    """The stage that lies under located, appointment and suspended: unallocated, allocated or active; kept while any of the three lies over it."""
    return state.stage if state.stage not in OVERLYING else state.earlier_stage or Stage.ACTIVE


def end_no_shows(work: Work, *, entry: EntryId | None = None) -> list[str]:
    """End each appointment whose hour of grace is over, at that instant, and bring its entry back; gives the references.

    An entry that another stage lies over (located, suspended) stays in that one. `entry` asks for one entry only.
    """
    grace_over = _living().where(table.c.kind == APPOINTMENT, table.c.by_when <= work.now - NO_SHOW_AFTER)
    chosen = grace_over if entry is None else grace_over.where(table.c.entry_id == entry)
    references: list[str] = []
    for row in work.connection.execute(chosen.order_by(table.c.by_when, table.c.id)).all():
        at = row.by_when + NO_SHOW_AFTER
        change_row(work, table, row.id, row, {"ended_at": at, "ended_why": "no_show"}, entry=row.entry_id)
        state = load_entry(work.connection, row.entry_id)
        if state.stage is Stage.APPOINTMENT:
            come_back(work, state, at=at)
        references.append(state.reference)
    if entry is None:
        _mark_next_no_show(work)
    return references


def _mark_next_no_show(work: Work) -> None:
    earliest = select(func.min(table.c.by_when)).where(table.c.ended_at.is_(None), table.c.kind == APPOINTMENT)
    by_when: Instant | None = work.connection.execute(earliest).scalar()
    write_mark(work.connection, NEXT_NO_SHOW, _NEVER if by_when is None else by_when + NO_SHOW_AFTER)


def _lies_under(row: Row[Any], at: Instant) -> bool:
    return row.kind == LOCATED or (row.kind == APPOINTMENT and row.by_when + NO_SHOW_AFTER > at)


def _living() -> Select[Any]:
    return select(table).where(table.c.ended_at.is_(None))
