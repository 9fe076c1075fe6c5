"""The end of an entry: its outcome, its cleardown, its closing by a second officer, and its reopening."""

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.circulation import refuse_closing_while_alive
from wantedtrack.rules.entry import (
    Cause,
    Circulation,
    DiscardReason,
    EntryId,
    Instant,
    Outcome,
    Recheck,
    Reference,
    Stage,
    VictimInformed,
)
from wantedtrack.rules.instants import refuse_before_birth, refuse_future
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.outcomes import OutcomeGiven, refuse_before_wanted, refuse_misfit, told_of
from wantedtrack.store.changes import Changes
from wantedtrack.store.circulation_rows import StepTaken, add_step, cancelled_under
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.closing_rows import close_entry
from wantedtrack.store.database import Store
from wantedtrack.store.emergencies import acts_alone
from wantedtrack.store.entry_state import EntryState, find_reference, read_entry
from wantedtrack.store.officers import serving
from wantedtrack.store.person_rows import born_of
from wantedtrack.store.proposals import propose
from wantedtrack.store.rows import change_entry
from wantedtrack.store.sweeping import end_pause
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.whereabouts_rows import end_whereabouts
from wantedtrack.store.writing import Work, carry_out

_DISCARDED_AS = {
    DiscardReason.DUPLICATE: Outcome.DUPLICATE,
    DiscardReason.RECORDED_IN_ERROR: Outcome.BAIL_FAILURE_RECORDED_IN_ERROR,
    DiscardReason.ELIMINATED: Outcome.ELIMINATED,
}

_ENDED_WITH = (
    "earlier_stage", "outcome", "outcome_at", "outcome_recorded_at", "outcome_by", "outcome_place", "custody_reference", "outcome_rationale",
    "closed_at", "closed_by", "cancellation_reference", "recheck", "victim_informed", "retention_review_on", "circulation_reference",
    "circulation_level", "weed_date", "requested_at", "circulated_at", "verified_at", "verify_result", "cancelled_at", "not_required_reason",
)  # fmt: skip
"""What an entry that is reopened no longer says of itself: its end, and the marker of the circulation before."""


