"""The same reason of the same person is one entry; whoever is only much like somebody held is recorded, and the officer judges."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Band

HELD: dict[str, Any] = {"forenames": "Al", "born": "01/01/1990"}


def test_the_same_name_birth_and_reason_is_refused_with_the_entry_that_holds_it(force: Force) -> None:
    held = force.wants("DUPSON", **HELD)
    with pytest.raises(NotAllowed) as refused:
        force.wants("Dupson", **HELD)
    assert (refused.value.code, held in refused.value.message) == ("duplicate", True)


@pytest.mark.parametrize(("surname", "forenames"), [("DUPSEN", "Al"), ("DUPSON", "Alf")])
def test_somebody_much_like_a_person_held_is_recorded_and_the_likeness_told(force: Force, surname: str, forenames: str) -> None:
    held = force.wants("DUPSON", **HELD)
    typed: dict[str, Any] = {**HELD, "surname": surname, "forenames": forenames}
    added = force.does("add-entry", category="wanted", became_outstanding_at="now", offence="Theft", **typed)
    assert [candidate["entries"] for candidate in added.detail["candidates"]] == [[held]]


def test_another_offence_of_the_same_person_is_told_apart_by_its_reference(force: Force) -> None:
    force.wants("DUPSON", **HELD)
    assert force.wants("DUPSON", **HELD, source_reference="52/2026/1")


def test_the_reference_of_a_cancellation_is_not_asked_for_twice(force: Force) -> None:
    reference = force.wants_and_accepts("CLEARED")
    force.does("set-circulation", reference, state="circulated", reference="R1", level="local")
    force.does("record-outcome", reference, outcome="surrendered", at="now")
    words: dict[str, Any] = {"reference": "C1"}
    force.does("set-circulation", reference, state="cancelled", **words)
    force.does("close", reference, recheck="clear", victim_informed="no", officer=force.officers.ps2)
    assert force.state(reference).cancellation_reference == "C1"


def test_whoever_proposed_an_outcome_recorded_it_and_does_not_close(force: Force) -> None:
    reference = force.wants_and_accepts("GIVENUP", Band.MEDIUM)
    insp, second = force.officers.insp, force.officers.insp2
    words: dict[str, Any] = {"outcome": "no_longer_wanted", "at": "now", "rationale": "Invented", "victim_view": "not applicable"}
    proposal = force.does("record-outcome", reference, officer=insp, **words).proposal
    force.does("approve", proposal=proposal, officer=second)
    closing: dict[str, Any] = {"recheck": "clear", "victim_informed": "no"}
    with pytest.raises(NotAllowed, match="second officer"):
        force.does("close", reference, officer=insp, **closing)
    force.does("close", reference, officer=second, **closing)
