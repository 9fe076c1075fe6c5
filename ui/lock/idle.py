"""Watches idleness in one place: one event filter on the application, one signal."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove, QEvent.Type.TouchBegin}


class IdleWatch(QObject):
    """`idle` is emitted once when nothing was pressed or moved for the set time; `watch` begins anew."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        """Not watching until `watch`."""
        super().__init__(parent)
        self._timer = QTimer(self, interval=int(minutes * 60_000), singleShot=True)
        self._timer.timeout.connect(self._stop)

    def watch(self) -> None:
        """Begin to watch."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def wait_for(self, minutes: float) -> None:
        """From now on so long."""
        self._timer.setInterval(int(minutes * 60_000))

    def _stop(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any sign of life begins the time anew; nothing is ever swallowed."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
