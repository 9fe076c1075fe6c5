"""The line over the queue about hours in which nobody watched."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.unwatched import TOLD_FOR, Unwatched


class UnwatchedLine(QLabel):
    """Hidden unless such hours ended within the last day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self.setObjectName("queue-unwatched")
        self.setProperty("tone", "soon")
        self.setWordWrap(True)
        self.hide()

    def show_spans(self, spans: Sequence[Unwatched], now: Instant) -> None:
        """`spans` are the hours in which nobody watched, newest first."""
        newest = next(iter(spans), None)
        is_new = newest is not None and now - newest.to_at < TOLD_FOR
        self.setText(newest.sentence if newest is not None and is_new else "")
        self.setVisible(is_new)
