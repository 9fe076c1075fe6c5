"""What is done on PNC/LEDS: each step a row with who and when, three dates apart, and no entry closed over a living marker."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Category, Circulation, ClockName
from wantedtrack.store import schema, why
from wantedtrack.store import schema_decisions as decisions


def _rows(force: Force, table: Table, reference: str) -> list[Any]:
    with force.store.reading() as connection:
        return list(connection.execute(select(table).where(table.c.entry_id == force.state(reference).id).order_by(table.c.id)))


def _running(force: Force, reference: str) -> set[ClockName]:
    with force.store.reading() as connection:
        clock = schema.clock.c
        found = select(clock.name).where(clock.entry_id == force.state(reference).id, clock.stopped_at.is_(None))
        return set(connection.execute(found).scalars())


def test_each_step_is_kept_with_who_took_it_and_when_it_was_done(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    asked = force.now
    force.does("set-circulation", reference, officer=force.officers.pc, state="requested")
    force.forward(hours=2)
    force.does("set-circulation", reference, state="circulated", reference="26/WM/1", level="national", weed_date="2027-03-02", at="-30m")
    steps = _rows(force, decisions.circulation_step, reference)
    assert [(step.state, step.at, step.by) for step in steps] == [
        (Circulation.REQUESTED, asked, force.officers.pc.officer),
        (Circulation.CIRCULATED, force.now - timedelta(minutes=30), force.officers.ps.officer),
    ]
    state = force.state(reference)
    assert (state.requested_at, state.circulated_at, state.verified_at) == (asked, steps[1].at, steps[1].at)
    assert ClockName.CIRCULATE not in _running(force, reference)


def test_a_renewed_marker_keeps_the_time_it_was_first_circulated(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated", weed_date="2026-03-20")
    first = force.state(reference).circulated_at
    force.forward(days=3)
    force.does("set-circulation", reference, state="circulated", weed_date="2027-03-20")
    state = force.state(reference)
    assert (state.circulated_at, state.verified_at, str(state.weed_date)) == (first, force.now, "2027-03-20")
    assert len(_rows(force, decisions.circulation_step, reference)) == 2


def test_a_step_cannot_lie_before_the_one_before_it(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="requested")
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        force.does("set-circulation", reference, state="circulated", at="-1h")
    assert (refused.value.code, refused.value.field) == ("before_last_step", "at")
    assert force.rows() == before


def test_each_look_at_the_marker_is_kept_and_begins_the_verify_clock_anew(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated")
    force.forward(hours=5)
    force.does("verify-circulation", reference, result="Showing, local only")
    force.forward(hours=5)
    force.does("verify-circulation", reference, officer=force.officers.pc, result="Showing", at="-1h")
    looks = _rows(force, decisions.verification, reference)
    assert [(look.result, look.by) for look in looks] == [
        ("Showing, local only", force.officers.ps.officer),
        ("Showing", force.officers.pc.officer),
    ]
    with force.store.reading() as connection:
        explained = why.explain(connection, force.state(reference).id, reader=force.officers.ps, now=force.now)
    newest = max((one for one in explained if one.clock is ClockName.VERIFY), key=lambda one: one.cycle)
    assert (newest.cycle, newest.started_at) == (3, force.now - timedelta(hours=1))


def test_going_back_to_not_yet_is_a_reopenings_alone_and_stands_among_the_steps(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-circulation", reference, state="circulated")
    with pytest.raises(NotAllowed) as refused:
        force.does("set-circulation", reference, state="not_yet")
    assert refused.value.code == "circulation"
    force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    force.does("set-circulation", reference, state="cancelled")
    force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
    force.forward(days=1)
    force.does("reopen", reference, reason="Escaped")
    steps = [step.state for step in _rows(force, decisions.circulation_step, reference)]
    assert steps == [Circulation.CIRCULATED, Circulation.CANCELLED, Circulation.NOT_YET]


def test_a_marker_alive_after_arrest_awaits_cleardown_with_its_clock_until_it_is_cancelled(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", category=Category.WARRANT)
    force.does("set-circulation", reference, state="circulated", reference="26/WM/1")
    force.forward(hours=1)
    force.does("record-outcome", reference, outcome="warrant_executed", at="-1h")
    for state in (None, "cancel_requested"):
        if state:
            force.does("set-circulation", reference, state=state)
        assert ClockName.CLEAR in _running(force, reference)
        with pytest.raises(NotAllowed) as refused:
            force.does("close", reference, officer=force.officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
        assert (refused.value.code, refused.value.field) == ("open-circulation", "circulation")
    crossed = [(one["clock"], one["rank"]) for one in force.watches(hours=25) if one["reference"] == reference]
    assert [one for one in crossed if one[0] == "clear"] == [("clear", "sergeant"), ("clear", "inspector")]
    force.does("set-circulation", reference, state="cancelled")
    assert ClockName.CLEAR not in _running(force, reference)
