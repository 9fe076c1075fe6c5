"""How long a closed entry is kept: decisions to keep it, and its disposal by two officers after a dry run.

Source: domain.md sections 4 and 8; DPA 2018 ss.39 and 62.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.ages import today
from wantedtrack.rules.entry import EntryId, Instant, Reference, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.retention import NEEDS_ITS_TIME, DisposalReason, Kept
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.erasing import erase
from wantedtrack.store.proposals import propose
from wantedtrack.store.retention_rows import closed_entries
from wantedtrack.store.rows import add_row, change_entry
from wantedtrack.store.schema_decisions import erasure, retention_decision
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def keep_entry(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    reason: str,
    next_review: date,
    version: int | None = None,
) -> Changes:
    """Decide to keep a closed entry, and when somebody looks again. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_past")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "keep-entry", version=version)
        if next_review <= today(work.now):
            message = "The next review lies in the past. Nothing was changed; give a day that is still to come."
            raise Invalid(message, code="in_the_past", field="next-review")
        decided = {"entry_id": entry, "at": work.now, "by": officer.officer, "reason": reason, "next_review_on": next_review}
        add_row(work, retention_decision, decided, entry=entry)
        change_entry(work, state, retention_review_on=next_review)
        work.entry = entry
        return Changes("keep-entry", reference=state.reference, detail={"review_on": next_review.isoformat()})

    return carry_out(store, deed="keep-entry", officer=officer, now=now, deed_id=deed_id, act=act)


def dispose(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    reason: DisposalReason,
    references: tuple[str, ...] = (),
    dry_run: bool = False,
    within: Work | None = None,
) -> Changes:
    """Dispose of closed entries for good: all whose time is over, or those named. Waits for a second officer; cannot be undone.

    A dry run, and the proposal itself, name how many entries and people would go, and which. Before its time an entry goes only for a court's
    order or a person's right. The approval is of exactly that list: where one of them may no longer go, nothing does. Raises
    NotAllowed("rank", "stage", "not_due"), Invalid("nothing_due", "no_such_entry").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("dispose", rank=officer.rank, is_administrator=officer.is_administrator)
        chosen = _chosen(work, references, reason)
        listed = [one.reference for one in chosen]
        if within is None and not dry_run:
            waits = propose(work, None, deed="dispose", words={"reason": reason, "references": listed})
            return Changes("dispose", proposal=waits.proposal, detail={"entries": len(listed), "references": listed})
        entries = _numbers(work, listed)
        gone = erase(work, entries, listed)
        proposer = work.proposed_by or officer.officer
        row = {"at": work.now, "proposed_by": proposer, "approved_by": officer.officer, "entries": gone.entries, "people": gone.people}
        add_row(work, erasure, {**row, "references": ", ".join(listed), "sequence": work.sequence})
        detail = {"entries": gone.entries, "people": gone.people, "references": listed, "dry_run": dry_run}
        return Changes("dispose", entries=tuple(entries), detail=detail)

    return carry_out(store, deed="dispose", officer=officer, now=now, deed_id=deed_id, act=act, dry_run=dry_run, within=within)


def _chosen(work: Work, references: Sequence[str], reason: DisposalReason) -> list[Kept]:
    """Those named, or all that are due; whoever may not see an entry cannot dispose of it."""
    day = today(work.now)
    kept = {one.reference: one for one in closed_entries(work.connection, reader=work.officer, now=work.now)}
    if not references:
        due = [one for one in kept.values() if one.is_for_disposal(day)]
        if not due:
            message = "No closed entry has come to the end of its time. Nothing was changed; “retention” lists when each does."
            raise Invalid(message, code="nothing_due", field="references")
        return due
    return [_one(work, kept, Reference(written.strip().upper()), reason, day) for written in dict.fromkeys(references)]


def _one(work: Work, kept: dict[Reference, Kept], reference: Reference, reason: DisposalReason, day: date) -> Kept:
    held = kept.get(reference)
    if held is None:
        stage = work.connection.execute(select(schema.entry.c.stage).where(schema.entry.c.reference == reference)).scalar()
        if stage is None or stage is Stage.CLOSED:
            raise Invalid(
                f"There is no entry {reference[:40]} that you may dispose of. Nothing was changed.",
                code="no_such_entry",
                field="references",
            )
        message = f"{reference} is {stage.value}, and only a closed entry is disposed of. Nothing was changed."
        raise NotAllowed(message, code="stage", field="references")
    if reason is NEEDS_ITS_TIME and not held.is_for_disposal(day):
        until = held.disposal_on if held.review_on is None else max(held.disposal_on, held.review_on)
        message = f"{reference} is to be kept until {until:%d/%m/%Y}. Nothing was changed; before that only a court's order or a person's right ends it."
        raise NotAllowed(message, code="not_due", field="references")
    return held


def _numbers(work: Work, references: Sequence[Reference]) -> list[EntryId]:
    entry = schema.entry.c
    found = {
        row.reference: EntryId(row.id)
        for row in work.connection.execute(select(entry.id, entry.reference).where(entry.reference.in_(references)))
    }
    return [load_entry(work.connection, found[reference]).id for reference in references]
