"""What a form does not offer is what the deed refuses, whatever else is said; and what it offers is refused by none of those rules."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Band, Category, Flag, Outcome
from wantedtrack.rules.offered import AsItStands, cleardown_steps, refused_choices, unfit_outcomes, unfit_words
from wantedtrack.rules.officers import Acting

TOLD = {
    "record-outcome": {"at": "now", "place": "Bath", "rationale": "Told", "victim-view": "None", "court-reference": "C1", "of": None},
    "set-circulation": {"reference": "R1", "reason": "Told"},
    "regrade": {"rationale": "Told"},
    "set-flag": {},
    "clear-flag": {},
    "close": {"victim-informed": "yes", "cancellation-reference": "C1"},
}


def stands(force: Force, reference: str, officer: Acting) -> AsItStands:
    state = force.state(reference)
    held = frozenset(key for key, value in state.own_fields.items() if value)
    flags = frozenset(state.flag_set)
    return AsItStands(state.category, state.stage, state.band, state.circulation, flags, bool(state.restricted), held, officer.rank)


def refused_value(force: Force, officer: Acting, deed: str, reference: str, word: str, value: str) -> Refusal:
    given: dict[str, Any] = {name: one for name, one in {**TOLD[deed], word: value}.items() if one is not None}
    with pytest.raises(Refusal) as refused:
        force.does(deed, reference, officer=officer, **given)
    return refused.value


@pytest.mark.parametrize("category", [*Category])
def test_an_outcome_that_is_not_offered_is_refused_at_its_field(embedded_force: Force, category: Category) -> None:
    force = embedded_force
    reference = force.wants_and_accepts("ENDING", category=category)
    for officer in (force.officers.pc, force.officers.insp):
        not_offered = refused_choices("record-outcome", stands(force, reference, officer))["outcome"]
        for value in not_offered:
            refused = refused_value(force, officer, "record-outcome", reference, "outcome", value)
            assert (refused.code, refused.field) == ("rank", "outcome"), value
    for outcome in unfit_outcomes(category):
        refused = refused_value(force, force.officers.supt, "record-outcome", reference, "outcome", outcome.value)
        assert (refused.code, refused.field) == ("outcome_category", "outcome"), outcome
    offered = {*Outcome} - {*unfit_outcomes(category)}
    assert Outcome.ARRESTED_BY_THIS_FORCE in offered
    assert not refused_choices("record-outcome", stands(force, reference, force.officers.supt))["outcome"]


def test_a_step_a_band_a_flag_or_a_recheck_that_is_not_offered_is_refused(embedded_force: Force) -> None:
    force, officer = embedded_force, embedded_force.officers.ps
    reference = force.wants_and_accepts("STEPPING", Band.MEDIUM)
    force.does("set-flag", reference, flag="mappa")
    for step in (None, "circulated", "cancel_requested", "cancelled"):
        if step:
            force.does("set-circulation", reference, state=step, reference="R1", reason="Told")
        entry = stands(force, reference, officer)
        for deed in ("set-circulation", "regrade", "set-flag", "clear-flag"):
            for word, values in refused_choices(deed, entry).items():
                for value in values:
                    refused_value(force, officer, deed, reference, word, value)
    assert set(refused_choices("clear-flag", stands(force, reference, officer))["flag"]) == {*Flag} - {Flag.MAPPA}
    force.does("record-outcome", reference, outcome="surrendered", at="now")
    assert refused_value(force, force.officers.ps2, "close", reference, "recheck", "still_showing").code == "still-showing"


def test_own_fields_that_are_not_asked_are_refused_and_the_others_taken(embedded_force: Force) -> None:
    force = embedded_force
    reference = force.wants("OWNED", category=Category.RECALL, prison="HMP Invented")
    unfit = unfit_words("set-details", stands(force, reference, force.officers.ps))
    assert "prison" in unfit
    assert "court" in unfit
    assert "revocation-reference" not in unfit
    given: list[dict[str, Any]] = [{"prison": "HMP Other"}, {"court": "Bath"}]
    for words in given:
        with pytest.raises(Refusal) as refused:
            force.does("set-details", reference, **words)
        assert [refused.value.field] == [*words]
    force.does("set-details", reference, revocation_reference="R1")


def test_cleardown_says_first_what_is_alive_on_the_national_computer(embedded_force: Force) -> None:
    force, officer = embedded_force, embedded_force.officers.ps
    reference = force.wants_and_accepts("CLEARING")
    assert cleardown_steps(stands(force, reference, officer), None)[0].startswith("Nothing to cancel")
    force.does("set-circulation", reference, state="circulated", reference="R7", level="local")
    steps = cleardown_steps(stands(force, reference, officer), "R7")
    assert steps[0] == "Cancel on PNC/LEDS: it is circulated under R7. Record the cancellation and its reference."
    assert "second officer" in steps[-1]
