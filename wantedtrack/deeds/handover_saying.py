"""What officers say in a handover: remarks before it is signed, queries while it is read back, answers, and addenda once it is sealed.

Until the seal each changes what is sealed; after it an answer or an addendum stands below everything and nothing sealed changes.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.handover_cover import handover_seal
from wantedtrack.rules.officers import Acting
from wantedtrack.store import handovers
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.handover_said import said_in
from wantedtrack.store.rows import add_row, change_row
from wantedtrack.store.schema_sheets import handover_addendum, handover_answer, handover_remark
from wantedtrack.store.writing import Work, carry_out

_JUST_AFTER = timedelta(microseconds=1)
"""An answer after the seal has a later time than the seal, also where a demonstration's clock stands still."""


def remark_handover(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    text: str,
    reference: str | None = None,
    shift: str | None = None,
) -> Changes:
    """Say something of an entry, or of the shift, in the newest handover or that of `shift`; a second remark of yours replaces the first.

    Raises NotAllowed("rank", "signed", "no_handover"), Invalid("not_in_handover").
    """

    def act(work: Work, held: handovers.Handover) -> None:
        if held.signed_at is not None:
            message = "This handover is signed, so its remarks stay as they are. Nothing was changed; after the seal there is the addendum."
            raise NotAllowed(message, code="signed", field="shift")
        entry = _listed(work, handovers.content_of(work.connection, held.id), reference) if reference else None
        table = handover_remark.c
        mine = select(table.id, table.text).where(table.handover_id == held.id, table.by == officer.officer)
        before = work.connection.execute(mine.where(table.entry_id == entry if entry is not None else table.entry_id.is_(None))).first()
        if before is not None:
            change_row(work, handover_remark, before.id, {"text": before.text}, {"text": text, "at": work.now}, entry=entry)
        else:
            row = {"handover_id": held.id, "entry_id": entry, "text": text, "by": officer.officer, "at": work.now}
            add_row(work, handover_remark, row, entry=entry)

    return _say("remark-handover", store, officer, now, deed_id, shift, act)


def query_handover(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, reference: str, text: str, shift: str | None = None
) -> Changes:
    """Ask the outgoing officer about an entry of a signed handover, before accepting it.

    Raises NotAllowed("rank", "second-officer", "not_signed", "sealed", "no_handover"), Invalid("not_in_handover").
    """

    def act(work: Work, held: handovers.Handover) -> None:
        if held.is_sealed:
            raise NotAllowed("This handover is sealed already. Nothing was changed; ask in the next one.", code="sealed", field="shift")
        if held.signed_by is None:
            message = "The outgoing officer has not signed yet. Nothing was changed; it is read back after that."
            raise NotAllowed(message, code="not_signed", field="shift")
        if held.signed_by == officer.collar:
            message = "The officer who signed cannot query it. Nothing was changed; the incoming officer does."
            raise NotAllowed(message, code="second-officer", who_could="another sergeant or above")
        entry = _listed(work, handovers.content_of(work.connection, held.id), reference)
        tick = {tick.entry: tick for tick in handovers.ticks_of(work.connection, held.id)}.get(entry)
        if tick is not None:
            after = {"query": text, "by": officer.officer, "at": work.now}
            change_row(work, record.handover_tick, tick.id, {"query": tick.query}, after, entry=entry)
        else:
            row = {"handover_id": held.id, "entry_id": entry, "query": text, "by": officer.officer, "at": work.now}
            add_row(work, record.handover_tick, row, entry=entry)

    return _say("query-handover", store, officer, now, deed_id, shift, act, signed=True, sealed=False)


def answer_query(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, reference: str, text: str, shift: str | None = None
) -> Changes:
    """Answer what was asked about an entry, in the newest signed handover or that of `shift`. Raises NotAllowed("rank", "no_query", "no_handover")."""

    def act(work: Work, held: handovers.Handover) -> None:
        entry = find_reference(work.connection, reference.strip().upper())
        tick = next((one for one in handovers.ticks_of(work.connection, held.id) if one.entry == entry and one.query is not None), None)
        if tick is None:
            message = "Nothing was asked about this entry in this handover. Nothing was changed; name the shift if it is another one."
            raise NotAllowed(message, code="no_query", field="reference")
        at = work.now if held.accepted_at is None else max(work.now, held.accepted_at + _JUST_AFTER)
        add_row(work, handover_answer, {"tick_id": tick.id, "text": text, "by": officer.officer, "at": at}, entry=entry)

    return _say("answer-query", store, officer, now, deed_id, shift, act, signed=True)


def add_addendum(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, text: str, shift: str | None = None
) -> Changes:
    """Add to the newest sealed handover, or that of `shift`; nothing sealed changes. Raises NotAllowed("rank", "not_sealed", "no_handover")."""

    def act(work: Work, held: handovers.Handover) -> None:
        if not held.is_sealed:
            message = "This handover is not sealed yet. Nothing was changed; until both have signed there are remarks and queries."
            raise NotAllowed(message, code="not_sealed", field="shift")
        row = {"handover_id": held.id, "text": text, "by": officer.officer, "at": work.now, "sequence": work.sequence}
        add_row(work, handover_addendum, row)

    return _say("add-addendum", store, officer, now, deed_id, shift, act, sealed=True)


def _say(
    deed: str,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None,
    shift: str | None,
    does: Callable[[Work, handovers.Handover], None],
    *,
    signed: bool | None = None,
    sealed: bool | None = None,
) -> Changes:
    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator)
        held = handovers.found_for_deed(work.connection, shift, "Prepare and sign one first.", signed=signed, sealed=sealed)
        does(work, held)
        if not held.is_sealed:
            said = said_in(work.connection, held.id)
            seal = handover_seal(handovers.content_of(work.connection, held.id), held.signatures, said)
            change_row(work, record.handover, held.id, {"content_digest": held.content_digest}, {"content_digest": seal})
        return Changes(deed, detail=handovers.numbered(work.connection, held.id).as_json() | said_in(work.connection, held.id).as_json())

    return carry_out(store, deed=deed, officer=officer, now=now, deed_id=deed_id, act=act)


def _listed(work: Work, content: HandoverContent, written: str) -> EntryId:
    """The entry of this reference, which the handover has to list: a restricted one is a number in it and has no place for words."""
    reference = written.strip().upper()
    entry = find_reference(work.connection, reference)
    if not any(row[0] == reference for sheet in content.sheets for row in sheet.rows):
        raise Invalid(f"{reference} is not in this handover. Nothing was changed.", code="not_in_handover", field="reference")
    return entry
