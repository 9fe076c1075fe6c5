"""What is seen while nobody has locked: search, toolbar, messages, one page at a time, status."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui import page_makers
from ui.action_set import ActionSet
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.desk.welcome import Welcome
from ui.late_pages import Around, Late, LatePages
from ui.notices_bar import NoticesBar
from ui.people.alike import AlikePanel
from ui.queue.page import QueuePage
from ui.queue.search_box import SearchBox
from ui.settings.preferences import Preferences
from ui.status_line import StatusLine
from ui.theme.style import Theme
from ui.widgets.demonstration_band import DemonstrationBand
from ui.widgets.pages import Pages, ScrolledPages
from ui.wording import tr


@runtime_checkable
class Begun(Protocol):
    """A page that must know who acts."""

    def begin(self, welcome: Welcome) -> None:
        """Another officer acts."""
        ...


@runtime_checkable
class Reread(Protocol):
    """A page with a reading of its own."""

    def reload(self) -> None:
        """Read it anew."""
        ...


@runtime_checkable
class Cleared(Protocol):
    """A page on which names may stand."""

    def clear(self) -> None:
        """Names leave the screen."""
        ...


class WorkArea(QWidget):
    """The pages and what stands around them. A page is a widget of its own; this only holds them. Those below are made when they are first asked for."""

    inbox = Late(page_makers.inbox)
    people = Late(page_makers.people)
    reason_card = Late(page_makers.reason_card)
    handover = Late(page_makers.handover)
    intake = Late(page_makers.intake, reads_itself=True)
    person = Late(page_makers.person)
    duty = Late(page_makers.duty)
    retention = Late(page_makers.retention)
    brief = Late(page_makers.brief)
    exports = Late(page_makers.exports)
    policy = Late(page_makers.policy)
    shortcuts = Late(page_makers.shortcuts)
    about = Late(page_makers.about)
    settings = Late(page_makers.settings, reads_itself=True)
    guide = Late(page_makers.guide)
    printing = Late(page_makers.printing)
    tasking = Late(page_makers.tasking)
    measures = Late(page_makers.measures)

    def __init__(self, desk: Desk, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        """The queue made and what stands above and below it, nothing filled."""
        super().__init__(parent)
        self._desk, self._theme = desk, theme
        self._welcome: Welcome | None = None
        self._is_filled = False
        self.late = LatePages(Around(desk, preferences, self), WorkArea, self._take_up)
        self.search = SearchBox(self)
        self.alike = AlikePanel(desk, "alike-search", parent=self)
        self.notices = NoticesBar(self)
        self.status = StatusLine(desk, self)
        self.queue = QueuePage(desk, theme, self.search, self)
        self.pages = Pages(self)
        self.pages.addWidget(self.queue)
        self._lay_out()
        self.queue.filled.connect(self._begin_others)
        self.queue.counted.connect(self.status.show_counts)
        self.queue.shown_of.connect(self.status.show_extra)
        self.pages.currentChanged.connect(self._turned)
        self.search.person_typed.connect(self.alike.look_for)
        self.alike.tab_after = self.search.filters
        self.status.unwatched.connect(self.queue.show_unwatched)

    def furnish(self) -> None:
        """The rest, which no row of the queue waits for: the entry beside it, and the pages at hand."""
        from ui.entry.presence import PresenceKeeper  # noqa: PLC0415 (loaded once the queue stands)
        from ui.entry.why import WhyPage  # noqa: PLC0415 (the same)
        from ui.shift.first_line import FirstLine  # noqa: PLC0415 (the same)
        from ui.shift.start_page import StartPage  # noqa: PLC0415 (the same)

        self.queue.furnish()
        self.presence = PresenceKeeper(self._desk, self.queue.entry.present, self)
        self.queue.entry_shown.connect(self.presence.look_at)
        self.start = StartPage(self._desk, self)
        self.first = FirstLine(self)
        self._over.addWidget(self.first)
        self.start.first_known.connect(self.first.say)
        self.first.asked.connect(self._show_start)
        self.pages.currentChanged.connect(self._stand_first)
        self.why = WhyPage(self._theme, self)
        for page in (self.start, self.why):
            self.pages.addWidget(page)

    def _lay_out(self) -> None:
        self.demonstration = DemonstrationBand("demonstration", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.demonstration)
        self._top = QHBoxLayout()
        self._top.setContentsMargins(8, 4, 8, 0)
        self._top.addWidget(self.search, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._top)
        self._over = QVBoxLayout()
        self._over.setContentsMargins(8, 0, 8, 0)
        self._over.addWidget(self.alike)
        self._over.addWidget(self.notices)
        layout.addLayout(self._over)
        layout.addWidget(ScrolledPages(self.pages, self), 1)
        layout.addWidget(self.status)

    def add_buttons(self, actions: ActionSet) -> None:
        """The toolbar: the few actions that stand in it, each with its word."""
        before: QWidget = self.search.filters
        for action, made in actions:
            if action.in_toolbar:
                button = self._button(made, tr(action.text))
                self._top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
                # As they are read: after the search, before the page below.
                QWidget.setTabOrder(before, button)
                before = button

    def _button(self, made: QAction, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(made)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("kind", "bar")
        button.setAccessibleName(text)
        return button

    def begin(self, welcome: Welcome) -> None:
        """Fill the pages for this officer."""
        self.demonstration.setVisible(welcome.is_demonstration)
        self._welcome = welcome
        self.first.begin()
        self.queue.begin(welcome)
        if self._is_filled:
            self._begin_others()

    def _begin_others(self) -> None:
        """The pages that are not on screen, once the queue is."""
        self._is_filled = True
        for page in (self.start, *self.late):
            self._begin(page)

    def _begin(self, page: QWidget) -> None:
        if self._is_filled and self._welcome is not None and isinstance(page, Begun):
            page.begin(self._welcome)

    def _take_up(self, page: QWidget) -> None:
        """A page was made: it stands with the others, and knows who acts."""
        self.pages.addWidget(page)
        self._begin(page)

    def take_in(self, touched: Touched) -> None:
        """Something was written: the page on screen asks whether it concerns it; the others read when they are looked at."""
        self.queue.take_in(touched)
        self.first.take_in(touched)
        if self.pages.currentWidget() is not self.late.held(WorkArea.about):
            self._reload(self.pages.currentWidget())
        self.status.take_in(touched)

    def read_again(self) -> None:
        """The store was away: what is on screen may have been overtaken meanwhile."""
        self.queue.reload()
        self._reload(self.pages.currentWidget())
        self.status.read()

    def clear(self) -> None:
        """Names leave every page; one that is made while they are away is begun when they are back."""
        self._welcome = None
        self.queue.leave()
        for page in (self.start, self.why, *self.late):
            if isinstance(page, Cleared):
                page.clear()
        self.notices.clear()
        self.alike.clear()
        self.first.end()

    def show_page(self, page: QWidget) -> None:
        """Show a page, read anew, with the focus in it."""
        self._reload(page)
        self.pages.setCurrentWidget(page)
        self.focus_page()

    def _show_start(self) -> None:
        self.show_page(self.start)

    def _stand_first(self) -> None:
        seen = self.pages.currentWidget()
        self.first.stand_with(queue=seen is self.queue, start=seen is self.start)

    def _turned(self) -> None:
        self.status.say_of_queue(is_seen=self.pages.currentWidget() is self.queue)

    def focus_page(self) -> None:
        """Put the focus where work on this page begins."""
        page = self.pages.currentWidget()
        if page is not None:
            (self.queue.middle.begin if page is self.queue else page.setFocus)()

    def _reload(self, page: QWidget | None) -> None:
        if page is not self.queue and isinstance(page, Reread) and not self.late.reads_itself(page):
            page.reload()
