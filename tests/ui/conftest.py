"""What tests of the window may ask for: a home that deeds have filled, and the real window on it, settled."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.driving import Driver
from tests.ui.force import Force, HandClock, small_queue
from ui.app import build


@pytest.fixture
def clock() -> HandClock:
    """The store's clock, moved by the test alone."""
    return HandClock()


@pytest.fixture
def force(tmp_path: Path, clock: HandClock) -> Iterator[Force]:
    """A demonstration home with officers and an empty queue."""
    folder = tmp_path / "home"
    folder.mkdir()
    force = Force(folder, clock)
    yield force
    force.close()


@pytest.fixture
def queue(force: Force) -> list[str]:
    """Seven entries at different stages; the references of a red one, one that awaits cleardown, and a draft."""
    return small_queue(force)


Opening = Callable[[], Driver]


@pytest.fixture
def opening(qtbot: QtBot, force: Force) -> Iterator[Opening]:
    """Gives a function that opens a window on the home, shown and settled; each is closed afterwards."""
    opened: list[Driver] = []

    def open_one() -> Driver:
        window = build(force.home, watch=False, now=force.clock.now)
        driver = Driver(window, qtbot)
        opened.append(driver)
        with qtbot.waitSignal(window.settled, timeout=20_000):
            window.show()
        driver.settle()
        return driver

    yield open_one
    for driver in opened:
        driver.window.close()
        driver.window.deleteLater()


@pytest.fixture
def window(queue: list[str], opening: Opening) -> Driver:
    """The real window on the small queue."""
    assert queue
    return opening()
