"""Words as long as a line: where they may go on to the next, so that none of them makes a page wider than the window and pushes its buttons out of view."""

import re
import unicodedata

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_BREAK = "\u200b"
_LONGEST, _EACH = 30, 10
_AROUND = 16
_PARTS = re.compile(r"([\s-])")


def breakable(text: str) -> str:
    """The text, with places in a word of over thirty letters at which it may be broken. No name that somebody bears is changed by that."""
    return "".join(_broken(word) if len(word) > _LONGEST else word for word in _PARTS.split(text))


def shortened(text: str, most: int) -> str:
    """The beginning of a long text, as far as a whole word goes; whoever shows it shows the whole elsewhere."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def _broken(word: str) -> str:
    parts: list[str] = []
    since = 0
    for letter in word:
        if since >= _EACH and not unicodedata.combining(letter):
            parts.append(_BREAK)
            since = 0
        parts.append(letter)
        since += 1
    return "".join(parts)


class Chip(QLabel):
    """A mark with a few words, as wide as they are; where they are many it is as wide as there is room, and higher."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """These words."""
        super().__init__(breakable(text), parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = (
            metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance("x") + _AROUND
        )  # a label with a frame keeps half an x free at each side
        return QSize(width, self.heightForWidth(width))
