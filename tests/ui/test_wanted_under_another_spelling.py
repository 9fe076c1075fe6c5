"""The man in for theft who is wanted under another spelling, by the keyboard: seen before a second record of him is made, and attached."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from sqlalchemy import func, select

from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.test_alike import shown
from wantedtrack.store import schema
from wantedtrack.store.entry_state import find_reference, load_entry

CTRL = Qt.KeyboardModifier.ControlModifier


def people_held(force: Force) -> int:
    with force.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(schema.person)).scalar_one()


def tab_to(window: Driver, text: str, *, from_field: str) -> QPushButton:
    """Tab on from a field until a button of these words has the focus, as a person without a mouse would."""
    window.find(from_field).setFocus()
    met: list[str] = []
    for _ in range(12):
        widget = QApplication.focusWidget()
        assert widget is not None
        window.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        button = QApplication.focusWidget()
        met.append(f"{type(button).__name__} {button.objectName() if button else None}")
        if isinstance(button, QPushButton) and button.text() == text:
            return button
    raise AssertionError(f"Tab does not reach “{text}”, only {met}")


@pytest.fixture
def held(force: Force) -> str:
    """He is held for a warrant, under his own spelling, with the name he has used."""
    reference = force.accepts(force.wants("TESTER-KOVALENKO", "Mykola", born="1987-11-03", offence="Failing to surrender"), "high")
    force.does("add-alias", reference, surname="TESTER-KOWALENKO", forenames="Nick")
    return reference


def test_the_search_box_shows_him_with_reasons_and_looks_at_his_entry(held: str, window: Driver) -> None:
    window.press("queue", Qt.Key.Key_Slash)
    window.press(window.window.area.search.line, "Kowalenko Nikolai 03/11/1987")
    window.until(lambda: "KOVALENKO" in shown(window, "alike-search"))
    said = shown(window, "alike-search")
    assert held in said
    assert "date of birth" in said
    look = tab_to(window, "Look", from_field="search")
    window.press(look, Qt.Key.Key_Space)
    entry = window.window.area.queue.entry
    window.until(lambda: entry.detail is not None and entry.detail.row.reference == held)
    assert window.window.area.search.line.text() == held


def test_tab_through_the_lists_keeps_the_search(window: Driver) -> None:
    window.press("queue", Qt.Key.Key_Slash)
    window.press("search", "kowalski")
    window.find("lists").setFocus()
    window.settle()
    assert window.find("search", QLineEdit).text() == "kowalski"
    assert window.people() == ["KOWALSKI, Ewa"]
    window.press("lists", Qt.Key.Key_Down)
    assert window.find("search", QLineEdit).text().startswith("list:")


def test_the_form_shows_him_and_the_other_reason_becomes_his_second_entry(held: str, force: Force, window: Driver) -> None:
    before = people_held(force)
    window.press("queue", "n")
    window.until(lambda: window.is_there("form-add-entry"))
    window.press("field-surname", "Kowalenko-Tester")
    window.press("field-forenames", "Nikolai")
    window.press("field-born", "03111987")
    window.until(lambda: "KOVALENKO" in shown(window, "alike-form"))
    said = shown(window, "alike-form")
    assert "date of birth" in said
    assert held in said
    window.press(tab_to(window, "This person", from_field="field-born"), Qt.Key.Key_Space)
    assert "another reason for TESTER-KOVALENKO, Mykola" in window.find("attached-to", QLabel).text()
    category = window.find("field-category", QComboBox)
    window.press(category, "pnc")
    window.press("field-offence", "Theft from a shop in another town")
    window.press("field-offence", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: not window.is_there("form-add-entry"))
    window.settle()
    assert people_held(force) == before, "no second record of him"
    window.does("reload")
    window.go_to(held)
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert len(detail.person.other_entries) == 1
    with force.store.reading() as connection:
        second = str(detail.person.other_entries[0])
        first_state, second_state = (load_entry(connection, find_reference(connection, one)) for one in (held, second))
    assert first_state.person_id == second_state.person_id


def test_the_same_reason_again_is_refused_in_words_and_what_was_typed_stays(held: str, window: Driver) -> None:
    window.does("add-entry")
    window.press("field-surname", "Tester-Kovalenko")
    window.press("field-forenames", "Mykola")
    window.press("field-born", "03/11/1987")
    window.until(lambda: held in shown(window, "alike-form"))
    window.press(tab_to(window, "This person", from_field="field-born"), Qt.Key.Key_Space)
    category = window.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("wanted"))
    window.press("field-offence", "Failing to surrender")
    window.press("field-offence", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: held in window.find("refused", QLabel).text())
    assert "Nothing was added" in window.find("refused", QLabel).text()
    assert window.find("field-offence", QLineEdit).text() == "Failing to surrender"
