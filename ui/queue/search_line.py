"""The line of the search box: what cannot be understood is underlined where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from ui.theme.style import Theme

_CURSOR_MARGIN = 5
"""QLineEdit gives the cursor's place with so many pixels round it."""
_STEP = 2.0


class SearchLine(QLineEdit):
    """The line itself. Down and Enter go to the queue; Escape empties it."""

    left_for_queue = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is wrong yet."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self.leaves_to_offers: Callable[[Qt.Key], bool] = lambda _: False
        self._wrong: tuple[int, int] | None = None

    @property
    def wrong(self) -> tuple[int, int] | None:
        """Where the word stands that cannot be understood, None where all can."""
        return self._wrong

    def mark_wrong(self, place: tuple[int, int] | None) -> None:
        """Underline what stands here; None for nothing."""
        if place != self._wrong:
            self._wrong = place
            self.setProperty("wrong", "true" if place else "false")
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go on to the queue, Escape back to the list; what is offered for the word comes before that."""
        if self.leaves_to_offers(Qt.Key(event.key())):
            # Not taken here, the completer takes it.
            event.ignore()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_for_queue.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line as ever, and a wave under the wrong word: a shape, not a colour alone."""
        super().paintEvent(event)
        if self._wrong is None:
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        metrics = QFontMetricsF(self.font())
        text = self.text()
        cursor = self.cursorRect()
        zero = cursor.left() + _CURSOR_MARGIN - metrics.horizontalAdvance(text[: self.cursorPosition()])
        start, end = (zero + metrics.horizontalAdvance(text[:place]) for place in self._wrong)
        base = min(cursor.center().y() + metrics.height() / 2 + 1, self.height() - 4)
        wave = QPolygonF()
        x, is_up = max(start, room.left()), False
        while x <= min(end, room.right()):
            wave.append(QPointF(x, base - (_STEP if is_up else 0)))
            x, is_up = x + _STEP, not is_up
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour(), 1.4))
        painter.drawPolyline(wave)
        painter.end()

    def follow(self, theme: Theme) -> None:
        """Take the colour of the mark from this theme."""
        self._theme = theme

    def _colour(self) -> QColor:
        return QColor(self._theme.colours.over) if self._theme is not None else self.palette().text().color()
