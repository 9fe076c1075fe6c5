"""The queue as a table: ordered ids, and rows fetched by the page when they are looked at. SQL sorts and filters; this only shows."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.queue.columns import COLUMNS, Look, spoken
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, EntryRow

PAGE = 200
_WAITING = "…"
_KEPT_PAGES = 40
_FEW = 5
"""So many places are looked for one after the other; more of them in one walk over all."""
AnyIndex = QModelIndex | QPersistentModelIndex
EntryRole = int(Qt.ItemDataRole.UserRole)
RowRole = EntryRole + 1

Fetch = Callable[[Sequence[EntryId], Callable[[list[EntryRow]], None]], None]


class QueueModel(QAbstractTableModel):
    """One table over ordered ids. `fetch` is asked for the rows of a page, once, and answers later with what may be seen of it."""

    sort_asked = Signal(str, bool)

    def __init__(self, fetch: Fetch, look: Callable[[], Look], parent: QObject | None = None) -> None:
        """`look` gives the clock and the labels of the moment a cell is painted."""
        super().__init__(parent)
        self._fetch = fetch
        self._look = look
        self._ids: Sequence[EntryId] = ()
        self._rows: dict[EntryId, EntryRow] = {}
        self._asked: dict[int, int] = {}
        self._generation = 0

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """As many as ids; a table has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """As many as the columns that are data."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own signature)
        """The columns' labels; rows have none."""
        if orientation is Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(COLUMNS[section].label)
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own signature)
        """A cell; a row not fetched yet shows a placeholder and is asked for."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        entry = self._ids[index.row()]
        if role == EntryRole:
            return entry
        row = self._rows.get(entry)
        if row is None:
            self._want(index.row())
            return _WAITING if role == Qt.ItemDataRole.DisplayRole else None
        return self._cell(row, index.column(), role)

    def _cell(self, row: EntryRow, place: int, role: int) -> Any:  # noqa: ANN401 (each role has its own type)
        column = COLUMNS[place]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row, self._look())
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.exact(row) if column.exact else column.text(row, self._look())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return spoken(row, self._look()) if place == 0 else column.text(row, self._look())
        return row if role == RowRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the store sorts, and `set_ids` follows."""
        key = COLUMNS[column].sort if 0 <= column < len(COLUMNS) else None
        if key is not None:
            self.sort_asked.emit(key, order == Qt.SortOrder.DescendingOrder)

    def set_ids(self, ids: Sequence[EntryId], rows: Iterable[EntryRow] = ()) -> bool:
        """Show these entries, in this order, with the rows that are known. Answers whether anything moved; rows held already are kept."""
        if ids == self._ids:
            return False
        self.beginResetModel()
        self._generation += 1
        self._ids = ids
        self._asked.clear()
        if len(self._rows) > PAGE * _KEPT_PAGES:
            self._rows.clear()
        self._rows |= {row.entry: row for row in rows}
        self.endResetModel()
        return True

    def forget(self, entries: Iterable[EntryId]) -> None:
        """Read these rows again when they are next looked at, because they changed."""
        held = [entry for entry in entries if self._rows.pop(entry, None) is not None]
        for place in self._places_of(held):
            self._asked.pop(place // PAGE, None)
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def forget_rows(self) -> None:
        """Read every row again when it is next looked at."""
        self._rows.clear()
        self._asked.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def forget_all(self) -> None:
        """Let go of every row: names leave memory with them."""
        self._rows.clear()
        self.set_ids(())

    def repaint_times(self) -> None:
        """The minute has turned: words such as "2 h over" may read otherwise."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1), [int(Qt.ItemDataRole.DisplayRole)])

    @property
    def ids(self) -> Sequence[EntryId]:
        """Every entry of the list, in its order."""
        return self._ids

    def entry_at(self, place: int) -> EntryId | None:
        """The entry in this row."""
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def place_of(self, entry: EntryId | None) -> int | None:
        """The row of this entry, None where it is not shown."""
        return None if entry is None else next(iter(self._places_of([entry])), None)

    def row_of(self, entry: EntryId | None) -> EntryRow | None:
        """The entry's row, if it has been fetched."""
        return None if entry is None else self._rows.get(entry)

    def _want(self, place: int) -> None:
        page = place // PAGE
        if self._asked.get(page) == self._generation:
            return
        self._asked[page] = self._generation
        wanted = [entry for entry in self._ids[page * PAGE : (page + 1) * PAGE] if entry not in self._rows]
        self._fetch(wanted, self._got)

    def _places_of(self, entries: Collection[EntryId]) -> list[int]:
        """Where these stand, those that are shown. Found by looking: a table of 100,000 places would cost more memory than the queue."""
        if len(entries) > _FEW:
            wanted = set(entries)
            return [place for place, entry in enumerate(self._ids) if entry in wanted]
        return [self._ids.index(entry) for entry in entries if entry in self._ids]

    def _got(self, rows: list[EntryRow]) -> None:
        self._rows |= {row.entry: row for row in rows}
        places = self._places_of([row.entry for row in rows])
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(COLUMNS) - 1))
