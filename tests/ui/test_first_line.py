"""When work begins the queue says over itself what to do first and why; it says so no longer once that page was seen, something was done, or names leave the screen."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.driving import Driver
from ui.desk.jobs import Touched


def line(window: Driver) -> QLabel:
    return window.find("queue-first", QLabel)


def test_what_comes_first_stands_over_the_queue_without_a_key_pressed(window: Driver) -> None:
    window.until(lambda: line(window).isVisible())
    whole = line(window)
    window.window.resize(1800, 900)
    window.settle()
    assert whole.text().startswith("First: NGUYỄN, An: Circulate on PNC/LEDS now")
    assert "RED, Circulate is 21 h over" in whole.text()
    whole.setFixedWidth(500)
    assert whole.text().endswith("Ctrl+Home.")
    assert "21 h over" not in whole.text(), "where it would take the queue's room the reason is on the page"


@pytest.mark.parametrize("how", ["page", "deed", "names"])
def test_it_goes_once_it_was_seen_overtaken_or_must_not_be_read(window: Driver, how: str) -> None:
    window.until(lambda: line(window).isVisible())
    told = line(window)
    area = window.window.area
    area.first.take_in(Touched(frozenset(), ("sweep",), is_own=True))
    area.first.take_in(Touched(frozenset(), ("log-attempt",), is_own=False))
    assert told.isVisible(), "a sweep says only that time has gone on, and others work too"
    if how == "page":
        window.does("start-of-shift")
        window.does("queue")
    elif how == "deed":
        area.first.take_in(Touched(frozenset(), ("log-attempt",), is_own=True))
    else:
        area.clear()
    window.settle()
    assert not told.isVisible()
    assert not told.text()
