"""The handover of a shift: prepared, signed by the outgoing officer, accepted by the incoming one, and then sealed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, select, update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import shifts, stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.handover import Signatures
from wantedtrack.rules.handover_cover import handover_seal
from wantedtrack.rules.handover_said import Said
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import Shift
from wantedtrack.store import handovers, journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.handover_content import make_content
from wantedtrack.store.handover_said import said_in
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import add_row, change_row
from wantedtrack.store.schema_sheets import handover_answer
from wantedtrack.store.writing import Work, carry_out


def prepare_handover(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, shift: str | None = None) -> Changes:
    """Freeze what the coming shift must know, cut by journal sequence: (last sealed sequence, the newest before this].

    Without `shift`: one that ended within the last hour and has no handover, else the one on duty that ends next. Preparing again
    refreshes one that nobody has signed. Source: domain.md section 6. Raises Invalid("no_such_shift"), NotAllowed("sealed", "signed").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("prepare-handover", rank=officer.rank, is_administrator=officer.is_administrator)
        chosen = _choose(work, shift)
        held = handovers.of_shift(work.connection, chosen.shift_id)
        after = handovers.last_sealed_sequence(work.connection)
        if held is not None and held.is_sealed:
            message = "The handover of this shift is sealed and nothing of it changes. What came since is in the next one."
            raise NotAllowed(message, code="sealed", field="shift")
        if held is not None and held.signed_at is not None and held.from_sequence == after:
            raise NotAllowed(
                "This handover is signed already. Nothing was changed; let the incoming officer accept it.", code="signed", field="shift"
            )
        head = journal.head(work.connection)
        content = make_content(work, chosen, after, head)
        said = said_in(work.connection, held.id) if held is not None else Said()
        seal = handover_seal(content, Signatures(), replace(said, read_back=()))
        row = {
            "shift_id": chosen.shift_id, "from_sequence": after, "to_sequence": head.sequence, "prepared_at": work.now, "prepared_by": officer.officer,
            "content": handovers.pack(content), "content_digest": seal, "head_hash": head.hash, "counts": json.dumps(content.counts),
            "signed_at": None, "signed_by": None,
        }  # fmt: skip
        number = _keep(work, row, held)
        work.changed.append(["prepared", chosen.shift_id, row["content_digest"], head.hash])
        return Changes("prepare-handover", detail=_told(work, number))

    return carry_out(store, deed="prepare-handover", officer=officer, now=now, deed_id=deed_id, act=act)


def _choose(work: Work, shift: str | None) -> Shift:
    patterns = current_policy(work.connection, now=work.now).shift_patterns
    if shift is None:
        handed = set(work.connection.execute(select(record.handover.c.shift_id)).scalars())
        chosen = shifts.shift_to_hand_over(patterns, work.now, handed)
    else:
        chosen = shifts.shift_by_id(patterns, shift)
    if chosen is None:
        example = shifts.shifts_between(patterns, work.now.date(), work.now.date())
        told = f"such as {example[0].shift_id}" if example else "of the policy"
        raise Invalid(f"There is no such shift; “shifts” lists them, {told}. Nothing was changed.", code="no_such_shift", field="shift")
    return chosen


def _keep(work: Work, row: Mapping[str, object], held: handovers.Handover | None) -> int:
    if held is None:
        # The content is frozen data of many people: it goes into its own row, never into the history beside it.
        made = work.connection.execute(record.handover.insert().values(**row)).inserted_primary_key
        assert made is not None  # noqa: S101 (the table has a key)
        return int(made[0])
    ticks = select(record.handover_tick.c.id).where(record.handover_tick.c.handover_id == held.id)
    work.connection.execute(delete(handover_answer).where(handover_answer.c.tick_id.in_(ticks)))
    work.connection.execute(delete(record.handover_tick).where(record.handover_tick.c.handover_id == held.id))
    work.connection.execute(update(record.handover).where(record.handover.c.id == held.id).values(**row))
    return held.id


def sign_handover(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, shift: str | None = None) -> Changes:
    """Sign as the outgoing officer: the newest prepared one, or that of `shift`. Raises NotAllowed("rank", "signed", "no_handover")."""

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("sign-handover", rank=officer.rank, is_administrator=officer.is_administrator)
        held = handovers.found_for_deed(work.connection, shift, "Prepare the handover first.", signed=False)
        if held.signed_at is not None:
            raise NotAllowed("This handover is signed already. Nothing was changed.", code="signed", field="shift")
        _refuse_covered(work, held)
        signatures = Signatures(officer.collar, iso(work.now))
        seal = handover_seal(handovers.content_of(work.connection, held.id), signatures, said_in(work.connection, held.id))
        _sign(work, held, {"signed_at": work.now, "signed_by": officer.officer, "content_digest": seal})
        work.changed.append(["signed", held.shift_id, seal])
        return Changes("sign-handover", detail=_told(work, held.id))

    return carry_out(store, deed="sign-handover", officer=officer, now=now, deed_id=deed_id, act=act)


