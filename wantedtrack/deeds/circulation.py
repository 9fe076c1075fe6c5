"""The entry's state on PNC/LEDS: asked for, circulated, verified, cancelled."""

from datetime import date
from typing import Any

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.circulation import is_same_marker, refuse_step_out_of_order, refuse_unless_follows, state_words
from wantedtrack.rules.entry import Circulation, CirculationLevel, EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.circulation_rows import StepTaken, add_step, add_verification, last_step_at
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.rows import change_entry
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_VERIFIABLE = (Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED)


def set_circulation(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    state: Circulation,
    reference: str | None = None,
    level: CirculationLevel | None = None,
    weed_date: date | None = None,
    reason: str | None = None,
    at: Instant | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Record the next state on PNC/LEDS, and with it a row of who took the step; a later state may be recorded without those between.

    `at` is when it was done there, now where it is left out. Circulating stops the circulate clock and starts verify; cancelling stops
    verify. Raises NotAllowed("rank", "stage", "circulation", "reason", "clash"), Invalid("in_the_future", "before_last_step",
    "end_before_start").
    """

    def act(work: Work) -> Changes:
        before = take_up(work, entry, "set-circulation", version=version)
        refuse_unless_follows(before.circulation, state, stage=before.stage, reason=reason)
        refuse_step_out_of_order(at or work.now, now=work.now, last_at=last_step_at(work.connection, entry), weed_date=weed_date)
        step = StepTaken(state, at or work.now, reference, level, weed_date, reason)
        add_step(work, entry, step)
        after = change_entry(work, before, circulation=state, **_facts(before, step))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("set-circulation", reference=before.reference, detail={"circulation": state.value})

    return carry_out(store, deed="set-circulation", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def _facts(before: EntryState, step: StepTaken) -> dict[str, Any]:
    """The columns that come with a state; what was not given stays as it was.

    A marker that is renewed or widened was circulated when it first was: the measures count from then.
    """
    given = {"circulation_reference": step.reference, "circulation_level": step.level, "weed_date": step.weed_date}
    dated = {Circulation.REQUESTED: "requested_at", Circulation.CIRCULATED: "circulated_at", Circulation.CANCELLED: "cancelled_at"}
    facts: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if step.state in dated:
        facts[dated[step.state]] = step.at
    if step.state is Circulation.CIRCULATED:
        facts |= {"verified_at": step.at, "cancelled_at": None}
        if is_same_marker(before.circulation, step.state):
            facts["circulated_at"] = before.circulated_at or step.at
    if step.reason:
        facts["not_required_reason"] = step.reason
    return facts


def verify_circulation(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    result: str | None = None,
    at: Instant | None = None,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Record that the marker was looked at on PNC/LEDS again, and what it showed; the verify clock's next cycle starts at the look.

    Raises NotAllowed("rank", "stage", "circulation") where nothing is circulated, Invalid("in_the_future", "before_last_step").
    """

    def act(work: Work) -> Changes:
        before = take_up(work, entry, "verify-circulation", version=version)
        if before.circulation not in _VERIFIABLE:
            message = f"The entry is {state_words(before.circulation)}, so there is no marker to verify. Nothing was changed."
            raise NotAllowed(message, code="circulation", field="reference")
        looked_at = at or work.now
        refuse_step_out_of_order(looked_at, now=work.now, last_at=before.verified_at, weed_date=None)
        add_verification(work, entry, at=looked_at, result=result)
        after = change_entry(work, before, verified_at=looked_at, verify_result=result)
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("verify-circulation", reference=before.reference, detail={"circulation": before.circulation.value})

    return carry_out(store, deed="verify-circulation", officer=officer, now=now, deed_id=deed_id, act=act, within=within)
