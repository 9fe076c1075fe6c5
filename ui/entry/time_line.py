"""One clock drawn as a line of time: when it began, its pauses, each level where it is due, and now. The words beside it say the same."""

from base64 import b64encode
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QGuiApplication, QImage, QImageWriter, QPainter, QPen, QPolygonF

from ui import times
from ui.theme.colours import Colours
from ui.wording import tr
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained

_WIDTH, _HEIGHT = 700, 66
_SHARPNESS = 2
"""Dots for each dot of the screen: the same picture is printed."""

_LEFT, _RIGHT, _AXIS, _THICK = 10, 18, 30, 8
_APART = 22
"""Labels nearer than this would run into each other: the table under the line has every level."""

_SMALL, _OF_THE_TEXT = 11, 0.92


def time_line(clock: "ClockExplained", now: Instant, colours: Colours) -> str:
    """The picture as a piece of rich text that a page, the clipboard and paper can hold alike."""
    # Its words are as large as those around it: more of it is drawn larger, and it stays as wide.
    scale = max(1.0, QFontInfo(QGuiApplication.font()).pixelSize() * _OF_THE_TEXT / _SMALL)
    high = round(_HEIGHT * scale)
    image = QImage(_WIDTH * _SHARPNESS, high * _SHARPNESS, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(QColor(colours.base))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(_SMALL)
    painter.setFont(font)
    painter.scale(scale, scale)
    _Line(painter, clock, now, colours, _WIDTH / scale).draw()
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return f"<p><img width='{_WIDTH}' height='{high}' src='data:image/png;base64,{b64encode(bytes(kept.data())).decode()}'></p>"


class _Line:
    """The drawing of one clock."""

    def __init__(self, painter: QPainter, clock: "ClockExplained", now: Instant, colours: Colours, width: float) -> None:
        self._painter, self._clock, self._colours, self._width = painter, clock, colours, width
        self._until = clock.stopped_at or now
        due = [level.due_at for level in clock.levels if level.due_at is not None]
        coming = [clock.next.due_at] if clock.next is not None else []
        self._began = clock.started_at
        self._end = max(self._until, *due, *coming) if due or coming else self._until

    def draw(self) -> None:
        """Axis, what is gone of it, pauses, levels, now."""
        self._band(self._began, self._end, QBrush(QColor(self._colours.window)))
        is_over = any(level.crossed_at is not None for level in self._clock.levels)
        self._band(self._began, self._until, QBrush(QColor(self._colours.over if is_over else self._colours.fine)))
        for pause in self._clock.pauses:
            first, last = max(pause.starts_at, self._began), min(pause.ends_at or self._until, self._until)
            self._band(first, last, QBrush(QColor(self._colours.base)))
            self._band(first, last, QBrush(QColor(self._colours.text), Qt.BrushStyle.BDiagPattern))
        self._levels()
        self._ends()

    def _x(self, at: Instant) -> float:
        whole = (self._end - self._began).total_seconds()
        share = (at - self._began).total_seconds() / whole if whole > 0 else 0.0
        return _LEFT + share * (self._width - _LEFT - _RIGHT)

    def _band(self, first: Instant, last: Instant, brush: QBrush) -> None:
        self._painter.setPen(QPen(QColor(self._colours.line), 1))
        self._painter.setBrush(brush)
        self._painter.drawRect(QRectF(self._x(first), _AXIS, max(0.0, self._x(last) - self._x(first)), _THICK))

    def _levels(self) -> None:
        free_from = float("-inf")
        marks = [(level.level, level.due_at, level.crossed_at is not None) for level in self._clock.levels if level.due_at is not None]
        if self._clock.next is not None and self._clock.next.level > len(self._clock.levels):
            marks.append((self._clock.next.level, self._clock.next.due_at, False))
        for number, due_at, is_crossed in marks:
            assert due_at is not None  # noqa: S101 (chosen above)
            place = self._x(due_at)
            colour = QColor(self._colours.over if is_crossed else self._colours.text)
            self._painter.setPen(QPen(colour, 2))
            self._painter.drawLine(QPointF(place, _AXIS - 5), QPointF(place, _AXIS + _THICK))
            if place >= free_from:
                box = QRectF(place - _APART, _AXIS - 24, 2 * _APART, 16)
                self._painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{'✓' if is_crossed else ''}{number}")
                free_from = place + _APART

    def _ends(self) -> None:
        """When it began on the left, and a mark where it stands now, or stopped."""
        self._painter.setPen(QColor(self._colours.text))
        at = self._x(self._until)
        self._painter.setBrush(QColor(self._colours.text))
        top = _AXIS + _THICK
        self._painter.drawPolygon(QPolygonF([QPointF(at, top), QPointF(at - 5, top + 7), QPointF(at + 5, top + 7)]))
        left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
        row = QRectF(_LEFT, top + 9, self._width - _LEFT - 4, 16)
        began = times.exact(self._began)
        here = (
            tr("stopped {when}", when=times.exact(self._until))
            if self._clock.stopped_at
            else tr("now {when}", when=times.exact(self._until))
        )
        width = self._painter.fontMetrics().horizontalAdvance(here)
        taken = _LEFT + self._painter.fontMetrics().horizontalAdvance(began) + 12
        self._painter.drawText(row, left, began)
        place = min(max(at - width / 2, taken), self._width - width - 4.0)
        self._painter.drawText(QRectF(place, top + 9, width + 2, 16), left, here)
        if self._end > self._until and place + width + 130 < self._width:
            self._painter.drawText(row, right, times.exact(self._end))
