"""Joins what is told of a high notice to the window: its message with two answers, the lock's sentence, the tray's answers, and the way back to the window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from ui import labels
from ui.commands import Commands
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.settings.preferences import Preferences
from ui.telling import ANSWERS, HighNotices, SystemTray, in_words
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.rules.entry import Band

if TYPE_CHECKING:
    from ui.lock.page import LockPage


class Front(Protocol):
    """The window, as far as it is needed here."""

    lock_page: "LockPage"

    @property
    def is_locked(self) -> bool:
        """Whether names are off the screen."""
        ...

    def windowIcon(self) -> QIcon:
        """The program's own."""
        ...

    def come_forward(self, reference: str = "") -> None:
        """To the front."""
        ...

    def come_forward_and(self, does: Callable[[], None]) -> None:
        """To the front, and once it is unlocked do this."""
        ...


class Telling(QObject):
    """What is told of high notices in this window, and beside the system's clock where there is a place for it."""

    def __init__(self, desk: Desk, area: WorkArea, commands: Commands, preferences: Preferences, window: Front, parent: QObject) -> None:
        """Quiet until `begin`."""
        super().__init__(parent)
        self._area, self._commands, self._window = area, commands, window
        self.high = HighNotices(desk, preferences, self)
        self.high.told.connect(self._tell)
        self.high.answered.connect(self._answered)
        self._untold = ""
        self._tray: SystemTray | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = SystemTray(window.windowIcon(), self)
            self._tray.answered.connect(self.answer)
            self._tray.wanted.connect(self._come_forward)
            self._tray.inbox_wanted.connect(self._show_inbox)
            self.high.tray = self._tray

    def begin(self, welcome: Welcome) -> None:
        """The store is open."""
        self.high.band = labels.band_words(Band.HIGH, dict(welcome.band_labels))
        self.high.begin()

    def look(self) -> None:
        """Something was written."""
        self.high.look()

    def leave(self) -> None:
        """The window closes: nothing of it stays beside the clock."""
        if self._tray is not None:
            self._tray.stand(is_on=False)

    def say_again(self) -> None:
        """The window is unlocked: what was told meanwhile is said now."""
        if self._untold:
            self._tell(self._untold)

    def answer(self, deed: str) -> None:
        """Answer the notice that was told last, from wherever: the window comes forward, and behind the lock it waits."""
        notice = self.high.latest
        if notice is not None:
            self._window.come_forward_and(partial(self._commands.answer_notice, deed, notice.notice, in_words(notice)))

    def _come_forward(self) -> None:
        self._window.come_forward()

    def _show_inbox(self) -> None:
        self._window.come_forward_and(partial(self._commands.do_named, "inbox"))

    def _answered(self, rest: str) -> None:
        """Somebody has it: what was told here is not to be answered twice, and what still waits stands in its place without a sound."""
        notices = self._area.notices
        if self._window.is_locked:
            if not rest:
                self._window.lock_page.say("")
            self._untold = rest if self._untold else ""
        elif notices.shows("high"):
            notices.take_back("high")
            notices.say(
                tr("The notice about a {band} entry has been answered; nobody else need act on it.", band=self.high.band),
                key="high-answered",
            )
            if rest:
                self._tell(rest)

    def _tell(self, words: str) -> None:
        if self._window.is_locked:
            self._untold = words
            self._window.lock_page.say(tr("A notice about an entry of the band {band} waits. Unlock to answer it.", band=self.high.band))
            return
        self._untold = ""
        (have, have_text), (pass_on, pass_text) = ANSWERS
        self._area.notices.say(
            tr("{band}: {what}", band=self.high.band, what=words), is_trouble=True, button=tr(have_text), on_button=partial(self.answer, have),
            others=[(tr(pass_text), partial(self.answer, pass_on)), (tr("Inbox"), self._show_inbox)], key="high",
        )  # fmt: skip
