from datetime import timedelta
from pathlib import Path

import pytest

from tests.rules.default_table import BY_PLACE, ROWS, Row
from wantedtrack.rules.entry import Band, Category, ClockName
from wantedtrack.rules.policy import Ladder, Level, Recipient
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank

POLICY = read_policy((Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8"), file_name="default.toml")
EVERY_PLACE = [pytest.param(row, id=f"{row.category}-{row.band}") for row in ROWS]
FOR_INFORMATION = True


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


def ladder(clock: ClockName, row: Row, cycle: int = 1) -> Ladder:
    return POLICY.ladder(clock, Category(row.category), Band(row.band), cycle=cycle)


def test_the_table_has_a_row_for_every_category_and_band() -> None:
    assert set(BY_PLACE) == {(category.value, band.value) for category in Category for band in Band}
    assert len(ROWS) == len(BY_PLACE)


@pytest.mark.parametrize("row", EVERY_PLACE)
def test_circulate_and_attempt_have_one_level_that_tells_the_sergeant(row: Row) -> None:
    assert ladder(ClockName.CIRCULATE, row) == Ladder((Level(1, Rank.SERGEANT, hours(row.circulate)),))
    assert ladder(ClockName.ATTEMPT, row) == Ladder((Level(1, Rank.SERGEANT, hours(row.first_attempt)),))
    assert ladder(ClockName.ATTEMPT, row, cycle=2) == ladder(ClockName.ATTEMPT, row)


@pytest.mark.parametrize("row", EVERY_PLACE)
def test_review_waits_for_the_sergeants_figure_first_and_then_every(row: Row) -> None:
    first, every = hours(row.sergeant), hours(row.sergeant_every)
    assert ladder(ClockName.REVIEW, row) == Ladder((Level(1, Rank.SERGEANT, first),), every)
    assert (
        ladder(ClockName.REVIEW, row, cycle=2) == ladder(ClockName.REVIEW, row, cycle=9) == Ladder((Level(1, Rank.SERGEANT, every),), every)
    )


@pytest.mark.parametrize("row", EVERY_PLACE)
def test_arrest_climbs_from_inspector_to_superintendent_who_is_told_again(row: Row) -> None:
    assert ladder(ClockName.ARREST, row) == Ladder(
        (
            Level(1, Rank.INSPECTOR, hours(row.inspector)),
            Level(2, Rank.CHIEF_INSPECTOR, hours(row.chief_inspector)),
            Level(3, Rank.SUPERINTENDENT, hours(row.superintendent)),
        ),
        hours(row.superintendent_every),
    )


@pytest.mark.parametrize("row", EVERY_PLACE)
def test_a_marker_is_looked_at_daily_for_high_and_weekly_otherwise(row: Row) -> None:
    after = hours(24 if row.band == "high" else 168)
    assert ladder(ClockName.VERIFY, row) == Ladder((Level(1, Rank.SERGEANT, after),))


@pytest.mark.parametrize("row", EVERY_PLACE)
def test_cleardown_tells_the_sergeant_and_then_the_inspector(row: Row) -> None:
    assert ladder(ClockName.CLEAR, row) == Ladder((Level(1, Rank.SERGEANT, hours(4)), Level(2, Rank.INSPECTOR, hours(24))))


def test_a_handover_tells_the_inspector_an_hour_after_the_shift() -> None:
    assert POLICY.ladder(ClockName.HANDOVER) == Ladder((Level(1, Rank.INSPECTOR, hours(1)),))


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("clock", [clock for clock in ClockName if clock is not ClockName.VERIFY])
def test_a_draft_without_a_band_runs_on_the_medium_figures(clock: ClockName, category: Category) -> None:
    assert POLICY.ladder(clock, category, None) == POLICY.ladder(clock, category, Band.MEDIUM)


@pytest.mark.parametrize("clock", [clock for clock in ClockName if clock is not ClockName.HANDOVER])
def test_a_clock_of_an_entry_cannot_be_asked_for_without_its_category(clock: ClockName) -> None:
    with pytest.raises(ValueError, match="an entry has a category"):
        POLICY.ladder(clock)


def told(*recipients: str, for_information: tuple[str, ...] = ()) -> set[Recipient]:
    return {Recipient(name) for name in recipients} | {Recipient(name, FOR_INFORMATION) for name in for_information}


@pytest.mark.parametrize(
    ("clock", "rank", "expected"),
    [
        (ClockName.CIRCULATE, Rank.SERGEANT, told("rank:sergeant")),
        (ClockName.ATTEMPT, Rank.SERGEANT, told("rank:sergeant", "owner")),
        (ClockName.REVIEW, Rank.SERGEANT, told("rank:sergeant")),
        (ClockName.VERIFY, Rank.SERGEANT, told("rank:sergeant", "owner")),
        (ClockName.CLEAR, Rank.SERGEANT, told("rank:sergeant")),
        (ClockName.CLEAR, Rank.INSPECTOR, told("rank:inspector")),
        (ClockName.HANDOVER, Rank.INSPECTOR, told("rank:inspector")),
        (ClockName.ARREST, Rank.INSPECTOR, told("rank:inspector", for_information=("owner", "rank:sergeant"))),
        (
            ClockName.ARREST,
            Rank.CHIEF_INSPECTOR,
            told("rank:chief_inspector", for_information=("owner", "rank:sergeant", "rank:inspector")),
        ),
        (
            ClockName.ARREST,
            Rank.SUPERINTENDENT,
            told("rank:superintendent", for_information=("owner", "rank:sergeant", "rank:inspector", "rank:chief_inspector")),
        ),
    ],
)
def test_a_level_tells_its_own_rank_and_whom_the_table_names_beside_it(clock: ClockName, rank: Rank, expected: set[Recipient]) -> None:
    found = POLICY.tells(clock, rank)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_what_is_shipped_beside_the_limits() -> None:
    assert POLICY.band_labels == {Band.HIGH: "red", Band.MEDIUM: "amber", Band.STANDARD: "blue"}
    assert (POLICY.review_after, POLICY.disposal_after_months) == (timedelta(days=28), 24)


def test_an_adopted_version_has_the_same_figures_under_its_own_names() -> None:
    adopted = POLICY.as_version(7, author="DEMO-SUPT", approver="DEMO-CI", effective_from=POLICY.effective_from + timedelta(days=1))
    assert (adopted.version, adopted.author, adopted.approver) == (7, "DEMO-SUPT", "DEMO-CI")
    assert adopted.limits == POLICY.limits
    assert adopted.effective_from - POLICY.effective_from == timedelta(days=1)
