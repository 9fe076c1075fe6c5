"""Files, read and written beside the worker: the store is not touched, so the queue stays quick meanwhile."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.desk.long_work import LongWork
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.extract_rows import Source

if TYPE_CHECKING:
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


def write_file(path: Path, content: bytes) -> None:
    """Put these bytes in the file's place, whole or not at all. Raises Unavailable with what to do."""
    from wantedtrack.exchange.whole_file import write_bytes_whole  # noqa: PLC0415 (only a file needs it)

    write_bytes_whole(path, content)
