"""The work on an entry: accepting it, allocating it, trying to arrest, reviewing, regrading."""

from sqlalchemy import select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.categories import read_answers
from wantedtrack.rules.entry import AttemptKind, AttemptResult, Band, Cause, EntryId, Instant, Stage
from wantedtrack.rules.instants import refuse_past
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.attempt_rows import Tried, record_attempt
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.emergencies import acts_alone
from wantedtrack.store.officers import find_owner
from wantedtrack.store.proposals import propose
from wantedtrack.store.returned_rows import Brought, keep_brought
from wantedtrack.store.rows import add_row, change_entry
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Together, Work, carry_out


def accept(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    band: Band,
    rationale: str,
    checklist: object,
    version: int | None = None,
) -> Changes:
    """Take a draft into the queue: its category's checklist answered, its band set with the reason for it.

    Acceptance starts the attempt and review clocks and recomputes the others as a regrade does. Source: domain.md sections 3 to 5.
    Raises NotAllowed("rank", "stage", "checklist", "not_yet_outstanding", "clash"), Invalid("checklist", "checklist_note").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "accept", version=version)
        if state.became_outstanding_at > work.now:
            message = "The time appointed has not come, so nobody has failed to appear. Nothing was changed; it stands under Bail due."
            raise NotAllowed(message, code="not_yet_outstanding", field="reference")
        answers = read_answers(state.category, checklist)
        for given in answers:
            row = {
                "entry_id": entry,
                "question": given.key,
                "answer": given.answer,
                "note": given.note,
                "by": officer.officer,
                "at": work.now,
            }
            add_row(work, schema.checklist_answer, row, entry=entry)
        after = change_entry(
            work,
            state,
            stage=Stage.UNALLOCATED,
            band=band,
            band_rationale=rationale,
            band_by=officer.officer,
            band_at=work.now,
            accepted_at=work.now,
        )
        refresh_clocks(work, after, cause=Cause.REGRADE)
        work.entry = entry
        return Changes("accept", reference=state.reference, detail={"stage": Stage.UNALLOCATED.value, "band": band.value})

    return carry_out(store, deed="accept", officer=officer, now=now, deed_id=deed_id, act=act)


def allocate(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    owner: str,
    plan: str | None = None,
    first_attempt_by: Instant | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Give the entry to an officer, or to another one; `first_attempt_by` may shorten the first attempt's limit, never lengthen it.

    Re-assigning stops no clock. Raises NotAllowed("rank", "stage", "clash"), Invalid("no_such_officer", "officer_left", "no_rank", "in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "allocate", version=version)
        new_owner = find_owner(work.connection, owner, field="owner")
        if first_attempt_by is not None:
            refuse_past(first_attempt_by, now=work.now, field="first-attempt-by", what="A first attempt")
        stage = Stage.ALLOCATED if state.stage is Stage.UNALLOCATED else state.stage
        earlier = Stage.ALLOCATED if state.earlier_stage is Stage.UNALLOCATED else state.earlier_stage
        after = change_entry(
            work,
            state,
            stage=stage,
            earlier_stage=earlier,
            owner_id=new_owner.id,
            team=state.team or new_owner.team,
            plan=plan or state.plan,
            first_attempt_by=first_attempt_by or state.first_attempt_by,
            allocated_at=state.allocated_at or work.now,
        )
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("allocate", reference=state.reference, detail={"stage": stage.value, "owner": new_owner.collar})

    return carry_out(store, deed="allocate", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def log_attempt(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    at: Instant,
    kind: AttemptKind,
    result: AttemptResult,
    where: str | None = None,
    address: int | None = None,
    officers: tuple[str, ...] = (),
    remark: str | None = None,
    made_safe_by: str | None = None,
    next_step: str | None = None,
    next_by: Instant | None = None,
    version: int | None = None,
    brought: Brought | None = None,
    among: Together | None = None,
    within: Work | None = None,
) -> Changes:
    """Record one try to arrest, or one enquiry; the first makes an allocated or unallocated entry active.

    Each attempt starts the attempt clock's next cycle, due at `next_by` but never later than the first-attempt limit. Taken on a draft it
    leaves it a draft. Made at one of the person's addresses it says there when that was last checked. `brought` is the row of a tasking sheet
    that told of it, kept beside it with who brought it home. Source: domain.md sections 4 and 5.
    Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_future", "before_birth", "no_such_address"), and Invalid("missing_word")
    where an attempt not tried does not say why, or one that was not safe does not say what would make it so.
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "log-attempt", version=version)
        _refuse_unsaid(result, remark, made_safe_by)
        tried = Tried(at, kind, result, where, address, officers, remark, made_safe_by, next_step, next_by)
        after = record_attempt(work, state, tried)
        if brought is not None:
            keep_brought(work, brought, entry=entry)
        work.entry = entry
        return Changes("log-attempt", reference=state.reference, detail={"stage": after.stage.value, "attempts": after.attempt_count})

    return carry_out(store, deed="log-attempt", officer=officer, now=now, deed_id=deed_id, act=act, within=within, among=among)


