"""The queue as a table: ordered ids, and rows fetched by the page when they are looked at. SQL sorts, filters and groups; this only shows."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.help.hovering import meaning
from ui.queue.columns import COLUMNS, Look, spoken
from ui.queue.headings import Heading
from ui.widgets.reader import is_orca_s
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, EntryRow

PAGE = 200
_WAITING = "…"
_KEPT_PAGES = 40
_MOST_MARKED = 20_000
AnyIndex = QModelIndex | QPersistentModelIndex
EntryRole = int(Qt.ItemDataRole.UserRole)
RowRole = EntryRole + 1
HeadingRole = EntryRole + 2
ChangedRole = EntryRole + 3
_DISPLAY, _TOOL_TIP, _ALIGNMENT = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole)
)
_NO_CELL = Qt.ItemFlag.NoItemFlags
_CELL = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
"""What Qt answers for a cell of any table, made once: it asks a dozen times for each row that it paints."""
_DESCRIBED = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_SPOKEN = frozenset((int(Qt.ItemDataRole.AccessibleTextRole), _DESCRIBED))
_ANSWERED = _SPOKEN | {_DISPLAY, _TOOL_TIP, _ALIGNMENT, EntryRole, RowRole, HeadingRole, ChangedRole}
"""Qt asks for each cell it paints for eight roles, most of which nothing here answers: those must cost next to nothing."""

Fetch = Callable[[Sequence[EntryId], Callable[[list[EntryRow]], None]], None]


class QueueModel(QAbstractTableModel):
    """One table over ordered ids; a number below nought stands for the heading of a group. `fetch` is asked for the rows of a page, once, and answers later with what may be seen of it."""

    sort_asked = Signal(str, bool)

    def __init__(self, fetch: Fetch, look: Callable[[], Look], parent: QObject | None = None) -> None:
        """`look` gives the clock and the labels of the moment a cell is painted."""
        super().__init__(parent)
        self._fetch = fetch
        self._look = look
        self._ids: Sequence[int] = ()
        self._headings: Sequence[Heading] = ()
        self._rows: dict[EntryId, EntryRow] = {}
        self._stale: set[EntryId] = set()
        self._changed: set[EntryId] = set()
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
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return meaning(COLUMNS[section].label)
        if orientation is Qt.Orientation.Horizontal and role == _ALIGNMENT:
            return COLUMNS[section].align
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A heading cannot be chosen: arrows go past it."""
        if not index.isValid() or (self._headings and self.is_heading(index.row())):
            return _NO_CELL
        return _CELL

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own signature)
        """A cell; a row not fetched yet shows a placeholder and is asked for, one that has changed shows what was known meanwhile."""
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self._ids):
            return None
        entry = EntryId(self._ids[index.row()])
        if entry < 0:
            return self._heading_cell(entry, index.column(), role)
        if role == HeadingRole:
            return None
        if role == EntryRole:
            return entry
        row = self._rows.get(entry)
        if row is None or entry in self._stale:
            self._want(index.row())
        if row is None:
            return _WAITING if role == _DISPLAY else None
        return self._cell(row, index, role)

    def _heading_cell(self, number: int, column: int, role: int) -> Any:  # noqa: ANN401 (each role has its own type)
        heading = self._headings[-number - 1]
        if role == HeadingRole:
            return heading
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return heading.words if role in shown and column == 0 else None

    def _cell(self, row: EntryRow, index: AnyIndex, role: int) -> Any:  # noqa: ANN401 (each role has its own type)
        column = COLUMNS[index.column()]
        if role == _DISPLAY:
            return column.text(row, self._look())
        if role == _TOOL_TIP:
            text = column.exact(row) if column.exact else column.text(row, self._look())
            return f"{text}\n{tr('Changed since you looked')}" if row.entry in self._changed and column.key == "person" else text
        if role == _ALIGNMENT:
            return column.align
        if role in _SPOKEN:
            # The name says it all; the same again as its description would be read twice.
            return None if role == _DESCRIBED else self._spoken(row, index) if index.column() == 0 else column.text(row, self._look())
        if role == ChangedRole:
            return row.entry in self._changed
        return row if role == RowRole else None

    def _spoken(self, row: EntryRow, index: AnyIndex) -> str:
        said = spoken(row, self._look(), is_read_cell_by_cell=is_orca_s())
        if row.entry in self._changed:
            said = f"{said}, {tr('changed since you looked')}"
        return f"{self._headings[-self._ids[index.row() - 1] - 1].words}: {said}" if self.is_heading(index.row() - 1) else said

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the store sorts, and `set_ids` follows."""
        key = COLUMNS[column].sort if 0 <= column < len(COLUMNS) else None
        if key is not None:
            self.sort_asked.emit(key, order == Qt.SortOrder.DescendingOrder)

    def set_ids(self, ids: Sequence[int], rows: Iterable[EntryRow] = (), headings: Sequence[Heading] = ()) -> bool:
        """Show these entries, in this order, with the rows that are known. Answers whether anything moved; rows held already are kept."""
        if ids == self._ids and headings == self._headings:
            return False
        self.beginResetModel()
        self._generation += 1
        self._ids, self._headings = ids, headings
        self._asked.clear()
        if len(self._rows) > PAGE * _KEPT_PAGES:
            self._rows.clear()
            self._stale.clear()
        self._rows |= {row.entry: row for row in rows}
        self.endResetModel()
        return True

    def forget(self, entries: Iterable[EntryId]) -> None:
        """Read these rows again when they are next looked at, because they changed; until then what was known of them stays."""
        held = [entry for entry in entries if entry in self._rows]
        self._stale.update(held)
        places = self._places_of(held)
        for place in places:
            self._asked.pop(place // PAGE, None)
        self._repaint_places(places)

    def mark_changed(self, entries: Iterable[EntryId]) -> None:
        """Somebody else changed these since they were looked at here."""
        if len(self._changed) < _MOST_MARKED:
            self._changed.update(entries)

    def seen(self, entry: EntryId) -> None:
        """This one is looked at now: its mark goes."""
        if entry in self._changed:
            self._changed.discard(entry)
            self._repaint([entry])

    def forget_rows(self) -> None:
        """Read every row again when it is next looked at."""
        self._stale.update(self._rows)
        self._asked.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def forget_all(self) -> None:
        """Let go of every row: names leave memory with them."""
        self._rows.clear()
        self._stale.clear()
        self.set_ids(())

    def repaint_times(self) -> None:
        """The minute has turned: words such as "2 h over" may read otherwise."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1), [int(Qt.ItemDataRole.DisplayRole)])

    @property
    def ids(self) -> Sequence[EntryId]:
        """Every entry of the list, in its order, without the headings."""
        return [EntryId(number) for number in self._ids if number > 0] if self._headings else self._ids  # pyright: ignore[reportReturnType] (ids are numbers, packed)

    @property
    def headings(self) -> Sequence[Heading]:
        """The headings of the groups, none where the queue is not grouped."""
        return self._headings

    def is_heading(self, place: int) -> bool:
        """Whether a heading stands in this row."""
        return 0 <= place < len(self._ids) and self._ids[place] < 0

    def entry_at(self, place: int) -> EntryId | None:
        """The entry in this row."""
        return EntryId(self._ids[place]) if 0 <= place < len(self._ids) and self._ids[place] > 0 else None

    def nearest_entry(self, place: int, step: int = 1) -> int | None:
        """The next row from here that holds an entry, in this direction, else the other; None in an empty list."""
        for way in (step, -step):
            found = place
            while 0 <= found < len(self._ids):
                if self._ids[found] > 0:
                    return found
                found += way
        return None

    def place_of(self, entry: EntryId | None) -> int | None:
        """The row of this entry, None where it is not shown."""
        return None if entry is None else next(iter(self._places_of([entry])), None)

    def places_of(self, entries: Collection[EntryId]) -> list[int]:
        """The rows of these entries, from the top, those that are shown."""
        return sorted(self._places_of(entries))

    def row_of(self, entry: EntryId | None) -> EntryRow | None:
        """The entry's row, if it has been fetched."""
        return None if entry is None else self._rows.get(entry)

    def _want(self, place: int) -> None:
        page = place // PAGE
        if self._asked.get(page) == self._generation:
            return
        self._asked[page] = self._generation
        looked_at = (EntryId(number) for number in self._ids[page * PAGE : (page + 1) * PAGE] if number > 0)
        self._fetch(
            [entry for entry in looked_at if entry not in self._rows or entry in self._stale], partial(self._got, page, self._generation)
        )

    def _places_of(self, entries: Collection[EntryId]) -> list[int]:
        """Where these stand, those that are shown. Found by looking: a table of 100,000 places would cost more memory than the queue."""
        if not entries:
            return []
        if len(entries) > 1:
            # One walk over all: to look for two of them one after the other takes as long.
            wanted = set(entries)
            return [place for place, entry in enumerate(self._ids) if entry in wanted]
        try:
            return [self._ids.index(next(iter(entries)))]
        except ValueError:
            return []

    def _repaint(self, entries: Collection[EntryId]) -> None:
        self._repaint_places(self._places_of(entries))

    def _repaint_places(self, places: Sequence[int]) -> None:
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(COLUMNS) - 1))

    def _got(self, page: int, generation: int, rows: list[EntryRow]) -> None:
        self._rows |= {row.entry: row for row in rows}
        entries = [row.entry for row in rows]
        self._stale.difference_update(entries)
        if generation != self._generation:
            self._repaint(entries)
        elif rows:
            # They stand where they were asked for: nothing is looked for among 100,000.
            last = min(len(self._ids), (page + 1) * PAGE) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(COLUMNS) - 1))
