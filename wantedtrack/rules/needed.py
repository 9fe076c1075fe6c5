"""What a deed needs only for some values of another word: which words that may else be left out are owed for what was chosen.

The deeds refuse what is missing; here a form learns of it before anything is sent, so that it can say so where the field stands.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from wantedtrack.rules.entry import AttemptResult, Circulation, DiscardReason, Outcome, RowDecision, Stage
from wantedtrack.rules.outcomes import CARRIED, GIVES_UP

Typed = Mapping[str, Any]
"""What stands in the fields of a form by the deed's words; a choice by its value."""

_BULK = "bulk-"


def needed_words(deed: str, typed: Typed, stage: Stage | None = None, held: Collection[str] = ()) -> dict[str, str]:
    """The words owed beside those that are always needed, each with the word whose value asks for it; "" where none does.

    `stage` is that of the entry, None where the deed is about none, or about several; `held` are the keys of its own fields that are filled in.
    """
    asks = _BY_DEED.get(deed.removeprefix(_BULK))
    owed = asks(typed, stage) if asks is not None else {}
    return {word: by for word, by in owed.items() if not (word == "place" and "court" in held)}


def of_use(deed: str, typed: Typed) -> dict[str, bool]:
    """The words that only some choices have a use for, and whether what was chosen has: a form need not show the others while they are empty."""
    if deed != "discard-draft":
        return {}
    return {"of": typed.get("reason") in (None, "", DiscardReason.DUPLICATE.value)}


def _outcome(typed: Typed, _: Stage | None) -> dict[str, str]:
    """As `outcomes.told_of` asks: a rationale alone is enough for each of them."""
    outcome = typed.get("outcome")
    if outcome in GIVES_UP:
        return {"rationale": "outcome"}
    if typed.get("rationale"):
        return {}
    owed: tuple[str, ...] = ()
    if outcome in CARRIED:
        owed = ("carried-by", "carried-by-when")
    elif outcome == Outcome.WARRANT_WITHDRAWN:
        owed = ("place", "court-reference")
    elif outcome == Outcome.DUPLICATE:
        owed = ("of",)
    return dict.fromkeys(owed, "outcome")


def _attempt(typed: Typed, _: Stage | None) -> dict[str, str]:
    place = {} if typed.get("address") else {"where": ""}
    result = typed.get("result")
    if result == AttemptResult.NOT_TRIED:
        return place | {"remark": "result"}
    return place | {"made-safe-by": "result"} if result == AttemptResult.NOT_SAFE else place


def _circulation(typed: Typed, stage: Stage | None) -> dict[str, str]:
    """As `circulation.refuse_unless_follows` asks: cancelling owes a reason while the person is still to be arrested."""
    state = typed.get("state")
    cancels = state in (Circulation.CANCEL_REQUESTED, Circulation.CANCELLED) and stage not in (None, Stage.CLEARING)
    return {"reason": "state"} if state == Circulation.NOT_REQUIRED or cancels else {}


def _discard(typed: Typed, _: Stage | None) -> dict[str, str]:
    return {"of": "reason"} if typed.get("reason") == DiscardReason.DUPLICATE else {}


def _row(typed: Typed, _: Stage | None) -> dict[str, str]:
    return {"person": "decision"} if typed.get("decision") == RowDecision.SAME_PERSON else {}


_BY_DEED: Mapping[str, Callable[[Typed, Stage | None], dict[str, str]]] = {
    "record-outcome": _outcome,
    "log-attempt": _attempt,
    "set-circulation": _circulation,
    "discard-draft": _discard,
    "decide-row": _row,
}
