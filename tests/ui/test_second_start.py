"""A second start of the program raises the first window of its home, hands on what it was asked for, and ends; a dead window is in nobody's way."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.one_window import First, OneWindow

ALIVE = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; from ui.one_window import OneWindow\n"
    "app = QCoreApplication([]); one = OneWindow(Path(sys.argv[1]), None, app); print(one.claim(), flush=True); one.listen(); print('hears', flush=True); app.exec()\n"
)


@pytest.fixture(autouse=True)
def _own_runtime_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that run beside each other do not raise each other's windows; a socket's path has at most 107 bytes."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("r")))


@pytest.fixture
def first(window: Driver, force: Force) -> Iterator[OneWindow]:
    one = OneWindow(force.home, None, window.window)
    assert one.claim() is First.NONE
    one.listen()
    one.asked.connect(window.window.come_forward)
    window.window.going.connect(one.leave)
    yield one
    one.leave()


def start(window: Driver, *words: str) -> subprocess.Popen[bytes]:
    """The real program, while this process goes on answering."""
    program = subprocess.Popen([sys.executable, "-m", "ui", *words], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    window.until(lambda: program.poll() is not None)
    return program


def test_a_second_start_ends_well_and_the_first_goes_to_the_entry(window: Driver, force: Force, first: OneWindow, queue: list[str]) -> None:
    assert first
    window.does("measures")
    window.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert start(window, "--home", str(force.home), queue[0]).returncode == 0
    window.settle()
    assert not window.window.windowState() & Qt.WindowState.WindowMinimized
    assert window.table.isVisible()
    assert len(window.people()) == 1
    assert "NGUYỄN" in window.people()[0]


def test_what_was_asked_waits_behind_the_lock(window: Driver, first: OneWindow, queue: list[str]) -> None:
    window.does("lock")
    first.asked.emit(queue[0])
    window.settle()
    assert window.window.isVisible()
    assert window.window.is_locked
    window.press("unlock", Qt.Key.Key_Space)
    window.until(lambda: len(window.people()) == 1)
    assert "NGUYỄN" in window.people()[0]


def test_two_homes_have_two_windows_and_the_name_tells_neither(tmp_path: Path) -> None:
    one, same, other, server = (
        OneWindow(tmp_path),
        OneWindow(tmp_path / "x" / ".."),
        OneWindow(tmp_path / "x"),
        OneWindow(tmp_path, "postgresql://s/d"),
    )
    assert one.name == same.name
    assert len({one.name, other.name, server.name}) == 3
    assert tmp_path.name not in one.name
    assert [each.claim() for each in (one, other, server)] == [First.NONE] * 3
    for each in (one, other, server):
        each.leave()


def test_what_a_killed_window_left_is_cleared_away(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    killed = subprocess.Popen([sys.executable, "-c", ALIVE, str(tmp_path)], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    assert [killed.stdout.readline().strip() for _ in range(2)] == [b"none", b"hears"]
    one = OneWindow(tmp_path)
    assert one.claim() is First.RAISED
    killed.send_signal(signal.SIGSTOP)
    assert one.claim(patience_ms=200) is First.SILENT, "a window that hangs does not keep a new one from opening"
    killed.kill()
    killed.communicate()
    assert one.claim() is First.NONE
    one.listen()
    assert OneWindow(tmp_path).claim(patience_ms=0) is First.SILENT
    one.leave()


@pytest.mark.parametrize(
    "said",
    [b"rubbish\n", b'{"show": 7}\n', b"[]\n", json.dumps({"show": "x" * 65}).encode() + b"\n", b"\xff" * 5000, b'{"show": "a\\u0000b"}\n'],
    ids=["rubbish", "number", "list", "long", "endless", "nul"],
)
def test_whoever_calls_with_anything_else_is_let_go(qtbot: QtBot, tmp_path: Path, said: bytes) -> None:
    one = OneWindow(tmp_path)
    assert one.claim() is First.NONE
    one.listen()
    asked: list[str] = []
    one.asked.connect(asked.append)
    caller = QLocalSocket()
    with qtbot.waitSignal(caller.disconnected, timeout=20_000):
        caller.connectToServer(one.name)
        caller.write(said)
    assert asked == []
    one.leave()
