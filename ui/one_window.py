"""One window for one home and account: a second start raises the first, hands on what it was asked for, and ends."""

import hashlib
import json
import os
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_AGAIN_MS = 50
_PATIENCE_MS = 10_000
_LONGEST = 4096
_LONGEST_REFERENCE = 64
_ANSWER = b"ok\n"


class First(StrEnum):
    """Whether there was a window before this start."""

    NONE = "none"
    RAISED = "raised"
    SILENT = "silent"


class OneWindow(QObject):
    """`asked` carries the reference that a later start was given, empty where it was given none.

    It never stands in the way of a start: where no name can be had, and where the first window does not answer, a window opens all the same.
    Qt's library of networks takes longer to load than the first paint may wait, so the first of all needs it only when it has been painted.
    """

    asked = Signal(str)

    def __init__(self, home: Path, database: str | None = None, parent: QObject | None = None) -> None:
        """For this home, and this database where one was named; nothing is claimed yet."""
        super().__init__(parent)
        self.name = _name(home, database)
        self._lock = QLockFile(f"{_place_of(self.name)}.lock")
        # Only the death of the process that holds it makes it stale, however long that has been running.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self, reference: str = "", *, patience_ms: int = _PATIENCE_MS) -> First:
        """Be the first, or raise the first with this reference. A lock that a dead process left is cleared away."""
        left = QDeadlineTimer(patience_ms)
        wait_ms = 0
        while not self._lock.tryLock(wait_ms):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                return First.NONE
            if _hand_on(self.name, reference, left):
                return First.RAISED
            if left.hasExpired():
                return First.SILENT
            # One that is only just starting is called again until it hears, or is gone.
            wait_ms = _AGAIN_MS
        return First.NONE

    def listen(self) -> None:
        """Hear later starts from now on, where this is the first."""
        if not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 (loaded after the first paint)

        QLocalServer.removeServer(self.name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._connected)
        if server.listen(self.name):
            self._server = server

    def leave(self) -> None:
        """The window is closing: the next start is the first again."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _connected(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            _Caller(self._server.nextPendingConnection(), self)


class _Caller(QObject):
    """A later start that calls: one line is read and answered, anything else is let go."""

    def __init__(self, socket: "QLocalSocket", whose: OneWindow) -> None:
        super().__init__(whose)
        self._socket, self._whose = socket, whose
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        self._read()

    def _read(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() >= _LONGEST:
                self._socket.abort()
            return
        reference = _reference_in(bytes(self._socket.readLine(_LONGEST).data()))
        if reference is None:
            self._socket.abort()
            return
        self._socket.write(_ANSWER)
        self._socket.flush()
        self._whose.asked.emit(reference)


def _hand_on(name: str, reference: str, left: QDeadlineTimer) -> bool:
    """Whether the first window took it."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 (a later start paints nothing)

    _let_it_come_forward()
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(max(1, left.remainingTime())):
        return False
    socket.write(json.dumps({"show": reference[:_LONGEST_REFERENCE]}).encode() + b"\n")
    socket.flush()
    return socket.waitForReadyRead(max(1, left.remainingTime())) and bytes(socket.readLine(_LONGEST).data()) == _ANSWER


def _reference_in(line: bytes) -> str | None:
    """What a later start asks for; None where this is not one that calls."""
    try:
        told: Any = json.loads(line)
    except ValueError:
        return None
    wanted = cast("dict[str, Any]", told).get("show") if isinstance(told, dict) else None
    return wanted if isinstance(wanted, str) and len(wanted) <= _LONGEST_REFERENCE and wanted.isprintable() else None


def _name(home: Path, database: str | None) -> str:
    """Of this account and home, and saying nothing of either."""
    account = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    told = "\0".join((account, str(home.resolve()), database or ""))
    name = f"wantedtrack-{hashlib.sha256(told.encode()).hexdigest()[:32]}"
    return name if sys.platform == "win32" else str(_runtime_folder() / name)


def _place_of(name: str) -> Path:
    return Path(tempfile.gettempdir()) / name if sys.platform == "win32" else Path(name)


def _runtime_folder() -> Path:
    """The account's own folder for such things where the system has one, else that for all temporary files."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    return Path(named) if named and os.access(named, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


def _let_it_come_forward() -> None:
    """Windows lets a window come forward only where the program in front allows it, which is this one for a moment."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 (only there)

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
