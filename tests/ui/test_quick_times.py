"""A promise is made by a button or its letter: what it types stands in the field and is read back in full."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.driving import Driver
from ui.forms.quick_times import tonight_at


def test_when_a_promise_is_for_is_chosen_by_a_letter(window: Driver) -> None:
    window.does("inbox")
    window.press("inbox-acknowledge", Qt.Key.Key_Space)
    form = window.window.area.queue.open_form()
    assert form is not None
    button = next(one for one in form.findChildren(QPushButton) if one.accessibleName() == "By when: In 4 h")
    assert len(button.text().split("&")) == 2
    window.press("field-next-step", "Two at the door")
    window.press(button, Qt.Key.Key_Space)
    assert form.fields["by"].value() == "+4h"
    assert window.find("told-by", QLabel).text().startswith("= ")
    window.press("field-by", Qt.Key.Key_Tab)
    assert form.focusWidget() is next(one for one in form.findChildren(QPushButton) if one.accessibleName() == "By when: In 2 h")


def test_tonight_is_the_small_hours_when_the_evening_is_over() -> None:
    assert [tonight_at(datetime(2026, 3, 2, hour, 30, tzinfo=UTC)) for hour in (2, 14, 22)] == [
        "today 04:00",
        "today 22:00",
        "tomorrow 04:00",
    ]
