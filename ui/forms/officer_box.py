"""An officer by collar, rank or name: what is typed is looked for in all of them; what is kept is the collar."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.desk.welcome import Colleague

NO_LIMIT = 50_000_000
"""A line of Qt's own cuts at 32,767 characters and says nothing; what is too much for a field is said beside it, and kept."""

_COLLAR = int(Qt.ItemDataRole.UserRole)


class OfficerBox(QComboBox):
    """Nobody first, then the serving officers. One that a part of a name fits alone is put in when the field is left, so that it is seen."""

    def __init__(self, colleagues: Sequence[Colleague], parent: QWidget | None = None) -> None:
        """Of these officers."""
        super().__init__(parent)
        self._words = {one.collar.casefold(): one.words for one in colleagues}
        self._collars = {one.collar.casefold(): one.collar for one in colleagues}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        whole_line(self)
        self.addItems(["", *(one.collar for one in colleagues)])
        self.setCompleter(_Finder(colleagues, self))
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._put_in)

    @property
    def words(self) -> str:
        """Collar, rank and name of the officer chosen; empty for what is nobody's collar."""
        return self._words.get(self.currentText().strip().casefold(), "")

    def _put_in(self) -> None:
        typed = self.currentText().strip().casefold()
        if not typed or typed in self._words:
            return
        fitting = [collar for collar, words in self._words.items() if typed in words.casefold()]
        if len(fitting) == 1:
            self.setEditText(self._collars[fitting[0]])


class _Finder(QCompleter):
    """The list under the field: collar, rank and name; a line puts in the collar."""

    def __init__(self, colleagues: Sequence[Colleague], parent: QWidget) -> None:
        items = QStandardItemModel()
        for one in colleagues:
            item = QStandardItem(one.words)
            item.setData(one.collar, _COLLAR)
            items.appendRow(item)
        super().__init__(items, parent)
        items.setParent(self)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What a line of the list puts into the field."""
        return str(index.data(_COLLAR))


def whole_line(box: QComboBox) -> None:
    """Let the line of this list take whatever is pasted."""
    line = box.lineEdit()
    if line is not None:
        line.setMaxLength(NO_LIMIT)
