"""What the screen readers of Linux need otherwise than those of Windows: Orca reads a table's row cell by cell, and (before 45) hears a notification but no announcement.

Tried with Orca 43.1; docs/accessibility.md tells what it said.
"""

import ctypes

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QFrame, QLabel, QWidget

_BUSES = frozenset({"xcb", "wayland"})
_SAID_FOR_MS = 4000


def is_orca_s() -> bool:
    """Whether the reader, if there is one, listens on AT-SPI's bus."""
    return QGuiApplication.platformName() in _BUSES


class Spoken(QFrame):
    """A dot in the corner of a window whose words a reader says when it is shown. It is emptied after a moment, and by the lock at once."""

    def __init__(self, window: QWidget) -> None:
        """Says nothing yet."""
        super().__init__(window)
        self.setObjectName("spoken")
        self.setAccessibleName("")
        self.setFixedSize(1, 1)
        self._words = QLabel(self)
        self._words.setFixedSize(1, 1)
        self._over = QTimer(self, interval=_SAID_FOR_MS, singleShot=True)
        self._over.timeout.connect(self.forget)
        self.hide()

    def say(self, words: str) -> None:
        """Say this now."""
        self.hide()
        self._words.setText(words)
        self.show()
        self._over.start()

    def forget(self) -> None:
        """Nothing that was said can be read any longer."""
        self.hide()
        self._words.clear()


class _Notifications(QObject):
    """A child of the application: gives each `Spoken` the role of a notification, which Qt gives no widget by itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        QAccessible.installFactory(_as_notification)


def _as_notification(_: str, part: QObject) -> QAccessibleWidget | None:
    if not isinstance(part, Spoken):
        return None
    made = QAccessibleWidget(part, QAccessible.Role.Notification)
    # Qt takes it over and deletes it with the widget, which Python does not know: Python must never delete it a second time.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(made))
    return made


def speak(widget: QWidget, words: str) -> bool:
    """Say this to a reader on AT-SPI's bus; whether there may be one."""
    app = QApplication.instance()
    if not is_orca_s() or not isinstance(app, QApplication):
        return False
    if QAccessible.isActive():
        if app.findChild(_Notifications) is None:
            _Notifications(app)
        window = widget.window()
        (window.findChild(Spoken) or Spoken(window)).say(words)
    return True


def forget_what_was_said(window: QWidget) -> None:
    """The window is locked: nothing that was said stays where a reader could find it."""
    for spoken in window.findChildren(Spoken):
        spoken.forget()
