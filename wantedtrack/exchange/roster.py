"""A roster that another system wrote: who is on duty from when to when, one row a duty, CSV or xlsx."""

from collections.abc import Mapping
from pathlib import Path

from wantedtrack.errors import Invalid
from wantedtrack.exchange import guard
from wantedtrack.exchange.table_reading import CUT_OFF, FORMULAS
from wantedtrack.rules.dates import read_instant
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.roster import Columns, DutyRow, Fault, Roster

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "collar": ("collar", "collar number", "officer", "shoulder number"),
    "starts_at": ("start", "starts", "from", "on duty", "on duty from"),
    "ends_at": ("end", "ends", "to", "until", "off duty"),
}
REQUIRED = tuple(HEADINGS)
_A_TIME = "give a date and time such as 27/02/2026 07:00 or 2026-02-27T07:00"


def read_roster(path: Path, *, now: Instant, sheet: str | None = None) -> Roster:
    """Read a roster: the duties that can be read, and every row that cannot, so that the deed tells all faults together and takes in nothing.

    Raises Invalid for a file that is no roster, or has no rows, and Unavailable.
    """
    table = guard.read_guarded(guard.read_bytes(path), guard.Wanted(REQUIRED, dict(HEADINGS)), file_name=path.name, sheet=sheet)
    if not table.rows or len(table.rows) != table.counted:
        raise Invalid(f"{path.name} has no rows that can all be read. Nothing was changed.", code="empty", field="file")
    duties: list[DutyRow] = []
    faults: list[Fault] = []
    for number, (_, cells) in enumerate(table.rows, 1):
        wrong = _unread(number, cells, table.headings, now)
        faults += wrong
        if not wrong:
            ends_at = read_instant(cells["ends_at"], now=now, last=True)
            duties.append(DutyRow(number, cells["collar"].strip(), read_instant(cells["starts_at"], now=now), ends_at))
    columns = Columns(**{key: table.headings[key] for key in REQUIRED})
    return Roster(path.name, len(table.rows), tuple(duties), tuple(faults), columns)


def _unread(number: int, cells: Mapping[str, str], headings: Mapping[str, str], now: Instant) -> list[Fault]:
    """What of a row cannot be read."""
    if CUT_OFF in cells or FORMULAS in cells:
        told = "the row is cut off, or holds a formula without its result; give every cell a value"
        return [Fault(number, headings["collar"], "row_cut_off", told)]
    found: list[Fault] = []
    if not cells.get("collar", "").strip():
        found.append(Fault(number, headings["collar"], "missing_collar", "give a collar number"))
    for key in ("starts_at", "ends_at"):
        try:
            read_instant(cells.get(key, ""), now=now)
        except Invalid:
            found.append(Fault(number, headings[key], "bad_date", _A_TIME))
    return found
