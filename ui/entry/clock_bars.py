"""The clocks of an entry as bars, each with its words: the bar is for the eye, the words say the same to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui import labels, times
from ui.theme.style import Theme
from ui.wording import tr
from wantedtrack.rules.entry import ClockName, Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained

_SHOWN = (ClockName.CIRCULATE, ClockName.ATTEMPT, ClockName.REVIEW, ClockName.ARREST, ClockName.VERIFY, ClockName.CLEAR)

_LEAST_LETTERS = 60


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
    found = [clock for clock in clocks if clock.stopped_at is None and clock.levels and clock.clock in _SHOWN]
    return [_running(clock, now) for clock in sorted(found, key=lambda clock: (clock.first_due_at is None, clock.first_due_at or now))]


def _running(clock: "ClockExplained", now: Instant) -> Running:
    """By the limit that holds now, as in the queue; where a level was crossed by another, the words say so and the tip says both."""
    due_at = clock.first_due_at
    crossed = [level for level in clock.levels if level.crossed_at is not None]
    reached = tr(", {words} told", words=tr(crossed[-1].rank.words)) if crossed else ""
    rest = clock.rest if clock.rest is not None and clock.rest.until > now else None
    rests = (
        times.rest_in_words(rest.until, rest.left)
        if rest is not None and rest.left is not None
        else tr("rests")
        if rest is not None
        else ""
    )
    began = times.exact(clock.started_at)
    if due_at is None:
        share = clock.elapsed / clock.first_limit if clock.first_limit else 1.0
        exact = times.exact_rest(rest.until, rest.left) if rest is not None and rest.left is not None else tr("paused without an end")
        return Running(
            clock.clock, share, (rests or tr("rests")) + reached, "quiet", tr("{rest}; began {started_at}", rest=exact, started_at=began)
        )
    whole = (due_at - clock.started_at).total_seconds()
    share = (now - clock.started_at).total_seconds() / whole if whole > 0 else 1.0
    tone = "over" if due_at <= now else "soon" if share > 0.75 else "fine"  # noqa: PLR2004 (the last quarter is soon)
    words = times.due_in_words(due_at, now)
    words = words if times.is_soon(due_at, now) else tr("by {words}", words=words)
    exact = tr("due {due_at}, began {started_at}", due_at=times.exact(due_at), started_at=began)
    if clock.is_by_earlier_figures:
        words = tr("{words} by the limit now", words=words)
        exact = tr(
            "{exact}, by the limit that holds now; its first level was crossed by the limit before, due {then}",
            exact=exact, then=times.exact(clock.levels[0].due_at),
        )  # fmt: skip
    return Running(clock.clock, share, labels.joined([words + reached, rests], "; "), tone, exact)


class Bar(QWidget):
    """One bar: how much of the time is gone; a full bar with a notch is over."""

    def __init__(self, theme: Theme, share: float, tone: str, parent: QWidget | None = None) -> None:
        """`tone` is over, soon, fine or quiet."""
        super().__init__(parent)
        self._theme, self._share, self._tone = theme, share, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, tone: str) -> None:
        """Another entry's clock, or the same a while later."""
        self._share, self._tone = share, tone
        self.update()

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(80, 12)

    def minimumSizeHint(self) -> QSize:
        """The words beside it come first."""
        return QSize(28, 12)

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
        self._bars: list[tuple[QLabel, Bar, QLabel]] = []
        self._is_narrow = False

    def show_clocks(self, bars: Sequence[Running]) -> None:
        """Show these."""
        said = "; ".join(f"{labels.CLOCK[shown.name]} {shown.words}" for shown in bars)
        self.setAccessibleDescription(said or tr("No clock runs."))
        if bars and len(bars) == len(self._bars):
            for shown, row in zip(bars, self._bars, strict=True):
                _say(shown, *row)
            return
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._bars = []
        for shown in bars:
            row = QLabel(self), Bar(self._theme, shown.share, shown.tone, self), QLabel(self)
            row[2].setWordWrap(True)
            _say(shown, *row)
            self._bars.append(row)
        self._lay_out()
        if not bars:
            self._grid.addWidget(QLabel(tr("No clock runs."), self), 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words would be squeezed beside the bars they stand under them."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._lay_out()

    def _lay_out(self) -> None:
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 0 if self._is_narrow else 4)
        for place, (name, bar, words) in enumerate(self._bars):
            self._grid.addWidget(name, 2 * place, 0)
            self._grid.addWidget(bar, 2 * place, 1)
            if self._is_narrow:
                self._grid.addWidget(words, 2 * place + 1, 0, 1, 2)
            else:
                self._grid.addWidget(words, 2 * place, 2)


def _say(shown: Running, name: QLabel, bar: Bar, words: QLabel) -> None:
    """Write one clock into its three parts."""
    name.setText(labels.CLOCK[shown.name])
    bar.show_share(shown.share, shown.tone)
    bar.setAccessibleName(tr("{name} clock: {words}", name=labels.CLOCK[shown.name], words=shown.words))
    words.setText(shown.words)
    if words.property("tone") != shown.tone:
        words.setProperty("tone", shown.tone)
        words.style().unpolish(words)
        words.style().polish(words)
    for widget in (name, bar, words):
        widget.setToolTip(shown.exact)
