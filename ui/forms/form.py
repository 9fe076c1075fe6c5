"""The form of a deed, made from the catalogue: fields from its words, what is wrong beside each, what was typed kept through a refusal."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.forms.access_keys import letters_of_the_menus, with_access_keys
from ui.forms.checklist_field import ChecklistInput
from ui.forms.clash_panel import ClashPanel
from ui.forms.draft_bar import DraftBar
from ui.forms.fields import Field, Surroundings
from ui.forms.halves import halves_in
from ui.forms.needed_now import mark_needed
from ui.forms.pressed import pressed
from ui.forms.quick_times import add_quick
from ui.forms.read_back import settled
from ui.widgets.flow import FlowLayout
from ui.widgets.long_words import breakable
from ui.widgets.press_once import press_once
from ui.widgets.refused_line import RefusedLine, who_could
from ui.wording import tr
from wantedtrack.errors import NotAllowed, Refusal
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import ChangedField, DeedCard

_NOT_SHOWN_YET = "?"
_LEAST_LINES = 11
_BEGINS_AT = {"add-note": "text", "bulk-add-note": "text"}
"""Who has something to note begins to type it: on a list of kinds the letters would be lost."""
_OVERTAKEN = ("clash", "stage")
"""Refusals that may come from what another officer has done since the form was opened: what that was is shown beside what is typed here."""


class DeedForm(QFrame):
    """One deed about one entry, or about none. `save_asked` carries the words as typed; `cancelled` that it is left, with what was typed kept; `thrown_away` that this is not wanted either;
    `changed` that something was typed; `clashed` the version that somebody else has changed since.
    """

    save_asked = Signal(object)
    changed = Signal()
    thrown_away = Signal()
    cancelled = Signal()
    clashed = Signal(int)

    own_keys: Collection[str] = ()
    """Access keys that a hand-made form gives to buttons of its own."""

    def __init__(
        self,
        card: "DeedCard",
        about: str,
        reference: str | None,
        around: Surroundings,
        parent: QWidget | None = None,
        *,
        hidden: tuple[str, ...] = (),
    ) -> None:
        """`about` says whom it is about; `hidden` are words that the caller fills in itself."""
        super().__init__(parent)
        self.setObjectName(f"form-{card.name}")
        self.setAccessibleName(tr(card.label))
        self.setAccessibleDescription(tr(card.says))
        self.card, self.reference, self.around = card, reference, around
        self.fields: dict[str, Field] = {}
        self.extra: dict[str, Any] = {}
        self.deed_id = uuid.uuid4().hex
        self._quick: dict[QPushButton, str] = {}
        self._sent: Mapping[str, Any] | None = None
        self._blank: dict[str, Any] = {}
        self._shown_for: str | None = _NOT_SHOWN_YET
        self._refused_code = ""
        self._about_category: str | None = None
        self._area: QScrollArea | None = None
        self._begun: tuple[Mapping[str, Any], Instant] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading(about))
        self._draft = DraftBar(self)
        self._draft.go_on.connect(self._go_on)
        self._draft.thrown_away.connect(self.throw_away)
        layout.addWidget(self._draft)
        layout.addWidget(self._scrolled(hidden), 1)
        self._refused = RefusedLine(self)
        layout.addWidget(self._refused)
        self._clash = ClashPanel(self)
        layout.addWidget(self._clash)
        layout.addLayout(self._buttons())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saves = QShortcut(QKeySequence(keys), self, self.ask_to_save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            # A held key goes on after the answer: it must not save again on top of what was just told.
            saves.setAutoRepeat(False)
        self.show_what_applies()

    def _heading(self, about: str) -> QWidget:
        head = QWidget(self)
        layout = QVBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for text, size in (
            (tr(self.card.label), "large"),
            (about, "heading"),
            (tr(self.card.says), ""),
            (tr(self.card.cannot_be_undone or ""), "last"),
        ):
            label = QLabel(breakable(text), head)
            label.setProperty("scale", size)
            if size == "last":
                label.setObjectName("cannot-be-undone")
                label.setProperty("tone", "soon")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setVisible(bool(text))
            layout.addWidget(label)
        return head

    def _scrolled(self, hidden: tuple[str, ...]) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(area)
        self.body = QVBoxLayout(body)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(8)
        for word in self.card.words:
            if word.name not in hidden:
                self.fields[word.name] = field = Field(word, self.around, body)
                field.changed.connect(self._typed)
        self.lay_out()
        self.body.addStretch(1)
        area.setWidget(body)
        self._area = area
        self._fit_text()
        return area

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more of the height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def _fit_text(self) -> None:
        """A few fields are always seen at once: where the screen has no room for that, the whole form scrolls with its heading."""
        if self._area is not None:
            self._area.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())

    def lay_out(self) -> None:
        """Put the fields into `body`, in the order of the deed's words; a hand-made form has an order of its own."""
        for field in self.fields.values():
            self.body.addWidget(field)
            self._quick |= add_quick(self.card.name, field, self.around.now())

    def _buttons(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        row = FlowLayout(ends_right=True)
        self._hint = QLabel(tr("Ctrl+Enter saves, Esc leaves; what you typed is kept"), self)
        self._hint.setObjectName("form-hint")
        self._hint.setWordWrap(True)
        self._hint.setProperty("tone", "quiet")
        self.save = QPushButton(pressed(self.card.name, self.card.label), self)
        self.save.setObjectName("save")
        self.save.setProperty("kind", "main")
        self.save.setToolTip(tr("Ctrl+Enter"))
        self.save.clicked.connect(self.ask_to_save)
        press_once(self.save, lone_double=True)
        self.cancel = QPushButton(tr("Leave"), self)
        self.cancel.setObjectName("cancel")
        self.cancel.setToolTip(tr("Esc"))
        self.cancel.clicked.connect(self.cancelled)
        press_once(self.cancel)
        foot.addWidget(self._hint)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        foot.addLayout(row)
        return foot

    def words(self) -> dict[str, Any]:
        """What was typed, by word; what is empty is left out."""
        typed = {name: field.value() for name, field in self.fields.items() if field.isVisibleTo(self)}
        return {name: value for name, value in {**self.extra, **typed}.items() if value not in ("", None, {})}

    def halves(self) -> dict[str, int]:
        """What stands in the fields and never reaches a deed, by word: halves of a surrogate pair."""
        return {name: count for name, field in self.fields.items() if (count := halves_in(field.input))}

    def ask_to_save(self) -> None:
        """Ask once: until the answer the button rests, so that Enter twice is one deed."""
        if self.save.isEnabled():
            if self.save.hasFocus():
                # Qt hands the focus of a button that rests to whatever comes next, and the second press with it.
                self.setFocus()
            self.save.setEnabled(False)
            self._refused.hide()
            words = self.words()
            if self._sent is not None and self._sent != words:
                # Not what was asked for before, so not what an answer to that would answer.
                self.deed_id = uuid.uuid4().hex
            self._sent = words
            self.save_asked.emit(words)

    # ---- what was typed and not saved ------------------------------------------------------------------------------------------------

    def take_as_blank(self) -> None:
        """What stands in the form now was filled in by the program: only what differs from it is somebody's draft."""
        self._blank = {name: field.value() for name, field in self.fields.items()}

    def typed(self) -> dict[str, Any]:
        """What somebody has typed: the fields that are not as the program filled them in, and then the times, which may be meant from now."""
        now = {name: field.value() for name, field in self.fields.items()}
        typed = {name: value for name, value in now.items() if value != self._blank.get(name)}
        times = {name: value for name, value in now.items() if value and self.fields[name].word.holds.value in ("instant", "date")}
        return {**times, **typed} if typed else {}

    def offer(self, words: "Mapping[str, Any]", at: Instant, *, version: int | None, deed_id: str | None) -> None:
        """This was begun before: fill it in again, unless somebody has typed meanwhile, and say so."""
        self._begun = words, at
        is_untouched = not self.typed()
        if is_untouched:
            self.fill(words, at)
            if version is not None and "version" in self.extra:
                self.extra["version"] = version
            if deed_id is not None:
                self.deed_id, self._sent = deed_id, self.words()
        self._draft.offer(at, is_filled_in=is_untouched)

    def fill(self, words: "Mapping[str, Any]", at: Instant) -> None:
        """Put in what was typed at that time; times that were meant from then are put in as the times they meant."""
        for name, value in words.items():
            if name in self.fields:
                self.fields[name].set_value(settled(self.fields[name].word.holds.value, value, at))

    def throw_away(self) -> None:
        """Back to what the program had filled in; nothing that was begun is kept."""
        self._draft.hide()
        self._begun = None
        for name, value in self._blank.items():
            self.fields[name].set_value(value)
        self.deed_id, self._sent = uuid.uuid4().hex, None
        self.thrown_away.emit()
        self.begin()

    def say_kept(self, message: str) -> None:
        """Where what was typed is kept, if not in the store."""
        self._hint.setText(message)

    def _go_on(self) -> None:
        if self._begun is not None and self._draft.isVisible():
            words, at = self._begun
            if not self.typed().keys() >= words.keys():
                self.fill(words, at)
        self._draft.hide()
        self.begin()

    def _typed(self) -> None:
        self.show_what_applies()
        self.changed.emit()

    # ---- the answer ------------------------------------------------------------------------------------------------------------------

    def refuse(self, refused: Refusal) -> None:
        """Show why nothing was saved, beside the field it concerns; what was typed stays."""
        self.save.setEnabled(True)
        if isinstance(refused, NotAllowed) and refused.code in _OVERTAKEN and (version := self.extra.get("version")) is not None:
            self.clashed.emit(version)
        name, _, part = (refused.field or "").partition(".")
        who = who_could(refused.who_could if isinstance(refused, NotAllowed) else None, refused.message)
        field = self.fields.get(name)
        if field is not None:
            field.say_wrong(tr(refused.message) + who)
            field.input.setFocus()
            if part and isinstance(field.input, ChecklistInput):
                field.input.go_to(part)
        if field is None and self.hasFocus():
            self.save.setFocus()
        self._refused.say(tr(refused.message) + who, code=refused.code)
        self._refused_code = refused.code

    def show_clash(self, seen: "tuple[int, Sequence[ChangedField]]") -> None:
        """Both texts beside each other, whole; taking either or both is the officer's, field by field, and nothing is chosen for anybody.

        The next save is on top of the version that is seen now, and of no later one: what a third officer does meanwhile is told as well.
        """
        version, changed = seen
        if version == self.extra.get("version"):
            return
        self.extra["version"] = version
        if self._refused_code == "clash":
            self.save.setText(tr("Save mine as well"))
        self._clash.show_changed(self.card.name, changed, self.fields)

    def begin(self) -> None:
        """Put the focus where typing begins: on the first field, where a choice that may be left out does not stand before what is written."""
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        first = self.fields.get(_BEGINS_AT.get(self.card.name, "")) or next(iter(shown), None)
        if first is not None:
            first.input.setFocus()

    def resume(self) -> None:
        """Put the focus back where it was in this form, or on its first field."""
        fields = [field.input for field in self.fields.values() if field.isVisibleTo(self)]
        last = next((one for one in fields if one is self.focusWidget() or one.isAncestorOf(self.focusWidget())), None)
        if last is not None:
            last.setFocus()
        else:
            self.begin()

    def show_what_applies(self) -> None:
        """Words for one category only show for that one; what is owed for a choice is marked; each field that shows has an access key of its own."""
        if mark_needed(self.card.name, self.fields, self.extra, self.around):
            self.give_keys()
        category = self.fields.get("category")
        chosen = self._about_category if category is None else str(category.value())
        if chosen == self._shown_for:
            return
        self._shown_for = chosen
        for field in self.fields.values():
            if field.word.only_for and chosen is not None:
                field.setVisible(chosen in field.word.only_for)
        self.give_keys()

    def is_about(self, category: str) -> None:
        """The entry is of this category: only its own words are asked for."""
        self._about_category = category
        self.show_what_applies()

    def give_keys(self) -> None:
        """Give each field that shows, and the button, an access key of its own."""
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        captions = [self.save.text().replace("&", ""), *(field.caption for field in shown), *self._quick.values()]
        save, *keyed = with_access_keys(captions, {*letters_of_the_menus(), *self.own_keys})
        self.save.setText(save)
        for label, text in zip((*(field.label for field in shown), *self._quick), keyed, strict=True):
            label.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; Enter in a line goes on to the next field, so that nothing is saved by accident."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif self.hasFocus() and not self.save.isEnabled():
            # Waiting for the answer: the second press of what was pressed once.
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the form even where the window has a use for it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)


def combo_of(form: DeedForm, word: str) -> QComboBox | None:
    """The list of a field, where it has one."""
    field = form.fields.get(word)
    return field.input if field is not None and isinstance(field.input, QComboBox) else None
