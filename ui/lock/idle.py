"""Watches idleness in one place: one event filter on the application, one signal."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove, QEvent.Type.TouchBegin}

_REST_MS, _PARTS = 2_000, 60
"""After a sign of life nobody listens for so long, at most a sixtieth of the time: by that much it may lock too soon."""


class IdleWatch(QObject):
    """`idle` is emitted once when nothing was pressed or moved for the set time; `watch` begins anew."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        """Not watching until `watch`."""
        super().__init__(parent)
        self._timer = QTimer(self, interval=int(minutes * 60_000), singleShot=True)
        self._timer.timeout.connect(self._stop)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._listen)
        self.is_listening = False

    def watch(self) -> None:
        """Begin to watch."""
        self._listen()
        self._timer.start()

    def wait_for(self, minutes: float) -> None:
        """From now on so long."""
        self._timer.setInterval(int(minutes * 60_000))

    def _stop(self) -> None:
        self._rest.stop()
        self._leave_off()
        self.idle.emit()

    def _listen(self) -> None:
        app = QApplication.instance()
        if app is not None and not self.is_listening:
            self.is_listening = True
            app.installEventFilter(self)

    def _leave_off(self) -> None:
        app = QApplication.instance()
        if app is not None and self.is_listening:
            self.is_listening = False
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any sign of life begins the time anew; nothing is ever swallowed."""
        del watched
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
            # Qt asks a filter in Python for every event there is, hundreds for one row: whoever is at work is so a moment later too.
            self._leave_off()
            self._rest.start(min(_REST_MS, self._timer.interval() // _PARTS))
        return False
