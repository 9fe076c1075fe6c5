"""Reading a file that another system wrote, beside the worker: the store is not touched, so the queue stays quick meanwhile."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.extract_rows import Source

if TYPE_CHECKING:
    from wantedtrack.rules.extract_rows import Extract


def read_file(path: Path, source: Source, forces: Mapping[str, str], now: Instant) -> "Extract":
    """Read an extract in its child process. Raises Invalid or Unavailable with file, sheet, row and column where there is one."""
    from wantedtrack.exchange.extracts.reading import read_extract  # noqa: PLC0415 (loads openpyxl, which only a file needs)

    return read_extract(path, source, forces=forces, now=now)
