"""What each action does: goes to a page, to a list, or opens the form of a deed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from ui import labels
from ui.action_set import ActionSet
from ui.actions import FIXED, LISTS, Action, Needs, deed_actions
from ui.clipboard import put_text
from ui.coming_back import ComingBack
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.forms.form import DeedForm
from ui.forms.host import FormHost
from ui.forms.left_out import left_out_in_words
from ui.going_on import GoingOn
from ui.handover.saying import SAID_IN_THE_HANDOVER
from ui.help.helping import Helping
from ui.kept_here import KeptHere
from ui.page_joints import Joints, Ways
from ui.palette import Palette
from ui.queue.left_list import LeftList
from ui.queue.several import BULK_OF, QUEUE_ACTIONS, Several
from ui.undoing import Undoing
from ui.why_not import ANYWHERE, why_not
from ui.wording import counted, tr
from ui.work_area import WorkArea
from wantedtrack.rules.entry import EntryId

if TYPE_CHECKING:
    from ui.desk.answers import Changes, DeedCard, EntryDetail


PAGES: dict[str, Callable[[WorkArea], QWidget]] = {
    "start-of-shift": lambda area: area.start, "inbox": lambda area: area.inbox, "people": lambda area: area.people, "why": lambda area: area.why,
    "handover": lambda area: area.handover, "shortcuts": lambda area: area.shortcuts, "about": lambda area: area.about, "queue": lambda area: area.queue,
    "import": lambda area: area.intake, "intake": lambda area: area.intake, "reason-card": lambda area: area.reason_card, "policy": lambda area: area.policy,
    "measures": lambda area: area.measures, "print": lambda area: area.printing, "tasking": lambda area: area.tasking, "returns": lambda area: area.tasking,
    "settings": lambda area: area.settings, "person": lambda area: area.person, "duty": lambda area: area.duty, "retention": lambda area: area.retention,
    "brief": lambda area: area.brief, "exports": lambda area: area.exports,
}  # fmt: skip
"""Action → the page that it goes to, made when that is asked for."""
_ABOUT_ENTRY = ("why", "reason-card", "person")


class Commands(QObject):
    """The actions and what they do on the work area. `window_wanted` carries the name of an action that is the window's own to do."""

    window_wanted = Signal(str)

    def __init__(self, desk: Desk, area: WorkArea, window: QWidget) -> None:
        """The fixed actions at once; those of the deeds when the catalogue is there."""
        super().__init__(window)
        self._desk, self._area, self._window = desk, area, window
        self._welcome: Welcome | None = None
        self.is_locked = False
        self._enabled_for: object = None
        self._held_back: Action | None = None
        self._back_to = ""
        self._coming_back = ComingBack(area)
        self.actions = ActionSet(window)
        self._focused = (area.queue.table, area.queue.nothing, area.queue.entry)
        self.actions.add([*FIXED, *LISTS, *QUEUE_ACTIONS], in_queue=self._focused)
        self.palette = Palette(self.actions, window)
        self.forms = FormHost(desk, self)
        self.undoing = Undoing(desk, area, self)
        self.helping = Helping(area, window, lambda: self.is_locked or self._welcome is None)
        self.several = Several(desk, area.queue, self.forms, self)
        self.kept_here = KeptHere(desk, area.notices, self.forms, self.do_named, self)
        self.left_list = LeftList(desk, area.queue.table, area.queue.model, area.notices, self.look_for, self)
        self._connect()

    def _connect(self) -> None:
        area, queue = self._area, self._area.queue
        self.actions.wanted.connect(self._act)
        queue.entry_shown.connect(self._entry_shown)
        queue.entry_awaited.connect(self.enable)
        queue.several_chosen.connect(self.enable)
        queue.deed_wanted.connect(self._open_deed)
        queue.asked_wanted.connect(self._open_deed)
        queue.menu_asked.connect(self._show_menu)
        queue.table.search_wanted.connect(self._focus_search)
        self.forms.shown.connect(self._show_form)
        self.forms.done.connect(self._form_done)
        self.forms.left.connect(self._form_left)
        self.forms.look_wanted.connect(area.search.set_words)
        area.alike.look_wanted.connect(self.look_for)
        queue.nothing.wanted.connect(self.do_named)
        self.going_on = GoingOn(queue, self.go_to, self.do_named, self)
        self.several.said.connect(self._say)
        ways = Ways(
            self.do_named, self._open_deed, self._open_form_about_none, self.go_to, self._go_on_to, self._go_to_list, self.look_for, self._follow,
            self._show_person, self._say,
        )  # fmt: skip
        self._joints = Joints(area, ways, self.actions, self.several, self.forms.drafts)
        self.palette.search_wanted.connect(self.look_for)
        self.palette.refused.connect(self._say)
        self.palette.closed.connect(area.focus_page)

    def begin(self, welcome: Welcome) -> None:
        """This officer acts from now on."""
        self._welcome = welcome
        self.several.begin(welcome)
        added = [action for action in deed_actions(welcome.cards) if action.name not in self.actions]
        self.actions.add(added, in_queue=self._focused)
        self.enable()
        self._joints.write_shortcuts()

    def enable(self) -> None:
        """Enable what can be used now, for this officer and this entry."""
        queue = self._area.queue
        # While the entry stood on is still being read, its stage is not known: a key pressed now is kept until it is, not lost.
        welcome, detail, is_awaiting = self._welcome, None if queue.is_awaiting else queue.entry.detail, queue.is_awaiting

        has_entry, stage = detail is not None or is_awaiting, None if detail is None else detail.row.stage
        # With several rows chosen a key opens the deed for all of them: whom it cannot be done to is told by its summary, each with the reason.
        is_several = self.several.count > 1
        stands = (id(welcome), len(self.actions), stage, has_entry, self.is_locked, is_several)
        if stands == self._enabled_for:
            return
        self._enabled_for = stands

        def why(action: Action) -> str:
            if action.name in ANYWHERE:
                return ""
            asked = None if is_several and action.deed in BULK_OF else stage
            return why_not(action, welcome, stage=asked, has_entry=has_entry, is_locked=self.is_locked)

        self.actions.enable(why)

    def do_named(self, name: str) -> None:
        """Do an action by its name."""
        if name in self.actions:
            self.actions.named(name).trigger()

    def go_to(self, entry: EntryId) -> None:
        """Show this entry in the queue: in the list shown if it is there, else under Everything."""
        queue = self._area.queue
        self._area.pages.setCurrentWidget(queue)
        if not queue.table.look_at(entry):
            queue.show_list("everything")
        queue.table.setFocus()

    def _go_on_to(self, entry: EntryId, deed: str) -> None:
        self._coming_back.expect(deed)
        self.going_on.to(entry, deed)

    def _act(self, action: Action) -> None:
        area = self._area
        self.going_on.forget()
        if self.is_locked and action.name not in ANYWHERE:
            return
        self._held_back = action if action.needs is Needs.ENTRY and area.queue.is_awaiting else None
        if self._held_back is not None:
            return
        does = {
            "palette": lambda: self.palette.open_over(self._window), "search": self._focus_search, "reload": area.queue.reload,
            "guide": self.helping.show_guide, "words": self.helping.show_words, "open-entry": area.queue.entry.focus_tabs, "copy-reference": self._copy_reference, "undo": self.undoing.ask_newest,
            "columns": self.several.show_columns, "filter": area.search.open_filters, "copy-cells": self.several.copy, "choose-all": area.queue.table.selectAll,
        }  # fmt: skip
        if action.deed is not None and (self.several.takes(action.deed) or self.several.opens(action.deed)):
            area.pages.setCurrentWidget(area.queue)
        elif action.deed is not None:
            self._open_deed(action.deed)
        elif action.name.startswith("list-"):
            self._go_to_list(action.name.removeprefix("list-"))
        elif action.name in PAGES:
            self._before(action.name)
            area.show_page(PAGES[action.name](area))
            self._after(action.name)
        elif action.name in does:
            does[action.name]()
        else:
            self.window_wanted.emit(action.name)

    def _before(self, page: str) -> None:
        if page == "why":
            self._explain()
        elif page == "reason-card" and (detail := self._area.queue.entry.detail) is not None:
            self._area.reason_card.show_entry(detail.row.entry)
        elif page == "person":
            detail = self._area.queue.entry.detail
            self._area.person.show_person(detail.person.id if detail else None)
        elif page == "print":
            queue = self._area.queue
            seen = self._area.pages.currentWidget()
            about = seen.objectName() if seen is not None else ""
            what = "why" if about == "why" else "entry" if about in _ABOUT_ENTRY else "list"
            self._area.printing.choose(what, queue.shown_words, queue.model.ids, queue.entry.entry)
        elif page in ("start-of-shift", "inbox"):
            self._desk.run(lambda office: office.look_at_inbox(), lambda _: None, owner=self)

    def _after(self, page: str) -> None:
        if page == "import":
            self._area.intake.show_import()
        elif page == "intake":
            self._area.intake.show_waiting()
        elif page == "tasking":
            self._area.tasking.show_out()
        elif page == "returns":
            self._area.tasking.show_home()

    def _explain(self) -> None:
        queue = self._area.queue
        if queue.entry.detail is not None:
            self._area.why.show_entry(queue.entry.detail, queue.band_of_entry, self._desk.now())

    def _entry_shown(self, detail: "EntryDetail | None") -> None:
        self.enable()
        held, self._held_back = self._held_back, None
        if held is not None and detail is not None:
            self._act_held(held, detail)
        if detail is not None and self._area.pages.currentWidget() is self._area.why:
            self._explain()
        if detail is not None and self._back_to:
            name, self._back_to = self._back_to, ""
            self.do_named(name)

    def come_back_to(self, page: QWidget) -> None:
        """Back to where somebody was before the lock; a page about the entry waits for the entry, which is being read again."""
        self._back_to = page.objectName() if page.objectName() in _ABOUT_ENTRY else ""
        if not self._back_to:
            self._area.show_page(page)

    def _act_held(self, action: Action, detail: "EntryDetail") -> None:
        """Do what was asked for while the entry was still being read, where it can be done to it."""
        if self.actions.named(action.name).isEnabled():
            self._act(action)
        else:
            self._say(
                tr(
                    "{action} cannot be done to {reference} as it stands. Nothing was changed.",
                    action=tr(action.text).rstrip("…"),
                    reference=detail.row.reference,
                )
            )

    def _follow(self, link: str) -> None:
        """A link on one of the record's pages: to an entry by its reference, or to a person by number."""
        kind, _, what = link.partition(":")
        if kind == "entry":
            self.look_for(what)
        elif kind == "person":
            self._show_person(int(what))

    def _show_person(self, person: int) -> None:
        self._area.person.show_person(person)
        self._area.show_page(self._area.person)

    def _focus_search(self) -> None:
        self._area.pages.setCurrentWidget(self._area.queue)
        self._area.search.line.setFocus()
        self._area.search.line.selectAll()

    def look_for(self, words: str) -> None:
        """Narrow the queue to what these words find."""
        self._area.pages.setCurrentWidget(self._area.queue)
        # First, and not left to chance: the button that asked may go away with its panel, and its focus with it.
        self._area.queue.middle.begin()
        self._area.search.set_words(words)

    def _go_to_list(self, name: str) -> None:
        self._area.pages.setCurrentWidget(self._area.queue)
        self._area.queue.show_list(name)
        self._area.queue.middle.begin()

    def _show_menu(self, place: QPoint) -> None:
        menu = self.actions.context_menu(self._window)
        self.several.add_filters(menu)
        menu.popup(place)

    def _copy_reference(self) -> None:
        detail = self._area.queue.entry.detail
        if detail is not None:
            put_text(detail.row.reference)
            self._say(tr("{reference} is copied.", reference=detail.row.reference))

    def _say(self, message: str, is_trouble: bool = False) -> None:  # noqa: FBT001, FBT002 (a signal hands its values by position)
        self._area.notices.say(message, is_trouble=is_trouble, key="said")

    def take_extract(self, path: str) -> None:
        """A dropped extract: the import, with it chosen."""
        self.do_named("import")
        self._area.intake.panel.take(path)

    def take_sheet(self, path: str) -> None:
        """A dropped tasking sheet: its panel, with it chosen."""
        self.do_named("returns")
        self._area.tasking.home.take(path)

    def answer_notice(self, deed: str, notice: int, about: str) -> None:
        """The form that answers a notice: a promise, or that it is somebody else's."""
        card = self._welcome.cards.get(deed) if self._welcome is not None and self._welcome.may(deed) else None
        if card is not None:
            self._open_form_about_none(card, about, {"notice": notice})

    # ---- forms ---------------------------------------------------------------------------------------------------------------------

    def _open_deed(self, deed: str, filled: dict[str, Any] | None = None) -> None:
        welcome, detail = self._welcome, self._area.queue.entry.detail
        card: DeedCard | None = welcome.cards.get(deed) if welcome else None
        if welcome is None or card is None:
            return
        if not card.about_entry:
            self._open_form_about_none(card, "", {})
        elif self._area.queue.is_awaiting:
            # What is still shown is the entry before: its button would do the deed to somebody else.
            self._say(tr("The entry is still being read. Nothing was changed; press once more."))
        elif detail is not None and not self._is_somebody_else(detail):
            self.forms.about_entry(card, detail, self._area.queue.band_of_entry, welcome, filled)

    def _is_somebody_else(self, detail: "EntryDetail") -> bool:
        """Whether the page of another person is looked at than the one of the entry in the queue: then it says so, with the way there."""
        page = self._area.late.held(WorkArea.person)
        if page is None or self._area.pages.currentWidget() is not page or page.person in (None, detail.person.id):
            return False
        first = page.references[0] if page.references else None
        self._area.notices.say(
            tr("The queue stands on {reference}, which is about somebody else. Nothing was changed; go to an entry of this person, and do it there.", reference=detail.row.reference),
            button=tr("Go to {reference}", reference=first) if first else None, on_button=partial(self.look_for, first) if first else None, key="somebody-else",
        )  # fmt: skip
        return True

    def _open_form_about_none(self, card: "DeedCard", about: str, words: dict[str, Any]) -> None:
        if self._welcome is not None:
            self.forms.about_none(card, about, self._welcome, words)

    def add_without_store(self) -> None:
        """The form for a new entry where no store is open: it is kept on this desktop, sealed."""
        self.forms.without_store()

    def _show_form(self, form: DeedForm) -> None:
        self._coming_back.opened(form)
        self._area.pages.setCurrentWidget(self._area.queue)
        self._area.queue.show_form(form)

    def _form_left(self, form: DeedForm) -> None:
        self._area.queue.take_form_away(form)
        self._coming_back.left(form, is_saved=False)

    def _form_done(self, form: DeedForm, changes: "Changes") -> None:
        self._area.queue.take_form_away(form)
        self._coming_back.left(form, is_saved=True)
        if (left_out := left_out_in_words(form.card.words, changes, form.halves())) is not None:
            self._area.notices.say(left_out, is_trouble=True, key="left-out")
        told_of: int = changes.detail.get("told_of", 1)
        about = labels.joined([tr(form.card.label), changes.reference if told_of == 1 else counted("{n} notice", "{n} notices", told_of)])
        if changes.detail.get("kept_in") == "outbox":
            self._say(
                tr(
                    "The store cannot be had just now. The entry is kept on this desktop, sealed, and is added when the store is next opened from here."
                )
            )
        elif changes.detail.get("dry_run"):
            going = labels.joined([tr("{entries} to go", entries=changes.detail["entries"]), ", ".join(changes.detail["references"])], ": ")
            self._say(tr("{about}: dry run, nothing was changed. {going}.", about=about, going=going))
        elif self.several.tell(changes, form.card.label):
            return
        elif changes.proposal is not None:
            self._say(
                tr(
                    "{about}: proposed as number {proposal}. It takes effect when a second officer approves it.",
                    about=about,
                    proposal=changes.proposal,
                )
            )
        elif changes.undo is not None and changes.reference is not None:
            self.undoing.offer(about, changes)
        else:
            self._say(tr("{about}: saved.", about=about))
        if form.card.name == "add-entry" and changes.entries:
            # What was just added is what is worked on next: its checklist, its owner. Others of the same person changed with it are older.
            self.go_to(EntryId(max(changes.entries)))
        elif form.card.name in SAID_IN_THE_HANDOVER:
            # Said from the handover's page, and read there: the next remark is a key away, and not a page.
            self._area.show_page(self._area.handover)
        self._tell_candidates(changes)

    def _tell_candidates(self, changes: "Changes") -> None:
        """Somebody like this is held already: say who and why, with a way to look; the officer decides."""
        alike: list[dict[str, Any]] = list(changes.detail.get("candidates", ()))
        if not alike:
            return
        first = alike[0]
        name = labels.joined([first["surname"], first["forenames"]], ", ")
        more = tr(" and {alike_count} more", alike_count=len(alike) - 1) if len(alike) > 1 else ""
        sentence = tr("{name}{more} may be the same person: {listed}.", name=name, more=more, listed="; ".join(first["reasons"]))
        entries: list[str] = list(first["entries"])
        look = partial(self.look_for, entries[0]) if entries else None
        self._area.notices.say(sentence, button=tr("Look") if look else None, on_button=look, key="candidates")
