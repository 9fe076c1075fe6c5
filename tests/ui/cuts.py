"""What of a page is cut: text that its widget is too small for, a widget that stands out of what holds it and cannot be scrolled to, a window that grew past the screen."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

SLACK = 2
BREAK = "\u200b"
"""Where a word may go on to the next line without anything to be seen."""
INNER = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "qt_menubar_ext_button"}


def cuts(top: QWidget) -> Iterator[str]:
    """A sentence for each thing under `top` that is cut."""
    for one in top.findChildren(QWidget):
        if not one.isVisible() or one.objectName() in INNER or one.width() == 0:
            continue
        called = f"{type(one).__name__} {one.objectName()}"
        if isinstance(one, QLabel):
            yield from _label(one, called)
        elif isinstance(one, QAbstractButton) and one.text() and one.width() + SLACK < one.sizeHint().width():
            yield f"{called} “{one.text()}” has {one.width()} of {one.sizeHint().width()}"
        elif isinstance(one, QTableView):
            yield from _headings(one, called)
        elif isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > SLACK:
            yield f"{called} has to be moved sideways by {one.horizontalScrollBar().maximum()}"
        elif isinstance(one, QTabBar):
            yield from (
                f"tabs of {type(one.parent()).__name__} are scrolled out of sight"
                for part in one.findChildren(QToolButton)
                if part.isVisible()
            )
        yield from _outside(one, called)


def _label(label: QLabel, called: str) -> Iterator[str]:
    text = label.text()
    if not text or (label.pixmap() and not label.pixmap().isNull()):
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            yield f"{called} “{text[:60]}” is {label.height()} high of {needed}"
        room = label.contentsRect().width()
        longest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in _plain(text).replace(BREAK, " ").replace("-", "- ").split()), default=0
        )
        if longest > room + SLACK:
            yield f"{called} “{text[:60]}” has a word of {longest} in {room}"
    elif label.sizeHint().width() > label.width() + SLACK:
        yield f"{called} “{text[:60]}” has {label.width()} of {label.sizeHint().width()}"


def _plain(text: str) -> str:
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _headings(table: QTableView, called: str) -> Iterator[str]:
    heads, model = table.horizontalHeader(), table.model()
    if not heads.isVisible():
        return
    metrics = heads.fontMetrics()
    for place in range(heads.count()):
        text = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        wraps = bool(heads.defaultAlignment() & Qt.TextFlag.TextWordWrap)
        needed = max((metrics.horizontalAdvance(part) for part in (text.split() if wraps else [text])), default=0)
        if (
            not heads.isSectionHidden(place)
            and heads.sectionSize(place) < needed + SLACK
            and heads.sectionResizeMode(place) is not QHeaderView.ResizeMode.Interactive
        ):
            yield f"{called} heading “{text}” has {heads.sectionSize(place)} of {needed}"


def _outside(one: QWidget, called: str) -> Iterator[str]:
    parent = one.parentWidget()
    if parent is None or one.isWindow() or _scrolls(parent):
        return
    place = one.mapTo(parent, QPoint(0, 0))
    over = max(place.x() + one.width() - parent.width(), place.y() + one.height() - parent.height(), -place.x(), -place.y())
    if over > SLACK:
        yield f"{called} stands {over} out of {type(parent).__name__} {parent.objectName()}"


def _scrolls(parent: QWidget) -> bool:
    """Whether `parent` is the part of a scrolling area in which what it holds is moved about, both ways or as far as is needed."""
    area = parent.parentWidget()
    return isinstance(parent, QAbstractScrollArea) or (isinstance(area, QAbstractScrollArea) and area.viewport() is parent)
