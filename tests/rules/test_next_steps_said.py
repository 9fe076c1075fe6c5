"""Every next step as a sergeant hears it, written out by hand: stage by stage, what the situation is, what is said and which button stands beside it.

The table is read aloud when a sentence changes. A sentence that no line here says fails, and so does a button that the stage refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Category, Circulation, ClockName, Collar, Stage
from wantedtrack.rules.next_step import StepFacts, left_to, next_step
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.stages import TABLE, refuse_unless_allowed

NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
SOON, PASSED, TOMORROW = NOW + timedelta(hours=2), NOW - timedelta(hours=1), NOW + timedelta(hours=17)
EVERY = tuple(Category)
NOT_BAIL = tuple(one for one in Category if one is not Category.BAIL_FAILURE)
ON, OFF, ASKED = Circulation.CIRCULATED, Circulation.NOT_YET, Circulation.REQUESTED
NOBODY: Mapping[str, Any] = {"owner": None}


@dataclass(frozen=True)
class Line:
    """One situation: where the entry is, for which categories it is so, what else is known, and what is then said beside which button."""

    stage: Stage
    categories: tuple[Category, ...]
    known: Mapping[str, Any]
    says: str
    button: str | None


def due(clock: ClockName, at: datetime, circulation: Circulation = ON, **known: Any) -> Mapping[str, Any]:
    return {"worst_clock": clock, "due_at": at, "circulation": circulation, **known}


C, A, R, V, T = ClockName.CIRCULATE, ClockName.ATTEMPT, ClockName.REVIEW, ClockName.VERIFY, ClockName.ARREST
S = Stage
LINES = (
    # ---- a draft ----
    Line(S.DRAFT, (Category.BAIL_FAILURE,), {"became_outstanding_at": TOMORROW}, "Nothing yet: the bail date is 09:00 tomorrow. Nobody has failed to appear until then.", None),
    Line(S.DRAFT, (Category.BAIL_FAILURE,), {}, "Ask whether bail really was not answered: go through the checklist, then accept it or discard it.", "accept"),
    Line(S.DRAFT, NOT_BAIL, {}, "Go through the checklist and set the band, so that its clocks run as they should.", "accept"),
    Line(S.DRAFT, NOT_BAIL, {"missing": "court and warrant category"}, "Go through the checklist and set the band, so that its clocks run as they should. Still to be filled in: court and warrant category.", "accept"),
    # ---- unallocated ----
    Line(S.UNALLOCATED, EVERY, {**due(C, SOON, OFF), **NOBODY}, "Circulate on PNC/LEDS by 18:00 today, or record why it is not required.", "set-circulation"),
    Line(S.UNALLOCATED, EVERY, {**due(C, PASSED, OFF), **NOBODY}, "Circulate on PNC/LEDS now, or record why it is not required. It was due at 15:00 today.", "set-circulation"),
    Line(S.UNALLOCATED, EVERY, {**due(C, SOON, ASKED), **NOBODY}, "Confirm that it is on PNC/LEDS by 18:00 today, or record why it is not required.", "set-circulation"),
    Line(S.UNALLOCATED, EVERY, {**due(A, SOON, OFF), **NOBODY}, "Nobody owns it. Give it to an officer, with a plan; an attempt is due at 18:00 today.", "allocate"),
    Line(S.UNALLOCATED, EVERY, {**due(A, PASSED), **NOBODY}, "Nobody owns it. Give it to an officer, with a plan; an attempt was due at 15:00 today.", "allocate"),
    Line(S.UNALLOCATED, EVERY, {**due(R, SOON), **NOBODY}, "Nobody owns it. Give it to an officer, with a plan; a review is due at 18:00 today.", "allocate"),
    Line(S.UNALLOCATED, EVERY, {**due(T, PASSED), **NOBODY}, "Nobody owns it. Give it to an officer, with a plan; the arrest was due at 15:00 today.", "allocate"),
    Line(S.UNALLOCATED, EVERY, {**due(V, PASSED), **NOBODY}, "Nobody owns it. Give it to an officer, with a plan; a look on PNC/LEDS was due at 15:00 today.", "allocate"),
    Line(S.UNALLOCATED, EVERY, {"circulation": Circulation.NOT_REQUIRED, **NOBODY}, "Nobody owns it. Give it to an officer, with a plan.", "allocate"),
    # ---- allocated ----
    Line(S.ALLOCATED, EVERY, due(C, PASSED, ASKED), "Confirm that it is on PNC/LEDS now, or record why it is not required. It was due at 15:00 today.", "set-circulation"),
    Line(S.ALLOCATED, EVERY, due(A, SOON), "Nobody has tried yet. Make the first attempt by 18:00 today.", "log-attempt"),
    Line(S.ALLOCATED, EVERY, due(A, PASSED), "Nobody has tried yet. Make the first attempt now: it was due at 15:00 today.", "log-attempt"),
    Line(S.ALLOCATED, EVERY, due(A, PASSED, planned_by=SOON), "Nobody has tried yet. Make the first attempt by 18:00 today.", "log-attempt"),
    Line(S.ALLOCATED, EVERY, due(A, SOON, planned="visit the mother’s house", planned_by=SOON), "Visit the mother’s house by 18:00 today.", "log-attempt"),
    # ---- active ----
    Line(S.ACTIVE, EVERY, due(T, PASSED, OFF, attempt_count=1), "Circulate on PNC/LEDS, or record why it is not required.", "set-circulation"),
    Line(S.ACTIVE, EVERY, {**due(T, PASSED, OFF), **NOBODY}, "Circulate on PNC/LEDS, or record why it is not required.", "set-circulation"),
    Line(S.ACTIVE, EVERY, due(A, SOON, attempt_count=1), "Try again by 18:00 today. Choose an hour when nobody has been.", "log-attempt"),
    Line(S.ACTIVE, EVERY, due(A, PASSED, attempt_count=2), "Try again now: it was due at 15:00 today. Choose an hour when nobody has been.", "log-attempt"),
    Line(S.ACTIVE, EVERY, due(A, SOON, attempt_count=1, planned="Try again tonight.", planned_by=SOON), "Try again tonight by 18:00 today.", "log-attempt"),
    Line(S.ACTIVE, EVERY, due(A, PASSED, attempt_count=1, planned="ring the sister", planned_by=PASSED), "Ring the sister: this was promised for 15:00 today, and nobody has recorded it.", "log-attempt"),
    Line(S.ACTIVE, EVERY, due(R, SOON, attempt_count=1), "Review it by 18:00 today. Say what was found, and what is to be done next.", "record-review"),
    Line(S.ACTIVE, EVERY, due(R, PASSED, attempt_count=1), "Review it now: it was due at 15:00 today. Say what was found, and what is to be done next.", "record-review"),
    Line(S.ACTIVE, EVERY, due(V, TOMORROW, attempt_count=1), "Look at the marker on PNC/LEDS again by 09:00 tomorrow. Record what it shows.", "verify-circulation"),
    Line(S.ACTIVE, EVERY, due(V, PASSED, attempt_count=1), "Look at the marker on PNC/LEDS again now: it was due at 15:00 today. Record what it shows.", "verify-circulation"),
    Line(S.ACTIVE, EVERY, due(T, PASSED, attempt_count=1), "The arrest was due at 15:00 today. Try again at another hour or place, and say what comes next.", "log-attempt"),
    Line(S.ACTIVE, EVERY, due(T, SOON, attempt_count=1, missing="grounds and necessity"), "Fill in grounds and necessity: whoever makes the arrest needs it.", "set-details"),
    Line(S.ACTIVE, EVERY, due(T, SOON, weeded_in_days=0), "PNC/LEDS weeds the marker today: renew it there, and record the new weed date.", "set-circulation"),
    Line(S.ACTIVE, EVERY, due(T, SOON, weeded_in_days=1), "PNC/LEDS weeds the marker tomorrow: renew it there, and record the new weed date.", "set-circulation"),
    Line(S.ACTIVE, EVERY, due(T, SOON, weeded_in_days=5), "PNC/LEDS weeds the marker in 5 days: renew it there, and record the new weed date.", "set-circulation"),
    Line(S.ACTIVE, EVERY, due(T, SOON, weeded_in_days=-1), "The marker's weed date has passed: look on PNC/LEDS whether it is still there, and circulate anew.", "set-circulation"),
    # ---- what lies over ----
    Line(S.LOCATED, EVERY, {}, "The person is held. Arrange to collect or produce, then record the outcome.", "record-outcome"),
    Line(S.LOCATED, EVERY, {"place": "HMP Inventedgate", "place_by": TOMORROW}, "The person is held at HMP Inventedgate. Arrange to collect or produce by 09:00 tomorrow, then record the outcome.", "record-outcome"),
    Line(S.LOCATED, EVERY, {"place": "HMP Inventedgate", "place_by": PASSED}, "The person is held at HMP Inventedgate, to be collected or produced by 15:00 today. That has passed: do it now, and record the outcome.", "record-outcome"),
    Line(S.APPOINTMENT, EVERY, {"place": "Keynsham", "place_by": TOMORROW}, "The person is to come to Keynsham at 09:00 tomorrow. Record the outcome afterwards; an hour after a no-show it returns to the queue.", "record-outcome"),
    Line(S.APPOINTMENT, EVERY, {"place": "Keynsham", "place_by": PASSED}, "The person was to come to Keynsham at 15:00 today. Record what happened.", "record-outcome"),
    Line(S.SUSPENDED, EVERY, {"until": TOMORROW}, "It rests until 09:00 tomorrow, when it resumes by itself. Resume it earlier if the reason has gone.", "resume"),
    Line(S.SUSPENDED, EVERY, {}, "It rests. Resume it earlier if the reason has gone.", "resume"),
    # ---- the end ----
    Line(S.CLEARING, EVERY, due(ClockName.CLEAR, SOON), "Ask for the PNC/LEDS marker to be cancelled by 18:00 today. Until it is gone the person can be arrested again.", "set-circulation"),
    Line(S.CLEARING, EVERY, due(ClockName.CLEAR, PASSED), "Ask for the PNC/LEDS marker to be cancelled now: it was due at 15:00 today. Until it is gone the person can be arrested again.", "set-circulation"),
    Line(S.CLEARING, EVERY, {"circulation": Circulation.CANCEL_REQUESTED}, "Check on PNC/LEDS that the marker is gone, and record it as cancelled.", "set-circulation"),
    Line(S.CLEARING, EVERY, {"circulation": Circulation.CANCELLED}, "A second officer, sergeant or above, checks PNC/LEDS once more and closes it.", "close"),
    Line(S.CLEARING, EVERY, {"circulation": OFF}, "A second officer, sergeant or above, checks PNC/LEDS once more and closes it.", "close"),
    Line(S.CLOSED, EVERY, {}, "Nothing: it is closed. Reopen it if the person is wanted for this again.", "reopen"),
    Line(S.DISPOSED, EVERY, {}, "Nothing: its data has been disposed of.", None),
)  # fmt: skip


def step(line: Line, category: Category) -> tuple[str, str | None]:
    usual: dict[str, Any] = {"circulation": ON, "owner": Collar("DEMO-PC"), "became_outstanding_at": NOW - timedelta(days=2)}
    found = next_step(StepFacts(line.stage, category, **{**usual, **line.known}), now=NOW)
    return found.sentence, found.deed


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.stage.value}: {line.says[:40]}")
def test_it_is_said_as_it_is_written_here_in_every_category(line: Line) -> None:
    assert {step(line, category) for category in line.categories} == {(line.says, line.button)}


def test_every_stage_and_category_has_its_line() -> None:
    said = {(line.stage, category) for line in LINES for category in line.categories}
    assert said == {(stage, category) for stage in Stage for category in Category}


@pytest.mark.parametrize("rank", [*Rank, None])
def test_a_button_is_offered_only_to_whom_stage_and_rank_allow_it_and_else_it_is_said_whose_it_is(rank: Rank | None) -> None:
    for line in LINES:
        if line.button is None:
            continue
        others = left_to(line.button, rank=rank, collar=Collar("DEMO-X"), outcome_by=Collar("DEMO-Y"))
        if others is None:
            refuse_unless_allowed(line.button, rank=rank, is_administrator=False, stage=line.stage)
        else:
            assert others.endswith(" does this.")
            with pytest.raises(NotAllowed):
                refuse_unless_allowed(line.button, rank=rank, is_administrator=False, stage=line.stage)


def test_nobody_is_offered_to_close_what_he_ended_himself() -> None:
    told = left_to("close", rank=Rank.SERGEANT, collar=Collar("DEMO-PS"), outcome_by=Collar("DEMO-PS"))
    assert told == "You recorded the outcome, so somebody else closes it."
    assert left_to("close", rank=Rank.SERGEANT, collar=Collar("DEMO-PS2"), outcome_by=Collar("DEMO-PS")) is None


def test_no_sentence_says_two_things_after_each_other_with_two_colons() -> None:
    assert [line.says for line in LINES if line.says.count(": ") > 1] == []


def test_a_long_plan_is_cut_at_a_word_and_read_in_the_timeline() -> None:
    plan = "knock at every door of the street " * 600
    said, _ = step(Line(S.ACTIVE, EVERY, due(A, SOON, attempt_count=1, planned=plan), "", None), Category.WANTED)
    assert said.startswith("Knock at every door of the street knock")
    assert said.endswith(" ….")
    assert len(said) < 120


def test_the_table_names_every_deed_that_a_next_step_can_be() -> None:
    assert {line.button for line in LINES} - {None} <= set(TABLE)
    assert {"accept", "allocate", "set-circulation", "verify-circulation", "log-attempt", "record-review", "record-outcome", "resume", "close", "reopen", "set-details"} == {
        line.button for line in LINES
    } - {None}  # fmt: skip
