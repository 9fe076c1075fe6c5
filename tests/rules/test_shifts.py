from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.rules.shifts_by_hand import edge, wall
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.shifts import (
    Shift,
    ShiftPattern,
    ending_between,
    from_wall,
    next_end_after,
    on_duty_at,
    shift_by_id,
    shift_on,
    shift_to_hand_over,
    shifts_between,
    to_force_time,
)

SHIPPED = read_policy(
    (Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8"), file_name="default.toml"
).shift_patterns
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))
DAYS = st.one_of(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.builds(lambda day, by: day + timedelta(days=by), st.sampled_from(CHANGES), st.integers(-2, 2)),
)
TIMES = st.one_of(st.times(), st.builds(time, st.integers(0, 3), st.sampled_from((0, 15, 30, 59))))
PATTERNS = st.builds(lambda start, end: ShiftPattern("one", "One", start, end), TIMES, TIMES)
INSTANTS = st.builds(lambda day, at: datetime.combine(day, at, tzinfo=UTC), DAYS, st.times())

# By hand: the shipped pattern on the days of each change and the night before; UTC, and how many hours were worked.
AROUND_THE_CHANGES = """
2026-03-28-late  2026-03-28 14:00 2026-03-29 00:00 10
2026-03-28-night 2026-03-28 22:00 2026-03-29 06:00  8
2026-03-29-early 2026-03-29 06:00 2026-03-29 16:00 10
2026-03-29-late  2026-03-29 13:00 2026-03-29 23:00 10
2026-03-29-night 2026-03-29 21:00 2026-03-30 06:00  9
2026-10-24-late  2026-10-24 13:00 2026-10-24 23:00 10
2026-10-24-night 2026-10-24 21:00 2026-10-25 07:00 10
2026-10-25-early 2026-10-25 07:00 2026-10-25 17:00 10
2026-10-25-late  2026-10-25 14:00 2026-10-26 00:00 10
2026-10-25-night 2026-10-25 22:00 2026-10-26 07:00  9
2027-03-27-late  2027-03-27 14:00 2027-03-28 00:00 10
2027-03-27-night 2027-03-27 22:00 2027-03-28 06:00  8
2027-03-28-early 2027-03-28 06:00 2027-03-28 16:00 10
2027-03-28-late  2027-03-28 13:00 2027-03-28 23:00 10
2027-03-28-night 2027-03-28 21:00 2027-03-29 06:00  9
2027-10-30-late  2027-10-30 13:00 2027-10-30 23:00 10
2027-10-30-night 2027-10-30 21:00 2027-10-31 07:00 10
2027-10-31-early 2027-10-31 07:00 2027-10-31 17:00 10
2027-10-31-late  2027-10-31 14:00 2027-11-01 00:00 10
2027-10-31-night 2027-10-31 22:00 2027-11-01 07:00  9
"""


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize("line", AROUND_THE_CHANGES.strip().splitlines())
def test_the_shipped_shifts_keep_their_wall_times_over_each_clock_change(line: str) -> None:
    shift_id, *edges, hours = line.split()
    shift = shift_by_id(SHIPPED, shift_id)
    assert shift is not None
    assert (shift.starts_at, shift.ends_at) == (utc(" ".join(edges[:2])), utc(" ".join(edges[2:])))
    assert shift.ends_at - shift.starts_at == timedelta(hours=int(hours))


def test_the_shipped_pattern_is_early_late_and_night() -> None:
    expected = (
        ShiftPattern("early", "Early", time(7), time(17)),
        ShiftPattern("late", "Late", time(14), time(0)),
        ShiftPattern("night", "Night", time(22), time(7)),
    )
    assert expected == SHIPPED