def _refuse_unsaid(result: AttemptResult, remark: str | None, made_safe_by: str | None) -> None:
    """An attempt that was not made owes the one thing that helps the next officer."""
    if result is AttemptResult.NOT_TRIED and not remark:
        raise Invalid("Say in the remark why it was not tried. Nothing was changed.", code="missing_word", field="remark")
    if result is AttemptResult.NOT_SAFE and not made_safe_by:
        message = "Say what would make it safe: armed support, a dog, a second unit. Nothing was changed."
        raise Invalid(message, code="missing_word", field="made-safe-by")


def record_review(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    findings: str,
    direction: str,
    next_by: Instant | None = None,
    version: int | None = None,
) -> Changes:
    """Record a supervisor's look: what was found, what is directed, by when the next is due.

    It starts the review clock's next cycle, due at `next_by` but never later than the policy's "then every". Raises NotAllowed("rank",
    "stage"), Invalid("in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "record-review", version=version)
        if next_by is not None:
            refuse_past(next_by, now=work.now, field="next-by", what="A next review")
        row = {"entry_id": entry, "at": work.now, "findings": findings, "direction": direction, "next_by": next_by}
        add_row(work, schema.review, {**row, "by": officer.officer, "sequence": work.sequence}, entry=entry)
        after = change_entry(work, state, next_step=direction)
        refresh_clocks(work, after)
        reviews = len(work.connection.execute(select(schema.review.c.id).where(schema.review.c.entry_id == entry)).all())
        work.entry = entry
        return Changes("record-review", reference=state.reference, detail={"reviews": reviews})

    return carry_out(store, deed="record-review", officer=officer, now=now, deed_id=deed_id, act=act)


def regrade(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    band: Band,
    rationale: str,
    break_glass: str | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Set another band. Raising takes effect at once; lowering waits for a second officer and answers with a proposal.

    Clocks keep their start and pauses; due times are recomputed and levels passed are recorded with cause `regrade`, with one notice.
    Source: domain.md sections 4 and 5, rule 4. Raises NotAllowed("rank", "stage"), Invalid("same_band").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "regrade", version=version)
        if state.band is band:
            raise Invalid("The entry has this band already. Nothing was changed.", code="same_band", field="band")
        if stages.lowers(state.band, band) and within is None and not acts_alone(work, "regrade", break_glass, entry=entry):
            return propose(work, state, deed="regrade", words={"band": band, "rationale": rationale})
        after = change_entry(work, state, band=band, band_rationale=rationale, band_by=officer.officer, band_at=work.now)
        refresh_clocks(work, after, cause=Cause.REGRADE)
        work.entry = entry
        return Changes("regrade", reference=state.reference, detail={"band": band.value})

    return carry_out(store, deed="regrade", officer=officer, now=now, deed_id=deed_id, act=act, within=within)
