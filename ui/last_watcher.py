"""Warns whoever closes the last desktop that watches: nothing would escalate on time."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from ui import labels
from ui.wording import tr

if TYPE_CHECKING:
    from ui.lock.page import LockPage
    from ui.work_area import WorkArea

_CLOSES_FOR_MS = 60_000
_KEY = "last"


class Closing(Protocol):
    """The window, as far as it is needed here."""

    area: "WorkArea"
    lock_page: "LockPage"

    @property
    def is_last_to_watch(self) -> bool:
        """Whether nobody else does."""
        ...

    @property
    def is_locked(self) -> bool:
        """Whether names are off the screen."""
        ...

    def close(self) -> bool:
        """Wish to close it."""
        ...


class LastWatcher(QObject):
    """The first wish to close is answered with a warning; a second within a minute closes."""

    def __init__(self, window: Closing, parent: QObject) -> None:
        """Nothing said yet."""
        super().__init__(parent)
        self._window = window
        self._is_warned = False
        self._closes_for = QTimer(self, interval=_CLOSES_FOR_MS, singleShot=True)
        self._closes_for.timeout.connect(self.forget)

    def lets_close(self) -> bool:
        """Whether the window may close now; where not, why is said in it. The end of the system's session is never held up."""
        app = QGuiApplication.instance()
        is_session_ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        if is_session_ending or self._is_warned or not self._window.is_last_to_watch:
            return True
        self._is_warned = True
        self._closes_for.start()
        told = tr(
            "No other desktop is watching. Once this one is closed nothing escalates on time; what comes due meanwhile is told when the next one opens."
        )
        if self._window.is_locked:
            self._window.lock_page.say(labels.joined([told, tr("Close once more to close all the same.")], " "))
        else:
            how = tr(
                "To close all the same, close once more within a minute, or press the button. “wantedtrack watch” watches without a window."
            )
            said = labels.joined([told, how], " ")
            self._window.area.notices.say(said, is_trouble=True, button=tr("Close all the same"), on_button=self._close, key=_KEY)
        return False

    def forget(self) -> None:
        """What was said long ago is said again, and stands there no longer as if it still held."""
        self._is_warned = False
        self._window.area.notices.take_back(_KEY)

    def _close(self) -> None:
        self._is_warned = True
        self._window.close()
