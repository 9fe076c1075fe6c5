"""Icons: one small set of line drawings in resources/icons, tinted with the theme's text colour. Each stands beside a word."""

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from wantedtrack.resources import resource_path

_SIZES = (16, 24, 32)
_KEPT = 1200
"""Pictures: every icon of three themes, each in three colours and three sizes."""

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
            icon.addPixmap(QPixmap.fromImage(_drawn(lines, colour.name(), size)), mode)
    return icon


@lru_cache(maxsize=_KEPT)
def _drawn(lines: str, colour: str, size: int) -> QImage:
    """One picture; kept, for a theme's icons are asked for again by each menu, page and window, and one colour stands for two modes."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(_DRAWN.format(colour=colour, lines=lines).encode()).render(painter, QRectF(0, 0, size, size))
    painter.end()
    # What was painted on keeps its painter's machinery, many times the picture's size; a copy has the picture alone.
    return image.copy()
