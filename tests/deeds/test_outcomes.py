"""How an entry comes to its end: each outcome by whom, for which category, with what it owes, and when it may have happened."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.entry import Band, Category, Circulation, Outcome, Stage
from wantedtrack.rules.outcomes import fitting

TWO_OFFICERS = ("no_further_action", "no_longer_wanted")
OWED: dict[str, dict[str, Any]] = {
    "no_further_action": {"rationale": "The evidence fell away; the victim agrees"},
    "no_longer_wanted": {"rationale": "The charge was withdrawn", "victim_view": "Agrees"},
    "located_in_prison": {"rationale": "Carried by another force, which produces him by Friday"},
    "in_hospital": {"carried_by": "Wiltshire Police arrest on discharge", "carried_by_when": "+48h"},
    "warrant_withdrawn": {"place": "Bristol Magistrates' Court", "court_reference": "52BM/9999"},
    "duplicate": {"rationale": "Stands twice in the list"},
}


def _ends(force: Force, reference: str, outcome: str, **words: Any) -> None:
    told: dict[str, Any] = {"outcome": outcome, "at": force.now, **OWED.get(outcome, {}), **words}
    done = force.does("record-outcome", reference, officer=force.officers.supt, **told)
    if outcome in TWO_OFFICERS:
        force.does("approve", officer=force.officers.insp, proposal=done.proposal)


@pytest.mark.parametrize("category", Category)
def test_each_outcome_that_fits_a_category_brings_it_to_clearing_and_no_other_does(embedded_force: Force, category: Category) -> None:
    force = embedded_force
    for outcome in Outcome:
        reference = force.wants_and_accepts(f"INVENTED {outcome.value}", Band.STANDARD, category=category)
        if outcome in fitting(category):
            _ends(force, reference, outcome.value)
            assert force.state(reference).outcome is outcome
            assert force.state(reference).stage is Stage.CLEARING
            continue
        before = force.rows()
        with pytest.raises(Invalid) as refused:
            _ends(force, reference, outcome.value)
        assert (refused.value.code, refused.value.field) == ("outcome_category", "outcome")
        assert all(fits.value in refused.value.message for fits in fitting(category))
        assert force.rows() == before


def test_every_outcome_fits_some_category_and_an_arrest_fits_all() -> None:
    assert {outcome for category in Category for outcome in fitting(category)} == set(Outcome)
    assert all(Outcome.ARRESTED_BY_THIS_FORCE in fitting(category) for category in Category)


OWING: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("wanted", "no_further_action", {}, "missing_word", "rationale"),
    ("wanted", "no_longer_wanted", {"victim_view": "Agrees"}, "missing_word", "rationale"),
    ("wanted", "located_in_prison", {}, "missing_word", "rationale"),
    ("wanted", "in_hospital", {"carried_by": "Wiltshire Police"}, "missing_word", "carried-by-when"),
    ("wanted", "in_hospital", {"carried_by_when": "+2h"}, "missing_word", "carried-by"),
    ("warrant", "warrant_withdrawn", {}, "missing_word", "court-reference"),
    ("warrant", "warrant_withdrawn", {"court_reference": "52BM/1"}, "missing_word", "place"),
    ("wanted", "duplicate", {}, "missing_word", "of"),
    ("wanted", "duplicate", {"of": "DEMO-999999"}, "no_such_entry", "of"),
    ("wanted", "duplicate", {"of": "itself"}, "same_entry", "of"),
    ("wanted", "arrested_by_this_force", {"at": "+1h"}, "in_the_future", "at"),
    ("wanted", "arrested_by_this_force", {"at": "-2h"}, "before_outstanding", "at"),
    ("wanted", "deceased", {"at": "01/01/1980 10:00"}, "before_birth", "at"),
]


@pytest.mark.parametrize(("category", "outcome", "words", "code", "field"), OWING)
def test_an_outcome_that_owes_something_is_refused_at_that_field(
    force: Force, category: str, outcome: str, words: dict[str, Any], code: str, field: str
) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD, category=Category(category), born=date(1990, 1, 1))
    before = force.rows()
    told: dict[str, Any] = {name: reference if value == "itself" else value for name, value in {"at": force.now, **words}.items()}
    with pytest.raises(Refusal) as refused:
        force.does("record-outcome", reference, officer=force.officers.supt, outcome=outcome, **told)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert force.rows() == before


def test_what_is_told_of_an_outcome_is_kept_in_words(force: Force) -> None:
    first, second = force.wants_and_accepts("INVENTED", Band.STANDARD), force.wants_and_accepts("OTHER")
    force.does("record-outcome", second, outcome="duplicate", at=force.now, of=first.lower())
    assert force.state(second).outcome_rationale == f"Duplicate of {first}"
    _ends(force, first, "no_longer_wanted")
    assert force.state(first).outcome_rationale == "The charge was withdrawn\nThe victim's view: Agrees"


def test_a_restricted_entry_is_named_as_the_other_one_only_by_who_may_read_it(force: Force) -> None:
    hidden, second = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    force.does("set-restricted", hidden, officer=force.officers.insp, restricted="yes", reason="Covert work")
    with pytest.raises(NotAllowed) as refused:
        force.does("record-outcome", second, officer=force.officers.ps2, outcome="duplicate", at=force.now, of=hidden)
    assert refused.value.code == "restricted"
    force.does("record-outcome", second, officer=force.officers.insp, outcome="duplicate", at=force.now, of=hidden)
    assert force.state(second).stage is Stage.CLEARING


def test_what_was_so_before_the_person_was_wanted_may_be_found_out_now(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("record-outcome", reference, outcome="deceased", at=force.now - timedelta(days=30))
    assert force.state(reference).stage is Stage.CLEARING


def test_an_outcome_on_a_bail_date_still_to_come_needs_no_failure_to_appear(force: Force) -> None:
    reference = force.wants("INVENTED", category=Category.BAIL_FAILURE, hours_ago=-30)
    force.does("record-outcome", reference, outcome="arrested_by_this_force", at=force.now)
    assert force.state(reference).stage is Stage.CLEARING


def test_the_ranks_of_an_outcome_are_told_at_the_outcome(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    for officer, outcome, who in (
        (force.officers.pc, "warrant_withdrawn", "sergeant or above"),
        (force.officers.ps, "located_in_prison", "inspector or above"),
        (force.officers.ci, "no_further_action", "superintendent"),
    ):
        before = force.rows()
        with pytest.raises(Refusal) as refused:
            force.does("record-outcome", reference, officer=officer, outcome=outcome, at=force.now, rationale="As agreed")
        assert (refused.value.code, refused.value.field, getattr(refused.value, "who_could", None)) == ("rank", "outcome", who)
        assert force.rows() == before


def test_from_outcome_to_cancellation_an_entry_stands_in_clearing_with_its_clock(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated", reference="R1")
    force.does("record-outcome", reference, outcome="arrested_by_this_force", at=force.now)
    assert [level["clock"] for level in force.watches(hours=5)] == ["clear"]
    for state in (Circulation.CANCEL_REQUESTED, Circulation.CANCELLED):
        with pytest.raises(Refusal) as alive:
            force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
        assert alive.value.code == "open-circulation"
        force.does("set-circulation", reference, state=state.value)
    force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
    assert force.state(reference).stage is Stage.CLOSED


def test_reopening_leaves_the_end_to_the_history(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated", reference="R1", weed_date="31/12/27")
    force.does("record-outcome", reference, outcome="surrendered", at=force.now, place="Keynsham", custody_reference="52/1")
    force.does("set-circulation", reference, state="cancelled")
    force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
    force.does("reopen", reference, reason="The wrong man")
    state = force.state(reference)
    assert (state.stage, state.circulation) == (Stage.ACTIVE, Circulation.NOT_YET)
    assert [state.outcome, state.outcome_place, state.custody_reference, state.circulation_reference, state.recheck, state.weed_date] == [
        None
    ] * 6


def test_an_owner_who_has_left_is_not_its_owner_again_when_an_entry_is_reopened(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("allocate", reference, owner="DEMO-PC")
    force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes")
    force.does("retire-officer", officer=force.officers.admin, collar="DEMO-PC")
    force.does("reopen", reference, reason="The wrong man")
    assert force.state(reference).owner_id is None
