"""OpenDocument spreadsheets, as LibreOffice saves them: the sheet with the headings as plain cells, counted a second time by another way.

Written here, because of a file's text, dates and formulas nothing more is needed, and the libraries that read all of it cannot tell a formula
from what it shows. Formulas are never run and macros never looked at; the archive is looked at before it is opened, as a workbook is.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from defusedxml.ElementTree import iterparse

from wantedtrack.exchange.faults import damaged, unreadable
from wantedtrack.exchange.separated_text import Cells, IsHeading
from wantedtrack.exchange.workbook_cells import DAMAGED, Counted, SheetRows, as_text

CONTENT = "content.xml"
"""The part that makes an archive an OpenDocument file."""

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE, _OFFICE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text")
)  # fmt: skip
_ROW, _CELL, _COVERED, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TABLE}table"
_PARAGRAPH, _ANNOTATION = f"{_TEXT}p", f"{_OFFICE}annotation"
_HEADING_WITHIN = 30
_WIDEST = 200
_MOST_REPEATED = 200_000
"""Of a filled row that says it stands for more, no more is looked at: a thousand million of them must not cost a minute."""

_CLOCK = re.compile(r"PT(\d+)H(\d+)M")


def is_one(data: bytes) -> bool:
    """Whether an archive says that it is an OpenDocument spreadsheet; the name of its kind is its first part, unpacked."""
    return _KIND in data[:200]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    formula: str


def read_sheet(data: bytes, *, sheet: str | None, is_heading: IsHeading, file_name: str, most_rows: int) -> SheetRows:
    """The first sheet with the headings, or the one named.

    Raises Invalid("no_such_sheet", "damaged", "too_large"), and LookupError with the rows of the first sheet where none has them.
    """
    try:
        found = _sheets(data, most_rows, is_heading)
    except _TooManyRowsError:
        raise unreadable(file_name, f"has a sheet with more than {most_rows:,} rows; such a file has fewer.", code="too_large") from None
    except DAMAGED as error:
        raise damaged(file_name, error, what="is damaged, so it cannot be read to its end; save it again.") from None
    if sheet is not None and sheet not in found:
        raise unreadable(file_name, f"has no sheet “{sheet[:60]}”; it has {', '.join(found)}.", code="no_such_sheet")
    for name, rows in found.items():
        heading = next((number for number, row in rows.items() if number <= _HEADING_WITHIN and is_heading(row)), None)
        if heading is not None and sheet in (None, name):
            return SheetRows(name, rows, heading)
    raise LookupError([row for rows in list(found.values())[:1] for row in rows.values()])


def _sheets(data: bytes, most_rows: int, is_heading: IsHeading) -> dict[str, dict[int, Cells]]:
    """The rows that hold anything, by sheet and by number. Of a sheet without the headings only its beginning is kept."""
    found: dict[str, dict[int, Cells]] = {}
    headed: set[str] = set()
    for name, number, cells in _rows(data):
        rows = found.setdefault(name, {})
        if number > _HEADING_WITHIN and name not in headed:
            continue
        if any(cell.text.strip() for cell in cells):
            rows[number] = [cell.text for cell in cells]
            if name not in headed and is_heading(rows[number]):
                headed.add(name)
        if len(rows) > most_rows:
            raise _TooManyRowsError
    return found


class _TooManyRowsError(Exception):
    """A sheet holds more rows than such a file has."""


def count_rows(data: bytes, sheet: str, *, after_row: int, file_name: str) -> Counted:
    """Count the rows below the headings that hold anything, by their text alone; and name the formulas."""
    count, reckoned, bare = 0, set[tuple[int, int]](), dict[tuple[int, int], str]()
    try:
        for name, number, cells in _rows(data):
            if name != sheet:
                continue
            count += number > after_row and any(cell.text.strip() or cell.formula for cell in cells)
            for column, cell in enumerate(cells, 1):
                if cell.formula and cell.text.strip():
                    reckoned.add((number, column))
                elif cell.formula:
                    bare[number, column] = cell.formula
    except DAMAGED as error:
        raise damaged(file_name, error, what="is damaged, so its rows cannot be counted; save it again.") from None
    return Counted(count, bare, frozenset(reckoned))


def _rows(data: bytes) -> Iterator[tuple[str, int, list[_Cell]]]:
    """Sheet, row from 1 and cells. A row that stands for many is given once if it is empty, and else as often as it says."""
    content = zipfile.ZipFile(io.BytesIO(data)).read(CONTENT)
    name, number = "", 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start" and element.tag == _SHEET:
            name, number = str(element.get(f"{_TABLE}name") or ""), 0
        elif event == "end" and element.tag == _ROW:
            cells = _cells(element)
            repeated = _count_of(element, "number-rows-repeated")
            is_filled = any(cell.text or cell.formula for cell in cells)
            for place in range(min(repeated, _MOST_REPEATED) if is_filled else 1):
                yield name, number + place + 1, cells
            number += repeated
            element.clear()


def _cells(row: Any) -> list[_Cell]:  # noqa: ANN401 (an XML element)
    cells: list[_Cell] = []
    for element in row:
        if element.tag not in (_CELL, _COVERED):
            continue
        cell = _Cell(_text_of(element), str(element.get(f"{_TABLE}formula") or ""))
        repeated = _count_of(element, "number-columns-repeated")
        if len(cells) < _WIDEST:
            cells += [cell] * min(repeated, _WIDEST - len(cells))
    return cells


def _count_of(element: Any, what: str) -> int:  # noqa: ANN401 (an XML element)
    return max(1, int(element.get(f"{_TABLE}{what}") or 1))


def _text_of(cell: Any) -> str:  # noqa: ANN401 (an XML element)
    """A cell as text: a date by its value and never as it is shown, a number without a point where it is whole."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return as_text(datetime.fromisoformat(str(cell.get(f"{_OFFICE}date-value"))[:26]))
    if kind == "time" and (clock := _CLOCK.match(str(cell.get(f"{_OFFICE}time-value")))):
        return f"{clock[1]}:{clock[2]}"
    if kind in ("float", "currency", "percentage"):
        return as_text(float(str(cell.get(f"{_OFFICE}value"))))
    return "\n".join(_paragraph(part) for part in cell if part.tag == _PARAGRAPH)


_SPACE, _TAB, _BREAK = f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"


def _paragraph(element: Any) -> str:  # noqa: ANN401 (an XML element)
    """The text of a paragraph with its spaces, tabs and breaks, which OpenDocument writes as elements of their own."""
    said = element.text or ""
    for part in element:
        if part.tag == _SPACE:
            said += " " * int(part.get(f"{_TEXT}c") or 1)
        elif part.tag in (_TAB, _BREAK):
            said += "\t" if part.tag == _TAB else "\n"
        elif part.tag != _ANNOTATION:
            said += _paragraph(part)
        said += part.tail or ""
    return said
