"""A short table that is read line by line and acted on by the buttons under it: arrows, J and K move, Enter does the first thing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.widgets.reader import is_orca_s
from ui.widgets.reading_table import set_up_for_reading

_ROW_HEIGHT = 28
_CELL_SIDES, _CELL_AIR = 16, 10
_LETTER_ROOM = 2
_WORDED = 18
_LEAST_SHARE = 0.7
"""Of the widest column's own width: below that it is read better by scrolling."""


class _WholeCell(QStyledItemDelegate):
    """A cell that is read whole asks for all of its lines and some air: Qt reckons them for a cell wider than the one it paints, and without any."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words are in the column as wide as it stands."""
        hint, metrics, table = super().sizeHint(option, index), QFontMetrics(option.font), option.widget
        if not isinstance(table, QTableWidget):
            return hint
        room = QRect(0, 0, max(1, table.columnWidth(index.column()) - _CELL_SIDES), 10_000)
        words = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data() or ""))
        return QSize(hint.width(), max(_ROW_HEIGHT, words.height() + _CELL_AIR))


class RowsTable(QTableWidget):
    """One line is one thing. `opened` carries the number of the row that Enter or a double click asks for, `looked_at` that of the current one, -1 for none."""

    opened = Signal(int)
    looked_at = Signal(int)

    def __init__(self, name: str, heading: str, columns: Sequence[tuple[str, int]], parent: QWidget | None = None) -> None:
        """`columns` are headings with their width in letters; the widest takes what is left."""
        super().__init__(0, len(columns), parent)
        self.setObjectName(name)
        self.setAccessibleName(heading)
        self._columns = columns
        self._letters: Mapping[str, QAbstractButton] = {}
        self.setHorizontalHeaderLabels([label for label, _ in columns])
        set_up_for_reading(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        widest = max(range(len(columns)), key=lambda place: columns[place][1])
        self._widest = widest
        heads.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        heads.setMinimumSectionSize(40)
        self._fit_text()
        self.currentCellChanged.connect(self._moved)
        self.activated.connect(self._activated)

    def wrap_rows(self) -> None:
        """Sentences are read whole: a line is as high as its longest cell needs."""
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_WholeCell(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_rows(self, rows: Sequence[Sequence[QTableWidgetItem]]) -> None:
        """Show these; the line that was looked at stays looked at, by its place."""
        kept = max(self.currentRow(), 0)
        self.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            said = ", ".join(item.text() for item in row if item.text())
            for column, item in enumerate(row):
                if not item.toolTip():
                    item.setToolTip(item.text())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said if column == 0 and not is_orca_s() else item.text())
                self.setItem(place, column, item)
        for column, item in enumerate(rows[0] if rows else ()):
            # The heading stands over its figures.
            head = self.horizontalHeaderItem(column)
            if head is not None and item.textAlignment() & Qt.AlignmentFlag.AlignRight:
                as_held = self.horizontalHeader().defaultAlignment().value
                right = as_held & ~Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignRight.value
                head.setData(Qt.ItemDataRole.TextAlignmentRole, right)  # as a number: it also holds that words wrap
        self.blockSignals(False)  # noqa: FBT003 (the same)
        if rows:
            self.setCurrentCell(min(kept, len(rows) - 1), 0)
        self.looked_at.emit(self.currentRow() if rows else -1)

    def press_by_letter(self, letters: Mapping[str, QAbstractButton]) -> None:
        """These letters press these buttons, which act on the line that is looked at."""
        self._letters = letters

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _moved(self, row: int, _: int, before: int, __: int) -> None:
        if row != before:
            self.looked_at.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K beside the arrows; letters start no search of Qt's own."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            place = self.currentRow() + (1 if event.key() == Qt.Key.Key_J else -1)
            if 0 <= place < self.rowCount():
                self.setCurrentCell(place, 0)
            return
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and (button := self._letters.get(event.text().upper())) is not None:
            # A letter held down presses once, and one whose button is not to be pressed does nothing.
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts of the page."""

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The widest column takes what is left; where nothing is left it keeps its width and the table scrolls."""
        super().resizeEvent(event)
        self._fit_widest()

    def _fit_widest(self) -> None:
        heads = self.horizontalHeader()
        own = self._own_width(self._widest)
        narrow = {place: self._own_width(place) for place in range(len(self._columns)) if place != self._widest}
        self._share(narrow, self.viewport().width() - own - sum(narrow.values()))
        others = sum(self.columnWidth(place) for place in narrow)
        fits = self.viewport().width() - others >= own * _LEAST_SHARE
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        if heads.sectionResizeMode(self._widest) is not mode:
            heads.setSectionResizeMode(self._widest, mode)
            if not fits:
                self.setColumnWidth(self._widest, own)

    def _own_width(self, place: int) -> int:
        """As many letters as it was given, and never less than a word of its heading."""
        heading, width = self._columns[place]
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        longest = max((QFontMetrics(bold).horizontalAdvance(word) for word in heading.split()), default=0)
        return max((width + _LETTER_ROOM) * QFontMetrics(self.font()).averageCharWidth(), longest + _CELL_SIDES)

    def _share(self, narrow: dict[int, int], left: int) -> None:
        """What is left goes to all that hold words, by their width, so that no cell stands far from the one before it."""
        worded = {place: width for place, (_, width) in enumerate(self._columns) if width >= _WORDED}
        if len(worded) < 2:  # noqa: PLR2004 (with one of them there is nothing to share)
            return
        left = max(0, left)
        for place, width in narrow.items():
            self.setColumnWidth(place, width + (left * worded[place] // sum(worded.values()) if place in worded else 0))

    def _fit_text(self) -> None:
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(max(_ROW_HEIGHT, metrics.height() + 10))
        for place in range(len(self._columns)):
            self.setColumnWidth(place, self._own_width(place))
        self._fit_widest()
