"""Reading one extract: the file looked at and read at arm's length, then each row into plain values with its fate."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from wantedtrack.exchange import guard
from wantedtrack.exchange.extracts.fields import Fields, Surroundings
from wantedtrack.exchange.extracts.own_headings import with_own
from wantedtrack.exchange.extracts.sources import MODULES
from wantedtrack.exchange.table_reading import CUT_OFF, FORMULAS
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.extract_rows import Extract, ExtractRow, Fate, Source
from wantedtrack.rules.kept_text import not_kept


def read_extract(
    path: Path,
    source: Source,
    *,
    forces: Mapping[str, str],
    now: Instant,
    sheet: str | None = None,
    headings: Mapping[str, tuple[str, ...]] | None = None,
    whose: guard.GivesUp | None = None,
) -> Extract:
    """Read an extract of this source. `forces` gives the names of the forces by code; `headings` a force's own headings by key.

    Raises Invalid or Unavailable for a file that cannot be used as a whole; what is wrong with one row is that row's fate. Once
    the work `whose` file it is was given up, the reading ends with Invalid("given_up").
    """
    module = MODULES[source]
    wanted = guard.Wanted(module.REQUIRED, with_own(module.HEADINGS, headings or {}))
    data = guard.read_bytes(path)
    table = guard.read_guarded(data, wanted, file_name=path.name, sheet=sheet, whose=whose)
    around = Surroundings(table.headings, frozenset(forces), {name.lower(): code for code, name in forces.items()}, now)
    read: Callable[[Fields], ExtractRow] = module.read_row
    rows = [_one(read, source, number, cells, around) for number, (_, cells) in enumerate(table.rows, 1)]
    return Extract(path.name, hashlib.sha256(data).hexdigest(), source, table.counted, _doubles_refused(rows))


def _one(read: Callable[[Fields], ExtractRow], source: Source, number: int, told: Mapping[str, str], around: Surroundings) -> ExtractRow:
    """Read one row; what the table marked about it is no cell of it, and is told as a problem instead."""
    cells = {key: text for key, text in told.items() if key not in (CUT_OFF, FORMULAS)}
    fields = Fields(source, number, cells, around)
    if CUT_OFF in told:
        fields.refuse(CUT_OFF, "row_cut_off", f"The row has {told[CUT_OFF]} cells: it is cut off, or a separator is unquoted.")
    for key in told.get(FORMULAS, "").split():
        message = "This cell is a formula, and the file does not hold its result; its text was kept. Save the workbook in Excel, then import it again."
        fields.reserve(key, "formula_without_result", message)
    for key, text in cells.items():
        if count := not_kept(text, is_name=True):
            message = f"What cannot be kept was left out of this cell: {count:,} of its characters."
            fields.reserve(key, "left_out", message)
    return read(fields)


def _doubles_refused(rows: list[ExtractRow]) -> tuple[ExtractRow, ...]:
    """The same key twice in one file with other words: the second waits, since which is right cannot be told. The same words are left."""
    seen: dict[str, ExtractRow] = {}
    answer: list[ExtractRow] = []
    for row in rows:
        earlier = seen.get(row.key) if row.fate is not Fate.REFUSED else None
        if earlier is not None and dict(earlier.cells) != dict(row.cells):
            message = f"Row {earlier.row} of this file has the same reference and other words: say which is right."
            answer.append(replace(row, fate=Fate.NEEDS_DECISION, code="same_reference", message=message, column=""))
            continue
        if row.fate is not Fate.REFUSED:
            seen.setdefault(row.key, row)
        answer.append(row)
    return tuple(answer)
