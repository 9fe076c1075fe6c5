"""Half a surrogate pair that is pasted: Qt shows it, no store can keep it, and it is told beside the field and after saving."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from ui.forms.halves import halves_in


def test_halves_are_counted_whatever_stands_around_them(qtbot: QtBot) -> None:
    line, text = QLineEdit(), QPlainTextEdit()
    for widget in (line, text):
        qtbot.addWidget(widget)
    line.setText("whole \U0001f46e and not \ud83d nor \udc6e")
    text.setPlainText("first\n\ud83d\nlast \U0001f46e\u00a0")
    assert (halves_in(line), halves_in(text)) == (2, 1)
    line.setText("Nguyễn \U0001f46e")
    assert halves_in(line) == 0


def test_a_half_that_is_pasted_is_told_beside_its_field_and_after_saving(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-alias")
    window.find("field-surname", QLineEdit).setText("OTHER\ud83dWISE")
    assert window.find("told-surname", QLabel).text() == "1 character that cannot be kept is left out"
    window.press("field-surname", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: not window.is_there("form-add-alias"))
    window.settle()
    assert "Surname: 1 character that cannot be kept was left out." in window.messages()
