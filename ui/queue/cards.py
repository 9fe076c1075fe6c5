"""Where the columns that matter do not stand beside each other, a row is a card: the person, and below the name what those columns say."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QHelpEvent, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from ui import labels
from ui.queue.cells import AnyIndex, PersonDelegate, mark_beside
from ui.queue.columns import PLACE, Column
from ui.queue.model import ChangedRole, RowRole

_GAP = 4
_BESIDE = frozenset(("band", "person"))
_FIRST = "due"
"""What a card says first below the name: a clock is short, and it is why somebody looks."""


def told_below(shown: Sequence[Column], letters: Mapping[str, float], room: float) -> tuple[Column, ...]:
    """Of the columns that are always in view, in their order, those that a card tells below the name; none where all of them have room."""
    if all(column.key != "person" for column in shown) or sum(letters[column.key] for column in shown) <= room:
        return ()
    below = [column for column in shown if column.key not in _BESIDE]
    return tuple(sorted(below, key=lambda column: column.key != _FIRST))


class CardDelegate(PersonDelegate):
    """The person; as a card where the table says so by `below`."""

    below: tuple[Column, ...] = ()
    lines: int = 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """A plain cell, or the name and what stands below it, no higher than the row."""
        if not self.below or index.data(RowRole) is None:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        name: str = shown.text
        shown.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        is_changed, is_chosen = bool(index.data(ChangedRole)), bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        font = QFont(option.font)
        if is_changed:
            font.setWeight(QFont.Weight.DemiBold)
        rect: QRect = option.rect
        box = rect.adjusted(_GAP, 0, -_GAP, 0)
        plain = QFontMetrics(option.font)
        mark = mark_beside(QFontMetrics(font).horizontalAdvance(name), box.width(), plain) if is_changed else ""
        for_mark = plain.horizontalAdvance(mark) + 2 * _GAP if mark else 0
        names = wrapped(name, font, box.width() - for_mark, self.lines - 1)
        rest = wrapped(self._below(index), option.font, box.width(), self.lines - len(names))
        step = plain.lineSpacing()
        top = box.top() + (box.height() - step * (len(names) + len(rest))) // 2
        strong = palette.color(QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text)
        quiet = (
            strong if is_chosen else QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        )  # a style sheet makes the table's own fainter
        painter.save()
        for place, text in enumerate([*names, *rest]):
            painter.setFont(font if place < len(names) else option.font)
            painter.setPen(strong if place < len(names) else quiet)
            painter.drawText(QRect(QPoint(box.left(), top + place * step), box.size()), int(Qt.AlignmentFlag.AlignTop), text)
        if mark:
            painter.setFont(option.font)
            painter.setPen(strong)
            painter.drawText(QRect(box.left(), top, box.width(), step), int(Qt.AlignmentFlag.AlignRight), mark)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex) -> bool:
        """The whole card, of which the row may have room for a part only."""
        if not self.below or event.type() is not QEvent.Type.ToolTip or index.data(RowRole) is None:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), f"{index.data()}\n{self._below(index)}", view)
        return True

    def _below(self, index: AnyIndex) -> str:
        return labels.joined([str(index.sibling(index.row(), PLACE[column.key]).data()) for column in self.below])


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The text in at most so many lines of this width; the last ends in dots where more is left."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start = line.textStart()
        end = len(text) if len(lines) == most - 1 else start + line.textLength()
        lines.append(QFontMetrics(font).elidedText(text[start:end].rstrip(), Qt.TextElideMode.ElideRight, width))
    layout.endLayout()
    return lines
