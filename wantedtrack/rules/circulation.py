"""The state of an entry on PNC/LEDS, and what may follow what. Source: domain.md section 4, "Circulation"."""

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Circulation as State
from wantedtrack.rules.entry import Stage

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
