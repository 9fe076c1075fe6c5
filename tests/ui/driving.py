"""Drives the window as a person does: by keys, and by what is seen under its object names."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
LONGEST_MS = 20_000


class Driver:
    """A window under a person's hands."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def settle(self) -> None:
        """Wait until nothing is under way, the painting included that asked for more."""
        for _ in range(3):
            QApplication.processEvents()
            self.until(lambda: self.window.desk.is_settled)

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=LONGEST_MS)

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        """The widget of this object name that is on screen, else any."""
        found = self.window.findChildren(kind, name)
        assert found, f"nothing is called {name}"
        return next((one for one in found if one.isVisible()), found[-1])

    def is_there(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def does(self, action: str) -> None:
        """Trigger an action by its name, as menu, palette and shortcut do."""
        made = self.window.findChild(QAction, f"action-{action}")
        assert made is not None, action
        assert made.isEnabled(), f"{action} is not enabled"
        made.trigger()
        self.settle()

    def press(self, where: QWidget | str, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, or type text, with this widget in focus."""
        widget = self.find(where) if isinstance(where, str) else where
        widget.setFocus()
        for key in keys:
            if isinstance(key, str):
                self.qtbot.keyClicks(widget, key)
            else:
                self.qtbot.keyClick(widget, key, held)
        self.settle()

    @property
    def table(self) -> QTableView:
        return self.find("queue", QTableView)

    def lines(self, table: str) -> list[list[str]]:
        """Every line of a table with items, cell by cell."""
        shown = self.find(table, QTableWidget)
        every = range(shown.columnCount())
        return [[cell.text() if (cell := shown.item(row, column)) else "" for column in every] for row in range(shown.rowCount())]

    def people(self) -> list[str]:
        """The names in the queue, from the top."""
        model = self.table.model()
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    def go_to(self, reference: str) -> None:
        """Look for an entry by its reference and stand on it."""
        self.search(reference)
        self.until(
            lambda: self.window.area.queue.entry.detail is not None and self.window.area.queue.entry.detail.row.reference == reference
        )

    def search(self, words: str) -> None:
        self.window.area.search.line.setText(words)
        self.settle()

    def messages(self) -> str:
        return " ".join(self.window.area.notices.texts())

    def go_to_person(self, name: str) -> None:
        """Stand on the row of this person."""
        self.table.setFocus()
        self.window.area.queue.table.look_at_place(self.people().index(name))
        self.settle()
