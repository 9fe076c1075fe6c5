"""A roster from its file to the store: read beside the worker, then taken in whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.opened import Office
    from wantedtrack.store.changes import Changes


def read_roster_file(path: Path, now: Instant) -> list[Mapping[str, Any]]:
    """The duties of a roster. Raises Invalid with row and column, or Unavailable; nothing is changed by it."""
    from wantedtrack.exchange.roster import read_roster  # noqa: PLC0415 (loads openpyxl, which only a file needs)

    return [asdict(row) for row in read_roster(path, now=now)]


def take_roster(office: "Office", rows: Sequence[Mapping[str, Any]], source: str) -> "Changes":
    """Put it in place of every duty that begins in the span it covers."""
    from wantedtrack.deeds.duty import keep_roster  # noqa: PLC0415 (only a roster needs it)

    return keep_roster(store=office.opened.store, officer=office.officer, now=office.clock_now(), rows=rows, source=source)