@pytest.mark.parametrize(
    ("day", "at", "last", "instant"),
    [
        (date(2026, 3, 29), time(0, 59), False, "2026-03-29 00:59"),
        (date(2026, 3, 29), time(1, 0), False, "2026-03-29 01:00"),
        (date(2026, 3, 29), time(1, 30), False, "2026-03-29 01:00"),
        (date(2026, 3, 29), time(1, 30), True, "2026-03-29 01:00"),
        (date(2026, 3, 29), time(2, 0), True, "2026-03-29 01:00"),
        (date(2026, 10, 25), time(0, 59), True, "2026-10-24 23:59"),
        (date(2026, 10, 25), time(1, 0), False, "2026-10-25 00:00"),
        (date(2026, 10, 25), time(1, 0), True, "2026-10-25 01:00"),
        (date(2026, 10, 25), time(1, 30), False, "2026-10-25 00:30"),
        (date(2026, 10, 25), time(1, 30), True, "2026-10-25 01:30"),
        (date(2026, 10, 25), time(2, 0), False, "2026-10-25 02:00"),
    ],
)
def test_a_doubled_start_is_the_first_a_doubled_end_the_last_and_a_missing_time_the_change(
    day: date, at: time, last: bool, instant: str
) -> None:
    assert from_wall(day, at, last=last) == utc(instant)


@given(DAYS, TIMES, st.booleans())
def test_an_edge_is_what_a_reckoning_without_a_zone_library_finds(day: date, at: time, last: bool) -> None:
    assert from_wall(day, at, last=last) == edge(day, at, ends=last)


@given(INSTANTS)
def test_the_wall_clock_shows_what_a_reckoning_without_a_zone_library_finds(now: datetime) -> None:
    assert to_force_time(now).replace(tzinfo=None) == wall(now)


@given(PATTERNS, DAYS)
@example(ShiftPattern("one", "One", time(18), time(1, 30)), date(2026, 10, 24))
@example(ShiftPattern("one", "One", time(1, 30), time(9)), date(2026, 10, 25))
@example(ShiftPattern("one", "One", time(1, 30), time(1, 45)), date(2027, 3, 28))
def test_a_shift_begins_at_its_first_and_ends_at_its_last_instant_of_those_wall_times(pattern: ShiftPattern, day: date) -> None:
    shift = shift_on(pattern, day)
    last_day = day + timedelta(days=0 if pattern.end > pattern.start else 1)
    assert (shift.starts_at, shift.ends_at) == (edge(day, pattern.start, ends=False), edge(last_day, pattern.end, ends=True))
    assert shift.ends_at >= shift.starts_at


@given(st.lists(PATTERNS, max_size=3), DAYS, st.integers(0, 5))
def test_the_shifts_of_some_days_are_one_of_each_pattern_a_day_by_start(patterns: list[ShiftPattern], first: date, days: int) -> None:
    named = [ShiftPattern(f"p{number}", "P", pattern.start, pattern.end) for number, pattern in enumerate(patterns)]
    found = shifts_between(named, first, first + timedelta(days=days))
    assert {shift.shift_id for shift in found} == {f"{first + timedelta(days=n)}-p{k}" for n in range(days + 1) for k in range(len(named))}
    assert [shift.starts_at for shift in found] == sorted(shift.starts_at for shift in found)
    assert all(shift_by_id(named, shift.shift_id) == shift for shift in found)


def test_days_in_the_wrong_order_have_no_shifts() -> None:
    assert shifts_between(SHIPPED, date(2026, 3, 3), date(2026, 3, 2)) == ()


@pytest.mark.parametrize(
    "shift_id",
    [
        "", "early", "2026-03-02", "2026-03-02-", "2026-03-02-nights", "2026-03-02xearly", "2026-W10-1-early", "2026-02-30-early", "20260302-early",
        " 2026-03-02-early", "9999-12-31-late", "0001-01-01-none",
    ],
)  # fmt: skip
def test_an_id_that_is_no_shift_finds_none(shift_id: str) -> None:
    assert shift_by_id(SHIPPED, shift_id) is None


def all_around(patterns: tuple[ShiftPattern, ...], now: datetime) -> list[Shift]:
    return [shift_on(pattern, now.date() + timedelta(days=by)) for pattern in patterns for by in range(-4, 5)]


