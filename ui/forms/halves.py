"""Halves of a surrogate pair that stand in a field: Qt keeps them and shows them, and Qt for Python leaves them out of the text that it hands over, without a word.

So nobody would hear of them. How long Qt's own text is can be asked of what it tells screen readers; what is missing from ours is what was left out.
"""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

_UTF16 = 2
"""Bytes of one unit of Qt's text."""


def halves_in(widget: QWidget) -> int:
    """How many characters stand in this input that its text does not have; none for what is chosen and not typed."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if isinstance(line, QPlainTextEdit):
        held, read = line.document().characterCount() - 1, line.toPlainText()
    elif isinstance(line, QLineEdit):
        held, read = _length(line), line.text()
    else:
        return 0
    return max(0, held - len(read.encode("utf-16-le", "surrogatepass")) // _UTF16)


def _length(line: QLineEdit) -> int:
    told = QAccessible.queryAccessibleInterface(line)
    text = told.textInterface() if told is not None else None  # pyright: ignore[reportUnnecessaryComparison] (None where nothing is told of it)
    return text.characterCount() if text is not None else 0
