"""Paints a line of the lists: its name at the left, how many it holds at the right, where figures stand below each other."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

NameRole = int(Qt.ItemDataRole.UserRole) + 2
CountRole = NameRole + 1
"""The name and the count apart; the line's own text holds both, for whoever reads it as text."""

_SIDE, _GAP = 8, 12


class ListRowDelegate(QStyledItemDelegate):
    """A line whose name and count are held apart; any other as Qt paints it, and quietly, for it heads those below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The ground as the list paints it, then the two."""
        name = index.data(NameRole)
        if name is None:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        font: QFont = option.font
        rect: QRect = option.rect
        box = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        metrics = QFontMetrics(font)
        count = str(index.data(CountRole) or "")
        room = box.width() - metrics.horizontalAdvance(count) - _GAP
        painter.save()
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text))
        written = metrics.elidedText(str(name), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), written)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        painter.restore()
