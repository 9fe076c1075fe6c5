"""Files, read and written beside the worker: the store is not touched, so the queue stays quick meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.desk.long_work import LongWork
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.extract_rows import Source

if TYPE_CHECKING:
    from ui.desk.opened import Office
    from wantedtrack.rules.extract_rows import Extract


def read_file(path: Path, source: Source, *, forces: Mapping[str, str], now: Instant, home: Path, whose: LongWork) -> "Extract":
    """Read an extract in its child process, which ends once the work is given up; `home` may hold the force's own headings.

    Raises Invalid or Unavailable with file, sheet, row and column where there is one.
    """
    # Both load openpyxl, which only a file needs.
    from wantedtrack.exchange.extracts.own_headings import read_own_headings  # noqa: PLC0415 (as said above)
    from wantedtrack.exchange.extracts.reading import read_extract  # noqa: PLC0415 (as said above)

    own = read_own_headings(home, source)
    return read_extract(path, source, forces=forces, now=now, headings=own, whose=whose)


def leave_bytes(office: "Office", path: Path | None, words: "LeavingWords", make: Callable[[int], bytes]) -> int:
    """Write what `make` gives for the next free number to the file, or only record it where it goes on paper; gives the number.

    Raises Unavailable where it cannot be written, and then nothing is recorded.
    """
    from wantedtrack.leaving import Whom, leave_bytes  # noqa: PLC0415 (only what leaves needs it)

    whom = Whom(words.purpose, words.recipient)
    return leave_bytes(office.opened, path, words.what, words.rows, whom, make, officer=office.officer, now=office.clock_now()).number


@dataclass(frozen=True, slots=True)
class LeavingWords:
    """What is recorded of something that leaves: what it is, why and for whom, and how many people it lists."""

    what: str
    purpose: str
    recipient: str
    rows: int


def is_tasking_sheet(path: Path) -> bool:
    """Whether this reads as a tasking sheet that came home; a file that cannot be read at all is for whoever opens it to say. Takes a child process."""
    from wantedtrack.exchange.returned_sheet import read_returned  # noqa: PLC0415 (only a file needs it)

    try:
        read_returned(path)
    except Refusal:
        return False
    return True
