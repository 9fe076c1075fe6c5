"""The queue's table: keeps selection, scroll place and looks through every change, moves by J and K as well as by arrows."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from ui.queue.band_mark import BandDelegate
from ui.queue.cards import CardDelegate, told_below
from ui.queue.cells import CellDelegate
from ui.queue.columns import COLUMNS, PLACE
from ui.queue.headings import Heading
from ui.queue.model import QueueModel
from ui.queue.view_state import ColumnView, ViewState
from ui.widgets.reading_table import set_up_for_reading
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, EntryRow

_ROW_HEIGHT = 28
_WIDEST_SHARE = {"why": 3, "person": 2}
_GOOD_WIDTH = {"why": 36, "person": 26}
_ALWAYS_IN_VIEW = 5
_NARROWEST = 4
AIR = 3
"""Letters of room beside a column's own."""
MOST_KEPT_CHOSEN = 2_000
"""So many chosen rows are found again, each where it then stands; of more, all of them only where all were chosen."""


class QueueTable(QTableView):
    """The table. `looked_at` carries the entry in the current row, None for none; `opened` that Enter or a double click asks for it;
    `left_list` carries the one stood on where the same list holds it no longer; `chosen_changed` how many rows are chosen; `view_changed` that columns, their order or their widths are others now.
    """

    looked_at = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(object)
    columns_asked = Signal(object)
    search_wanted = Signal()
    copy_wanted = Signal()
    left_list = Signal(object)
    chosen_changed = Signal(int)
    view_changed = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self.setObjectName("queue")
        self.setAccessibleName(tr("Queue of entries"))
        self.setAccessibleDescription(
            tr(
                "Arrow keys or J and K move, with Shift they choose several; Enter opens; A logs an attempt; C circulation; W says why it is red."
            )
        )
        self._model = model
        self._asked: EntryId | None = None
        self._lines = 1
        self._own_widths: dict[str, float] = {}
        self._is_setting = True
        self._cards = CardDelegate(self)
        self.setModel(model)
        self._set_up()
        self._plain, self._parts_of_headings = QStyledItemDelegate(self), CellDelegate(self)
        self.setItemDelegate(self._plain)
        self.setItemDelegateForColumn(PLACE["band"], BandDelegate(self))
        self.setItemDelegateForColumn(PLACE["person"], self._cards)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(self._chose)
        self.activated.connect(self._activated)
        self._is_setting = False

    def _set_up(self) -> None:
        set_up_for_reading(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        # Headings light up where their whole column is chosen, and Qt finds that out by asking every row: of 100,000 that took three seconds.
        heads.setSelectionModel(QItemSelectionModel(self._model, heads))
        heads.setAccessibleName(tr("Headings of the queue"))
        heads.setSortIndicator(PLACE["due"], Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._sorted = (PLACE["due"], Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(self._arrow_moved)
        heads.sectionMoved.connect(self._columns_moved)
        heads.sectionResized.connect(self._column_sized)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._ask_columns)
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, not column.is_shown)
        self._fit_text()

    # ---- order, columns, rows --------------------------------------------------------------------------------------------------------

    def _arrow_moved(self, place: int, order: Qt.SortOrder) -> None:
        """The arrow stands where the order is: a heading that the store cannot sort by gives it back."""
        if 0 <= place < len(COLUMNS) and COLUMNS[place].sort is not None:
            self._sorted = (place, order)
            return
        heads = self.horizontalHeader()
        heads.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        heads.setSortIndicator(*self._sorted)
        heads.blockSignals(False)  # noqa: FBT003 (the same)

    def sort_by(self, key: str) -> None:
        """Sort by this column; again, the other way about."""
        place, order = PLACE[key], Qt.SortOrder.AscendingOrder
        if self._sorted == (place, order):
            order = Qt.SortOrder.DescendingOrder
        self.sortByColumn(place, order)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The column that the order is of, and whether from the last to the first."""
        return COLUMNS[self._sorted[0]].key, self._sorted[1] is Qt.SortOrder.DescendingOrder

    def view_state(self, group: str) -> ViewState:
        """Columns in the order they stand, shown or not, with the widths that somebody gave them, in letters."""
        heads = self.horizontalHeader()
        keys = [COLUMNS[heads.logicalIndex(place)].key for place in range(heads.count())]
        columns = tuple(ColumnView(key, not self.isColumnHidden(PLACE[key]), self._own_widths.get(key)) for key in keys)
        return ViewState(columns, self._lines, group)

    def show_view(self, state: ViewState) -> None:
        """Stand the columns as this says."""
        self._is_setting = True
        heads = self.horizontalHeader()
        self._own_widths = {column.key: column.width for column in state.columns if column.width is not None}
        for place, column in enumerate(state.columns):
            heads.moveSection(heads.visualIndex(PLACE[column.key]), place)
            self.setColumnHidden(PLACE[column.key], not column.is_shown)
        self._lines = state.lines
        self.setWordWrap(state.lines > 1)
        self._fit_text()
        self._is_setting = False
        self.view_changed.emit()

    def _columns_moved(self) -> None:
        if not self._is_setting:
            self.view_changed.emit()

    def _column_sized(self, place: int, before: int, after: int) -> None:
        """A width that a hand gave stays; one that was worked out is worked out anew when the window changes."""
        if self._is_setting or 0 in (before, after):
            return
        self._own_widths[COLUMNS[place].key] = after / self._letter()
        self.view_changed.emit()

    def _letter(self) -> int:
        return max(1, QFontMetrics(self.font()).averageCharWidth())

    def _fit_text(self) -> None:
        """Rows as high and columns as wide as the text needs, at whatever size it is."""
        self._share_out()
        self._fit_height()

    def _fit_height(self) -> None:
        self._cards.lines = self._lines + 1
        lines = self._cards.lines if self._cards.below else self._lines
        height = max(_ROW_HEIGHT, QFontMetrics(self.font()).lineSpacing() * lines + 10)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)

    def _share_out(self) -> None:
        """Each column its own width, and what is left of the window to the person and to why, where nobody gave those a width."""
        was_setting, self._is_setting = self._is_setting, True
        letter = self._letter()
        shown = [column for place, column in enumerate(COLUMNS) if not self.isColumnHidden(place)]
        widths = {column.key: int(max(_NARROWEST, self._own_widths.get(column.key, column.width + AIR)) * letter) for column in COLUMNS}
        heads = self.horizontalHeader()
        in_order = sorted(shown, key=lambda column: heads.visualIndex(PLACE[column.key]))
        # Those that are in view on any screen, and of the others as many as stand beside a person and a reason of a good width.
        wanted = {key: max(widths[key], int(letters * letter)) for key, letters in _GOOD_WIDTH.items() if key not in self._own_widths}
        count, room = _ALWAYS_IN_VIEW, self.viewport().width()
        bare = {column.key: self._own_widths.get(column.key, column.width) for column in shown}
        below = told_below(in_order[:_ALWAYS_IN_VIEW], bare, room / letter)
        if below:
            # The band's mark and the card fill the view; every column still stands to the right of them, as wide as it was.
            widths["band"] = int(bare.get("band", 0) * letter)
            widths["person"] = max(widths["person"], room - (widths["band"] if "band" in bare else 0))
        while count < len(in_order) and sum(wanted.get(column.key, widths[column.key]) for column in in_order[: count + 1]) <= room:
            count += 1
        first = in_order[:count]
        left = max(0, room - sum(widths[column.key] for column in first))
        shares = {key: share for key, share in _WIDEST_SHARE.items() if key not in self._own_widths and key in {one.key for one in first}}
        for place, column in enumerate(COLUMNS):
            more = left * shares[column.key] // sum(shares.values()) if column.key in shares else 0
            self.setColumnWidth(place, widths[column.key] + more)
        if below != self._cards.below:
            self._cards.below = below
            self._fit_height()
            self.viewport().update()
        self._is_setting = was_setting

    # ---- what is shown ---------------------------------------------------------------------------------------------------------------

    def show_ids(
        self, ids: Sequence[int], *, from_top: bool = False, rows: Iterable[EntryRow] = (), headings: Sequence[Heading] = ()
    ) -> None:
        """Show these entries; the one that was looked at stays looked at where it is still there, at the same height, and those that were chosen stay chosen.

        `from_top` is for another list or search, which begins at its first entry unless one was asked for.
        """
        kept = self._asked or (None if from_top else self.current_entry())
        chosen = [] if from_top else self._kept_chosen()
        anchor, height = (None, 0) if from_top else self._anchor()
        place_before = 0 if from_top else self.currentIndex().row()
        is_moved = self._model.set_ids(ids, rows, headings)
        # Without headings Qt paints the plain cells by itself: 200 fewer ways through Python each time the table is painted.
        self.setItemDelegate(self._parts_of_headings if headings else self._plain)
        was_asked, self._asked = self._asked is not None, None
        if not is_moved and not (from_top or kept):
            return
        if is_moved:
            self._scroll_to(0 if from_top else None, anchor, height)
        place = self._model.place_of(kept)
        if place is None and kept is not None and not was_asked and not from_top:
            self.left_list.emit(kept)
        if place is None and len(ids):
            place = self._model.nearest_entry(min(max(place_before, 0), len(ids) - 1))
        if place is None:
            self.looked_at.emit(None)
        elif is_moved or self.currentIndex().row() != place:
            self._stand_at(place, chosen, is_asked=from_top or anchor is None)

    def _anchor(self) -> tuple[EntryId | None, int]:
        """The entry that must not move on the screen: the current one where it is seen, else the topmost; and how high it stands."""
        height = self.viewport().height()
        current = self.currentIndex()
        if current.isValid() and 0 <= self.rowViewportPosition(current.row()) < height:
            return self._model.entry_at(current.row()), self.rowViewportPosition(current.row())
        place = self._model.nearest_entry(max(0, self.rowAt(0)))
        return (None, 0) if place is None else (self._model.entry_at(place), self.rowViewportPosition(place))

    def _scroll_to(self, value: int | None, anchor: EntryId | None, height: int) -> None:
        bar = self.verticalScrollBar()
        scrolled = bar.value()
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        place = self._model.place_of(anchor)
        if value is None:
            value = scrolled if place is None else place * self.verticalHeader().defaultSectionSize() - height
        bar.setValue(value)

    def _stand_at(self, place: int, chosen: Sequence[EntryId], *, is_asked: bool) -> None:
        """Make the row the current one again without scrolling to it, unless it was asked for."""
        self.setAutoScroll(is_asked)
        self.look_at_place(place)
        self.setAutoScroll(True)
        if len(chosen) > 1:
            self.choose(chosen)

    def _kept_chosen(self) -> list[EntryId]:
        """Those chosen, where they are more than the current one and not too many to find again."""
        count = self.chosen_count()
        if count == len(self._model.ids) and count > 1:
            return list(self._model.ids)
        return self.chosen_entries() if 1 < count <= MOST_KEPT_CHOSEN else []

    def choose(self, entries: Sequence[EntryId]) -> None:
        """Choose these, the current row staying the current one."""
        selection, flags = QItemSelection(), QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        last = len(COLUMNS) - 1
        first: int | None = None
        before = -2
        for place in [*self._model.places_of(entries), -1]:
            if place != before + 1 or place < 0:
                if first is not None:
                    selection.append(QItemSelectionRange(self._model.index(first, 0), self._model.index(before, last)))
                first = place
            before = place
        self.selectionModel().select(selection, flags)

    def chosen_entries(self, most: int | None = None) -> list[EntryId]:
        """The entries of the chosen rows, from the top."""
        found: dict[EntryId, None] = {}
        for top, bottom in self._chosen_spans():
            for place in range(top, bottom + 1):
                entry = self._model.entry_at(place)
                if entry is not None:
                    found[entry] = None
                if most is not None and len(found) >= most:
                    return list(found)
        return list(found)

    def chosen_count(self) -> int:
        """How many rows are chosen; headings are not."""
        spans = self._chosen_spans()
        count = sum(bottom - top + 1 for top, bottom in spans)
        if self._model.headings:
            count -= sum(self._model.is_heading(place) for top, bottom in spans for place in range(top, bottom + 1))
        return count

    def _chosen_spans(self) -> list[tuple[int, int]]:
        """The chosen rows as first and last of each run, from the top."""
        selection = self.selectionModel().selection()
        spans = [selection.at(number) for number in range(selection.count())]
        return sorted({(span.top(), span.bottom()) for span in spans})

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
        """Move to this row and select it alone; from a heading to the first entry under it."""
        there = self._model.nearest_entry(place)
        if there is None:
            return
        column = max(0, self.currentIndex().column())
        index = self._model.index(there, column)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def current_entry(self) -> EntryId | None:
        """The entry in the current row."""
        return self._model.entry_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        entry = self._model.entry_at(current.row()) if current.isValid() else None
        if entry is not None:
            self.looked_at.emit(entry)

    def _chose(self) -> None:
        self.chosen_changed.emit(self.chosen_count())

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.entry_at(index.row()))

    # ---- keys and events -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K beside the arrows; letters never start Qt's own search by first letter, and nothing is copied without a reason."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            step = 1 if event.key() == Qt.Key.Key_J else -1
            place = self._model.nearest_entry(self.currentIndex().row() + step, step)
            if place is not None and 0 <= self.currentIndex().row() + step < self._model.rowCount():
                self.look_at_place(place)
            return
        if event.text() == "/":
            self.search_wanted.emit()
            return
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            # Not every system makes a request for the menu of these keys.
            self._ask_menu()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The deeds that may be done to this row: at the pointer, or by key at the row stood on."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
        else:
            self.menu_asked.emit(event.globalPos())

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))

    def _ask_columns(self, place: QPoint) -> None:
        self.columns_asked.emit(self.horizontalHeader().mapToGlobal(place))
