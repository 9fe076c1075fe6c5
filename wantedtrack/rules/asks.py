"""What an entry still asks for beside its next step: fields that are empty, a marker about to be weeded, warnings nobody has confirmed for long.

Nothing here refuses anything; each is a sentence and the deed that answers it. Source: domain.md section 3, issue 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wantedtrack.rules.ages import today
from wantedtrack.rules.circulation import days_to_weeding
from wantedtrack.rules.entry import Category, Circulation, Instant, Stage
from wantedtrack.rules.next_step import NextStep, filling_words, weeding_words
from wantedtrack.rules.own_fields import missing_in_words

_OLD = timedelta(days=365)
_ENDED = (Stage.CLOSED, Stage.DISPOSED)


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """What the questions follow from. `warnings` are the words of each living warning and when it was last confirmed."""

    stage: Stage
    category: Category
    circulation: Circulation
    details: Mapping[str, str]
    weed_date: date | None = None
    warnings: Sequence[tuple[str, date | None]] = ()
    has_owning_force: bool = True
    officer_to_be_confirmed: bool = False
    has_marker_reference: bool = True


def asks(facts: AskedFacts, *, now: Instant) -> tuple[NextStep, ...]:
    """Everything that is asked for, the most pressing first; nothing of an entry that has ended."""
    if facts.stage in _ENDED:
        return ()
    found = [_weeding(facts, now), _marker(facts), _missing(facts), *_warnings(facts, now)]
    if not facts.has_owning_force:
        found.append(NextStep("Say which force owns it: an officer who arrests elsewhere has to tell somebody.", "correct"))
    if facts.officer_to_be_confirmed:
        found.append(NextStep("The account that added it belongs to no officer: say who it was.", "confirm-officer"))
    return tuple(one for one in found if one is not None)


def _weeding(facts: AskedFacts, now: Instant) -> NextStep | None:
    days = days_to_weeding(facts.weed_date, facts.circulation, now)
    return None if days is None else NextStep(weeding_words(days), "set-circulation")


def _marker(facts: AskedFacts) -> NextStep | None:
    """Source: domain.md section 4, `circulated(reference, level, weed date, last verified)`: taken without, and asked for."""
    if facts.circulation is not Circulation.CIRCULATED or facts.has_marker_reference:
        return None
    return NextStep("It is circulated, and its PNC/LEDS reference is not recorded: whoever clears the marker needs it.", "set-circulation")


def _missing(facts: AskedFacts) -> NextStep | None:
    missing = missing_in_words(facts.category, facts.details)
    return NextStep(filling_words(missing), "set-details") if missing else None


def _warnings(facts: AskedFacts, now: Instant) -> list[NextStep | None]:
    old = [words for words, confirmed in facts.warnings if confirmed is None or today(now) - confirmed > _OLD]
    if not old:
        return []
    return [
        NextStep(f"Confirm anew: {', '.join(old)}. It was last confirmed more than a year ago, or nobody knows when.", "confirm-warning")
    ]
