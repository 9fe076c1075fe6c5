"""Paints a band as a shape, a word and a colour, in that order of importance."""

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.queue.cells import CellDelegate
from ui.queue.model import RowRole
from ui.theme.colours import BANDS, Mark
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
    _drawn_once(painter, place, mark, text, bold)


def _drawn_once(painter: QPainter, place: QRect, mark: Mark, text: str, font: QFont) -> None:
    """As a picture, where it goes to a screen: a queue shows some dozens of marks, all of four kinds. Paper keeps text as text."""
    device = painter.device()
    if not isinstance(device, QWidget):
        _draw(painter, place, mark, text, font)
        return
    ratio = device.devicePixelRatioF()
    key = f"band {mark.ground} {text} {place.width()} {place.height()} {ratio} {font.key()}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap(ceil(place.width() * ratio), ceil(place.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        onto = QPainter(picture)
        _draw(onto, QRect(QPoint(0, 0), place.size()), mark, text, font)
        onto.end()
        QPixmapCache.insert(key, picture)
    painter.drawPixmap(place.topLeft(), picture)


def _draw(painter: QPainter, place: QRect, mark: Mark, text: str, font: QFont) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(mark.ground))
    painter.setPen(QColor(mark.edge))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(mark.text))
    painter.setFont(font)
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
        sheet = f"QLabel {{ background: {mark.ground}; color: {mark.text}; border: 1px solid {mark.edge}; border-radius: 3px; padding: 1px 7px; font-weight: 600; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
