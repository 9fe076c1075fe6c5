"""A server that goes away and comes back: said once, nothing else than what was asked for stands under its name, and then everything is read anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.fixtures_store import BEGAN
from tests.ui.driving import Driver
from tests.ui.line_to_server import Line
from ui.app import build
from wantedtrack.opening import make_home

WANTED = {"category": "wanted", "became-outstanding-at": "01/03/2026 10:00", "offence": "Theft"}


@pytest.fixture
def line(make_database: Callable[..., str]) -> Iterator[Line]:
    line = Line(make_database())
    yield line
    line.cut()


@pytest.fixture
def shared(line: Line, qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """A window at the far end of the line, with one draft."""
    make_home(tmp_path, demonstration=True, at=BEGAN, database=line.url)
    window = build(tmp_path, watch=False, now=lambda: BEGAN, database=line.url)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver = Driver(window, qtbot)
    driver.settle()
    driver.window.desk.do("add-entry", None, {**WANTED, "surname": "LOSTANDFOUND"})
    driver.settle()
    yield driver
    window.close()


def test_a_lost_server_is_said_once_and_a_found_one_reads_everything_anew(shared: Driver, line: Line) -> None:
    heard: list[str] = []
    shared.window.desk.lost.connect(lambda _: heard.append("lost"))
    shared.window.desk.found_again.connect(lambda: heard.append("found"))
    shared.does("list-drafts")
    shared.until(lambda: shared.people() == ["LOSTANDFOUND"])
    shared.does("add-note")
    line.cut()
    shared.window.desk.look_now()
    shared.until(lambda: "cannot be reached" in shared.messages())
    assert "What is on screen was read before 07:00 today" in shared.messages()
    # What is kept on this desktop meanwhile does not show that the server is back.
    hint = shared.find("form-hint", QLabel)
    for typed in ("half a ", "sentence"):
        shared.press("field-text", typed)
        shared.until(lambda: "sealed" in hint.text())
        hint.setText("")
    # Nor does a list that cannot be read stand under its name with the rows of another.
    shared.does("list-suspended")
    assert shared.find("queue-empty", QLabel).isVisible()
    assert "could not be read" in shared.find("queue-empty", QLabel).text()
    assert not shared.table.isVisible()
    shared.does("list-drafts")
    assert [word for word in heard if word == "found"] == []
    line.mend()
    shared.window.desk.look_now()
    shared.until(lambda: heard[-1] == "found")
    shared.settle()
    assert "cannot be reached" not in shared.messages()
    assert "has been read anew" in shared.messages()
    assert shared.people() == ["LOSTANDFOUND"]
    assert shared.table.isVisible()
    assert shared.find("field-text", QPlainTextEdit).toPlainText() == "half a sentence"
