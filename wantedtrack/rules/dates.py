"""Dates and times as people and other systems write them: British, ISO, Excel serials, and what an officer types in a form."""

import re
from datetime import UTC, date, datetime, time, timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import from_wall, to_force_time

ACCEPTED_DATE = "a date such as 16/09/2001 or 2001-09-16"
ACCEPTED_INSTANT = "a date and time such as 27/02/2026 07:41 or 2026-02-27T07:41:00Z"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BRITISH = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3})[a-z]*[ \-,]+(\d{4}|\d{2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^(\d{4,6})(\.\d+)?$")
_TIME = re.compile(r"^(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?\s*(?:h|hrs)?$")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_LATER = re.compile(r"^([+-])\s*(\d{1,4})\s*(m|min|h|d|w)$")
_STEPS = {
    "m": timedelta(minutes=1), "min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1),
}  # fmt: skip
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_LEAP_BUG = 60
"""Excel counts a 29 February 1900 that never was: serials below 60 are a day behind."""


def read_date(text: str, *, now: Instant) -> date:
    """Read a date in any British or ISO form, or an Excel serial. A two-digit year is of this century up to this year.

    A day and month are never swapped to make a date possible. Raises Invalid("bad_date").
    """
    tidy = " ".join(text.split())
    found = _parts(tidy, now)
    if found is None:
        serial = _SERIAL.match(tidy)
        if serial is not None:
            return from_serial(float(tidy)).date()
        raise _bad(ACCEPTED_DATE)
    try:
        return date(*found)
    except ValueError:
        raise _bad(ACCEPTED_DATE) from None


def _parts(text: str, now: Instant) -> tuple[int, int, int] | None:
    if found := _ISO.match(text) or (_COMPACT.match(text) if _COMPACT.match(text) and text[:2] in ("18", "19", "20") else None):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _BRITISH.match(text):
        return _year(found[3], now), int(found[2]), int(found[1])
    if (found := _WORDS.match(text)) and found[2].lower() in _MONTHS:
        return _year(found[3], now), _MONTHS.index(found[2].lower()) + 1, int(found[1])
    return None


def _year(text: str, now: Instant) -> int:
    if len(text) == len("2026"):
        return int(text)
    this_year = to_force_time(now).year
    return 2000 + int(text) if int(text) <= this_year % 100 else 1900 + int(text)


def from_serial(serial: float) -> datetime:
    """The wall time of an Excel serial number of the 1900 system. Raises Invalid("bad_date") beyond what Excel itself can show."""
    if not 1 <= serial < 2_958_466:  # noqa: PLR2004 (31 December 9999, Excel's last day)
        raise _bad(ACCEPTED_DATE)
    days = int(serial) + (1 if serial < _EXCEL_LEAP_BUG else 0)
    seconds = round((serial - int(serial)) * 86400)
    return datetime.combine(_EXCEL_EPOCH + timedelta(days=days), time(0)) + timedelta(seconds=seconds)


def read_instant(text: str, *, now: Instant) -> Instant:
    """Read a date with or without a time into UTC. Without an offset it is force time, and a date alone is 00:00.

    An ambiguous time is its first occurrence; one that does not exist is the first valid instant after. Raises Invalid("bad_date").
    """
    tidy = " ".join(text.split())
    if _OFFSET.search(tidy) and (tidy[:4].isdigit() and "-" in tidy[:5]):
        try:
            return datetime.fromisoformat(tidy.replace(" ", "T", 1)).astimezone(UTC)
        except ValueError:
            raise _bad(ACCEPTED_INSTANT) from None
    day, _, clock = tidy.replace("T", " ", 1).partition(" ") if _ISO.match(tidy[:10]) else _split(tidy)
    return from_wall(read_date(day, now=now), read_time(clock) if clock.strip() else time(0))


def _split(text: str) -> tuple[str, str, str]:
    """A date and the time after it, where there is one: the last word is a time if it looks like one and a date stands before it."""
    before, _, last = text.rpartition(" ")
    if before and _TIME.match(last) and (":" in last or _parts(before, datetime(2026, 1, 1, tzinfo=UTC)) is not None):
        return before, " ", last
    serial = _SERIAL.match(text)
    if serial is not None and serial[2]:
        wall = from_serial(float(text))
        return f"{wall:%Y-%m-%d}", " ", f"{wall:%H:%M:%S}"
    return text, "", ""


def read_time(text: str) -> time:
    """Read a time of day such as 14:00, 1400 or 07:41:30. Raises Invalid("bad_date")."""
    found = _TIME.match(text.strip())
    if found is None:
        raise _bad("a time such as 14:00")
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise _bad("a time such as 14:00") from None


def read_typed_instant(text: str, *, now: Instant) -> Instant:
    """Read what an officer types in a form: a date and time, "now", "+2h", "today 22:00", "yesterday 1400", or a time alone, which is today.

    Raises Invalid("bad_date") with what would be accepted.
    """
    tidy = " ".join(text.split()).lower()
    if tidy == "now":
        return now
    if later := _LATER.match(tidy):
        step = int(later[2]) * _STEPS[later[3]]
        return now + step if later[1] == "+" else now - step
    word, _, clock = tidy.partition(" ")
    today = to_force_time(now).date()
    if word in _DAYS:
        return from_wall(today + timedelta(days=_DAYS[word]), read_time(clock) if clock else time(0))
    if _TIME.match(tidy) and (":" in tidy or len(tidy) == len("1400")):
        return from_wall(today, read_time(tidy))
    return read_instant(text, now=now)


def british(day: date | None) -> str:
    """dd/mm/yyyy, empty for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def british_instant(instant: Instant | None) -> str:
    """dd/mm/yyyy HH:MM in force time, empty for none."""
    return "" if instant is None else f"{to_force_time(instant):%d/%m/%Y %H:%M}"


def _bad(accepted: str) -> Invalid:
    return Invalid(f"This is not a date that exists; give {accepted}.", code="bad_date")
