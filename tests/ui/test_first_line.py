"""When work begins the queue says over itself what to do first and why; it says so no longer once that page was seen, something was done, or names leave the screen."""

from PySide6.QtWidgets import QLabel

from tests.ui.driving import Driver
from ui.desk.jobs import Touched


def test_what_comes_first_stands_over_the_queue_until_it_was_seen_overtaken_or_must_not_be_read(window: Driver) -> None:
    area, told = window.window.area, window.find("queue-first", QLabel)
    window.until(told.isVisible)
    window.window.resize(1800, 900)
    window.settle()
    assert told.text().startswith("First: NGUYỄN, An: Circulate on PNC/LEDS now")
    assert "RED, Circulate is 21 h over" in told.text().replace("\u00a0", " ")
    told.setFixedWidth(500)
    assert told.text().endswith("Ctrl+Home.")
    assert "21 h over" not in told.text().replace("\u00a0", " "), "where it would take the queue's room the reason is on the page"

    area.first.take_in(Touched(frozenset(), ("sweep",), is_own=True))
    area.first.take_in(Touched(frozenset(), ("log-attempt",), is_own=False))
    assert told.isVisible(), "a sweep says only that time has gone on, and others work too"
    area.first.take_in(Touched(frozenset(), ("log-attempt",), is_own=True))
    assert (told.isVisible(), told.text()) == (False, "")

    area.first.begin()
    area.start.reload()
    window.until(told.isVisible)
    window.does("start-of-shift")
    window.does("queue")
    assert (told.isVisible(), told.text()) == (False, "")

    area.first.begin()
    area.start.reload()
    window.until(told.isVisible)
    area.clear()
    assert (told.isVisible(), told.text()) == (False, "")
