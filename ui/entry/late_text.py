"""A page of text that is worked out when somebody looks at it: of an entry's six, five are behind another."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.reading_text import ReadingText


class LateText(ReadingText):
    """What is asked of its text is answered with what it says, seen or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._words: Callable[[], str] | None = None
        self._said = ""

    def say(self, words: Callable[[], str]) -> None:
        """Say this: at once where it is looked at, else when it is."""
        self._words = words
        if self.isVisible():
            self.write_now()

    def write_now(self) -> None:
        """Work out what it says; the same words as before leave everything where it is, and others the place that was read."""
        words, self._words = self._words, None
        if words is not None and (said := words()) != self._said:
            self._said = said
            place = self.verticalScrollBar().value()
            self.setHtml(said)
            self.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Nothing, seen or not."""
        self._words, self._said = None, ""
        super().clear()

    def showEvent(self, event: QShowEvent) -> None:
        """It is looked at now."""
        self.write_now()
        super().showEvent(event)

    def toPlainText(self) -> str:
        """The words, without their looks."""
        self.write_now()
        return super().toPlainText()

    def toHtml(self) -> str:
        """The words with their looks."""
        self.write_now()
        return super().toHtml()
