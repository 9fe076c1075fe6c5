"""While the store cannot be had: said once, with the time of what is on screen; when it answers again everything on screen is read anew, and that is said too."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui import times
from ui.desk.door import Desk
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.rules.entry import Instant


class OutOfReach(QObject):
    """One for the window. `is_locked` says whether names are off the screen: nothing is read behind the lock."""

    def __init__(self, desk: Desk, area: WorkArea, is_locked: Callable[[], bool], parent: QObject) -> None:
        """The store has not been lost yet."""
        super().__init__(parent)
        self._desk, self._area, self._is_locked = desk, area, is_locked
        self._since: Instant | None = None
        self._said = ""
        desk.lost.connect(self._lost)
        desk.found_again.connect(self._found_again)

    def _lost(self, refused: Refusal) -> None:
        self._said = tr(refused.message)
        if not isinstance(refused, Unavailable):
            self._area.notices.tell(refused, key="refused")
            return
        if self._since is None and self._desk.is_open:
            self._since = self._desk.now()
        told = self._said
        if self._since is not None:
            seen = times.clock_time(self._since, self._since)
            told = tr("{trouble} What is on screen was read before {when}; what you type is kept.", trouble=self._said, when=seen)
        self._area.notices.say(told, is_trouble=True, key="lost", code=refused.code)

    def _found_again(self) -> None:
        since, self._since = self._since, None
        self._area.notices.take_back("lost")
        self._area.notices.take_back_saying(self._said)
        if self._is_locked() or since is None:
            # Behind the lock nothing is read; a store that is opened only now is read by whoever takes it up.
            return
        self._area.notices.say(tr("The store answers again; what is on screen has been read anew."), key="found")
        self._area.read_again()
