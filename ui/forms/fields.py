"""One word of a deed as one field: what it holds decides what it looks like. A field never judges a rule; it only collects and shows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui import labels
from ui.desk.welcome import Colleague
from ui.forms.band_box import BandBox
from ui.forms.checklist_field import ChecklistInput, Question
from ui.forms.halves import halves_in
from ui.forms.left_out import beside_field
from ui.forms.look_up import LOOKED_UP, Ask, LookUp
from ui.forms.officer_box import NO_LIMIT, OfficerBox, whole_line
from ui.forms.read_back import read_back
from ui.help.hovering import explain
from ui.wording import tr
from wantedtrack.rules.deed_words import LONGEST_TEXT, left_out_of
from wantedtrack.rules.entry import Band, Instant
from wantedtrack.rules.kept_text import longest
from wantedtrack.rules.needed import Typed

if TYPE_CHECKING:
    from ui.desk.answers import Word

_LINES_SHOWN = 3
_LEAST_LETTERS = 8


def needs_nothing(_: Typed) -> Mapping[str, str]:
    """Nothing is owed beside what is always needed."""
    return {}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What fields offer beside what is typed: the store's clock, colleagues, the questions of a checklist, known values by word, and
    who is asked about offences, courts, forces and stations. `held` gives, by word, what the entry holds of its kind, number and words;
    `refused` by word the values that a rule would refuse, each with why; `unfit` those that are not offered at all. `bands` are the force's
    own words for the bands; `needed` says which words are owed for what stands in the fields.
    """

    now: Callable[[], Instant]
    colleagues: Sequence[Colleague] = ()
    questions: Sequence[Question] = ()
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    look_up: Ask | None = None
    held: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict[str, Sequence[tuple[str, str]]])
    refused: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    unfit: Mapping[str, Collection[str]] = field(default_factory=dict[str, Collection[str]])
    bands: Mapping[Band, str] = field(default_factory=dict[Band, str])
    needed: Callable[[Typed], Mapping[str, str]] = field(default=needs_nothing)


class Field(QWidget):
    """A label, an input, what is read back from it, and what is wrong with it. `changed` says that something was typed."""

    changed = Signal()

    def __init__(self, word: "Word", around: Surroundings, parent: QWidget | None = None) -> None:
        """The field of this word."""
        super().__init__(parent)
        self.word = word
        self._read_as = word
        self._around = around
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.caption = ""
        self.label = QLabel(self)
        explain(self.label, word.label)
        self.label.setWordWrap(True)
        self.input = _input(word, around, self)
        self.input.setObjectName(f"field-{word.name}")
        self.input.setAccessibleName(tr(word.label))
        line = self.input.lineEdit() if isinstance(self.input, QComboBox) else None
        if line is not None:
            # Another program finds the line in the list by itself, with the focus, and would read it without a name.
            line.setAccessibleName(tr(word.label))
        self._described = ""
        self.label.setBuddy(self.input)
        self._read_back = _quiet(self, "quiet")
        self._read_back.setObjectName(f"told-{word.name}")
        self._wrong = _quiet(self, "wrong")
        self._wrong.setObjectName(f"wrong-{word.name}")
        for widget in (self.label, self.input, self._read_back, self._wrong):
            layout.addWidget(widget)
        self.say_needed("" if word.required else None)
        _on_change(self.input, self._typed)

    def say_needed(self, because: str | None) -> bool:
        """Mark where it stands whether it may be left out: None for that, "" where it is needed, else the choice that needs it. Whether that is new."""
        label = tr(self.word.label)
        if because is None:
            caption, told = tr("{label} (optional)", label=label), tr("may be left out")
        elif because:
            caption, told = tr("{label} (needed for “{choice}”)", label=label, choice=because), tr("needed for “{choice}”", choice=because)
        else:
            caption, told = label, tr("needed")
        if caption == self.caption:
            return False
        self.caption = caption
        self.label.setText(caption.replace("&", "&&"))
        self._described = labels.joined([tr(self.word.hint), told], "; ")
        self.input.setAccessibleDescription(labels.joined([self.said, self._described], "; "))
        return True

    @property
    def chosen_words(self) -> str:
        """What is chosen, as its list shows it; empty for what is typed, and where nothing is chosen."""
        return self.input.currentText() if isinstance(self.input, QComboBox) and self.input.currentData() else ""

    def put_under_line(self, row: QLayout) -> None:
        """Buttons that help to fill it in stand between the line and what is read back from it."""
        self._layout.insertLayout(self._layout.indexOf(self.input) + 1, row)

    def words_of(self, member: StrEnum) -> str:
        """What its list calls this value."""
        return _choice_words(member, self._around)

    def value(self) -> Any:  # noqa: ANN401 (as typed: the deed's word reads it)
        """As it was typed."""
        if isinstance(self.input, QComboBox):
            data: Any = self.input.currentData()
            return self.input.currentText() if self.input.isEditable() else data or ""
        if isinstance(self.input, QPlainTextEdit):
            return self.input.toPlainText()
        if isinstance(self.input, ChecklistInput):
            return self.input.answers()
        return self.input.text() if isinstance(self.input, QLineEdit) else ""

    def set_value(self, value: Any) -> None:  # noqa: ANN401 (as `value` gave it)
        """Put a value in, as if it had been typed."""
        if isinstance(self.input, ChecklistInput):
            self.input.put_answers(value or {})
        elif isinstance(self.input, QComboBox):
            place = self.input.findData(value)
            if place < 0 and not self.input.isEditable() and self.word.choices is not None and value in [*self.word.choices]:
                # Begun when it was offered still: what was chosen is shown, and the deed says why not.
                self.input.addItem(_choice_words(self.word.choices(value), self._around), value)
                place = self.input.count() - 1
            if place >= 0:
                self.input.setCurrentIndex(place)
            elif self.input.isEditable():
                self.input.setEditText(str(value))
        elif isinstance(self.input, QPlainTextEdit):
            self.input.setPlainText(str(value))
        elif isinstance(self.input, QLineEdit):
            self.input.setText(str(value))

    @property
    def said(self) -> str:
        """What was read back from it, "" where nothing was."""
        return self._read_back.text() if self._read_back.isVisibleTo(self) else ""

    def say_wrong(self, message: str | None) -> None:
        """Say beside the field what is wrong; None clears it. The input tells a screen reader too."""
        self._wrong.setText(message or "")
        self._wrong.setVisible(bool(message))
        self.input.setProperty("wrong", "true" if message else "false")
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)
        self.input.setAccessibleDescription(message or self._described)

    def read_as(self, word: "Word | None") -> None:
        """Read back what stands here as this word holds it; None for its own."""
        self._read_as = word or self.word
        self._typed()

    def _typed(self) -> None:
        self.say_wrong(None)
        typed = self.value()
        if longest(typed) > LONGEST_TEXT:
            self.say_wrong(
                tr(
                    "{count} characters; at most {most} can be saved. Nothing was cut: shorten it, or put the rest into a note.",
                    count=f"{longest(typed):,}",
                    most=f"{LONGEST_TEXT:,}",
                )
            )
            self._read_back.hide()
            self.changed.emit()
            return
        told = (
            f"= {self.input.words}"
            if isinstance(self.input, OfficerBox) and self.input.words
            else read_back(self._read_as, str(typed), self._around.now)
        )
        left_out = left_out_of(self.word, typed, field=self._read_as.name) + halves_in(self.input)
        self._tell(labels.joined([told, beside_field(left_out)], "; "))
        self.changed.emit()

    def _tell(self, told: str) -> None:
        """Say beside the field how what was typed is understood; a screen reader hears it with the field."""
        self._read_back.setText(told)
        self._read_back.setVisible(bool(told))
        self.input.setAccessibleDescription(labels.joined([told, self._described], "; "))


