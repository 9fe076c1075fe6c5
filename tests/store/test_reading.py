"""One entry as its page shows it, and what was done to it."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from tests.fixtures_store import BEGAN, Officers
from tests.store.filling import put_entry, put_person
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category, EntryId, Flag, Stage
from wantedtrack.store import schema
from wantedtrack.store.as_it_stood import as_it_stood
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.history_reading import Change, history
from wantedtrack.store.reading import show, show_json
from wantedtrack.store.rows import add_row, change_entry
from wantedtrack.store.writing import Work, carry_out

HOUR = timedelta(hours=1)
QUEUE_KEYS = {
    "reference", "category", "band", "stage", "circulation", "surname", "forenames", "born", "pnc_id", "offence", "owner", "team", "station",
    "became_outstanding_at", "age_s", "worst_clock", "due_at", "overdue_s", "level", "last_attempt_at", "attempt_count", "flags", "warnings",
    "verified_at", "version",
}  # fmt: skip


@pytest.fixture
def entry(store: Store) -> EntryId:
    """A bail failure of a seventeen-year-old, with one of everything."""
    with store.writer.begin() as connection:
        person = put_person(connection, "NGUYỄN", "An", born=date(2008, 3, 10))
        number = put_entry(
            connection, person=person, reference="DEMO-1", category=Category.BAIL_FAILURE, owner_id=1, details='{"authority": "PS 41"}'
        )
        put_entry(connection, person=person, reference="DEMO-2")
        put_entry(connection, person=person, reference="DEMO-3", restricted=True)
        connection.execute(insert(schema.alias), {"person_id": person, "surname": "WYNN", "forenames": ""})
        for lines, ended in (("2 Old Road", BEGAN), ("1 Test Street", None)):
            connection.execute(insert(schema.address), {"person_id": person, "kind": "home", "lines": lines, "ended_at": ended})
        connection.execute(insert(schema.warning), {"person_id": person, "code": "VI", "words": "violent"})
        answer = {"entry_id": number, "question": "bail_ran", "answer": "no", "note": "see log", "by": 2, "at": BEGAN}
        connection.execute(insert(schema.checklist_answer), answer)
        attempt = {"entry_id": number, "kind": "visit", "place": "home", "officers": "PC", "result": "no_reply", "by": 1, "sequence": 1}
        for hours in (1, 3):
            connection.execute(insert(schema.attempt), {**attempt, "at": BEGAN + hours * HOUR})
    return number


def test_the_page_holds_everything_that_hangs_on_the_entry(store: Store, officers: Officers, entry: EntryId) -> None:
    with store.reading() as connection:
        detail = show(connection, entry, reader=officers.ps, now=BEGAN)
    assert (detail.person.age, detail.person.is_child, detail.flags) == (17, True, (Flag.CHILD,))
    assert detail.person.other_entries == ("DEMO-2",)
    assert [address.lines for address in detail.addresses] == ["1 Test Street", "2 Old Road"]
    assert [alias.surname for alias in detail.person.aliases] == ["WYNN"]
    assert [attempt.at for attempt in detail.attempts] == [BEGAN + 3 * HOUR, BEGAN + HOUR]
    assert detail.attempts[0].by == "DEMO-PC"
    first, *others = detail.checklist
    assert (first.key, first.answer, first.note, first.by) == ("bail_ran", "no", "see log", "DEMO-PS")
    assert [line.key for line in others] == [question.key for question in CATEGORIES[Category.BAIL_FAILURE].checklist[1:]]
    assert {line.answer for line in others} == {None}
    assert {own.key: own.value for own in detail.own_fields}["authority"] == "PS 41"
    assert {own.value for own in detail.own_fields} == {"PS 41", None}


def test_the_child_flag_goes_on_the_eighteenth_birthday(store: Store, officers: Officers, entry: EntryId) -> None:
    with store.reading() as connection:
        detail = show(connection, entry, reader=officers.ps, now=BEGAN + timedelta(days=8))
    assert (detail.person.age, detail.person.is_child, detail.flags) == (18, False, ())


def test_the_json_is_the_queue_s_with_what_hangs_on_it_and_is_plain(store: Store, officers: Officers, entry: EntryId) -> None:
    with store.reading() as connection:
        told = show_json(show(connection, entry, reader=officers.ps, now=BEGAN), now=BEGAN)
    assert set(told) >= QUEUE_KEYS | {"person", "checklist", "addresses", "attempts", "reviews", "pauses", "clocks"}
    assert told["checklist"][0]["text"].endswith("?")
    assert told["attempts"][0]["at"] == "2026-03-02T10:00:00Z"
    assert json.loads(json.dumps(told)) == told


def test_a_restricted_page_is_refused_and_an_unknown_one_is_not_found(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        hidden = put_entry(connection, restricted=True)
    with store.reading() as connection:
        with pytest.raises(NotAllowed, match="Known: ask the duty inspector"):
            show(connection, hidden, reader=officers.ps, now=BEGAN)
        with pytest.raises(NotAllowed, match="Known: ask the duty inspector"):
            history(connection, hidden, reader=officers.ps)
        with pytest.raises(Invalid) as unknown:
            show(connection, EntryId(999), reader=officers.ps, now=BEGAN)
    assert unknown.value.code == "no_such_entry"


def test_the_history_says_what_changed_and_the_past_can_be_seen(store: Store, officers: Officers, entry: EntryId) -> None:
    def change(stage: Stage, plan: str, hours: int) -> None:
        def act(work: Work) -> Changes:
            state = load_entry(work.connection, entry)
            change_entry(work, state, stage=stage, plan=plan, next_by=BEGAN + hours * HOUR)
            add_row(work, schema.note, {"entry_id": entry, "kind": "fact", "text": plan, "by": 2, "at": work.now}, entry=entry)
            return Changes("regrade")

        carry_out(store, deed="regrade", officer=officers.ps, now=BEGAN + hours * HOUR, deed_id=None, act=act)

    change(Stage.LOCATED, "first", 1)
    change(Stage.SUSPENDED, "second", 2)
    with store.reading() as connection:
        first, second = history(connection, entry, reader=officers.ps)
        before, between, after = (as_it_stood(connection, entry, BEGAN + hours * HOUR, reader=officers.ps) for hours in (0, 1.5, 2))
        with pytest.raises(Invalid, match="was added at 2026-03-02T07:00:00Z"):
            as_it_stood(connection, entry, BEGAN - HOUR, reader=officers.ps)
    assert (first.sequence, first.officer, first.deed, second.at) == (1, "DEMO-PS", "regrade", BEGAN + 2 * HOUR)
    assert Change("entry", entry, "stage", "located", "suspended") in second.changes
    assert [change.after for change in first.changes if (change.what, change.field) == ("note", "text")] == ["first"]
    stood = [(one.entry["stage"], one.entry["plan"], one.entry["next_by"], one.entry["version"]) for one in (before, between, after)]
    assert stood == [
        ("active", None, None, 1),
        ("located", "first", "2026-03-02T08:00:00Z", 2),
        ("suspended", "second", "2026-03-02T09:00:00Z", 3),
    ]
    assert [[note["text"] for note in one.rows["notes"]] for one in (before, between, after)] == [[], ["first"], ["first", "second"]]
    assert between.rows["notes"][0]["by"] == "DEMO-PS"
    assert (first.desktop, first.why, first.from_row) == (officers.ps.desktop, None, None)
