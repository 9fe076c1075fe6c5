from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules.clocks import (
    ClockFacts,
    ClockRun,
    ClockStart,
    DueLevel,
    clocks_running,
    due_at,
    elapsed,
    first_limit_from,
    levels_to_record,
    limit_of,
    rank_of,
)
from wantedtrack.rules.entry import OPEN_STAGES, Band, Category, Circulation, ClockName, Instant, Stage
from wantedtrack.rules.pauses import Pause
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank

POLICY = read_policy((Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8"), file_name="default.toml")
BEGAN = datetime(2026, 3, 2, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CIRCULATE, ATTEMPT, REVIEW, ARREST, VERIFY, CLEAR = (name for name in ClockName if name is not ClockName.HANDOVER)
DRAFT = ClockFacts(Category.WANTED, None, Stage.DRAFT, Circulation.NOT_YET, BEGAN)
ACCEPTED = replace(DRAFT, stage=Stage.ALLOCATED, band=Band.HIGH, accepted_at=BEGAN + HOUR)
CIRCULATED = {"circulation": Circulation.CIRCULATED, "circulated_at": BEGAN + 2 * HOUR, "verified_at": BEGAN + 2 * HOUR}


def at(hours: float) -> Instant:
    return BEGAN + hours * HOUR


def run_of(clock: ClockName, *, band: Band = Band.HIGH, cycle: int = 1, next_by: Instant | None = None) -> ClockRun:
    ladder = POLICY.ladder(clock, Category.WANTED, band, cycle=cycle)
    return ClockRun(clock, cycle, BEGAN, ladder, first_limit_from(next_by, BEGAN, ladder.levels[0].after))


# --- which clocks run


def test_a_draft_runs_circulate_and_arrest_only() -> None:
    assert clocks_running(DRAFT) == {ARREST: ClockStart(BEGAN), CIRCULATE: ClockStart(BEGAN)}


def test_a_draft_that_is_not_yet_outstanding_has_no_level_due_before_its_time() -> None:
    bail_due = replace(DRAFT, category=Category.BAIL_FAILURE, became_outstanding_at=BEGAN + 3 * DAY, **CIRCULATED)
    assert {start.started_at for start in clocks_running(bail_due).values()} == {BEGAN + 3 * DAY}
    assert elapsed(replace(run_of(ARREST), started_at=BEGAN + 3 * DAY), (), BEGAN) == (timedelta(0), timedelta(0))
    assert levels_to_record(replace(run_of(ARREST), started_at=BEGAN + 300 * DAY), (), BEGAN) == ()


@pytest.mark.parametrize("stage", OPEN_STAGES)
def test_every_open_stage_runs_the_clocks_of_an_accepted_entry(stage: Stage) -> None:
    assert set(clocks_running(replace(ACCEPTED, stage=stage))) == {ARREST, CIRCULATE, ATTEMPT, REVIEW}


@pytest.mark.parametrize("state", Circulation)
def test_circulate_runs_until_circulated_or_not_required_and_a_request_does_not_stop_it(state: Circulation) -> None:
    facts = replace(ACCEPTED, circulation=state, circulated_at=at(2))
    assert (CIRCULATE in clocks_running(facts)) == (state in {Circulation.NOT_YET, Circulation.REQUESTED})
    assert (VERIFY in clocks_running(facts)) == (state in {Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED})


def test_verify_starts_at_circulation_and_again_at_each_verification() -> None:
    assert clocks_running(replace(ACCEPTED, **CIRCULATED))[VERIFY] == ClockStart(at(2))
    assert clocks_running(replace(ACCEPTED, **{**CIRCULATED, "verified_at": at(30)}))[VERIFY] == ClockStart(at(30))


def test_an_outcome_stops_all_but_verify_which_goes_on_until_the_marker_is_cancelled() -> None:
    outcome = replace(ACCEPTED, stage=Stage.CLEARING, outcome_at=at(9), **CIRCULATED)
    assert clocks_running(outcome) == {CLEAR: ClockStart(at(9)), VERIFY: ClockStart(at(2))}
    assert CLEAR in clocks_running(replace(outcome, circulation=Circulation.CANCEL_REQUESTED))
    assert clocks_running(replace(outcome, circulation=Circulation.CANCELLED, cancelled_at=at(10))) == {}


@pytest.mark.parametrize("state", [Circulation.NOT_YET, Circulation.NOT_REQUIRED])
def test_where_no_marker_was_set_clear_runs_until_a_second_officer_has_closed(state: Circulation) -> None:
    outcome = replace(ACCEPTED, stage=Stage.CLEARING, outcome_at=at(9), circulation=state)
    assert clocks_running(outcome) == {CLEAR: ClockStart(at(9))}


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.DISPOSED])
@pytest.mark.parametrize("state", Circulation)
def test_a_closed_entry_runs_nothing(stage: Stage, state: Circulation) -> None:
    assert clocks_running(replace(ACCEPTED, **{**CIRCULATED, "stage": stage, "circulation": state, "outcome_at": at(9)})) == {}


def test_reopening_starts_circulate_attempt_and_review_anew_but_not_the_age() -> None:
    again = replace(ACCEPTED, stage=Stage.ACTIVE, last_attempt_at=at(5), attempt_next_by=at(6), last_review_at=at(7), reopened_at=at(99))
    anew = ClockStart(at(99))
    assert clocks_running(again) == {ARREST: ClockStart(BEGAN), CIRCULATE: anew, ATTEMPT: anew, REVIEW: anew}


def test_an_attempt_starts_the_next_cycle_with_the_officers_promise_and_stops_no_other_clock() -> None:
    tried = replace(ACCEPTED, first_attempt_by=at(3), last_attempt_at=at(4), attempt_next_by=at(6))
    assert clocks_running(replace(tried, last_attempt_at=None))[ATTEMPT] == ClockStart(at(1), at(3))
    assert clocks_running(tried) == {
        ARREST: ClockStart(BEGAN), CIRCULATE: ClockStart(BEGAN), ATTEMPT: ClockStart(at(4), at(6)), REVIEW: ClockStart(at(1)),
    }  # fmt: skip


def test_attempts_on_the_draft_do_not_start_the_attempt_clock_early() -> None:
    assert clocks_running(replace(ACCEPTED, last_attempt_at=at(0.5), attempt_next_by=at(2)))[ATTEMPT] == ClockStart(at(1))


def test_a_promise_made_at_the_very_instant_of_acceptance_or_reopening_counts() -> None:
    accepted = replace(ACCEPTED, last_attempt_at=at(1), attempt_next_by=at(2), last_review_at=at(1), review_next_by=at(3))
    assert clocks_running(accepted)[ATTEMPT] == ClockStart(at(1), at(2))
    assert clocks_running(accepted)[REVIEW] == ClockStart(at(1), at(3))
    reopened = replace(accepted, reopened_at=at(50), last_attempt_at=at(50), attempt_next_by=at(51))
    assert clocks_running(reopened)[ATTEMPT] == ClockStart(at(50), at(51))


# --- when a level is due


@pytest.mark.parametrize(("next_by", "limit"), [(None, 8), (at(3), 3), (at(8), 8), (at(500), 8), (at(0), 0), (at(-5), 0)])
def test_a_promise_may_shorten_a_limit_and_never_lengthens_it(next_by: Instant | None, limit: int) -> None:
    assert first_limit_from(next_by, BEGAN, 8 * HOUR) == limit * HOUR


def test_levels_of_arrest_go_on_as_repeats_of_the_last() -> None:
    run = run_of(ARREST)
    assert [limit_of(run, level) for level in range(1, 6)] == [24 * HOUR, 72 * HOUR, 7 * DAY, 14 * DAY, 21 * DAY]
    assert [rank_of(run, level) for level in (1, 2, 3, 4, 9)] == [Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, *[Rank.SUPERINTENDENT] * 3]


def test_repeats_of_review_go_on_from_the_promise_that_shortened_its_first_level() -> None:
    run = run_of(REVIEW, band=Band.MEDIUM, cycle=2, next_by=at(10))
    assert [limit_of(run, level) for level in (1, 2, 3)] == [10 * HOUR, 82 * HOUR, 154 * HOUR]


@pytest.mark.parametrize("clock", [CIRCULATE, ATTEMPT, VERIFY])
def test_a_clock_of_one_level_has_no_second(clock: ClockName) -> None:
    assert limit_of(run_of(clock), 2) is None
    assert due_at(run_of(clock), 2) is None
    assert len(levels_to_record(run_of(clock), (), BEGAN + 900 * DAY)) == 1


def test_what_is_left_before_a_pause_is_left_after_it() -> None:
    pauses = (Pause(at(20), at(44)),)
    assert due_at(run_of(ARREST), 1, pauses) == at(48)
    assert due_at(run_of(ARREST), 2, pauses) == at(96)
    assert elapsed(run_of(ARREST), pauses, at(30)) == (30 * HOUR, 20 * HOUR)
    assert elapsed(run_of(ARREST), pauses, at(50)) == (50 * HOUR, 26 * HOUR)


def test_a_level_due_at_the_very_instant_a_pause_begins_is_crossed() -> None:
    assert due_at(run_of(ARREST), 1, (Pause(at(24), None),)) == at(24)
    assert due_at(run_of(ARREST), 1, (Pause(at(23), None),)) is None


@pytest.mark.parametrize("clock", [CIRCULATE, VERIFY, CLEAR])
def test_a_suspension_does_not_pause_circulate_verify_or_clear(clock: ClockName) -> None:
    pauses = (Pause(at(0), None),)
    assert due_at(run_of(clock), 1, pauses) == due_at(run_of(clock), 1)
    assert elapsed(run_of(clock), pauses, at(9)) == (9 * HOUR, 9 * HOUR)


@pytest.mark.parametrize("day", [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)])
def test_a_clock_change_alters_no_duration(day: Instant) -> None:
    assert due_at(replace(run_of(ARREST), started_at=day), 1) == day + 24 * HOUR


