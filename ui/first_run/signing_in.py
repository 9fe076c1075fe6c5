"""Signing in in the window: shows its page where the account does not open the store, and opens the store once somebody has come in."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from ui.desk.door import Desk
from ui.first_run.sign_in_page import SignInPage
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal
from wantedtrack.rules.officers import CLOSED_TO_ACCOUNT


class SigningIn(QObject):
    """`came_in` tells that the store is to be opened now. The same rules as the command line's: nothing here decides who may."""

    came_in = Signal()

    def __init__(self, desk: Desk, area: WorkArea, parent: QObject | None = None) -> None:
        """No page before it is needed."""
        super().__init__(parent)
        self._desk, self._area = desk, area
        self._page: SignInPage | None = None

    def helps_with(self, refused: Refusal) -> bool:
        """Whether a passphrase or the recovery key still opens what was refused so."""
        return refused.code in CLOSED_TO_ACCOUNT

    def show_page(self) -> None:
        """Ask who it is; what was typed before stands there still."""
        if self._desk.is_open:
            return
        if self._page is None:
            self._page = page = SignInPage(self._area)
            page.sign_in_wanted.connect(self._sign_in)
            page.recovery_wanted.connect(self._recover)
            page.try_again.connect(self.came_in)
            self._area.pages.addWidget(page)
        self._area.pages.setCurrentWidget(self._page)

    def end(self) -> None:
        """The store is open: nothing more is asked, and nothing typed is left."""
        if self._page is not None:
            self._page.clear()
            self._area.pages.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    def _sign_in(self, collar: str, passphrase: str) -> None:
        page = self._page
        if page is not None:
            self._desk.come_in(lambda beginner: beginner.sign_in(collar, passphrase), self._done, page.refuse, owner=page)

    def _recover(self, words: Mapping[str, str]) -> None:
        page = self._page
        if page is not None:
            self._desk.come_in(lambda beginner: beginner.recover(**words), self._done, page.refuse, owner=page)

    def _done(self, _: None) -> None:
        self._area.notices.take_back("open")
        self._area.status.say(tr("Opening the store…"))
        if self._page is not None:
            self._page.clear()
        self.came_in.emit()
