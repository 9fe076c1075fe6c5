"""Excel workbooks that others made, read into plain cells: formulas never run, macros never looked at, size bounded before opening."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

from wantedtrack.exchange.faults import damaged, unreadable
from wantedtrack.exchange.separated_text import Cells, IsHeading

MOST_PARTS = 2000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 1024 * 1024
_HEADING_WITHIN = 30
_MOST_ROWS = 200_000
WORKBOOK = "xl/workbook.xml"
"""The part that makes an archive an Excel workbook."""

_MACROS = ("vbaproject.bin", "macrosheets/", "basic/", "scripts/")
_LOCKED = 1
"""The bit of an archive's part that says it is encrypted."""

DAMAGED = (
    InvalidFileException, CellCoordinatesException, KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, AssertionError, RuntimeError, EOFError, OSError,
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, DefusedXmlException,
)  # fmt: skip
"""What the libraries raise on the way through a file with wrong bytes in it; each was seen, or stands in their sources."""

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def refuse_bomb(data: bytes, *, file_name: str, needed: str = WORKBOOK) -> None:
    """Look at the archive's own list before anything is unpacked. Raises Invalid("too_large", "not_a_table")."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except DAMAGED:
        raise unreadable(
            file_name, "is damaged or cut off, so it cannot be opened as a workbook; fetch it again.", code="damaged"
        ) from None
    if any(part.flag_bits & _LOCKED for part in parts):
        raise unreadable(
            file_name, "is locked with a password. Open it in its own program, save it without one, and try again.", code="locked_workbook"
        )
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked / packed > MOST_RATIO):
        raise unreadable(
            file_name,
            "unpacks to far more than such a file holds and may be meant to fill the disk or the memory, so it was not opened.",
            code="too_large",
        )
    if not any(part.filename == needed for part in parts):
        raise unreadable(file_name, "is neither CSV nor an Excel workbook.", code="not_a_table")


def has_macros(data: bytes) -> bool:
    """Whether an archive that was looked at already holds macros of any kind, Excel's old ones and OpenDocument's too."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = [name.lower() for name in archive.namelist()]
    if any(name.startswith(mark) or f"/{mark}" in f"/{name}" for name in names for mark in _MACROS):
        return True
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.namelist() else b""
    return b"macroenabled" in kinds.lower()


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet: its rows that hold anything, as text, by their number from 1; and which of them holds the headings."""

    name: str
    rows: Mapping[int, Cells]
    heading_at: int


def read_sheet(data: bytes, *, sheet: str | None, is_heading: IsHeading, file_name: str, most_rows: int = _MOST_ROWS) -> SheetRows:
    """The sheet with the headings; `sheet` chooses where several have them.

    Raises Invalid("choose_sheet", "no_such_sheet", "damaged", "too_large"), and LookupError with the rows of the first sheet where none has them.
    """
    try:
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = {name: _rows(book[name], most_rows, is_heading) for name in book.sheetnames if hasattr(book[name], "iter_rows")}
        headed = {name: at for name, rows in found.items() if (at := _heading_in(rows, is_heading)) is not None}
    except _TooManyRowsError:
        raise unreadable(
            file_name, f"has a sheet with more than {most_rows:,} rows; such a file has fewer. Export a shorter period.", code="too_large"
        ) from None
    except DAMAGED as error:
        what = "is damaged, so it cannot be read to its end; open and save it in Excel, or fetch it again."
        raise damaged(file_name, error, what=what) from None
    if sheet is not None and sheet not in found:
        raise unreadable(file_name, f"has no sheet “{sheet[:60]}”; it has {', '.join(found)}.", code="no_such_sheet")
    wanted = [name for name in headed if sheet in (None, name)]
    if not wanted:
        raise LookupError([row for rows in list(found.values())[:1] for row in rows.values()])
    if len(wanted) > 1:
        raise unreadable(
            file_name, f"has these headings on more than one sheet ({', '.join(wanted)}); choose one with --sheet.", code="choose_sheet"
        )
    return SheetRows(wanted[0], found[wanted[0]], headed[wanted[0]])


class _TooManyRowsError(Exception):
    """A sheet holds more rows than an extract has."""


def _rows(sheet: Any, most_rows: int, is_heading: IsHeading) -> dict[int, Cells]:  # noqa: ANN401 (openpyxl's read-only sheets have no common type)
    """The rows of a sheet. Of one without the headings only its beginning: however long it is, it is not what was asked for."""
    # A sheet may claim 1,048,576 rows, or have them ruled and coloured, and hold three: what it claims is forgotten, what is there is read.
    sheet.reset_dimensions()
    rows: dict[int, Cells] = {}
    is_headed = False
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=None), 1):
        if number > _HEADING_WITHIN and not is_headed:
            break
        if not any(value is not None for value in row):
            continue
        rows[number] = [as_text(value) for value in row]
        is_headed = is_headed or is_heading(rows[number])
        if len(rows) > most_rows:
            raise _TooManyRowsError
    return rows


def _heading_in(rows: Mapping[int, Cells], is_heading: IsHeading) -> int | None:
    return next((number for number, row in rows.items() if number <= _HEADING_WITHIN and is_heading(row)), None)


def as_text(value: Any) -> str:  # noqa: ANN401 (whatever a cell holds)
    """A cell as text: dates as ISO, whole numbers without a point, errors as Excel shows them."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        # Excel keeps a time as a part of a day, which comes out some milliseconds before or after the second that was meant.
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return f"{value:%Y-%m-%d %H:%M:%S}" if (value.hour, value.minute, value.second) != (0, 0, 0) else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a sheet's own XML says: how many rows below the headings hold anything, and the formulas whose result the file does not hold.

    `formulas` gives the formula's text by row and column, both from 1; `reckoned` are the places of those whose result it does hold.
    """

    rows: int
    formulas: Mapping[tuple[int, int], str]
    reckoned: frozenset[tuple[int, int]] = frozenset()


def count_rows(data: bytes, sheet: str, *, after_row: int, file_name: str) -> Counted:
    """Count the rows of a sheet that hold anything below the heading row, from the sheet's own XML: the second of the two counts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        blank = _blank_strings(archive)
        count, number = 0, 0
        formulas: dict[tuple[int, int], str] = {}
        reckoned: set[tuple[int, int]] = set()
        for _, element in iterparse(io.BytesIO(archive.read(_part_of(archive, sheet))), forbid_dtd=True):
            if element.tag == f"{_NAMESPACE}row":
                number = int(element.get("r") or number + 1)
                cells = list(element.iter(f"{_NAMESPACE}c"))
                found = _formulas(cells)
                unreckoned = {column: text for column, text in found.items() if text is not None}
                reckoned |= {(number, column) for column, text in found.items() if text is None}
                formulas |= {(number, column): text for column, text in unreckoned.items()}
                count += number > after_row and (bool(unreckoned) or any(_holds_text(cell, blank) for cell in cells))
                element.clear()
    except DAMAGED as error:
        raise damaged(file_name, error, what="is damaged, so its rows cannot be counted; open and save it in Excel.") from None
    return Counted(count, formulas, frozenset(reckoned))