def test_every_named_level_that_was_missed_is_recorded_but_of_repeats_only_the_newest() -> None:
    recorded = levels_to_record(run_of(ARREST), (), BEGAN + 30 * DAY)
    assert recorded == (
        DueLevel(1, Rank.INSPECTOR, at(24)),
        DueLevel(2, Rank.CHIEF_INSPECTOR, at(72)),
        DueLevel(3, Rank.SUPERINTENDENT, BEGAN + 7 * DAY),
        DueLevel(6, Rank.SUPERINTENDENT, BEGAN + 28 * DAY),
    )
    assert levels_to_record(run_of(ARREST), (), BEGAN + 30 * DAY, above=6) == ()


# --- what holds for any pauses

HOURS = st.integers(0, 2_000)
LEDGERS = st.lists(st.tuples(HOURS, st.one_of(st.none(), HOURS)), max_size=5).map(
    lambda spans: tuple(Pause(at(start), None if end is None else at(end)) for start, end in spans)
)
RUNS = st.builds(
    lambda clock, band, cycle, by: run_of(clock, band=band, cycle=cycle, next_by=None if by is None else at(by)),
    st.sampled_from((ATTEMPT, REVIEW, ARREST)), st.sampled_from(Band), st.integers(1, 2), st.one_of(st.none(), st.integers(0, 200)),
)  # fmt: skip


