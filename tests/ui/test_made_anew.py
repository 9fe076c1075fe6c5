"""A page made anew under the eyes of a screen reader: what it has looked at is gone from the page at once, and from memory only later."""

import shiboken6
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.made_anew import MadeAnew


def body(name: str) -> QWidget:
    made = QWidget()
    button = QPushButton(name, made)
    button.setAccessibleName("Go to it")
    QVBoxLayout(made).addWidget(button)
    return made


def test_what_stood_there_outlives_the_change_of_page_and_the_focus_goes_over_to_the_same_thing(qtbot: QtBot) -> None:
    page = MadeAnew()
    qtbot.addWidget(page)
    before, after = body("before"), body("after")
    page.put(before)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.focus_first()
    page.put(after)
    # Destroyed in the midst of it, with a reader at its button, it took the whole program down.
    assert shiboken6.isValid(before)
    assert not page.isAncestorOf(before)
    assert [button.text() for button in page.buttons()] == ["after"]
    assert page.buttons()[0].hasFocus()
    with qtbot.waitSignal(before.destroyed, timeout=20_000):
        pass
