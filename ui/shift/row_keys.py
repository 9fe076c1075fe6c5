"""Keys for lines that have the same buttons: arrows go from line to line, Enter presses the first button, a letter presses the others."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.wording import tr

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}


class ButtonRow(QWidget):
    """A line with its buttons; the keys come from whichever of them has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No button yet."""
        super().__init__(parent)
        self._buttons: Sequence[RowButton] = ()
        self._letters: Mapping[str, RowButton] = {}

    def take(self, buttons: "Sequence[RowButton]", letters: "Mapping[str, RowButton]") -> None:
        """These are its buttons; each tells its letter with itself."""
        self._buttons, self._letters = buttons, letters
        by_button = {button: letter for letter, button in letters.items()}
        for button in buttons:
            button.row = self
            told = tr("Up and Down go to the lines above and below.")
            if button in by_button:
                told = tr("The letter {letter} presses it on this line. {others}", letter=by_button[button], others=told)
            button.setAccessibleDescription(" ".join(part for part in (button.accessibleDescription(), told) if part))

    def first(self) -> "RowButton | None":
        """The button that stands for this line."""
        return next((one for one in self._buttons if one.isEnabled() and one.isVisible()), None)

    def heeds(self, event: QKeyEvent) -> bool:
        """Do what this key asks of the line; False where it asks nothing."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self._go(step)
            return True
        pressed = self._letters.get(event.text().upper())
        # A letter held down presses once.
        if pressed is not None and not event.isAutoRepeat():
            pressed.click()
        return pressed is not None

    def _go(self, step: int) -> None:
        page, area = _page_of(self)
        found = [row for row in page.findChildren(ButtonRow) if row.first() is not None]
        found.sort(key=lambda row: row.mapTo(page, QPoint(0, 0)).y())
        place = found.index(self) + step if self in found else -1
        button = found[place].first() if 0 <= place < len(found) else None
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            if area is not None:
                area.ensureWidgetVisible(button)


class RowButton(QPushButton):
    """A button of such a line."""

    row: ButtonRow | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The line's keys first, then those of any button."""
        if self.row is None or not self.row.heeds(event):
            super().keyPressEvent(event)


def _page_of(row: QWidget) -> tuple[QWidget, QScrollArea | None]:
    """What holds all the lines, and what it scrolls in."""
    page = row
    while (above := page.parentWidget()) is not None:
        area = above.parentWidget()
        if isinstance(area, QScrollArea):
            return page, area
        page = above
    return page, None
