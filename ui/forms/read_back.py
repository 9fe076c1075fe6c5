"""A date or time as it was understood, in full, beside its field while it is typed; and as it is kept for later, when "+2h" would mean another time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.wording import tr
from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import age_on, today
from wantedtrack.rules.dates import british_instant, read_date, read_typed_instant
from wantedtrack.rules.deed_words import years_ahead
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.spans import moment
from wantedtrack.rules.typed_times import doubt_about, spelled_out

if TYPE_CHECKING:
    from ui.desk.answers import Word

_TOLD_AT_ONCE = ("There is no such", "The year is missing")


def read_back(word: "Word", typed: str, now: Callable[[], Instant]) -> str:
    """What a date or time means; what is doubtful about it; the rule's own words where it is in no calendar. Empty for everything else."""
    holds = word.holds.value
    if holds not in ("instant", "date") or not typed.strip():
        return ""
    try:
        if holds == "date":
            return _date(word, typed, now())
        at = read_typed_instant(typed, now=now())
    except Invalid as refused:
        if refused.message.startswith(_TOLD_AT_ONCE):
            return refused.message
        return tr("not understood yet: today 14:00, yesterday 22:30, tonight, fri 6pm, +2h, 3/11/87 09:00")
    doubt = doubt_about(typed, at)
    said = f"= {moment(at)} ({british_instant(at)})"
    return said if doubt is None else f"{said}. {doubt}"


def settled(holds: str, value: Any, at: Instant) -> Any:  # noqa: ANN401 (as a field gave it)
    """What was typed at that time, for a form that is opened later: a time as the time it meant, everything else as it is."""
    if holds != "instant" or not str(value).strip():
        return value
    try:
        return british_instant(read_typed_instant(str(value), now=at))
    except Invalid:
        return value


def _date(word: "Word", typed: str, now: Instant) -> str:
    day = read_date(typed, now=now, years_ahead=years_ahead(word))
    if word.name != "born":
        return f"= {spelled_out(day)}"
    years = age_on(day, today(now))
    return (
        tr("= {day}, which is still to come", day=spelled_out(day))
        if years < 0
        else tr("= {day}, aged {years}", day=spelled_out(day), years=years)
    )
