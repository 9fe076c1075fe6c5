"""Passphrases by the window: who may give one is asked before anything is typed, and whoever gave himself one is asked for it by the lock."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk.door import Desk
from ui.desk.passphrases import may_give
from ui.desk.welcome import Welcome
from ui.notices_bar import NoticesBar
from ui.wording import tr
from wantedtrack.errors import Refusal


class Passphrases(QObject):
    """The action, and what the lock has to know."""

    def __init__(self, desk: Desk, notices: NoticesBar, window: QWidget) -> None:
        """Nobody is asked yet."""
        super().__init__(window)
        self._desk, self._notices, self._window = desk, notices, window
        self._given: set[str] = set()
        self._welcome: Welcome | None = None
        self._panel: QWidget | None = None

    def begin(self, welcome: Welcome) -> None:
        """This officer acts from now on."""
        self._welcome = welcome
        self.close()

    def asked_of(self, welcome: Welcome) -> bool:
        """Whether the lock asks this officer for a passphrase: one that was given since counts too."""
        return welcome.asks_passphrase or welcome.officer.collar in self._given

    def ask(self) -> None:
        """Open the panel; where there is nothing that could be given, say why."""
        self._desk.look(may_give, self._open, on_refused=self._refused, owner=self)

    def close(self) -> None:
        """Nothing half-typed stays: the window is locked, or another officer acts."""
        if self._panel is not None:
            panel, self._panel = self._panel, None
            panel.close()

    def _open(self, _: object) -> None:
        if self._welcome is None:
            return
        from ui.passphrase_panel import PassphrasePanel  # noqa: PLC0415 (seldom used)

        self.close()
        panel = PassphrasePanel(self._desk, self._welcome, self._now_given, self._window)
        self._panel = panel
        panel.finished.connect(self._closed)
        panel.open_over(self._window)

    def _closed(self, _: int) -> None:
        self._panel = None

    def _now_given(self, collar: str) -> None:
        self._given.add(collar)
        self._notices.say(tr("{collar} can sign in at this desk with the new passphrase.", collar=collar), key="said")

    def _refused(self, refused: Refusal) -> None:
        self._notices.tell(refused, key="said")
