"""A roster from its file to the store: read beside the worker, then taken in whole or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.roster import Roster

if TYPE_CHECKING:
    from ui.desk.opened import Office
    from wantedtrack.store.changes import Changes


def read_roster_file(path: Path, now: Instant) -> Roster:
    """The duties of a roster and what of it cannot be read. Raises Invalid, or Unavailable; nothing is changed by it."""
    from wantedtrack.exchange.roster import read_roster  # noqa: PLC0415 (loads openpyxl, which only a file needs)

    return read_roster(path, now=now)


def take_roster(office: "Office", roster: Roster) -> "Changes":
    """Put it in place of every duty that begins in the span it covers. Raises RosterFaults with every fault of it."""
    from wantedtrack.deeds.duty import keep_roster  # noqa: PLC0415 (only a roster needs it)

    return keep_roster(store=office.opened.store, officer=office.officer, now=office.clock_now(), roster=roster)
