"""The lists on the left, each with its count; the first is what to do."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import labels
from ui.wording import tr

_KEY = int(Qt.ItemDataRole.UserRole)


class Lists(QListWidget):
    """The lists. `chosen` carries the name of the one picked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """All lists, their counts not known yet."""
        super().__init__(parent)
        self.setObjectName("lists")
        self.setAccessibleName(tr("Lists"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
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
        widest = max((len(f"{count:,}") for count in counts.values()), default=1)
        for name, item in self._items.items():
            count = counts.get(name)
            if count is not None:
                item.setText(f"{count:>{widest},}  {self._labels[name]}".replace(" ", "\u2007", widest - len(f"{count:,}")))
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{self._labels[name]}, {count}")

    def choose(self, name: str | None) -> None:
        """Mark this list as the one shown; None for a search of the officer's own. Choosing the one shown already changes nothing."""
        if name is None:
            self.setCurrentRow(-1)
        else:
            self.setCurrentItem(self._items[name])

    def changeEvent(self, event: QEvent) -> None:
        """Never narrower than the longest label."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_text()

    def fit_text(self) -> None:
        """As wide as the longest label with a count of five figures."""
        metrics = self.fontMetrics()
        self.setMinimumWidth(max(metrics.horizontalAdvance(f"99,999  {label}") for label in self._labels.values()) + 28)

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))
