"""Paints a band as a shape, a word and a colour, in that order of importance."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.queue.cells import CellDelegate
from ui.queue.model import RowRole
from ui.theme.colours import BANDS
from ui.wording import tr
from wantedtrack.rules.entry import Band, EntryRow

_GAP = 4


def paint_band(painter: QPainter, box: QRect, band: Band | None, word: str, font: QFont) -> None:
    """Paint the mark into the left of `box`, no wider than its word needs."""
    mark = BANDS[band]
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    text = f"{mark.shape} {word}"
    metrics = QFontMetrics(bold)
    width = min(metrics.horizontalAdvance(text) + 4 * _GAP, box.width() - _GAP)
    height = min(metrics.height() + _GAP, box.height() - 2)
    place = QRect(box.left() + _GAP, box.center().y() - height // 2 + 1, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(mark.ground))
    painter.setPen(QColor(mark.edge))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(mark.text))
    painter.setFont(bold)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def paint_band_cell(
    delegate: QStyledItemDelegate,
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
    band: Band | None,
) -> None:
    """A cell of a table: the row's ground as the table paints it, then the mark with the cell's own word."""
    shown = QStyleOptionViewItem(option)
    delegate.initStyleOption(shown, index)
    shown.text = ""
    widget: QWidget = option.widget
    widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
    box: QRect = option.rect
    font: QFont = option.font
    paint_band(painter, box, band, str(index.data(Qt.ItemDataRole.DisplayRole)), font)


class BandDelegate(CellDelegate):
    """The band column of the queue."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The row's ground as the table paints it, then the mark."""
        row = index.data(RowRole)
        if not isinstance(row, EntryRow):
            super().paint(painter, option, index)
            return
        paint_band_cell(self, painter, option, index, row.band)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines' worth of target: never under 24 pixels."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 6 * _GAP, max(hint.height(), 26))


class BandLabel(QLabel):
    """The mark as a label of its own, for the entry's page."""

    def show_band(self, band: Band | None, word: str) -> None:
        """Show this band."""
        mark = BANDS[band]
        self.setText(f"{mark.shape} {word}")
        self.setAccessibleName(tr("Band: {word}", word=word))
        self.setStyleSheet(
            f"QLabel {{ background: {mark.ground}; color: {mark.text}; border: 1px solid {mark.edge}; border-radius: 3px; padding: 1px 7px; font-weight: 600; }}"
        )
