"""Sets a long text on its pages a step at a time, so that the window goes on meanwhile."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Setting(QObject):
    """Goes through the steps, one in each turn of the event loop, and says when it is through; whoever gives it up hears nothing."""

    def __init__(self, steps: Iterator[None], then: Callable[[], None], parent: QObject) -> None:
        """Begins at once."""
        super().__init__(parent)
        self._steps, self._then = steps, then
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def give_up(self) -> None:
        """Go no further, and hold on to nothing."""
        self._timer.stop()
        self._steps, self._then = iter(()), _nothing
        self.deleteLater()

    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            then = self._then
            self.give_up()
            then()


def _nothing() -> None:
    """Nobody waits any longer."""
