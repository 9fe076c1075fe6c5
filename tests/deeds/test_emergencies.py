"""Break glass: an inspector acts alone where it cannot wait, and the next handover says so on its first sheet."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from tests.deeds.force import Force
from wantedtrack.errors import NotAllowed
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.rules.entry import Band, Stage
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.store import handovers
from wantedtrack.store.schema_decisions import break_glass

WHY = "Life at risk in custody; nobody of the rank answers"
NO_FURTHER_ACTION: dict[str, Any] = {"outcome": "no_further_action", "rationale": "Evidence fell away; the victim agrees"}


def kept(force: Force) -> int:
    with force.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(break_glass)).scalar_one()


def handed_over(force: Force) -> HandoverContent:
    force.does("prepare-handover")
    with force.store.reading() as connection:
        held = handovers.newest(connection)
        assert held is not None
        return handovers.content_of(connection, held.id)


def test_an_inspector_acts_alone_with_a_reason_and_the_next_handover_tells_it_once(force: Force, tmp_path: Path) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    done = force.does("record-outcome", reference, officer=force.officers.insp, at=force.now, break_glass=WHY, **NO_FURTHER_ACTION)
    assert (done.proposal, force.state(reference).stage, kept(force)) == (None, Stage.CLEARING, 1)
    told = [line for line in handed_over(force).told if line.startswith("Emergency")]
    assert len(told) == 1
    assert reference in told[0]
    assert WHY in told[0]
    assert force.officers.insp.collar in told[0]
    with force.store.reading() as connection:
        held = handovers.newest(connection)
        assert held is not None
        write_handover(handovers.content_of(connection, held.id), held.signatures, tmp_path / "handover.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "handover.xlsx")["Cover"]
    assert any(WHY in str(cell.value) for row in cover.iter_rows() for cell in row)
    force.does("sign-handover")
    force.does("accept-handover", officer=force.officers.ps2, understood_all="yes")
    force.forward(hours=10)
    assert not [line for line in handed_over(force).told if line.startswith("Emergency")]


def test_below_inspector_the_glass_stays_whole(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    before = force.rows()
    with pytest.raises(NotAllowed) as refused:
        force.does("regrade", reference, band="standard", rationale="Calmer", break_glass=WHY)
    assert (refused.value.code, refused.value.field, refused.value.who_could) == ("rank", "break-glass", "inspector or above")
    assert force.rows() == before


def test_the_rank_that_the_deed_itself_asks_for_still_counts(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    with pytest.raises(NotAllowed) as refused:
        force.does("record-outcome", reference, officer=force.officers.insp, at=force.now, break_glass=WHY, **NO_FURTHER_ACTION)
    assert (refused.value.code, refused.value.field, kept(force)) == ("rank", "outcome", 0)


def test_a_reason_given_where_nobody_else_is_needed_is_no_emergency(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.MEDIUM)
    force.does("regrade", reference, officer=force.officers.insp, band="high", rationale="Weapons", break_glass=WHY)
    assert (force.state(reference).band, kept(force)) == (Band.HIGH, 0)


def test_each_deed_that_waits_for_a_second_officer_can_be_done_alone(force: Force) -> None:
    insp = force.officers.insp
    lowered, closed = force.wants_and_accepts("LOWERED"), force.wants_and_accepts("CLOSED")
    force.does("regrade", lowered, officer=insp, band="medium", rationale="Calmer", break_glass=WHY)
    force.does("bulk-regrade", officer=insp, references=lowered, band="standard", rationale="Calmer still", break_glass=WHY)
    assert force.state(lowered).band is Band.STANDARD
    force.does("record-outcome", closed, officer=insp, outcome="surrendered", at=force.now)
    force.does("close", closed, officer=insp, recheck="clear", victim_informed="not_applicable", break_glass=WHY)
    assert force.state(closed).stage is Stage.CLOSED
    people = [force.state(force.wants(name)).person_id for name in ("ONE", "OTHER")]
    force.does("merge-people", officer=insp, person=people[0], into=people[1], reason="One and the same", break_glass=WHY)
    many = [force.wants_and_accepts(f"MANY{number}") for number in range(6)]
    for reference in many:
        force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    force.does("bulk-close", officer=insp, references=",".join(many), recheck="clear", victim_informed="not_applicable", break_glass=WHY)
    assert {force.state(reference).stage for reference in many} == {Stage.CLOSED}
    assert kept(force) == 5


def test_of_a_restricted_entry_the_handover_says_only_that_there_was_one(force: Force) -> None:
    reference = force.wants_and_accepts("COVERTLY")
    force.does("suspend", reference, officer=force.officers.ci, reason="covert", until="2026-03-20T09:00:00Z")
    force.does("regrade", reference, officer=force.officers.insp, band="medium", rationale="Calmer", break_glass=WHY)
    told = [line for line in handed_over(force).told if line.startswith("Emergency")]
    assert len(told) == 1
    assert told[0].endswith("on a restricted entry.")
    assert reference not in told[0]
