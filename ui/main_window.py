"""The main window: title, menus, the work area and the lock over it. It shows and asks; it decides nothing."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.desk.welcome import Welcome
from ui.last_watcher import LastWatcher
from ui.opening_page import OpeningPage
from ui.settings.preferences import Preferences
from ui.theme.style import Theme
from ui.widgets.pages import name_as_page
from ui.widgets.reader import forget_what_was_said
from ui.window_place import WindowPlace
from ui.wording import tr
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.clipboard import OwnClipboard
    from ui.commands import Commands
    from ui.dropping import FileDrop
    from ui.first_run.beginning import FirstRun
    from ui.first_run.signing_in import SigningIn
    from ui.head_start import HeadStart
    from ui.lock.idle import IdleWatch
    from ui.lock.page import LockPage
    from ui.lock.session import SessionWatch
    from ui.passphrases import Passphrases
    from ui.second_officer import SecondOfficer
    from ui.telling_in_window import Telling
    from ui.work_area import WorkArea


class MainWindow(QMainWindow):
    """`settled` is emitted when no read or deed is under way; `painted` once, after the first paint; `going` when the window closes, before anything else is done about it."""

    settled = Signal()
    going = Signal()
    painted = Signal()

    area: "WorkArea"
    commands: "Commands"
    lock_page: "LockPage"
    idle: "IdleWatch"
    session: "SessionWatch"
    clipboard: "OwnClipboard"
    drops: "FileDrop"
    telling: "Telling"
    _first_run: "FirstRun"
    _signing_in: "SigningIn"
    _second: "SecondOfficer"
    _passphrases: "Passphrases"

    def __init__(
        self, desk: Desk, theme: Theme, place: WindowPlace, preferences: Preferences, head_start: "HeadStart | None" = None
    ) -> None:
        """Paints at once; `begin` furnishes it and opens the store. `place` keeps where the window stood, and nothing else; `head_start` brings the first rows before the store is open."""
        super().__init__()
        self.setObjectName("main-window")
        self.desk, self.theme, self._place, self.preferences = desk, theme, place, preferences
        self._welcome: Welcome | None = None
        self._head_start = head_start
        self._page_before: QWidget | None = None
        self._when_open: Callable[[], None] | None = None
        self._is_painted = self._begins_after_paint = self._is_furnished = False
        self._last_watcher = LastWatcher(self, self)
        self._whole = QStackedWidget(self)
        name_as_page(self._whole, "WantedTrack")
        self._opening = OpeningPage(self)
        self._opening.given_up.connect(self.close)
        self._whole.addWidget(self._opening)
        self.setCentralWidget(self._whole)
        self._name_window()
        self._place.stand(self)
        self.painted.connect(self._place.stand_in_frame)
        if head_start is not None:
            head_start.setParent(self)
            head_start.shown.connect(self._show_area)
            head_start.over.connect(self.begin)
            self.going.connect(head_start.end)

    def begin(self) -> None:
        """Furnish the window and open the store: at once where it is not shown, else after its first paint, which nothing may delay."""
        if self.isVisible() and not self._is_painted:
            self._begins_after_paint = True
            return
        if self._head_start is not None and not self._head_start.is_over:
            self._head_start.begin(self._make_area)
            return
        self.desk.open()
        if not self._is_furnished:
            self._is_furnished = True
            self._furnish()

    def _make_area(self) -> "WorkArea":
        """The queue, and places for what stands around it."""
        from ui.work_area import WorkArea  # noqa: PLC0415 (loaded after the first paint)

        self.area = WorkArea(self.desk, self.theme, self.preferences, self)
        self._whole.addWidget(self.area)
        return self.area

    def _furnish(self) -> None:
        """Make the pages. Their modules take longer to load than the first paint may wait, so they are loaded here."""
        from ui.clipboard import OwnClipboard  # noqa: PLC0415 (loaded after the first paint)
        from ui.commands import Commands  # noqa: PLC0415 (loaded after the first paint)
        from ui.dropping import FileDrop  # noqa: PLC0415 (loaded after the first paint)
        from ui.first_run.beginning import FirstRun  # noqa: PLC0415 (loaded after the first paint)
        from ui.first_run.signing_in import SigningIn  # noqa: PLC0415 (loaded after the first paint)
        from ui.lock.idle import IdleWatch  # noqa: PLC0415 (loaded after the first paint)
        from ui.lock.page import LockPage  # noqa: PLC0415 (loaded after the first paint)
        from ui.lock.session import SessionWatch  # noqa: PLC0415 (loaded after the first paint)
        from ui.menu_hints import MenuHints  # noqa: PLC0415 (loaded after the first paint)
        from ui.out_of_reach import OutOfReach  # noqa: PLC0415 (loaded after the first paint)
        from ui.passphrases import Passphrases  # noqa: PLC0415 (loaded after the first paint)
        from ui.second_officer import SecondOfficer  # noqa: PLC0415 (loaded after the first paint)
        from ui.telling_in_window import Telling  # noqa: PLC0415 (loaded after the first paint)

        if self._head_start is None:
            self._make_area()
        self.area.furnish()
        self.lock_page = LockPage(self)
        self.idle = IdleWatch(self.preferences.held.lock_minutes, self)
        self.session = SessionWatch(self)
        self.clipboard = OwnClipboard(self)
        self._whole.addWidget(self.lock_page)
        self.commands = Commands(self.desk, self.area, self)
        self.commands.several.keep_in(self._place.settings)
        self.area.add_buttons(self.commands.actions)
        self.commands.actions.fill(self.menuBar())
        self._hints = MenuHints(self, self.area.status)
        self.drops = FileDrop(self.desk, self)
        self._out_of_reach = OutOfReach(self.desk, self.area, lambda: self.is_locked, self)
        self.telling = Telling(self.desk, self.area, self.commands, self.preferences, self, self)
        self._first_run = FirstRun(self.desk, self.area, self._place.folder, self)
        self._signing_in = SigningIn(self.desk, self.area, self)
        self._passphrases = Passphrases(self.desk, self.area.notices, self)
        self._second = SecondOfficer(self.desk, self.area, self.commands, self._take_up, self)
        self._connect()

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._opened)
        desk.not_opened.connect(self._not_opened)
        desk.changed.connect(self._changed)
        desk.broke.connect(partial(self.area.notices.say, is_trouble=True, key="bug"))
        desk.settled.connect(self.settled)
        self.commands.window_wanted.connect(self._do)
        self.area.queue.counted.connect(self._name_window)
        self.lock_page.unlock_asked.connect(self._ask_unlock)
        self.idle.idle.connect(self.lock)
        self.session.left.connect(self.lock)
        self.session.back.connect(self._look_at_once)
        self.area.status.watch_worded.connect(self.lock_page.show_watch)
        self.theme.changed.connect(self.commands.actions.draw_icons)
        self.preferences.changed.connect(lambda: self.idle.wait_for(self.preferences.held.lock_minutes))
        self._first_run.made.connect(self.begin)
        self._signing_in.came_in.connect(self.begin)
        self.drops.extract_dropped.connect(self.commands.take_extract)
        self.drops.sheet_dropped.connect(self.commands.take_sheet)
        self.drops.said.connect(partial(self.area.notices.say, is_trouble=True, key="said"))
        self.drops.refused.connect(partial(self.area.notices.tell, key="said"))
        self.tell_of_spoilt_files()

    def tell_of_spoilt_files(self) -> None:
        """What of this desktop's own files could not be understood, and was set aside."""
        for key, told in (("settings-file", self.preferences.told), ("place-file", self._place.told)):
            if told is not None:
                self.area.notices.say(tr(told), is_trouble=True, key=key)

    # ---- the store -----------------------------------------------------------------------------------------------------------------

    def _opened(self, welcome: Welcome) -> None:
        self._show_area()
        self.area.notices.take_back("add")
        self._first_run.end()
        self._signing_in.end()
        self._take_up(welcome)
        self.area.status.begin()
        self.idle.watch()
        self.session.watch(self)
        self.telling.begin(welcome)
        self._go_to_asked()
        if welcome.read_only_because:
            self.area.notices.say(welcome.read_only_because, is_trouble=True, key="read-only")

    def _take_up(self, welcome: Welcome) -> None:
        """From now on this officer acts."""
        self._welcome = welcome
        self.commands.begin(welcome)
        self._passphrases.begin(welcome)
        self.commands.actions.fill(self.menuBar())
        self._name_window()
        self.area.begin(welcome)
        self.area.status.show_officer(welcome.officer.collar)
        self.area.show_page(self.area.queue)

    def say_making_demonstration(self) -> None:
        """Opening takes longer than it will: a demonstration is made first."""
        self._opening.say_making()

    def _show_area(self) -> None:
        self._opening.end()
        self._whole.setCurrentWidget(self.area)

    def _not_opened(self, refused: Refusal) -> None:
        from ui.not_opening import tell_why  # noqa: PLC0415 (seldom used)

        if self._head_start is not None:
            self._head_start.leave()
        self._show_area()
        tell_why(
            refused,
            self.area,
            signing_in=self._signing_in,
            first_run=self._first_run,
            try_again=self.begin,
            add_entry=self.commands.add_without_store,
        )

    def _changed(self, touched: Touched) -> None:
        self.telling.look()
        if not self.is_locked:
            self.area.take_in(touched)

    # ---- a second start ----------------------------------------------------------------------------------------------------------------

    def come_forward(self, reference: str = "") -> None:
        """A second start of the program: this window comes to the front and goes to what that one was asked for, once it is unlocked."""
        if reference:
            self._when_open = partial(self._go_to, reference)
        if self.isVisible():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
            self.raise_()
            self.activateWindow()
            QApplication.alert(self)
        self._go_to_asked()

    def _go_to_asked(self) -> None:
        if self._when_open is not None and self._welcome is not None and not self.is_locked:
            does, self._when_open = self._when_open, None
            does()

    def _go_to(self, reference: str) -> None:
        self.commands.look_for(reference)

    def come_forward_and(self, does: Callable[[], None]) -> None:
        """Come to the front, and once it is unlocked do this."""
        self._when_open = does
        self.come_forward()

    def tell_of_silent_window(self) -> None:
        """Another window on the same home is open and does not answer: said once the store is open."""
        self.desk.opened.connect(self._say_silent_window)

    def _say_silent_window(self) -> None:
        told = tr("Another window of the program is open here and does not answer. Nothing is lost; end it if it does not come back.")
        self.area.notices.say(told, is_trouble=True, key="silent")

    # ---- the window's own actions ----------------------------------------------------------------------------------------------------

    def _do(self, name: str) -> None:
        does = {
            "lock": self.lock,
            "theme": self.preferences.next_theme,
            "text-larger": lambda: self.preferences.larger_text(10),
            "text-smaller": lambda: self.preferences.larger_text(-10),
            "act-as": self._second.ask,
            "passphrase": self._passphrases.ask,
        }
        does[name]()

    # ---- lock ------------------------------------------------------------------------------------------------------------------------

    @property
    def is_last_to_watch(self) -> bool:
        """Whether no other desktop has checked within the last minute and a half, and this one watches."""
        watching = self.area.status.watching if self._is_furnished else ()
        return self.desk.is_watching and self._welcome is not None and set(watching) <= {self._welcome.officer.desktop}

    def _look_at_once(self) -> None:
        """The machine woke, or somebody is back: what came due meanwhile is told now and not at the next turn."""
        if self.desk.is_open:
            self.desk.run(lambda _: None, lambda _: None, owner=self)

    @property
    def is_locked(self) -> bool:
        """Whether names are off the screen."""
        return self._is_furnished and self._whole.currentWidget() is self.lock_page

    def lock(self) -> None:
        """Names leave the screen, the title and the clipboard; the watcher and the worker go on."""
        if self._welcome is None:
            if self._head_start is not None and self._head_start.leave():
                # Locked as soon as there is an officer to come back.
                self._when_open = self.lock
            return
        if self.is_locked:
            return
        self._page_before = self.area.pages.currentWidget()
        self.commands.forms.drafts.flush()
        self.commands.palette.hide()
        self._passphrases.close()
        self.area.clear()
        self._whole.setCurrentWidget(self.lock_page)
        self.menuBar().hide()
        self.commands.is_locked = True
        self.commands.enable()
        self._name_window()
        self.lock_page.begin(asks_passphrase=self._passphrases.asked_of(self._welcome), is_demonstration=self._welcome.is_demonstration)
        self.clipboard.take_away()
        forget_what_was_said(self)
        self.drops.is_heeded = False

    def _ask_unlock(self, passphrase: str) -> None:
        self.desk.unlock(passphrase, self._unlocked, self.lock_page.refuse, owner=self)

    def _unlocked(self, welcome: Welcome) -> None:
        self.menuBar().show()
        self._whole.setCurrentWidget(self.area)
        self.commands.is_locked = False
        self.drops.is_heeded = True
        before = self._page_before
        self._take_up(welcome)
        if before is not None:
            self.commands.come_back_to(before)
        if (form := self.area.queue.open_form()) is not None:
            form.resume()
        self.telling.say_again()
        self._go_to_asked()
        self.idle.watch()

    # ---- the window itself -----------------------------------------------------------------------------------------------------------

    def _name_window(self) -> None:
        demonstration = tr("DEMONSTRATION — ") if self._welcome is not None and self._welcome.is_demonstration else ""
        if self.is_locked:
            self.setWindowTitle(demonstration + tr("WantedTrack — locked"))
            return
        where = ""
        if self._welcome is not None:
            shift = self._welcome.shift(self.desk.now())
            where = labels.joined(
                [
                    tr("{name} shift", name=shift.name) if shift else tr("Between shifts"),
                    self._welcome.station or self._welcome.officer.collar,
                ],
                ", ",
            )
        self.setWindowTitle(demonstration + " — ".join(part for part in (labels.MARKING, "WantedTrack", where) if part))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Go where the file belongs, or say that it belongs nowhere."""
        if self._is_furnished:
            self.drops.drop(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The palette closes rather than hang over nothing."""
        super().resizeEvent(event)
        if self._is_furnished and self.commands.palette.isVisible():
            self.commands.palette.close_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint lets the rest begin."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)
        if self._begins_after_paint:
            self._begins_after_paint = False
            QTimer.singleShot(0, self.begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place, and finish what was asked for. Whoever closes the last watching desktop is told first."""
        if not self._last_watcher.lets_close():
            event.ignore()
            return
        self.going.emit()
        if self._is_furnished:
            self.telling.leave()
        self._place.keep(self)
        self.hide()
        if self._is_furnished:
            self.commands.forms.drafts.flush()
        self.desk.close()
        super().closeEvent(event)
