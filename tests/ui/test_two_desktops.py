"""Two desktops on one PostgreSQL: each sees the other's deeds within two seconds, and rereads only what they concern."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from tests.fixtures_store import BEGAN
from tests.ui.driving import Driver
from ui.app import build
from ui.desk.jobs import Touched
from wantedtrack.opening import make_home

WITHIN_MS = 2_000
WANTED = {"category": "wanted", "became-outstanding-at": "01/03/2026 10:00", "offence": "Theft"}


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path, make_database: Callable[..., str]) -> Iterator[tuple[Driver, Driver]]:
    """Two windows, each with a home of its own, on one demonstration database."""
    url = make_database()
    drivers: list[Driver] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        if not drivers:
            make_home(tmp_path / name, demonstration=True, at=BEGAN, database=url)
        window = build(tmp_path / name, watch=False, now=lambda: BEGAN, database=url)
        with qtbot.waitSignal(window.settled, timeout=20_000):
            window.show()
        driver = Driver(window, qtbot)
        driver.settle()
        driver.does("list-everything")
        drivers.append(driver)
    yield drivers[0], drivers[1]
    for driver in drivers:
        driver.window.close()


def test_a_deed_elsewhere_is_seen_within_two_seconds(two: tuple[Driver, Driver]) -> None:
    here, there = two
    there.window.desk.do("add-entry", None, {**WANTED, "surname": "ELSEWHERE"})
    there.settle()
    clock = QElapsedTimer()
    clock.start()
    here.until(lambda: "ELSEWHERE" in here.people())
    assert clock.elapsed() <= WITHIN_MS


def test_only_what_was_touched_is_told(two: tuple[Driver, Driver]) -> None:
    here, there = two
    for surname in ("FIRST", "SECOND"):
        there.window.desk.do("add-entry", None, {**WANTED, "surname": surname})
    there.settle()
    here.until(lambda: len(here.people()) == 2)
    told: list[Touched] = []
    here.window.desk.changed.connect(told.append)
    there.go_to_person("SECOND")
    there.does("add-note")
    there.press("field-text", "seen at the market")
    there.window.area.queue.open_form().ask_to_save()  # pyright: ignore[reportOptionalMemberAccess] (opened in the line before)
    here.until(lambda: bool(told))
    assert told[0].deeds == ("add-note",)
    assert len(told[0].entries) == 1
    assert not told[0].is_own
