"""The lists on the left of the window as conditions in SQL: what each holds, and what every reader may see of it."""

from sqlalchemy import ColumnElement, and_, exists, literal_column, or_, select, true

from wantedtrack.rules.entry import OPEN_STAGES, Category, Circulation, Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.schema import entry, escalation, notice
from wantedtrack.store.schema_decisions import named_reader


def one_of(column: ColumnElement[Stage] | ColumnElement[Circulation], *values: Stage | Circulation) -> ColumnElement[bool]:
    """The values stand in the text of the statement: an index over a part of the rows is used only where its condition is seen."""
    return column.in_([literal_column(f"'{value.value}'") for value in values])


LISTED: ColumnElement[bool] = entry.c.stage.not_in([literal_column("'closed'"), literal_column("'disposed'")])
"""Not closed and not disposed, written so that the partial indexes of schema.py answer for it."""

OPEN = one_of(entry.c.stage, *OPEN_STAGES)
DRAFT = one_of(entry.c.stage, Stage.DRAFT)
DRAFT_OR_OPEN = one_of(entry.c.stage, Stage.DRAFT, *OPEN_STAGES)


def readable_by(reader: Acting) -> ColumnElement[bool]:
    """What this reader may see: a restricted entry is for its owner, the officers named on it, and inspectors and above.

    Answers the threat "a curious colleague with a right to read" of trust.md in the same statement that reads the rows.
    """
    if reader.rank is not None and reader.rank.is_at_least(Rank.INSPECTOR):
        return true()
    is_named = exists().where(named_reader.c.entry_id == entry.c.id, named_reader.c.officer_id == reader.officer).correlate(entry)
    return or_(entry.c.restricted.is_(False), entry.c.owner_id == reader.officer, is_named)


def recipients_of(reader: Acting) -> tuple[str, ...]:
    """Whose notices this reader gets: those to the rank and those to the officer."""
    to_officer = f"officer:{reader.collar}"
    return (to_officer,) if reader.rank is None else (f"rank:{reader.rank.value}", to_officer)


Moment = Instant | ColumnElement[Instant]
"""A time, or the place of one in a statement that is made once."""


def in_list(name: str, *, reader: Acting, now: Moment, shift_ends_at: Moment | None) -> ColumnElement[bool]:
    """The condition of one list, beside LISTED. Raises KeyError for a name outside LISTS.

    Without `shift_ends_at` the list of this shift holds what is due already. Source: domain.md section 5, desktop.md section 1.
    """
    outstanding = entry.c.became_outstanding_at <= now
    conditions: dict[str, ColumnElement[bool]] = {
        "this-shift": and_(DRAFT_OR_OPEN, outstanding, entry.c.due_at <= (now if shift_ends_at is None else shift_ends_at)),
        "notices": _has_notice_for(reader),
        "not-circulated": and_(DRAFT_OR_OPEN, outstanding, one_of(entry.c.circulation, Circulation.NOT_YET, Circulation.REQUESTED)),
        "never-attempted": and_(OPEN, entry.c.attempt_count == 0),
        "bail-due": and_(DRAFT, entry.c.category == Category.BAIL_FAILURE, entry.c.became_outstanding_at > now),
        "cleardown": one_of(entry.c.stage, Stage.CLEARING),
        "located": one_of(entry.c.stage, Stage.LOCATED, Stage.APPOINTMENT),
        "suspended": one_of(entry.c.stage, Stage.SUSPENDED),
        "drafts": and_(DRAFT, outstanding),
        "everything": true(),
    }
    return conditions[name]


def _has_notice_for(reader: Acting) -> ColumnElement[bool]:
    waiting = (
        select(escalation.c.entry_id)
        .join(notice, notice.c.escalation_id == escalation.c.id)
        .where(notice.c.recipient.in_(recipients_of(reader)), notice.c.done_at.is_(None))
    )
    return entry.c.id.in_(waiting)
