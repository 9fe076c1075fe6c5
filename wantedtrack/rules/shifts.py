"""Shifts: spans of duty in Europe/London wall time, over both clock changes. Source: domain.md sections 5 (rule 1) and 6."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from wantedtrack.rules.entry import Instant

_DAY = timedelta(days=1)
_JUST_ENDED = timedelta(hours=1)
_LAST_DAY = date.max - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """A shift of every day, in force time; one whose end is not after its start ends on the next day."""

    key: str
    name: str
    start: time
    end: time
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of one day, with its edges in UTC; its id is the date it starts on and the pattern's key."""

    shift_id: str
    name: str
    starts_at: Instant
    ends_at: Instant
    team: str | None = None


@cache
def force_time() -> ZoneInfo:
    """Europe/London. The zone's rules are data that no deed changes, so a rule may read them (docs/decisions/0030-clocks-pauses-shifts.md)."""
    return ZoneInfo("Europe/London")


def to_force_time(instant: Instant) -> datetime:
    """The instant on the wall clock of the force."""
    return instant.astimezone(force_time())


def from_wall(day: date, at: time, *, last: bool = False) -> Instant:
    """The instant of a wall time: an ambiguous one is its first occurrence, or its last; one that does not exist is the first instant after."""
    wall = datetime.combine(day, at, tzinfo=force_time()).replace(fold=1 if last else 0)
    instant = wall.astimezone(UTC)
    if instant.astimezone(force_time()).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # In the gap of spring both folds miss: the first valid instant after is the change itself, where the offset jumps.
    return _change_after(instant - timedelta(hours=3), instant + timedelta(hours=3))


def _change_after(low: Instant, high: Instant) -> Instant:
    before = low.astimezone(force_time()).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if middle.astimezone(force_time()).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)


def shift_on(pattern: ShiftPattern, day: date) -> Shift:
    """The shift of this pattern that starts on this date."""
    last_day = day if pattern.end > pattern.start else day + _DAY
    starts_at, ends_at = from_wall(day, pattern.start), from_wall(last_day, pattern.end, last=True)
    return Shift(f"{day.isoformat()}-{pattern.key}", pattern.name, starts_at, ends_at, pattern.team)


def shifts_between(patterns: Iterable[ShiftPattern], first: date, last: date) -> tuple[Shift, ...]:
    """The shifts that start on these dates, both included, by start."""
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    return tuple(
        sorted((shift_on(pattern, day) for day in days for pattern in patterns), key=lambda shift: (shift.starts_at, shift.shift_id))
    )


def shift_by_id(patterns: Iterable[ShiftPattern], shift_id: str) -> Shift | None:
    """The shift of this id, None where no pattern has it or the id is not exactly a date, a hyphen and a key.

    None too in the last week of the calendar: what follows on a shift there could not be reckoned.
    """
    try:
        day = date.fromisoformat(shift_id[:10])
        if day > _LAST_DAY:
            return None
        found = (shift_on(pattern, day) for pattern in patterns if f"{day.isoformat()}-{pattern.key}" == shift_id)
        return next(found, None)
    except (ValueError, OverflowError):  # no date, or one at the end of the calendar, where no next day is
        return None


def on_duty_at(patterns: Iterable[ShiftPattern], now: Instant) -> tuple[Shift, ...]:
    """The shifts that have begun and not ended, the one that ends next first."""
    today = to_force_time(now).date()
    around = shifts_between(patterns, today - _DAY, today)
    return tuple(
        sorted((shift for shift in around if shift.starts_at <= now < shift.ends_at), key=lambda shift: (shift.ends_at, shift.shift_id))
    )


def ending_between(patterns: Sequence[ShiftPattern], after: Instant, until: Instant) -> tuple[Shift, ...]:
    """The shifts whose end lies in (after, until], by end."""
    first, last = to_force_time(after).date() - _DAY, to_force_time(until).date()
    ended = (shift for shift in shifts_between(patterns, first, last) if after < shift.ends_at <= until)
    return tuple(sorted(ended, key=lambda shift: (shift.ends_at, shift.shift_id)))


def next_end_after(patterns: Sequence[ShiftPattern], now: Instant) -> Instant:
    """When the next shift ends; a day ahead where there is no pattern."""
    return min((shift.ends_at for shift in ending_between(patterns, now, now + 2 * _DAY)), default=now + _DAY)


def shift_to_hand_over(patterns: Sequence[ShiftPattern], now: Instant, handed: Iterable[str]) -> Shift | None:
    """The shift that a handover is prepared for when none is named.

    One that ended within the last hour and has none, else the one on duty that ends next. Of two that ended, the earlier: the next call then
    takes the other, and neither falls out of the hour unprepared. Source: interfaces.md section 2, `handover`.
    """
    taken = set(handed)
    just_ended = [shift for shift in ending_between(patterns, now - _JUST_ENDED, now) if shift.shift_id not in taken]
    if just_ended:
        return just_ended[0]
    return next(iter(on_duty_at(patterns, now)), None)
