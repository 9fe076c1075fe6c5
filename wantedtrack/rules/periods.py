"""The period that figures are told of: whole days in force time, both included, never beyond now."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import from_wall, to_force_time

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (None: from the beginning of what is held) up to `until`; `first` and `last` are the days that were asked for."""

    until: Instant
    since: Instant | None = None
    first: date | None = None
    last: date | None = None

    def holds(self, at: Instant | None) -> bool:
        """Whether something happened within it."""
        return at is not None and at <= self.until and (self.since is None or at >= self.since)

    @property
    def words(self) -> str:
        """The period as it is said: "02/03/2026 to 08/03/2026", "up to 08/03/2026"."""
        last = self.last or to_force_time(self.until).date()
        return f"{self.first:%d/%m/%Y} to {last:%d/%m/%Y}" if self.first else f"everything held, up to {last:%d/%m/%Y}"


def period_of(first: date | None, last: date | None, *, now: Instant) -> Period:
    """The period of these days. A day that has not ended counts up to now.

    Raises Invalid("end_before_start"), Invalid("in_the_future") for a first day that is still to come.
    """
    if first is not None and last is not None and last < first:
        raise Invalid(
            "The last day lies before the first. Nothing was done; give the earlier day first.", code="end_before_start", field="to"
        )
    if first is not None and first > to_force_time(now).date():
        raise Invalid(
            "The first day is still to come, so there is nothing to count. Give an earlier day.", code="in_the_future", field="from"
        )
    since = None if first is None else from_wall(first, time(0))
    until = now if last is None or last >= to_force_time(now).date() else from_wall(last + _DAY, time(0)) - timedelta(microseconds=1)
    return Period(until, since, first, last)


def twelve_months(*, now: Instant) -> Period:
    """The twelve months up to today."""
    today = to_force_time(now).date()
    leap_day = (2, 29)
    first = today.replace(year=today.year - 1, day=28) if (today.month, today.day) == leap_day else today.replace(year=today.year - 1)
    return period_of(first + _DAY, today, now=now)


@dataclass(frozen=True, slots=True)
class Week:
    """The part of one week that lies in a period: its Monday, and the instants between which it counts."""

    monday: date
    starts_at: Instant
    ends_at: Instant


_LONGEST = 520
_SHOWN_OF_ALL = 52


def weeks_of(period: Period) -> tuple[Week, ...]:
    """The weeks of a period in order; of everything held, and of more than ten years, the newest: 52, or 520."""
    last = to_force_time(period.until).date()
    last_monday = last - timedelta(days=last.weekday())
    if period.since is None:
        count = _SHOWN_OF_ALL
    else:
        first = to_force_time(period.since).date()
        count = min(_LONGEST, (last_monday - (first - timedelta(days=first.weekday()))).days // 7 + 1)
    mondays = [last_monday - timedelta(weeks=back) for back in reversed(range(count))]
    return tuple(_week(monday, period) for monday in mondays)


def _week(monday: date, period: Period) -> Week:
    starts_at, ends_at = from_wall(monday, time(0)), from_wall(monday + timedelta(weeks=1), time(0))
    since = period.since
    return Week(monday, starts_at if since is None else max(starts_at, since), min(ends_at, period.until + timedelta(microseconds=1)))
