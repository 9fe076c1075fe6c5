"""What the window's main thread did while it was late: how long, on whose account, and where it and the worker stood.

A timer asks to be called each millisecond; the longest time between two calls is what nobody could type in. Linux says of a thread how long it ran and how
long it was ready and not let run: the second is the machine's account, and is taken away from the pause where the machine does other work beside. What is
left of the first stands for own work, what is left of both for waiting, mostly for the interpreter that a worker holds. A worker that holds it and is not let
run keeps the window waiting on the machine's account too.
"""

import faulthandler
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

_TOLD_OVER_S = 0.025
_LOOK_EVERY_S = 0.005
_FRAMES = 14
_IDENT, _CALL = re.compile(r"0x[0-9a-f]+"), re.compile(r'File "(.+)", line (\d+) in (.+)')


def where_all_stand() -> list[str]:
    """A line for each other thread: its name, and its calls down to the innermost.

    Nothing of theirs is held for it, not even for a moment: whoever holds a frame when its call ends is the one who takes away what it held, and an event loop of Qt's that
    is taken away on another thread than its own brings the process down.
    """
    with tempfile.TemporaryFile() as told:
        faulthandler.dump_traceback(told.fileno(), all_threads=True)
        told.seek(0)
        whole = told.read().decode()
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    lines: list[str] = []
    for part in whole.split("\n\n"):
        head, *calls = part.splitlines()
        ident = _IDENT.search(head)
        if ident is not None and int(ident[0], 16) != threading.get_ident():
            places = [
                f"{one[1].rpartition('/')[2]}:{one[2]} {one[3]}" for one in map(_CALL.search, reversed(calls[:_FRAMES])) if one is not None
            ]
            lines.append(f"{names.get(int(ident[0], 16))}: {' > '.join(places)}")
    return lines


@dataclass(frozen=True)
class Pause:
    """One time between two beats, in seconds: whole, on the processor, ready but not let run, waiting for something else."""

    at: float
    whole: float
    own: float
    machine: float

    @property
    def ours(self) -> float:
        """What the program has to answer for."""
        return max(0.0, self.whole - self.machine)

    @property
    def waited(self) -> float:
        """Neither at work nor kept from it by the machine: the interpreter's lock, or the disk."""
        return max(0.0, self.whole - self.machine - self.own)

    def __str__(self) -> str:
        """In milliseconds."""
        parts = {"whole": self.whole, "own work": self.own, "waited": self.waited, "machine": self.machine}
        return f"at {self.at:.1f} s: " + ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in parts.items())


class Heartbeat(QObject):
    """Beats from `begin` to `end`. Where a beat is late a thread of its own notes, again and again, where all the others stand."""

    def __init__(self, parent: QObject) -> None:
        """Not beating yet."""
        super().__init__(parent)
        self.pauses: list[Pause] = []
        self._beat = QTimer(self, interval=1)
        self._beat.timeout.connect(self._tick)
        self._threads: list[int | None] = [threading.get_native_id()]
        self._stacks: list[str] = []
        self._ended = threading.Event()
        self._began = self._last = 0.0
        self._account = (0, 0, 0)

    def begin(self) -> None:
        """From now on."""
        self._threads += [one.native_id for one in threading.enumerate() if one.native_id not in (None, self._threads[0])]
        self._account = self._read_account()
        self._began = self._last = time.perf_counter()
        self._beat.start()
        threading.Thread(target=self._look_on, name="heartbeat", daemon=True).start()

    def end(self) -> None:
        """No further."""
        self._beat.stop()
        self._ended.set()

    def report(self, most: int = 8) -> str:
        """The longest pauses and where the threads stood in those over 30 ms."""
        worst = sorted(self.pauses, key=lambda pause: -pause.ours)[:most]
        return "\n".join([f"{len(self.pauses)} beats", *map(str, worst), *self._stacks])

    def _look_on(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_S):
            late = time.perf_counter() - self._last
            if late > _TOLD_OVER_S:
                self._stacks.append(f"--- {self._last - self._began:.2f} s, {late * 1000:.0f} ms late")
                self._stacks += where_all_stand()

    def _tick(self) -> None:
        now, account = time.perf_counter(), self._read_account()
        whole = now - self._last
        own, kept, kept_worker = ((after - before) / 1e9 for after, before in zip(account, self._account, strict=True))
        self.pauses.append(Pause(self._last - self._began, whole, own, kept + max(0.0, min(whole - own - kept, kept_worker))))
        self._last, self._account = now, account

    def _read_account(self) -> tuple[int, int, int]:
        """Of the main thread what it ran and what it waited to be let run, of the workers the second; in nanoseconds."""
        accounts = [Path(f"/proc/self/task/{thread}/schedstat").read_text(encoding="ascii").split() for thread in self._threads]
        return int(accounts[0][0]), int(accounts[0][1]), sum(int(one[1]) for one in accounts[1:])