def record_outcome(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    outcome: Outcome,
    at: Instant,
    place: str | None = None,
    custody_reference: str | None = None,
    rationale: str | None = None,
    victim_view: str | None = None,
    carried_by: str | None = None,
    carried_by_when: Instant | None = None,
    court_reference: str | None = None,
    of: str | None = None,
    break_glass: str | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Record how the entry came to its end; it then awaits cleardown until a second officer closes it.

    The outcomes that give up on an arrest need a rank and, for no further action and no longer wanted, a second officer of that rank: they
    answer with a proposal. What an outcome owes stands in words of its own, or in the rationale. Source: domain.md section 4. Raises
    NotAllowed("rank", "stage", "clash"), Invalid("outcome_category", "in_the_future", "before_birth", "before_outstanding", "missing_word",
    "no_such_entry", "same_entry").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "record-outcome", version=version)
        needed = stages.rank_for_outcome(outcome, state.band)
        stages.refuse_rank_below(
            needed, deed="record-outcome", rank=officer.rank, is_administrator=officer.is_administrator, field="outcome"
        )
        court = place or state.own_fields.get("court")
        other = _other_entry(work, of, state)
        given = OutcomeGiven(outcome, at, rationale, victim_view, carried_by, carried_by_when, court, court_reference, other)
        told = _checked(work, state, given)
        needs_second = stages.outcome_needs_second_officer(outcome) and within is None
        if needs_second and not acts_alone(work, "record-outcome", break_glass, entry=entry):
            words = {"outcome": outcome, "at": at, "place": place, "custody_reference": custody_reference}
            return propose(work, state, deed="record-outcome", words={**words, "rationale": rationale, "victim_view": victim_view})
        end_pause(work, entry, why="outcome")
        end_whereabouts(work, entry, why="outcome")
        reached = {"outcome": outcome, "outcome_at": at, "outcome_recorded_at": work.now, "outcome_by": work.proposed_by or officer.officer}
        where = {"outcome_place": place, "custody_reference": custody_reference, "outcome_rationale": told}
        after = change_entry(work, state, stage=Stage.CLEARING, earlier_stage=None, **reached, **where)
        refresh_clocks(work, after)
        work.entry = entry
        detail = {"stage": Stage.CLEARING.value, "circulation": after.circulation.value}
        return Changes("record-outcome", reference=state.reference, detail=detail)

    return carry_out(store, deed="record-outcome", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def _checked(work: Work, state: EntryState, given: OutcomeGiven) -> str | None:
    """What is kept of an outcome in words, once it fits the category, lies neither ahead nor too far back, and owes nothing."""
    refuse_misfit(given.outcome, state.category)
    refuse_future(given.at, now=work.now, field="at", what="An outcome")
    refuse_before_birth(given.at, born=born_of(work.connection, state.person_id), field="at", what="An outcome")
    refuse_before_wanted(given, became_outstanding_at=state.became_outstanding_at, now=work.now)
    return told_of(given)


def _other_entry(work: Work, of: str | None, state: EntryState) -> Reference | None:
    """The reference of the entry that this one is a duplicate of. Raises Invalid("no_such_entry", "same_entry"), NotAllowed("restricted")."""
    if not of:
        return None
    try:
        other = find_reference(work.connection, of)
    except Invalid as unknown:
        raise Invalid(unknown.message, code=unknown.code, field="of") from None
    if other == state.id:
        raise Invalid("An entry is no duplicate of itself. Nothing was changed; give the other reference.", code="same_entry", field="of")
    return read_entry(work.connection, other, reader=work.officer).reference


def close(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    recheck: Recheck,
    victim_informed: VictimInformed,
    cancellation_reference: str | None = None,
    break_glass: str | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Close an entry whose marker is confirmed gone; never by the officer who recorded the outcome.

    The reference of the cancellation is that of its step on PNC/LEDS where it is not given again. Source: domain.md section 4, row
    "clearing → closed". Raises NotAllowed("rank", "stage", "clash", "second-officer", "open-circulation",
    "still-showing"), Invalid("missing_word").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "close", version=version)
        if state.outcome_by == officer.officer and not acts_alone(work, "close", break_glass, entry=entry):
            message = "The officer who recorded the outcome cannot close it. Nothing was changed; ask a second officer, sergeant or above."
            raise NotAllowed(message, code="second-officer", field="officer", who_could="a second officer, sergeant or above")
        refuse_closing_while_alive(state.circulation)
        if recheck is Recheck.STILL_SHOWING:
            message = "PNC/LEDS still shows the marker. Nothing was changed; the entry stays under Awaiting cleardown until it is clear."
            raise NotAllowed(message, code="still-showing", field="recheck")
        reference = cancellation_reference or cancelled_under(work.connection, entry)
        if state.circulation is Circulation.CANCELLED and not reference:
            message = "Give the PNC/LEDS reference of the cancellation. Nothing was changed."
            raise Invalid(message, code="missing_word", field="cancellation-reference")
        told = {"cancellation_reference": reference, "recheck": recheck, "victim_informed": victim_informed.value}
        after = close_entry(work, state, **told)
        work.entry = entry
        return Changes("close", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="close", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def discard_draft(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    reason: DiscardReason,
    of: str | None = None,
    version: int | None = None,
) -> Changes:
    """Close a draft that never was one to be arrested: a duplicate (of which entry), recorded in error, eliminated.

    One sergeant alone; a draft whose circulation is alive is not discarded. Raises NotAllowed("rank", "stage", "clash",
    "open-circulation"), Invalid("missing_word", "no_such_entry", "same_entry").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "discard-draft", version=version)
        refuse_closing_while_alive(state.circulation)
        if reason is DiscardReason.DUPLICATE and not of:
            raise Invalid("Say of which entry this is a duplicate. Nothing was changed.", code="missing_word", field="of")
        other = _other_entry(work, of, state)
        told = {"outcome": _DISCARDED_AS[reason], "outcome_at": work.now, "outcome_by": officer.officer}
        rationale = f"{reason.value}: {other}" if other else reason.value
        close_entry(work, state, **told, outcome_recorded_at=work.now, outcome_rationale=rationale)
        work.entry = entry
        return Changes("discard-draft", reference=state.reference, detail={"stage": Stage.CLOSED.value})

    return carry_out(store, deed="discard-draft", officer=officer, now=now, deed_id=deed_id, act=act)


def reopen(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str, version: int | None = None
) -> Changes:
    """Make a closed entry active again; its age is not reset, its circulation begins anew as not yet circulated.

    Circulate, attempt and review start a new cycle; arrest goes on from its first start, levels passed recorded with cause `reopened`. A draft
    that was discarded or answered comes back as a draft, for nobody has accepted it; an owner who has left is not its owner again. What the
    entry ended with stands in its history.
    Raises NotAllowed("rank", "stage", "clash").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "reopen", version=version)
        stage = Stage.ACTIVE if state.accepted_at else Stage.DRAFT
        cleared = {**dict.fromkeys(_ENDED_WITH), "owner_id": serving(work.connection, state.owner_id)}
        after = change_entry(
            work, state, stage=stage, circulation=Circulation.NOT_YET, reopened_at=work.now, next_step=reason, next_by=None, **cleared
        )
        add_step(work, entry, StepTaken(Circulation.NOT_YET, work.now, reason=reason))
        refresh_clocks(work, after, cause=Cause.REOPENED)
        work.entry = entry
        return Changes("reopen", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="reopen", officer=officer, now=now, deed_id=deed_id, act=act)
