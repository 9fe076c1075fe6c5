"""The window locks when the system's screen locks, the account is switched or the machine sleeps; and looks at once when it is back."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.lock.session import SessionWatch, Told, WindowsMessages, meaning_of

ROOT = Path(__file__).resolve().parent.parent.parent
POWER, SESSION = 0x0218, 0x02B1


@pytest.mark.parametrize(
    ("message", "how", "told"),
    [
        (SESSION, 0x7, Told.LEFT), (SESSION, 0x8, Told.BACK), (SESSION, 0x2, Told.LEFT), (SESSION, 0x1, Told.BACK), (SESSION, 0x6, Told.LEFT),
        (SESSION, 0x9, None), (POWER, 0x4, Told.LEFT), (POWER, 0x7, Told.BACK), (POWER, 0x12, Told.BACK), (POWER, 0xA, None), (0x000F, 0x7, None),
    ],
)  # fmt: skip
def test_what_windows_says_is_understood(message: int, how: int, told: Told | None) -> None:
    assert meaning_of(message, how) is told
    watch = SessionWatch()
    heard: list[Told] = []
    watch.left.connect(lambda: heard.append(Told.LEFT))
    watch.back.connect(lambda: heard.append(Told.BACK))
    made_up = wintypes.MSG(message=message, wParam=how)
    address = ctypes.addressof(made_up)
    assert WindowsMessages(watch).nativeEventFilter(QByteArray(b"windows_generic_MSG"), address) == (False, 0)
    assert WindowsMessages(watch).nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert heard == ([told] if told else [])


def test_what_the_buses_of_linux_say_is_heard() -> None:
    """On a real message bus of its own where there is one to be had; where there is none, nothing is heard and nothing breaks."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    program = [sys.executable, "-m", "tests.ui.hearing_a_bus"]
    if (bus := shutil.which("dbus-run-session")) is None:
        SessionWatch().watch(None)  # pyright: ignore[reportArgumentType] (only Windows needs a window)
        return
    done = subprocess.run([bus, "--", *program], capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, env=surroundings)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["hears", "left", "left", "back", "left", "back", "left"]


def test_the_window_locks_with_the_screen_and_sweeps_when_it_is_back(window: Driver, force: Force, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.window.session.left.emit()
    assert window.window.is_locked
    assert window.window.windowTitle() == "DEMONSTRATION — WantedTrack — locked"
    force.clock.forward(hours=3)
    window.window.session.back.emit()
    window.settle()
    swept: list[object] = []
    window.window.desk.read(lambda reads: reads.watch().last_sweep_at, swept.append)
    window.settle()
    assert swept == [force.clock.now()]
    assert window.window.is_locked, "being back is not yet being known"


def test_a_lock_takes_its_own_words_off_the_clipboard_and_leaves_those_of_others(window: Driver, queue: list[str]) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("from another program")
    window.does("lock")
    assert clipboard.text() == "from another program"
    window.press("unlock", " ")
    window.until(lambda: not window.window.is_locked)
    window.go_to(queue[0])
    window.does("copy-reference")
    assert clipboard.text() == queue[0]
    window.does("lock")
    assert clipboard.text() == ""


def test_what_was_copied_out_of_a_field_is_the_programs_own_too(window: Driver) -> None:
    line = window.window.area.search.line
    window.search("kowalski")
    line.setFocus()
    line.selectAll()
    line.copy()
    window.does("lock")
    assert QGuiApplication.clipboard().text() == ""
