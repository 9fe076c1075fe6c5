"""Whose step it is: a button is there only for whom it works, and a refusal says who could only where somebody can."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.driving import Driver
from tests.ui.test_marker_still_alive import sign_in
from ui.widgets.refused_line import who_could


def test_a_constable_reads_whose_a_draft_is_and_has_no_button_that_would_be_refused(window: Driver, queue: list[str]) -> None:
    sign_in(window, "DEMO-PC")
    window.go_to(queue[2])
    said = window.find("next-step", QLabel).text()
    assert said.endswith("A sergeant or above does this.")
    assert not window.find("do-next-step", QPushButton).isVisible()
    window.go_to(queue[0])
    assert window.find("do-next-step", QPushButton).isVisible()


def test_who_ended_it_is_not_offered_to_close_it(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[1])
    window.press("queue", "c")
    window.press("field-state", Qt.Key.Key_End)
    window.find("field-state").setFocus()
    window.press("save", Qt.Key.Key_Space)
    window.until(lambda: "closes it" in window.find("next-step", QLabel).text())
    assert window.find("next-step", QLabel).text().endswith("You recorded the outcome, so somebody else closes it.")
    assert not window.find("do-next-step", QPushButton).isVisible()


def test_a_refusal_says_who_could_only_where_it_has_not_and_somebody_can() -> None:
    assert who_could("inspector or above", "Nothing was changed.") == " Who could: inspector or above."
    assert who_could("nobody while it is closed", "Nothing was changed.") == ""
    assert who_could("a second officer", "Ask a second officer. Nothing was changed.") == ""
    assert who_could(None, "Nothing was changed.") == ""
