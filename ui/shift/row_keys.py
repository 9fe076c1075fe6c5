"""Keys for lines that have the same buttons: arrows go from line to line, Enter presses the first button, a letter presses the others."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from ui.wording import tr

ROW = "row-of-buttons"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}


class RowKeys(QObject):
    """Listens at the buttons of one line. `letters` press them, whichever of them has the focus."""

    def __init__(self, row: QWidget, buttons: Sequence[QAbstractButton], letters: Mapping[str, QAbstractButton]) -> None:
        """The line is found by the others under its object name; each button tells its letter with itself."""
        super().__init__(row)
        self._row, self._buttons, self._letters = row, buttons, letters
        row.setObjectName(ROW)
        by_button = {button: letter for letter, button in letters.items()}
        for button in buttons:
            button.installEventFilter(self)
            told = tr("Up and Down go to the lines above and below.")
            if button in by_button:
                told = tr("The letter {letter} presses it on this line. {others}", letter=by_button[button], others=told)
            button.setAccessibleDescription(" ".join(part for part in (button.accessibleDescription(), told) if part))

    def first(self) -> QAbstractButton | None:
        """The button that stands for this line."""
        return next((one for one in self._buttons if one.isEnabled() and one.isVisible()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, J and K, and the letters; everything else is the button's."""
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return super().eventFilter(watched, event)
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self._go(step)
            return True
        pressed = self._letters.get(event.text().upper())
        if pressed is None:
            return super().eventFilter(watched, event)
        # A letter held down presses once.
        if not event.isAutoRepeat():
            pressed.click()
        return True

    def _go(self, step: int) -> None:
        page, area = _page_of(self._row)
        found = [keys for row in page.findChildren(QWidget, ROW) for keys in row.findChildren(RowKeys) if keys.first() is not None]
        found.sort(key=lambda keys: keys.height_on(page))
        place = found.index(self) + step if self in found else -1
        button = found[place].first() if 0 <= place < len(found) else None
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            if area is not None:
                area.ensureWidgetVisible(button)

    def height_on(self, page: QWidget) -> int:
        """Where this line stands on the page."""
        return self._row.mapTo(page, QPoint(0, 0)).y()


def _page_of(row: QWidget) -> tuple[QWidget, QScrollArea | None]:
    """What holds all the lines, and what it scrolls in."""
    page = row
    while (above := page.parentWidget()) is not None:
        area = above.parentWidget()
        if isinstance(area, QScrollArea):
            return page, area
        page = above
    return page, None
