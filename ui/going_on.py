"""Going to an entry and on into a deed: a page names both, and the form opens once the entry has been read, never over another one."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.queue.page import QueuePage
from wantedtrack.rules.entry import EntryId


class GoingOn(QObject):
    """Waits for one entry at a time. Whatever else is asked for meanwhile takes its place."""

    def __init__(self, queue: QueuePage, go_to: Callable[[EntryId], None], do: Callable[[str], None], parent: QObject) -> None:
        """`go_to` shows an entry, `do` does an action by its name."""
        super().__init__(parent)
        self._queue, self._go_to, self._do = queue, go_to, do
        self._waits: tuple[EntryId, str] | None = None
        queue.entry_shown.connect(self._shown)

    def to(self, entry: EntryId, deed: str) -> None:
        """Go to this entry, and then into the form of this deed."""
        self._waits = (entry, deed)
        self._go_to(entry)
        self._shown()

    def forget(self) -> None:
        """Something else was asked for."""
        self._waits = None

    def _shown(self, _: object = None) -> None:
        if self._waits is not None and self._queue.entry.entry == self._waits[0] and not self._queue.is_awaiting:
            deed, self._waits = self._waits[1], None
            self._do(deed)
