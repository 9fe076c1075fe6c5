"""While somebody goes through a menu: what the action does, or why it cannot be done now, stands in the line at the foot and is said aloud where it cannot."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui.status_line import StatusLine
from ui.widgets.announcing import announce


class MenuHints(QObject):
    """Listens for what a menu says of the action that is stood on; Qt sends it to the window."""

    def __init__(self, window: QWidget, status: StatusLine) -> None:
        """Show it in this line."""
        super().__init__(window)
        self._status = status
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the words; an empty text gives the line back. A button that the pointer passes over leaves the line alone: it tells of the watch."""
        if event.type() == QEvent.Type.StatusTip and isinstance(event, QStatusTipEvent):
            menu = QApplication.activePopupWidget()
            self._status.hint(event.tip() if isinstance(menu, QMenu) else "")
            if isinstance(menu, QMenu) and (stood_on := menu.activeAction()) is not None and not stood_on.isEnabled():  # pyright: ignore[reportUnnecessaryComparison] (None where none is)
                announce(menu, event.tip())
            return True
        return super().eventFilter(watched, event)
