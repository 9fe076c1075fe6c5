"""A category's checklist as a field: each question with yes, no and not applicable, and a note, which a "no" needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ui import labels
from ui.widgets.beside import Beside
from ui.wording import tr
from wantedtrack.rules.entry import Answer

_LEAST_LETTERS = 20
_APART = 20
"""Between the answers: further than the mark is from its word, so that nobody reads the mark of the next one as this one's."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the answer it has already, if any."""

    key: str
    text: str
    answer: Answer | None = None
    note: str | None = None


class _Line(QWidget):
    changed = Signal()

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"question-{question.key}")
        self.setAccessibleName(tr(question.text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(3)
        words = QLabel(tr(question.text), self)
        words.setWordWrap(True)
        layout.addWidget(words)
        answers = QWidget(self)
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        self._group = QButtonGroup(self)
        self._buttons: dict[Answer, QRadioButton] = {}
        for answer in Answer:
            button = QRadioButton(labels.words_of(answer), self)
            button.setObjectName(f"answer-{question.key}-{answer.value}")
            button.setAccessibleName(f"{tr(question.text)} {labels.words_of(answer)}")
            button.setMinimumHeight(24)
            button.setChecked(question.answer is answer)
            self._group.addButton(button)
            self._buttons[answer] = button
            row.addWidget(button)
        self._note = QLineEdit(question.note or "", self)
        self._note.setObjectName(f"note-{question.key}")
        self._note.setPlaceholderText(tr("Note; a “no” needs one"))
        self._note.setMinimumWidth(_LEAST_LETTERS * self.fontMetrics().averageCharWidth())
        self._note.setAccessibleName(tr("Note to: {words}", words=tr(question.text)))
        layout.addWidget(Beside([answers, self._note], self, grows=1))
        self._group.buttonClicked.connect(self.changed)
        self._note.textEdited.connect(self.changed)

    def given(self) -> Any:  # noqa: ANN401 (a value or an object, as the deed's word takes them)
        answer = next((answer for answer, button in self._buttons.items() if button.isChecked()), None)
        if answer is None:
            return None
        note = self._note.text().strip()
        return {"answer": answer.value, "note": note} if note else answer.value

    def put(self, given: Any) -> None:  # noqa: ANN401 (as `given` answers it)
        held = cast("Mapping[str, Any]", given) if isinstance(given, dict) else {"answer": given}
        answer, note = held["answer"], str(held.get("note", ""))
        self._group.setExclusive(False)
        for one, button in self._buttons.items():
            button.setChecked(one.value == answer)
        self._group.setExclusive(True)
        self._note.setText(note)

    @property
    def first(self) -> QRadioButton:
        """The answer that the focus comes to."""
        return next(iter(self._buttons.values()))

    def focus(self) -> None:
        self.first.setFocus()


class ChecklistInput(QWidget):
    """All questions of one category."""

    changed = Signal()

    def __init__(self, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        """The questions in their order."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._lines: dict[str, _Line] = {}
        for question in questions:
            line = _Line(question, self)
            line.changed.connect(self.changed)
            self._lines[question.key] = line
            layout.addWidget(line)
        if self._lines:
            # Its label's letter goes only to what may have the focus; the answers are what Tab stops at.
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.setFocusProxy(next(iter(self._lines.values())).first)

    def answers(self) -> dict[str, Any]:
        """The answers given so far, by key."""
        return {key: given for key, line in self._lines.items() if (given := line.given()) is not None}

    def put_answers(self, answers: Mapping[str, Any]) -> None:
        """Give these answers, as `answers` gave them, and take back every other."""
        for key, line in self._lines.items():
            line.put(answers.get(key))

    def go_to(self, key: str) -> None:
        """Put the focus on this question."""
        if key in self._lines:
            self._lines[key].focus()
