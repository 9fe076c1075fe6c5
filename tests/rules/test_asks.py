"""What an entry asks for beside its next step; and when the next step itself is to fill in what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wantedtrack.rules.asks import AskedFacts, asks
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import days_to_weeding
from wantedtrack.rules.entry import Category, Circulation, Collar, Stage
from wantedtrack.rules.next_step import StepFacts, next_step

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHOLE = AskedFacts(Stage.ACTIVE, Category.WANTED, Circulation.CIRCULATED, {"grounds": "x", "necessity": "x"})
STEP = StepFacts(
    Stage.ACTIVE, Category.WANTED, Circulation.CIRCULATED, Collar("PC1"), NOW - timedelta(days=1), attempt_count=1, due_at=NOW + timedelta(hours=3)
)  # fmt: skip


def test_an_entry_that_holds_everything_asks_for_nothing() -> None:
    assert asks(WHOLE, now=NOW) == ()


@pytest.mark.parametrize("category", Category)
def test_every_category_asks_for_what_an_arrest_needs(category: Category) -> None:
    asked = asks(replace(WHOLE, category=category, details={}), now=NOW)
    assert [one.deed for one in asked] == ["set-details"]
    for own in CATEGORIES[category].fields:
        assert (own.label.lower() in asked[0].sentence.lower()) == own.is_asked


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.DISPOSED])
def test_what_has_ended_asks_for_nothing(stage: Stage) -> None:
    assert asks(AskedFacts(stage, Category.WANTED, Circulation.CIRCULATED, {}, date(2026, 3, 3)), now=NOW) == ()


@pytest.mark.parametrize(
    ("weed_date", "state", "days"),
    [
        ("2026-03-30", Circulation.CIRCULATED, 28), ("2026-03-31", Circulation.CIRCULATED, None), ("2026-03-01", Circulation.CIRCULATED, -1),
        ("2026-03-02", Circulation.CANCEL_REQUESTED, 0), ("2026-03-02", Circulation.CANCELLED, None), ("2026-03-02", Circulation.NOT_YET, None),
    ],
)  # fmt: skip
def test_a_living_marker_is_prompted_for_from_twenty_eight_days_before(weed_date: str, state: Circulation, days: int | None) -> None:
    assert days_to_weeding(date.fromisoformat(weed_date), state, NOW) == days


@pytest.mark.parametrize(("confirmed", "is_asked"), [(None, True), (date(2025, 3, 1), True), (date(2025, 3, 3), False)])
def test_a_warning_older_than_a_year_is_to_be_confirmed(confirmed: date | None, is_asked: bool) -> None:
    asked = asks(replace(WHOLE, warnings=[("Carries a knife", confirmed)]), now=NOW)
    assert bool(asked) == is_asked


def test_what_is_missing_is_the_next_step_when_nothing_presses() -> None:
    missing = replace(STEP, missing="necessity")
    assert next_step(missing, now=NOW).deed == "set-details"
    assert next_step(replace(missing, due_at=NOW), now=NOW).deed == "log-attempt"
    assert next_step(replace(missing, attempt_count=0), now=NOW).deed == "log-attempt"
    assert next_step(replace(missing, planned="Try his mother's"), now=NOW).deed == "log-attempt"
    assert next_step(replace(missing, weeded_in_days=3), now=NOW).deed == "set-circulation"
    draft = next_step(replace(missing, stage=Stage.DRAFT), now=NOW)
    assert (draft.deed, "necessity" in draft.sentence) == ("accept", True)


def test_a_circulation_without_its_reference_is_taken_and_asked_for() -> None:
    (asked,) = asks(replace(WHOLE, has_marker_reference=False), now=NOW)
    assert (asked.deed, "reference" in asked.sentence) == ("set-circulation", True)
    assert asks(replace(WHOLE, has_marker_reference=False, circulation=Circulation.REQUESTED), now=NOW) == ()
