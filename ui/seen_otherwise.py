"""A picture as others see it: without colour, or with eyes that tell red and green apart badly."""

from PySide6.QtGui import QColor, QImage

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

_LUMINANCE = (0.2126, 0.7152, 0.0722)

SIGHTS: dict[str, Matrix] = {
    "grey": (_LUMINANCE, _LUMINANCE, _LUMINANCE),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
"""What becomes of linear red, green and blue. Source: Machado, Oliveira and Fernandes 2009, severity 1.0; grey is relative luminance (WCAG 2.2)."""

_MIDDLE = 0.04045


def colour_seen(colour: str, sight: str) -> str:
    """A #RRGGBB colour as this sight has it."""
    return _seen(QColor(colour).rgb(), SIGHTS[sight]).name()


def seen_by(image: QImage, sight: str) -> QImage:
    """The picture as this sight has it, in 256 colours: each colour is worked out once."""
    few = image.convertToFormat(QImage.Format.Format_Indexed8)
    few.setColorTable([_seen(colour, SIGHTS[sight]).rgb() for colour in few.colorTable()])
    return few


def _seen(colour: int, matrix: Matrix) -> QColor:
    held = QColor.fromRgb(colour)
    parts = [_linear(part) for part in (held.redF(), held.greenF(), held.blueF())]
    mixed = [min(max(sum(share * part for share, part in zip(row, parts, strict=True)), 0.0), 1.0) for row in matrix]
    return QColor.fromRgbF(*(_shown(part) for part in mixed))


def _linear(part: float) -> float:
    return part / 12.92 if part <= _MIDDLE else ((part + 0.055) / 1.055) ** 2.4


def _shown(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 (the standard's own figure)
