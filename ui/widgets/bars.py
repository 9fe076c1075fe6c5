"""A bar chart with its figures: few bars, each labelled, copyable as a picture or as cells. The library is loaded when a chart is first shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.clipboard import put_picture, put_text
from ui.wording import tr

_HEIGHT = 220
_WIDTH_OF_ALL = 0.8
_HEADROOM = 1.15
_FEWEST = 3
_MOST_FIGURES = 24
"""So many bars have room for their figure over them."""
_BESIDE, _APART, _UNDER, _LINE_LETTERS = 70, 8, 10, 13
_MOST_WORDS, _LYING = 0.4, 1.5
"""Of the width of a chart that lies, what its words may take; and how many lines of text each of its labels is high."""
PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense5Pattern)


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars; told apart by pattern as well as by shade."""

    name: str
    values: Sequence[float]


class BarsChart(QWidget):
    """A labelled chart. What it shows stands in words in its accessible description, and in cells on the clipboard.

    `leaving` is emitted with the bytes, their number of rows, and what copies them: the page records first, for what is copied leaves.
    """

    leaving = Signal(bytes, int, object)

    def __init__(self, name: str, parent: QWidget | None = None, *, has_buttons: bool = True, tallest: int = _HEIGHT) -> None:
        """Empty, and then takes no room. Without its own buttons a page copies from it, and asks why first."""
        super().__init__(parent)
        self.setObjectName(name)
        self._tallest = tallest
        self._title = QLabel(self)
        self._title.setProperty("scale", "heading")
        self._legend = QLabel(self)
        self._legend.setProperty("tone", "quiet")
        for label in (self._title, self._legend):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._cells = ""
        self._plot: Any = None
        self._figures: list[Any] = []
        self._lies = False
        self._highest = 1.0
        self._shown: tuple[str, str, Sequence[str], Sequence[Series], str] | None = None
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        for text, what, does in ((tr("Copy picture"), "picture", self._copy_picture), (tr("Copy figures"), "figures", self._copy_cells)):
            button = QPushButton(text, self)
            button.setObjectName(f"{name}-{what}")
            button.setVisible(has_buttons)
            button.clicked.connect(does)
            self._buttons.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._legend):
            self._layout.addWidget(widget)
        self._layout.addLayout(self._buttons)
        # Where there is more room than the tallest chart takes, it stays under the chart.
        self._layout.addStretch(1)
        self.hide()

    def show_bars(self, title: str, unit: str, labels: Sequence[str], series: Sequence[Series], under: str = "") -> None:
        """Draw these; each series has a value for each label. `under` says what the labels are, where they do not say it themselves."""
        plot = self._new_plot()
        self._figures = []
        self._shown = (title, unit, labels, series, under)
        self._lies = self._needs_lying(labels)
        self._title.setText(title)
        self._legend.setText(" · ".join(f"{mark} {one.name}" for mark, one in zip("■▨▒", series, strict=False)))
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            "; ".join(f"{label}: {', '.join(f'{one.name} {one.values[place]:g}' for one in series)}" for place, label in enumerate(labels))
        )
        self._cells = "\n".join(
            [
                "\t".join(["", *(one.name for one in series)]),
                *("\t".join([label, *(f"{one.values[place]:g}" for one in series)]) for place, label in enumerate(labels)),
            ]
        )
        each = _WIDTH_OF_ALL / max(1, len(series))
        for number, one in enumerate(series):
            places = [place - _WIDTH_OF_ALL / 2 + each * (number + 0.5) for place in range(len(labels))]
            plot.addItem(self._bars(places, one.values, each * 0.9, number))
            if len(labels) * len(series) <= _MOST_FIGURES:
                self._write_figures(plot, places, one.values)
        plot.setLabel("bottom" if self._lies else "left", unit)
        if under:
            plot.setLabel("left" if self._lies else "bottom", under)
        spare = max(0, _FEWEST - len(labels)) / 2  # one bar alone is not as wide as the chart
        along = (-0.5 - spare, len(labels) - 0.5 + spare)
        self._highest = max([1.0, *(value for one in series for value in one.values)])
        if self._lies:
            plot.setYRange(*along, padding=0)
        else:
            plot.setXRange(*along, padding=0)
            plot.setYRange(0, self._highest * _HEADROOM, padding=0)
        # The first stands at the top, as in the table beside it.
        plot.getViewBox().invertY(self._lies)
        self._fit_words()
        self.show()

    def picture(self) -> QPixmap | None:
        """What is drawn, as a picture; None where nothing is."""
        return None if self._plot is None else self._plot.grab()

    def clear(self) -> None:
        """Nothing is shown."""
        self._cells = ""
        self._shown = None
        self.setAccessibleDescription("")
        if self._plot is not None:
            self._layout.removeWidget(self._plot)
            self._plot.hide()
            self._plot.deleteLater()
            self._plot = None
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words no longer stand beside each other under the bars, the bars lie down beside the words."""
        super().resizeEvent(event)
        if self._shown is not None and self._plot is not None and self._lies != self._needs_lying(self._shown[2]):
            self.show_bars(*self._shown)
        self._fit_words()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or larger text: drawn anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self._shown is not None:
            self.show_bars(*self._shown)

    def _room_for(self, labels: Sequence[str]) -> float:
        """The width that each of these has under bars that stand."""
        return max(1.0, (self.width() - _BESIDE) / max(_FEWEST, len(labels)))

    def _needs_lying(self, labels: Sequence[str]) -> bool:
        """Whether words under standing bars would run into each other."""
        lines = [line for label in labels for line in _in_lines(label).split("\n")]
        return max((self.fontMetrics().horizontalAdvance(line) for line in lines), default=0) + _APART > self._room_for(labels)

    def _fit_words(self) -> None:
        """Each bar has its words: below it on as many lines as they have, or beside it where it lies. Figures that would run into each other give way."""
        if self._plot is None or self._shown is None:
            return
        metrics, labels, under = self.fontMetrics(), self._shown[2], self._shown[4]
        axis, other = (self._plot.getAxis(name) for name in (("left", "bottom") if self._lies else ("bottom", "left")))
        for one in (axis, other):
            one.setStyle(tickFont=self.font(), autoExpandTextSpace=not self._lies, maxTickLevel=0)
            one.label.setFont(self.font())
        axis.setStyle(tickTextHeight=metrics.height(), tickLength=0)
        low = _HEIGHT + 2 * metrics.height()
        titled = metrics.height() if under else 0
        if self._lies:
            most = int(self.width() * _MOST_WORDS)
            words = [metrics.elidedText(label, Qt.TextElideMode.ElideRight, most) for label in labels]
            axis.setWidth(max((metrics.horizontalAdvance(word) for word in words), default=0) + _UNDER + titled)
            # By itself the axis leaves out what it takes for too close.
            axis.setStyle(textFillLimits=[(0, 10.0)], hideOverlappingLabels=False)
            other.setHeight(3 * metrics.height())
            # Right of the longest bar its figure has room.
            figure = max((metrics.horizontalAdvance(one.textItem.toPlainText()) for one in self._figures), default=0) + 2 * _UNDER
            free = max(1, self.width() - int(axis.width()))
            self._plot.setXRange(0, self._highest * free / max(1, free - figure), padding=0)
            low = max(low, int(len(labels) * metrics.height() * _LYING) + 4 * metrics.height())
            slot, needed = low / max(1, len(labels)) * _WIDTH_OF_ALL / max(1, len(self._shown[3])), float(metrics.height()) * 0.85
        else:
            words = [_in_lines(label) for label in labels]
            axis.setHeight((max((word.count("\n") for word in words), default=0) + 1) * metrics.height() + _UNDER + titled)
            slot = self._room_for(labels) * _WIDTH_OF_ALL / max(1, len(self._shown[3]))
            needed = max((metrics.horizontalAdvance(one.textItem.toPlainText()) for one in self._figures), default=0)
        axis.setTicks([list(enumerate(words))])
        for one in self._figures:
            one.setVisible(needed <= slot)
        self._plot.setMinimumHeight(low)
        self._plot.setMaximumHeight(max(low, min(self._tallest, self.width() * 2 // 3) + 2 * metrics.height()))

    def _new_plot(self) -> Any:  # noqa: ANN401 (the library has no types)
        import pyqtgraph  # noqa: PLC0415 (0.4 s that only a chart spends)

        self.clear()
        library: Any = pyqtgraph
        colours = self.palette()
        plot = library.PlotWidget(self, background=colours.color(QPalette.ColorRole.Base))
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.showGrid(x=self._lies, y=not self._lies, alpha=0.2)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(tr("Chart"))
        for axis in ("left", "bottom"):
            plot.getAxis(axis).setPen(colours.color(QPalette.ColorRole.Mid))
            plot.getAxis(axis).setTextPen(colours.color(QPalette.ColorRole.Text))
        self._layout.insertWidget(2, plot, 1_000)
        self._plot = plot
        return plot

    def _bars(self, places: Sequence[float], values: Sequence[float], width: float, number: int) -> Any:  # noqa: ANN401 (the same)
        import pyqtgraph  # noqa: PLC0415 (loaded already)
        from PySide6.QtGui import QBrush  # noqa: PLC0415 (only here)

        library: Any = pyqtgraph
        ink = self.palette().color(QPalette.ColorRole.Text)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        brush = QBrush(accent, PATTERNS[number % len(PATTERNS)])
        if self._lies:
            return library.BarGraphItem(y=list(places), x0=0, width=list(values), height=width, pen=ink, brush=brush)
        return library.BarGraphItem(x=list(places), height=list(values), width=width, pen=ink, brush=brush)

    def _write_figures(self, plot: Any, places: Sequence[float], values: Sequence[float]) -> None:  # noqa: ANN401 (the same)
        """At the end of each bar its figure, so that nobody has to follow a line to the axis."""
        import pyqtgraph  # noqa: PLC0415 (loaded already)

        library: Any = pyqtgraph
        for place, value in zip(places, values, strict=True):
            anchor = (0, 0.5) if self._lies else (0.5, 0.9)
            words = library.TextItem(f"{value:,g}", color=self.palette().color(QPalette.ColorRole.Text), anchor=anchor)
            words.setFont(self.font())
            words.setPos(*((value, place) if self._lies else (place, value)))
            plot.addItem(words)
            self._figures.append(words)

    def named_bars(self) -> tuple[str, int]:
        """On which side the words of the bars stand, and how many have theirs."""
        side = "left" if self._lies else "bottom"
        return side, len(self._plot.getAxis(side)._tickLevels[0]) if self._plot is not None else 0  # noqa: SLF001 (the library gives them back nowhere else)

    def figures(self) -> Sequence[Any]:
        """What stands over the bars, in the order of the series."""
        return tuple(self._figures)

    def _copy_picture(self) -> None:
        picture = self.picture()
        if picture is not None:
            self.leaving.emit(png_of(picture), 1, lambda: put_picture(picture))

    def _copy_cells(self) -> None:
        text = self._cells
        self.leaving.emit(text.encode(), text.count("\n"), lambda: put_text(text))


def _in_lines(label: str) -> str:
    """Words of a label below each other, two short ones on a line."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + len(word) < _LINE_LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def png_of(picture: QPixmap) -> bytes:
    """The picture as the bytes of a PNG, by which it can be recognised."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(held.data())
