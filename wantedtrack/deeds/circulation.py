"""The entry's state on PNC/LEDS: asked for, circulated, verified, cancelled."""

from datetime import date
from typing import Any

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.circulation import refuse_unless_follows, state_words
from wantedtrack.rules.entry import Circulation, CirculationLevel, EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
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
    version: int | None = None,
) -> Changes:
    """Record the next state on PNC/LEDS; a later one may be recorded without those between.

    Circulating stops the circulate clock and starts verify; cancelling stops verify. Raises NotAllowed("rank", "stage", "circulation",
    "reason", "clash").
    """

    def act(work: Work) -> Changes:
        before = take_up(work, entry, "set-circulation", version=version)
        refuse_unless_follows(before.circulation, state, stage=before.stage, reason=reason)
        after = change_entry(work, before, circulation=state, **_facts(state, work.now, reference, level, weed_date, reason))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("set-circulation", reference=before.reference, detail={"circulation": state.value})

    return carry_out(store, deed="set-circulation", officer=officer, now=now, deed_id=deed_id, act=act)


def _facts(
    state: Circulation, now: Instant, reference: str | None, level: CirculationLevel | None, weed_date: date | None, reason: str | None
) -> dict[str, Any]:
    """The columns that come with a state; what was not given stays as it was."""
    given = {"circulation_reference": reference, "circulation_level": level, "weed_date": weed_date}
    dated = {Circulation.REQUESTED: "requested_at", Circulation.CIRCULATED: "circulated_at", Circulation.CANCELLED: "cancelled_at"}
    facts: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if state in dated:
        facts[dated[state]] = now
    if state is Circulation.CIRCULATED:
        facts |= {"verified_at": now, "cancelled_at": None}
    if reason:
        facts["not_required_reason"] = reason
    return facts


def verify_circulation(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    result: str | None = None,
    version: int | None = None,
) -> Changes:
    """Record that the marker was looked at on PNC/LEDS again, and what it showed; the verify clock's next cycle starts.

    Raises NotAllowed("rank", "stage", "circulation") where nothing is circulated.
    """

    def act(work: Work) -> Changes:
        before = take_up(work, entry, "verify-circulation", version=version)
        if before.circulation not in _VERIFIABLE:
            message = f"The entry is {state_words(before.circulation)}, so there is no marker to verify. Nothing was changed."
            raise NotAllowed(message, code="circulation", field="reference")
        after = change_entry(work, before, verified_at=work.now, verify_result=result)
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("verify-circulation", reference=before.reference, detail={"circulation": before.circulation.value})

    return carry_out(store, deed="verify-circulation", officer=officer, now=now, deed_id=deed_id, act=act)
