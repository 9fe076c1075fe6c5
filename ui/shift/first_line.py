"""The line over the queue when work begins: what to do first, and why, before anybody has pressed anything."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.desk.jobs import Touched
from ui.shift.first_words import Said
from ui.widgets.long_words import breakable
from ui.wording import tr

_NOBODYS_DEED = "sweep"
_LINES, _SIDES, _BOLD = 2, 60, 1.1
"""Lines that the queue spares, what a line loses at its sides and ends, and how much wider bold text is."""


class FirstLine(QLabel):
    """Hidden until the start of shift was read; gone for good once somebody looked at that page or did something: then it is overtaken. `asked` says that it was clicked."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is known yet."""
        self._told = ("", "")
        super().__init__(parent)
        self.setObjectName("queue-first")
        self.setProperty("tone", "first")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._is_wanted, self._is_here = False, True
        self.hide()

    def begin(self) -> None:
        """An officer begins to work here."""
        self._is_wanted = True
        self._write("")

    def say(self, first: Said | None) -> None:
        """What comes first now; None where nothing waits."""
        if first is None or not self._is_wanted:
            self._write("")
            return
        what = tr("{what}: {how}", what=first.what, how=first.how) if first.how else tr("{what}.", what=first.what.rstrip("."))
        told = (
            tr("First: {what} {why} More under Start of shift, Ctrl+Home.", what=what, why=first.why),
            tr("First: {what} Why, and what comes then: Ctrl+Home.", what=what),
        )
        self._write(*told)

    def stand_with(self, *, queue: bool, start: bool) -> None:
        """The page on screen is the queue, or the start of shift, which says it all."""
        self._is_here = queue
        if start:
            self.end()
        self.setVisible(self._is_here and bool(self.text()))

    def take_in(self, touched: Touched) -> None:
        """Something was done here: what was first may be done."""
        if touched.is_own and any(deed != _NOBODYS_DEED for deed in touched.deeds):
            self.end()

    def end(self) -> None:
        """Names leave the screen, or nobody needs to be told any longer."""
        self._is_wanted = False
        self._write("")

    def _write(self, text: str, short: str = "") -> None:
        self._told = (breakable(text), breakable(short))
        self._fit()
        self.setVisible(self._is_here and bool(text))

    def _fit(self) -> None:
        """The queue needs its room: what would take more than two lines is told without the reason."""
        whole, short = self._told
        room = _LINES * max(1, self.width() - _SIDES)
        self.setText(short if short and self.fontMetrics().horizontalAdvance(whole) * _BOLD > room else whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more, or for less."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """And larger text for less."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the page."""
        super().mouseReleaseEvent(event)
        self.asked.emit()
