"""A bar chart with its figures: few bars, each labelled, copyable as a picture or as cells. The library is loaded when a chart is first shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.clipboard import put_picture, put_text
from ui.wording import tr

_HEIGHT = 220
_WIDTH_OF_ALL = 0.8
_HEADROOM = 1.15
_FEWEST = 3
_MOST_FIGURES = 24
"""So many bars have room for their figure over them."""
_BESIDE, _APART, _UNDER, _LINE_LETTERS = 70, 8, 10, 13
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
        self._cells = ""
        self._plot: Any = None
        self._figures: list[Any] = []
        self._words: Sequence[str] = ()
        self._shown: tuple[str, str, Sequence[str], Sequence[Series]] | None = None
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
        self.hide()

    def show_bars(self, title: str, unit: str, labels: Sequence[str], series: Sequence[Series]) -> None:
        """Draw these; each series has a value for each label."""
        plot = self._new_plot()
        self._figures = []
        self._shown = (title, unit, labels, series)
        self._title.setText(title)
        self._legend.setText(" · ".join(f"{mark} {one.name}" for mark, one in zip("■▨▒", series, strict=False)) + f" ({unit})")
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
            left = [place - _WIDTH_OF_ALL / 2 + each * (number + 0.5) for place in range(len(labels))]
            plot.addItem(self._bars(left, one.values, each * 0.9, number))
            if len(labels) * len(series) <= _MOST_FIGURES:
                self._write_figures(plot, left, one.values)
        self._words = [_in_lines(label) for label in labels]
        self._fit_words()
        plot.setLabel("left", unit)
        spare = max(0, _FEWEST - len(labels)) / 2  # one bar alone is not as wide as the chart
        plot.setXRange(-0.5 - spare, len(labels) - 0.5 + spare, padding=0)
        plot.setYRange(0, max([1.0, *(value for one in series for value in one.values)]) * _HEADROOM, padding=0)
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
        """Words under the bars that would run into each other give way to figures, told in the legend's order beside."""
        super().resizeEvent(event)
        self._fit_words()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or larger text: drawn anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self._shown is not None:
            self.show_bars(*self._shown)

    def _fit_words(self) -> None:
        """Under each bar its words on as many lines as they have; every second or third one alone where they are too many for the width."""
        if self._plot is None or not self._words:
            return
        axis, metrics = self._plot.getAxis("bottom"), self.fontMetrics()
        widest = max(metrics.horizontalAdvance(line) for words in self._words for line in words.split("\n"))
        room = max(1.0, (self.width() - _BESIDE) / max(_FEWEST, len(self._words)))
        every = max(1, ceil((widest + _APART) / room))
        axis.setStyle(tickFont=self.font(), tickTextHeight=metrics.height(), autoExpandTextSpace=True)
        axis.setTicks([[(place, words) for place, words in enumerate(self._words) if place % every == 0]])
        axis.setHeight((max(words.count("\n") for words in self._words) + 1) * metrics.height() + _UNDER)
        slot = room * _WIDTH_OF_ALL / max(1, len(self._figures) // len(self._words))
        written = max((metrics.horizontalAdvance(one.textItem.toPlainText()) for one in self._figures), default=0)
        for one in self._figures:
            one.setVisible(written <= slot)
        self._plot.getAxis("left").setStyle(tickFont=self.font())
        self._plot.setFixedHeight(max(_HEIGHT, min(self._tallest, self.width() // 2)) + 2 * metrics.height())

    def _new_plot(self) -> Any:  # noqa: ANN401 (the library has no types)
        import pyqtgraph  # noqa: PLC0415 (0.4 s that only a chart spends)

        self.clear()
        library: Any = pyqtgraph
        colours = self.palette()
        plot = library.PlotWidget(self, background=colours.color(QPalette.ColorRole.Base))
        plot.setFixedHeight(_HEIGHT)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.showGrid(y=True, alpha=0.2)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(tr("Chart"))
        for axis in ("left", "bottom"):
            plot.getAxis(axis).setPen(colours.color(QPalette.ColorRole.Mid))
            plot.getAxis(axis).setTextPen(colours.color(QPalette.ColorRole.Text))
        self._layout.insertWidget(2, plot)
        self._plot = plot
        return plot

    def _bars(self, left: Sequence[float], values: Sequence[float], width: float, number: int) -> Any:  # noqa: ANN401 (the same)
        import pyqtgraph  # noqa: PLC0415 (loaded already)
        from PySide6.QtGui import QBrush  # noqa: PLC0415 (only here)

        library: Any = pyqtgraph
        ink = self.palette().color(QPalette.ColorRole.Text)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        return library.BarGraphItem(
            x=list(left), height=list(values), width=width, pen=ink, brush=QBrush(accent, PATTERNS[number % len(PATTERNS)])
        )

    def _write_figures(self, plot: Any, left: Sequence[float], values: Sequence[float]) -> None:  # noqa: ANN401 (the same)
        """Over each bar its figure, so that nobody has to follow a line to the axis."""
        import pyqtgraph  # noqa: PLC0415 (loaded already)

        library: Any = pyqtgraph
        for place, value in zip(left, values, strict=True):
            words = library.TextItem(f"{value:,g}", color=self.palette().color(QPalette.ColorRole.Text), anchor=(0.5, 0.9))
            words.setFont(self.font())
            words.setPos(place, value)
            plot.addItem(words)
            self._figures.append(words)

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
