"""Officers: a role by two people, one number is one officer, a leaver leaves nothing without an owner."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.officers import Acting, collar_key
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.officers import find_officer


def held(force: Force, collar: str) -> Acting:
    with force.store.reading() as connection:
        return find_officer(connection, collar, field="collar").acting("DESKTOP")


def test_a_role_waits_for_a_sergeant_who_is_not_the_one_concerned(force: Force) -> None:
    admin = force.officers.admin
    proposal = force.does("enrol-officer", officer=admin, collar="PS 4471", rank="sergeant", name="Test Sergeant").proposal
    assert proposal is not None
    with pytest.raises(Invalid, match="PS 4471"):
        held(force, "PS 4471")
    with pytest.raises(NotAllowed) as own:
        force.does("approve", officer=replace(admin, rank=Rank.SERGEANT), proposal=proposal)
    assert own.value.code == "second-officer"
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert held(force, "ps 4471").rank is Rank.SERGEANT
    promoted = force.does("enrol-officer", officer=admin, collar="PS 4471", rank="inspector").proposal
    with pytest.raises(NotAllowed) as concerned:
        force.does("approve", officer=held(force, "PS 4471"), proposal=promoted)
    assert concerned.value.code == "second-officer"
    force.does("approve", officer=force.officers.insp, proposal=promoted)
    assert held(force, "PS 4471").rank is Rank.INSPECTOR
    assert force.does("enrol-officer", officer=admin, collar="PS 4471", administrator="yes").proposal is not None


def test_what_is_no_role_needs_nobody_else(force: Force) -> None:
    assert force.does("enrol-officer", officer=force.officers.admin, collar="DEMO-PS", team="Response", rank="sergeant").proposal is None
    assert force.does("enrol-officer", officer=force.officers.admin, collar="CIV 12", name="Test Clerk").proposal is None


def test_until_two_sergeants_are_enrolled_the_administrator_gives_roles_alone(force: Force) -> None:
    with force.store.writer.begin() as connection:
        connection.execute(delete(schema.officer).where(schema.officer.c.rank != Rank.CONSTABLE, schema.officer.c.rank.is_not(None)))
    admin = force.officers.admin
    assert force.does("enrol-officer", officer=admin, collar="PS 1", rank="sergeant").proposal is None
    assert force.does("enrol-officer", officer=admin, collar="PS 2", rank="sergeant").proposal is None
    assert force.does("enrol-officer", officer=admin, collar="PS 3", rank="sergeant").proposal is not None


@pytest.mark.parametrize("written", ["4471", "ps4471", "PS-4471", "PC 4471", "insp 04471"])
def test_one_number_is_one_officer_however_it_is_written(force: Force, written: str) -> None:
    admin = force.officers.admin
    force.does("enrol-officer", officer=admin, collar="PS 4471", name="Test Officer")
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        force.does("enrol-officer", officer=admin, collar=written, name="Another")
    assert refused.value.code == "collar_taken"
    assert force.rows() == before


def test_numbers_are_told_apart_and_names_are_no_numbers() -> None:
    assert collar_key("PS 4471") != collar_key("PS 4472")
    assert len({collar_key(collar) for collar in ("DEMO-PS", "DEMO-PS2", "DEMO-PC", "DEMO-INSP")}) == 4


def test_a_leavers_entries_go_to_another_in_one_deed_and_none_is_left_ownerless(force: Force) -> None:
    owned = [force.wants_and_accepts(name) for name in ("ONE", "TWO")]
    for reference in owned:
        force.does("allocate", reference, owner="DEMO-PS2")
    proposal = force.does("regrade", owned[0], officer=force.officers.ps2, band="standard", rationale="Calmer").proposal
    admin = force.officers.admin
    before = force.rows()
    for words, code in (({}, "owns_entries"), ({"to": "DEMO-PS2"}, "same_officer"), ({"to": "NOBODY"}, "no_such_officer")):
        with pytest.raises((NotAllowed, Invalid)) as refused:
            force.does("retire-officer", officer=admin, collar="DEMO-PS2", **words)
        assert (refused.value.code, force.rows() == before) == (code, True)
    done = force.does("retire-officer", officer=admin, collar="DEMO-PS2", to="DEMO-INSP")
    assert (done.detail["reallocated"], len(done.entries)) == (2, 2)
    assert {force.state(reference).owner_id for reference in owned} == {force.officers.insp.officer}
    with force.store.reading() as connection:
        decided = select(schema.proposal.c.decision).where(schema.proposal.c.id == proposal)
        assert connection.execute(decided).scalar() == "declined"
    with pytest.raises(Invalid) as left:
        force.does("allocate", owned[0], owner="DEMO-PS2")
    assert left.value.code == "officer_left"


def test_a_constable_takes_back_what_he_proposed_and_nothing_else(force: Force) -> None:
    pc = force.officers.pc
    reference = force.wants_and_accepts("INVENTED")
    force.does("allocate", reference, owner="DEMO-PC")
    own = force.does("appoint", reference, officer=pc, place="Keynsham", at="2026-03-03T10:00:00Z", reason="Will come").proposal
    other = force.does("regrade", reference, band="standard", rationale="Calmer").proposal
    with pytest.raises(NotAllowed) as refused:
        force.does("decline", officer=pc, proposal=other, reason="No")
    assert refused.value.code == "rank"
    force.does("decline", officer=pc, proposal=own, reason="He rang: he will not")


def test_an_officer_who_is_not_held_cannot_be_retired(force: Force) -> None:
    with pytest.raises(Invalid) as refused:
        force.does("retire-officer", officer=force.officers.admin, collar="NOBODY")
    assert (refused.value.code, refused.value.field) == ("no_such_officer", "collar")
