"""One deed is one transaction and one journal line; refused, it leaves nothing at all."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import POLICY_TEXT, Force
from tests.exchange.extracts import example, read
from wantedtrack.deeds.catalogue import BY_NAME
from wantedtrack.deeds.duty import keep_roster
from wantedtrack.deeds.importing import import_extract
from wantedtrack.deeds.progress import allocate
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Band, Category, EntryId
from wantedtrack.rules.officers import Acting, whoever_this_is
from wantedtrack.rules.roster import DutyRow, Roster
from wantedtrack.store import inbox, journal
from wantedtrack.store.schema_record import waiting_row

Typed = tuple[str, str | None, Acting, dict[str, Any]]


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


def _of_second_officers_and_shifts(force: Force) -> Iterator[Typed]:
    """The deeds that need another officer, another day or an answer of the deed before; each is done before the next is asked for."""
    people = force.officers
    bail = force.wants("ANSWERED", category=Category.BAIL_FAILURE, hours_ago=-5)
    yield "answer-bail", bail, people.pc, {"at": force.now, "by": "custody"}
    draft = force.wants("ACCEPTED")
    answers = {question.key: "yes" for question in CATEGORIES[Category.WANTED].checklist}
    yield "accept", draft, people.ps, {"band": "high", "rationale": "Invented", "checklist": answers}
    yield "suspend", draft, people.insp, {"reason": "safety", "until": force.now + timedelta(days=1)}
    yield "resume", draft, people.ps, {"reason": "Safe again"}
    lowered = force.does("regrade", draft, band="medium", rationale="Calmer").proposal
    yield "decline", None, people.ps2, {"proposal": lowered, "reason": "Look again"}
    yield "set-restricted", draft, people.insp, {"restricted": "yes", "reason": "Covert"}
    yield "name-reader", draft, people.insp, {"collar": "DEMO-PS"}
    unconfirmed = force.does(
        "add-entry",
        officer=whoever_this_is("NOBODY-1", "TEST-PC-09"),
        category="wanted",
        surname="WHOSE",
        became_outstanding_at=force.now,
        offence="Theft",
    ).reference
    yield "confirm-officer", unconfirmed, people.ps, {"collar": "DEMO-PC"}
    listed = force.wants_and_accepts("LISTED")
    yield "prepare-handover", None, people.pc, {}
    yield "remark-handover", None, people.ps, {"reference": listed, "text": "Seen in town"}
    yield "remark-handover", None, people.ps, {"reference": listed, "text": "Seen at home"}
    yield "sign-handover", None, people.ps, {}
    yield "query-handover", None, people.ps2, {"reference": listed, "text": "Which house?"}
    yield "answer-query", None, people.ps, {"reference": listed, "text": "The second"}
    yield "accept-handover", None, people.ps2, {"understood_all": "yes"}
    yield "answer-query", None, people.ps, {"reference": listed, "text": "The third, in fact"}
    yield "add-addendum", None, people.ps, {"text": "The dog is out"}
    yield "come-on", None, people.ps, {"until": force.now + timedelta(hours=8)}
    yield "go-off", None, people.ps, {}
    force.watches(hours=9)
    for deed, words in (("pass-on", {"why": "Not ours", "to": "inspector"}), ("record-told", {"who": "INSP 12", "how": "rung"})):
        yield deed, None, people.ps, {"notice": _notice(force), **words}
    yield "acknowledge", None, people.ps, {"notice": _notice(force), "next_step": "Visit", "by": force.now + timedelta(hours=2)}
    cleared = [force.wants_and_accepts(name, Band.STANDARD) for name in ("ONE", "TWO")]
    for reference in cleared:
        force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    closing = {"recheck": "clear", "victim_informed": "not_applicable", "cancellation_reference": "C1"}
    yield "close", cleared[0], people.ps2, closing
    yield "bulk-close", None, people.ps2, {"references": cleared[1], **closing}
    yield "reopen", cleared[1], people.ps, {"reason": "The wrong man"}
    yield "keep-entry", cleared[0], people.ps, {"reason": "An appeal", "next_review": (force.now + timedelta(days=90)).date()}
    yield "dispose", None, people.ps, {"reason": "court_order", "references": cleared[0]}
    yield "enrol-officer", None, people.admin, {"collar": "CIV 12", "name": "Test Clerk"}
    yield "retire-officer", None, people.admin, {"collar": "DEMO-PC", "to": "DEMO-PS"}
    yield "adopt-policy", None, people.admin, {"text": POLICY_TEXT.replace("8 h", "7 h", 1)}


def _notice(force: Force) -> int:
    """A notice that waits for a sergeant."""
    with force.store.reading() as connection:
        return next(one.notice for one in inbox.for_officer(connection, officer=force.officers.ps, now=force.now).notices)


def test_each_other_deed_of_the_catalogue_adds_exactly_one_line(force: Force) -> None:
    """With those above and those that read a file, every deed there is."""
    counted = {"import", "decide-row", "keep-roster", "sweep"} | {deed for deed, _, _ in _deeds(force)}
    for deed, reference, officer, words in _of_second_officers_and_shifts(force):
        before = _lines(force)
        done = force.does(deed, reference, officer=officer, **words)
        assert (_lines(force), done.sequence) == (before + 1, before + 1), deed
        counted.add(deed)
    assert counted == set(BY_NAME)
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"


def test_what_is_read_from_a_file_adds_one_line_and_so_does_a_row_decided(force: Force) -> None:
    """An extract, a row of it that waited, a roster, and a sweep that found something."""
    store, officer = force.store, force.officers.ps
    extract = read(example("warrants_report_example.csv"), "warrants")
    duties = Roster("a test", 1, (DutyRow(1, "DEMO-PS", force.now, force.now + timedelta(hours=8)),))
    lines = [_lines(force)]
    import_extract(store=store, officer=officer, now=force.now, extract=extract)
    lines.append(_lines(force))
    with store.reading() as connection:
        row = connection.execute(select(waiting_row.c.id).where(waiting_row.c.decided_at.is_(None))).scalars().first()
    force.does("decide-row", row=row, decision="discard")
    lines.append(_lines(force))
    keep_roster(store=store, officer=officer, now=force.now, roster=duties)
    lines.append(_lines(force))
    force.wants("SWEPT", hours_ago=200)
    force.sweeps()
    lines.append(_lines(force))
    assert [after - before for before, after in pairwise(lines)] == [1, 1, 1, 2]


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
