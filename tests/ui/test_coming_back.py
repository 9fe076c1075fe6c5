"""A form goes back to where it was opened from, left or saved; only a new entry leads on to itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.driving import Driver


def seen(window: Driver) -> QWidget | None:
    return window.window.area.pages.currentWidget()


@pytest.mark.parametrize("page", ["start-of-shift", "duty", "measures"])
def test_left_or_saved_a_form_goes_back_to_its_page(window: Driver, page: str) -> None:
    window.does(page)
    shown = seen(window)
    window.does("come-on")
    window.press("field-until", Qt.Key.Key_Escape)
    assert seen(window) is shown
    window.does("come-on")
    window.press("field-until", "+8h")
    window.press("field-until", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: not window.is_there("form-come-on"))
    window.settle()
    assert seen(window) is shown


def test_a_deed_about_the_person_goes_back_to_the_person(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("person")
    window.does("add-alias")
    window.press("field-surname", Qt.Key.Key_Escape)
    assert seen(window) is window.find("person")


def test_a_form_of_the_queue_stays_there_and_a_new_entry_leads_to_itself(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    window.press("field-text", Qt.Key.Key_Escape)
    assert seen(window) is window.window.area.queue
    window.does("start-of-shift")
    window.does("add-entry")
    for word, typed in (("surname", "NEWLY-TESTER"), ("offence", "Theft")):
        window.press(f"field-{word}", typed)
    form = window.window.area.queue.open_form()
    assert form is not None
    form.fields["category"].set_value("wanted")
    form.ask_to_save()
    window.until(lambda: not window.is_there("form-add-entry"))
    window.settle()
    assert seen(window) is window.window.area.queue
