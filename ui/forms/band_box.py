"""The bands to choose from, by the force's own words; a letter chooses by the word that is shown, or by the one that scripts and searches use."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox


class BandBox(QComboBox):
    """RED, AMBER, BLUE: `r` chooses the first, and so does `h` for high, as the search takes either."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list looks for the word shown; where none begins so, the value is looked for."""
        before, letter = self.currentIndex(), event.text().casefold()
        super().keyPressEvent(event)
        if self.currentIndex() != before or not letter.isalpha():
            return
        fits = next((row for row in range(self.count()) if str(self.itemData(row)).startswith(letter)), -1)
        if fits >= 0 and (item := self.model().index(fits, 0)).flags() & item.flags().ItemIsEnabled:
            self.setCurrentIndex(fits)
