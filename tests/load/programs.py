"""first-paint, queue-filled, memory: the window as a whole process against a bare Qt window with an empty table."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.load.measuring import PEAK, Measure
from tests.load.stores import large_home

# From before the process is made: the clock is the machine's, and the same for both processes.
_TIMER = f"import time, json, sys; began = float(sys.argv[1])\n{PEAK}"
_BARE = _TIMER + (
    "from PySide6.QtWidgets import QApplication, QMainWindow, QTableView\n"
    "{imports}"
    "app = QApplication([]); window = QMainWindow(); window.setCentralWidget(QTableView()); window.show(); app.processEvents(); window.grab()\n"
    "print(json.dumps([time.perf_counter() - began, peak_kib()]))"
)
_LIBRARIES = "import sqlalchemy, sqlcipher3, apscheduler, click, msgspec, keyring, cryptography, jellyfish, rapidfuzz, anyascii\n"
_OURS = _TIMER + (
    "from PySide6.QtWidgets import QApplication; from PySide6.QtCore import QEventLoop, QTimer; from pathlib import Path; from datetime import UTC, datetime\n"
    "from ui.app import build, collect_after_start\n"
    "app = QApplication([]); now = datetime(2026, 3, 3, 8, 0, tzinfo=UTC); window = build(Path({home!r}), watch=False, now=lambda: now)\n"
    "collect_after_start(window); window.show()\n"
    "app.processEvents(); window.grab(); painted = time.perf_counter() - began\n"
    "def filled():\n"
    "    area = getattr(window, 'area', None)\n"
    "    return area is not None and area.queue.model.row_of(area.queue.model.entry_at(0)) is not None\n"
    "while not filled() and time.perf_counter() - began < 60:\n"
    "    loop = QEventLoop(); QTimer.singleShot(5, loop.quit); loop.exec()\n"
    "window.grab(); filled_s = time.perf_counter() - began\n"
    "while not (window.desk.is_settled and len(window.area.queue.model._ids) > 200) and time.perf_counter() - began < 60:\n"
    "    loop = QEventLoop(); QTimer.singleShot(20, loop.quit); loop.exec()\n"
    "print(json.dumps([painted, filled_s, peak_kib()])); sys.stdout.flush()\n"
    "import os; os._exit(0)"
)

_ROUNDS = 7


def measures() -> Iterator[Measure]:
    home: Path = large_home()
    # In turn, and once before it counts: a machine's pace changes within a minute, and must be the same for each of a round.
    asked = (_BARE.format(imports=""), _BARE.format(imports=_LIBRARIES), _OURS.format(home=str(home)))
    rounds = [[_run(code) for code in asked] for _ in range(_ROUNDS + 1)][1:]
    bare, loaded, ours = ([one[place] for one in rounds] for place in range(len(asked)))
    yield Measure("first-paint", 2.0, lambda: [run[0] for run in bare], lambda: [run[0] for run in ours], runs=0)
    yield Measure("queue-filled", 4.0, lambda: [run[0] for run in bare], lambda: [run[1] for run in ours], runs=0)
    yield Measure("memory", 1.6, lambda: [run[1] for run in loaded], lambda: [run[2] for run in ours], runs=0)


def _run(code: str) -> list[float]:
    # The first run, which is not counted, leaves the modules compiled behind, as an installation does.
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", code, str(time.perf_counter())]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
    return json.loads(done.stdout.splitlines()[-1])
