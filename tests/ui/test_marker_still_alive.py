"""Arrested an hour ago, the marker still alive: by the window, from the outcome to the close by a second officer who signs in at the desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.rules.entry import Circulation, ClockName, Stage
from wantedtrack.store import why
from wantedtrack.store.entry_state import EntryState, find_reference, load_entry

CTRL = Qt.KeyboardModifier.ControlModifier


def state(force: Force, reference: str) -> EntryState:
    with force.store.reading() as connection:
        return load_entry(connection, find_reference(connection, reference))


def choose(window: Driver, word: str, value: str) -> None:
    """Choose in a list of a form as a person would by typing its label: here by the label's own text."""
    field = window.find(f"field-{word}", QComboBox)
    field.setFocus()
    field.setCurrentIndex(field.findData(value))
    assert field.currentData() == value, (word, value, field.currentText())


def saved(window: Driver, deed: str, word: str) -> None:
    window.press(f"field-{word}", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: not window.is_there(f"form-{deed}"))
    window.settle()


def next_step(window: Driver) -> str:
    return " ".join(label.text() for label in window.find("entry").findChildren(QLabel))


def sign_in(window: Driver, collar: str) -> None:
    """A second officer takes over at this desk."""
    window.does("act-as")
    panel = window.find("act-as", QDialog)
    window.until(panel.isVisible)
    officer = panel.findChild(QComboBox, "field-officer")
    assert officer is not None
    officer.setCurrentIndex(officer.findData(collar))
    act = panel.findChild(QPushButton, "save")
    assert act is not None
    window.press(act, Qt.Key.Key_Space)
    window.until(lambda: collar in window.window.windowTitle() or not window.is_there("act-as"))
    window.settle()
    # A window manager gives the focus back to the window when its dialog has gone; offscreen there is none.
    window.window.activateWindow()
    window.until(window.window.isActiveWindow)


def test_from_the_outcome_to_the_close_by_a_second_officer(window: Driver, force: Force, queue: list[str]) -> None:
    reference = queue[0]
    force.does("set-circulation", reference, state="circulated", reference="PNC/77", level="national")
    window.does("reload")
    window.go_to(reference)
    window.does("record-outcome")
    choose(window, "outcome", "arrested_by_this_force")
    window.find("field-at", QLineEdit).setText("-1h")
    window.press("field-place", "Keynsham, at home")
    window.press("field-custody-reference", "CR/2026/0001")
    saved(window, "record-outcome", "custody-reference")
    assert state(force, reference).stage is Stage.CLEARING

    window.does("list-cleardown")
    window.until(lambda: "NGUYỄN, An" in window.people())
    window.go_to_person("NGUYỄN, An")
    window.until(lambda: "marker to be cancelled" in next_step(window))
    with force.store.reading() as connection:
        explained = why.explain(connection, find_reference(connection, reference), reader=force.acting("DEMO-PS"), now=force.clock.now())
    assert ClockName.CLEAR in {one.clock for one in explained}

    window.does("close")
    choose(window, "recheck", "clear")
    choose(window, "victim-informed", "yes")
    window.press("field-victim-informed", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: bool(window.find("refused", QLabel).text()))
    assert "Nothing was changed" in window.find("refused", QLabel).text()
    window.press("field-recheck", Qt.Key.Key_Escape)
    assert state(force, reference).stage is Stage.CLEARING

    window.find("do-next-step", QPushButton).click()
    window.settle()
    choose(window, "state", "cancelled")
    window.press("field-reference", "PNC/77/C")
    saved(window, "set-circulation", "reference")
    assert state(force, reference).circulation is Circulation.CANCELLED
    window.until(lambda: "second officer" in next_step(window).lower())

    sign_in(window, "DEMO-PS2")

    window.does("list-cleardown")
    window.until(lambda: "NGUYỄN, An" in window.people())
    window.go_to_person("NGUYỄN, An")
    window.does("close")
    choose(window, "recheck", "clear")
    choose(window, "victim-informed", "yes")
    window.press("field-cancellation-reference", "PNC/77/C")
    saved(window, "close", "cancellation-reference")
    closed = state(force, reference)
    assert closed.stage is Stage.CLOSED
    window.does("reload")
    assert "NGUYỄN, An" not in window.people()
