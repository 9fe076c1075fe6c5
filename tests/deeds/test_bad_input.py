"""What cannot be is refused at its field, and leaves not one row and not one journal line."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import NotAllowed, Refusal
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category

BORN = date(1990, 1, 1)
YES = {question.key: "yes" for question in CATEGORIES[Category.WANTED].checklist}
NEW: dict[str, Any] = {"category": "wanted", "surname": "INVENTED", "became_outstanding_at": "now", "offence": "Theft"}

ADDED: list[tuple[dict[str, Any], str, str]] = [
    ({"became_outstanding_at": "+1h"}, "in_the_future", "became-outstanding-at"),
    ({"became_outstanding_at": "2026-03-02T08:00:00"}, "no_offset", "became-outstanding-at"),
    ({"became_outstanding_at": datetime(2026, 3, 2, 8)}, "no_offset", "became-outstanding-at"),  # noqa: DTZ001 (what is refused)
    ({"became_outstanding_at": "01/01/1980 10:00", "born": "02/01/1980"}, "before_birth", "became-outstanding-at"),
    ({"became_outstanding_at": "32/01/2026"}, "bad_date", "became-outstanding-at"),
    ({"born": "02/03/2027"}, "in_the_future", "born"),
    ({"born": "02/03/2020"}, "under_10", "born"),
    ({"surname": " "}, "missing_word", "surname"),
    ({"surname": "x" * 100_000}, "too_long", "surname"),
    ({"offence": "x" * 100_000}, "too_long", "offence"),
    ({"category": "burglary"}, "not_accepted", "category"),
    ({"prison": "HMP Invented"}, "not_this_category", "prison"),
    ({"pnc_id": "2002/0073319A"}, "pnc_id", "pnc-id"),
    ({"person": "99999"}, "no_such_person", "person"),
    ({"shoe_size": "44"}, "unknown_word", "shoe-size"),
]


@pytest.mark.parametrize(("words", "code", "field"), ADDED, ids=[f"{code}-{number}" for number, (_, code, _) in enumerate(ADDED)])
def test_an_entry_that_cannot_be_is_not_added(force: Force, words: dict[str, Any], code: str, field: str) -> None:
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        force.does("add-entry", **{**NEW, **words})
    assert (refused.value.code, refused.value.field) == (code, field)
    assert force.rows() == before


DONE: list[tuple[str, dict[str, Any], str, str]] = [
    ("log-attempt", {"at": "+1h", "kind": "visit", "where": "Home", "result": "no_reply"}, "in_the_future", "at"),
    ("log-attempt", {"at": "2026-03-02T08:00", "kind": "visit", "where": "Home", "result": "no_reply"}, "no_offset", "at"),
    ("log-attempt", {"at": "now", "kind": "visit", "where": "x" * 100_000, "result": "no_reply"}, "too_long", "where"),
    ("log-attempt", {"at": "now", "kind": "visit", "where": "Home", "result": "no_reply", "next_by": "-1h"}, "end_before_start", "next-by"),
    ("allocate", {"owner": "DEMO-PS2"}, "officer_left", "owner"),
    ("allocate", {"owner": "DEMO-ADMIN"}, "no_rank", "owner"),
    ("allocate", {"owner": "NOBODY"}, "no_such_officer", "owner"),
    ("allocate", {"owner": "DEMO-PC", "first_attempt_by": "-1h"}, "in_the_past", "first-attempt-by"),
    ("record-review", {"findings": "x", "direction": "x", "next_by": "-1h"}, "in_the_past", "next-by"),
    ("appoint", {"place": "Keynsham", "at": "-1h", "reason": "x"}, "in_the_past", "at"),
    ("locate", {"where": "HMP Invented", "collect_by": "-1h"}, "in_the_past", "collect-by"),
    ("suspend", {"reason": "safety", "until": "-1h"}, "in_the_past", "until"),
    ("suspend", {"reason": "safety", "until": "+29d"}, "too_long", "until"),
    ("suspend", {"reason": "in_prison", "until": "+91d"}, "too_long", "until"),
    ("suspend", {"reason": "holiday", "until": "+1d"}, "not_accepted", "reason"),
    ("suspend", {"reason": "safety", "until": "+1d", "authoriser": "DEMO-PS2"}, "officer_left", "authoriser"),
    ("record-outcome", {"outcome": "surrendered", "at": "+1h"}, "in_the_future", "at"),
    ("record-outcome", {"outcome": "surrendered", "at": "01/01/1980 10:00"}, "before_birth", "at"),
    ("record-outcome", {"outcome": "surrendered", "at": "01/03/2026 10:00"}, "before_outstanding", "at"),
    ("add-note", {"text": "x" * 100_000}, "too_long", "text"),
    ("regrade", {"band": "purple", "rationale": "x"}, "not_accepted", "band"),
    (
        "log-attempt",
        {"at": "now", "kind": "visit", "where": "Home", "result": "no_reply", "officers": "A," * 50_000},
        "too_long",
        "officers",
    ),
    ("undo", {"sequence": "9999"}, "nothing_to_undo", "sequence"),
    ("undo", {"sequence": "x"}, "not_accepted", "sequence"),
    ("add-note", {"text": "x", "version": "first"}, "not_accepted", "version"),
]


@pytest.mark.parametrize(("deed", "words", "code", "field"), DONE, ids=[f"{deed}-{code}-{n}" for n, (deed, _, code, _) in enumerate(DONE)])
def test_a_deed_that_cannot_be_is_not_done(force: Force, deed: str, words: dict[str, Any], code: str, field: str) -> None:
    reference = force.wants_and_accepts("INVENTED", born=BORN)
    force.does("retire-officer", officer=force.officers.admin, collar="DEMO-PS2")
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        force.does(deed, reference, officer=force.officers.insp, **words)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert force.rows() == before


CHECKED: list[tuple[Any, str, str]] = [
    ({**YES, "identity": "perhaps"}, "checklist", "checklist.identity"),
    ({**YES, "identity": "no"}, "checklist_note", "checklist.identity"),
    ({**YES, "identity": {"answer": "no", "note": " "}}, "checklist_note", "checklist.identity"),
    ({key: answer for key, answer in YES.items() if key != "warnings"}, "checklist", "checklist.warnings"),
    ({**YES, "identity": {"answer": "no", "note": "x" * 20_001}}, "too_long", "checklist.identity"),
    ({**YES, "shoe_size": "yes"}, "checklist", "checklist.shoe_size"),
    ("yes", "not_accepted", "checklist"),
]


@pytest.mark.parametrize(("checklist", "code", "field"), CHECKED)
def test_a_checklist_takes_three_answers_and_a_no_says_why(force: Force, checklist: Any, code: str, field: str) -> None:
    reference = force.wants("INVENTED")
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        force.does("accept", reference, band="high", rationale="x", checklist=checklist)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert force.rows() == before


def test_of_two_officers_who_save_the_same_entry_the_second_is_told_what_who_and_when(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    seen = force.state(reference).version
    force.does("allocate", reference, owner="DEMO-PC", plan="Early visits", version=seen)
    force.tries(reference, officer=force.officers.pc)
    before = force.rows()
    with pytest.raises(NotAllowed) as refused:
        force.does("allocate", reference, officer=force.officers.insp, owner="DEMO-PS2", version=seen)
    assert (refused.value.code, refused.value.field) == ("clash", "version")
    assert "DEMO-PS changed" in refused.value.message
    assert "owner id" not in refused.value.message
    assert "Early visits" not in refused.value.message
    assert "DEMO-PC changed" in refused.value.message
    assert "Mon 2 Mar 09:00" in refused.value.message
    assert force.rows() == before
    force.does("allocate", reference, officer=force.officers.insp, owner="DEMO-PS2", version=force.state(reference).version)
