"""A layout that wraps its widgets like words, so that nothing is cut at larger text."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP = 8


class FlowLayout(QLayout):
    """Left to right, then the next line."""

    def __init__(self, parent: QWidget | None = None, *, ends_right: bool = False, is_centred: bool = False) -> None:
        """Lay out the children of `parent`, or stand inside another layout; `ends_right` puts each line to the right, `is_centred` into the middle."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._share_before = 1.0 if ends_right else 0.5 if is_centred else 0.0
        """Of what a line leaves free, how much stands before it."""
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's own way in."""
        self._items.append(item)
        # Qt asks it of each layout itself: without it what is added to one that has been laid out already stays where it was made, over the others.
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item there, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take out and delete every widget."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                # Out of the window at once: what it says must not wait for the event loop to be gone.
                widget.setParent(None)
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high at this width."""
        return self._lay(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        """At least the largest widget."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The largest widget; one that wraps its words is as small as it can be."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize() if item.hasHeightForWidth() else item.sizeHint())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        y, lines = rect.y(), self._lines(rect.width())
        for line in lines:
            hints = [_needed(item, rect.width()) for item in line]
            height = max(hint.height() for hint in hints)
            whole = sum(hint.width() for hint in hints) + _GAP * (len(line) - 1)
            x = rect.x() + int(max(0, rect.width() - whole) * self._share_before)
            for item, hint in zip(line, hints, strict=True):
                if moves:
                    item.setGeometry(QRect(QPoint(x, y), QSize(hint.width(), height)))
                x += hint.width() + _GAP
            y += height + _GAP
        return y - rect.y() - (_GAP if lines else 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for item in self._shown():
            needed = _needed(item, width).width()
            if lines and taken + _GAP + needed <= width:
                lines[-1].append(item)
                taken += _GAP + needed
            else:
                lines.append([item])
                taken = needed
        return lines


def _needed(item: QLayoutItem, width: int) -> QSize:
    """What it asks for; one that wraps its words no wider than the line, and as high as that makes it."""
    hint = item.sizeHint()
    if not item.hasHeightForWidth() or hint.width() <= width:
        return hint
    return QSize(width, item.heightForWidth(width))
