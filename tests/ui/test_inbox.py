"""The inbox: what waits for the officer, the oldest due first, each answered from its line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.driving import Driver
from tests.ui.force import Force


def test_the_oldest_due_stands_first_with_what_it_is(window: Driver) -> None:
    window.does("inbox")
    assert window.is_there("inbox")
    found = [line for line in window.lines("inbox-notices") if line[1] == "answer"]
    assert len(found) == 6
    assert found[0][0] in ("RED", "AMBER", "BLUE", "DRAFT")
    assert "over" in found[0][4]
    assert "to answer" in window.find("inbox-said", QLabel).text()


def test_enter_shows_the_entry_and_i_have_it_promises_a_next_step(window: Driver) -> None:
    window.does("inbox")
    name = window.lines("inbox-notices")[0][2]
    window.press("inbox-notices", Qt.Key.Key_Return)
    window.until(lambda: window.find("entry-name", QLabel).text() == name)
    window.does("inbox")
    before = len(window.lines("inbox-notices"))
    window.press("inbox-acknowledge", Qt.Key.Key_Space)
    window.find("field-next-step", QLineEdit).setText("Circulate it myself")
    window.find("field-by", QLineEdit).setText("+2h")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-acknowledge"))
    window.does("inbox")
    assert len(window.lines("inbox-notices")) == before - 1


def test_a_proposal_of_another_is_approved_by_key(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("regrade", queue[0], by="DEMO-PS2", band="medium", rationale="Handed himself in")
    window.does("inbox")
    window.until(lambda: len(window.lines("inbox-proposals")) == 1)
    assert "NGUYỄN" in window.lines("inbox-proposals")[0][2]
    window.press("inbox-proposals", Qt.Key.Key_Return)
    window.find("form-approve")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-approve"))
    window.does("inbox")
    assert window.lines("inbox-proposals") == []
    assert "No proposal waits for you" in window.find("inbox-said-proposals", QLabel).text()


def test_locking_empties_it(window: Driver) -> None:
    window.does("inbox")
    window.does("lock")
    assert window.lines("inbox-notices") == []


def test_one_letter_takes_the_notice_that_is_looked_at_and_a_letter_that_does_not_fit_does_nothing(window: Driver) -> None:
    window.does("inbox")
    name = window.lines("inbox-notices")[0][2]
    window.press("inbox-notices", "t")
    assert not window.is_there("form-record-told"), "nobody is to be rung about this one"
    window.press("inbox-notices", "i")
    window.until(lambda: window.is_there("form-acknowledge"))
    assert any(name in label.text() for label in window.find("form-acknowledge").findChildren(QLabel))
    window.press("cancel", Qt.Key.Key_Space)
    window.does("inbox")
    window.press("inbox-notices", "n")
    window.until(lambda: window.is_there("form-pass-on"))


def test_notice_after_notice_is_answered_without_leaving_the_inbox(window: Driver) -> None:
    window.does("inbox")
    before = len(window.lines("inbox-notices"))
    for answered in (1, 2):
        window.press("inbox-notices", "i")
        window.until(lambda: window.is_there("form-acknowledge"))
        window.press("field-next-step", "Circulate it myself")
        window.press("field-by", "+2h")
        window.press("save", Qt.Key.Key_Return)
        window.until(lambda answered=answered: len(window.lines("inbox-notices")) == before - answered)
        assert window.is_there("inbox"), "back at the list for the next one"
    window.press("inbox-notices", "i")
    window.press("cancel", Qt.Key.Key_Space)
    assert window.is_there("inbox")