def _quiet(parent: QWidget, tone: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("tone", tone)
    label.setProperty("scale", "small")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label


def _input(word: "Word", around: Surroundings, parent: QWidget) -> QWidget:
    if word.choices is not None or word.holds.value == "yes_no":
        pairs = (
            [(member.value, _choice_words(member, around)) for member in word.choices]
            if word.choices
            else [("yes", tr("Yes")), ("no", tr("No"))]
        )
        unfit = around.unfit.get(word.name, ())
        kind = BandBox if word.choices is Band else QComboBox
        return _choice([pair for pair in pairs if pair[0] not in unfit], parent, around.refused.get(word.name, {}), kind)
    if word.name in around.held:
        return _choice(around.held[word.name], parent, {})
    if word.holds.value == "checklist":
        return ChecklistInput(around.questions, parent)
    if word.holds.value == "long_text":
        return _long(word, parent)
    if word.holds.value == "officer":
        return OfficerBox(around.colleagues, parent)
    offers = around.offers.get(word.name)
    return _line(word, around, parent) if offers is None else _offering(offers, parent)


def _choice_words(member: StrEnum, around: Surroundings) -> str:
    """A value as the whole window calls it: a band by the force's own word."""
    return labels.band_words(member, dict(around.bands)) if isinstance(member, Band) else labels.words_of(member)


def _line(word: "Word", around: Surroundings, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setMaxLength(NO_LIMIT)
    line.setPlaceholderText(tr(word.hint))
    if around.look_up is not None and word.name in LOOKED_UP:
        LookUp(line, LOOKED_UP[word.name], around.look_up)
    return line


def _list(parent: QWidget, kind: type[QComboBox] = QComboBox) -> QComboBox:
    """As narrow as its place asks for: what is longer shows when it is opened."""
    box = kind(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_LETTERS)
    return box


def _choice(pairs: Sequence[tuple[str, str]], parent: QWidget, refused: Mapping[str, str], kind: type[QComboBox] = QComboBox) -> QComboBox:
    """A list to choose from. What a rule would refuse stands in it with the reason, and cannot be chosen."""
    box = _list(parent, kind)
    box.addItem(tr("Choose…") if pairs else tr("None held"), "")
    for value, words in pairs:
        box.addItem(words if value not in refused else tr("{words} ({why})", words=words, why=tr(refused[value])), value)
    model = box.model()
    if isinstance(model, QStandardItemModel):
        for value in refused:
            item = model.item(box.findData(value))
            if item is not None:  # pyright: ignore[reportUnnecessaryComparison] (None for a row that is not there)
                item.setEnabled(False)
    return box


def _offering(offers: Sequence[str], parent: QWidget) -> QComboBox:
    box = _list(parent)
    box.setEditable(True)
    whole_line(box)
    box.addItems(["", *offers])
    return box


def _long(word: "Word", parent: QWidget) -> QPlainTextEdit:
    box = QPlainTextEdit(parent)
    box.setTabChangesFocus(True)
    box.setPlaceholderText(tr(word.hint))
    box.setFixedHeight(box.fontMetrics().lineSpacing() * _LINES_SHOWN + 14)
    return box


def _on_change(widget: QWidget, slot: Callable[[], None]) -> None:
    if isinstance(widget, QComboBox):
        widget.currentTextChanged.connect(slot)
    elif isinstance(widget, QPlainTextEdit | QLineEdit):
        widget.textChanged.connect(slot)
    elif isinstance(widget, ChecklistInput):
        widget.changed.connect(slot)
