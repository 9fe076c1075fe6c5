"""pause-…: the longest that the window's main thread is busy at 100,000 entries while it is used; 50 ms is what it may be.

`python -m tests.load.pauses NAME HOME` does one of them and says, on standard error, where the threads stood in each long pause.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.load.heartbeat import Heartbeat
from tests.load.measuring import Measure
from tests.load.stores import ENTRIES, NOW, large_home
from ui.app import build, collect_after_start
from ui.main_window import MainWindow
from ui.queue.columns import COLUMNS

MAY_S = 0.05
_DEEDS = 1_000
_ROWS = 10_000
_SWITCHES = 50
_OPENED = 100
NAMES = ("pause-deeds", "pause-scroll", "pause-lists", "pause-typing", "pause-opening", "pause-sorting")


def measures() -> Iterator[Measure]:
    for name in NAMES:
        with tempfile.TemporaryDirectory(prefix="pauses-") as folder:
            home = Path(folder) / "home"
            shutil.copytree(large_home(), home)
            done = subprocess.run([sys.executable, "-m", "tests.load.pauses", name, str(home)], capture_output=True, text=True, check=True)
        longest: float = json.loads(done.stdout.splitlines()[-1])["longest_s"]
        yield Measure(name, 1.0, lambda: [MAY_S], _giving(longest), runs=0)


def _giving(longest: float) -> Callable[[], list[float]]:
    return lambda: [longest]


def elsewhere(home: Path) -> None:
    """Another desktop: a note on an entry, so many times."""
    from wantedtrack.deeds.catalogue import perform  # noqa: PLC0415 (only in the other desktop's process)
    from wantedtrack.opening import open_home  # noqa: PLC0415 (the same)

    opened = open_home(home, at=NOW)
    for number in range(_DEEDS):
        reference = f"DEMO-{number * 97 % ENTRIES + 1:06}"
        perform(
            store=opened.store, officer=opened.officer, now=NOW, deed_id=None, name="add-note", reference=reference, raw={"text": "Seen"}
        )
    opened.store.close()


def in_the_window(name: str, home: Path) -> Heartbeat:
    """Open the window on the store, use it, and give what the main thread did meanwhile."""
    app = QApplication([])
    window = build(home, watch=False, now=lambda: NOW)
    collect_after_start(window)
    window.resize(1366, 768)
    window.show()
    until("the store open", lambda: window.desk.is_open and window.area.queue.search.list_shown() == "this-shift", 60)
    let_work(1)
    until("the start over", lambda: window.desk.is_settled, 60)
    window.commands.do_named("list-everything")
    until("everything listed", lambda: window.desk.is_settled and len(window.area.queue.model.ids) >= ENTRIES, 60)
    let_work(2)
    heart = Heartbeat(window)
    heart.begin()
    _USES[name](window, home)
    heart.end()
    assert QApplication.instance() is app
    return heart


def _deeds(window: MainWindow, home: Path) -> None:
    other = subprocess.Popen([sys.executable, "-m", "tests.load.pauses", "elsewhere", str(home)])
    until("another desktop's deeds", lambda: other.poll() is not None, 300)
    assert other.returncode == 0
    let_work(3)
    assert window.desk.is_open


def _scroll(window: MainWindow, home: Path) -> None:
    del home
    table = window.area.queue.table
    height = table.verticalHeader().defaultSectionSize()
    for row in range(0, _ROWS, 10):
        table.verticalScrollBar().setValue(row * height)
        QApplication.processEvents()
    _settle(window)


def _lists(window: MainWindow, home: Path) -> None:
    del home
    lists = ("drafts", "never-attempted", "everything", "not-circulated", "this-shift")
    for number in range(_SWITCHES):
        window.commands.do_named(f"list-{lists[number % len(lists)]}")
        _settle(window)


def _typing(window: MainWindow, home: Path) -> None:
    del home
    box = window.area.search
    box.set_words("")
    box.line.setFocus()
    for word in ("cardew test", "hawtrey-jessop", "band:high owner:me", "26/5/1971"):
        for letter in word:
            QTest.keyClicks(box.line, letter)
            let_work(0.08)
        _settle(window)
        assert word in box.words
        box.set_words("")
    _settle(window)


def _opening(window: MainWindow, home: Path) -> None:
    del home
    table = window.area.queue.table
    for place in range(_OPENED):
        table.look_at_place(place)
        _settle(window)


def _sorting(window: MainWindow, home: Path) -> None:
    del home
    for key in [column.key for column in COLUMNS if column.sort is not None]:
        window.area.queue.table.sort_by(key)
        _settle(window)


_USES = {
    "pause-deeds": _deeds,
    "pause-scroll": _scroll,
    "pause-lists": _lists,
    "pause-typing": _typing,
    "pause-opening": _opening,
    "pause-sorting": _sorting,
}


def _settle(window: MainWindow) -> None:
    let_work(0.02)
    until("settled", lambda: window.desk.is_settled, 60)


def let_work(seconds: float) -> None:
    """Go on for so long."""
    ends = time.perf_counter() + seconds
    until("a while", lambda: time.perf_counter() >= ends, seconds + 60)


def until(what: str, is_so: Callable[[], bool], seconds: float) -> None:
    """Let the window work until something is so. Raises TimeoutError: a measure of something else would be worse than none."""
    ends = time.perf_counter() + seconds
    while not is_so():
        if time.perf_counter() > ends:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


if __name__ == "__main__":
    if sys.argv[1] == "elsewhere":
        elsewhere(Path(sys.argv[2]))
    else:
        heart = in_the_window(sys.argv[1], Path(sys.argv[2]))
        sys.stderr.write(f"{heart.report()}\n")
        longest = max(heart.pauses, key=lambda pause: pause.ours)
        sys.stdout.write(json.dumps({"longest_s": longest.ours, "whole_s": longest.whole}) + "\n")
        sys.stdout.flush()
        os._exit(0)