@given(RUNS, LEDGERS, st.integers(1, 9))
def test_a_level_is_due_when_exactly_its_limit_has_counted(run: ClockRun, pauses: tuple[Pause, ...], level: int) -> None:
    due, limit = due_at(run, level, pauses), limit_of(run, level)
    if limit is None:
        assert due is None
    elif due is not None:
        assert elapsed(run, pauses, due)[1] == limit
        assert elapsed(run, pauses, due - timedelta(microseconds=1))[1] < limit or due == run.started_at
    else:
        assert elapsed(run, pauses, BEGAN + 10_000 * DAY)[1] < limit


@given(RUNS, LEDGERS, st.lists(HOURS, max_size=6).map(sorted))
def test_however_often_one_looks_every_named_level_is_recorded_once(run: ClockRun, pauses: tuple[Pause, ...], looks: list[int]) -> None:
    recorded: list[DueLevel] = []
    for hours in [*looks, 2_000]:
        recorded += levels_to_record(run, pauses, at(hours), above=max((level.level for level in recorded), default=0))
    named = len(run.ladder.levels)
    assert [level.level for level in recorded] == sorted({level.level for level in recorded})
    assert {level for level in recorded if level.level <= named} == {
        level for level in levels_to_record(run, pauses, at(2_000)) if level.level <= named
    }
    assert all(level.due_at is not None and level.due_at <= at(2_000) for level in recorded)


@given(RUNS, LEDGERS, HOURS)
def test_a_look_that_finds_nothing_new_stays_with_what_was_found(run: ClockRun, pauses: tuple[Pause, ...], hours: int) -> None:
    top = max((level.level for level in levels_to_record(run, pauses, at(hours))), default=0)
    assert levels_to_record(run, pauses, at(hours), above=top) == ()
    following = due_at(run, top + 1, pauses)
    assert following is None or following > at(hours)
