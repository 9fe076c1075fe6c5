"""A line to a PostgreSQL server that can be cut and mended: what a desktop sees when a cable is pulled, at no server's cost."""

import selectors
import socket
import threading
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

_PIECE = 65_536


class Line:
    """Listens on this machine and passes every byte on, both ways. Once cut, whoever was talking is hung up on and nobody is let in."""

    def __init__(self, url: str) -> None:
        """Lead to the server of this URL, by whichever kind of socket it names."""
        parts = urlsplit(url)
        folder = parse_qs(parts.query).get("host", [""])[0]
        self._target = f"{folder}/.s.PGSQL.{parts.port or 5432}" if folder else (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._talks: list[socket.socket] = []
        self._listening: socket.socket | None = None
        self._port = 0
        self.mend()
        account = f"{parts.username}@" if parts.username else ""
        self.url = f"postgresql://{account}127.0.0.1:{self._port}{parts.path}"

    def mend(self) -> None:
        """Let everybody in, at the same place as before."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self._port))
        listening.listen()
        self._port, self._listening = listening.getsockname()[1], listening
        threading.Thread(target=self._let_in, args=(listening,), daemon=True, name="line").start()

    def cut(self) -> None:
        """Hang up, and let nobody in."""
        if self._listening is not None:
            with suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None
        while self._talks:
            with suppress(OSError):
                self._talks.pop().shutdown(socket.SHUT_RDWR)

    def _let_in(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.socket(socket.AF_UNIX if isinstance(self._target, str) else socket.AF_INET)
                far.connect(self._target)
                self._talks += [near, far]
                threading.Thread(target=_pass_on, args=(near, far), daemon=True, name="line").start()


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    with near, far, selectors.DefaultSelector() as waiting, suppress(OSError):
        for one, other in ((near, far), (far, near)):
            waiting.register(one, selectors.EVENT_READ, other)
        while True:
            for ready, _ in waiting.select():
                piece = ready.fileobj.recv(_PIECE) if isinstance(ready.fileobj, socket.socket) else b""
                if not piece:
                    return
                ready.data.sendall(piece)
