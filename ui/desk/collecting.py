"""Looks for garbage on the main thread alone.

Python looks whenever enough has been made, on whichever thread made it. What it finds it takes away there and then; a widget that is taken away on a worker while the
main thread paints brings the whole program down.
"""

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 500


class Collector(QObject):
    """The application's one: it looks as Python would, but from a timer, for as long as a worker may run beside the main thread."""

    def __init__(self, app: QCoreApplication) -> None:
        """Leaves it to Python until the first worker begins."""
        super().__init__(app)
        self._workers: set[int] = set()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @classmethod
    def of(cls, app: QCoreApplication) -> "Collector":
        """The application's, made where there is none."""
        return app.findChild(cls) or cls(app)

    def begin(self, worker: int) -> None:
        """A worker begins: Python by itself looks no longer."""
        self._workers.add(worker)
        gc.disable()
        self._timer.start()

    def end(self, worker: int) -> None:
        """It has ended; with the last one the matter goes back to Python."""
        self._workers.discard(worker)
        if not self._workers and shiboken6.isValid(self):
            self._timer.stop()
            gc.enable()

    def rest(self) -> None:
        """Not now: the start makes a million objects that last, and each look through them would halt the window."""
        self._timer.stop()

    def go_on(self) -> None:
        """Look again, and never through what stands there by now."""
        gc.freeze()
        if self._workers:
            self._timer.start()

    def _look(self) -> None:
        """By Python's own measure of how much is enough, at the most once a turn."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[0] > thresholds[0]:
            gc.collect(2 if counts[2] > thresholds[2] else 1 if counts[1] > thresholds[1] else 0)
