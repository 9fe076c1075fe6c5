"""Paints the cells of the queue: headings across the whole row, and the mark on what somebody else changed, as a shape and a word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.queue.headings import Heading
from ui.queue.model import ChangedRole, HeadingRole
from ui.wording import tr

_GAP = 4
_SHAPE = "✱"
AnyIndex = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """A plain cell; where a heading stands, its part of the heading."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the cell, or its part of a heading."""
        heading = index.data(HeadingRole)
        if isinstance(heading, Heading):
            self._paint_heading(painter, option, heading)
        else:
            super().paint(painter, option, index)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        """Each cell paints its own piece of one line of text that begins at the left of the row."""
        table = option.widget
        box: QRect = option.rect
        palette: QPalette = option.palette
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        left = -table.horizontalHeader().offset() if isinstance(table, QTableView) else box.left()
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, palette.color(QPalette.ColorRole.Window))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text)))
        painter.setFont(font)
        whole = QRect(max(left, 0) + 2 * _GAP, box.top(), 10_000, box.height())
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), heading.words)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()


class PersonDelegate(CellDelegate):
    """The person; after the name, where somebody else changed the entry since it was looked at here, a shape and a word that say so."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The cell, and the mark at its right."""
        if not index.data(ChangedRole):
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        name: str = shown.text
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        box: QRect = option.rect
        mark = mark_beside(QFontMetrics(bold).horizontalAdvance(name), box.width(), QFontMetrics(option.font))
        width = QFontMetrics(option.font).horizontalAdvance(mark) + 2 * _GAP
        shown.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        colour = palette.color(QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text)
        painter.save()
        painter.setPen(colour)
        painter.setFont(bold)
        room = box.adjusted(_GAP, 0, -width - _GAP, 0)
        written = QFontMetrics(bold).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), written)
        painter.setFont(option.font)
        place = QRect(box.right() - width - _GAP + 1, box.top(), width, box.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), mark)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Room for the mark beside the name."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 12 * _GAP, hint.height())


def mark_beside(name: int, room: int, metrics: QFontMetrics) -> str:
    """The shape with its word; where the name, so wide, would be cut for the word, the shape alone: the tip and a screen reader say the word."""
    whole = f"{_SHAPE} {tr('changed')}"
    return whole if name + metrics.horizontalAdvance(whole) + 4 * _GAP <= room else _SHAPE
