"""Deciding a row of a tasking sheet that waited: it becomes an attempt after all, or is set aside."""

from sqlalchemy import update

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import RowDecision
from wantedtrack.store import schema_record as record
from wantedtrack.store.attempt_rows import Tried, record_attempt
from wantedtrack.store.changes import Changes
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.returned_rows import Brought, WaitingReturn, keep_brought
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work


def decide_returned(work: Work, row: int, waits: WaitingReturn, decision: RowDecision) -> Changes:
    """Take it as an attempt of the officers it names, recorded by whoever decides, or set it aside.

    Raises NotAllowed("stage", "restricted") while the entry cannot be tried, Invalid("not_accepted") for a decision about persons.
    """
    if decision is RowDecision.SAME_PERSON:
        message = "This row is of a tasking sheet and names its entry already. Nothing was changed; take it or discard it."
        raise Invalid(message, code="not_accepted", field="decision")
    if decision is RowDecision.TAKE:
        state = take_up(work, waits.entry, "log-attempt")
        record_attempt(work, state, tried_of(waits))
        keep_brought(work, Brought(waits.sheet, waits.row, waits.digest, work.officer.officer), entry=waits.entry)
    else:
        read_entry(work.connection, waits.entry, reader=work.officer)
    decided = {"decided_at": work.now, "decided_by": work.officer.officer, "decision": decision.value}
    work.connection.execute(update(record.waiting_row).where(record.waiting_row.c.id == row).values(**decided))
    work.remember({"decided": row, "decision": decision.value}, entry=waits.entry)
    work.entry = waits.entry
    return Changes("decide-row", reference=waits.reference, detail={"row": row, "decision": decision.value, "reference": waits.reference})


def tried_of(waits: WaitingReturn) -> Tried:
    """The attempt that the row tells of."""
    filled = waits.filled
    return Tried(
        filled.at, filled.kind, filled.result, waits.place, waits.address, filled.officers, filled.remarks, filled.made_safe_by, filled.next_step,
        filled.next_by,
    )  # fmt: skip
