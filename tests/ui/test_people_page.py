"""People: found by name, read side by side, brought together once a second officer approves, and taken apart again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableWidget, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.force import Force


def _look_for(window: Driver, name: str, many: int) -> None:
    window.does("people")
    window.find("field-people", QLineEdit).setText(name)
    found = window.find("people-found", QTableWidget)
    window.until(lambda: found.rowCount() == many)
    window.settle()


def test_two_people_become_one_and_two_again(window: Driver, force: Force) -> None:
    force.wants("TWICEHELD", "Ada", born="1985-06-07")
    force.wants("TWICEHELD", "Adda", born="1985-06-07")
    _look_for(window, "twiceheld ada", 2)
    assert {line[1] for line in window.lines("people-found")} == {"TWICEHELD, Ada", "TWICEHELD, Adda"}
    assert not window.find("people-merge", QPushButton).isEnabled(), "who stays is chosen first"
    window.find("people-stays", QPushButton).click()
    stays = window.lines("people-found")[0][1]
    window.press("people-found", Qt.Key.Key_J)
    window.until(lambda: bool(window.find("people-this", QTextBrowser).toPlainText()))
    assert stays in window.window.area.people.findChildren(QTextBrowser, "people-stays")[0].toPlainText()
    window.find("people-merge", QPushButton).click()
    window.settle()
    window.find("field-reason", QLineEdit).setText("Same date of birth, same address")
    window.find("save", QPushButton).click()
    window.until(lambda: "second officer" in window.messages())
    proposal = int(next(word for word in window.messages().split() if word.strip(".").isdigit()).strip("."))
    force.does("approve", by="DEMO-PS2", proposal=proposal, reason="Seen")
    window.does("people")
    window.until(lambda: window.find("people-merges", QTableWidget).rowCount() == 1)
    window.find("people-unmerge", QPushButton).click()
    window.settle()
    window.find("field-reason", QLineEdit).setText("Two sisters")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-unmerge-people"))
    window.does("people")
    window.until(lambda: window.find("people-merges", QTableWidget).rowCount() == 0)


def test_enter_shows_the_person_whole_and_nobody_is_said_in_words(window: Driver) -> None:
    _look_for(window, "kowalski", 1)
    window.press("people-found", Qt.Key.Key_Return)
    window.until(lambda: "KOWALSKI" in window.window.area.person.text.toPlainText())
    window.does("people")
    window.find("field-people", QLineEdit).setText("zzzqqq")
    window.until(lambda: "Nobody answers" in window.find("people-said", QLabel).text())


def test_a_constable_cannot_merge(window: Driver, force: Force) -> None:
    force.wants("TWICEHELD", "Ada", born="1985-06-07")
    force.wants("TWICEHELD", "Adda", born="1985-06-07")
    window.window.desk.act_as("DEMO-PC", None, window.window._take_up, lambda _: None, owner=window.window)
    window.settle()
    _look_for(window, "twiceheld ada", 2)
    window.find("people-stays", QPushButton).click()
    window.press("people-found", Qt.Key.Key_J)
    assert not window.find("people-merge", QPushButton).isEnabled()