@given(PATTERNS, INSTANTS)
@example(ShiftPattern("one", "One", time(2), time(2)), utc("2026-10-25 01:59"))
def test_on_duty_are_the_shifts_that_began_and_have_not_ended(pattern: ShiftPattern, now: datetime) -> None:
    patterns = (pattern, *SHIPPED)
    found = on_duty_at(patterns, now)
    assert set(found) == {shift for shift in all_around(patterns, now) if shift.starts_at <= now < shift.ends_at}
    assert [shift.ends_at for shift in found] == sorted(shift.ends_at for shift in found)


@given(PATTERNS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_shifts_that_end_between_are_those_after_and_up_to(pattern: ShiftPattern, after: datetime, span: timedelta) -> None:
    patterns = (pattern, *SHIPPED)
    found = ending_between(patterns, after, after + span)
    assert set(found) == {shift for shift in all_around(patterns, after) if after < shift.ends_at <= after + span}
    assert [shift.ends_at for shift in found] == sorted(shift.ends_at for shift in found)


@given(INSTANTS, st.lists(st.integers(0, 600), min_size=1, max_size=20))
def test_each_shift_ends_in_exactly_one_of_adjoining_spans(start: datetime, minutes: list[int]) -> None:
    """The handover clocks of a store are started look by look; none may be left out or started twice."""
    looks = [start]
    for gap in minutes:
        looks.append(looks[-1] + timedelta(minutes=gap))
    pieces = [shift for after, until in pairwise(looks) for shift in ending_between(SHIPPED, after, until)]
    assert pieces == list(ending_between(SHIPPED, looks[0], looks[-1]))


@given(INSTANTS)
def test_the_next_end_is_the_earliest_after_now(now: datetime) -> None:
    assert next_end_after(SHIPPED, now) == min(shift.ends_at for shift in all_around(SHIPPED, now) if shift.ends_at > now)
    assert next_end_after((), now) == now + timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "handed", "shift_id"),
    [
        ("2026-03-02 06:59", set[str](), "2026-03-01-night"),  # on duty alone
        ("2026-03-02 07:00", set[str](), "2026-03-01-night"),  # ended this instant
        ("2026-03-02 07:59", set[str](), "2026-03-01-night"),  # ended within the last hour
        ("2026-03-02 08:00", set[str](), "2026-03-02-early"),  # an hour ago is no longer within it
        ("2026-03-02 07:30", {"2026-03-01-night"}, "2026-03-02-early"),  # the night has its handover
        ("2026-03-02 15:00", set[str](), "2026-03-02-early"),  # of two on duty the one that ends next
        ("2026-03-02 23:30", set[str](), "2026-03-02-late"),
        ("2026-03-29 06:30", set[str](), "2026-03-28-night"),  # the short night of spring
        ("2026-10-25 06:30", set[str](), "2026-10-24-night"),  # the long one of autumn is still on duty
    ],
)  # fmt: skip
def test_a_handover_is_prepared_for_the_shift_that_just_ended_or_else_ends_next(now: str, handed: set[str], shift_id: str) -> None:
    shift = shift_to_hand_over(SHIPPED, utc(now), handed)
    assert shift is not None
    assert shift.shift_id == shift_id


def test_of_two_shifts_that_just_ended_the_earlier_is_handed_over_first() -> None:
    patterns = (*SHIPPED, ShiftPattern("van", "Van", time(23), time(7, 30)))
    now = utc("2026-03-02 07:45")
    assert [shift.shift_id for shift in ending_between(patterns, now - timedelta(hours=1), now)] == ["2026-03-01-night", "2026-03-01-van"]
    first, second, third = (
        shift_to_hand_over(patterns, now, handed) for handed in ([], ["2026-03-01-night"], ["2026-03-01-night", "2026-03-01-van"])
    )
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.shift_id, second.shift_id, third.shift_id) == ("2026-03-01-night", "2026-03-01-van", "2026-03-02-early")


def test_where_nobody_is_on_duty_there_is_nothing_to_hand_over() -> None:
    office = (ShiftPattern("office", "Office", time(9), time(17)),)
    assert shift_to_hand_over(office, utc("2026-01-05 20:00"), ()) is None
    assert shift_to_hand_over((), utc("2026-01-05 20:00"), ()) is None
