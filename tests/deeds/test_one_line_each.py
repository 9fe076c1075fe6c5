"""One deed is one transaction and one journal line; refused, it leaves nothing at all."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.deeds.progress import allocate
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.entry import Band, Category, EntryId
from wantedtrack.store import journal


def _lines(force: Force) -> int:
    with force.store.reading() as connection:
        return journal.head(connection).sequence


def _deeds(force: Force) -> list[tuple[str, str | None, dict[str, Any]]]:
    """Every deed that can be typed, each on an entry that is ready for it."""
    draft, accepted, other = force.wants("INVENTED"), force.wants_and_accepts("BEN ALI"), force.wants_and_accepts("O'BRIEN", Band.STANDARD)
    prompted = force.wants("PROMPTED")
    force.does("add-warning", prompted, words="Knife", code="WE")
    bail = force.wants("NGUYỄN", category=Category.BAIL_FAILURE, hours_ago=-5)
    later = force.now.replace(hour=20)
    return [
        (
            "add-entry",
            None,
            {"category": "recall", "surname": "X", "became_outstanding_at": force.now, "offence": "Recall", "prison": "HMP Invented"},
        ),
        ("allocate", accepted, {"owner": "DEMO-PC", "first_attempt_by": later}),
        ("log-attempt", accepted, {"at": force.now, "kind": "visit", "where": "Home", "result": "no_reply", "next_by": later}),
        ("set-details", accepted, {"grounds": "Seen on film"}),
        ("record-sighting", accepted, {"where": "Invented Street"}),
        ("record-review", accepted, {"findings": "Nothing", "direction": "Try again"}),
        ("set-circulation", accepted, {"state": "circulated", "reference": "R1", "level": "local", "weed_date": "31/12/27"}),
        ("verify-circulation", accepted, {"result": "Showing"}),
        ("regrade", other, {"band": "high", "rationale": "Weapons"}),
        ("correct", other, {"field": "station", "value": "Bridewell", "reason": "Misread"}),
        ("undo", other, {}),
        ("bulk-allocate", None, {"references": other, "owner": "DEMO-PC"}),
        ("bulk-regrade", None, {"references": other, "band": "medium", "rationale": "Calmer"}),
        ("bulk-log-attempt", None, {"references": [other, draft], "at": force.now, "kind": "visit", "where": "Home", "result": "no_reply"}),
        ("bulk-add-note", None, {"references": [other, accepted], "text": "Seen together"}),
        ("bulk-set-circulation", None, {"references": [other], "state": "circulated", "reference": "R2"}),
        ("bulk-verify", None, {"references": [other, accepted]}),
        ("add-note", accepted, {"text": "Seen in town", "kind": "intelligence"}),
        ("add-warning", accepted, {"words": "Violent", "code": "vi"}),
        ("add-address", accepted, {"lines": "1 Invented Road", "postcode": "BS99 1ZZ"}),
        ("add-alias", accepted, {"surname": "OTHERWISE"}),
        ("confirm-warning", accepted, {"warning": 2}),
        ("end-warning", accepted, {"warning": 2, "reason": "Old"}),
        ("check-address", accepted, {"address": 1, "result": "Empty"}),
        ("describe-person", accepted, {"sex": "M", "age_from": 30, "age_to": 35}),
        ("end-address", accepted, {"address": 1, "reason": "Moved"}),
        ("end-alias", accepted, {"alias": 1, "reason": "Not his"}),
        ("set-flag", accepted, {"flag": "mappa"}),
        ("put-prompt-aside", prompted, {"prompt": "weapons:WE Knife", "reason": "Old"}),
        ("clear-flag", accepted, {"flag": "mappa"}),
        ("merge-people", None, {"person": 1, "into": 2, "reason": "One man"}),
        ("approve", None, {}),
        ("unmerge-people", None, {"person": 1, "reason": "Two men"}),
        ("locate", accepted, {"where": "HMP Invented"}),
        ("not-located", accepted, {"reason": "Released"}),
        ("appoint", accepted, {"place": "Keynsham", "at": later, "reason": "Comes by himself"}),
        ("rebail", bail, {"at": later, "by": "custody"}),
        ("discard-draft", draft, {"reason": "eliminated"}),
        ("save-search", None, {"name": "Red and mine", "search": "band:red owner:me", "shared": "yes"}),
        ("change-search", None, {"saved": "red and mine", "name": "Mine"}),
        ("remove-search", None, {"saved": "Mine"}),
        ("record-outcome", accepted, {"outcome": "surrendered", "at": force.now}),
    ]


def test_each_deed_adds_exactly_one_line(force: Force) -> None:
    waiting: int | None = None
    for deed, reference, words in _deeds(force):
        before = _lines(force)
        second = deed == "approve"
        given: dict[str, Any] = {"proposal": waiting} if second else words
        done = force.does(deed, reference, officer=force.officers.ps2 if second else None, **given)
        waiting = done.proposal
        assert (_lines(force), done.sequence) == (before + 1, before + 1), deed
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"


def test_a_deed_sent_twice_with_its_id_is_done_once(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    first = force.does("add-note", reference, deed_id="the-same", text="Seen")
    before = force.rows()
    assert force.does("add-note", reference, deed_id="the-same", text="Seen") == first
    assert force.rows() == before


REFUSED = [
    ("log-attempt", {"at": "+1h", "kind": "visit", "where": "Home", "result": "no_reply"}, "in_the_future"),
    ("log-attempt", {"at": "now", "kind": "visit", "where": "Home", "result": "not_tried"}, "missing_word"),
    ("log-attempt", {"at": "now", "kind": "visit", "where": "Home", "result": "not_safe", "remark": "A dog"}, "missing_word"),
    ("log-attempt", {"at": "now", "kind": "visit", "result": "no_reply"}, "missing_word"),
    ("log-attempt", {"at": "now", "kind": "visit", "address": 999, "result": "no_reply"}, "no_such_address"),
    ("set-details", {}, "missing_word"),
    ("set-details", {"court": "Bath"}, "not_this_category"),
    ("record-sighting", {"where": "Street", "at": "+1h"}, "in_the_future"),
    ("set-circulation", {"state": "circulated", "at": "+1h"}, "in_the_future"),
    ("set-circulation", {"state": "circulated", "weed_date": "2026-03-01"}, "end_before_start"),
    ("verify-circulation", {"result": "Showing"}, "circulation"),
    ("log-attempt", {"at": "now", "kind": "dream", "where": "Home", "result": "no_reply"}, "not_accepted"),
    ("log-attempt", {"at": "30/02/2026 10:00", "kind": "visit", "where": "Home", "result": "no_reply"}, "bad_date"),
    ("allocate", {"owner": "NOBODY"}, "no_such_officer"),
    ("allocate", {"owner": "DEMO-PC", "first_attempt_by": "-1h"}, "in_the_past"),
    ("accept", {"band": "high", "rationale": "x", "checklist": {}}, "stage"),
    ("set-circulation", {"state": "cancelled"}, "circulation"),
    ("set-circulation", {"state": "not_required"}, "reason"),
    ("regrade", {"band": "high", "rationale": "x"}, "same_band"),
    ("close", {"recheck": "clear", "victim_informed": "yes"}, "stage"),
    ("suspend", {"reason": "abroad", "until": "+10d"}, "rank"),
    ("record-outcome", {"outcome": "no_further_action", "at": "now"}, "rank"),
    ("record-outcome", {"outcome": "warrant_withdrawn", "at": "now"}, "outcome_category"),
    ("record-outcome", {"outcome": "duplicate", "at": "now"}, "missing_word"),
    ("add-note", {"text": "x" * 100_000}, "too_long"),
    ("resume", {"reason": "x"}, "stage"),
]


@pytest.mark.parametrize(("deed", "words", "code"), REFUSED, ids=[f"{deed}-{code}" for deed, _, code in REFUSED])
def test_a_refused_deed_leaves_no_row_and_no_line(force: Force, deed: str, words: dict[str, Any], code: str) -> None:
    reference = force.wants_and_accepts("INVENTED")
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        force.does(deed, reference, **words)
    assert refused.value.code == code
    assert refused.value.message.endswith((".", ")"))
    assert force.rows() == before


def test_a_missing_word_is_asked_for_only_of_who_may(force: Force) -> None:
    reference = force.wants("INVENTED")
    with pytest.raises(NotAllowed, match="sergeant") as refused:
        force.does("accept", reference, officer=force.officers.pc)
    assert refused.value.code == "rank"
    with pytest.raises(Invalid) as missing:
        force.does("accept", reference)
    assert (missing.value.code, missing.value.field) == ("missing_word", "band")


def test_two_officers_saving_the_same_entry_the_second_is_told(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    seen = force.state(reference)
    force.does("add-address", reference, lines="1 Invented Road")
    force.does("allocate", reference, owner="DEMO-PC")
    with pytest.raises(NotAllowed) as refused:
        allocate(
            store=force.store, officer=force.officers.ps, now=force.now, entry=EntryId(seen.id), owner="DEMO-PS2", version=seen.version
        )
    assert refused.value.code == "clash"
