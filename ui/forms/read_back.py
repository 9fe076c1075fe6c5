"""A date or time as it was understood, in full, beside its field while it is typed; and as it is kept for later, when "+2h" would mean another time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.times import moment
from ui.wording import tr
from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import age_on, today
from wantedtrack.rules.dates import british, british_instant, meant_from, read_typed_date, read_typed_instant
from wantedtrack.rules.deed_words import years_ahead
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.typed_times import doubt_about, spelled_out, typed_again, which_of_two

if TYPE_CHECKING:
    from ui.desk.answers import Word

_TOLD_AT_ONCE = ("There is no such", "The year ", "An ISO 8601 time", "Tonight is")
_NO_DATE_YET = "not understood yet: 3/11/87, 3 Nov 1987, today, yesterday, +28d"
_YOUNGEST = 10
_CENTURY = 100


def read_back(word: "Word", typed: str, now: Callable[[], Instant]) -> str:
    """What a date or time means; what is doubtful about it; the rule's own words where it is in no calendar. Empty for everything else."""
    holds = word.holds.value
    if holds not in ("instant", "date") or not typed.strip():
        return ""
    try:
        return _date(word, typed, now()) if holds == "date" else _instant(typed, now())
    except Invalid as refused:
        if refused.message.startswith(_TOLD_AT_ONCE):
            return tr(refused.message)
    if holds == "date":
        return tr(_NO_DATE_YET)
    return tr("not understood yet: today 14:00, yesterday 22:30, tonight, fri 6pm, +2h, 3/11/87 09:00")


def day_read_back(typed: str, now: Instant) -> str:
    """The same of a day that has been, as a page of figures asks for it."""
    if not typed.strip():
        return ""
    try:
        return f"= {spelled_out(read_typed_date(typed, now=now))}"
    except Invalid as refused:
        return tr(refused.message if refused.message.startswith(_TOLD_AT_ONCE) else _NO_DATE_YET)


def settled(holds: str, value: Any, at: Instant) -> Any:  # noqa: ANN401 (as a field gave it)
    """What was typed at that time, for a form that is opened later: a time or a date as the one it meant, everything else as it is."""
    if holds not in ("instant", "date") or not str(value).strip():
        return value
    try:
        if holds == "instant":
            return typed_again(read_typed_instant(str(value), now=at))
        return british(meant_from(str(value), now=at)) or value
    except Invalid:
        return value


def _instant(typed: str, now: Instant) -> str:
    at = read_typed_instant(typed, now=now)
    said = f"= {moment(at)} ({british_instant(at)})"
    doubt, which = doubt_about(typed, at), which_of_two(at)
    if doubt is not None:
        return f"{said}. {tr(doubt)}"
    if which is None:
        return said
    return tr("{said}, the {which} of the two that night, when the clocks go back", said=said, which=tr(which))


def _date(word: "Word", typed: str, now: Instant) -> str:
    day = read_typed_date(typed, now=now, years_ahead=years_ahead(word))
    if word.name != "born":
        return f"= {spelled_out(day)}"
    years = age_on(day, today(now))
    if years < _YOUNGEST:
        return tr(
            "= {day}, and nobody under {youngest} is taken; who was born in {earlier} is typed with the whole year",
            day=spelled_out(day),
            youngest=_YOUNGEST,
            earlier=day.year - _CENTURY,
        )
    return tr("= {day}, aged {years}", day=spelled_out(day), years=years)
