"""What tests of the window may ask for: a home that deeds have filled, and the real window on it, settled."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.driving import Driver
from tests.ui.force import Force, HandClock, small_queue
from ui.app import build
from ui.main_window import MainWindow
from wantedtrack.opening import make_home


@pytest.fixture(autouse=True)
def _nothing_left_on_the_desk(qapp: QApplication) -> Iterator[None]:
    """Sends away every window that a test leaves behind: each would be painted and restyled again with all later ones."""
    yield
    for left in qapp.topLevelWidgets():
        if isinstance(left, MainWindow):
            left.close()
            left.deleteLater()


@pytest.fixture
def clock() -> HandClock:
    """The store's clock, moved by the test alone."""
    return HandClock()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, HandClock, list[str]]:
    """Two homes that each test copies: an empty demonstration, and one with the small queue at the time its deeds ended."""
    clock = HandClock()
    empty, filled = tmp_path_factory.mktemp("homes") / "empty", tmp_path_factory.mktemp("homes") / "filled"
    empty.mkdir()
    make_home(empty, demonstration=True, at=clock.now())
    shutil.copytree(empty, filled)
    force = Force(filled, clock)
    references = small_queue(force)
    force.close()
    return empty, filled, clock, references


@pytest.fixture
def queue(homes: tuple[Path, Path, HandClock, list[str]], tmp_path: Path, clock: HandClock) -> list[str]:
    """Seven entries at different stages; the references of a red one, one that awaits cleardown, and a draft. Asked for before `force`."""
    shutil.copytree(homes[1], tmp_path / "desktop")
    clock.at = homes[2].at
    return homes[3]


@pytest.fixture
def force(
    request: pytest.FixtureRequest, homes: tuple[Path, Path, HandClock, list[str]], tmp_path: Path, clock: HandClock
) -> Iterator[Force]:
    """A demonstration home with officers and an empty queue, or with the small queue where the test asks for one."""
    if {"queue", "window"} & set(request.fixturenames):
        request.getfixturevalue("queue")
    else:
        shutil.copytree(homes[0], tmp_path / "desktop")
    force = Force(tmp_path / "desktop", clock)
    yield force
    force.close()


class Opening(Protocol):
    """Opens a window on the home, shown and settled."""

    def __call__(self, *, watch: bool = False) -> Driver: ...


@pytest.fixture
def opening(qtbot: QtBot, force: Force) -> Iterator[Opening]:
    """Gives a function that opens a window on the home, shown and settled; each is closed afterwards."""
    opened: list[Driver] = []

    def open_one(*, watch: bool = False) -> Driver:
        window = build(force.home, watch=watch, now=force.clock.now)
        # A laptop's size; the offscreen screen is smaller, and the window would be no larger than it.
        window.resize(1366, 768)
        driver = Driver(window, qtbot)
        opened.append(driver)
        with qtbot.waitSignal(window.settled, timeout=20_000):
            window.show()
        driver.settle()
        return driver

    yield open_one
    for driver in opened:
        driver.window.close()
        # The last desktop that watches warns at the first wish.
        driver.window.close()
        driver.window.deleteLater()


@pytest.fixture
def window(queue: list[str], opening: Opening) -> Driver:
    """The real window on the small queue."""
    assert queue
    return opening()
