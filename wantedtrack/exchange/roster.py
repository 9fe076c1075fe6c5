"""A roster that another system wrote: who is on duty from when to when, one row a duty, CSV or xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wantedtrack.errors import Invalid
from wantedtrack.exchange import guard
from wantedtrack.exchange.table_reading import CUT_OFF, FORMULAS
from wantedtrack.rules.dates import read_instant
from wantedtrack.rules.entry import Instant

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "collar": ("collar", "collar number", "officer", "shoulder number"),
    "starts_at": ("start", "starts", "from", "on duty", "on duty from"),
    "ends_at": ("end", "ends", "to", "until", "off duty"),
}
REQUIRED = tuple(HEADINGS)
_YEAR_AHEAD_WORDS = "a date and time such as 27/02/2026 07:00 or 2026-02-27T07:00"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One duty as the file says it."""

    collar: str
    starts_at: Instant
    ends_at: Instant


def read_roster(path: Path, *, now: Instant, sheet: str | None = None) -> tuple[RosterRow, ...]:
    """Read a roster whole. Raises Invalid that names file, row and column for the first value at fault, or Unavailable; a roster with a
    fault is not taken in part, because half a roster would show gaps that are none.
    """
    table = guard.read_guarded(guard.read_bytes(path), guard.Wanted(REQUIRED, dict(HEADINGS)), file_name=path.name, sheet=sheet)
    rows = tuple(_read(path.name, number, cells, table.headings, now) for number, (_, cells) in enumerate(table.rows, 1))
    if not rows or len(rows) != table.counted:
        raise Invalid(f"{path.name} has no rows that can all be read. Nothing was changed.", code="empty", field="file")
    return rows


def _read(file: str, number: int, cells: Mapping[str, str], headings: Mapping[str, str], now: Instant) -> RosterRow:
    if CUT_OFF in cells or FORMULAS in cells:
        raise Invalid(
            f"{file}, row {number}: the row is cut off, or holds a formula without its result. Nothing was changed.",
            code="row_cut_off",
            field="file",
        )
    collar = cells.get("collar", "").strip()
    if not collar:
        raise _wrong(file, number, headings["collar"], "a collar number", "missing_collar")
    return RosterRow(collar, *(_instant(file, number, cells.get(key, ""), headings[key], now) for key in ("starts_at", "ends_at")))


def _instant(file: str, number: int, text: str, heading: str, now: Instant) -> Instant:
    try:
        return read_instant(text, now=now)
    except Invalid:
        raise _wrong(file, number, heading, _YEAR_AHEAD_WORDS, "bad_date") from None


def _wrong(file: str, number: int, heading: str, accepted: str, code: str) -> Invalid:
    return Invalid(f"{file}, row {number}, “{heading}”: give {accepted}. Nothing was changed.", code=code, field=heading)
