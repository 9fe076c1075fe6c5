"""Offences, courts, forces and stations offered while one types; what is typed freely is kept as it is written."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

Found = Sequence[tuple[str, str]]
"""What the field would hold, and how it reads in the list."""

Ask = Callable[[str, str, Callable[[Found], None], QObject], None]
"""Asks what is meant by a text: what is looked up, the text, who is told, and the object with which the question ends."""

LOOKED_UP: Mapping[str, str] = {
    "offence": "offence", "court": "court", "next-court": "court", "owning-force": "force", "station": "station", "station-appointed": "station",
}  # fmt: skip
"""The words of deeds that the standing data knows."""

_WAIT_MS = 120
_LEAST = 2
_LEAST_WIDTH = 640
_Index = QModelIndex | QPersistentModelIndex


class LookUp(QCompleter):
    """The list under a field. Nothing is chosen by itself: only Enter, Tab or a click on a line puts it in."""

    def __init__(self, line: QLineEdit, what: str, ask: Ask) -> None:
        """Under this line."""
        super().__init__(line)
        self._line, self._what, self._ask = line, what, ask
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompletionRole(int(Qt.ItemDataRole.UserRole))
        self.setMaxVisibleItems(10)
        line.setCompleter(self)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._look)
        line.textEdited.connect(self._typed)

    def pathFromIndex(self, index: _Index) -> str:
        """What a line of the list puts into the field."""
        return str(index.data(int(Qt.ItemDataRole.UserRole)))

    def _typed(self, text: str) -> None:
        if len(text.strip()) < _LEAST:
            self._items.clear()
            self._soon.stop()
        else:
            self._soon.start()

    def _look(self) -> None:
        typed = self._line.text()
        self._ask(self._what, typed, partial(self._show, typed), self)

    def _show(self, typed: str, found: Found) -> None:
        if typed != self._line.text():
            return
        self._items.clear()
        for value, words in found:
            item = QStandardItem(words)
            item.setData(value, int(Qt.ItemDataRole.UserRole))
            self._items.appendRow(item)
        if found and self._line.hasFocus():
            room = self._line.rect()
            room.setWidth(max(room.width(), _LEAST_WIDTH))
            self.complete(room)
