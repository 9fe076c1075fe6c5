"""The high entries that the incoming officer goes through: each understood, or queried in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.forms.officer_box import NO_LIMIT
from ui.widgets.long_words import breakable
from ui.wording import tr
from wantedtrack.rules.handover_said import ReadBack


class _Tick(QWidget):
    changed = Signal()

    def __init__(self, reference: str, words: str, parent: QWidget, asked: ReadBack | None) -> None:
        super().__init__(parent)
        self.reference = reference
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        self.understood = QCheckBox(tr("Understood"), self)
        self.understood.setObjectName(f"understood-{reference}")
        self.understood.setAccessibleName(tr("Understood: {words}", words=words))
        self.understood.setMinimumHeight(24)
        self.is_asked = asked is not None
        if asked is not None:
            words = "\n".join((words, tr("Asked by {officer}: {query}", officer=asked.by, query=asked.query)))
            answers = [tr("Answered by {officer}: {answer}", officer=one.by, answer=one.text) for one in asked.answers]
            words = "\n".join((words, *(answers or [tr("Not answered yet.")])))
        label = QLabel(breakable(words), self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.query = QLineEdit(self)
        self.query.setMaxLength(NO_LIMIT)
        self.query.setObjectName(f"query-{reference}")
        self.query.setAccessibleName(tr("Query about: {words}", words=words))
        self.query.setPlaceholderText(tr("or ask a question"))
        layout.addWidget(self.understood)
        layout.addWidget(label, 2)
        layout.addWidget(self.query, 1)
        self.understood.toggled.connect(self.changed)
        self.query.textChanged.connect(self.changed)


class Ticks(QWidget):
    """`changed` tells how many of how many are settled."""

    changed = Signal(int, int)

    def __init__(
        self,
        high: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        asked: Mapping[str, ReadBack] | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """`high` are reference and words of each high entry, `asked` the queries that stand already, `typed` the words of a page before this one."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        head = QHBoxLayout()
        says = (
            tr("Tick each high entry as understood, or ask about it; the query stays with the handover.")
            if high
            else tr("No high entry is in this handover.")
        )
        words = QLabel(says, self)
        words.setWordWrap(True)
        head.addWidget(words, 1)
        everything = QPushButton(tr("All understood"), self)
        everything.setObjectName("understood-all")
        everything.setEnabled(bool(high))
        everything.clicked.connect(self._all)
        head.addWidget(everything)
        layout.addLayout(head)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QWidget(area)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        self._lines = [_Tick(reference, said, body, (asked or {}).get(reference)) for reference, said in high]
        self.put(typed or {})
        for line in self._lines:
            line.changed.connect(self._tell)
            lines.addWidget(line)
        lines.addStretch(1)
        area.setWidget(body)
        layout.addWidget(area, 1)

    def put(self, typed: Mapping[str, Any]) -> None:
        """Tick and ask as these words of accept-handover say."""
        for line in self._lines:
            line.understood.setChecked(line.reference in typed.get("understood", ()))
            line.query.setText(typed.get("query", {}).get(line.reference, ""))

    def words(self) -> dict[str, Any]:
        """The words of accept-handover."""
        understood = [line.reference for line in self._lines if line.understood.isChecked()]
        queries = {line.reference: line.query.text().strip() for line in self._lines if line.query.text().strip()}
        return {"understood": understood, "query": queries} if queries else {"understood": understood}

    def settled(self) -> int:
        """How many are understood or queried."""
        return sum(1 for line in self._lines if line.understood.isChecked() or line.is_asked or line.query.text().strip())

    def _all(self) -> None:
        for line in self._lines:
            line.understood.setChecked(not line.query.text().strip())

    def _tell(self) -> None:
        self.changed.emit(self.settled(), len(self._lines))
