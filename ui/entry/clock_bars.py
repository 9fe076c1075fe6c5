"""The clocks of an entry as bars, each with its words: the bar is for the eye, the words say the same to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui import labels, times
from ui.theme.style import Theme
from ui.wording import tr
from wantedtrack.rules.entry import ClockName, Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained

_SHOWN = (ClockName.CIRCULATE, ClockName.ATTEMPT, ClockName.REVIEW, ClockName.ARREST, ClockName.VERIFY, ClockName.CLEAR)


@dataclass(frozen=True, slots=True)
class Running:
    """One running clock as its bar shows it: `share` of its time gone, 1 and above where it is over."""

    name: ClockName
    share: float
    words: str
    tone: str
    exact: str


def running(clocks: "Sequence[ClockExplained]", now: Instant) -> list[Running]:
    """The clocks that run, the first to fall due first."""
    found = [(clock, _first_due(clock)) for clock in clocks if clock.stopped_at is None and clock.levels]
    shown = [_running(clock, due_at, now) for clock, due_at in sorted(found, key=lambda pair: (pair[1] is None, pair[1] or now))]
    return [bar for bar in shown if bar.name in _SHOWN]


def _first_due(clock: "ClockExplained") -> Instant | None:
    """When its first level falls due by the figures that hold now: a level crossed before a regrade keeps the time it was crossed by."""
    first = clock.levels[0]
    return first.due_at if first.crossed_at is None else clock.started_at + clock.first_limit + clock.paused


def _running(clock: "ClockExplained", due_at: Instant | None, now: Instant) -> Running:
    if due_at is None:
        return Running(clock.clock, 0.0, "rests", "quiet", tr("paused without an end"))
    whole = (due_at - clock.started_at).total_seconds()
    share = (now - clock.started_at).total_seconds() / whole if whole > 0 else 1.0
    crossed = [level for level in clock.levels if level.crossed_at is not None]
    reached = tr(", {words} told", words=tr(crossed[-1].rank.words)) if crossed else ""
    tone = "over" if due_at <= now else "soon" if share > 0.75 else "fine"  # noqa: PLR2004 (the last quarter is soon)
    words = times.due_in_words(due_at, now)
    words = words if times.is_soon(due_at, now) else tr("by {words}", words=words)
    return Running(
        clock.clock,
        share,
        words + reached,
        tone,
        tr("due {due_at}, began {started_at}", due_at=times.exact(due_at), started_at=times.exact(clock.started_at)),
    )


class Bar(QWidget):
    """One bar: how much of the time is gone; a full bar with a notch is over."""

    def __init__(self, theme: Theme, share: float, tone: str, parent: QWidget | None = None) -> None:
        """`tone` is over, soon, fine or quiet."""
        super().__init__(parent)
        self._theme, self._share, self._tone = theme, share, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(80, 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's own signature)
        """The outline, and what is gone of it."""
        colours = self._theme.colours
        fill = {"over": colours.over, "soon": colours.soon, "fine": colours.fine}.get(self._tone, colours.quiet)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 0.5, self.width() - 1, self.height() - 1)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(2, 2, max(0.0, (self.width() - 4) * min(self._share, 1.0)), self.height() - 4), 2, 2)
        painter.end()


class ClockBars(QWidget):
    """All running clocks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_clocks`."""
        super().__init__(parent)
        self.setObjectName("clocks")
        self.setAccessibleName(tr("Clocks"))
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)

    def show_clocks(self, bars: Sequence[Running]) -> None:
        """Show these."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, shown in enumerate(bars):
            name, words = QLabel(labels.CLOCK[shown.name], self), QLabel(shown.words, self)
            words.setProperty("tone", shown.tone)
            bar = Bar(self._theme, shown.share, shown.tone, self)
            bar.setAccessibleName(tr("{name} clock: {words}", name=labels.CLOCK[shown.name], words=shown.words))
            for widget in (name, bar, words):
                widget.setToolTip(shown.exact)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(bar, place, 1)
            self._grid.addWidget(words, place, 2)
        said = "; ".join(f"{labels.CLOCK[shown.name]} {shown.words}" for shown in bars)
        self.setAccessibleDescription(said or tr("No clock runs."))
        if not bars:
            self._grid.addWidget(QLabel(tr("No clock runs."), self), 0, 0)