def _formulas(cells: list[Any]) -> dict[int, str | None]:
    """The formulas by column: the text of one without a result, None for one with. An empty text is a result; nothing at all is none."""
    found: dict[int, str | None] = {}
    for order, cell in enumerate(cells, 1):
        formula = cell.find(f"{_NAMESPACE}f")
        if formula is not None:
            place = cell.get("r")
            has_result = cell.findtext(f"{_NAMESPACE}v") or cell.get("t") == "str"
            found[column_index_from_string(coordinate_from_string(place)[0]) if place else order] = (
                None if has_result else f"={formula.text or ''}"
            )
    return found


def _holds_text(cell: Any, blank: set[str]) -> bool:  # noqa: ANN401 (an XML element)
    if cell.get("t") == "s":
        index = cell.findtext(f"{_NAMESPACE}v")
        return index is not None and index.strip() not in blank
    inline = "".join(text.text or "" for text in cell.iter(f"{_NAMESPACE}t"))
    return bool((cell.findtext(f"{_NAMESPACE}v") or inline).strip())


def _blank_strings(archive: zipfile.ZipFile) -> set[str]:
    """The shared strings that show nothing, by index."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return set()
    blank: set[str] = set()
    number = 0
    for _, element in iterparse(io.BytesIO(archive.read("xl/sharedStrings.xml")), forbid_dtd=True):
        if element.tag == f"{_NAMESPACE}si":
            if not "".join(text.text or "" for text in element.iter(f"{_NAMESPACE}t")).strip():
                blank.add(str(number))
            number += 1
            element.clear()
    return blank


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds this sheet, by the workbook's own relations."""
    relation_name = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    relation = None
    for _, element in iterparse(io.BytesIO(archive.read("xl/workbook.xml")), forbid_dtd=True):
        if element.tag == f"{_NAMESPACE}sheet" and element.get("name") == sheet:
            relation = element.get(relation_name)
    for _, element in iterparse(io.BytesIO(archive.read("xl/_rels/workbook.xml.rels")), forbid_dtd=True):
        if element.get("Id") == relation:
            target = str(element.get("Target"))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)
