"""Where the focus goes when a page is given it, without the page standing in the way of Tab.

Qt's own focus proxy makes Tab jump to the proxy when it comes to the page: whatever stands before it on the page is met only backwards.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FirstStop(QObject):
    """Hands the focus that a page is given on to one of its widgets."""

    def __init__(self, page: QWidget, first: QWidget) -> None:
        """`first` is where work on `page` begins."""
        super().__init__(page)
        self._page, self._first = page, first
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page itself is never left with the focus."""
        if watched is self._page and event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._first.setFocus(event.reason())
        return super().eventFilter(watched, event)
