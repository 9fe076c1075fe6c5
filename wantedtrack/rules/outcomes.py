"""The nineteen outcomes: which category each fits, what each owes, and when it may have happened. Source: domain.md section 4."""

from collections.abc import Mapping
from dataclasses import dataclass

from wantedtrack.errors import Invalid
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category, Instant, Outcome
from wantedtrack.rules.shifts import to_force_time

_SUSPECTS = (Category.WANTED, Category.BAIL_FAILURE, Category.FORENSIC)
_ONLY_FOR: Mapping[Outcome, tuple[Category, ...]] = {
    Outcome.ANSWERED_BAIL_LATE: (Category.BAIL_FAILURE,),
    Outcome.BAIL_FAILURE_RECORDED_IN_ERROR: (Category.BAIL_FAILURE,),
    Outcome.WARRANT_EXECUTED: (Category.WARRANT,),
    Outcome.WARRANT_WITHDRAWN: (Category.WARRANT,),
    Outcome.RETURNED_TO_CUSTODY: (Category.RECALL,),
    Outcome.RECALL_RESCINDED: (Category.RECALL,),
    Outcome.INTERVIEWED_VOLUNTARILY: _SUSPECTS,
    Outcome.CHARGED_BY_POST: _SUSPECTS,
}
"""A warrant and a recall order an arrest, which no interview and no postal charge carries out; every other outcome fits every category."""

_MAY_LIE_BEFORE = (
    Outcome.BAIL_FAILURE_RECORDED_IN_ERROR,
    Outcome.ELIMINATED,
    Outcome.DUPLICATE,
    Outcome.DECEASED,
    Outcome.LOCATED_IN_PRISON,
    Outcome.IN_HOSPITAL,
    Outcome.PASSED_TO_EXTRADITION,
)
"""What can have been so before anybody wanted the person, and only be found out now."""

GIVES_UP = (Outcome.NO_FURTHER_ACTION, Outcome.NO_LONGER_WANTED)
CARRIED = (Outcome.LOCATED_IN_PRISON, Outcome.IN_HOSPITAL)

_NOT_IN_CUSTODY = (
    Outcome.BAIL_FAILURE_RECORDED_IN_ERROR,
    Outcome.WARRANT_WITHDRAWN,
    Outcome.RECALL_RESCINDED,
    Outcome.CHARGED_BY_POST,
    Outcome.ELIMINATED,
    Outcome.NO_FURTHER_ACTION,
    Outcome.NO_LONGER_WANTED,
    Outcome.DECEASED,
    Outcome.DUPLICATE,
)
ASKED_FOR: Mapping[str, tuple[Outcome, ...]] = {
    "custody-reference": tuple(outcome for outcome in Outcome if outcome not in _NOT_IN_CUSTODY),
    "victim-view": GIVES_UP,
    "carried-by": CARRIED,
    "carried-by-when": CARRIED,
    "court-reference": (Outcome.WARRANT_WITHDRAWN,),
    "of": (Outcome.DUPLICATE,),
    "break-glass": GIVES_UP,
}
"""The words of `record-outcome` that only some outcomes have a use for. All are taken with every outcome: this says what a form asks."""


@dataclass(frozen=True, slots=True)
class OutcomeGiven:
    """An outcome with what was told of it. `court` is the place given, or the court that the entry holds; `of` is a reference that exists."""

    outcome: Outcome
    at: Instant
    rationale: str | None = None
    victim_view: str | None = None
    carried_by: str | None = None
    carried_by_when: Instant | None = None
    court: str | None = None
    court_reference: str | None = None
    of: str | None = None


def fitting(category: Category) -> tuple[Outcome, ...]:
    """The outcomes that an entry of this category can have."""
    return tuple(outcome for outcome in Outcome if category in _ONLY_FOR.get(outcome, tuple(Category)))


def refuse_misfit(outcome: Outcome, category: Category) -> None:
    """Raise Invalid("outcome_category") for an outcome that an entry of this category cannot have, naming those that it can."""
    fits = fitting(category)
    if outcome not in fits:
        label = CATEGORIES[category].label
        message = f"An entry of the category “{label}” does not end as {words_of(outcome)}. Nothing was changed; it takes one of {', '.join(fits)}."
        raise Invalid(message, code="outcome_category", field="outcome")


def refuse_before_wanted(given: OutcomeGiven, *, became_outstanding_at: Instant, now: Instant) -> None:
    """Raise Invalid("before_outstanding") for an arrest or the like that would lie before the person was wanted for this.

    A bail date still to come is no beginning yet: whoever is arrested before it was arrested all the same.
    """
    if became_outstanding_at <= now and given.at < became_outstanding_at and given.outcome not in _MAY_LIE_BEFORE:
        since = _in_full(became_outstanding_at)
        message = f"The person was wanted for this from {since}; {words_of(given.outcome)} cannot lie before. Nothing was changed; give the time it happened."
        raise Invalid(message, code="before_outstanding", field="at")


def told_of(given: OutcomeGiven) -> str | None:
    """The rationale that is kept: what was typed, and with it the victim's view, who carries the person, the court's reference or the duplicate.

    Whatever an outcome owes may also stand in the rationale alone, so that one sentence is enough. Raises Invalid("missing_word") with the
    field where neither says it.
    """
    if given.outcome in GIVES_UP and not given.rationale:
        raise _owes("rationale", "a rationale that says why, and the victim's view")
    if given.outcome in CARRIED:
        _refuse_uncarried(given)
    if given.outcome is Outcome.WARRANT_WITHDRAWN and not given.rationale and not (given.court and given.court_reference):
        field = "place" if given.court_reference and not given.court else "court-reference"
        raise _owes(field, "the court and its reference, or that of the CPS")
    if given.outcome is Outcome.DUPLICATE and not (given.of or given.rationale):
        raise _owes("of", "the reference of the entry that it is a duplicate of")
    return "\n".join(_lines(given)) or None


def words_of(outcome: Outcome) -> str:
    """The outcome as it is said: "no further action"."""
    return outcome.value.replace("_", " ")


def _refuse_uncarried(given: OutcomeGiven) -> None:
    """Prison and hospital end an entry only where another entry or force now carries it; else the person is merely located."""
    if given.rationale:
        return
    hint = "which other entry or force now carries it, who arrests or produces, and by when; else use “locate”"
    if not given.carried_by:
        raise _owes("carried-by" if given.carried_by_when else "rationale", hint)
    if not given.carried_by_when:
        raise _owes("carried-by-when", hint)


def _lines(given: OutcomeGiven) -> list[str]:
    by_when = f", by {_in_full(given.carried_by_when)}" if given.carried_by_when else ""
    told = (
        given.rationale,
        given.victim_view and f"The victim's view: {given.victim_view}",
        given.carried_by and f"Carried by {given.carried_by}{by_when}",
        given.court_reference and f"Court or CPS reference: {given.court_reference}",
        given.of and f"Duplicate of {given.of}",
    )
    return [line for line in told if line]


def _in_full(at: Instant) -> str:
    return f"{to_force_time(at):%d/%m/%Y %H:%M}"


def _owes(field: str, what: str) -> Invalid:
    return Invalid(f"This outcome needs {what}. Nothing was changed.", code="missing_word", field=field)
