"""The lock on every page: no name is left anywhere in the window, and unlocking leads back to the same page."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton, QTableView, QTextEdit, QWidget

from tests.ui.driving import Driver
from ui.main_window import MainWindow

PAGES = (
    "start-of-shift", "inbox", "people", "why", "reason-card", "person", "handover", "intake", "tasking", "retention", "exports", "duty", "brief", "policy", "measures",
    "print", "settings", "about", "guide", "shortcuts",
)  # fmt: skip


def _words_of(widget: QWidget) -> str:
    said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
    if isinstance(widget, QLabel | QLineEdit | QPushButton):
        said.append(widget.text())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        said.append(widget.toPlainText())
    elif isinstance(widget, QTableView):
        model = widget.model()
        said += [str(model.index(row, column).data()) for row in range(min(model.rowCount(), 200)) for column in range(model.columnCount())]
    elif isinstance(widget, QListView):
        said += [str(widget.model().index(row, 0).data()) for row in range(widget.model().rowCount())]
    return " ".join(said)


def _left_in(window: MainWindow, names: tuple[str, ...]) -> list[str]:
    """Where a name is still to be read, shown or not."""
    every = [window, *window.findChildren(QWidget)]
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in every
        if (words := _words_of(one).casefold()) and any(name.casefold() in words for name in names)
    ]


def test_no_name_is_left_by_any_page_and_each_is_come_back_to(window: Driver, queue: list[str]) -> None:
    names = tuple({name.split(",")[0] for name in window.people() if name})
    assert len(names) >= 3
    window.go_to(queue[0])
    assert _left_in(window.window, names)
    for page in PAGES:
        window.does(page)
        before = window.window.area.pages.currentWidget()
        window.window.lock()
        assert _left_in(window.window, names) == [], page
        assert not any(name in QApplication.clipboard().text() for name in names)
        window.window.lock_page.button.click()
        window.until(lambda: not window.window.is_locked)
        window.settle()
        window.until(lambda before=before: window.window.area.pages.currentWidget() is before)


@pytest.mark.parametrize("words", ["nguyen", "kowalski"])
def test_what_was_looked_for_is_not_left_on_the_screen(window: Driver, words: str) -> None:
    window.search(words)
    window.window.lock()
    assert not window.find("search", QLineEdit).isVisible()
    assert words not in window.window.windowTitle().casefold()
    window.window.lock_page.button.click()
    window.until(lambda: not window.window.is_locked)
    assert window.find("search", QLineEdit).text() == words
