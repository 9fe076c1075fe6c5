"""Checks that the window can start here: Qt offscreen, resources, a store of its own in an empty folder, the first page of the queue."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from wantedtrack.errors import Refusal

_LONGEST_MS = 60_000


def self_check(build: Callable[[Path], MainWindow]) -> int:
    """Say each thing looked at in a line; 0 where all is well, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory(prefix="wantedtrack-check-") as folder:
        problems = _check(Path(folder), build)
    for line in problems or ["ok: the window opens on a new store"]:
        sys.stdout.write(f"{line}\n")
    app.processEvents()
    return 1 if problems else 0


def _check(home: Path, build: Callable[[Path], MainWindow]) -> list[str]:
    from wantedtrack.opening import make_home  # noqa: PLC0415 (loads the store's libraries, which only this check needs here)

    make_home(home, demonstration=True)
    window = build(home)
    refused: list[str] = []

    def not_opened(refusal: Refusal) -> None:
        refused.append(f"fail: {refusal.message}")

    def broke(sentence: str) -> None:
        refused.append(f"fail: {sentence}")

    window.desk.not_opened.connect(not_opened)
    window.desk.broke.connect(broke)
    loop = QEventLoop()
    window.settled.connect(loop.quit)
    QTimer.singleShot(_LONGEST_MS, loop.quit)
    window.show()
    loop.exec()
    if not window.desk.is_open and not refused:
        refused.append("fail: the store did not open within a minute")
    window.close()
    return refused
