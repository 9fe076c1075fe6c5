"""`python -m tests.load.openings HOME`: what the main thread works, at the longest, while each page and form is opened for the first time and again, and while the window is dressed anew.

A copy of the large store, 100,000 entries; not part of `dev.py bench`. What is counted is work on the processor between two turns of the event loop, so that a busy machine changes little.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.load.pauses import let_work, until
from tests.load.stores import ENTRIES, NOW
from ui.app import build, collect_after_start
from ui.main_window import MainWindow

_PAGES = (
    "start-of-shift", "inbox", "people", "measures", "policy", "intake", "import", "handover", "print", "tasking", "person", "duty", "exports", "retention", "why", "reason-card", "about",
    "guide", "settings",
)  # fmt: skip
_FORMS = ("add-note", "log-attempt", "add-entry", "set-circulation", "correct-entry")
_DRESSES = ("theme", "theme", "theme", "text-larger", "text-smaller")


class Longest(QObject):
    """The longest work between two turns since it was last asked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._beat = QTimer(self, interval=1)
        self._beat.timeout.connect(self._turn)
        self._last, self._longest = time.thread_time(), 0.0
        self._beat.start()

    def _turn(self) -> None:
        now = time.thread_time()
        self._longest, self._last = max(self._longest, now - self._last), now

    def asked(self) -> float:
        """In milliseconds, and from now on anew."""
        self._turn()
        found, self._longest = self._longest * 1000, 0.0
        return found


def main(home: Path) -> None:
    """Print a line for each."""
    app = QApplication([])
    window = build(home, watch=False, now=lambda: NOW)
    collect_after_start(window)
    window.resize(1366, 768)
    window.show()
    until("the start over", lambda: window.desk.is_open and window.desk.is_settled, 60)
    let_work(1)
    window.commands.do_named("list-everything")
    until("everything listed", lambda: window.desk.is_settled and len(window.area.queue.model.ids) >= ENTRIES, 60)
    let_work(1)
    longest = Longest(window)
    known = {action.name for action, _ in window.commands.actions}
    for name in _PAGES:
        if name in known:
            _tell(name, longest, [lambda name=name: window.commands.do_named(name)] * 2, window)
    for name in _FORMS:
        if name in known:
            window.commands.do_named("queue")
            let_work(0.2)
            _tell(name, longest, [lambda name=name: _form(window, name)] * 2, window)
    for name in _DRESSES:
        _tell(name, longest, [lambda name=name: window.commands.do_named(name)], window)
    assert QApplication.instance() is app


def _form(window: MainWindow, name: str) -> None:
    shown = window.area.queue.open_form()
    if shown is not None:
        window.area.queue.take_form_away(shown)
    window.commands.do_named(name)


def _tell(name: str, longest: Longest, does: list[Callable[[], None]], window: MainWindow) -> None:
    found: list[float] = []
    for one in does:
        let_work(0.2)
        longest.asked()
        one()
        let_work(0.3)
        until(name, lambda: window.desk.is_settled, 120)
        let_work(0.2)
        found.append(longest.asked())
    sys.stdout.write(f"{name:20s} {', '.join(f'{one:.0f} ms' for one in found)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)
