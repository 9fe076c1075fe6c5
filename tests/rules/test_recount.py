"""Whatever happens to an entry, the rules and the independent recount tell the same people the same things at the same times."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.rules.following import HALF_HOUR, Followed, instant
from tests.rules.histories import History, Step, histories
from tests.rules.recount import DAY, HOUR, Recount, Told
from wantedtrack.rules.entry import ClockName
from wantedtrack.rules.policy_file import read_policy

POLICY = read_policy((Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8"), file_name="default.toml")


def both(history: History) -> tuple[Followed, Recount]:
    """Walk the history on both sides, holding what runs and what comes next against each other at every step."""
    followed, recount = Followed.of(history, POLICY), Recount(history.category, history.outstanding)
    for step in history.steps:
        followed.follow(step)
        recount.happens(step.at, step.what, step.word)
        hold_against(followed, recount, step)
    return followed, recount


def hold_against(followed: Followed, recount: Recount, step: Step) -> None:
    expected = {name: (watch.cycle, instant(watch.started)) for name, watch in recount.running.items()}
    assert {name.value: (run.cycle, run.started_at) for name, run in followed.runs.items()} == expected, step
    for name, watch in recount.running.items():
        clock = ClockName(name)
        due = watch.next_due(recount.category, recount.band)
        assert followed.next_due(clock) == (None if due is None else instant(due)), (step, name)
        assert followed.counted(clock, step.at) == watch.counted * HALF_HOUR, (step, name)
    assert set(followed.told) == set(recount.told), step


@settings(max_examples=400)
@given(histories())
def test_the_rules_and_an_independent_recount_tell_the_same(history: History) -> None:
    followed, recount = both(history)
    assert len(followed.told) == len(recount.told) == len(set(recount.told))


@pytest.mark.full
@settings(max_examples=20_000, deadline=None)
@given(histories())
def test_the_rules_and_an_independent_recount_tell_the_same_twenty_thousand_times(history: History) -> None:
    followed, recount = both(history)
    assert len(followed.told) == len(recount.told)


def test_the_recount_itself_tells_a_weekend_right() -> None:
    """Worked out by hand, so that the recount is not trusted blindly: a high entry, suspended for a day, then reopened after its arrest."""
    steps = (
        Step(2 * HOUR, "accept", "high"),
        Step(5 * HOUR, "circulation", "not_required"),
        Step(20 * HOUR, "suspend", 60 * HOUR),
        Step(44 * HOUR, "resume"),
        Step(4 * DAY, "outcome"),
        Step(4 * DAY + HOUR, "close"),
        Step(9 * DAY, "reopen"),
    )
    _, recount = both(History("wanted", 0, steps))
    assert sorted((told.due / HOUR, told.clock, told.cycle, told.level, told.rank) for told in recount.told) == [
        (4, "circulate", 1, 1, "sergeant"),
        (10, "attempt", 1, 1, "sergeant"),
        (48, "arrest", 1, 1, "inspector"),
        (48, "arrest", 2, 1, "inspector"),
        (50, "review", 1, 1, "sergeant"),
        (74, "review", 1, 2, "sergeant"),
        (96, "arrest", 1, 2, "chief_inspector"),
        (96, "arrest", 2, 2, "chief_inspector"),
        (192, "arrest", 2, 3, "superintendent"),
    ]


def test_of_repeats_missed_while_nobody_watched_only_the_newest_is_told() -> None:
    steps = (Step(HOUR, "accept", "high"), Step(2 * HOUR, "circulation", "not_required"), Step(30 * DAY, "look"))
    followed, _ = both(History("recall", 0, steps))
    arrest = [told for told in followed.told if told.clock == "arrest"]
    assert arrest == [
        Told("arrest", 1, 1, "inspector", 24 * HOUR),
        Told("arrest", 1, 2, "chief_inspector", 48 * HOUR),
        Told("arrest", 1, 3, "superintendent", 72 * HOUR),
        Told("arrest", 1, 12, "superintendent", 30 * DAY),
    ]
