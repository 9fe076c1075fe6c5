"""A file appears whole or not at all: written aside, looked at, then renamed over its place."""

import errno
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from wantedtrack.errors import Unavailable


def write_whole(path: Path, write: Callable[[Path], None], *, check: Callable[[Path], bool]) -> None:
    """Let `write` fill a file beside `path`, check it, wait until the disk has it, and put it in place.

    Raises Unavailable("file_in_use", "no_folder", "disk_full", "read_only", "not_written"); what stood at `path` before then still does.
    """
    aside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        aside = Path(name)
        write(aside)
        if not check(aside):
            raise Unavailable(
                f"{path.name} could not be read back after writing, so it was not put in place. Try another disk.", code="not_written"
            )
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
        aside = None
    except FileNotFoundError:
        raise Unavailable(
            f"The folder for {path.name} is not there. Nothing was written; make it, or choose another.", code="no_folder"
        ) from None
    except PermissionError:
        message = f"{path.name} cannot be written: it is open in another program, or the folder may only be read. Close it, or choose another name."
        raise Unavailable(message, code="file_in_use") from None
    except OSError as error:
        raise _from_disk(path, error) from None
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def write_text_whole(path: Path, text: str) -> None:
    """Put this text in the file's place, whole or not at all. Raises as `write_whole` does."""
    write_bytes_whole(path, text.encode())


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Put these bytes in the file's place, whole or not at all. Raises as `write_whole` does."""
    write_whole(path, partial(_put, content), check=lambda aside: aside.read_bytes() == content)


def _put(content: bytes, aside: Path) -> None:
    aside.write_bytes(content)


def _from_disk(path: Path, error: OSError) -> Unavailable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(f"The disk is full, so {path.name} was not written. Make room, then save again.", code="disk_full")
    if error.errno == errno.EROFS:
        return Unavailable(f"The folder for {path.name} may only be read. Nothing was written; choose another.", code="read_only")
    return Unavailable(f"{path.name} could not be written to its disk. Nothing was changed; choose another place.", code="not_written")
