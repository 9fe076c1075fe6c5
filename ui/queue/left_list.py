"""The row stood on that leaves the list because of what was done elsewhere: said, with a way back to it, so that no key meant for it goes to its neighbour unseen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.notices_bar import NoticesBar
from ui.queue.model import QueueModel
from ui.queue.table import QueueTable
from ui.wording import tr
from wantedtrack.rules.entry import EntryId


class LeftList(QObject):
    """One for the queue. What an officer does here says so by itself."""

    def __init__(
        self, desk: Desk, table: QueueTable, model: QueueModel, notices: NoticesBar, look_for: Callable[[str], None], parent: QObject
    ) -> None:
        """`look_for` shows what these words find."""
        super().__init__(parent)
        self._model, self._notices, self._look_for = model, notices, look_for
        self._own: tuple[frozenset[EntryId], ...] = ()
        desk.changed.connect(self._changed)
        table.left_list.connect(self._left)

    def _changed(self, touched: Touched) -> None:
        # The order is read again a moment later, when another desktop's deeds may have been told of too.
        self._own = (*self._own[-1:], touched.entries - touched.by_others if touched.is_own else frozenset())

    def _left(self, entry: EntryId) -> None:
        row = self._model.row_of(entry)
        if row is None or any(entry in own for own in self._own):
            return
        told = tr(
            "{name} has left this list: something was changed elsewhere, or time has gone on. What you typed about it is kept.",
            name=row.name,
        )
        self._notices.say(told, button=tr("Look at it"), on_button=partial(self._look_for, row.reference), key="left-list")
