"""Opening a file that others made, at arm's length: looked at before opening, read in a child process with bounds, counted twice.

Answers the threat "a hostile file" of trust.md: a file that is too large, packed to burst, damaged or endless costs a sentence, never the
program. The child has 512 MB and 60 seconds; on Windows, which has no such limit on memory, the bounds on size and parts stand alone.
"""

import errno
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from wantedtrack.errors import Invalid, Refusal, Unavailable
from wantedtrack.exchange.faults import not_to_be_had, unreadable
from wantedtrack.exchange.table_reading import EXTRACT, Care, Table, read_table

LARGEST_FILE = 64 * 1024 * 1024
SECONDS = 60
MEMORY = 512 * 1024 * 1024
CHILD_FLAG = "--read-table"


class GivesUp(Protocol):
    """Work that a person may give up while a file is read for it."""

    def is_given_up(self) -> bool:
        """Whether it was."""
        ...

    def when_given_up(self, does: Callable[[], None]) -> None:
        """Call this then; at once where it was given up already."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: a heading row is one that has all `required` keys; `known` are all keys, each with the headings it goes by.

    `care` is what this kind of file asks for beyond an extract.
    """

    required: tuple[str, ...]
    known: dict[str, tuple[str, ...]]
    care: Care = EXTRACT


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises Unavailable for a file that is missing, open elsewhere or not to be read; Invalid("too_large", "empty")."""
    try:
        if path.is_dir():
            raise unreadable(path.name, "is a folder; name the file in it.", code="not_a_file")
        size = path.stat().st_size
        if not path.is_file():
            raise unreadable(path.name, "is not a file but a device or a pipe.", code="not_a_file")
        if size > LARGEST_FILE:
            raise _too_large(path.name, size)
        with path.open("rb") as file:
            # One byte more than is allowed: a file may grow between the look and the reading.
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise _not_to_be_read(path, error) from None
    if len(data) > LARGEST_FILE:
        raise _too_large(path.name, len(data))
    if not data.strip(b"\x00 \r\n\t"):
        raise unreadable(path.name, "is empty.", code="empty")
    return data


def _not_to_be_read(path: Path, error: OSError | ValueError) -> Unavailable:
    """Why the system does not give the file. Whatever was pasted for a name may hold a NUL, or be far too long to be repeated."""
    if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
        return not_to_be_had("What was given", "is not the name of a file; choose the file, or type its name again.", code="no_such_file")
    if isinstance(error, FileNotFoundError):
        return not_to_be_had(path.name, "is not there; check the name and the folder.", code="no_such_file")
    if isinstance(error, PermissionError):
        what = "cannot be read: it is open in another program or not yours to read. Close it, then try again."
        return not_to_be_had(path.name, what, code="file_in_use")
    return not_to_be_had(path.name, "cannot be read from its disk just now; try again.", code="file")


def _too_large(file_name: str, size: int) -> Invalid:
    most = LARGEST_FILE // 1024 // 1024
    return unreadable(file_name, f"has {size / 1024 / 1024:,.1f} MB; an extract of more than {most} MB is not opened.", code="too_large")


def read_guarded(data: bytes, wanted: Wanted, *, file_name: str, sheet: str | None, whose: GivesUp | None = None) -> Table:
    """Read the table in a child process. Raises the same errors as `read_table`, Invalid("too_slow", "too_large") at its bounds,
    Invalid("broke_off") where the child ended without an answer, and Invalid("given_up") once the officer `whose` work it is gave it up.
    """
    asked = json.dumps(
        {"required": wanted.required, "known": wanted.known, "file_name": file_name, "sheet": sheet, "care": asdict(wanted.care)}
    )
    said = _ask_child(asked.encode() + b"\n" + data, file_name, whose)
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        what = "could not be read: the reading broke off, as it does with a damaged file or one that needs too much memory. Fetch it again."
        raise unreadable(file_name, what, code="broke_off") from None
    if "error" in answer:
        raise _as_error(answer["error"])
    return Table(answer["sheet"], answer["headings"], [(number, cells) for number, cells in answer["rows"]], answer["counted"])


def _ask_child(asked: bytes, file_name: str, whose: GivesUp | None) -> bytes:
    """What the child answers. It is killed at the end of its time, or when the officer gives up."""
    try:
        child = subprocess.Popen(_child_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 (our own program)
    except OSError:
        raise not_to_be_had(
            file_name, "could not be read because no child process could be started; see doctor.", code="no_child"
        ) from None
    with child:
        if whose is not None:
            whose.when_given_up(child.kill)
        try:
            said = child.communicate(asked, timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            raise unreadable(file_name, f"took more than {SECONDS} seconds to read, so reading was stopped.", code="too_slow") from None
    if whose is not None and whose.is_given_up():
        raise unreadable(file_name, "was being read, and reading it was given up.", code="given_up")
    return said


def _child_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    # -P: else a file named like a library, in the folder where the officer stands, would be run in its place.
    return [sys.executable, "-P", "-m", "wantedtrack.exchange.guard", CHILD_FLAG]


def _as_error(told: dict[str, Any]) -> Refusal:
    kind = Unavailable if told["kind"] == "unavailable" else Invalid
    return kind(told["message"], code=told["code"], field=told["field"])


def child_main(arguments: Sequence[str]) -> bool:
    """Do the child's work where the arguments ask for it; both programs call this first when packaged. Tells whether it did."""
    if CHILD_FLAG not in arguments:
        return False
    _bound_memory()
    # The library for workbooks takes numbers of this one where it finds it; the child has none of them, and its memory is bounded.
    sys.modules["numpy"] = None  # pyright: ignore[reportArgumentType] (Python's own way of saying that a module is not to be had)
    asked: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(_answer(asked))
    return True


def _answer(asked: dict[str, Any]) -> bytes:
    try:
        wanted = Wanted(tuple(asked["required"]), {key: tuple(names) for key, names in asked["known"].items()}, Care(**asked["care"]))
        table = read_table(
            sys.stdin.buffer.read(), wanted.required, wanted.known, file_name=asked["file_name"], sheet=asked["sheet"], care=wanted.care
        )
        answer = {"sheet": table.sheet, "headings": table.headings, "rows": table.rows, "counted": table.counted}
        return json.dumps(answer).encode()
    except (Invalid, Unavailable) as error:
        return _as_told(error)
    except MemoryError:
        return _as_told(unreadable(asked["file_name"], "needs more memory than an extract may take.", code="too_large"))


def _as_told(error: Refusal) -> bytes:
    return json.dumps({"error": {"kind": error.kind, "code": error.code, "field": error.field, "message": error.message}}).encode()


def _bound_memory() -> None:
    """Take the memory bound upon this process where the system has one (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (Windows has no such module)

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    child_main(sys.argv)
