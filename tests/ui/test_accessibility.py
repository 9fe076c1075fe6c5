"""Walks what a screen reader is told of every page: each control has a name, can be reached by key, and is large enough to hit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.driving import Driver

PAGES = (
    "list-everything",
    "start-of-shift",
    "why",
    "handover",
    "import",
    "intake",
    "tasking",
    "returns",
    "shortcuts",
    "about",
    "log-attempt",
    "accept-form",
    "palette",
    "lock",
)
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
SMALLEST = 24
INNER = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "ScrollLeftButton", "ScrollRightButton"}


def go(window: Driver, page: str, queue: list[str]) -> None:
    window.go_to(queue[2] if page == "accept-form" else queue[0])
    if page == "handover":
        window.does("handover")
        window.window.area.handover.prepare.click()
        window.settle()
    else:
        window.does("accept" if page == "accept-form" else page)


def controls(window: Driver) -> list[QWidget]:
    """What can be pressed or typed into, but for the inner parts of a larger control."""
    return [
        widget
        for widget in window.window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.objectName() not in INNER
        and not isinstance(widget.parent(), QComboBox | QTableView | QTabBar | QLineEdit)
    ]


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_named_reachable_and_large_enough(window: Driver, queue: list[str], page: str) -> None:
    go(window, page, queue)
    found = controls(window)
    assert found
    nameless = [f"{type(one).__name__} {one.objectName()}" for one in found if not spoken_name(one).strip()]
    assert not nameless
    unreachable = [f"{spoken_name(one)}" for one in found if one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert not unreachable
    small = [f"{spoken_name(one)} {one.width()}×{one.height()}" for one in found if one.height() < SMALLEST or one.width() < SMALLEST]
    assert not small


@pytest.mark.parametrize("page", PAGES[:-2])
def test_no_page_traps_the_focus(window: Driver, queue: list[str], page: str) -> None:
    go(window, page, queue)
    seen: list[QWidget] = []
    start = window.window.focusWidget()
    assert start is not None
    now = start.nextInFocusChain()
    while now is not None and now is not start and len(seen) < 10_000:
        seen.append(now)
        now = now.nextInFocusChain()
    assert now is start, "the chain of focus does not come back"
    assert any(one is window.window.area.search.line for one in seen) or start is window.window.area.search.line


def test_what_a_field_refuses_is_told_with_the_field(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    window.find("save", QAbstractButton).click()
    window.settle()
    result = window.find("field-result")
    assert result.hasFocus()
    assert "is needed" in result.accessibleDescription()


def test_a_row_is_spoken_as_one_sentence(window: Driver) -> None:
    window.search("nguyen")
    index = window.table.model().index(0, 0)
    said = index.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "red, NGUYỄN, An, Forensic hit, Theft from a shop, due 21 h over, owner DEMO-PC, warnings VI"


def test_nothing_is_cut_in_the_entry_at_twice_the_text(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.window.theme.scale_text(2.0)
    window.settle()
    cut = [
        label.text()
        for label in window.window.area.queue.entry.findChildren(QLabel)
        if label.isVisible() and label.text() and label.wordWrap() and label.heightForWidth(label.width()) > label.height() + 2
    ]
    window.window.theme.scale_text(1.0)
    assert not cut


def test_scrolling_text_can_be_read_by_key(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    for area in window.window.area.queue.entry.tabs.findChildren(QAbstractScrollArea):
        if area.isVisible():
            assert area.focusPolicy() & Qt.FocusPolicy.TabFocus
