"""British wall time reckoned without a time zone library: summer time runs from the last Sunday of March to that of October, 01:00 UTC.

Source: the Summer Time Act 1972 as amended in 2002. In each function a naive time is a wall time, an aware one is UTC.
"""

from datetime import UTC, date, datetime, time, timedelta


def last_sunday(year: int, month: int) -> datetime:
    """One o'clock UTC on the last Sunday of a month of 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def is_summer(instant: datetime) -> bool:
    """Whether the clocks are an hour ahead."""
    return last_sunday(instant.year, 3) <= instant < last_sunday(instant.year, 10)


def wall(instant: datetime) -> datetime:
    """What the clock on the wall shows."""
    return (instant + timedelta(hours=1) if is_summer(instant) else instant).replace(tzinfo=None)


def instants_showing(shown: datetime) -> list[datetime]:
    """Every instant at which the wall shows this: two in the doubled hour, none in the hour left out."""
    either = (shown.replace(tzinfo=UTC) - timedelta(hours=1), shown.replace(tzinfo=UTC))
    return [instant for instant in either if wall(instant) == shown]


def edge(day: date, at: time, *, ends: bool) -> datetime:
    """The edge of a shift: first of two for a start, last for an end, the change itself where there is none."""
    shown = instants_showing(datetime.combine(day, at))
    return last_sunday(day.year, 3) if not shown else shown[-1 if ends else 0]
