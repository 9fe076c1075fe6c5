"""Correcting a mistake: the right value stands, the wrong one is in the history with who, when and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.deeds.force import Force
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Band, Category, ClockName, Stage
from wantedtrack.rules.matching import Traits
from wantedtrack.store import history_reading, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.candidates import candidates


def _corrects(force: Force, reference: str, field: str, value: Any, **words: Any) -> None:
    force.does("correct", reference, field=field, value=value, reason="Misread", **words)


def _history(force: Force, reference: str) -> list[tuple[str, str, Any, Any]]:
    with force.store.reading() as connection:
        lines = history_reading.history(connection, force.state(reference).id, reader=force.officers.ps)
    return [
        (line.officer, change.field, change.before, change.after) for line in lines for change in line.changes if line.deed == "correct"
    ]


def test_the_old_value_stays_with_who_when_and_why(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    _corrects(force, reference, "offence", "Robbery", officer=force.officers.pc)
    assert force.state(reference).offence == "Robbery"
    assert ("DEMO-PC", "offence", "Theft", "Robbery") in _history(force, reference)
    with force.store.reading() as connection:
        line = history_reading.history(connection, force.state(reference).id, reader=force.officers.ps)[-1]
    assert (line.deed, line.at, line.officer, line.why, line.desktop) == (
        "correct",
        force.now,
        "DEMO-PC",
        "Misread",
        force.officers.pc.desktop,
    )


def test_a_name_put_right_is_found_by_its_new_spelling(force: Force) -> None:
    reference = force.wants("INVENTED", forenames="Anne", born=date(1990, 1, 1))
    _corrects(force, reference, "surname", "Nguyễn")
    _corrects(force, reference, "born", "02/01/1990")
    with force.store.reading() as connection:
        found = candidates(connection, Traits("Nguyen", "Anne", date(1990, 1, 2), None), reader=force.officers.ps)
        person = connection.execute(select(schema.person)).one()
    assert [one.person for one in found] == [force.state(reference).person_id]
    assert (person.surname, person.born, person.version) == ("Nguyễn", date(1990, 1, 2), 3)
    assert ("DEMO-PS", "surname", "INVENTED", "Nguyễn") in _history(force, reference)


def test_the_category_is_fixed_after_acceptance(force: Force) -> None:
    reference = force.wants("INVENTED", grounds="Seen")
    _corrects(force, reference, "category", "recall")
    assert (force.state(reference).category, force.state(reference).own_fields) == (Category.RECALL, {})
    _corrects(force, reference, "prison", "HMP Invented")
    assert force.state(reference).own_fields == {"prison": "HMP Invented"}
    force.accepts(reference)
    with pytest.raises(Refusal) as fixed:
        _corrects(force, reference, "category", "wanted")
    assert (fixed.value.code, fixed.value.field) == ("stage", "field")


def test_a_corrected_start_recomputes_the_clocks_and_what_was_crossed_stays_crossed(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH, hours_ago=1)
    force.forward(hours=4)
    assert [level["clock"] for level in force.sweeps()["crossed"]] == ["circulate"]
    _corrects(force, reference, "became-outstanding-at", force.now - timedelta(hours=30))
    with force.store.reading() as connection:
        clock, level = schema.clock.c, schema.escalation.c
        columns = select(clock.name, clock.cycle, clock.started_at, level.level, level.cause).join(
            schema.escalation, level.clock_id == clock.id
        )
        found = {(row.name, row.cycle, row.level, row.cause.value, row.started_at) for row in connection.execute(columns)}
    began = force.now - timedelta(hours=30)
    assert found == {(ClockName.CIRCULATE, 1, 1, "due", began), (ClockName.ARREST, 1, 1, "regrade", began)}
    _corrects(force, reference, "became-outstanding-at", force.now - timedelta(hours=1))
    force.forward(hours=2)
    assert force.sweeps()["crossed"] == []
    with force.store.reading() as connection:
        assert len(connection.execute(select(schema.escalation.c.id)).all()) == 2


REFUSED: list[tuple[str, Any, str, str]] = [
    ("shoe-size", "44", "no_such_field", "field"),
    ("prison", "HMP Invented", "no_such_field", "field"),
    ("band", "high", "no_such_field", "field"),
    ("offence", "Theft", "same_value", "value"),
    ("offence", None, "missing_word", "value"),
    ("surname", None, "missing_word", "value"),
    ("born", "2020-01-01", "under_10", "value"),
    ("born", "2027-01-01", "in_the_future", "value"),
    ("pnc-id", "2002/0073319A", "pnc_id", "value"),
    ("sex", "yes", "not_accepted", "value"),
    ("became-outstanding-at", "+2h", "in_the_future", "value"),
    ("became-outstanding-at", "01/01/1980 10:00", "before_birth", "value"),
    ("outcome-place", "Keynsham", "stage", "field"),
    ("plan", "x" * 30_000, "too_long", "value"),
]


@pytest.mark.parametrize(("field", "value", "code", "at"), REFUSED, ids=[f"{field}-{code}" for field, _, code, _ in REFUSED])
def test_what_is_no_correction_is_refused_and_leaves_nothing(force: Force, field: str, value: Any, code: str, at: str) -> None:
    reference = force.wants_and_accepts("INVENTED", born=date(1990, 1, 1))
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        _corrects(force, reference, field, value)
    assert (refused.value.code, refused.value.field) == (code, at)
    assert force.rows() == before


def test_since_when_somebody_is_wanted_and_anything_of_an_ended_entry_is_a_sergeants_to_correct(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    with pytest.raises(Refusal) as start:
        _corrects(force, reference, "became-outstanding-at", force.now - timedelta(hours=9), officer=force.officers.pc)
    force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    with pytest.raises(Refusal) as ended:
        _corrects(force, reference, "offence", "Robbery", officer=force.officers.pc)
    assert [(error.value.code, error.value.field) for error in (start, ended)] == [("rank", "field")] * 2
    _corrects(force, reference, "outcome-place", "Keynsham")
    assert (force.state(reference).outcome_place, force.state(reference).stage) == ("Keynsham", Stage.CLEARING)


def test_a_corrected_bail_time_is_the_time_appointed_too(force: Force) -> None:
    reference = force.wants("INVENTED", category=Category.BAIL_FAILURE, time_appointed="02/03/2026 08:00")
    right = force.now - timedelta(hours=3)
    _corrects(force, reference, "became-outstanding-at", right)
    assert force.state(reference).own_fields["time_appointed"].startswith("2026-03-02T06:00:00")


def test_undoing_a_corrected_offence_brings_its_code_back(force: Force) -> None:
    with force.store.writer.begin() as connection:
        row = {
            "code": "TH68001",
            "title": "Theft from the person of another",
            "category": "CE",
            "recordable": True,
            "search_title": "theft",
        }
        connection.execute(insert(record.offence_code), row)
    reference = force.wants("INVENTED")
    _corrects(force, reference, "offence", "TH68001")
    _corrects(force, reference, "offence", "Robbery")
    assert (force.state(reference).offence, force.state(reference).offence_code) == ("Robbery", None)
    force.does("undo", reference)
    assert (force.state(reference).offence, force.state(reference).offence_code) == ("Theft from the person of another", "TH68001")
