"""Tab goes on as one reads: on every page from the search to the buttons beside it and then down, never back up."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.driving import Driver
from tests.ui.walking import every_page

_A_LINE = 30
"""Pixels: what stands in one line may differ by less."""


def stops(driver: Driver) -> list[QWidget]:
    """Where Tab stops, from the search on, until it comes round."""
    driver.window.area.search.line.setFocus()
    met: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in met:
        met.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return met


def goes_back_up(driver: Driver) -> list[tuple[str, str]]:
    """Each step that leads up again, by the names of its two ends."""
    met = stops(driver)
    tops = [one.mapTo(driver.window, QPoint(0, 0)).y() for one in met]
    names = [one.objectName() or type(one).__name__ for one in met]
    return [(names[step], names[step + 1]) for step in range(len(met) - 1) if tops[step + 1] < tops[step] - _A_LINE]


def test_on_every_page_tab_goes_down_and_never_back_up(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    found = {page.objectName(): goes_back_up(window) for page in every_page(window)}
    # The queue is three columns; the entry beside it is read from its top.
    assert {name: steps for name, steps in found.items() if steps} == {}


def test_what_is_shown_of_the_queue_is_said_beside_the_queue_alone(window: Driver) -> None:
    shown = window.find("status-shown", QLabel)
    assert shown.isVisible()
    window.does("measures")
    assert not shown.isVisible()
    window.does("queue")
    assert shown.isVisible()
