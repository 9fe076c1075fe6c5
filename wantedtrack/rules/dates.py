"""Dates and times as people and other systems write them: British, ISO, Excel serials, and what an officer types in a form."""

import re
from datetime import UTC, date, datetime, time, timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import from_wall, to_force_time

ACCEPTED_DATE = "a date such as 16/09/2001, 16 Sep 2001 or 2001-09-16"
ACCEPTED_TYPED_DATE = "a date such as 16/09/2001, 16 Sep 2001 or 2001-09-16, or today, yesterday, +28d"
ACCEPTED_TIME = "a time such as 14:00"
ACCEPTED_INSTANT = "a date and time such as 27/02/2026 07:41 or 2026-02-27T07:41:00Z"
ACCEPTED_TYPED = "a date and time such as 27/02/2026 07:41, today 14:00, yesterday 0900, +2h or now"

FIRST_YEAR, LAST_YEAR = 1850, 2199
"""Years outside are slips of the hand: nobody alive was born before, nothing is promised for after."""

INSTANT_YEARS_AHEAD = 20
"""How far ahead a two-digit year of a time may lie: what is due in January is written in December."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_NAME = 3

_BRITISH = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-/]?(?:of )?([a-z]{3,9})\.?[ \-/,]*(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d{2})", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})(?: .*)?", re.ASCII)
_LEAP_YEAR = 2000
_JOINED = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_ISO_JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))(?:[:.](\d{2})(?:\.\d+)?)?\s?(am|pm|h|hrs|hours)?", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})()()\s?(am|pm)", re.ASCII)
_OFFSET = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d.*?)\s?(Z|[+-]\d{2}(?::?\d{2})?)", re.ASCII | re.IGNORECASE)
_LATER = re.compile(r"([+-])\s?(\d{1,4})\s?(m|min|mins|h|hr|hrs|d|w)", re.ASCII)
_STEPS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_TONIGHT_FROM = time(17)
_TONIGHT = time(22)
"""What "tonight" alone means; it is read back before anything is saved."""
_NOON = 12

_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_LEAP_BUG = 60
"""Excel counts a 29 February 1900 that never was: serials below 60 are a day behind, and 60 itself is that day."""
_EXCEL_END = 2_958_466
"""The serial after 31 December 9999, Excel's last day."""


def read_date(text: str, *, now: Instant, years_ahead: int = 0) -> date:
    """Read a date in any British or ISO form, or an Excel serial of five digits.

    A two-digit year is the latest that is not more than `years_ahead` after this one: 0 is for dates of birth. A day and month are never
    swapped to make a date possible. Raises Invalid("bad_date").
    """
    return _read_date(text, now, years_ahead, ACCEPTED_DATE)


def read_typed_date(text: str, *, now: Instant, years_ahead: int = 0) -> date:
    """Read what an officer types for a date: as `read_date`, and "today", "yesterday", "tomorrow", "+28d" or "-1w", meant from the force's today.

    Raises Invalid("bad_date").
    """
    return meant_from(text, now=now) or _read_date(text, now, years_ahead, ACCEPTED_TYPED_DATE)


def meant_from(text: str, *, now: Instant) -> date | None:
    """The date that a text such as "today" or "+28d" means now; None for one that means the same at any time."""
    plain = " ".join(text.lower().split())
    today = to_force_time(now).date()
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    if (later := _LATER.fullmatch(plain)) and later[3][0] in "dw":
        span = int(later[2]) * _STEPS[later[3][0]]
        return today + span if later[1] == "+" else today - span
    return None


def _read_date(text: str, now: Instant, years_ahead: int, accepted: str) -> date:
    plain = _without_weekday(" ".join(text.lower().split()))
    latest = to_force_time(now).year + years_ahead
    found = _numbers(plain, latest) or _joined(plain)
    if found is None:
        if _SERIAL.fullmatch(plain):
            return from_serial(float(plain)).date()
        raise _without_year(plain, accepted) or _unreadable(accepted)
    if not FIRST_YEAR <= found[0] <= LAST_YEAR:
        raise Invalid(f"The year of this date cannot be right; give {accepted}.", code="bad_date")
    try:
        return date(*found)
    except ValueError:
        raise Invalid(f"There is no such day in the calendar; give {accepted}.", code="bad_date") from None


