"""What needs a second officer waits for one; the proposer is never that one."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Band, Stage
from wantedtrack.store import inbox


def test_lowering_a_band_waits_and_raising_does_not(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.MEDIUM)
    assert force.does("regrade", reference, band="high", rationale="Weapons").proposal is None
    proposal = force.does("regrade", reference, band="standard", rationale="Calmer").proposal
    assert proposal is not None
    assert force.state(reference).band is Band.HIGH
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", proposal=proposal)
    assert refused.value.code == "second-officer"
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert force.state(reference).band is Band.STANDARD
    with pytest.raises(NotAllowed) as again:
        force.does("approve", officer=force.officers.insp, proposal=proposal)
    assert again.value.code == "decided"


def test_a_proposal_for_what_changed_meanwhile_is_refused(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    proposal = force.does("regrade", reference, band="medium", rationale="Calmer").proposal
    force.tries(reference)
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert refused.value.code == "clash"
    force.does("decline", officer=force.officers.ps2, proposal=proposal, reason="Look again")


def test_a_proposal_ends_with_the_shift_of_the_officer_who_made_it(force: Force) -> None:
    """Made at 09:00 in the early shift, which ends at 17:00; a second officer of the late shift finds nothing to approve."""
    reference = force.wants_and_accepts("INVENTED")
    proposal = force.does("regrade", reference, band="medium", rationale="Calmer").proposal
    assert proposal in _waiting(force)
    force.forward(hours=8)
    assert proposal not in _waiting(force)
    for deed, words in (("approve", {}), ("decline", {"reason": "Too late"})):
        with pytest.raises(NotAllowed) as refused:
            force.does(deed, officer=force.officers.ps2, proposal=proposal, **words)
        assert refused.value.code == "expired"
    assert force.state(reference).band is Band.HIGH


def test_the_same_is_not_proposed_twice_while_it_waits(force: Force) -> None:
    """Whoever asks, in whatever words; another band is another question, and what cannot be approved any more waits for nobody."""
    reference = force.wants_and_accepts("INVENTED")
    first = force.does("regrade", reference, band="medium", rationale="Calmer").proposal
    before = force.rows()
    for officer in (force.officers.ps, force.officers.ps2):
        with pytest.raises(NotAllowed) as again:
            force.does("regrade", reference, officer=officer, band="medium", rationale="Calmer, in other words")
        assert (again.value.code, f"proposal {first}" in again.value.message) == ("already_proposed", True)
        assert again.value.who_could
    assert force.rows() == before
    assert force.does("regrade", reference, band="standard", rationale="Calmer").proposal != first
    force.does("decline", officer=force.officers.ps2, proposal=first, reason="Look again")
    second = force.does("regrade", reference, band="medium", rationale="Calmer").proposal
    force.tries(reference)
    third = force.does("regrade", reference, band="medium", rationale="Calmer").proposal
    assert len({first, second, third}) == 3
    force.forward(hours=8)
    assert force.does("regrade", reference, band="medium", rationale="Calmer").proposal not in (None, third)


def test_the_same_for_several_is_not_proposed_twice_while_it_waits(force: Force) -> None:
    several = [force.wants_and_accepts(name) for name in ("INVENTED", "OTHER")]
    force.does("bulk-regrade", references=several, band="standard", rationale="Calmer")
    with pytest.raises(NotAllowed) as again:
        force.does("bulk-regrade", references=several, band="standard", rationale="Calmer still")
    assert again.value.code == "already_proposed"


def _waiting(force: Force) -> set[int]:
    with force.store.reading() as connection:
        return {one.proposal for one in inbox.for_officer(connection, officer=force.officers.ps2, now=force.now).proposals}


def test_no_further_action_needs_two_of_the_rank(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    words: dict[str, Any] = {"outcome": "no_further_action", "at": force.now, "rationale": "Evidence fell away; the victim agrees"}
    proposal = force.does("record-outcome", reference, officer=force.officers.insp, **words).proposal
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.ps, proposal=proposal)
    assert refused.value.code == "rank"
    force.does("approve", officer=force.officers.insp2, proposal=proposal)
    assert force.state(reference).stage is Stage.CLEARING


def test_an_entry_that_is_circulated_cannot_be_closed_and_never_by_the_recorder(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated", reference="R1")
    force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    closing: dict[str, Any] = {"recheck": "clear", "victim_informed": "not_applicable", "cancellation_reference": "C1"}
    with pytest.raises(NotAllowed) as own:
        force.does("close", reference, **closing)
    with pytest.raises(NotAllowed) as alive:
        force.does("close", reference, officer=force.officers.ps2, **closing)
    assert (own.value.code, alive.value.code) == ("second-officer", "open-circulation")
    force.does("set-circulation", reference, state="cancelled")
    with pytest.raises(NotAllowed) as showing:
        force.does("close", reference, officer=force.officers.ps2, **{**closing, "recheck": "still_showing"})
    assert showing.value.code == "still-showing"
    force.does("close", reference, officer=force.officers.ps2, **closing)
    assert force.state(reference).stage is Stage.CLOSED
    assert force.state(reference).retention_review_on is not None
