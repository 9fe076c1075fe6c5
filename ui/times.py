"""Times as a sergeant reads them: "2 h over", "due 14:00 today"; exact on hover. British order, force time, 24 hours."""

from datetime import timedelta

from PySide6.QtCore import QLocale

from ui.wording import language, tr
from wantedtrack.rules.dates import british_instant
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.spans import in_words
from wantedtrack.rules.spans import moment as english_moment

_NEAR = timedelta(days=7)
_SOON = timedelta(hours=2)


def moment(at: Instant) -> str:
    """Weekday, date and time in force time, "Mon 2 Mar 14:00", with the names of days and months that the window's language has."""
    held = language()
    if held.language() is QLocale.Language.English:
        return english_moment(at)
    wall, short = to_force_time(at), QLocale.FormatType.ShortFormat
    return tr(
        "{weekday} {day} {month} {clock}",
        weekday=held.dayName(wall.isoweekday(), short),
        day=wall.day,
        month=held.monthName(wall.month, short),
        clock=f"{wall:%H:%M}",
    )


def clock_time(at: Instant, now: Instant) -> str:
    """At a time: "14:00 today", "09:00 tomorrow", "Mon 2 Mar 14:00"; further away the whole date."""
    days = (to_force_time(at).date() - to_force_time(now).date()).days
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}.get(days)
    if near is not None:
        return tr("{clock} {day}", clock=f"{to_force_time(at):%H:%M}", day=near)
    return moment(at) if abs(at - now) < _NEAR else british_instant(at)


def rough(span: timedelta) -> str:
    """The largest unit alone: "45 min", "7 h", "12 d"; a table's cell is read at a glance."""
    minutes = int(abs(span).total_seconds()) // 60
    if minutes < 60:  # noqa: PLR2004 (an hour has sixty minutes)
        return tr("{minutes} min", minutes=minutes)
    hours = minutes // 60
    return tr("{hours} h", hours=hours) if hours < 48 else tr("{days} d", days=hours // 24)  # noqa: PLR2004 (two days, as the policy says hours up to there)


def is_soon(due_at: Instant, now: Instant) -> bool:
    """Whether a time to come is so near that "in 40 min" says more than the hour."""
    return due_at - now < _SOON


def due_in_words(due_at: Instant | None, now: Instant) -> str:
    """A due time: "2 h over", "in 40 min", "by 22:00 today"; empty without a due time."""
    if due_at is None:
        return ""
    if due_at <= now:
        return tr("{span} over", span=rough(now - due_at))
    left = due_at - now
    return tr("in {left}", left=rough(left)) if is_soon(due_at, now) else clock_time(due_at, now)


def rest_in_words(until: Instant, left: timedelta) -> str:
    """A pause under way, for a table's cell: "rests to 10/04, then 5 d left"."""
    return tr("rests to {day}, then {left} left", day=f"{to_force_time(until):%d/%m}", left=rough(left))


def exact_rest(until: Instant, left: timedelta) -> str:
    """The same to the minute."""
    return tr("rests until {until} at most, then {left} left", until=exact(until), left=in_words(left))


def ago(at: Instant | None, now: Instant) -> str:
    """How long since: "20 s ago", "3 h ago"; "never" for none."""
    if at is None:
        return tr("never")
    span = max(now - at, timedelta(0))
    return tr("{seconds} s ago", seconds=int(span.total_seconds())) if span < timedelta(minutes=1) else tr("{span} ago", span=rough(span))


def exact(at: Instant | None) -> str:
    """dd/mm/yyyy HH:MM in force time, a dash for none."""
    return british_instant(at) or "–"


def span(length: timedelta) -> str:
    """The two largest units."""
    if language().language() is QLocale.Language.English:
        return in_words(length)
    told = in_words(length).split()
    return " ".join(_unit(number, unit) for number, unit in zip(told[::2], told[1::2], strict=True))


def _unit(number: str, unit: str) -> str:
    if unit == "d":
        return tr("{days} d", days=number)
    return tr("{hours} h", hours=number) if unit == "h" else tr("{minutes} min", minutes=number)
