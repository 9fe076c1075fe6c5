"""The lines of the first page by keys: arrows from line to line, a letter for each button of the line that is stood on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.driving import Driver
from ui.shift.row_keys import ButtonRow


def focus(window: Driver) -> QPushButton:
    held = QApplication.focusWidget()
    assert isinstance(held, QPushButton), held
    assert window.window.isAncestorOf(held)
    return held


def test_arrows_go_from_line_to_line_and_a_letter_presses_on_the_line(window: Driver) -> None:
    window.does("start-of-shift")
    rows = window.window.area.start.findChildren(ButtonRow)
    assert len(rows) > 3
    first = focus(window)
    walked = [first]
    while True:
        window.qtbot.keyClick(focus(window), Qt.Key.Key_Down)
        if focus(window) is walked[-1]:
            break
        walked.append(focus(window))
    with_buttons = [row for row in rows if row.findChildren(QPushButton)]
    assert len(walked) == len(with_buttons)
    for _ in walked:
        window.qtbot.keyClick(focus(window), Qt.Key.Key_K)
    assert focus(window) is first
    answered = next(row for row in rows if any(one.text() == "I have it…" for one in row.findChildren(QPushButton)))
    held = answered.findChildren(QPushButton)[0]
    assert "The letter" in held.accessibleDescription()
    window.press(held, "i")
    form = window.window.area.queue.open_form()
    assert form is not None
    assert form.card.name == "acknowledge"
    assert "Up and Down" in window.find("start-keys", QLabel).text()
