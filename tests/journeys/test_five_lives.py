"""One life of each category from draft to disposal by commands alone, with the refusals on its way; and a marker that outlives an arrest."""

import json
from collections.abc import Mapping

import pytest

from tests.journeys.program import Program
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category

NOW, LATER, DISPOSED = "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "2028-04-01T09:00:00Z"
ADDED: Mapping[Category, tuple[str, ...]] = {
    Category.WANTED: ("--grounds", "Seen on film"),
    Category.BAIL_FAILURE: ("--authority", "PS 41", "--station-appointed", "Keynsham"),
    Category.FORENSIC: ("--identification-type", "dna", "--laboratory-reference", "LAB/1"),
    Category.WARRANT: ("--court", "Bristol", "--bail", "no"),
    Category.RECALL: ("--recall-type", "emergency", "--prison", "HMP Invented"),
}
FILLED: Mapping[Category, tuple[str, ...]] = {
    Category.WANTED: ("--necessity", "To question"),
    Category.BAIL_FAILURE: ("--conditions", "Not to enter Invented Road"),
    Category.FORENSIC: ("--sufficient", "yes"),
    Category.WARRANT: ("--warrant-category", "A"),
    Category.RECALL: ("--revocation-reference", "R/1"),
}
ENDS: Mapping[Category, str] = {
    Category.WANTED: "arrested_by_this_force",
    Category.BAIL_FAILURE: "answered_bail_late",
    Category.FORENSIC: "arrested_by_another_force",
    Category.WARRANT: "warrant_executed",
    Category.RECALL: "returned_to_custody",
}
OTHERS: Mapping[Category, str] = {
    Category.WANTED: "warrant_executed",
    Category.BAIL_FAILURE: "recall_rescinded",
    Category.FORENSIC: "answered_bail_late",
    Category.WARRANT: "interviewed_voluntarily",
    Category.RECALL: "warrant_withdrawn",
}
"""An outcome that no entry of the category can have."""


@pytest.fixture
def program(in_one_process: Program) -> Program:
    return in_one_process


def _refused(program: Program, code: str, *words: str, **options: str) -> None:
    assert program.refused(*words, **options) == (3, code)


def _taken_in(program: Program, category: Category) -> str:
    foreign = "--prison" if category is not Category.RECALL else "--court"
    words = ("do", "add-entry", "--category", category.value, "--surname", "INVENTED", "--offence", "Theft", "--became-outstanding-at")
    _refused(program, "not_this_category", *words, "2026-03-02T08:00:00Z", foreign, "X")
    if category is not Category.BAIL_FAILURE:
        _refused(program, "in_the_future", *words, LATER)
    reference: str = program.does(*words, "2026-03-02T08:00:00Z", *ADDED[category], collar="DEMO-PC")["reference"]
    answers = {question.key: "yes" for question in CATEGORIES[category].checklist}
    accept = ("do", "accept", reference, "--band", "high", "--rationale", "Invented", "--checklist")
    _refused(program, "rank", *accept, json.dumps(answers), collar="DEMO-PC")
    _refused(program, "checklist", *accept, json.dumps(dict(list(answers.items())[1:])))
    _refused(program, "checklist_note", *accept, json.dumps(answers | {next(iter(answers)): "no"}))
    program.does(*accept, json.dumps(answers))
    program.does("do", "set-details", reference, *FILLED[category], collar="DEMO-PC")
    return reference


def _tried(program: Program, reference: str) -> None:
    _refused(program, "rank", "do", "allocate", reference, "--owner", "DEMO-PC", collar="DEMO-PC")
    program.does("do", "allocate", reference, "--owner", "DEMO-PC")
    home = program.does("do", "add-address", reference, "--lines", "1 Invented Road", collar="DEMO-PC")["changes"]["address"]
    attempt = ("do", "log-attempt", reference, "--kind", "visit", "--address", str(home), "--result")
    _refused(program, "in_the_future", *attempt, "no_reply", "--at", LATER)
    _refused(program, "missing_word", *attempt, "not_safe", "--at", NOW)
    assert program.does(*attempt, "no_reply", "--at", NOW, collar="DEMO-PC")["changes"]["stage"] == "active"
    assert program.does("do", "record-sighting", reference, "--where", "Bath", collar="DEMO-PC")["changes"]["attempts"] == 2


def _circulated(program: Program, reference: str) -> None:
    _refused(program, "circulation", "do", "verify-circulation", reference, "--result", "Showing")
    _refused(program, "reason", "do", "set-circulation", reference, "--state", "not_required")
    program.does("do", "set-circulation", reference, "--state", "requested", collar="DEMO-PC")
    circulated = ("--state", "circulated", "--reference", "26/WM/1", "--level", "national", "--weed-date", "2027-03-02")
    program.does("do", "set-circulation", reference, *circulated, collar="DEMO-PC")
    program.does("do", "verify-circulation", reference, "--result", "Showing", collar="DEMO-PC")


