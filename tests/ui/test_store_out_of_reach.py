"""A server that goes away and comes back: said once, nothing else than what was asked for stands under its name, and then everything is read anew."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.faults.cluster import Server, running_server
from tests.fixtures_store import BEGAN
from tests.ui.driving import Driver
from ui.app import build
from wantedtrack.opening import make_home

WANTED = {"category": "wanted", "became-outstanding-at": "01/03/2026 10:00", "offence": "Theft"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as server:
        with server.connect() as session:
            session.execute("CREATE DATABASE lost_and_found")
        yield server


@pytest.fixture
def shared(server: Server, qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """A window on a server of its own, with one draft and one entry that is no draft in sight."""
    url = f"postgresql://postgres@127.0.0.1:{server.port}/lost_and_found"
    make_home(tmp_path, demonstration=True, at=BEGAN, database=url)
    window = build(tmp_path, watch=False, now=lambda: BEGAN, database=url)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver = Driver(window, qtbot)
    driver.settle()
    driver.window.desk.do("add-entry", None, {**WANTED, "surname": "LOSTANDFOUND"})
    driver.settle()
    yield driver
    window.close()


def test_a_lost_server_is_said_once_and_a_found_one_reads_everything_anew(shared: Driver, server: Server) -> None:
    heard: list[str] = []
    shared.window.desk.lost.connect(lambda _: heard.append("lost"))
    shared.window.desk.found_again.connect(lambda: heard.append("found"))
    shared.does("list-drafts")
    shared.until(lambda: shared.people() == ["LOSTANDFOUND"])
    shared.does("add-note")
    server.kill()
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
    shared.until(lambda: _starts(server))
    shared.window.desk.look_now()
    shared.until(lambda: heard[-1] == "found")
    shared.settle()
    assert "cannot be reached" not in shared.messages()
    assert "has been read anew" in shared.messages()
    assert shared.people() == ["LOSTANDFOUND"]
    assert shared.table.isVisible()
    assert shared.find("field-text", QPlainTextEdit).toPlainText() == "half a sentence"


def _starts(server: Server) -> bool:
    """Whether it runs again: not before the system has cleared away what was killed."""
    try:
        server.start()
    except subprocess.CalledProcessError:
        return False
    return True
