"""Asks a process of its own for the first page of the queue, so that the store's libraries load on the other core while Qt loads on this one.

It is a head start and nothing more. Whatever goes wrong with it (no such process, no store, a passphrase to be asked for, a server that is slow,
bytes that are no page), the window goes on as if it had never been asked. Why it is worth a process: docs/decisions/0046.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.desk.reading_ahead import AHEAD_FLAG

if TYPE_CHECKING:
    from ui.desk.first_page import FirstPage
    from wantedtrack.rules.entry import Instant

WORDS, SORT, PAGE = "list:this-shift", "due", 200
"""What a window shows first, whoever works at it."""

_MOST_BYTES = 4 * 1024 * 1024
"""More is no page of ours."""

_TWO_CORES = 2


class Ahead(QObject):
    """`came` says once that `is_over`; `page` is then there, or there will be none. From the thread that listens."""

    came = Signal()

    def __init__(self, home: Path, database: str | None, now: "Instant | None", parent: QObject | None = None) -> None:
        """Ask at once. `now` takes the clock's place on a demonstration store."""
        super().__init__(parent)
        self.page: FirstPage | None = None
        self.is_over = False
        self._home, self._database, self._now = home, database, now
        self._read: Callable[[bytes], FirstPage | None] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._child = subprocess.Popen(  # noqa: S603 (our own program)
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._listener = Thread(target=self._listen, name="ahead", daemon=True)
        self._listener.start()

    def prepare(self) -> None:
        """Load what reads the page, while nothing else is to be done."""
        from ui.desk.first_page import read_page  # noqa: PLC0415 (not before the first paint)

        self._read = read_page

    def end(self) -> None:
        """Nobody waits for it any more: its process ends, and leaves nothing behind."""
        if self._child is not None:
            self._child.kill()
        self._listener.join()

    # ---- on the thread that listens ----------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        try:
            self.page = self._answer()
        finally:
            self.is_over = True
            # The window may have closed meanwhile.
            with suppress(RuntimeError):
                self.came.emit()

    def _answer(self) -> "FirstPage | None":
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return None
        said = b""
        with suppress(OSError), child:
            with suppress(OSError):
                child.stdin.write(self._asked())
                child.stdin.flush()
                # This end stays open: the other process ends when it closes, and so with this one, however that ends.
                said = child.stdout.read(_MOST_BYTES + 1)
            child.kill()
        if self._read is None:
            self.prepare()
        return self._read(said) if self._read is not None and len(said) <= _MOST_BYTES else None

    def _asked(self) -> bytes:
        """`first_page.Asked` as the line that is read there, made of less."""
        import json  # noqa: PLC0415 (loaded while the other process begins)

        now = None if self._now is None else self._now.isoformat()
        asked = {"home": str(self._home.absolute()), "database": self._database, "now": now, "words": WORDS, "sort": SORT, "limit": PAGE}
        return json.dumps(asked).encode() + b"\n"


def is_worth_it() -> bool:
    """Whether another process is a head start: on one core it would be in the way, and where the store's libraries are loaded already there is none to be had."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return cores >= _TWO_CORES and "sqlalchemy" not in sys.modules


def command() -> list[str]:
    """How the other process is started here, packaged or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, AHEAD_FLAG]
    # -P: else a file named like a library, in the folder where the officer stands, would be run in its place.
    return [sys.executable, "-P", "-c", f"from ui.desk.reading_ahead import child_main; child_main([{AHEAD_FLAG!r}])"]
