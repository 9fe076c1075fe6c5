"""Tries to arrest and sightings: what each owes, and what it says of the address where it was made."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import Force
from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Stage
from wantedtrack.store import schema


def _address(force: Force, number: int) -> Any:
    with force.store.reading() as connection:
        return connection.execute(select(schema.address).where(schema.address.c.id == number)).one()


def _attempts(force: Force, reference: str) -> list[Any]:
    with force.store.reading() as connection:
        chosen = select(schema.attempt).where(schema.attempt.c.entry_id == force.state(reference).id).order_by(schema.attempt.c.id)
        return list(connection.execute(chosen))


def test_an_attempt_at_an_address_says_there_when_it_was_last_checked(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    home = force.does("add-address", reference, lines="1 Invented Road", postcode="BS99 1ZZ").detail["address"]
    force.does("log-attempt", reference, at="-10m", kind="visit", result="no_reply", address=home)
    held, made = _address(force, home), _attempts(force, reference)[0]
    assert (held.last_checked_at, held.result) == (force.now - timedelta(minutes=10), "no_reply")
    assert (made.place, made.address_id) == ("1 Invented Road, BS99 1ZZ", home)
    force.does("log-attempt", reference, at="-20m", kind="visit", result="moved_away", address=home)
    assert _address(force, home).result == "no_reply", "an older visit must not overwrite a newer one"


def test_where_nobody_looked_the_address_is_not_checked(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    home = force.does("add-address", reference, lines="1 Invented Road").detail["address"]
    force.does("log-attempt", reference, at="now", kind="visit", result="not_safe", address=home, made_safe_by="A dog unit")
    force.does("log-attempt", reference, at="now", kind="visit", result="not_tried", address=home, remark="No officer free")
    assert _address(force, home).last_checked_at is None
    assert [one.made_safe_by for one in _attempts(force, reference)] == ["A dog unit", None]


def test_another_persons_address_is_refused(force: Force) -> None:
    mine, other = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("SOMEBODY ELSE")
    theirs = force.does("add-address", other, lines="2 Invented Road").detail["address"]
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        force.does("log-attempt", mine, at="now", kind="visit", result="no_reply", address=theirs)
    assert (refused.value.code, refused.value.field) == ("no_such_address", "address")
    assert force.rows() == before


def test_a_sighting_needs_a_place_and_nothing_else(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    done = force.does("record-sighting", reference, officer=force.officers.pc, where="Keynsham High Street")
    made = _attempts(force, reference)[0]
    assert (made.result, made.kind, made.at, made.officers) == ("sighted", "contact", force.now, "DEMO-PC")
    assert (done.detail["stage"], force.state(reference).attempt_count) == (Stage.ACTIVE.value, 1)


def test_a_sighting_leaves_a_draft_a_draft_and_a_promised_step_standing(force: Force) -> None:
    draft, reference = force.wants("DRAFTED"), force.wants_and_accepts("INVENTED")
    force.does("record-sighting", draft, where="Bath", kind="stop")
    assert force.state(draft).stage is Stage.DRAFT
    force.tries(reference, next_step="Try his mother's", next_by="+3h")
    promised = force.state(reference).next_by
    force.does("record-sighting", reference, where="Bath")
    assert (force.state(reference).next_step, force.state(reference).next_by) == ("Try his mother's", promised)


@pytest.mark.parametrize(("deed", "words"), [("log-attempt", {"kind": "visit", "result": "no_reply"}), ("record-sighting", {})])
def test_what_lies_before_the_persons_birth_is_refused(force: Force, deed: str, words: dict[str, Any]) -> None:
    reference = force.wants_and_accepts("INVENTED", born="2005-06-01")
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        force.does(deed, reference, where="Home", at="2005-05-30T10:00:00Z", **words)
    assert (refused.value.code, refused.value.field) == ("before_birth", "at")
    assert force.rows() == before
