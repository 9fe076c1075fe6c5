"""The number under which a file leaves: taken before it is written, because it stands on each page, and never over somebody else's file."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.opening import Opened
from wantedtrack.store.exports import has_left, next_number

_TRIES = 5
Written = TypeVar("Written")


def numbered(opened: Opened, write: Callable[[int], Written], record: Callable[[Written, int], object]) -> tuple[int, Written]:
    """Write under the next number and record it; where another desktop took the number meanwhile, both again with the next.

    Raises what both raise, and Unavailable("number_taken") where no number was free in five tries.
    """
    for _ in range(_TRIES):
        with opened.store.reading() as connection:
            number = next_number(connection)
        written = write(number)
        try:
            record(written, number)
        except NotAllowed as refused:
            if refused.code != "number_taken":
                raise
        else:
            return number, written
    message = (
        "Other desktops are writing files all the time, so this one found no number. The file is written and not recorded; write it again."
    )
    raise Unavailable(message, code="number_taken")


def refuse_to_overwrite(opened: Opened, path: Path) -> None:
    """Raise Unavailable("file_there") where something lies at this path that this program did not write, or that was changed since."""
    if not path.is_file():
        return
    with opened.store.reading() as connection:
        ours = has_left(connection, hashlib.sha256(path.read_bytes()).hexdigest())
    if not ours:
        message = f"{path.name} is there already, and was not written here or was changed since. Nothing was written; choose another name."
        raise Unavailable(message, code="file_there", field="out")


def free_place(path: Path) -> Path:
    """This path, or the first with a number behind its name that nothing lies at yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
