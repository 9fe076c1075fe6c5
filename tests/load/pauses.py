"""pause-deeds, pause-scroll, pause-lists: the longest that the window's main thread is busy at 100,000 entries; 50 ms is what it may be.

Measured as a person feels it: a timer asks to be called each millisecond, and the longest time between two calls is what nobody could type in.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.load.measuring import Measure
from tests.load.stores import ENTRIES, NOW, large_home

MAY_S = 0.05
_DEEDS = 1_000
_ROWS = 10_000
_SWITCHES = 50
_NAMES = ("pause-deeds", "pause-scroll", "pause-lists")


def measures() -> Iterator[Measure]:
    for name in _NAMES:
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


def in_the_window(name: str, home: Path) -> float:
    """Open the window on the store and give the longest pause while it is used."""
    import os  # noqa: PLC0415 (only in the window's process)

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer  # noqa: PLC0415 (the same)
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (the same)

    from ui.app import build, collect_after_start  # noqa: PLC0415 (the same)

    app = QApplication([])
    window = build(home, watch=False, now=lambda: NOW)
    collect_after_start(window)
    window.resize(1366, 768)
    window.show()
    _until(app, lambda: hasattr(window, "area") and window.desk.is_settled and len(window.area.queue.model.ids) > 0, 120)
    window.commands.do_named("list-everything")
    _until(app, lambda: window.desk.is_settled and len(window.area.queue.model.ids) >= ENTRIES, 120)
    _until(app, lambda: False, 2)
    pauses: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        pauses.append(now - last)
        last = now

    beat = QTimer(window, interval=1)
    beat.timeout.connect(tick)
    beat.start()
    last = time.perf_counter()
    if name == "pause-deeds":
        other = subprocess.Popen([sys.executable, "-m", "tests.load.pauses", "elsewhere", str(home)])
        _until(app, lambda: other.poll() is not None, 300)
        assert other.returncode == 0
        _until(app, lambda: False, 3)
    elif name == "pause-scroll":
        bar = window.area.queue.table.verticalScrollBar()
        height = window.area.queue.table.verticalHeader().defaultSectionSize()
        for row in range(0, _ROWS, 10):
            bar.setValue(row * height)
            app.processEvents()
        _until(app, lambda: window.desk.is_settled, 60)
    else:
        lists = ("drafts", "never-attempted", "everything", "not-circulated", "this-shift")
        for number in range(_SWITCHES):
            window.commands.do_named(f"list-{lists[number % len(lists)]}")
            _until(app, lambda: window.desk.is_settled, 60)
    beat.stop()
    print(f"{len(pauses)} beats, over 20 ms: {[round(one * 1000) for one in sorted(pauses)[-12:] if one > 0.02]}", file=sys.stderr)
    return max(pauses)


def _until(app: object, is_so: Callable[[], bool], seconds: float) -> None:
    """Let the window work until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415 (only in the window's process)

    del app
    until = time.perf_counter() + seconds
    while not is_so() and time.perf_counter() < until:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


if __name__ == "__main__":
    if sys.argv[1] == "elsewhere":
        elsewhere(Path(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps({"longest_s": in_the_window(sys.argv[1], Path(sys.argv[2]))}) + "\n")
        sys.stdout.flush()
        import os

        os._exit(0)
