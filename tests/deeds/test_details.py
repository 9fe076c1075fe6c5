"""What only a category has, and the standing data: asked for as the next step, tidied where it is known, never in the way of an entry."""

from typing import Any

import pytest
from sqlalchemy import select, text

from tests.deeds.force import Force
from tests.fixtures_store import Grown, Officers, put_standing
from wantedtrack.errors import Invalid
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record


@pytest.fixture
def supplied(grown: Grown, officers: Officers) -> Force:
    """A force whose store holds the standing data that ships."""
    return Force(grown(put_standing), officers)


OWN: dict[Category, dict[str, Any]] = {
    Category.WANTED: {"grounds": "Seen on film", "necessity": "To question", "voluntary_attendance_considered": "yes"},
    Category.BAIL_FAILURE: {
        "authority": "PS 41", "station_appointed": "Keynsham", "time_appointed": "2026-03-02T08:00:00Z", "notice_served": "no",
        "bail_in_force": "yes", "conditions": "Not to enter Invented Road",
    },
    Category.FORENSIC: {
        "identification_type": "DNA", "laboratory_reference": "LAB/1", "report_date": "27/02/2026", "received_date": "2026-03-01T10:00:00Z",
        "sufficient": "needs corroboration", "legitimate_access_considered": "yes",
    },
    Category.WARRANT: {
        "court": "Bristol", "issue_date": "2026-02-20T10:00:00Z", "police_receipt_date": "2026-02-23T10:00:00Z", "bail": "no",
        "result_code": "4576", "warrant_category": "b",
    },
    Category.RECALL: {"recall_type": "Emergency", "notified_at": "2026-03-02T07:00:00Z", "prison": "HMP Invented", "revocation_reference": "R/1"},
}  # fmt: skip


@pytest.mark.parametrize("category", Category)
def test_every_category_takes_its_own_fields_when_it_is_added_or_later(force: Force, category: Category) -> None:
    at_once = force.wants("AT ONCE", category=category, **OWN[category])
    later = force.wants_and_accepts("LATER", category=category)
    missing = force.does("set-details", later, officer=force.officers.pc, **OWN[category]).detail["missing"]
    assert missing == []
    held = force.state(at_once).own_fields
    assert set(held) == set(OWN[category])
    assert held == force.state(later).own_fields


@pytest.mark.parametrize("category", Category)
def test_an_entry_of_any_category_needs_four_words_and_nothing_else(force: Force, category: Category) -> None:
    """The tables of standing data are empty here, and no other desktop was ever heard of."""
    words: dict[str, Any] = {"category": category.value, "surname": "INVENTED", "became-outstanding-at": force.now, "offence": "Theft"}
    done = force.does("add-entry", officer=force.officers.pc, **words)
    assert done.detail["candidates"] == []
    assert force.state(done.reference or "").offence_code is None


def test_an_entry_is_recorded_though_likely_matches_cannot_be_sought(embedded_force: Force, caplog: pytest.LogCaptureFixture) -> None:
    force = embedded_force
    force.wants("INVENTED", born="1990-01-01")
    with force.store.writer.begin() as connection:
        connection.execute(text("UPDATE person SET born = 'damaged'"))
    done = force.does("add-entry", category="wanted", surname="INVENTED", became_outstanding_at=force.now, offence="Robbery")
    assert (done.detail["matching"], done.detail["candidates"]) == ("not_available", [])
    assert done.reference is not None
    assert "could not be sought" in caplog.text
    assert "INVENTED" not in caplog.text


def test_a_code_of_the_standing_data_becomes_its_title_and_other_words_stay(supplied: Force) -> None:
    with supplied.store.reading() as connection:
        code, title = connection.execute(select(record.offence_code.c.code, record.offence_code.c.title).limit(1)).one()
    by_code = supplied.does("add-entry", category="wanted", surname="A", became_outstanding_at=supplied.now, offence=code.lower())
    state = supplied.state(by_code.reference or "")
    assert (state.offence, state.offence_code) == (title, code)
    supplied.does("correct", by_code.reference, field="offence", value="Something of our own", reason="Mistyped")
    state = supplied.state(by_code.reference or "")
    assert (state.offence, state.offence_code) == ("Something of our own", None)


