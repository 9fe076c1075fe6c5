"""Spans and instants as a sergeant says them: "3 d 4 h", "Mon 2 Mar 14:00", in force time."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import to_force_time

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS_AS_DAYS = 48


@lru_cache(maxsize=4096)
def in_words(span: timedelta) -> str:
    """The two largest units of a span: "45 min", "7 h 30 min", "3 d 4 h"; up to 48 hours whole hours stay hours, as in the policy."""
    minutes = int(abs(span).total_seconds()) // 60
    hours, minutes = divmod(minutes, 60)
    if hours >= _HOURS_AS_DAYS and (hours, minutes) != (_HOURS_AS_DAYS, 0):
        days, hours = divmod(hours, 24)
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"


def moment(instant: Instant) -> str:
    """Weekday, date and time in force time, whatever the machine's language: "Mon 2 Mar 14:00"."""
    wall = to_force_time(instant)
    return f"{_WEEKDAYS[wall.weekday()]} {wall.day} {_MONTHS[wall.month - 1]} {wall:%H:%M}"


def dated_moment(instant: Instant) -> str:
    """The same with its year, for what may be years old: "Mon 2 Mar 2026 14:00"."""
    wall = to_force_time(instant)
    return f"{_WEEKDAYS[wall.weekday()]} {wall.day} {_MONTHS[wall.month - 1]} {wall.year} {wall:%H:%M}"


def moment_of(text: str) -> str:
    """The same of an instant's ISO text."""
    return moment(datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC))
