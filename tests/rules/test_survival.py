"""Kaplan-Meier against SciPy's own, and the periods that figures are told of."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wantedtrack.errors import Invalid
from wantedtrack.rules.periods import Period, period_of, twelve_months, weeks_of
from wantedtrack.rules.survival import kaplan_meier, kaplan_meier_median

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
WAITS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


@given(WAITS)
def test_kaplan_meier_is_what_scipy_says(waits: list[tuple[int, bool]]) -> None:
    ours = [(length.days, share) for length, share in kaplan_meier((timedelta(days=days), event) for days, event in waits)]
    sample = stats.CensoredData.right_censored([float(days) for days, _ in waits], [not event for _, event in waits])
    theirs = stats.ecdf(sample).sf
    for days, share in ours:
        assert theirs.evaluate(days) == pytest.approx(share)
    median = kaplan_meier_median((timedelta(days=days), event) for days, event in waits)
    halves = [days for days, share in zip(theirs.quantiles, theirs.probabilities, strict=True) if share <= 0.5 + 1e-9]
    assert (median.days if median is not None else None) == (min(halves) if halves else None)


def test_100_000_waits_are_reckoned_at_once() -> None:
    waits = [(timedelta(seconds=number), number % 3 == 0) for number in range(100_000)]
    assert len(kaplan_meier(waits)) == 33_334


def test_a_period_is_whole_days_in_force_time_and_never_beyond_now() -> None:
    summer = period_of(date(2026, 3, 29), date(2026, 3, 29), now=datetime(2026, 5, 1, tzinfo=UTC))
    assert (summer.since, summer.until) == (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 29, 22, 59, 59, 999_999, tzinfo=UTC))
    assert period_of(date(2026, 3, 1), date(2027, 1, 1), now=NOW).until == NOW
    assert period_of(None, None, now=NOW) == Period(NOW)
    leap = datetime(2028, 2, 29, 9, 0, tzinfo=UTC)
    assert twelve_months(now=leap).first == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("first", "last", "code"), [(date(2026, 3, 5), date(2026, 3, 4), "end_before_start"), (date(2026, 3, 13), None, "in_the_future")]
)
def test_a_period_that_cannot_be_is_refused(first: date, last: date | None, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        period_of(first, last, now=NOW)
    assert refused.value.code == code


def test_weeks_tile_the_period_from_its_first_day_to_its_last() -> None:
    period = period_of(date(2026, 2, 4), date(2026, 3, 3), now=NOW)
    weeks = weeks_of(period)
    assert [week.monday for week in weeks] == [date(2026, 2, 2) + timedelta(weeks=number) for number in range(5)]
    assert (weeks[0].starts_at, weeks[-1].ends_at) == (period.since, period.until + timedelta(microseconds=1))
    assert all(before.ends_at == after.starts_at for before, after in itertools.pairwise(weeks))
    assert len(weeks_of(Period(NOW))) == 52
