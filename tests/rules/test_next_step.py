"""The next step: one sentence and one deed for every stage, category and circulation."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules import stages
from wantedtrack.rules.entry import Category, Circulation, ClockName, Stage
from wantedtrack.rules.next_step import StepFacts, next_step

NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


def facts(**changed: object) -> StepFacts:
    told = {
        "stage": Stage.ACTIVE,
        "category": Category.WANTED,
        "circulation": Circulation.CIRCULATED,
        "owner": "DEMO-PC",
        "became_outstanding_at": NOW - 20 * AN_HOUR,
    }
    return StepFacts(**{**told, **changed})  # pyright: ignore[reportArgumentType] (the test's own words, checked by running)


instants = st.none() | st.integers(-200, 200).map(lambda hours: NOW + hours * AN_HOUR)


whatever = st.builds(
    facts,
    stage=st.sampled_from(Stage),
    category=st.sampled_from(Category),
    circulation=st.sampled_from(Circulation),
    owner=st.none() | st.just("DEMO-PC"),
    worst_clock=st.none() | st.sampled_from(ClockName),
    due_at=instants,
    planned_by=instants,
    place_by=instants,
    attempt_count=st.integers(0, 3),
    planned=st.none() | st.just("try the mother’s house"),
)


@given(told=whatever)
def test_there_is_always_a_sentence_and_its_deed_is_one_that_the_stage_allows(told: StepFacts) -> None:
    step = next_step(told, now=NOW)
    assert step.sentence.endswith(".")
    assert len(step.sentence) < 200
    assert step.sentence[0].isupper()
    if step.deed is not None:
        assert told.stage in stages.TABLE[step.deed].stages


def test_an_uncirculated_entry_is_circulated_first() -> None:
    step = next_step(facts(circulation=Circulation.NOT_YET, worst_clock=ClockName.CIRCULATE, due_at=NOW - AN_HOUR), now=NOW)
    assert step.deed == "set-circulation"
    assert step.sentence == "Circulate on PNC/LEDS now, or record why it is not required. It was due at 15:00 today."


def test_an_entry_that_nobody_owns_is_given_to_somebody() -> None:
    assert next_step(facts(stage=Stage.UNALLOCATED, owner=None), now=NOW).deed == "allocate"


def test_what_was_promised_is_what_comes_next() -> None:
    step = next_step(facts(attempt_count=1, planned="try the mother’s house", planned_by=NOW + 6 * AN_HOUR), now=NOW)
    assert step.sentence == "Try the mother’s house by 22:00 today."


def test_a_promise_that_has_passed_is_said_to_have_passed() -> None:
    step = next_step(facts(attempt_count=1, planned="try the mother’s house", planned_by=NOW - AN_HOUR), now=NOW)
    assert step.sentence == "Try the mother’s house: this was promised for 15:00 today, and nobody has recorded it."


def test_a_bail_date_to_come_asks_for_nothing() -> None:
    step = next_step(facts(stage=Stage.DRAFT, category=Category.BAIL_FAILURE, became_outstanding_at=NOW + AN_HOUR), now=NOW)
    assert step.deed is None
    assert "Nobody has failed to appear" in step.sentence


def test_an_overdue_bail_date_is_a_question_not_a_failure() -> None:
    step = next_step(facts(stage=Stage.DRAFT, category=Category.BAIL_FAILURE), now=NOW)
    assert step.deed == "accept"
    assert step.sentence.startswith("Ask whether bail really was not answered")


def test_a_marker_that_is_alive_is_cancelled_before_closing() -> None:
    assert next_step(facts(stage=Stage.CLEARING), now=NOW).deed == "set-circulation"
    assert next_step(facts(stage=Stage.CLEARING, circulation=Circulation.CANCELLED), now=NOW).deed == "close"
