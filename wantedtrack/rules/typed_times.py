"""What is said back of a typed date or time: written out so that day and month cannot be taken for each other, and what the change of the clocks makes doubtful."""

import re
from datetime import UTC, date, datetime, timedelta

from wantedtrack.rules.dates import british_instant
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import force_time, to_force_time

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELATIVE = re.compile(r"\s*(now\b|[+-]|.*(?:[+-]\d{2}:?\d{2}|z)\s*$)", re.IGNORECASE)
_TWO_O_CLOCK = re.compile(r"\b(?:0?2(?:[:.]?00)|0?2\s?am)\b", re.IGNORECASE)


def spelled_out(day: date) -> str:
    """Weekday, day, month in letters and the whole year: "Tuesday 3 November 1987"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def doubt_about(typed: str, at: Instant) -> str | None:
    """What is to be said of a typed wall time that the night of a clock change has twice, or not at all; None for every other.

    `at` is what it was read as: the first of two, or the first instant after a gap. A time meant from now, or with its offset, is in no doubt.
    """
    if _RELATIVE.match(typed):
        return None
    wall = to_force_time(at).replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=force_time(), fold=fold).utcoffset() for fold in (0, 1))
    if first != second and at == _in_utc(wall, fold=0):
        return f"The clocks go back that night, so {wall:%H:%M} comes twice: the first is taken. For the second give {_in_utc(wall, fold=1):%Y-%m-%dT%H:%MZ}."
    before = to_force_time(at - timedelta(seconds=1)).utcoffset()
    after = to_force_time(at).utcoffset()
    if before is not None and after is not None and before < after and not _TWO_O_CLOCK.search(typed):
        return f"The clocks go forward that night and there is no such time; {wall:%H:%M} is taken."
    return None


def which_of_two(at: Instant) -> str | None:
    """Which of two it is, "first" or "second", where the clocks show this time twice that night; None for every other."""
    wall = to_force_time(at).replace(tzinfo=None)
    first, second = _in_utc(wall, fold=0), _in_utc(wall, fold=1)
    if to_force_time(first).replace(tzinfo=None) != wall or first == second:
        return None
    return "first" if at == first else "second"


def typed_again(at: Instant) -> str:
    """The time as somebody types it so that it is read as the same again: British, but for the second of two, which only UTC can tell."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if which_of_two(at) == "second" else british_instant(at)


def _in_utc(wall: datetime, *, fold: int) -> Instant:
    return wall.replace(tzinfo=force_time(), fold=fold).astimezone(UTC)
