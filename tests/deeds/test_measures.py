"""The figures over lived weeks, on both stores: the same as a recount from the raw journal, at the end and at any earlier day; and what each leaves out."""

import itertools
from datetime import date, timedelta
from typing import Any

import pytest

from tests.deeds.force import POLICY_TEXT, Force
from tests.deeds.recounted_measures import played, recount
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.measure_tables import Measures
from wantedtrack.rules.periods import Period, period_of
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.measuring import read_measures

POLICY = read_policy(POLICY_TEXT, file_name="default.toml")


def told(force: Force, first: date | None = None, last: date | None = None) -> Measures:
    with force.store.reading() as connection:
        return read_measures(connection, POLICY, period=period_of(first, last, now=force.now), now=force.now)


def value(force: Force, key: str, **days: Any) -> tuple[float | None, int]:
    figure = told(force, **days).figure(key)
    return figure.value, figure.n


def lives(force: Force) -> None:
    """Three weeks: people wanted, owned, tried, circulated, arrested, cleared, one wrongly recorded, one reopened."""
    numbers: list[str] = []
    for day in range(21):
        reference = force.wants_and_accepts(f"Invented{day:02}", tuple(Band)[day % 3], hours_ago=5 + day, category=tuple(Category)[day % 2])
        numbers.append(reference)
        force.forward(hours=3)
        if day % 4 != 3:
            force.does("allocate", reference, owner="DEMO-PC", plan="knock", first_attempt_by=force.now + timedelta(hours=8))
        if day % 3:
            force.does("set-circulation", reference, state="circulated", reference=f"26/W/{day}", level="national")
        force.forward(hours=4)
        if day % 5:
            force.tries(reference)
        if day >= 2 and day % 2 == 0:
            ended = numbers[day - 2]
            outcome = "duplicate" if day == 8 else "eliminated" if day == 12 else "arrested_by_this_force"
            words: dict[str, Any] = (
                {"of": numbers[0]} if outcome == "duplicate" else {"rationale": "not him"} if outcome == "eliminated" else {}
            )
            force.does("record-outcome", ended, outcome=outcome, at=force.now - timedelta(hours=1), place="Custody", **words)
            force.forward(hours=2)
            if force.state(ended).circulation.value == "circulated":
                force.does("set-circulation", ended, state="cancelled")
            force.does(
                "close", ended, officer=force.officers.ps2, recheck="clear", victim_informed="not_applicable", cancellation_reference="C"
            )
        if day == 15:
            force.does("reopen", numbers[0], reason="Escaped")
        force.does("record-review", reference, findings="seen", direction="go on")
        force.sweeps()
        force.forward(hours=15)


def test_the_figures_are_those_of_a_recount_from_the_raw_journal(force: Force) -> None:
    lives(force)
    first, last = date(2026, 3, 6), date(2026, 3, 14)
    for period in (
        Period(force.now),
        period_of(first, last, now=force.now),
        period_of(None, last, now=force.now),
        period_of(first, None, now=force.now),
    ):
        with force.store.reading() as connection:
            measures = read_measures(connection, POLICY, period=period, now=force.now)
        expected = recount(played(force.store, until=period.until), since=period.since, until=period.until)
        assert {key: (measures.figure(key).value, measures.figure(key).n) for key in expected} == expected
        weeks = measures.weeks
        assert weeks[-1].outstanding == expected["outstanding"][1]
        assert sum(week.inflow for week in weeks) == expected["became_outstanding"][1]
        assert sum(week.arrests for week in weeks) >= (expected["arrested_or_surrendered"][0] or 0)
        for before, after in itertools.pairwise(weeks):
            assert after.outstanding == before.outstanding + after.inflow - after.outflow
        assert sum(measures.outstanding.values()) == expected["outstanding"][1]
        for groups in measures.groups.values():
            assert sum(figures[0].n for figures in groups.values()) == expected["outstanding"][1]


def test_a_draft_brought_back_was_never_active_and_is_not_counted_as_reopened(force: Force) -> None:
    draft = force.wants("Withdrawn", hours_ago=3)
    force.does("discard-draft", draft, reason="recorded_in_error")
    force.does("reopen", draft, reason="It was right")
    assert force.state(draft).stage.value == "draft"
    assert value(force, "reopened") == (0.0, 0)


