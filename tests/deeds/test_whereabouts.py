"""Where the person is: located, an appointment that returns by itself, a suspension, and the stage that each comes back to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.entry import Stage
from wantedtrack.store import journal, schema


def _appoints(force: Force, reference: str, *, hours: float) -> None:
    at = force.now + timedelta(hours=hours)
    force.does("appoint", reference, place="Keynsham", at=at, reason="Comes with a solicitor")


def _rests(force: Force, reference: str, *, hours: float, reason: str = "in_hospital") -> None:
    force.does("suspend", reference, officer=force.officers.insp, reason=reason, until=force.now + timedelta(hours=hours))


def _places(force: Force, reference: str) -> list[tuple[Any, ...]]:
    table = schema.whereabouts.c
    with force.store.reading() as connection:
        columns = select(table.kind, table.ended_at, table.ended_why).where(table.entry_id == force.state(reference).id)
        return [tuple(row) for row in connection.execute(columns.order_by(table.id))]


@pytest.mark.parametrize("before", ["unallocated", "allocated", "active"])
def test_an_appointment_not_kept_returns_by_itself_one_hour_later(force: Force, before: str) -> None:
    reference = force.wants_and_accepts("INVENTED")
    if before != "unallocated":
        force.does("allocate", reference, owner="DEMO-PC")
    if before == "active":
        force.tries(reference)
    appointed = force.now + timedelta(hours=2)
    _appoints(force, reference, hours=2)
    force.forward(hours=2, minutes=59)
    assert force.sweeps()["ended_appointments"] == []
    assert force.state(reference).stage is Stage.APPOINTMENT
    force.forward(hours=9)
    assert force.sweeps()["ended_appointments"] == [reference]
    assert force.state(reference).stage == Stage(before)
    assert _places(force, reference) == [("appointment", appointed + timedelta(hours=1), "no_show")]
    with force.store.reading() as connection:
        before_idle = journal.head(connection).sequence
    force.sweeps()
    with force.store.reading() as connection:
        assert journal.head(connection).sequence == before_idle


def test_a_deed_on_an_appointment_that_has_lapsed_finds_the_earlier_stage(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    _appoints(force, reference, hours=2)
    force.forward(hours=4)
    assert force.tries(reference).detail["stage"] == "active"


def test_the_earlier_of_two_appointments_is_the_one_the_sweep_waits_for(force: Force) -> None:
    later, sooner = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    _appoints(force, later, hours=48)
    _appoints(force, sooner, hours=2)
    _appoints(force, later, hours=24)
    force.forward(hours=3)
    assert force.sweeps()["ended_appointments"] == [sooner]
    force.forward(hours=22)
    assert force.sweeps()["ended_appointments"] == [later]


def test_an_appointment_kept_ends_with_its_outcome(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    _appoints(force, reference, hours=2)
    force.forward(hours=2)
    force.does("record-outcome", reference, outcome="interviewed_voluntarily", at=force.now)
    force.forward(hours=5)
    assert force.sweeps()["ended_appointments"] == []
    assert force.state(reference).stage is Stage.CLEARING
    assert [why for _, _, why in _places(force, reference)] == ["outcome"]


def test_a_constable_who_owns_it_proposes_an_appointment_and_one_who_does_not_is_refused(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    words: dict[str, Any] = {"place": "Keynsham", "at": force.now + timedelta(hours=5), "reason": "Comes by himself"}
    before = force.rows()
    with pytest.raises(NotAllowed) as stranger:
        force.does("appoint", reference, officer=force.officers.pc, **words)
    assert (stranger.value.code, stranger.value.field, stranger.value.who_could) == ("rank", "officer", "sergeant or above")
    assert force.rows() == before
    force.does("allocate", reference, owner="DEMO-PC")
    proposal = force.does("appoint", reference, officer=force.officers.pc, **words).proposal
    assert proposal is not None
    assert force.state(reference).stage is Stage.ALLOCATED
    force.does("approve", proposal=proposal)
    assert force.state(reference).stage is Stage.APPOINTMENT


def test_what_lies_over_a_place_brings_the_entry_back_to_it(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("locate", reference, where="Southmead Hospital")
    _rests(force, reference, hours=10)
    force.does("resume", reference, reason="Fit to be seen")
    assert force.state(reference).stage is Stage.LOCATED
    _appoints(force, reference, hours=2)
    force.forward(hours=4)
    force.sweeps()
    assert force.state(reference).stage is Stage.LOCATED
    force.does("not-located", reference, reason="Discharged")
    assert force.state(reference).stage is Stage.UNALLOCATED


def test_an_appointment_under_a_suspension_comes_back_while_its_time_is_to_come_and_not_after(force: Force) -> None:
    early, late = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    for reference, hours in ((early, 30), (late, 3)):
        _appoints(force, reference, hours=hours)
        _rests(force, reference, hours=10)
    force.forward(hours=11)
    assert sorted(force.sweeps()["ended_pauses"]) == sorted([early, late])
    assert force.state(early).stage is Stage.APPOINTMENT
    assert force.state(late).stage is Stage.UNALLOCATED
    assert [why for _, _, why in _places(force, late)] == ["no_show"]


def test_locating_a_suspended_person_ends_the_pause(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    _rests(force, reference, hours=100)
    force.forward(hours=5)
    force.does("locate", reference, where="HMP Invented")
    force.does("not-located", reference, reason="Another man")
    assert force.state(reference).stage is Stage.UNALLOCATED
    with force.store.reading() as connection:
        ended = connection.execute(select(schema.pause.c.ended_at, schema.pause.c.ended_why)).one()
    assert tuple(ended) == (force.now, "located")


def test_a_place_taken_on_a_draft_leaves_it_a_draft_and_no_stage_rests_on_it(force: Force) -> None:
    reference = force.wants("INVENTED")
    force.does("locate", reference, where="HMP Invented")
    assert force.state(reference).stage is Stage.DRAFT
    force.accepts(reference)
    _rests(force, reference, hours=5)
    force.does("resume", reference, reason="Mistaken")
    assert force.state(reference).stage is Stage.UNALLOCATED


def test_what_is_done_meanwhile_moves_the_stage_that_the_entry_comes_back_to(force: Force) -> None:
    allocated, tried = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    for reference in (allocated, tried):
        force.does("locate", reference, where="HMP Invented")
    force.does("allocate", allocated, owner="DEMO-PC")
    force.tries(tried)
    for reference, expected in ((allocated, Stage.ALLOCATED), (tried, Stage.ACTIVE)):
        force.does("not-located", reference, reason="Released")
        assert force.state(reference).stage is expected


def test_a_suspension_is_extended_only_by_the_right_rank_and_each_part_has_its_authoriser(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    _rests(force, reference, hours=20)
    force.forward(hours=10)
    until = force.now + timedelta(days=28)
    before = force.rows()
    with pytest.raises(NotAllowed) as sergeant:
        force.does("suspend", reference, reason="safety", until=until)
    with pytest.raises(NotAllowed) as inspector:
        force.does("suspend", reference, officer=force.officers.insp, reason="abroad", until=until)
    with pytest.raises(NotAllowed) as named:
        force.does("suspend", reference, officer=force.officers.insp, reason="covert", until=until, authoriser="DEMO-INSP2")
    with pytest.raises(Invalid) as too_long:
        force.does("suspend", reference, officer=force.officers.insp, reason="safety", until=until + timedelta(minutes=1))
    errors: list[Refusal] = [sergeant.value, inspector.value, named.value, too_long.value]
    assert [(error.code, error.field) for error in errors] == [
        ("rank", "officer"), ("rank", "reason"), ("rank", "authoriser"), ("too_long", "until"),
    ]  # fmt: skip
    assert force.rows() == before
    force.does(
        "suspend", reference, officer=force.officers.insp, reason="abroad", until=force.now + timedelta(days=90), authoriser="DEMO-CI"
    )
    with force.store.reading() as connection:
        pause = schema.pause.c
        rows = connection.execute(select(pause.ended_at, pause.ended_why, pause.authoriser).order_by(pause.id)).all()
    assert [tuple(row) for row in rows] == [
        (force.now, "extended", force.officers.insp.officer), (None, None, force.officers.ci.officer),
    ]  # fmt: skip
    force.forward(days=91)
    assert force.sweeps()["ended_pauses"] == [reference]
    assert force.state(reference).stage is Stage.UNALLOCATED


@pytest.mark.parametrize("reason", ["covert", "extradition"])
def test_a_suspension_that_must_not_be_known_restricts_the_entry(force: Force, reason: str) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("suspend", reference, officer=force.officers.ci, reason=reason, until=force.now + timedelta(days=1))
    assert force.state(reference).restricted
    with pytest.raises(NotAllowed) as refused:
        force.does("add-note", reference, text="Seen in town")
    assert (refused.value.code, refused.value.who_could) == ("restricted", "inspector or above")
    force.does("resume", reference, officer=force.officers.insp, reason="Over")
    assert force.state(reference).restricted
