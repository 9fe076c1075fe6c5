"""Undo is the reverse deed, offered in words; what cannot be undone says so, and nothing leaves the record."""

from datetime import timedelta
from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.deeds.catalogue import BY_NAME
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band, Category, Stage
from wantedtrack.store import journal


def _lines(force: Force) -> int:
    with force.store.reading() as connection:
        return journal.head(connection).sequence


def test_each_deed_that_has_a_reverse_is_taken_back_by_it_in_one_line(force: Force) -> None:
    officers = force.officers
    draft, accepted, resting = (
        force.wants("DRAFT", born="1990-01-01"),
        force.wants_and_accepts("INVENTED", Band.MEDIUM),
        force.wants_and_accepts("C"),
    )
    cleared = force.wants_and_accepts("OTHER")
    force.does("allocate", accepted, owner="DEMO-PC")
    force.does("record-outcome", cleared, officer=officers.pc, outcome="surrendered", at=force.now)
    bail = force.wants("NGUYỄN", category=Category.BAIL_FAILURE, hours_ago=-5)
    until, later = force.now + timedelta(days=2), force.now + timedelta(hours=30)
    told: list[tuple[str, str, Any, dict[str, Any], str, str, Any, Any]] = [
        ("allocate", accepted, officers.ps, {"owner": "DEMO-PS2"}, "allocate", "owner_id", officers.pc.officer, officers.ps2.officer),
        ("suspend", resting, officers.insp, {"reason": "safety", "until": until}, "resume", "stage", Stage.UNALLOCATED, Stage.SUSPENDED),
        ("locate", resting, officers.pc, {"where": "HMP Invented"}, "not-located", "stage", Stage.UNALLOCATED, Stage.LOCATED),
        ("close", cleared, officers.ps, {"recheck": "clear", "victim_informed": "yes"}, "reopen", "stage", Stage.ACTIVE, Stage.CLOSED),
        ("rebail", bail, officers.pc, {"at": later, "by": "custody"}, "rebail", "became_outstanding_at", force.now + timedelta(hours=5), later),
        ("correct", draft, officers.pc, {"field": "offence", "value": "Robbery", "reason": "Misread"}, "correct", "offence", "Theft", "Robbery"),
        ("discard-draft", draft, officers.ps, {"reason": "eliminated"}, "reopen", "stage", Stage.DRAFT, Stage.CLOSED),
    ]  # fmt: skip
    for deed, reference, officer, words, reverse, column, before, after in told:
        done = force.does(deed, reference, officer=officer, **words)
        assert done.undo is not None, deed
        assert getattr(force.state(reference), column) == after, deed
        lines = _lines(force)
        undone = force.does("undo", reference, officer=officer, reason="A slip")
        assert _lines(force) == lines + 1, deed
        assert (undone.detail["undone"], undone.detail["undone_deed"], undone.detail["by"]) == (done.sequence, deed, reverse)
        assert getattr(force.state(reference), column) == before, deed


def test_undoing_a_raised_band_lowers_it_and_so_waits_for_a_second_officer(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.MEDIUM)
    done = force.does("regrade", reference, band="high", rationale="Weapons")
    assert done.undo == "Puts the band back to medium, once a second officer approves."
    proposal = force.does("undo", reference).proposal
    assert force.state(reference).band is Band.HIGH
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert force.state(reference).band is Band.MEDIUM


def test_a_proposal_is_taken_back_by_its_proposer(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    done = force.does("regrade", reference, band="medium", rationale="Calmer")
    assert done.undo == "Takes the proposal back."
    force.does("undo", reference)
    with pytest.raises(NotAllowed) as decided:
        force.does("approve", officer=force.officers.ps2, proposal=done.proposal)
    assert decided.value.code == "decided"


def test_a_proposed_outcome_is_taken_back_too(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.MEDIUM)
    told: dict[str, Any] = {"outcome": "no_further_action", "at": force.now, "rationale": "Evidence fell away; the victim agrees"}
    assert force.does("record-outcome", reference, officer=force.officers.insp, **told).undo == "Takes the proposal back."
    force.does("undo", reference, officer=force.officers.insp)
    assert force.state(reference).stage is Stage.UNALLOCATED


def test_an_added_entry_is_taken_back_as_recorded_in_error_by_a_sergeant(force: Force) -> None:
    reference = force.wants("INVENTED")
    force.does("undo", reference)
    assert force.state(reference).outcome_rationale == "recorded_in_error"
    other = force.does(
        "add-entry", officer=force.officers.pc, category="wanted", surname="X", became_outstanding_at=force.now, offence="Theft"
    )
    with pytest.raises(NotAllowed) as constable:
        force.does("undo", other.reference, officer=force.officers.pc)
    assert constable.value.code == "rank"


def test_what_somebody_changed_since_is_not_undone(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    done = force.does("regrade", reference, band="medium", rationale="Weapons")
    force.does("regrade", reference, officer=force.officers.insp, band="high", rationale="More weapons")
    tried: tuple[dict[str, Any], ...] = ({}, {"sequence": done.sequence})
    for words in tried:
        before = force.rows()
        with pytest.raises(NotAllowed) as refused:
            force.does("undo", reference, **words)
        assert refused.value.code == "changed_since"
        assert "band" in refused.value.message
        assert force.rows() == before


def test_there_is_nothing_to_undo_where_the_officer_did_nothing(force: Force) -> None:
    reference, other = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    line = force.does("add-note", other, text="Seen").sequence
    tried: tuple[tuple[Any, dict[str, Any]], ...] = ((force.officers.pc, {}), (force.officers.ps, {"sequence": line}))
    for officer, words in tried:
        with pytest.raises(Invalid) as refused:
            force.does("undo", reference, officer=officer, **words)
        assert (refused.value.code, refused.value.field) == ("nothing_to_undo", "sequence")


def test_what_cannot_be_undone_says_so_before_and_after(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    assert force.tries(reference).undo is None
    said = BY_NAME["log-attempt"].cannot_be_undone
    assert said is not None
    with pytest.raises(NotAllowed) as refused:
        force.does("undo", reference)
    assert (refused.value.code, refused.value.message) == ("cannot_be_undone", f"{said} Nothing was changed.")


@pytest.mark.parametrize("card", BY_NAME.values(), ids=lambda card: card.name)
def test_each_deed_about_an_entry_has_a_reverse_or_says_that_it_has_none(card: Any) -> None:
    if card.about_entry and card.name not in ("undo",):
        said = card.cannot_be_undone
        assert said is None or said.endswith(".")
