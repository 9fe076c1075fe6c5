"""Says a sentence to whoever listens: a screen reader, and a test that hears what it would be told."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.reader import speak


class Heard(QObject):
    """Hears every announcement, while it is a child of the application."""

    said = Signal(str)


def announce(widget: QWidget, words: str) -> None:
    """Announce this, politely: a reader says it when it has finished its sentence."""
    if not speak(widget, words):
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
    app = QApplication.instance()
    heard = app.findChild(Heard) if app is not None else None
    if heard is not None:
        heard.said.emit(words)
