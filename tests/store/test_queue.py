"""The queue: which entries, in which order, for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from tests.fixtures_store import BEGAN, Officers
from tests.store.filling import put_clock, put_entry, put_escalation, put_ladder, put_notice, put_person
from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, Flag, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.search_words import LISTS, read_query
from wantedtrack.store import near_names, queue, schema
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.verified import Verified, verified_of_late

HOUR = timedelta(hours=1)
NOW = BEGAN + 48 * HOUR


def found(store: Store, words: str, reader: Acting, **more: Any) -> list[str]:
    """The references that these words find, in order."""
    with store.reading() as connection:
        ids = queue.ordered_ids(connection, read_query(words, now=NOW), reader=reader, now=NOW, **more)
        rows = queue.rows(connection, ids, reader=reader)
    assert [row.entry for row in rows] == list(ids)
    return [row.reference for row in rows]


def lay(store: Store, *entries: dict[str, Any]) -> None:
    with store.writer.begin() as connection:
        for values in entries:
            put_entry(connection, **values)


def test_the_earliest_due_stands_first_and_what_has_no_due_time_last(store: Store, officers: Officers) -> None:
    lay(
        store,
        {"reference": "NEVER", "due_at": None},
        {"reference": "LATER", "due_at": NOW + HOUR},
        {"reference": "FIRST", "due_at": NOW - HOUR},
        {"reference": "AS-FIRST", "due_at": NOW - HOUR},
    )
    assert found(store, "", officers.ps) == ["FIRST", "AS-FIRST", "LATER", "NEVER"]
    assert found(store, "", officers.ps, descending=True) == ["LATER", "FIRST", "AS-FIRST", "NEVER"]
    assert found(store, "", officers.ps, limit=2, offset=1) == ["AS-FIRST", "LATER"]
    assert found(store, "", officers.ps, offset=3) == ["NEVER"]


@pytest.mark.parametrize(
    ("sort", "in_order"),
    [
        ("band", "BCA"), ("person", "CAB"), ("age", "BCA"), ("owner", "BCA"), ("station", "ACB"), ("category", "CBA"), ("stage", "CAB"),
        ("circulation", "BAC"), ("last-attempt", "CAB"), ("attempts", "BAC"), ("reference", "ABC"), ("due", "ABC"),
    ],
)  # fmt: skip
def test_each_sort_key_orders_by_its_column_with_the_unknown_last(store: Store, officers: Officers, sort: str, in_order: str) -> None:
    with store.writer.begin() as connection:
        people = [put_person(connection, "X", sort_key=key) for key in ("b", "c", "a")]
    lay(
        store,
        {
            "reference": "A", "person": people[0], "due_at": NOW, "station": "Avon", "category": Category.RECALL, "stage": Stage.ACTIVE,
            "circulation": Circulation.NOT_YET, "last_attempt_at": BEGAN + HOUR, "attempt_count": 1, "became_outstanding_at": BEGAN,
        },
        {
            "reference": "B", "person": people[1], "due_at": NOW + HOUR, "band": Band.HIGH, "owner_id": 1, "category": Category.BAIL_FAILURE,
            "stage": Stage.CLEARING, "circulation": Circulation.NOT_REQUIRED, "became_outstanding_at": BEGAN + 2 * HOUR,
        },
        {
            "reference": "C", "person": people[2], "due_at": NOW + 2 * HOUR, "band": Band.STANDARD, "owner_id": 2, "station": "Bath",
            "category": Category.WANTED, "stage": Stage.DRAFT, "circulation": Circulation.CIRCULATED, "last_attempt_at": BEGAN,
            "attempt_count": 2, "became_outstanding_at": BEGAN + HOUR,
        },
    )  # fmt: skip
    assert "".join(found(store, "", officers.ps, sort=sort)) == in_order


def test_an_unknown_sort_key_is_refused_with_those_that_are(store: Store, officers: Officers) -> None:
    with pytest.raises(Invalid, match="due, band, person") as refused:
        found(store, "", officers.ps, sort="shoe-size")
    assert refused.value.code == "sort"


def test_a_restricted_entry_is_left_out_everywhere_for_those_who_may_not_read_it(store: Store, officers: Officers) -> None:
    lay(store, {"reference": "OPEN"}, {"reference": "KEPT", "restricted": True, "owner_id": officers.pc.officer})
    for reader, seen in (
        (officers.ps, {"OPEN"}),
        (officers.admin, {"OPEN"}),
        (officers.pc, {"OPEN", "KEPT"}),
        (officers.ci, {"OPEN", "KEPT"}),
    ):
        assert set(found(store, "", reader)) == seen
        with store.reading() as connection:
            everything = queue.ordered_ids(connection, read_query("", now=NOW), reader=officers.supt, now=NOW)
            assert {row.reference for row in queue.rows(connection, everything, reader=reader)} == seen
            assert queue.list_counts(connection, reader=reader, now=NOW, shift_ends_at=None)["everything"] == len(seen)
            assert queue.count(connection, read_query("", now=NOW), reader=reader, now=NOW) == len(seen)


WORDS = {
    "band:red": {"HIGH"},
    "band:high band:medium": {"HIGH", "MEDIUM"},
    "-band:red": {"MEDIUM", "DRAFT", "BARE", "BAIL"},
    "category:bail_failure": {"DRAFT", "BAIL"},
    "stage:open": {"HIGH", "MEDIUM", "BARE"},
    "stage:draft": {"DRAFT", "BAIL"},
    "stage:closed": {"CLOSED"},
    "circulation:circulated": {"HIGH"},
    "owner:me": {"HIGH"},
    "owner:demo-pc": {"MEDIUM"},
    "owner:nobody": set[str](),
    "owner:none": {"DRAFT", "BARE", "BAIL"},
    'station:"keynsham"': {"HIGH"},
    "team:none": {"HIGH", "DRAFT", "BARE", "BAIL"},
    "due:overdue": {"HIGH"},
    "due:<24h": {"HIGH", "MEDIUM"},
    "due:>1h": {"MEDIUM", "DRAFT"},
    "due:today": {"HIGH", "MEDIUM"},
    "age:>1d": {"HIGH", "MEDIUM", "DRAFT", "BARE"},
    "age:<1d": {"BAIL"},
    "attempted": {"HIGH"},
    "-attempted band:amber": {"MEDIUM"},
    "flag:mappa": {"MEDIUM"},
    "flag:child": {"BARE"},
    "-flag:child": {"HIGH", "MEDIUM", "DRAFT", "BAIL"},
    "list:drafts": {"DRAFT"},
    "list:bail-due": {"BAIL"},
    "list:never-attempted owner:none": {"BARE"},
    "nguyen": {"HIGH"},
    "an NGUYỄN": {"HIGH"},
    "nguy": {"HIGH"},
    "wynn": {"HIGH"},
    "nguyen smith": set[str](),
    "smyth": {"BARE"},
    "03/11/2010": {"BARE"},
    "11/03/2010": set[str](),
    '"BS1 4DJ"': {"HIGH"},
    "bs14dj": {"HIGH"},
    "DEMO-7": {"CLOSED"},
    "ref:demo-000007": {"CLOSED"},
    "pnc:2002/9900001X": {"HIGH"},
}


@pytest.fixture
def force(store: Store) -> Store:
    """Entries of which each word of the search tells some from the others."""
    with store.writer.begin() as connection:
        an = put_person(connection, "NGUYỄN", "An Wynn", pnc_id="2002/9900001X")
        connection.execute(insert(schema.address), {"person_id": an, "kind": "home", "lines": "1 Test Street", "postcode": "BS1 4DJ"})
        child = put_person(connection, "SMITH", "Test", born=date(2010, 11, 3))
        tested = put_person(connection, "ÖZTÜRK", "Rae", born=date(1980, 1, 1))
        for number in (an, child, tested):
            keep_keys(connection, number)
        due = {"HIGH": NOW - HOUR, "MEDIUM": NOW + 2 * HOUR, "DRAFT": NOW + 72 * HOUR}
        put_entry(
            connection, reference="HIGH", person=an, band=Band.HIGH, circulation=Circulation.CIRCULATED, owner_id=2, station="Keynsham",
            due_at=due["HIGH"], attempt_count=1,
        )  # fmt: skip
        put_entry(
            connection, reference="MEDIUM", person=tested, band=Band.MEDIUM, owner_id=1, team="B", due_at=due["MEDIUM"], flags='["mappa"]'
        )
        bail: dict[str, Any] = {"category": Category.BAIL_FAILURE, "stage": Stage.DRAFT, "person": tested}
        put_entry(connection, reference="DRAFT", due_at=due["DRAFT"], **bail)
        put_entry(connection, reference="BAIL", became_outstanding_at=NOW + HOUR, **bail)
        put_entry(connection, reference="BARE", person=child)
        put_entry(connection, reference="CLOSED", person=child, stage=Stage.CLOSED)
        connection.execute(schema.entry.update().where(schema.entry.c.reference == "CLOSED").values(reference="DEMO-000007"))
    return store


@pytest.mark.parametrize("words", WORDS)
def test_each_word_finds_what_it_says_and_nothing_else(force: Store, officers: Officers, words: str) -> None:
    references = {"CLOSED" if reference == "DEMO-000007" else reference for reference in found(force, words, officers.ps)}
    assert references == WORDS[words]


def test_an_alias_finds_its_person(force: Store, officers: Officers) -> None:
    with force.writer.begin() as connection:
        number = connection.execute(schema.person.select().where(schema.person.c.surname == "SMITH")).one().id
        connection.execute(insert(schema.alias), {"person_id": number, "surname": "O'Brien", "forenames": ""})
        keep_keys(connection, number)
    assert found(force, "o'brien", officers.ps) == ["BARE"]
    assert found(force, "OBrien smith", officers.ps) == ["BARE"]


def test_every_list_counts_what_it_shows(force: Store, officers: Officers) -> None:
    lay(
        force,
        {"reference": "CLEARING", "stage": Stage.CLEARING},
        {"reference": "LOCATED", "stage": Stage.LOCATED, "circulation": Circulation.NOT_YET},
        {"reference": "APPOINTED", "stage": Stage.APPOINTMENT, "attempt_count": 1},
        {"reference": "SUSPENDED", "stage": Stage.SUSPENDED, "circulation": Circulation.REQUESTED},
    )
    with force.writer.begin() as connection:
        entry = put_entry(connection, reference="TOLD")
        ladder = put_ladder(connection, ClockName.ARREST, (Rank.SERGEANT, HOUR))
        clock = put_clock(connection, ladder, entry=entry, name=ClockName.ARREST, first=HOUR)
        put_notice(
            connection,
            put_escalation(connection, clock, entry=entry, level=1, rank=Rank.SERGEANT, due_at=NOW),
            "rank:sergeant",
            told_at=NOW,
        )
    ends = NOW + 3 * HOUR
    shown = {name: found(force, f"list:{name}", officers.ps, shift_ends_at=ends) for name in LISTS}
    with force.reading() as connection:
        counted = queue.list_counts(connection, reader=officers.ps, now=NOW, shift_ends_at=ends)
    assert counted == {name: len(references) for name, references in shown.items()}
    assert shown["this-shift"] == ["HIGH", "MEDIUM"]
    assert set(shown["not-circulated"]) == {"LOCATED", "SUSPENDED"}
    assert shown["notices"] == ["TOLD"]
    assert set(shown["located"]) == {"LOCATED", "APPOINTED"}
    assert shown["cleardown"] == ["CLEARING"]
    assert shown["drafts"] == ["DRAFT"]
    assert shown["bail-due"] == ["BAIL"]
    assert len(shown["everything"]) == 10


def test_a_row_holds_the_level_of_the_running_worst_clock_and_the_living_warnings(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        person = put_person(connection, "NGUYỄN", "An", born=date(2008, 3, 5), pnc_id="2002/9900001X")
        for code, ended in (("VI", None), ("DR", NOW), ("WE", None)):
            connection.execute(insert(schema.warning), {"person_id": person, "code": code, "words": "test", "ended_at": ended})
        entry = put_entry(
            connection, person=person, reference="DEMO-1", band=Band.HIGH, owner_id=1, worst_clock=ClockName.REVIEW, due_at=NOW - HOUR,
            became_outstanding_at=BEGAN, flags='["mappa"]', version=4,
        )  # fmt: skip
        ladder = put_ladder(connection, ClockName.REVIEW, (Rank.SERGEANT, HOUR))
        put_clock(connection, ladder, entry=entry, name=ClockName.REVIEW, first=HOUR, level=9, stopped_at=BEGAN)
        put_clock(connection, ladder, entry=entry, name=ClockName.REVIEW, first=HOUR, cycle=2, level=3)
        put_clock(connection, ladder, entry=entry, name=ClockName.ARREST, first=HOUR, level=2)
    with store.reading() as connection:
        (row,) = queue.rows(connection, [entry], reader=officers.ps)
    assert (row.flags, row.stage) == ((Flag.MAPPA,), Stage.ACTIVE)
    assert queue.as_json(row, now=NOW) == {
        "reference": "DEMO-1", "category": "wanted", "band": "high", "stage": "active", "circulation": "not_required", "surname": "NGUYỄN",
        "forenames": "An", "born": "2008-03-05", "pnc_id": "2002/9900001X", "offence": "Theft", "owner": "DEMO-PC", "team": None,
        "station": None, "became_outstanding_at": "2026-03-02T07:00:00Z", "age_s": 48 * 3600, "worst_clock": "review",
        "due_at": "2026-03-04T06:00:00Z", "overdue_s": 3600, "level": 3, "last_attempt_at": None, "attempt_count": 0,
        "flags": ["child", "mappa"], "warnings": ["VI", "WE"], "verified_at": None, "version": 4,
    }  # fmt: skip
    assert queue.as_json(row, now=NOW + 24 * HOUR)["flags"] == ["mappa"], "at eighteen the flag goes by itself"


def test_rows_of_more_entries_than_one_statement_holds_come_in_order(embedded_store: Store, officers: Officers) -> None:
    with embedded_store.writer.begin() as connection:
        person = put_person(connection)
        ids = [put_entry(connection, person=person) for _ in range(1100)]
    with embedded_store.reading() as connection:
        assert [row.entry for row in queue.rows(connection, ids[::-1], reader=officers.ps)] == ids[::-1]


def test_a_name_that_nobody_has_finds_those_a_slip_of_the_hand_away(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        for reference, surname in (("KOW", "KOWALSKI"), ("SZ", "Szczepański"), ("HALL", "HALL"), ("NG", "NGUYỄN")):
            number = put_person(connection, surname, "Ewa")
            keep_keys(connection, number)
            put_entry(connection, reference=reference, person=number)
    for typed, reference in (
        ("kowlaski", "KOW"),
        ("kovalski", "KOW"),
        ("kowlas", "KOW"),
        ("ewa okwalski", "KOW"),
        ("szczepnaskj", "SZ"),
        ("ngyuen", "NG"),
    ):
        assert (typed, found(store, typed, officers.ps)) == (typed, [reference])
    # Three letters may be anybody's, two slips of a short name another name.
    assert found(store, "bal", officers.ps) == []
    assert found(store, "nhuyin", officers.ps) == []
    with store.reading() as connection:
        read = near_names.forgiven(connection, read_query("kowlaski ewa", now=NOW))
    assert near_names.taken_for(read) == (("kowlaski", ("kowalski",)),)


def test_half_a_postcode_and_a_reference_without_its_letters_find(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        for reference, code in (("WT-000123", "BS31 1AA"), ("WT-000124", "BS3 1AB"), ("DEMO-000125", "BS31 2ZZ")):
            number = put_person(connection, "SMITH", "Jo")
            connection.execute(insert(schema.address), {"person_id": number, "kind": "home", "lines": "1 Test Street", "postcode": code})
            keep_keys(connection, number)
            put_entry(connection, reference=reference, person=number)
    assert sorted(found(store, "bs31", officers.ps)) == ["DEMO-000125", "WT-000123"]
    assert found(store, "BS3", officers.ps) == ["WT-000124"]
    assert found(store, "bs31 1", officers.ps) == ["WT-000123"]
    assert found(store, "123", officers.ps) == ["WT-000123"]
    assert found(store, "000125", officers.ps) == ["DEMO-000125"]


def test_of_the_living_markers_those_looked_at_within_a_week_are_counted(store: Store, officers: Officers) -> None:
    with store.reading() as connection:
        assert verified_of_late(connection, reader=officers.ps, now=NOW).percent is None
    lay(
        store,
        {"circulation": Circulation.CIRCULATED, "verified_at": NOW - timedelta(days=6)},
        {"circulation": Circulation.CANCEL_REQUESTED, "verified_at": NOW - timedelta(days=8)},
        {"circulation": Circulation.CIRCULATED, "restricted": True},
        {"circulation": Circulation.NOT_YET},
        {"circulation": Circulation.CIRCULATED, "stage": Stage.CLOSED, "verified_at": NOW},
    )
    with store.reading() as connection:
        assert verified_of_late(connection, reader=officers.ps, now=NOW) == Verified(2, 1)
        assert verified_of_late(connection, reader=officers.insp, now=NOW).percent == 33