def _without_year(plain: str, accepted: str) -> Invalid | None:
    """What is said of 1/2 and of 31/2: no year is guessed, and a day of no year is told at once."""
    short = _NO_YEAR.fullmatch(plain)
    if short is None:
        return None
    try:
        date(_LEAP_YEAR, int(short[2]), int(short[1]))
    except ValueError:
        return Invalid(f"There is no such day in the calendar; give {accepted}.", code="bad_date")
    return Invalid(f"The year is missing, and none is guessed; give {accepted}.", code="bad_date")


def _numbers(text: str, latest: int) -> tuple[int, int, int] | None:
    """Year, month and day of a text that parts them."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if british := _BRITISH.fullmatch(text):
        return _year(british[3], latest), int(british[2]), int(british[1])
    if (named := _NAMED.fullmatch(text)) and (month := _place(named[2], _MONTHS)):
        return _year(named[3], latest), month, int(named[1])
    if (named := _MONTH_FIRST.fullmatch(text)) and (month := _place(named[1], _MONTHS)):
        return _year(named[3], latest), month, int(named[2])
    return None


def _joined(text: str) -> tuple[int, int, int] | None:
    """Eight digits: 20010916 or 16092001. Never both: no month begins with the century of a year."""
    if (iso := _ISO_JOINED.fullmatch(text)) and FIRST_YEAR <= int(iso[1]) <= LAST_YEAR and int(iso[2]) <= len(_MONTHS):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if british := _JOINED.fullmatch(text):
        return int(british[3]), int(british[2]), int(british[1])
    return None


def _place(word: str, names: tuple[str, ...]) -> int:
    """The place, counted from 1, of the name that the word is or begins with three letters or more; 0 for none. Sept is September too."""
    if len(word) < _SHORTEST_NAME:
        return 0
    return next((place for place, name in enumerate(names, start=1) if name.startswith(word)), 0)


def _without_weekday(text: str) -> str:
    word, _, rest = text.partition(" ")
    return rest if rest and _place(word.rstrip(",."), _WEEKDAYS) else text


def _year(text: str, latest: int) -> int:
    return int(text) if len(text) == len("2026") else latest - (latest - int(text)) % 100


def from_serial(serial: float) -> datetime:
    """The wall time of an Excel serial number of the 1900 system. Raises Invalid("bad_date") for what Excel shows and no calendar has."""
    days = int(serial) if 1 <= serial < _EXCEL_END else _EXCEL_LEAP_BUG
    if days == _EXCEL_LEAP_BUG:
        raise _unreadable(ACCEPTED_DATE)
    seconds = round((serial - days) * 86400)
    days += days < _EXCEL_LEAP_BUG
    return datetime.combine(_EXCEL_EPOCH + timedelta(days=days), time(0)) + timedelta(seconds=seconds)


def read_instant(text: str, *, now: Instant, last: bool = False) -> Instant:
    """Read a date with or without a time into UTC. Without an offset it is force time, and a date alone is 00:00.

    An ambiguous time is its first occurrence, or with `last`, for the end of a duty, its last; one that does not exist is the first valid instant
    after. Raises Invalid("bad_date").
    """
    return _read_instant(text, now, ACCEPTED_INSTANT, last=last)


def _read_instant(text: str, now: Instant, accepted: str, *, last: bool = False) -> Instant:
    plain = " ".join(text.split())
    if given := _OFFSET.fullmatch(plain):
        return _with_offset(given, now, accepted)
    if _SERIAL.fullmatch(plain):
        wall = from_serial(float(plain))
        return from_wall(wall.date(), wall.time(), last=last)
    day, clock = _parted(plain.lower())
    at = _read_time(clock, accepted) if clock else time(0)
    return from_wall(_read_date(day, now, INSTANT_YEARS_AHEAD, accepted), at, last=last)


def _with_offset(given: re.Match[str], now: Instant, accepted: str) -> Instant:
    _read_date(given[1], now, INSTANT_YEARS_AHEAD, accepted)
    try:
        return datetime.fromisoformat(f"{given[1]}T{given[2]}{given[3].upper()}").astimezone(UTC)
    except ValueError:
        raise _unreadable(accepted) from None


def _parted(text: str) -> tuple[str, str]:
    """A date and the time after it, empty where there is none: 27/02/2026 0741, 2026-02-27t07:41, 27 feb 2026 at 2 pm."""
    iso = re.match(r"(\d{4}-\d{2}-\d{2})[t ](.+)", text)
    if iso:
        return iso[1], iso[2]
    words = text.split(" ")
    for count in (2, 1):
        clock = " ".join(words[-count:])
        day = " ".join(words[:-count]).removesuffix(" at").rstrip(",")
        if day and _is_time(clock) and (_numbers(_without_weekday(day), LAST_YEAR) or _joined(day)):
            return day, clock
    return text, ""


def _is_time(text: str) -> bool:
    return bool(_TIME.fullmatch(text) or _HOUR.fullmatch(text))


def read_time(text: str) -> time:
    """Read a time of day such as 14:00, 1400, 2.30pm or 07:41:30. Raises Invalid("bad_date")."""
    return _read_time(text, ACCEPTED_TIME)


def _read_time(text: str, accepted: str) -> time:
    plain = text.strip().lower()
    found = _TIME.fullmatch(plain) or _HOUR.fullmatch(plain)
    if found is None:
        raise _unreadable(accepted)
    hour, half = int(found[1]), found[4]
    if half in ("am", "pm"):
        if not 1 <= hour <= _NOON:
            raise _unreadable(accepted)
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        raise Invalid(f"There is no such time of day; give {accepted}.", code="bad_date") from None


_WITHOUT_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}t\d{2}:?\d{2}(:?\d{2}(\.\d+)?)?")


def read_typed_instant(text: str, *, now: Instant) -> Instant:
    """Read what an officer types in a form: a date and time, "now", "+2h", "today 22:00", "tonight", "yesterday 1400", "fri 6pm", "last fri 6pm", or a time alone, which is today.

    A day is a day of the wall, `+1d` 24 hours. The form of ISO 8601 with its T is a program's, which has to say its offset: nobody can tell
    whether it meant UTC or force time. Raises Invalid("bad_date") with what would be accepted, Invalid("no_offset").
    """
    plain = " ".join(text.lower().split())
    if _WITHOUT_OFFSET.fullmatch(plain):
        raise Invalid(
            "An ISO 8601 time needs its offset: 2026-02-27T07:41:00Z, or +01:00 at its end. Nothing was changed.", code="no_offset"
        )
    if plain == "now":
        return now
    if later := _LATER.fullmatch(plain):
        step = int(later[2]) * _STEPS[later[3][0]]
        return now + step if later[1] == "+" else now - step
    word, _, clock = plain.partition(" ")
    clock = clock.removeprefix("at ")
    today = to_force_time(now).date()
    if word in _DAYS:
        return from_wall(today + timedelta(days=_DAYS[word]), _read_time(clock, ACCEPTED_TYPED) if clock else time(0))
    if word == "tonight":
        return _tonight(today, clock)
    if _is_time(plain) and (len(plain) >= len("1400") or not plain.isdigit()):
        return from_wall(today, _read_time(plain, ACCEPTED_TYPED))
    return _on_weekday(plain, now) or _read_instant(text, now, ACCEPTED_TYPED)


def _on_weekday(plain: str, now: Instant) -> Instant | None:
    """Read a weekday: "fri 6pm" is the next time that it is so, "last fri 6pm" the last; a weekday before a whole date is only a word."""
    is_last = plain.startswith("last ")
    word, _, clock = plain.removeprefix("last ").removeprefix("next ").partition(" ")
    clock = clock.removeprefix("at ")
    place = _place(word, _WEEKDAYS)
    if not place or (clock and not _is_time(clock)):
        return None
    at = _read_time(clock, ACCEPTED_TYPED) if clock else time(0)
    today = to_force_time(now).date()
    ahead = (place - 1 - today.weekday()) % 7
    found = from_wall(today + timedelta(days=ahead), at)
    if is_last:
        return found if found <= now else from_wall(today + timedelta(days=ahead - 7), at)
    return found if found > now else from_wall(today + timedelta(days=ahead + 7), at)


def _tonight(today: date, clock: str) -> Instant:
    at = _read_time(clock, ACCEPTED_TYPED) if clock else _TONIGHT
    if at < _TONIGHT_FROM:
        raise Invalid("Tonight is understood up to midnight; after that give today or tomorrow and the time.", code="bad_date")
    return from_wall(today, at)


def british(day: date | None) -> str:
    """dd/mm/yyyy, empty for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def british_instant(instant: Instant | None) -> str:
    """dd/mm/yyyy HH:MM in force time, empty for none."""
    return "" if instant is None else f"{to_force_time(instant):%d/%m/%Y %H:%M}"


def _unreadable(accepted: str) -> Invalid:
    return Invalid(f"This cannot be read as a date; give {accepted}.", code="bad_date")