def _ended(program: Program, reference: str, category: Category) -> None:
    outcome = ("do", "record-outcome", reference, "--at", NOW, "--outcome")
    _refused(program, "stage", "do", "close", reference, "--recheck", "clear", "--victim-informed", "yes")
    _refused(program, "outcome_category", *outcome, OTHERS[category])
    assert program.does(*outcome, ENDS[category])["changes"]["stage"] == "clearing"
    closing = ("do", "close", reference, "--victim-informed", "yes", "--recheck")
    _refused(program, "second-officer", *closing, "clear", "--cancellation-reference", "C1")
    _refused(program, "open-circulation", *closing, "clear", "--cancellation-reference", "C1", collar="DEMO-PS2")
    program.does("do", "set-circulation", reference, "--state", "cancelled")
    _refused(program, "still-showing", *closing, "still_showing", collar="DEMO-PS2")
    _refused(program, "missing_word", *closing, "clear", collar="DEMO-PS2")
    program.does(*closing, "clear", "--cancellation-reference", "C1", collar="DEMO-PS2")


def _disposed(program: Program, reference: str) -> None:
    disposing = ("do", "dispose", "--reason", "retention_over", "--references", reference)
    _refused(program, "not_due", *disposing)
    _refused(program, "rank", *disposing, collar="DEMO-PC", at=DISPOSED)
    proposal = str(program.does(*disposing, at=DISPOSED)["proposal"])
    _refused(program, "second-officer", "do", "approve", "--proposal", proposal, at=DISPOSED)
    program.does("do", "approve", "--proposal", proposal, at=DISPOSED, collar="DEMO-PS2")
    _refused(program, "stage", "do", "reopen", reference, "--reason", "x", at=DISPOSED)
    shown = program.does("show", reference, at=DISPOSED)
    assert (shown["stage"], shown["person"]["surname"], shown["attempts"], shown["addresses"]) == ("disposed", "", [], [])
    assert shown["outcome_facts"]["outcome"] is not None


@pytest.mark.parametrize("category", Category)
def test_an_entry_of_each_category_lives_from_draft_to_disposal(program: Program, category: Category) -> None:
    reference = _taken_in(program, category)
    _tried(program, reference)
    _circulated(program, reference)
    card = program.does("card", reference)
    assert card["confirm"] == "Confirm on PNC/LEDS before arrest."
    assert next(part["lines"] for part in card["parts"] if part["heading"] == "Power")
    _ended(program, reference, category)
    shown = program.does("show", reference)
    assert (shown["stage"], shown["circulation"]) == ("closed", "cancelled")
    assert [step["state"] for step in reversed(shown["circulation_steps"])] == ["requested", "circulated", "cancelled"]
    assert shown["tried"]["addresses"][0]["parts"]["early"] == {"count": 1, "last_at": NOW}
    _disposed(program, reference)
    assert program.does("verify")["state"] == "intact"


def test_arrested_an_hour_ago_and_the_marker_still_alive(program: Program) -> None:
    reference = program.adds("INVENTED")
    program.accepts(reference)
    program.does("do", "set-circulation", reference, "--state", "circulated", "--reference", "26/WM/1")
    program.does("do", "record-outcome", reference, "--outcome", "arrested_by_this_force", "--at", NOW, at=LATER)
    waiting = program.does("queue", "--where", "list:cleardown", at=LATER)["entries"]
    assert [(one["reference"], one["worst_clock"], one["circulation"]) for one in waiting] == [(reference, "clear", "circulated")]
    clock = program.does("why", reference, "--clock", "clear", at=LATER)["clocks"][0]
    assert (clock["started_at"], [level["due_at"] for level in clock["levels"]]) == (
        LATER,
        ["2026-03-02T14:00:00Z", "2026-03-03T10:00:00Z"],
    )
    crossed = program.does("sweep", at="2026-03-03T11:00:00Z")["crossed"]
    assert [one["rank"] for one in crossed if one["clock"] == "clear"] == ["sergeant", "inspector"]
    program.does("do", "set-circulation", reference, "--state", "cancelled", at="2026-03-03T11:00:00Z")
    assert [one["clock"] for one in program.does("why", reference, at="2026-03-03T11:00:00Z")["clocks"] if one["next"]] == []


def test_the_standing_data_is_looked_up_and_a_code_becomes_a_title(program: Program) -> None:
    found = program.does("lookup", "offence", "burglary", "dwelling")["found"]
    assert len(found) == 20
    reference = program.adds("INVENTED", "--owning-force", "Avon and Somerset")
    shown = program.does("show", reference)
    assert shown["owning_force"] == "52"
    words = ("do", "add-entry", "--category", "wanted", "--surname", "OTHER", "--became-outstanding-at", NOW, "--offence", found[0]["code"])
    assert program.does("show", program.does(*words)["reference"])["offence"] == found[0]["name"]
    _refused(program, "unknown_force", *words, "--owning-force", "No such force")
