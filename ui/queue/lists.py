"""The lists on the left, each with its count; the first is what to do. Below them the saved searches, one's own and those that all share."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import labels
from ui.menus import LetteredMenu
from ui.queue.list_rows import CountRole, ListRowDelegate, NameRole
from ui.wording import tr

if TYPE_CHECKING:
    from ui.desk.answers import SavedSearch

_KEY = int(Qt.ItemDataRole.UserRole)
_NUMBER = _KEY + 1
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_WIDEST_NAME = 26
"""Letters of a saved search's name that make the column wider; the rest ends in dots and stands in the tool tip."""


class Lists(QListWidget):
    """The lists. `chosen` carries the name of the one picked, `saved_chosen` the SavedSearch; `saved_asked` a deed and the SavedSearch it is about."""

    chosen = Signal(str)
    saved_chosen = Signal(object)
    saved_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """All lists, their counts not known yet, and no saved search."""
        super().__init__(parent)
        self.setObjectName("lists")
        self.setAccessibleName(tr("Lists"))
        self.setAccessibleDescription(tr("On a saved search F2 changes it and Delete removes it."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(ListRowDelegate(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._items: dict[str, QListWidgetItem] = {}
        self._counts: dict[str, int] = {}
        self._saved: dict[int, SavedSearch] = {}
        for name, label, holds, _ in labels.LISTS:
            item = QListWidgetItem(tr(label), self)
            item.setData(_KEY, name)
            item.setToolTip(tr(holds))
            self._items[name] = item
        self._labels = {name: tr(label) for name, label, _, _ in labels.LISTS}
        self.currentItemChanged.connect(self._picked)
        self.fit_text()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many each holds."""
        before = self._widest()
        self._counts |= counts
        widest = self._widest()
        if widest != before:
            self.fit_text()
        for name, item in self._items.items():
            count = counts.get(name)
            if count is not None:
                _write(item, self._labels[name], count, widest)

    def show_saved(self, held: "Sequence[SavedSearch]", counts: Mapping[int, int | None]) -> None:
        """Show the saved searches with their counts; the current row stays the current one."""
        if [*self._saved.values()] != [*held]:
            self._make_saved(held)
        widest = self._widest()
        for row in range(len(self._items), self.count()):
            item = self.item(row)
            one = self._saved.get(item.data(_NUMBER))
            if one is not None:
                _write(item, one.name, counts.get(one.number), widest)

    def choose(self, name: str | None, words: str = "") -> None:
        """Mark this list as the one shown, or the saved search of these words; none of them for a search of the officer's own.

        Choosing the one shown already changes nothing.
        """
        saved = next((one.number for one in self._saved.values() if one.words.lower() == words.strip().lower()), None)
        if name is not None:
            self.setCurrentItem(self._items[name])
        elif saved is None:
            self.setCurrentRow(-1)
        else:
            self.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
            self.setCurrentItem(next(item for item in self._rows() if item.data(_NUMBER) == saved))
            self.blockSignals(False)  # noqa: FBT003 (the same)

    def saved_here(self) -> "SavedSearch | None":
        """The saved search in the current row."""
        item = self.currentItem()
        return self._saved.get(item.data(_NUMBER)) if self.currentRow() >= 0 else None

    def saved_named(self, name: str) -> QListWidgetItem | None:
        """The row of a saved search."""
        number = next((one.number for one in self._saved.values() if one.name == name), None)
        return next((item for item in self._rows() if number is not None and item.data(_NUMBER) == number), None)

    def changeEvent(self, event: QEvent) -> None:
        """Never narrower than the longest label."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here by Tab chooses nothing: Qt would take the first list, and the officer's own search would be gone."""
        nothing = self.currentRow() < 0
        self.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        super().focusInEvent(event)
        if nothing:
            self.setCurrentRow(-1)
        self.blockSignals(False)  # noqa: FBT003 (the same)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On a saved search, F2 changes it and Delete removes it."""
        deed = {Qt.Key.Key_F2: "change-search", Qt.Key.Key_Delete: "remove-search"}.get(Qt.Key(event.key()))
        saved = self.saved_here()
        if deed is not None and saved is not None:
            self.saved_asked.emit(deed, saved)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Change or remove the saved search under the pointer."""
        item = self.itemAt(event.pos())
        saved = self._saved.get(item.data(_NUMBER)) if item is not None else None
        if saved is None:
            return
        menu = LetteredMenu(parent=self)
        for text, deed in ((tr("&Change…"), "change-search"), (tr("&Remove…"), "remove-search")):
            menu.addAction(text).triggered.connect(partial(self.saved_asked.emit, deed, saved))
        menu.popup(event.globalPos())

    def fit_text(self) -> None:
        """As wide as the longest label with a count: of three figures, of more where a list holds more."""
        metrics = self.fontMetrics()
        names = [one.name[:_WIDEST_NAME] for one in self._saved.values()]
        count = max(("999", *(f"{count:,}" for count in self._counts.values())), key=len)
        self.setMinimumWidth(max(metrics.horizontalAdvance(f"{count}  {label}") for label in [*self._labels.values(), *names]) + 36)

    def _make_saved(self, held: "Sequence[SavedSearch]") -> None:
        current = self.saved_here()
        self.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        while self.count() > len(self._items):
            self.takeItem(self.count() - 1)
        self._saved = {one.number: one for one in held}
        if held:
            head = QListWidgetItem(tr("Saved searches"), self)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
        for one in held:
            item = QListWidgetItem(self)
            item.setData(_NUMBER, one.number)
            item.setToolTip(f"{one.name}\n{one.words}\n{tr('Everybody has this one') if one.is_shared else tr('Only you have this one')}")
            if current is not None and current.number == one.number:
                self.setCurrentItem(item)
        self.blockSignals(False)  # noqa: FBT003 (the same)
        self.fit_text()

    def _rows(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _widest(self) -> int:
        return max((len(f"{count:,}") for count in self._counts.values()), default=1)

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        saved = self._saved.get(item.data(_NUMBER))
        if saved is not None:
            self.saved_chosen.emit(saved)
        elif item.data(_KEY):
            self.chosen.emit(str(item.data(_KEY)))


def _write(item: QListWidgetItem, label: str, count: int | None, widest: int) -> None:
    """The two apart, and together as text with the count first; a question mark where the search is no longer understood."""
    shown = "?" if count is None else f"{count:,}"
    item.setData(NameRole, label)
    item.setData(CountRole, shown)
    item.setText(f"{shown:>{widest}}  {label}".replace(" ", "\u2007", max(0, widest - len(shown))))
    item.setData(_SPOKEN, f"{label}, {tr('not understood any more') if count is None else count}")
