"""The main window: title, menus, toolbar, pages, messages and status. It shows and asks; it decides nothing."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ui import labels
from ui.action_set import ActionSet
from ui.actions import FIXED, LISTS, Action, Needs, deed_actions
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.desk.welcome import Welcome
from ui.entry.why import WhyPage
from ui.forms.form import DeedForm
from ui.forms.host import FormHost
from ui.help.pages import TextPage, about_text, shortcuts_text
from ui.lock.idle import IdleWatch
from ui.lock.page import LockPage
from ui.notices_bar import NoticesBar
from ui.palette import Palette
from ui.queue.page import QueuePage
from ui.queue.search_box import SearchBox
from ui.shift.start_page import StartPage
from ui.status_line import StatusLine
from ui.theme.colours import ThemeName
from ui.theme.style import Theme
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.rules.entry import EntryId

if TYPE_CHECKING:
    from ui.desk.answers import Changes, DeedCard, EntryDetail

_IDLE_MINUTES = 10
_DEMONSTRATION = "DEMONSTRATION. Invented people only. Nothing here is a record of anybody."


class MainWindow(QMainWindow):
    """`settled` is emitted when no read or deed is under way."""

    settled = Signal()

    def __init__(self, desk: Desk, theme: Theme, place: QSettings) -> None:
        """Paints at once; the store is opened by `begin`. `place` keeps where the window stood, and nothing else."""
        super().__init__()
        self.setObjectName("main-window")
        self.desk, self.theme, self._place = desk, theme, place
        self._welcome: Welcome | None = None
        self._is_locked = False
        self._page_before: QWidget | None = None
        self.actions_made = ActionSet(self)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._name_window()
        self._restore_place()

    def begin(self) -> None:
        """Open the store on the worker."""
        self.desk.open()

    # ---- parts ---------------------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.search = SearchBox(self)
        self.notices = NoticesBar(self)
        self.status = StatusLine(self.desk, self)
        self.queue = QueuePage(self.desk, self.theme, self.search, self)
        self.start = StartPage(self.desk, self)
        self.why = WhyPage(self)
        self.shortcuts = TextPage("shortcuts", "Keyboard shortcuts", self)
        self.about = TextPage("about", "About and health", self)
        self.lock_page = LockPage(self)
        self.forms = FormHost(self.desk, self)
        self.idle = IdleWatch(_IDLE_MINUTES, self)
        self.actions_made.add([*FIXED, *LISTS], in_queue=(self.queue,))
        self.palette_panel = Palette(self.actions_made, self)

    def _lay_out(self) -> None:
        self.demonstration = QLabel(_DEMONSTRATION, self)
        self.demonstration.setObjectName("demonstration")
        self.demonstration.setProperty("tone", "demonstration")
        self.demonstration.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.demonstration.hide()
        self.pages = QStackedWidget(self)
        for page in (self.queue, self.start, self.why, self.shortcuts, self.about):
            self.pages.addWidget(page)
        self._work = QWidget(self)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(4)
        work.addWidget(self.demonstration)
        work.addLayout(self._top())
        work.addWidget(self._inset(self.notices))
        work.addWidget(self.pages, 1)
        work.addWidget(self.status)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(self._work)
        self._whole.addWidget(self.lock_page)
        self.setCentralWidget(self._whole)
        self.actions_made.fill(self.menuBar())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self.search, 1)
        self._toolbar = QHBoxLayout()
        row.addLayout(self._toolbar)
        for action, made in self.actions_made:
            if action.in_toolbar:
                button = QToolButton(self)
                button.setDefaultAction(made)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setAccessibleName(action.text)
                self._toolbar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _inset(self, widget: QWidget) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(widget)
        return holder

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._opened)
        desk.not_opened.connect(self._not_opened)
        desk.changed.connect(self._changed)
        desk.broke.connect(self._broke)
        desk.lost.connect(self._lost)
        desk.found_again.connect(self._found_again)
        desk.settled.connect(self.settled)
        self.actions_made.wanted.connect(self._act)
        self.queue.entry_shown.connect(self._entry_shown)
        self.queue.counted.connect(self.status.show_counts)
        self.queue.shown_of.connect(self.status.show_extra)
        self.queue.deed_wanted.connect(self._open_deed)
        self.queue.menu_asked.connect(self._show_menu)
        self.forms.shown.connect(self._show_form)
        self.forms.done.connect(self._form_done)
        self.forms.left.connect(self.queue.take_form_away)
        self.start.entry_wanted.connect(self.go_to)
        self.start.list_wanted.connect(self._go_to_list)
        self.start.form_wanted.connect(self._open_form_about_none)
        self.start.page_wanted.connect(self._act_named)
        self.palette_panel.search_wanted.connect(self._search_for)
        self.palette_panel.closed.connect(self._focus_page)
        self.lock_page.unlock_asked.connect(self._ask_unlock)
        self.idle.idle.connect(self.lock)
        self.theme.changed.connect(self._repaint)

    # ---- the store -----------------------------------------------------------------------------------------------------------------

    def _opened(self, welcome: Welcome) -> None:
        added = [action for action in deed_actions(welcome.cards) if action.name not in self.actions_made]
        self.actions_made.add(added, in_queue=(self.queue,))
        self.actions_made.fill(self.menuBar())
        self._take_up(welcome)
        self.status.begin()
        self.idle.watch()
        self.shortcuts.text.setHtml(shortcuts_text(self.actions_made))
        if welcome.read_only_because:
            self.notices.say(welcome.read_only_because, is_trouble=True, key="read-only")

    def _take_up(self, welcome: Welcome) -> None:
        """From now on this officer acts."""
        self._welcome = welcome
        self.demonstration.setVisible(welcome.is_demonstration)
        self._name_window()
        self._enable()
        self.queue.begin(welcome)
        self.start.begin(welcome)
        self.pages.setCurrentWidget(self.queue)
        self.queue.table.setFocus()

    def _not_opened(self, refused: Refusal) -> None:
        self.status.say(f"■ {refused.message}")
        self.notices.say(refused.message, is_trouble=True, button="Try again", on_button=self.begin, key="open")

    def _changed(self, touched: Touched) -> None:
        if self._is_locked:
            return
        self.queue.take_in(touched)
        if self.pages.currentWidget() is self.start:
            self.start.reload()
        self.status.read()

    def _lost(self, refused: Refusal) -> None:
        self.notices.say(refused.message, is_trouble=True, key="lost" if isinstance(refused, Unavailable) else "refused")

    def _found_again(self) -> None:
        self.notices.take_back("lost")
        self.queue.reload()

    def _broke(self, sentence: str) -> None:
        self.notices.say(sentence, is_trouble=True, key="bug")
        form = self.queue.open_form()
        if form is not None:
            form.save.setEnabled(True)

    # ---- actions -------------------------------------------------------------------------------------------------------------------

    def _enable(self) -> None:
        welcome, detail = self._welcome, self.queue.entry.detail

        def allows(action: Action) -> bool:
            if welcome is None or self._is_locked:
                return False
            if action.needs is Needs.ENTRY and detail is None:
                return False
            if action.deed is None:
                return True
            card = welcome.cards.get(action.deed)
            fits = card is not None and (not card.about_entry or detail is None or detail.row.stage in card.stages)
            return fits and welcome.may(action.deed)

        self.actions_made.enable(allows)

    def _act_named(self, name: str) -> None:
        if name in self.actions_made:
            self.actions_made.named(name).trigger()

    def _act(self, action: Action) -> None:
        pages = {"start-of-shift": self.start, "why": self.why, "shortcuts": self.shortcuts, "about": self.about, "queue": self.queue}
        does = {
            "palette": lambda: self.palette_panel.open_over(self), "search": self._focus_search, "reload": self.queue.reload,
            "open-entry": self.queue.entry.tabs.setFocus, "copy-reference": self._copy_reference, "lock": self.lock, "theme": self._next_theme,
            "text-larger": lambda: self._scale_text(0.1), "text-smaller": lambda: self._scale_text(-0.1), "act-as": self._act_as,
        }  # fmt: skip
        if action.deed is not None:
            self._open_deed(action.deed)
        elif action.name.startswith("list-"):
            self._go_to_list(action.name.removeprefix("list-"))
        elif action.name in pages:
            self._show_page(pages[action.name])
        elif action.name in does:
            does[action.name]()

    def _show_page(self, page: QWidget) -> None:
        if page is self.why and self.queue.entry.detail is not None:
            self.why.show_entry(self.queue.entry.detail, self.queue.band_of_entry, self.desk.now())
        if page is self.start:
            self.start.reload()
        if page is self.about:
            self._read_about()
        self.pages.setCurrentWidget(page)
        self._focus_page()

    def _focus_page(self) -> None:
        page = self.pages.currentWidget()
        if page is not None:
            (self.queue.table if page is self.queue else page).setFocus()

    def _focus_search(self) -> None:
        self.pages.setCurrentWidget(self.queue)
        self.search.line.setFocus()
        self.search.line.selectAll()

    def _search_for(self, words: str) -> None:
        self.pages.setCurrentWidget(self.queue)
        self.search.set_words(words)

    def _go_to_list(self, name: str) -> None:
        self.pages.setCurrentWidget(self.queue)
        self.queue.show_list(name)
        self.queue.table.setFocus()

    def go_to(self, entry: EntryId) -> None:
        """Show this entry in the queue: in the list shown if it is there, else under Everything."""
        self.pages.setCurrentWidget(self.queue)
        if not self.queue.table.look_at(entry):
            self.queue.show_list("everything")
        self.queue.table.setFocus()

    def _entry_shown(self, detail: "EntryDetail | None") -> None:
        self._enable()
        if detail is not None and self.pages.currentWidget() is self.why:
            self.why.show_entry(detail, self.queue.band_of_entry, self.desk.now())

    def _show_menu(self, place: Any) -> None:  # noqa: ANN401 (a QPoint through a signal)
        self.actions_made.context_menu(self).popup(place)

    def _copy_reference(self) -> None:
        detail = self.queue.entry.detail
        if detail is not None:
            QGuiApplication.clipboard().setText(detail.row.reference)
            self.notices.say(f"{detail.row.reference} is copied.", key="copied")

    def _read_about(self) -> None:
        self.desk.read(
            lambda reads: (reads.watch(), reads.now),
            lambda told: self.about.text.setHtml(about_text(self._welcome, told[0], told[1])),
            owner=self,
            topic="about",
        )

    # ---- forms ---------------------------------------------------------------------------------------------------------------------

    def _open_deed(self, deed: str) -> None:
        welcome, detail = self._welcome, self.queue.entry.detail
        card: DeedCard | None = welcome.cards.get(deed) if welcome else None
        if welcome is None or card is None:
            return
        if not card.about_entry:
            self._open_form_about_none(card, "", {})
        elif detail is not None:
            self.pages.setCurrentWidget(self.queue)
            self.forms.about_entry(card, detail, self.queue.band_of_entry, welcome)

    def _open_form_about_none(self, card: "DeedCard", about: str, words: dict[str, Any]) -> None:
        if self._welcome is not None:
            self.forms.about_none(card, about, self._welcome, words)

    def _show_form(self, form: DeedForm) -> None:
        self.pages.setCurrentWidget(self.queue)
        self.queue.show_form(form)

    def _form_done(self, form: DeedForm, changes: "Changes") -> None:
        self.queue.take_form_away(form)
        about = labels.joined([form.card.label, changes.reference])
        if changes.proposal is not None:
            self.notices.say(
                f"{about}: proposed as number {changes.proposal}. It takes effect when a second officer approves it.", key="saved"
            )
        else:
            self.notices.say(f"{about}: saved.", key="saved")

    # ---- lock, officer, looks ------------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Names leave the screen, the title and the clipboard; the watcher and the worker go on."""
        if self._is_locked or self._welcome is None:
            return
        self._is_locked = True
        self._page_before = self.pages.currentWidget()
        QGuiApplication.clipboard().clear()
        self.palette_panel.hide()
        self.queue.leave()
        self.start.clear()
        self.why.clear()
        self.notices.clear()
        self._whole.setCurrentWidget(self.lock_page)
        self.menuBar().hide()
        self._enable()
        self._name_window()
        self.lock_page.begin(asks_passphrase=not self._welcome.is_demonstration)

    def _ask_unlock(self, passphrase: str) -> None:
        if self._welcome is not None:
            refused = self.lock_page.refuse
            self.desk.act_as(self._welcome.officer.collar, passphrase, self._unlocked, lambda error: refused(error.message), owner=self)

    def _unlocked(self, welcome: Welcome) -> None:
        self._is_locked = False
        self.menuBar().show()
        self._whole.setCurrentWidget(self._work)
        before = self._page_before
        self._take_up(welcome)
        if before is not None and before is not self.why:
            self.pages.setCurrentWidget(before)
        self.idle.watch()

    def _act_as(self) -> None:
        from ui.officer_panel import OfficerPanel  # noqa: PLC0415 (seldom used, and it names this window's parts)

        if self._welcome is not None:
            OfficerPanel(self.desk, self._welcome, self._take_up, self).open_over(self)

    def _next_theme(self) -> None:
        names = list(ThemeName)
        self.theme.choose(names[(names.index(self.theme.name) + 1) % len(names)])

    def _scale_text(self, by: float) -> None:
        self.theme.scale_text(self.theme.text_scale + by)

    def _repaint(self) -> None:
        self.update()

    def _name_window(self) -> None:
        if self._is_locked:
            self.setWindowTitle("WantedTrack — locked")
            return
        where = ""
        if self._welcome is not None:
            shift = self._welcome.shift(self.desk.now())
            where = labels.joined(
                [f"{shift.name} shift" if shift else "Between shifts", self._welcome.station or self._welcome.officer.collar], ", "
            )
        parts = [labels.MARKING, "WantedTrack", where]
        self.setWindowTitle(" — ".join(part for part in parts if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The palette keeps its place over the window."""
        super().resizeEvent(event)
        if self.palette_panel.isVisible():
            self.palette_panel.close_again()

    def _restore_place(self) -> None:
        self.resize(1366, 768)
        kept = self._place.value("geometry")
        if kept is not None:
            self.restoreGeometry(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place, and finish what was asked for."""
        self._place.setValue("geometry", self.saveGeometry())
        self.desk.close()
        super().closeEvent(event)
