"""Tab and Shift+Tab are pressed for real until the focus comes round: a widget that keeps them would hold a person without a mouse for good."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from tests.ui.test_accessibility import controls
from tests.ui.walking import every_form, every_page
from ui.forms.form import DeedForm

MOST_STOPS = 400
A_LINE = 30
"""Pixels: what stands in one line may differ by less."""

MOST_IN_ONE = 80
"""A page that is read may hold as many links, and Tab goes through them one by one."""


def rounds(held: Qt.KeyboardModifier) -> list[QWidget]:
    """Every widget that has the focus on one round; an error where the round does not close."""
    begun = QApplication.focusWidget()
    assert begun is not None, "nothing has the focus"
    # A page may have the focus that Tab does not come back to: the round begins at the first stop after it.
    QTest.keyClick(begun, Qt.Key.Key_Tab, held)
    start = QApplication.focusWidget()
    assert start is not None, "Tab takes the focus out of the window"
    met, now, in_one = [start], start, 0
    while len(met) < MOST_STOPS:
        QTest.keyClick(now, Qt.Key.Key_Tab, held)
        after = QApplication.focusWidget()
        assert after is not None, f"after {_named(now)} nothing has the focus"
        in_one = in_one + 1 if after is now else 0
        assert in_one < MOST_IN_ONE, f"{_named(now)} keeps the focus"
        if after is start and after is not now:
            return met
        if after is not now:
            met.append(after)
        now = after
    raise AssertionError(f"the focus does not come round: {' → '.join(_named(one) for one in met[-6:])}")


def _named(one: QWidget) -> str:
    return f"{type(one).__name__} {one.objectName() or one.accessibleName()}"


def _both_ways() -> tuple[list[QWidget], list[QWidget]]:
    return rounds(Qt.KeyboardModifier.NoModifier), rounds(Qt.KeyboardModifier.ShiftModifier)


class Swallower(QLineEdit):
    """Keeps Tab for itself, as an editor that writes tabs would."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.accept()
            return True
        return super().event(event)


def test_the_walk_finds_a_widget_that_keeps_tab(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    first, kept, last = QPushButton("one"), Swallower(), QPushButton("two")
    for widget in (first, kept, last):
        layout.addWidget(widget)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first.setFocus()
    with pytest.raises(AssertionError, match="keeps the focus"):
        rounds(Qt.KeyboardModifier.NoModifier)
    first.setFocus()
    with pytest.raises(AssertionError, match="keeps the focus"):
        rounds(Qt.KeyboardModifier.ShiftModifier)


def walked(driver: Driver) -> tuple[list[QWidget], list[str]]:
    """The stops of Tab; then what only one of the two ways meets, and every control that neither does; of answers that belong together Tab meets the chosen one, arrows the rest."""
    there, back = _both_ways()
    found = [f"only by Tab: {_named(one)}" for one in {*there} - {*back}]
    found += [f"only by Shift+Tab: {_named(one)}" for one in {*back} - {*there}]
    found += [
        f"by neither: {_named(one)}"
        for one in controls(driver)
        if one.isEnabled()
        and not isinstance(one, QRadioButton)
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not any(one is met or one.isAncestorOf(met) for met in there)
    ]
    return there, found


def goes_back_up(form: DeedForm, there: list[QWidget]) -> list[str]:
    """Each step of Tab among the fields of the form that leads up again; the round is begun at the first of them."""
    body = form.body.parentWidget()
    assert body is not None
    own = [body.isAncestorOf(one) for one in there]
    top = next((place for place in range(len(there)) if own[place] and not own[place - 1]), 0)
    met = [one for one in there[top:] + there[:top] if body.isAncestorOf(one)]
    tops = [one.mapTo(body, QPoint(0, 0)).y() for one in met]
    return [f"{_named(met[step])} → {_named(met[step + 1])}" for step in range(len(met) - 1) if tops[step + 1] < tops[step] - A_LINE]


def test_a_widget_that_one_way_leaves_out_is_found(window: Driver) -> None:
    page = window.window.area.people
    window.does("people")
    page.setFocusProxy(page.found)
    _, faults = walked(window)
    assert faults


def test_on_every_page_the_focus_comes_round_both_ways_by_the_same_stops(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    for page in every_page(window):
        named = page.objectName() or type(page).__name__
        there, faults = walked(window)
        assert faults == [], named
        assert window.window.area.search.line in there, f"{named}: the search box is not on the way"
        assert any(page is one or page.isAncestorOf(one) for one in there), f"{named}: nothing of the page is on the way"
    window.does("handover")
    window.find("prepare", QPushButton).click()
    window.settle()
    assert walked(window)[1] == []


def test_in_every_form_the_focus_comes_round_both_ways_by_the_same_stops(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    for name, form in every_form(window):
        there, faults = walked(window)
        assert faults == [], name
        assert (name, goes_back_up(form, there)) == (name, [])
        lines = [box.lineEdit() for box in form.findChildren(QComboBox) if box.isEditable()]
        assert (name, [line for line in lines if line is not None and not line.accessibleName()]) == (name, [])
        assert form.save in there, name
        assert form.cancel in there, name
        form.cancelled.emit()
