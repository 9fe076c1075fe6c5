"""Reading a tasking sheet that came back, whatever was done to it: at arm's length, by its headings, counted twice, nothing of it believed."""

import hashlib
import re
from pathlib import Path

from wantedtrack.exchange import guard
from wantedtrack.exchange.table_reading import CUT_OFF, FORMULAS, Care
from wantedtrack.rules.returns import HEADINGS, MOST_ROWS, REQUIRED, ReturnedFile, ReturnedRow

_CARE = Care(refuses_macros=True, names_every_formula=True, takes_open_document=True, most_rows=MOST_ROWS)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_returned(path: Path, *, sheet: str | None = None, whose: guard.GivesUp | None = None) -> ReturnedFile:
    """Read a tasking sheet as xlsx, ods or CSV.

    Raises Invalid or Unavailable for a file that cannot be used as a whole: macros, a password, damage, too many rows, headings that are
    not a tasking sheet's. What is wrong with one row is that row's verdict. Answers the threat "a hostile file" of trust.md.
    """
    data = guard.read_bytes(path)
    table = guard.read_guarded(data, guard.Wanted(REQUIRED, HEADINGS, _CARE), file_name=path.name, sheet=sheet, whose=whose)
    is_workbook = table.sheet is not None and data[:200].find(b"opendocument") < 0
    rows = tuple(_row(number, cells, is_workbook=is_workbook) for number, (_, cells) in enumerate(table.rows, 1))
    return ReturnedFile(path.name, hashlib.sha256(data).hexdigest(), table.sheet, table.counted, rows)


def _row(number: int, told: dict[str, str], *, is_workbook: bool) -> ReturnedRow:
    cells = {key: _unescaped(text) if is_workbook else text for key, text in told.items() if key not in (CUT_OFF, FORMULAS)}
    return ReturnedRow(number, cells, tuple(told.get(FORMULAS, "").split()), told.get(CUT_OFF, ""))


def _unescaped(text: str) -> str:
    """What Excel writes as _xHHHH_ because XML cannot hold it; an underscore that would begin such a thing is written so itself."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
