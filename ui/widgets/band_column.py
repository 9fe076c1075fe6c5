"""A column of band marks for tables that hold no entry's row: shape, word and colour, as in the queue."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

from ui.queue.band_mark import paint_band_cell
from wantedtrack.rules.entry import Band

_BandRole = int(Qt.ItemDataRole.UserRole) + 8
_NO_MARK = "none"


def band_item(band: Band | None, word: str, *, has_band: bool = True) -> QTableWidgetItem:
    """The cell: its word is what a screen reader says; `has_band` is false where the row is about no entry, which has no mark."""
    item = QTableWidgetItem(word)
    item.setData(_BandRole, (band.value if band else "") if has_band else _NO_MARK)
    return item


class BandColumn(QStyledItemDelegate):
    """Paints `band_item`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The row's ground as the table paints it, then the mark."""
        value = index.data(_BandRole)
        if value is None or value == _NO_MARK:
            super().paint(painter, option, index)
            return
        paint_band_cell(self, painter, option, index, Band(value) if value else None)
