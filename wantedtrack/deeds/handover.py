"""The handover of a shift: prepared, signed by the outgoing officer, accepted by the incoming one, and then sealed."""

import json
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import delete, select, update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import shifts, stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.handover import HandoverContent, content_digest, told_of_emergencies, told_of_nobody, told_of_unwatched
from wantedtrack.rules.handover_sheets import build_sheets, high_references
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import Shift
from wantedtrack.store import handovers, journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.emergencies import emergencies_between
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.handover_facts import nobody_told, read_sheet_facts, restricted_count, unwatched_since
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import add_row, change_row
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
        after = _last_sealed(work)
        if held is not None and held.is_sealed:
            message = "The handover of this shift is sealed and nothing of it changes. What came since is in the next one."
            raise NotAllowed(message, code="sealed", field="shift")
        if held is not None and held.signed_at is not None and held.from_sequence == after:
            raise NotAllowed(
                "This handover is signed already. Nothing was changed; let the incoming officer accept it.", code="signed", field="shift"
            )
        head = journal.head(work.connection)
        content = _content(work, chosen, after, head)
        row = {
            "shift_id": chosen.shift_id, "from_sequence": after, "to_sequence": head.sequence, "prepared_at": work.now, "prepared_by": officer.officer,
            "content": handovers.pack(content), "content_digest": content_digest(content), "head_hash": head.hash, "counts": json.dumps(content.counts),
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


def _last_sealed(work: Work) -> int:
    sealed = select(record.handover.c.to_sequence).where(record.handover.c.accepted_at.is_not(None))
    return work.connection.execute(sealed.order_by(record.handover.c.to_sequence.desc()).limit(1)).scalar() or 0


def _content(work: Work, shift: Shift, after: int, head: journal.Head) -> HandoverContent:
    connection = work.connection
    policy = current_policy(connection, now=work.now)
    facts = read_sheet_facts(connection, policy=policy, shift=shift, now=work.now, after=after, until=head.sequence)
    force = connection.execute(select(record.force.c.name).where(record.force.c.code == work.info.force_code)).scalar()
    station = connection.execute(select(schema.officer.c.station).where(schema.officer.c.id == work.officer.officer)).scalar()
    return HandoverContent(
        shift=shift.name,
        shift_id=shift.shift_id,
        force=force or f"Force {work.info.force_code}",
        station=station or "All stations",
        from_sequence=after,
        to_sequence=head.sequence,
        head_hash=head.hash,
        policy_version=policy.version,
        prepared_at=iso(work.now) or "",
        prepared_by=work.officer.collar,
        is_demonstration=work.info.is_demonstration,
        restricted=restricted_count(connection),
        told=(
            *told_of_nobody(nobody_told(connection, after, head.sequence)),
            *told_of_emergencies(emergencies_between(connection, after, head.sequence)),
            *told_of_unwatched(unwatched_since(connection, after)),
            *_unsigned(work, shift),
        ),
        sheets=build_sheets(facts),
        high_references=high_references(facts.entries),
    )


def _unsigned(work: Work, shift: Shift) -> tuple[str, ...]:
    """A sentence for each earlier handover that was prepared and never sealed."""
    table = record.handover.c
    left = select(table.shift_id).where(table.accepted_at.is_(None), table.shift_id != shift.shift_id).order_by(table.prepared_at)
    return tuple(f"The handover of {shift_id} was prepared and not signed by both." for shift_id in work.connection.execute(left).scalars())


def _keep(work: Work, row: Mapping[str, object], held: handovers.Handover | None) -> int:
    if held is None:
        # The content is frozen data of many people: it goes into its own row, never into the history beside it.
        made = work.connection.execute(record.handover.insert().values(**row)).inserted_primary_key
        assert made is not None  # noqa: S101 (the table has a key)
        return int(made[0])
    work.connection.execute(delete(record.handover_tick).where(record.handover_tick.c.handover_id == held.id))
    work.connection.execute(update(record.handover).where(record.handover.c.id == held.id).values(**row))
    return held.id


def sign_handover(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, shift: str | None = None) -> Changes:
    """Sign as the outgoing officer: the newest prepared one, or that of `shift`. Raises NotAllowed("rank", "signed", "no_handover")."""

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("sign-handover", rank=officer.rank, is_administrator=officer.is_administrator)
        held = _found(work, shift, partial(handovers.newest, signed=False), "Prepare the handover first.")
        if held.signed_at is not None:
            raise NotAllowed("This handover is signed already. Nothing was changed.", code="signed", field="shift")
        _refuse_covered(work, held)
        change_row(work, record.handover, held.id, {}, {"signed_at": work.now, "signed_by": officer.officer})
        work.changed.append(["signed", held.shift_id, held.content_digest])
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
        held = _found(
            work, shift, partial(handovers.newest, signed=True, sealed=False), "It has to be signed by the outgoing officer first."
        )
        _refuse_acceptance(held, officer)
        _refuse_covered(work, held)
        high = handovers.content_of(work.connection, held.id).high_references
        queries = {_reference(work, reference): str(text) for reference, text in (query or {}).items()}
        ticked = {*(high if understood_all else ()), *(_reference(work, reference) for reference in understood), *queries}
        missing = [reference for reference in high if reference not in ticked]
        if missing:
            message = f"{len(missing)} high entries are neither understood nor queried, the first {missing[0]}. Nothing was changed; tick each one."
            raise NotAllowed(message, code="not_ticked", field="understood")
        for reference in sorted(ticked):
            entry = find_reference(work.connection, reference)
            tick = {"handover_id": held.id, "entry_id": entry, "query": queries.get(reference)}
            add_row(work, record.handover_tick, {**tick, "by": officer.officer, "at": work.now}, entry=entry)
        change_row(work, record.handover, held.id, {}, {"accepted_at": work.now, "accepted_by": officer.officer})
        _stop_clock(work, held.shift_id)
        work.changed.append(["sealed", held.shift_id, held.content_digest, held.head_hash])
        return Changes("accept-handover", detail=_told(work, held.id))

    return carry_out(store, deed="accept-handover", officer=officer, now=now, deed_id=deed_id, act=act)


def _found(work: Work, shift: str | None, newest: partial[handovers.Handover | None], what_first: str) -> handovers.Handover:
    held = newest(work.connection) if shift is None else handovers.of_shift(work.connection, shift)
    if held is None:
        raise NotAllowed(f"There is no handover to do this with. Nothing was changed. {what_first}", code="no_handover", field="shift")
    return held


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
    if held.from_sequence != _last_sealed(work):
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
