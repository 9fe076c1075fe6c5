from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.pauses import Pause, is_paused, may_start, merged, paused_for

BEGAN = datetime(2026, 3, 2, 7, tzinfo=UTC)
LAST = 60
PAUSES = st.lists(st.tuples(st.integers(0, LAST), st.one_of(st.none(), st.integers(0, LAST))), max_size=6)


def at(minute: int) -> Instant:
    return BEGAN + timedelta(minutes=minute)


def ledger(spans: list[tuple[int, int | None]]) -> tuple[Pause, ...]:
    return tuple(Pause(at(start), None if end is None else at(end)) for start, end in spans)


def paused_minutes(spans: list[tuple[int, int | None]], until: int = LAST + 1) -> set[int]:
    """Minute by minute: the plainest way to say what a half-open interval covers."""
    return {minute for start, end in spans for minute in range(start, until if end is None else end)}


@given(PAUSES)
def test_merged_pauses_cover_the_same_time_and_neither_touch_nor_overlap(spans: list[tuple[int, int | None]]) -> None:
    found = merged(ledger(spans))
    assert {minute for minute in range(LAST + 1) if is_paused(found, at(minute))} == paused_minutes(spans)
    for earlier, later in pairwise(found):
        assert earlier.ends_at is not None
        assert earlier.starts_at < earlier.ends_at < later.starts_at
    assert merged(found) == found


@given(PAUSES, st.integers(0, LAST), st.integers(0, LAST))
def test_the_paused_part_of_a_span_is_counted_once_however_pauses_overlap(
    spans: list[tuple[int, int | None]], since: int, until: int
) -> None:
    expected = len(paused_minutes(spans) & set(range(since, until)))
    assert paused_for(ledger(spans), at(since), at(until)) == timedelta(minutes=expected)


@given(PAUSES)
def test_the_order_in_which_pauses_were_entered_does_not_matter(spans: list[tuple[int, int | None]]) -> None:
    assert merged(ledger(spans)) == merged(reversed(ledger(spans)))


def test_a_pause_holds_at_its_start_and_no_longer_at_its_end() -> None:
    pauses = ledger([(10, 20)])
    assert [is_paused(pauses, at(minute)) for minute in (9, 10, 19, 20)] == [False, True, True, False]


def test_a_pause_of_no_length_is_none() -> None:
    assert merged(ledger([(10, 10), (30, 20)])) == ()


def test_pauses_that_touch_become_one() -> None:
    assert merged(ledger([(10, 20), (20, 30), (31, None)])) == ledger([(10, 30), (31, None)])


def test_a_pause_is_never_back_dated_past_a_crossed_level() -> None:
    assert may_start(at(10), [])
    assert may_start(at(10), [at(3), at(10)])
    assert not may_start(at(10), [at(3), at(11)])
