"""Two officers at one entry: of every kind of field the second sees both, in words, takes either, and overwrites nobody unseen."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.forms.form import DeedForm
from wantedtrack.store import schema


def clash(window: Driver, force: Force, reference: str, deed: str, mine: dict[str, str], theirs: dict[str, Any]) -> tuple[DeedForm, str]:
    """Fill in a form here, let another officer do the same with other words, save; the form, and what the panel says."""
    window.go_to(reference)
    window.does(deed)
    form = window.window.area.queue.open_form()
    assert form is not None
    for word, value in mine.items():
        form.fields[word].set_value(value)
    force.does(deed, reference, by="DEMO-PS2", **theirs)
    form.save.click()
    window.settle()
    window.until(lambda: window.is_there("clash"))
    return form, window.find("clash", QLabel).text()


def take_theirs(form: DeedForm) -> dict[str, object]:
    for button in form.findChildren(QPushButton):
        if button.isVisible() and button.objectName().startswith("take-theirs-"):
            button.click()
    return {name: field.value() for name, field in form.fields.items() if field.value() not in ("", {})}


def test_choices_dates_texts_and_references_stand_beside_each_other_in_words(window: Driver, force: Force, queue: list[str]) -> None:
    theirs = {"state": "circulated", "reference": "THEIRS/1", "level": "national", "weed_date": "02/06/2026"}
    mine = {"state": "circulated", "reference": "MINE/1", "level": "local", "weed-date": "01/05/2026"}
    form, shown = clash(window, force, queue[0], "set-circulation", mine, theirs)
    for said in ("Not circulated", "National", "Local", "THEIRS/1", "MINE/1", "02/06/2026", "01/05/2026 = Friday 1 May 2026"):
        assert said in shown
    for internal in ("not_yet", "2026-06-02", "circulated at", "not in this form"):
        assert internal not in shown
    taken = take_theirs(form)
    assert {**taken, "at": None} == {
        "state": "circulated",
        "reference": "THEIRS/1",
        "level": "national",
        "weed-date": "02/06/2026",
        "at": None,
    }


def test_what_was_changed_of_the_person_is_told_where_it_is_corrected(window: Driver, force: Force, queue: list[str]) -> None:
    mine = {"field": "surname", "value": "MINE-TESTER", "reason": "Passport"}
    form, shown = clash(
        window, force, queue[0], "correct", mine, {"field": "surname", "value": "THEIRS-TESTER", "reason": "Driving licence"}
    )
    assert "NGUYỄN" in shown
    assert "THEIRS-TESTER (DEMO-PS2" in shown
    assert "DEMO-PS2 changed surname" in window.find("refused", QLabel).text()
    assert take_theirs(form)["value"] == "THEIRS-TESTER"


def test_whose_deed_came_too_late_for_the_stage_reads_what_was_done_instead(window: Driver, force: Force, queue: list[str]) -> None:
    at = force.clock.now().isoformat()
    mine = {"outcome": "surrendered", "at": "now", "place": "Bath"}
    _, shown = clash(
        window, force, queue[0], "record-outcome", mine, {"outcome": "arrested_by_this_force", "at": at, "place": "Wells, at home"}
    )
    assert "Arrested by this force" in shown
    assert "Wells, at home" in shown
    assert "Surrendered" in shown
    assert window.find("save", QPushButton).text().replace("&", "") == "Record the outcome"


def test_a_third_officer_between_the_two_saves_is_overwritten_no_more_than_the_second(
    window: Driver, force: Force, queue: list[str]
) -> None:
    mine = {"owner": "DEMO-PC", "plan": "Mine"}
    form, _ = clash(window, force, queue[0], "allocate", mine, {"owner": "DEMO-PS2", "plan": "Theirs"})
    force.does("allocate", queue[0], by="DEMO-INSP", owner="DEMO-PS", plan="The third")
    form.save.click()
    window.settle()
    window.until(lambda: "The third" in window.find("clash", QLabel).text())
    form.save.click()
    window.settle()
    window.until(lambda: not window.is_there("form-allocate"))
    with force.store.reading() as connection:
        plan = connection.execute(select(schema.entry.c.plan).where(schema.entry.c.reference == queue[0])).scalar_one()
    assert plan == "Mine"