def accept_handover(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    shift: str | None = None,
    understood: Sequence[str] = (),
    understood_all: bool = False,
    query: Mapping[str, str] | None = None,
) -> Changes:
    """Accept as the incoming officer: each high entry ticked as understood or queried, then both have signed and it is sealed.

    Never by the signer. Raises NotAllowed("rank", "second-officer", "not_signed", "sealed", "not_ticked"), Invalid("no_such_entry").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("accept-handover", rank=officer.rank, is_administrator=officer.is_administrator)
        first = "It has to be signed by the outgoing officer first."
        held = handovers.found_for_deed(work.connection, shift, first, signed=True, sealed=False)
        _refuse_acceptance(held, officer)
        _refuse_covered(work, held)
        content = handovers.content_of(work.connection, held.id)
        before = {str(tick.reference): tick for tick in handovers.ticks_of(work.connection, held.id)}
        queries = {_reference(work, reference): str(text) for reference, text in (query or {}).items()}
        high = content.high_references
        ticked = {*(high if understood_all else ()), *(_reference(work, reference) for reference in understood), *queries, *before}
        missing = [reference for reference in high if reference not in ticked]
        if missing:
            several = f"{len(missing)} high entries are neither understood nor queried, the first {missing[0]}"
            told = several if len(missing) > 1 else f"{missing[0]} is a high entry and is neither understood nor queried"
            message = f"{told}. Nothing was changed; tick each one."
            raise NotAllowed(message, code="not_ticked", field="understood")
        for reference in sorted(ticked):
            _tick(work, held, before.get(reference), reference, queries.get(reference))
        signatures = Signatures(held.signed_by, iso(held.signed_at), officer.collar, iso(work.now))
        seal = handover_seal(content, signatures, said_in(work.connection, held.id))
        _sign(work, held, {"accepted_at": work.now, "accepted_by": officer.officer, "content_digest": seal})
        _stop_clock(work, held.shift_id)
        work.changed.append(["sealed", held.shift_id, seal, held.head_hash])
        return Changes("accept-handover", detail=_told(work, held.id))

    return carry_out(store, deed="accept-handover", officer=officer, now=now, deed_id=deed_id, act=act)


def _sign(work: Work, held: handovers.Handover, values: Mapping[str, object]) -> None:
    """Keep a signature with the seal that it makes: the seal stands in the history, and so in the journal's digest."""
    change_row(work, record.handover, held.id, {"content_digest": held.content_digest}, values)


def _tick(work: Work, held: handovers.Handover, before: handovers.Tick | None, reference: str, query: str | None) -> None:
    """One entry read back; a query that was asked before stays unless another is asked now."""
    entry = find_reference(work.connection, reference)
    tick = {"handover_id": held.id, "entry_id": entry, "query": query, "by": work.officer.officer, "at": work.now}
    if before is None:
        add_row(work, record.handover_tick, tick, entry=entry)
    elif query is not None:
        change_row(
            work, record.handover_tick, before.id, {"query": before.query}, {"query": query, "by": work.officer.officer}, entry=entry
        )


def _refuse_acceptance(held: handovers.Handover, officer: Acting) -> None:
    if held.is_sealed:
        raise NotAllowed("This handover is sealed already. Nothing was changed.", code="sealed", field="shift")
    if held.signed_by is None:
        message = "The outgoing officer has not signed yet. Nothing was changed; it is accepted after that."
        raise NotAllowed(message, code="not_signed", field="shift")
    if held.signed_by == officer.collar:
        message = "The officer who signed cannot accept. Nothing was changed; the incoming officer does."
        raise NotAllowed(message, code="second-officer", who_could="another sergeant or above")


def _refuse_covered(work: Work, held: handovers.Handover) -> None:
    """Raise NotAllowed("covered") where a later handover was sealed meanwhile: then this one would repeat what that one holds."""
    if held.from_sequence != handovers.last_sealed_sequence(work.connection):
        message = "Another handover was sealed since this was prepared, so it would repeat what that one holds. Nothing was changed; prepare it again."
        raise NotAllowed(message, code="covered", field="shift")


def _reference(work: Work, written: str) -> str:
    reference = written.strip().upper()
    find_reference(work.connection, reference)
    return reference


def _stop_clock(work: Work, shift_id: str) -> None:
    clock = schema.clock
    stopped = {"stopped_at": work.now, "next_level": None, "next_due_at": None, "deadline_at": None}
    work.connection.execute(update(clock).where(clock.c.shift_id == shift_id).values(**stopped))
    told = select(schema.escalation.c.id).join(clock, clock.c.id == schema.escalation.c.clock_id).where(clock.c.shift_id == shift_id)
    waiting = schema.notice.c.escalation_id.in_(told) & schema.notice.c.done_at.is_(None)
    work.connection.execute(update(schema.notice).where(waiting).values(done_at=work.now))


def _told(work: Work, number: int) -> dict[str, object]:
    return handovers.numbered(work.connection, number).as_json()
