"""How wide a page of lines with buttons at their ends may be: an eye has to find the button from the name."""

from PySide6.QtWidgets import QWidget

_LETTERS = 180


def keep_narrow(body: QWidget) -> None:
    """No wider than that, however wide the screen, in the text it is shown in."""
    body.setMaximumWidth(_LETTERS * body.fontMetrics().averageCharWidth())