def test_places_are_tidied_where_they_are_known_and_kept_where_they_are_not(supplied: Force) -> None:
    unit = record.organisation_unit.c
    with supplied.store.reading() as connection:
        station = connection.execute(select(unit.name, unit.listed_name).where(unit.kind == "police", unit.force == "52")).first()
    assert station is not None
    known = supplied.wants("KNOWN", station=station.listed_name.lower(), owning_force="avon and somerset constabulary")
    free = supplied.wants("FREE", category=Category.WARRANT, station="The Invented Arms car park", court="Nowhere County Court")
    assert (supplied.state(known).station, supplied.state(known).owning_force) == (station.name, "52")
    assert (supplied.state(free).station, supplied.state(free).own_fields["court"]) == (
        "The Invented Arms car park",
        "Nowhere County Court",
    )


def test_a_force_that_does_not_exist_is_refused_with_what_would_be_accepted(supplied: Force) -> None:
    before = supplied.rows()
    with pytest.raises(Invalid, match="52") as refused:
        supplied.wants("INVENTED", owning_force="Avon Summerset Police")
    assert (refused.value.code, refused.value.field) == ("unknown_force", "owning-force")
    assert supplied.rows() == before


def test_a_field_that_is_held_is_put_right_by_a_correction_alone(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-details", reference, grounds="Seen on film")
    with pytest.raises(Invalid) as refused:
        force.does("set-details", reference, grounds="Another", necessity="To question")
    assert (refused.value.code, refused.value.field) == ("already_held", "grounds")
    assert force.state(reference).own_fields == {"grounds": "Seen on film"}


WRONG = [
    (Category.FORENSIC, {"identification_type": "tea leaves"}, "not_accepted", "identification-type"),
    (Category.FORENSIC, {"sufficient": "perhaps"}, "not_accepted", "sufficient"),
    (Category.FORENSIC, {"report_date": "2026-03-05"}, "in_the_future", "report-date"),
    (Category.FORENSIC, {"report_date": "2026-03-01", "received_date": "2026-02-20T10:00:00Z"}, "end_before_start", "received-date"),
    (Category.WARRANT, {"warrant_category": "D"}, "not_accepted", "warrant-category"),
    (Category.WARRANT, {"issue_date": "+1d"}, "in_the_future", "issue-date"),
    (Category.RECALL, {"recall_type": "soon"}, "not_accepted", "recall-type"),
    (Category.BAIL_FAILURE, {"bail_in_force": "maybe"}, "not_accepted", "bail-in-force"),
    (Category.WANTED, {"prison": "HMP Invented"}, "not_this_category", "prison"),
]


@pytest.mark.parametrize(("category", "words", "code", "field"), WRONG, ids=[f"{one[3]}-{one[2]}" for one in WRONG])
def test_what_a_field_does_not_accept_is_refused(force: Force, category: Category, words: dict[str, Any], code: str, field: str) -> None:
    reference = force.wants("INVENTED", category=category)
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        force.does("set-details", reference, **words)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert force.rows() == before


def test_each_category_asks_for_something_and_for_nothing_twice() -> None:
    for rules in CATEGORIES.values():
        keys = [own.key for own in rules.fields]
        assert len(keys) == len(set(keys))
        assert any(own.is_asked for own in rules.fields)
        assert all((own.choices is not None) == (own.holds == "choice") for own in rules.fields)


def test_the_person_of_a_failed_search_is_not_kept_half(embedded_force: Force) -> None:
    force = embedded_force
    force.wants("INVENTED", born="1990-01-01")
    with force.store.writer.begin() as connection:
        connection.execute(text("UPDATE person SET born = 'damaged'"))
    force.does("add-entry", category="wanted", surname="INVENTED", became_outstanding_at=force.now, offence="Robbery")
    with force.store.reading() as connection:
        assert len(connection.execute(select(schema.person.c.id)).all()) == 2
