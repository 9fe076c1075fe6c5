"""A clash: what another officer put there and what is typed here, beside each other and whole; theirs, yours or both with one key."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import labels
from ui.entry.tabs import paragraph
from ui.times import moment
from ui.widgets.flow import FlowLayout
from ui.wording import tr
from wantedtrack.rules.changed_words import CHANGEABLE, NOTHING, as_typed, in_words, word_for

if TYPE_CHECKING:
    from ui.desk.answers import ChangedField
    from ui.forms.fields import Field

_MOST_LINES = 12


class ClashPanel(QScrollArea):
    """Hidden until somebody else has changed what is being written. It scrolls: neither text is ever cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing clashes."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 0)
        self._text = QLabel(body)
        self._text.setObjectName("clash")
        self._text.setAccessibleName(tr("What was changed, and what you typed"))
        self._text.setProperty("panel", "notice")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        layout.addWidget(self._text)
        self._choices = QVBoxLayout()
        layout.addLayout(self._choices)
        layout.addStretch(1)
        self.setWidget(body)
        self.hide()

    def show_changed(self, deed: str, changed: "Sequence[ChangedField]", fields: "Mapping[str, Field]") -> None:
        """Each field that was changed, those of this form first; where the form has it too, a way to take theirs, yours, or both where it is a text."""
        while (item := self._choices.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        rows: list[tuple[str, str, str, str]] = []
        others: list[tuple[str, str, str, str]] = []
        corrected = str(fields["field"].value()) if deed == "correct" and "field" in fields else ""
        for one in changed:
            field = fields.get(word_for(deed, one.key, corrected=corrected) or "")
            told = tr(CHANGEABLE[one.key].label)
            now = f"{_said(one.key, one.after, field)} ({one.by}, {moment(one.at)})"
            if field is None:
                others.append((told, _said(one.key, one.before, field), now, tr("not in this form")))
                continue
            mine = field.value()
            rows.append((told, _said(one.key, one.before, field), now, _typed(field, mine)))
            self._choices.addWidget(_choice(told, field, one, mine, self))
        self._text.setText(_table([*rows, *others]))
        self._fit()
        self.show()

    def _fit(self) -> None:
        body = self.widget()
        wanted = body.sizeHint().height() if body is not None else 0
        self.setMinimumHeight(min(wanted + 4, self.fontMetrics().lineSpacing() * _MOST_LINES))


def _choice(label: str, field: "Field", one: "ChangedField", mine: Any, parent: QWidget) -> QWidget:  # noqa: ANN401 (as the field gave it)
    """One field's buttons: they put a text into the field, where it is seen and can be changed further; nothing is saved."""
    theirs = as_typed(one.key, one.after)
    row = QWidget(parent)
    layout = FlowLayout(row)
    ways: list[tuple[str, str, Callable[[], None]]] = [
        ("theirs", tr("{field}: take theirs", field=label), partial(field.set_value, theirs)),
        ("mine", tr("{field}: take yours", field=label), partial(field.set_value, mine)),
    ]
    if isinstance(field.input, QPlainTextEdit) and theirs and mine:
        ways.append(("both", tr("{field}: take both", field=label), partial(field.set_value, f"{theirs}\n{mine}")))
    for name, words, put in ways:
        button = QPushButton(words, row)
        button.setObjectName(f"take-{name}-{field.word.name}")
        button.clicked.connect(partial(_putting, put))
        layout.addWidget(button)
    return row


def _said(key: str, value: Any, field: "Field | None") -> str:  # noqa: ANN401 (as the history keeps it)
    """A value as people read it: of a choice the words that its list shows."""
    choices = CHANGEABLE[key].choices
    member = next((one for one in choices if one.value == value), None) if choices is not None else None
    if member is not None:
        return field.words_of(member) if field is not None else labels.words_of(member)
    said = in_words(key, value)
    return tr("nothing") if said == NOTHING else said


def _typed(field: "Field", mine: Any) -> str:  # noqa: ANN401 (as the field gave it)
    """What is typed here: of a choice the words that the list shows, with what is read back where that says more."""
    if mine in ("", None, {}):
        return tr("nothing")
    shown = field.input.currentText() if isinstance(field.input, QComboBox) else str(mine)
    return labels.joined([shown, field.said], " ")


def _putting(put: Callable[[], None], _: bool = False) -> None:  # noqa: FBT001, FBT002 (a click hands its state by position)
    put()


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return paragraph(tr("Nothing that this form shows was changed."))
    heads = (tr("Field"), tr("When you opened it"), tr("Now, by"), tr("What you typed"))
    head = "".join(f"<th align='left' style='padding:3px 10px 3px 0'>{escape(one)}</th>" for one in heads)
    lines = ("".join(f"<td valign='top' style='padding:3px 10px 3px 0'>{_whole(cell)}</td>" for cell in row) for row in rows)
    return f"<table cellspacing='0'><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _whole(text: str) -> str:
    """The text with every line of it."""
    return escape(text).replace("\n", "<br>")
