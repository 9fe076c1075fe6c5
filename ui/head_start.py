"""The first rows stand on screen before the store is open here: read ahead by another process, shown as soon as both they and the queue are there."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk.ahead import Ahead

if TYPE_CHECKING:
    from ui.work_area import WorkArea

_PATIENCE_MS = 600
"""How long the opening waits for them: it would take the interpreter from the queue that shows them. Whoever is later has lost the start."""
_PAUSE_MS = 50
_LATER = (
    "ui.entry.facts", "ui.forms.form", "ui.entry.why", "ui.entry.pane", "ui.shift.start_page", "ui.forms.host", "ui.queue.several", "ui.commands",
    "ui.dropping", "ui.telling_in_window",
)  # fmt: skip
"""What the rest of the window is made of, in pieces of 15 ms at most: keys are heard between one and the next."""


class HeadStart(QObject):
    """`shown` says that rows stand in the queue; `over`, once, that the store may be opened."""

    shown = Signal()
    over = Signal()

    def __init__(self, ahead: Ahead) -> None:
        """Nothing is waited for before `begin`."""
        super().__init__()
        self._ahead = ahead
        ahead.setParent(self)
        self._area: WorkArea | None = None
        self.is_over = False
        self._later = list(_LATER)
        self._is_shown = False
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._go_on)
        ahead.came.connect(self._show)

    def begin(self, make_area: "Callable[[], WorkArea]") -> None:
        """Make the queue alone, and show what came, or wait a little for it."""
        if self._area is None:
            self._area = make_area()
            self._ahead.prepare()
            self._patience.start()
            if self._ahead.is_over:
                self._show()

    def leave(self) -> bool:
        """The rows leave the screen: the store did not open, or somebody locked before it had. Tells whether there was anything to leave."""
        return self._area is not None and self._area.queue.leave_ahead()

    def end(self) -> None:
        """The window closes."""
        self.is_over = True
        self._ahead.end()

    def _show(self) -> None:
        page, area = self._ahead.page, self._area
        if area is None or self._is_shown or self.is_over:
            return
        self._is_shown = True
        if page is not None and area.queue.show_ahead(page):
            area.demonstration.setVisible(page.is_demonstration)
            self.shown.emit()
            # The rows are painted, and keys that were pressed meanwhile are heard, before anything else takes its turn.
            QTimer.singleShot(0, self, self._pause)
        else:
            self._go_on()

    def _pause(self) -> None:
        QTimer.singleShot(_PAUSE_MS, self, self._load_next)

    def _load_next(self) -> None:
        if self.is_over:
            return
        if not self._later:
            self._go_on()
            return
        import_module(self._later.pop(0))
        QTimer.singleShot(0, self, self._load_next)

    def _go_on(self) -> None:
        if not self.is_over:
            self.end()
            self.over.emit()
