"""A small file appears whole or not at all: written aside, forced to the disk, renamed; one writer at a time.

Answers the threats "a desktop that dies" and, by the permissions a file is born with, "a stolen or shared desktop" of trust.md.
"""

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from wantedtrack.errors import Unavailable

PRIVATE = 0o600
_SHARED = 0o660
_PATIENCE_S = 5.0
_PAUSE_S = 0.01


def file_mode_in(folder: Path) -> int:
    """The permissions of a file in this folder: its owner's alone, or the group's too where the folder is one that a group shares."""
    return _SHARED if folder.stat().st_mode & stat.S_IWGRP else PRIVATE


def write_whole(path: Path, content: bytes, *, mode: int) -> None:
    """Put `content` in the place of whatever the file held. Raises Unavailable; the file is then as it was."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        _write_aside(aside, content, mode)
        aside.replace(path)
        _settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise in_words_of_the_disk(error, path.name) from None


def in_words_of_the_disk(error: OSError, name: str) -> Unavailable:
    """The sentence for what the disk answered about a file of this name."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        message = f"The disk is full, so {name} was not written and stays as it was. Make room, then try again."
        return Unavailable(message, code="disk_full")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        message = f"This account may not read and write {name}, so nothing was changed. Ask for the right to its folder."
        return Unavailable(message, code="read_only")
    return Unavailable(f"{name} cannot be reached, so nothing was changed. Check that its folder exists and the disk answers.", code="file")


@contextmanager
def one_writer(lock: Path, *, patience_s: float = _PATIENCE_S) -> Generator[None]:
    """Hold the lock file: of all processes one at a time, let go by the system even when its holder dies.

    Raises Unavailable("busy") where another holds it all that time. Not to be entered twice by one thread.
    """
    try:
        held = _open_lock(lock)
    except OSError as error:
        raise in_words_of_the_disk(error, lock.name) from None
    try:
        _take_with_patience(held, lock.name, patience_s)
        yield
    finally:
        os.close(held)


def _write_aside(aside: Path, content: bytes, mode: int) -> None:
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        if os.name == "posix":
            # The account's umask would take the group's right away again.
            os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Force the rename itself to the disk; Windows does so by itself and cannot open a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_lock(lock: Path) -> int:
    mode = file_mode_in(lock.parent)
    held = os.open(lock, os.O_RDWR | os.O_CREAT, mode)
    if os.name == "posix":
        found = os.fstat(held)
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != mode:
            # The umask took the group's right away, or the folder was given to a group since.
            os.fchmod(held, mode)
    return held


def _take_with_patience(held: int, name: str, patience_s: float) -> None:
    give_up_at = time.monotonic() + patience_s
    while not _take(held):
        if time.monotonic() > give_up_at:
            raise Unavailable(f"Another program held {name} all the while. Nothing was changed; try again.", code="busy")
        time.sleep(_PAUSE_S)


if sys.platform == "win32":
    import msvcrt

    def _take(held: int) -> bool:
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
