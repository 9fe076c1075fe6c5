"""The state of an entry on PNC/LEDS, and what may follow what. Source: domain.md section 4, "Circulation"."""

from dataclasses import dataclass
from datetime import date, timedelta

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.ages import today
from wantedtrack.rules.entry import Category, Instant, Stage
from wantedtrack.rules.entry import Circulation as State
from wantedtrack.rules.shifts import to_force_time

ALIVE = (State.REQUESTED, State.CIRCULATED, State.CANCEL_REQUESTED)
"""A marker is, or may be, alive on the national computer: an entry in one of these is never closed."""

FOLLOWS: dict[State, tuple[State, ...]] = {
    State.NOT_YET: (State.NOT_REQUIRED, State.REQUESTED, State.CIRCULATED),
    State.NOT_REQUIRED: (State.NOT_YET, State.REQUESTED, State.CIRCULATED),
    State.REQUESTED: (State.CIRCULATED, State.NOT_REQUIRED, State.CANCEL_REQUESTED, State.CANCELLED),
    State.CIRCULATED: (State.CIRCULATED, State.CANCEL_REQUESTED, State.CANCELLED),
    State.CANCEL_REQUESTED: (State.CANCELLED, State.CIRCULATED),
    State.CANCELLED: (),
}
"""A later state may be recorded without the one between; after `cancelled` only a reopening begins anew."""

WEED_WARNING = timedelta(days=28)
"""How long before its weed date a marker is prompted for: after that date the national computer drops it. Source: issue 4, Build 4."""

_SHOWING = (State.CIRCULATED, State.CANCEL_REQUESTED)


@dataclass(frozen=True, slots=True)
class CirculationDates:
    """The three dates that are kept apart: decided, asked for, on PNC/LEDS. None where that has not happened."""

    decided_at: Instant | None
    requested_at: Instant | None
    circulated_at: Instant | None


def decided_at(category: Category, *, became_outstanding_at: Instant, accepted_at: Instant | None) -> Instant | None:
    """When it was decided that the person is to be arrested, and so circulated.

    For a PNC wanted entry that is what it became outstanding by; for the others, whose beginning is an event outside the force, the acceptance
    with its checklist, None on a draft. Source: domain.md section 3, column `became_outstanding_at`.
    """
    return became_outstanding_at if category is Category.WANTED else accepted_at


def is_same_marker(before: State, after: State) -> bool:
    """Whether a step leaves the marker that is there in place: renewed, widened, or its cancellation taken back."""
    return after is State.CIRCULATED and before in _SHOWING


def days_to_weeding(weed_date: date | None, state: State, now: Instant) -> int | None:
    """Days until a living marker is weeded, none or fewer where it has been; None where it is not within the warning, or no marker lives."""
    if weed_date is None or state not in _SHOWING:
        return None
    left = weed_date - today(now)
    return left.days if left <= WEED_WARNING else None


def refuse_step_out_of_order(at: Instant, *, now: Instant, last_at: Instant | None, weed_date: date | None) -> None:
    """Raise Invalid("in_the_future", "before_last_step", "end_before_start") for a step that cannot have been taken then."""
    if at > now:
        raise Invalid(
            "A step on PNC/LEDS cannot lie in the future. Nothing was changed; give the time it was done.", code="in_the_future", field="at"
        )
    if last_at is not None and at < last_at:
        message = (
            f"The step before was taken at {to_force_time(last_at):%d/%m/%Y %H:%M}. Nothing was changed; give a time that is not before it."
        )
        raise Invalid(message, code="before_last_step", field="at")
    if weed_date is not None and weed_date < today(at):
        message = "The weed date lies before the step itself. Nothing was changed; give the date on which PNC/LEDS will drop the marker."
        raise Invalid(message, code="end_before_start", field="weed-date")


def refuse_unless_follows(before: State, after: State, *, stage: Stage, reason: str | None) -> None:
    """Raise NotAllowed("circulation") where `after` cannot follow `before`, or NotAllowed("reason") where a reason is owed.

    `not_required` always owes a reason; so does cancelling while the person is still to be arrested.
    """
    if after not in FOLLOWS[before]:
        can = " or ".join(state_words(state) for state in FOLLOWS[before]) or "nothing until the entry is reopened"
        message = f"The circulation is {state_words(before)}; after that comes {can}. Nothing was changed."
        raise NotAllowed(message, code="circulation", field="state")
    cancels_early = after in (State.CANCEL_REQUESTED, State.CANCELLED) and stage is not Stage.CLEARING
    if (after is State.NOT_REQUIRED or cancels_early) and not reason:
        message = f"Say why the circulation is {state_words(after)} while the person is still to be arrested. Nothing was changed."
        raise NotAllowed(message, code="reason", field="reason")


def refuse_closing_while_alive(state: State) -> None:
    """Raise NotAllowed("open-circulation") while a marker is or may be alive on PNC/LEDS."""
    if state in ALIVE:
        message = (
            f"The circulation is {state_words(state)}: a marker may still be alive on PNC/LEDS. "
            "Nothing was changed; record the outcome and the cancellation first."
        )
        raise NotAllowed(message, code="open-circulation", field="circulation")


def state_words(state: State) -> str:
    """The state as it is said: "not yet circulated"."""
    return {"not_yet": "not yet circulated", "requested": "requested and not yet confirmed"}.get(state, state.value.replace("_", " "))
