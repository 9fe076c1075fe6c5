"""Opens the form of a deed, sends what was typed through the door, and brings refusals back beside their fields."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui import labels
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.forms.add_entry_form import AddEntryForm
from ui.forms.around_entry import around_entry, around_none, as_it_stands
from ui.forms.attempt_form import AttemptForm
from ui.forms.correct_form import CorrectForm
from ui.forms.drafts import DraftKeeper, subject_of
from ui.forms.fields import Surroundings
from ui.forms.form import DeedForm
from ui.forms.look_up import Found
from ui.forms.outcome_form import OutcomeForm
from wantedtrack.rules.correcting import correctable_words
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.offered import cleardown_steps, unfit_words

if TYPE_CHECKING:
    from ui.desk.answers import Changes, DeedCard, EntryDetail


_NOT_TYPED = ("prompt",)
"""Words that name something on the page: a person cannot type them."""


class FormHost(QObject):
    """`shown` carries a form to put on screen, `done` a form and the Changes that it led to, `left` a form that is no longer wanted, `look_wanted` words for the search box."""

    shown = Signal(object)
    done = Signal(object, object)
    left = Signal(object)
    look_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Deeds go through this desk."""
        super().__init__(parent)
        self._desk = desk
        self.drafts = DraftKeeper(desk, self)

    def about_entry(
        self, card: "DeedCard", detail: "EntryDetail", band: str, welcome: Welcome, filled: dict[str, Any] | None = None
    ) -> DeedForm:
        """The form of a deed about this entry; `filled` are words that the page already knows, shown unless nobody types them."""
        about = labels.joined([detail.row.name, band, detail.row.reference])
        around = around_entry(self._desk, card.name, detail, welcome, self._look_up)
        if card.name == "log-attempt":
            officers = detail.attempts[0].officers if detail.attempts and detail.attempts[0].officers else welcome.officer.collar
            # Without a version: an attempt stands beside whatever others did meanwhile, and must never be held up by it.
            return self._show(AttemptForm(card, about, detail.row.reference, around, officers=officers))
        known = filled or {}
        entry = as_it_stands(detail, welcome.officer.rank)
        reference = detail.row.reference
        if card.name == "record-outcome":
            form: DeedForm = OutcomeForm(card, about, reference, around, cleardown=cleardown_steps(entry, detail.circulation.reference))
        elif card.name == "correct":
            form = CorrectForm(card, about, reference, around, words=correctable_words(entry.category, entry.stage, entry.rank))
        else:
            hidden = (*(name for name in known if name in _NOT_TYPED), *unfit_words(card.name, entry))
            form = DeedForm(card, about, reference, around, hidden=hidden)
        form.is_about(detail.row.category.value)
        form.extra = {"version": detail.row.version, **{name: value for name, value in known.items() if name in _NOT_TYPED}}
        form.clashed.connect(partial(self._read_clash, form, detail.row.entry))
        for word in ("at", "when"):
            if word in form.fields:
                form.fields[word].set_value("now")
        if detail.row.band is not None and card.name == "regrade":
            form.fields["band"].set_value(detail.row.band.value)
        for name, value in known.items():
            if name in form.fields:
                form.fields[name].set_value(str(value))
        return self._show(form)

    def about_none(self, card: "DeedCard", about: str, welcome: Welcome, filled: dict[str, Any] | None = None) -> DeedForm:
        """The form of a deed that is not about one entry; `filled` are words that the page already knows."""
        filled = filled or {}
        if card.name == "add-entry":
            around = Surroundings(self._desk.now, welcome.colleagues, look_up=self._look_up)
            adding = AddEntryForm(card, about, around, self._desk, filled=filled)
            adding.look_wanted.connect(self.look_wanted)
            return self._show(adding)
        form = DeedForm(card, about, None, around_none(self._desk, card.name, welcome), hidden=tuple(filled))
        form.extra = dict(filled)
        return self._show(form)

    def without_store(self) -> DeedForm:
        """A new entry while no store is open: nothing can be looked up, and everything can be typed."""
        from wantedtrack.deeds.catalogue import card_named  # noqa: PLC0415 (only then)

        return self._show(DeedForm(card_named("add-entry"), "", None, Surroundings(self._desk.now_in_any_case, ())))

    def _look_up(self, what: str, typed: str, on_found: Callable[[Found], None], owner: QObject) -> None:
        self._desk.read(lambda reads: reads.look_up(what, typed), on_found, owner=owner, topic="look-up", is_quiet=True)

    def leave_all(self) -> None:
        """Another officer takes over: nobody's half-filled form is saved by somebody else. What was typed is kept for who typed it."""
        for form in self.drafts.forms():
            self._leave(form)

    def _show(self, form: DeedForm) -> DeedForm:
        key = subject_of(form)
        if (open_one := self.drafts.form_of(key)) is not None:
            # One form for one thing: what stands in the one begun first is not to be typed again.
            form.deleteLater()
            self.shown.emit(open_one)
            return open_one
        form.save_asked.connect(partial(self._save, form))
        form.cancelled.connect(partial(self._leave, form))
        self.shown.emit(form)
        self.drafts.watch(form, key)
        return form

    def _leave(self, form: DeedForm) -> None:
        self.drafts.left(form)
        self.left.emit(form)

    def _read_clash(self, form: DeedForm, entry: EntryId, version: int) -> None:
        self._desk.read(lambda reads: reads.changed_since(entry, version), form.show_clash, on_refused=form.refuse, owner=form)

    def _save(self, form: DeedForm, words: dict[str, Any]) -> None:
        self._desk.do(
            form.card.name,
            form.reference,
            words,
            on_done=partial(self._saved, form),
            on_refused=form.refuse,
            owner=form,
            deed_id=form.deed_id,
        )

    def _saved(self, form: DeedForm, changes: "Changes") -> None:
        self.drafts.saved(form)
        self.done.emit(form, changes)
