"""The figures of circulation and cleardown: three dates apart, each with how many it rests on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wantedtrack.rules.entry import Band, Category, Circulation, Outcome, Stage
from wantedtrack.rules.measures import Figure, MeasuredEntry, figures

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
BEGAN = NOW - timedelta(days=10)
DAY = timedelta(days=1)
WANTED = MeasuredEntry(
    Category.WANTED, Band.HIGH, Stage.ACTIVE, Circulation.NOT_YET, BEGAN, BEGAN + DAY, None, None, None, None, 0, timedelta(hours=4), 3 * DAY
)  # fmt: skip
CIRCULATED = replace(WANTED, circulation=Circulation.CIRCULATED, requested_at=BEGAN + DAY, circulated_at=BEGAN + 3 * DAY)
CLEARED = replace(
    CIRCULATED, stage=Stage.CLOSED, circulation=Circulation.CANCELLED, outcome=Outcome.SURRENDERED, outcome_at=BEGAN + 4 * DAY, cancelled_at=BEGAN + 6 * DAY
)  # fmt: skip


def figure(name: str, *entries: MeasuredEntry) -> tuple[float | None, int]:
    found: dict[str, Figure] = {one.name: one for one in figures(entries, now=NOW)}
    return found[name].value, found[name].n


def test_decision_request_and_circulation_are_three_dates() -> None:
    assert figure("Median time from decision to request", WANTED, CIRCULATED) == (1.0, 1)
    assert figure("Median time from request to circulation", WANTED, CIRCULATED) == (2.0, 1)
    assert figure("Median time to circulation", WANTED, CIRCULATED) == (3.0, 1)
    assert figure("Circulated within the limit", WANTED, CIRCULATED) == (0.0, 1)


def test_what_is_not_wanted_by_a_decision_of_the_force_counts_from_its_acceptance() -> None:
    bail = replace(CIRCULATED, category=Category.BAIL_FAILURE, requested_at=BEGAN + 2 * DAY)
    assert figure("Median time from decision to request", bail) == (1.0, 1)


def test_cleardown_is_counted_from_the_outcome_to_the_confirmed_cancellation() -> None:
    assert figure("Median cleardown lag", CIRCULATED, CLEARED) == (2.0, 1)
    early = replace(CLEARED, cancelled_at=BEGAN + 3 * DAY)
    assert figure("Median cleardown lag", early) == (0.0, 1)


def test_what_was_recorded_in_error_is_left_out_of_every_wait() -> None:
    wrong = replace(CLEARED, outcome=Outcome.DUPLICATE)
    for name in ("Median cleardown lag", "Median time from request to circulation", "Median time to circulation"):
        assert figure(name, wrong) == (None, 0)


@pytest.mark.parametrize("state", [Circulation.REQUESTED, Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED])
def test_a_marker_alive_after_closure_is_counted(state: Circulation) -> None:
    assert figure("Markers alive after closure", CLEARED, replace(CLEARED, circulation=state)) == (1.0, 2)
    assert figure("Markers alive after an outcome", CLEARED, replace(CLEARED, stage=Stage.CLEARING, circulation=state)) == (1.0, 2)
