"""Two officers at one desk, by keys: the second takes over where the first stopped, it is seen who acts, and what each had begun is offered again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from tests.ui.conftest import Opening
from tests.ui.driving import Driver


def acting(window: Driver) -> str:
    return window.find("status-officer", QLabel).text()


def test_enter_in_the_panel_acts_once_somebody_else_is_chosen_who_is_told_nothing_of_what_the_first_began(window: Driver) -> None:
    assert acting(window) == "Acting: DEMO-PS"
    window.does("add-entry")
    window.press("field-surname", "HALFWAY", Qt.Key.Key_Escape)
    window.does("act-as")
    window.press("field-officer", Qt.Key.Key_Return)
    assert acting(window) == "Acting: DEMO-PS"
    assert not window.is_there("act-as")
    window.does("act-as")
    window.press("field-officer", "DEMO-PS2", Qt.Key.Key_Return)
    window.until(lambda: acting(window) == "Acting: DEMO-PS2")
    window.settle()
    assert "DEMO-PS2 acts at this desk from now on." in window.messages()
    assert not window.is_there("message-begun")


def test_the_incoming_sergeant_goes_on_at_the_handover_that_was_just_signed(window: Driver) -> None:
    window.does("handover")
    assert not window.is_there("second-officer")
    window.find("prepare", QPushButton).click()
    window.until(lambda: window.find("sign").isEnabled())
    window.find("sign", QPushButton).click()
    window.until(lambda: window.is_there("second-officer"))
    window.find("second-officer", QPushButton).click()
    window.press("field-officer", "DEMO-PS2", Qt.Key.Key_Return)
    window.until(lambda: acting(window) == "Acting: DEMO-PS2")
    window.settle()
    assert window.window.area.pages.currentWidget() is window.find("handover")
    assert window.find("accept").isEnabled()
    assert not window.is_there("second-officer")


def test_what_was_begun_before_the_window_died_is_told_with_the_way_back_into_it(
    window: Driver, queue: list[str], opening: Opening
) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    window.press("field-text", "half a thou")
    window.find("cancel", QPushButton).click()
    # At once, before Qt has got round to anything else: what is looked for by its name is the form that is open.
    assert not window.window.findChildren(QWidget, "form-add-note")
    window.does("add-entry")
    window.press("field-surname", "HALFWAY")
    window.window.close()
    again = opening()
    again.until(lambda: again.is_there("message-begun"))
    assert f"Begun and not saved: Add an entry · Mon 2 Mar 16:00; Add a note · {queue[0]} · Mon 2 Mar 16:00." in again.messages()
    assert "HALFWAY" not in again.messages()
    buttons = again.window.area.notices.findChildren(QPushButton, "message-do")
    next(one for one in buttons if one.text() == f"Go on: {queue[0]}").click()
    again.until(lambda: again.is_there("form-add-note"))
    again.settle()
    assert again.find("field-text", QPlainTextEdit).toPlainText() == "half a thou"
    again.press("field-text", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    again.until(lambda: not again.is_there("form-add-note"))
    again.settle()
    assert "Begun and not saved: Add an entry · Mon 2 Mar 16:00. What was typed is kept." in again.messages()
