"""Where a line may end: within words as long as a line, so that none of them makes a page wider than the window and pushes its buttons out of view; never
within a span, a time or a date.
"""

import re
import unicodedata

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_BREAK = "\u200b"
_LONGEST, _EACH = 30, 10
_AROUND = 16
_PARTS = re.compile(r"([\s-])")


_TOGETHER = "\u00a0"
_DAYS = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_BELONG = re.compile(
    rf"\d (?:min|h|d|s|%)(?: \d+ (?:min|h))?(?: (?:over|left|ago|late))?(?!\w)"
    rf"|(?:\b{_DAYS} )?\b\d{{1,2}} {_MONTHS}(?: \d{{4}})?(?: \d{{2}}:\d{{2}})?\b"
    rf"|\d{{2}}/\d{{2}}/\d{{4}} \d{{2}}:\d{{2}}"
    rf"|\b\d{{2}}:\d{{2}} (?:today|tomorrow|yesterday)\b"
)
"""Figures and what they count, "3 d over"; the parts of a moment, "Mon 2 Mar 14:00"."""


def together(text: str) -> str:
    """The text, so that no line ends within a span, a time or a date: "3" at the end of one line and "d over" on the next is read as three."""
    return _BELONG.sub(lambda found: found[0].replace(" ", _TOGETHER), text)


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


class Told(QLabel):
    """Plain words that wrap: no line ends within a span or a moment, and a word as long as a line may be broken. `text` is what was said."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """These words."""
        super().__init__(parent)
        self._said = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say this."""
        self._said = text
        super().setText(together(breakable(text)))

    def text(self) -> str:
        """As it was said, without what only decides where its lines end."""
        return self._said


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
