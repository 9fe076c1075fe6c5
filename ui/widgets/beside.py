"""Widgets beside each other where there is room, else below each other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_GAP = 8


class Beside(QWidget):
    """Of equal width while none of them is cut by that; or, where one `grows`, the others as narrow as they are and that one as wide as they leave it."""

    def __init__(self, widgets: Sequence[QWidget], parent: QWidget, *, grows: int | None = None) -> None:
        """These, in this order; `grows` is the place of one."""
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self._widgets = [*widgets]
        self._is_even = grows is None
        for place, widget in enumerate(widgets):
            is_wide = grows in (None, place)
            beside = Qt.AlignmentFlag.AlignTop if is_wide else Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._layout.addWidget(widget, int(is_wide), beside)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them."""
        return QSize(max((_least(widget) for widget in self._widgets), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room ends."""
        super().resizeEvent(event)
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        room, needed = event.size().width() - _GAP * (len(shown) - 1), [_least(widget) for widget in shown]
        fits = max(needed, default=0) * len(shown) <= room if self._is_even else sum(needed) <= room
        turned = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() is not turned:
            self._layout.setDirection(turned)


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())
