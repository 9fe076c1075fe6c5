"""The end of an entry: its outcome, its cleardown, its closing by a second officer, and its reopening."""

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.circulation import refuse_closing_while_alive
from wantedtrack.rules.entry import Cause, Circulation, DiscardReason, EntryId, Instant, Outcome, Recheck, Stage, VictimInformed
from wantedtrack.rules.instants import refuse_future
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.closing_rows import close_entry
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.proposals import propose
from wantedtrack.store.rows import change_entry, refuse_unless_version
from wantedtrack.store.sweeping import end_pause
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_OWES_A_RATIONALE = {
    Outcome.NO_FURTHER_ACTION: "why, and the victim's view",
    Outcome.NO_LONGER_WANTED: "why, and the victim's view",
    Outcome.LOCATED_IN_PRISON: "which other entry or force now carries it, who arrests or produces, and by when",
    Outcome.IN_HOSPITAL: "which other entry or force now carries it, who arrests or produces, and by when",
    Outcome.WARRANT_WITHDRAWN: "the court and its reference, or that of the CPS",
}
_DISCARDED_AS = {
    DiscardReason.DUPLICATE: Outcome.DUPLICATE,
    DiscardReason.RECORDED_IN_ERROR: Outcome.BAIL_FAILURE_RECORDED_IN_ERROR,
    DiscardReason.ELIMINATED: Outcome.ELIMINATED,
}


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
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Record how the entry came to its end; it then awaits cleardown until a second officer closes it.

    The outcomes that give up on an arrest need a rank and, for no further action and no longer wanted, a second officer of that rank: they
    answer with a proposal. Source: domain.md section 4. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_future",
    "missing_word").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "record-outcome")
        needed = stages.rank_for_outcome(outcome, state.band)
        stages.refuse_rank_below(needed, deed="record-outcome", rank=officer.rank, is_administrator=officer.is_administrator)
        refuse_unless_version(state, version)
        refuse_future(at, now=work.now, field="at", what="An outcome")
        if outcome in _OWES_A_RATIONALE and not rationale:
            message = f"This outcome needs a rationale that says {_OWES_A_RATIONALE[outcome]}. Nothing was changed."
            raise Invalid(message, code="missing_word", field="rationale")
        words = {"outcome": outcome, "at": at, "place": place, "custody_reference": custody_reference, "rationale": rationale}
        if stages.outcome_needs_second_officer(outcome) and within is None:
            return propose(work, state, deed="record-outcome", words=words)
        end_pause(work, entry, why="outcome")
        after = change_entry(
            work,
            state,
            stage=Stage.CLEARING,
            outcome=outcome,
            outcome_at=at,
            outcome_recorded_at=work.now,
            outcome_by=officer.officer,
            outcome_place=place,
            custody_reference=custody_reference,
            outcome_rationale=rationale,
        )
        refresh_clocks(work, after)
        work.entry = entry
        detail = {"stage": Stage.CLEARING.value, "circulation": after.circulation.value}
        return Changes("record-outcome", reference=state.reference, detail=detail)

    return carry_out(store, deed="record-outcome", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


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
) -> Changes:
    """Close an entry whose marker is confirmed gone; never by the officer who recorded the outcome.

    Source: domain.md section 4, row "clearing → closed". Raises NotAllowed("rank", "stage", "second-officer", "open-circulation",
    "still-showing"), Invalid("missing_word").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "close")
        if state.outcome_by == officer.officer:
            message = "The officer who recorded the outcome cannot close it. Nothing was changed; ask a second officer, sergeant or above."
            raise NotAllowed(message, code="second-officer", who_could="a second officer, sergeant or above")
        refuse_closing_while_alive(state.circulation)
        if recheck is Recheck.STILL_SHOWING:
            message = "PNC/LEDS still shows the marker. Nothing was changed; the entry stays under Awaiting cleardown until it is clear."
            raise NotAllowed(message, code="still-showing", field="recheck")
        if state.circulation is Circulation.CANCELLED and not cancellation_reference:
            message = "Give the PNC/LEDS reference of the cancellation. Nothing was changed."
            raise Invalid(message, code="missing_word", field="cancellation-reference")
        after = close_entry(
            work, state, cancellation_reference=cancellation_reference, recheck=recheck, victim_informed=victim_informed.value
        )
        work.entry = entry
        return Changes("close", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="close", officer=officer, now=now, deed_id=deed_id, act=act)


def discard_draft(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: DiscardReason, of: str | None = None
) -> Changes:
    """Close a draft that never was one to be arrested: a duplicate (of which entry), recorded in error, eliminated.

    One sergeant alone; a draft whose circulation is alive is not discarded. Raises NotAllowed("rank", "stage", "open-circulation"),
    Invalid("missing_word", "no_such_entry").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "discard-draft")
        refuse_closing_while_alive(state.circulation)
        if reason is DiscardReason.DUPLICATE:
            if not of:
                raise Invalid("Say of which entry this is a duplicate. Nothing was changed.", code="missing_word", field="of")
            if find_reference(work.connection, of) == entry:
                raise Invalid(
                    "An entry is no duplicate of itself. Nothing was changed; give the other reference.", code="same_entry", field="of"
                )
        told = {"outcome": _DISCARDED_AS[reason], "outcome_at": work.now, "outcome_by": officer.officer}
        rationale = f"{reason.value}: {of.strip().upper()}" if of else reason.value
        close_entry(work, state, **told, outcome_recorded_at=work.now, outcome_rationale=rationale)
        work.entry = entry
        return Changes("discard-draft", reference=state.reference, detail={"stage": Stage.CLOSED.value})

    return carry_out(store, deed="discard-draft", officer=officer, now=now, deed_id=deed_id, act=act)


def reopen(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str) -> Changes:
    """Make a closed entry active again; its age is not reset, its circulation begins anew as not yet circulated.

    Circulate, attempt and review start a new cycle; arrest goes on from its first start, levels passed recorded with cause `reopened`.
    Raises NotAllowed("rank", "stage").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "reopen")
        after = change_entry(
            work,
            state,
            stage=Stage.ACTIVE if state.accepted_at else Stage.DRAFT,
            circulation=Circulation.NOT_YET,
            circulated_at=None,
            verified_at=None,
            cancelled_at=None,
            outcome=None,
            outcome_at=None,
            outcome_recorded_at=None,
            outcome_by=None,
            closed_at=None,
            closed_by=None,
            retention_review_on=None,
            reopened_at=work.now,
            next_step=reason,
        )
        refresh_clocks(work, after, cause=Cause.REOPENED)
        work.entry = entry
        return Changes("reopen", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="reopen", officer=officer, now=now, deed_id=deed_id, act=act)
