"""Buttons that do a deed outside a form: a double click, Enter twice or a held key is one deed, and what comes next is not pressed with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.store.schema_record import journal as journal_table

LEFT = Qt.MouseButton.LeftButton


def deeds_done(force: Force) -> list[str]:
    """The deeds of the journal, without what comes by itself."""
    with force.store.reading() as connection:
        done = connection.execute(select(journal_table.c.deed).order_by(journal_table.c.sequence)).scalars().all()
    return [deed for deed in done if deed != "sweep"]


def press_twice(window: Driver, button: QPushButton, how: str) -> None:
    """As an impatient hand does."""
    if how == "double click":
        window.qtbot.mouseClick(button, LEFT)
        window.qtbot.mouseDClick(button, LEFT)
    else:
        button.setFocus()
        window.qtbot.keyClick(button, Qt.Key.Key_Return)
        window.qtbot.keyClick(button, Qt.Key.Key_Return)


@pytest.mark.parametrize("how", ["double click", "enter twice"])
def test_a_handover_is_prepared_signed_and_accepted_once(window: Driver, force: Force, how: str) -> None:
    before = deeds_done(force)
    window.does("handover")
    press_twice(window, window.find("prepare", QPushButton), how)
    window.until(lambda: window.find("sign").isEnabled())
    press_twice(window, window.find("sign", QPushButton), how)
    window.until(lambda: "waits for the incoming officer" in window.find("handover-state", QLabel).text())
    window.settle()
    assert deeds_done(force)[len(before) :] == ["prepare-handover", "sign-handover"]


@pytest.mark.parametrize("how", ["double click", "enter twice"])
def test_a_deed_is_taken_back_once(window: Driver, force: Force, queue: list[str], how: str) -> None:
    window.go_to(queue[0])
    window.does("set-flag")
    form = window.window.area.queue.open_form()
    assert form is not None
    form.fields["flag"].set_value("mappa")
    form.save.click()
    window.until(lambda: "Undo:" in window.messages())
    before = deeds_done(force)
    undo = next(one for one in window.find("notices").findChildren(QPushButton, "message-do") if one.text() == "Undo")
    press_twice(window, undo, how)
    window.settle()
    window.until(lambda: "undone" in window.messages())
    window.settle()
    assert deeds_done(force)[len(before) :] == ["clear-flag"]
