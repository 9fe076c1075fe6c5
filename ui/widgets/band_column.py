"""A column of band marks for tables that hold no entry's row: shape, word and colour, as in the queue."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem, QWidget

from ui.queue.band_mark import paint_band
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
        word = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        box: QRect = option.rect
        font: QFont = option.font
        paint_band(painter, box, Band(value) if value else None, word, font)
