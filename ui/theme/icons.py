"""Icons: one small set of line drawings in resources/icons, tinted with the theme's text colour. Each stands beside a word."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from wantedtrack.resources import resource_path

_SIZES = (16, 24, 32)
_DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'


@cache
def _lines() -> dict[str, str]:
    """Each icon's lines, by name. Source file: resources/icons/icons.txt, a name and its SVG elements a line."""
    text = resource_path("icons", "icons.txt").read_text(encoding="utf-8")
    return dict(line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#"))


def icon_named(name: str) -> QIcon:
    """The icon in the colour of the application's text; an empty icon where there is none of that name."""
    lines = _lines().get(name)
    if lines is None:
        return QIcon()
    icon = QIcon()
    palette = QApplication.palette()
    for colour, mode in (
        (palette.windowText().color(), QIcon.Mode.Normal),
        (palette.highlightedText().color(), QIcon.Mode.Selected),
        (palette.highlightedText().color(), QIcon.Mode.Active),  # the line of a menu that the pointer or an arrow key is on
        (palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText), QIcon.Mode.Disabled),
    ):
        for size in _SIZES:
            icon.addPixmap(_drawn(lines, colour, size), mode)
    return icon


def _drawn(lines: str, colour: QColor, size: int) -> QPixmap:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(_DRAWN.format(colour=colour.name(), lines=lines).encode()).render(painter, QRectF(0, 0, size, size))
    painter.end()
    # What was painted on keeps its painter's machinery, many times the picture's size; a copy has the picture alone.
    return QPixmap.fromImage(image.copy())
