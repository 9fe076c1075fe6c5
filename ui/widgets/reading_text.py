"""Pages of words: air round the text, more of it above a heading than below, and tables set off from what stands over them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

_MARGIN = 8
_LETTERS = 150
_AIR = """
h2 { margin-top: 8px; margin-bottom: 8px; } h3 { margin-top: 16px; margin-bottom: 8px; } h4 { margin-top: 16px; margin-bottom: 4px; }
p { margin-top: 4px; margin-bottom: 4px; } table { margin-top: 4px; margin-bottom: 8px; }
"""


class ReadingText(QTextBrowser):
    """Rich text to be read, from markup that this program made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.document().setDocumentMargin(_MARGIN)
        self.document().setDefaultStyleSheet(_AIR)

    def resizeEvent(self, e: QResizeEvent) -> None:
        """No line longer than an eye finds back from, however wide the screen."""
        longest = _LETTERS * self.fontMetrics().averageCharWidth()
        if self.viewport().width() > longest:
            self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(longest)
        else:
            self.setLineWrapMode(QTextBrowser.LineWrapMode.WidgetWidth)
        super().resizeEvent(e)
