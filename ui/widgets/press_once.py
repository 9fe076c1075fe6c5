"""One press of a button is one deed: the second half of a double click, and what a held key repeats, press nothing."""

from functools import partial
from typing import TypeGuard

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.widgets.pages import Pages

_RECENT_MS = 3000
"""Far longer than a double click takes, for a window that is busy meanwhile."""
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Once(QObject):
    """Takes away from its button what is not a press of its own."""

    def __init__(self, button: QAbstractButton, *, lone_double: bool) -> None:
        """Of this button."""
        super().__init__(button)
        self._lone_double = lone_double
        self._pressed = QElapsedTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click is a press, a release, and this; it comes even where the first press changed what the button does."""
        if event.type() == QEvent.Type.FocusOut and _rests(watched):
            QTimer.singleShot(0, watched, partial(_stay_on_page, watched))
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed.start()
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return not self._lone_double or (self._pressed.isValid() and self._pressed.elapsed() <= _RECENT_MS)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _PRESSES:
            if event.isAutoRepeat():
                return True
            if event.key() != Qt.Key.Key_Space and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                # Outside a dialog Qt lets Enter on a button do nothing, which nobody expects who has gone to it by Tab.
                assert isinstance(watched, QAbstractButton)  # noqa: S101 (it is put on buttons alone)
                watched.click()
                return True
        return super().eventFilter(watched, event)


def _rests(watched: QObject) -> TypeGuard[QAbstractButton]:
    """Whether this is a button that cannot be pressed just now. One that dies with its page loses the focus too, when it is a button no longer."""
    return isinstance(watched, QAbstractButton) and shiboken6.isValid(watched) and not watched.isEnabled() and watched.isVisible()


def _stay_on_page(button: QAbstractButton) -> None:
    """Qt hands the focus of a button that rests to whatever comes next by Tab, a message's button perhaps, and the next Enter with it: it stays on its page."""
    page: QWidget | None = button
    while page is not None and not isinstance(page.parentWidget(), Pages):
        page = page.parentWidget()
    focus = QApplication.focusWidget()
    if page is not None and focus is not None and page.isVisible() and not page.isAncestorOf(focus):
        page.setFocus()


def press_once(button: QAbstractButton, *, lone_double: bool = False) -> None:
    """From now on this button does one thing for one press, and Enter presses it as Space does.

    The second half of a double click that began elsewhere is a press only where `lone_double` says so: what comes under the hand after a deed, such
    as the next row to decide, is not pressed with it.
    """
    button.installEventFilter(_Once(button, lone_double=lone_double))


class _AtOnce(QObject):
    """Its letter presses the button now, not after Qt has shown it pressed for a tenth of a second: a quick hand has saved the form by then, without what the button would have filled in."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own way with a letter that two share stays: it goes from one to the other."""
        if event.type() == QEvent.Type.Shortcut and isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            assert isinstance(watched, QAbstractButton)  # noqa: S101 (it is put on buttons alone)
            watched.click()
            return True
        return super().eventFilter(watched, event)


def press_at_once(button: QAbstractButton) -> None:
    """From now on the letter of this button does what it does before the next key is read."""
    button.installEventFilter(_AtOnce(button))