def test_figures_of_a_past_day_stay_the_same_whatever_is_done_later(force: Force) -> None:
    reference = force.wants_and_accepts("Earlier", hours_ago=30)
    force.forward(days=2)
    before = told(force, last=date(2026, 3, 3))
    force.tries(reference)
    force.does("record-outcome", reference, outcome="surrendered", at=force.now, place="Station")
    after = told(force, last=date(2026, 3, 3))
    assert after.figures == before.figures
    assert value(force, "outstanding") == (0.0, 0)
    assert value(force, "never_attempted", last=date(2026, 3, 3)) == (1.0, 1)


def test_suspension_does_not_count_against_the_standard(force: Force) -> None:
    reference = force.wants_and_accepts("Abroad", hours_ago=1)
    force.does("suspend", reference, officer=force.officers.ci, reason="abroad", until=force.now + timedelta(days=5))
    force.forward(days=4)
    force.does("resume", reference, reason="back")
    force.forward(hours=10)
    force.does("record-outcome", reference, outcome="arrested_by_this_force", at=force.now, place="Home")
    assert value(force, "arrested_within_the_standard") == (100.0, 1)
    assert value(force, "median_time_to_arrest_closed") == (4.46, 1)


def test_who_is_still_outstanding_past_the_limit_counts_against_the_share_of_all(force: Force) -> None:
    taken = force.wants_and_accepts("Taken", hours_ago=1)
    force.wants_and_accepts("Waiting", hours_ago=1)
    force.does("record-outcome", taken, outcome="arrested_by_this_force", at=force.now, place="Home")
    force.forward(days=4)
    assert value(force, "arrested_within_the_standard") == (100.0, 1)
    assert value(force, "arrested_within_the_standard_of_all_whose_time_was_up") == (50.0, 2)
    assert value(force, "circulated_within_the_limit_of_all_whose_time_was_up") == (0.0, 1)


def test_reviews_count_under_the_rank_that_did_them_and_overdue_ones_under_the_rank_that_owes_them(force: Force) -> None:
    first, second = force.wants_and_accepts("One"), force.wants_and_accepts("Two")
    force.forward(hours=20)
    force.does("record-review", first, officer=force.officers.insp, findings="seen", direction="go on")
    force.forward(hours=30)
    reviews = {one.rank: (one.n, one.on_time) for one in told(force).reviews}
    assert reviews == {Rank.INSPECTOR: (1, 1), Rank.SERGEANT: (2, 0)}
    force.does("record-review", second, findings="seen", direction="go on")
    assert {one.rank: (one.n, one.on_time) for one in told(force).reviews}[Rank.SERGEANT] == (2, 0)
    assert value(force, "reviews_on_time") == (pytest.approx(100 / 3), 3)


def test_a_restricted_entry_is_counted_in_the_whole_and_in_no_part(force: Force) -> None:
    force.wants_and_accepts("Open")
    hidden = force.wants_and_accepts("Hidden")
    force.does("set-restricted", hidden, officer=force.officers.insp, restricted="yes", reason="covert")
    measures = told(force)
    assert (measures.figure("outstanding").n, measures.restricted) == (2, 1)
    assert [figures[0].n for figures in measures.groups["band"].values()] == [1]
    assert "Hidden" not in str(measures.as_json())


def test_bail_that_was_answered_before_its_time_was_never_outstanding(force: Force) -> None:
    due = force.wants("Answers", category=Category.BAIL_FAILURE, hours_ago=-30)
    force.does("answer-bail", due, at=force.now, by="custody")
    force.forward(days=3)
    assert value(force, "outstanding") == (0.0, 0)
    assert value(force, "became_outstanding") == (0.0, 0)
    assert [(outcome, reached, closed) for outcome, reached, closed in told(force).outcomes] == [(None, 1, 1)]


def test_hours_unwatched_and_levels_recorded_late_are_told_of_the_period_they_lie_in(force: Force) -> None:
    force.wants_and_accepts("Nobody")
    force.sweeps()
    force.forward(hours=24)
    force.sweeps()
    assert value(force, "hours_when_nobody_was_watching") == (26.0, 2)
    assert value(force, "hours_when_nobody_was_watching", first=date(2026, 3, 3)) == (9.0, 1)
    assert value(force, "hours_when_nobody_was_watching", first=date(2026, 3, 2), last=date(2026, 3, 2)) == (17.0, 2)
    assert told(force).figure("levels_recorded_late").n > 0
