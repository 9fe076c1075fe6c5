"""Extracts into the store: the same people, separate reasons, nothing twice, nothing of an officer's overwritten."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.deeds.force import Force
from tests.exchange.extracts import EXPECTED, FILES, example, read
from wantedtrack.deeds.importing import decide_row, import_extract
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import RowDecision, Stage
from wantedtrack.rules.extract_rows import Extract, Fate
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record

BAIL = "bail_returns_example.csv"


def _import(force: Force, extract: Extract) -> dict[str, int]:
    return dict(import_extract(store=force.store, officer=force.officers.ps, now=force.now, extract=extract).detail)


def _example(name: str) -> Extract:
    return read(example(name), EXPECTED[name]["source"])


def test_every_row_of_every_example_becomes_what_it_says_and_a_second_import_nothing(force: Force) -> None:
    for name in FILES:
        expected, detail = EXPECTED[name], _import(force, _example(name))
        waiting = len(expected["needs_decision_rows"]) + len(expected["withdrawn_rows"])
        assert (detail["refused"], detail["needs_decision"]) == (expected["refused"], waiting)
        assert detail["new"] == expected["rows"] - expected["refused"] - waiting
    before = force.rows()
    for name in FILES:
        again = _import(force, _example(name))
        assert (again["new"], again["matched"], again["needs_decision"], again["unchanged"]) == (0, 0, 0, again["rows"] - again["refused"])
    assert force.rows() == before


def test_five_people_stand_in_all_five_files_with_an_entry_each(force: Force) -> None:
    for name in FILES:
        _import(force, _example(name))
    with force.store.reading() as connection:
        entry = schema.entry.c
        counted = select(entry.person_id, func.count(entry.category.distinct())).group_by(entry.person_id).having(func.count() == 5)
        assert [row[1] for row in connection.execute(counted)] == [5, 5, 5, 5, 5]


def test_an_import_is_a_silent_baseline(force: Force) -> None:
    _import(force, _example("pnc_wanted_example.csv"))
    with force.store.reading() as connection:
        level = schema.escalation.c
        causes = {tuple(row) for row in connection.execute(select(level.cause, level.late).distinct())}
        assert {cause.value for cause, _ in causes} == {"baseline"}
        assert connection.execute(select(func.count()).select_from(schema.notice)).scalar_one() == 0


def test_a_changed_row_changes_what_the_source_owns_and_never_what_an_officer_wrote(force: Force) -> None:
    extract = _example(BAIL)
    _import(force, extract)
    changed = replace(extract.rows[0], station="KEYNSHAM POLICE CENTRE", details={**extract.rows[0].details, "officer_in_case": "PC 1"})
    detail = _import(force, replace(extract, rows=(changed,), counted=1))
    assert (detail["matched"], detail["new"]) == (1, 0)
    state = force.state("DEMO-000001")
    assert (state.station, state.own_fields["officer_in_case"]) == ("KEYNSHAM POLICE CENTRE", "PC 1")
    later = force.now.replace(hour=20)
    force.does("rebail", "DEMO-000001", at=later, by="custody", station="Bridewell")
    again = replace(changed, station="YEOVIL POLICE STATION")
    _import(force, replace(extract, rows=(again,), counted=1))
    state = force.state("DEMO-000001")
    assert (state.station, state.became_outstanding_at) == ("Bridewell", later)


def test_counts_that_differ_import_nothing(force: Force) -> None:
    before = force.rows()
    with pytest.raises(Invalid) as refused:
        _import(force, replace(_example(BAIL), counted=41))
    assert refused.value.code == "counts_differ"
    assert force.rows() == before


def test_an_answered_return_ends_its_draft_and_only_proposes_on_an_accepted_one(force: Force) -> None:
    extract = _example(BAIL)
    _import(force, extract)
    force.accepts("DEMO-000002")
    answered = read_with_status(extract, "Answered")
    assert _import(force, answered)["matched"] == 2
    assert force.state("DEMO-000001").stage is Stage.CLOSED
    accepted = force.state("DEMO-000002")
    assert accepted.stage is Stage.UNALLOCATED
    assert accepted.withdrawal_proposed is not None


def read_with_status(extract: Extract, status: str) -> Extract:
    rows = tuple(replace(row, fate=Fate.ENDS_BAIL, details={**row.details, "status": status}) for row in extract.rows[:2])
    return replace(extract, rows=rows, counted=2)


def test_a_warrant_for_somebody_else_is_never_an_entry_against_the_defendant(force: Force) -> None:
    _import(force, _example("warrants_report_example.csv"))
    with force.store.reading() as connection:
        row = connection.execute(select(record.waiting_row).where(record.waiting_row.c.code == "other_person")).first()
    assert row is not None
    with pytest.raises(NotAllowed) as refused:
        decide_row(store=force.store, officer=force.officers.ps, now=force.now, row=row.id, decision=RowDecision.TAKE)
    assert refused.value.code == "other_person"
    parent = force.wants("GUARDIAN", category=force.state("DEMO-000001").category)
    person = force.state(parent).person_id
    done = decide_row(
        store=force.store, officer=force.officers.ps, now=force.now, row=row.id, decision=RowDecision.SAME_PERSON, person=person
    )
    assert done.reference is not None
    assert force.state(done.reference).person_id == person


def test_a_withdrawal_of_a_live_warrant_proposes_the_next_step_and_changes_no_stage(force: Force) -> None:
    extract = _example("warrants_report_example.csv")
    live, withdrawn = extract.rows[0], extract.rows[6]
    asn = live.asn
    withdrawn = replace(
        withdrawn, asn=asn, details={**withdrawn.details, "ptiurn": live.details["ptiurn"]}, key=f"{live.details['ptiurn']}|{asn}|withdrawn"
    )
    detail = _import(force, replace(extract, rows=(live, withdrawn), counted=2))
    assert (detail["new"], detail["needs_decision"]) == (1, 1), "in one file the withdrawal is read before the warrant is held"
    detail = _import(force, replace(extract, rows=(replace(withdrawn, key=withdrawn.key + " 2"),), counted=1))
    assert detail["matched"] == 1
    state = force.state("DEMO-000001")
    assert (state.stage, state.withdrawal_proposed is not None) == (Stage.DRAFT, True)
