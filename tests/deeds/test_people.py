"""What is known of a person: said, corrected by saying it anew, read back whole, and never held in the way of anything."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Category
from wantedtrack.rules.officers import Acting
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.person_reading import WholePerson, read_person
from wantedtrack.store.reading import show


def _person(force: Force, reference: str) -> int:
    with force.store.reading() as connection:
        return show(connection, find_reference(connection, reference), reader=force.officers.ps, now=force.now).person.id


def _whole(force: Force, person: int, reader: Acting | None = None) -> WholePerson:
    with force.store.reading() as connection:
        return read_person(connection, person, reader=reader or force.officers.ps, now=force.now)


def test_an_age_range_makes_a_possible_child(force: Force) -> None:
    reference = force.wants("INVENTED")
    force.does("describe-person", reference, officer=force.officers.pc, age_from=16, age_to=20, sex="F", language="Invented", cro="1/99H")
    person = _whole(force, _person(force, reference)).person
    assert (person.age_from, person.age_to, person.age_estimated, person.is_child) == (16, 20, True, True)
    force.does("describe-person", reference, age_from=25)
    person = _whole(force, person.id).person
    assert (person.age_from, person.age_to, person.is_child, person.language) == (25, 25, False, "Invented")


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"age_from": 9}, "under_10", "age-from"),
        ({"age_from": 30, "age_to": 20}, "end_before_start", "age-to"),
        ({"age_to": 200}, "not_accepted", "age-to"),
        ({}, "no_difference", "person"),
        ({"sex": "Z"}, "not_accepted", "sex"),
    ],
)
def test_what_nobody_can_be_is_refused(embedded_force: Force, words: Mapping[str, Any], code: str, field: str) -> None:
    reference = embedded_force.wants("INVENTED")
    with pytest.raises(Invalid) as refused:
        embedded_force.does("describe-person", reference, **words)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_range_says_nothing_beside_a_date_of_birth(embedded_force: Force) -> None:
    reference = embedded_force.wants("INVENTED", born="1987-11-03")
    with pytest.raises(Invalid) as refused:
        embedded_force.does("describe-person", reference, age_from=30)
    assert refused.value.code == "born_is_known"


def test_an_address_is_looked_at(force: Force) -> None:
    reference = force.wants("INVENTED")
    address = force.does("add-address", reference, lines="1 Invented Road").detail["address"]
    force.forward(hours=2)
    force.does("check-address", reference, address=address, result="Empty for weeks")
    held = _whole(force, _person(force, reference)).addresses[0]
    assert (held.result, held.last_checked_at) == ("Empty for weeks", force.now)
    with pytest.raises(Invalid) as refused:
        force.does("check-address", reference, address=address + 999, result="x")
    assert refused.value.code == "not_this_person"


def test_a_person_is_read_whole_with_the_merge_that_made_him(force: Force) -> None:
    one, other = force.wants("BROWNE", forenames="Test"), force.wants("BRAUN", forenames="Test", category=Category.RECALL)
    kept, gone = _person(force, one), _person(force, other)
    proposal = force.does("merge-people", person=gone, into=kept, reason="One man").proposal
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    whole = _whole(force, kept)
    assert [entry.reference for entry in whole.entries] == [one, other]
    assert [(merge.absorbed, merge.survivor, merge.reason, merge.undone_at) for merge in whole.merges] == [(gone, kept, "One man", None)]
    assert _whole(force, gone).merged_into == kept


def test_a_person_known_only_by_a_restricted_entry_is_not_told_of(force: Force) -> None:
    reference = force.wants_and_accepts("HIDDEN")
    person = _person(force, reference)
    force.does("set-restricted", reference, officer=force.officers.insp, restricted="yes", reason="Covert")
    assert _whole(force, person, force.officers.insp).person.surname == "HIDDEN"
    with pytest.raises(Invalid) as refused:
        _whole(force, person, force.officers.pc)
    assert refused.value.code == "no_such_person"
