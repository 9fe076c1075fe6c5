"""The summary after a deed on several entries: what a rule refused, each with its reason, and a way to look at it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.first_stop import FirstStop
from ui.widgets.refused_line import who_could
from ui.wording import tr


class SummaryPanel(QWidget):
    """`closed` says that it has been read; `look_wanted` carries the reference of one that was refused."""

    closed = Signal()
    look_wanted = Signal(str)

    def __init__(self, label: str, told: str, refused: Sequence[Mapping[str, Any]], parent: QWidget | None = None) -> None:
        """`told` is the summary in one sentence; `refused` has reference, message and who could for each."""
        super().__init__(parent)
        self.setObjectName("bulk-summary")
        self.setAccessibleName(tr("{label}: what was done and what was refused", label=label))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        for text, scale in ((label, "large"), (f"{told}.", "heading")):
            line = QLabel(text, self)
            line.setProperty("scale", scale)
            line.setWordWrap(True)
            layout.addWidget(line)
        layout.addWidget(self._refused(refused), 1)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("cancel")
        close.clicked.connect(self.closed)
        layout.addWidget(close)
        FirstStop(self, close)

    def _refused(self, refused: Sequence[Mapping[str, Any]]) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget(area)
        rows = QVBoxLayout(body)
        for one in refused:
            row = QHBoxLayout()
            who = who_could(one.get("who_could"), str(one["message"]))
            words = QLabel(f"{one['reference']}: {tr(str(one['message']))}{who}", body)
            words.setObjectName("refused-entry")
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            look = QPushButton(tr("Look"), body)
            look.setAccessibleName(tr("Look at {reference}", reference=one["reference"]))
            look.clicked.connect(partial(self.look_wanted.emit, str(one["reference"]).partition("@")[0]))
            row.addWidget(words, 1)
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(row)
        rows.addStretch(1)
        area.setWidget(body)
        return area

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
