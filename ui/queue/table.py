"""The queue's table: keeps selection and scroll through every change, moves by J and K as well as by arrows."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.queue.band_mark import BandDelegate
from ui.queue.columns import COLUMNS, PLACE
from ui.queue.model import QueueModel
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, EntryRow

_ROW_HEIGHT = 28
_WIDEST_SHARE = {"why": 3, "person": 2}


class QueueTable(QTableView):
    """The table. `looked_at` carries the entry in the current row, None for none; `opened` that Enter or a double click asks for it."""

    looked_at = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(object)
    search_wanted = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self.setObjectName("queue")
        self.setAccessibleName(tr("Queue of entries"))
        self.setAccessibleDescription(
            tr("Arrow keys or J and K move; Enter opens; A logs an attempt; C circulation; W says why it is red.")
        )
        self._model = model
        self._asked: EntryId | None = None
        self.setModel(model)
        self._set_up()
        self.setItemDelegateForColumn(PLACE["band"], BandDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.activated.connect(self._activated)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSortIndicator(PLACE["due"], Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._sorted = (PLACE["due"], Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(self._arrow_moved)
        self._fit_text()

    def _arrow_moved(self, place: int, order: Qt.SortOrder) -> None:
        """The arrow stands where the order is: a heading that the store cannot sort by gives it back."""
        if 0 <= place < len(COLUMNS) and COLUMNS[place].sort is not None:
            self._sorted = (place, order)
            return
        heads = self.horizontalHeader()
        heads.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        heads.setSortIndicator(*self._sorted)
        heads.blockSignals(False)  # noqa: FBT003 (the same)

    def _fit_text(self) -> None:
        """Rows as high and columns as wide as the text needs, at whatever size it is."""
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(max(_ROW_HEIGHT, metrics.height() + 10))
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, (column.width + 2) * metrics.averageCharWidth())
        self._share_out()

    def show_ids(self, ids: Sequence[EntryId], *, from_top: bool = False, rows: Iterable[EntryRow] = ()) -> None:
        """Show these entries; the one that was looked at stays looked at where it is still there, at the same height.

        `from_top` is for another list or search, which begins at its first entry unless one was asked for.
        """
        kept = self._asked or (None if from_top else self.current_entry())
        scrolled, place_before = self.verticalScrollBar().value(), 0 if from_top else self.currentIndex().row()
        is_moved = self._model.set_ids(ids, rows)
        self._asked = None
        if not is_moved and not (from_top or kept):
            return
        place = self._model.place_of(kept)
        if place is None and len(ids):
            place = min(max(place_before, 0), len(ids) - 1)
        self.verticalScrollBar().setValue(0 if from_top else scrolled)
        if place is None:
            self.looked_at.emit(None)
        else:
            self.look_at_place(place)

    def look_at(self, entry: EntryId | None) -> bool:
        """Move to this entry; False where the list does not hold it: then it is looked at when the next one shown does."""
        place = self._model.place_of(entry)
        if place is None:
            self._asked = entry
        else:
            self.look_at_place(place)
        return place is not None

    def ask_for(self, entry: EntryId | None) -> None:
        """Look at this entry when the next list shown holds it."""
        self._asked = entry

    def look_at_place(self, place: int) -> None:
        """Move to this row and select it alone."""
        index = self._model.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def current_entry(self) -> EntryId | None:
        """The entry in the current row."""
        return self._model.entry_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        entry = self._model.entry_at(current.row()) if current.isValid() else None
        if entry is not None:
            self.looked_at.emit(entry)

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.entry_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K beside the arrows; letters never start Qt's own search by first letter."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            step = 1 if event.key() == Qt.Key.Key_J else -1
            place = self.currentIndex().row() + step
            if 0 <= place < self._model.rowCount():
                self.look_at_place(place)
            return
        if event.text() == "/":
            self.search_wanted.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, and the search box searches."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the focus there is always a current row, so that a key has something to act on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.look_at_place(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left of the width goes to the person and to why."""
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def _share_out(self) -> None:
        letter = QFontMetrics(self.font()).averageCharWidth()
        first = sum((column.width + 2) * letter for column in COLUMNS[:5])
        left = self.viewport().width() - first
        shares = sum(_WIDEST_SHARE.values())
        for key, share in _WIDEST_SHARE.items():
            column = COLUMNS[PLACE[key]]
            self.setColumnWidth(PLACE[key], (column.width + 2) * letter + max(0, left * share // shares))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The deeds that may be done to this row."""
        self.menu_asked.emit(event.globalPos())
