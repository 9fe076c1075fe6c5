"""Keeps what the incoming officer has ticked and asked while reading back, as a half-filled form is kept: through a lock, a crash, a closed window."""

from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer

from ui.desk.door import Desk
from ui.handover.ticks import Ticks

if TYPE_CHECKING:
    from ui.desk.answers import Draft

_DEED = "accept-handover"
_AFTER_KEY_MS = 250


class KeptTicks(QObject):
    """Of the one page that shows them. Written a moment after the last tick or key, under the deed that they become and the handover's shift."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Nothing is kept yet."""
        super().__init__(parent)
        self._desk = desk
        self._ticks: Ticks | None = None
        self._about = self._collar = ""
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_KEY_MS)
        self._soon.timeout.connect(self._write)

    def watch(self, ticks: Ticks, shift: str) -> None:
        """From now on keep these; what was kept of the same handover is put in where nobody has ticked or typed meanwhile."""
        self._ticks, self._about = ticks, f"read back {shift}"
        ticks.changed.connect(self._soon.start)
        about = self._about
        self._desk.read(
            lambda reads: reads.draft(_DEED, about), partial(self._put, ticks), on_refused=lambda _: None, owner=ticks, is_quiet=True
        )

    def let_go(self) -> None:
        """They leave the screen; what is not written yet is written now."""
        self.flush()
        self._ticks = None

    def flush(self) -> None:
        """Write at once what is not written yet."""
        if self._soon.isActive():
            self._write()

    def is_of_another(self, collar: str) -> bool:
        """Whether another officer is here than before: this one begins with nothing of the last."""
        before, self._collar = self._collar, collar
        if before in ("", collar):
            return False
        self._soon.stop()
        self._ticks = None
        return True

    def forget(self) -> None:
        """They have become a deed."""
        self._soon.stop()
        self._keep({})

    def _put(self, ticks: Ticks, held: "Draft | None") -> None:
        if held is not None and shiboken6.isValid(ticks) and ticks is self._ticks and not any(ticks.words().values()):
            ticks.put(held.words)

    def _write(self) -> None:
        self._soon.stop()
        if self._ticks is not None and shiboken6.isValid(self._ticks):
            words = self._ticks.words()
            self._keep(words if any(words.values()) else {})

    def _keep(self, words: dict[str, Any]) -> None:
        self._desk.keep_draft(
            _DEED, self._about, words, version=None, form="", on_done=lambda _: None, on_refused=lambda _: None, owner=self
        )
