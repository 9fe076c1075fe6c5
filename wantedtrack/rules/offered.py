"""What a form does not offer for the entry as it stands: values that a rule would refuse whatever else is typed, each with the reason.

The deeds ask the same rules again; here they are asked before a choice is made. A value that could be taken with another word beside it is offered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wantedtrack.rules import stages
from wantedtrack.rules.circulation import ALIVE, FOLLOWS, state_words
from wantedtrack.rules.entry import Band, Category, Circulation, Flag, Outcome, Recheck, Stage
from wantedtrack.rules.outcomes import fitting
from wantedtrack.rules.own_fields import own_field_words
from wantedtrack.rules.ranks import Rank


@dataclass(frozen=True, slots=True)
class AsItStands:
    """What of an entry, and of the officer at it, decides which values a rule would refuse. `held` are the keys of own fields that are filled in."""

    category: Category
    stage: Stage
    band: Band | None
    circulation: Circulation
    flags: frozenset[Flag]
    restricted: bool
    held: frozenset[str]
    rank: Rank | None


Refused = Mapping[str, Mapping[str, str]]
"""By word, by value: why it would be refused."""


def refused_choices(deed: str, entry: AsItStands) -> Refused:
    """The values of this deed's words that are refused for this entry, each with a reason that follows its name: "red, which it has already"."""
    return _BY_DEED.get(deed, _none)(entry)


def unfit_words(deed: str, entry: AsItStands) -> tuple[str, ...]:
    """The words of this deed that are refused whatever they say: own fields of other categories, and those that are filled in already."""
    if deed != "set-details":
        return ()
    return tuple(word.name for word in own_field_words() if entry.category.value not in word.only_for or word.key in entry.held)


def unfit_outcomes(category: Category) -> tuple[Outcome, ...]:
    """The outcomes that no entry of this category can have: a form leaves them out altogether."""
    fits = fitting(category)
    return tuple(outcome for outcome in Outcome if outcome not in fits)


def _none(_: AsItStands) -> Refused:
    return {}


def _outcomes(entry: AsItStands) -> Refused:
    needed = {outcome: stages.rank_for_outcome(outcome, entry.band) for outcome in fitting(entry.category)}
    return {
        "outcome": {
            outcome.value: _rank_or_above(rank)
            for outcome, rank in needed.items()
            if entry.rank is None or not entry.rank.is_at_least(rank)
        }
    }


def _rank_or_above(rank: Rank) -> str:
    return f"a {rank.words}" if rank is Rank.SUPERINTENDENT else f"{rank.words} or above"


def _states(entry: AsItStands) -> Refused:
    why = f"it is {state_words(entry.circulation)}"
    return {"state": {state.value: why for state in Circulation if state not in FOLLOWS[entry.circulation]}}


def _bands(entry: AsItStands) -> Refused:
    return {"band": {entry.band.value: "which it has"}} if entry.band is not None else {}


def _flags_to_set(entry: AsItStands) -> Refused:
    return {"flag": {Flag.RESTRICTED.value: "by a deed of its own", **{flag.value: "set already" for flag in entry.flags}}}


def _flags_to_clear(entry: AsItStands) -> Refused:
    unset = {flag.value: "not set" for flag in Flag if flag not in entry.flags}
    return {"flag": {**unset, Flag.RESTRICTED.value: "by a deed of its own"}}


def _restrictions(entry: AsItStands) -> Refused:
    return {"restricted": {"yes" if entry.restricted else "no": "as it is"}}


def _rechecks(_: AsItStands) -> Refused:
    return {"recheck": {Recheck.STILL_SHOWING.value: "then it stays under Awaiting cleardown"}}


_BY_DEED: Mapping[str, Callable[[AsItStands], Refused]] = {
    "record-outcome": _outcomes,
    "set-circulation": _states,
    "regrade": _bands,
    "set-flag": _flags_to_set,
    "clear-flag": _flags_to_clear,
    "set-restricted": _restrictions,
    "close": _rechecks,
}


def cleardown_steps(entry: AsItStands, marker: str | None) -> tuple[str, ...]:
    """What stands between the outcome and the close, in order, as the entry is now. `marker` is the reference on PNC/LEDS.

    Source: domain.md section 4, row "clearing → closed".
    """
    under = f" under {marker}" if marker else ""
    first = (
        f"Cancel on PNC/LEDS: it is {state_words(entry.circulation)}{under}. Record the cancellation and its reference."
        if entry.circulation in ALIVE
        else f"Nothing to cancel on PNC/LEDS: it is {state_words(entry.circulation)}."
    )
    return (
        first,
        "Look at PNC/LEDS again: the marker must be gone.",
        "Tell the victim, or say that there is none to tell.",
        "A second officer, sergeant or above, closes it: not whoever records the outcome.",
    )
