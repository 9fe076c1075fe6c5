"""A notice about a high entry is told once: by a sound, beside the system's clock, and in the window with its two answers. Outside the window no name.

Threat answered: a stolen or shared desktop. What stands beside the clock is seen by whoever walks past, locked or not: a reference, a clock, a rank.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from ui import labels
from ui.desk.door import Desk
from ui.settings.preferences import Preferences
from ui.wording import counted, tr
from wantedtrack.rules.entry import Band

if TYPE_CHECKING:
    from ui.desk.answers import WaitingNotice

_MOST_FOLLOWED = 200
"""Notices of which this window still asks whether somebody has answered them."""

ANSWERS = (("acknowledge", "I have it…"), ("pass-on", "Not mine…"))


class Tray(Protocol):
    """The place beside the system's clock, as far as it is needed."""

    def stand(self, *, is_on: bool) -> None:
        """Stand there, or not."""
        ...

    def tell(self, title: str, text: str) -> None:
        """Show a message for a while."""
        ...

    def offer(self, *, is_answerable: bool) -> None:
        """Whether there is a notice to be answered."""
        ...


class SystemTray(QObject):
    """The system's own. `answered` carries the deed that answers the notice told last; `wanted` that the window is."""

    answered = Signal(str)
    wanted = Signal()
    inbox_wanted = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        """Not shown until it is told to stand."""
        super().__init__(parent)
        self._menu = QMenu()
        self._answers = [self._menu.addAction(tr(text)) for _, text in ANSWERS]
        for (deed, _), action in zip(ANSWERS, self._answers, strict=True):
            action.triggered.connect(self._answering(deed))
        self._menu.addSeparator()
        self._menu.addAction(tr("Inbox")).triggered.connect(self.inbox_wanted)
        self._menu.addAction(tr("Show the window")).triggered.connect(self.wanted)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("WantedTrack")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.inbox_wanted)
        self.offer(is_answerable=False)

    def stand(self, *, is_on: bool) -> None:
        """Stand there, or not."""
        self._icon.setVisible(is_on)

    def tell(self, title: str, text: str) -> None:
        """Show a message for a while."""
        self._icon.showMessage(title, text, self._icon.icon())

    def offer(self, *, is_answerable: bool) -> None:
        """Whether there is a notice to be answered."""
        for action in self._answers:
            action.setEnabled(is_answerable)

    def _answering(self, deed: str) -> Callable[[], None]:
        return lambda: self.answered.emit(deed)

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.wanted.emit()


class HighNotices(QObject):
    """`told` carries a sentence without a name for the window to show. `latest` is the notice that the two answers are about.

    `answered` says that somebody, here or at another desktop, has answered what was told; it carries the sentence for what still waits, "" for nothing.
    `band` is what the force calls the highest band.
    """

    told = Signal(str)
    answered = Signal(str)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QObject | None = None) -> None:
        """Quiet until `begin`. `tray` is None where the system has no place for one; `ring` is the system's own sound."""
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._newest: int | None = None
        self._open: list[WaitingNotice] = []
        self.latest: WaitingNotice | None = None
        self.band = labels.band_words(Band.HIGH)
        self.tray: Tray | None = None
        self.ring: Callable[[], None] = QApplication.beep
        preferences.changed.connect(self.stand)

    def begin(self) -> None:
        """The store is open: what stands in the inbox already is the start of shift's to tell; from now on each new notice is told once."""
        self.stand()
        self.look()

    def stand(self) -> None:
        """Stand beside the system's clock, or not, as somebody chose."""
        if self.tray is not None:
            self.tray.stand(is_on=self._preferences.held.tray)

    def look(self) -> None:
        """Something was written: is there a new notice for this officer?"""
        after, told = self._newest, tuple(one.notice for one in self._open)
        self._desk.read(
            lambda reads: (*reads.notices_after(after), reads.still_waiting(told)),
            self._heard,
            on_refused=lambda _: None,
            owner=self,
            topic="high",
            is_quiet=True,
        )

    def _heard(self, answer: "tuple[int, tuple[WaitingNotice, ...], frozenset[int]]") -> None:
        newest, found, waiting = answer
        seen, self._newest = self._newest, newest
        if seen is None:
            return
        were, self._open = self._open, [one for one in self._open if one.notice in waiting]
        if len(self._open) < len(were):
            self.latest = self._open[0] if self._open else None
            if self.tray is not None:
                self.tray.offer(is_answerable=self.latest is not None)
            self.answered.emit(self._about(self._open) if self._open else "")
        high = [one for one in found if one.notice > seen and one.band is Band.HIGH and not one.for_information]
        if high:
            self._tell(high)

    def _tell(self, high: "list[WaitingNotice]") -> None:
        self.latest = high[0]
        self._open = [*high, *self._open][:_MOST_FOLLOWED]
        words = self._about(high)
        held = self._preferences.held
        if held.sounds:
            self.ring()
        if self.tray is not None and held.tray:
            self.tray.offer(is_answerable=True)
            self.tray.tell(tr("{band}: somebody has to act", band=self.band), words)
        self.told.emit(words)

    def _about(self, high: "list[WaitingNotice]") -> str:
        words = in_words(high[0])
        if len(high) == 1:
            return words
        return counted(
            "{n} notices about {band} entries; the first: {first}",
            "{n} notices about {band} entries; the first: {first}",
            len(high),
            band=self.band,
            first=words,
        )


def in_words(notice: "WaitingNotice") -> str:
    """Reference, clock and level: nobody is named."""
    return labels.joined([notice.reference, tr("{clock}, {rank} level", clock=tr(labels.CLOCK[notice.clock]), rank=tr(notice.rank.words))])
