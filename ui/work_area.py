"""What is seen while nobody has locked: search, toolbar, messages, one page at a time, status."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSystemTrayIcon, QToolButton, QVBoxLayout, QWidget

from ui.action_set import ActionSet
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.desk.welcome import Welcome
from ui.entry.presence import PresenceKeeper
from ui.entry.reason_card import ReasonCardPage
from ui.entry.why import WhyPage
from ui.handover.page import HandoverPage
from ui.help.guide_page import GuidePage
from ui.help.health_page import HealthPage
from ui.help.pages import TextPage
from ui.intake.page import IntakePage
from ui.measures.page import MeasuresPage
from ui.notices_bar import NoticesBar
from ui.people.alike import AlikePanel
from ui.people.people_page import PeoplePage
from ui.policy.page import PolicyPage
from ui.printing.page import PrintPage
from ui.queue.page import QueuePage
from ui.queue.search_box import SearchBox
from ui.record.duty_page import DutyPage
from ui.record.page import RecordPage
from ui.record.pages import PersonPage, record_pages
from ui.settings.page import SettingsPage
from ui.settings.preferences import Preferences
from ui.shift.inbox_page import InboxPage
from ui.shift.start_page import StartPage
from ui.status_line import StatusLine
from ui.tasking.page import TaskingPage
from ui.theme.style import Theme
from ui.widgets.demonstration_band import DemonstrationBand
from ui.widgets.pages import Pages, ScrolledPages
from ui.wording import tr


class WorkArea(QWidget):
    """The pages and what stands around them. A page is a widget of its own; this only holds them."""

    def __init__(self, desk: Desk, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Every page made, none filled."""
        super().__init__(parent)
        self._welcome: Welcome | None = None
        self._is_filled = False
        self.search = SearchBox(self)
        self.alike = AlikePanel(desk, "alike-search", parent=self)
        self.notices = NoticesBar(self)
        self.status = StatusLine(desk, self)
        self.queue = QueuePage(desk, theme, self.search, self)
        self.presence = PresenceKeeper(desk, self.queue.entry.present, self)
        self.start = StartPage(desk, self)
        self.why = WhyPage(theme, self)
        self.reason_card = ReasonCardPage(desk, self)
        self.handover = HandoverPage(desk, self)
        self.intake = IntakePage(desk, self)
        self.shortcuts = TextPage("shortcuts", tr("Keyboard shortcuts"), self)
        self.about = HealthPage(desk, self)
        self.settings = SettingsPage(preferences, has_tray=QSystemTrayIcon.isSystemTrayAvailable(), parent=self)
        self.inbox = InboxPage(desk, self)
        self.people = PeoplePage(desk, self)
        self.duty = DutyPage(desk)
        self.guide = GuidePage(self)
        self.printing = PrintPage(desk, self)
        self.tasking = TaskingPage(desk, self)
        self.person = PersonPage(desk)
        self.measures = MeasuresPage(desk, self)
        self.policy = PolicyPage(desk, self)
        self.records: dict[str, RecordPage] = {"person": self.person, "duty": self.duty} | record_pages(desk)
        self._reloads: dict[QWidget, Callable[[], None]] = {self.start: self.start.reload, self.handover: self.handover.reload}
        self._reloads[self.policy] = self.policy.reload
        self._reloads[self.printing] = self.printing.reload
        self._reloads[self.tasking] = self.tasking.reload
        self._reloads[self.measures] = self.measures.reload
        self._reloads |= {page: page.reload for page in (self.inbox, self.people, self.about, *self.records.values())}
        self.pages = Pages(self)
        for page in (
            self.queue,
            self.start,
            self.inbox,
            self.people,
            self.why,
            self.reason_card,
            self.handover,
            self.intake,
            *self.records.values(),
            self.policy,
            self.shortcuts,
            self.about,
            self.settings,
            self.guide,
            self.printing,
            self.tasking,
            self.measures,
        ):
            self.pages.addWidget(page)
        self._lay_out()
        self.queue.filled.connect(self._begin_others)
        self.queue.entry_shown.connect(self.presence.look_at)
        self.queue.counted.connect(self.status.show_counts)
        self.queue.shown_of.connect(self.status.show_extra)
        self.pages.currentChanged.connect(self._turned)
        self.search.person_typed.connect(self.alike.look_for)
        self.alike.tab_after = self.search.filters
        self.status.unwatched.connect(self.queue.show_unwatched)

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
        holder = QVBoxLayout()
        holder.setContentsMargins(8, 0, 8, 0)
        holder.addWidget(self.alike)
        holder.addWidget(self.notices)
        layout.addLayout(holder)
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
        self.queue.begin(welcome)
        if self._is_filled:
            self._begin_others()

    def _begin_others(self) -> None:
        """The pages that are not on screen, once the queue is."""
        self._is_filled = True
        if self._welcome is not None:
            for page in (
                self.start,
                self.inbox,
                self.people,
                self.about,
                self.duty,
                self.handover,
                self.intake,
                self.policy,
                self.printing,
                self.measures,
            ):
                page.begin(self._welcome)

    def take_in(self, touched: Touched) -> None:
        """Something was written: the page on screen asks whether it concerns it; the others read when they are looked at."""
        self.queue.take_in(touched)
        if self.pages.currentWidget() is not self.about:
            self._reload(self.pages.currentWidget())
        self.status.take_in(touched)

    def read_again(self) -> None:
        """The store was away: what is on screen may have been overtaken meanwhile."""
        self.queue.reload()
        self._reload(self.pages.currentWidget())
        self.status.read()

    def clear(self) -> None:
        """Names leave every page."""
        self.queue.leave()
        for page in (
            self.start,
            self.inbox,
            self.people,
            self.about,
            self.why,
            self.reason_card,
            self.handover,
            self.intake,
            self.policy,
            self.printing,
            self.measures,
            self.tasking,
            *self.records.values(),
        ):
            page.clear()
        self.notices.clear()
        self.alike.clear()

    def show_page(self, page: QWidget) -> None:
        """Show a page, read anew, with the focus in it."""
        self._reload(page)
        self.pages.setCurrentWidget(page)
        self.focus_page()

    def _turned(self) -> None:
        self.status.say_of_queue(is_seen=self.pages.currentWidget() is self.queue)

    def focus_page(self) -> None:
        """Put the focus where work on this page begins."""
        page = self.pages.currentWidget()
        if page is not None:
            (self.queue.table if page is self.queue else page).setFocus()

    def _reload(self, page: QWidget | None) -> None:
        if page in self._reloads:
            self._reloads[page]()
