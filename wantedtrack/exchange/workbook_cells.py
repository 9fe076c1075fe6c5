"""Excel workbooks that others made, read into plain cells: formulas never run, macros never looked at, size bounded before opening."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wantedtrack.exchange.faults import unreadable
from wantedtrack.exchange.separated_text import Cells, IsHeading

MOST_PARTS = 2000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 200
_SMALL = 1024 * 1024
_HEADING_WITHIN = 30
_MOST_ROWS = 200_000
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def refuse_bomb(data: bytes, *, file_name: str) -> None:
    """Look at the archive's own list before anything is unpacked. Raises Invalid("too_large", "not_a_table")."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise unreadable(
            file_name, "is damaged or cut off, so it cannot be opened as a workbook; fetch it again.", code="damaged"
        ) from None
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked / packed > MOST_RATIO):
        raise unreadable(file_name, "unpacks to far more than an extract holds, so it was not opened.", code="too_large")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise unreadable(file_name, "is neither CSV nor an Excel workbook.", code="not_a_table")


def read_sheets(data: bytes, *, sheet: str | None, is_heading: IsHeading, file_name: str) -> tuple[str, list[Cells], int]:
    """The sheet with the headings: its name, its rows as text, and the index of the heading row.

    `sheet` chooses where several have them. Raises Invalid("no_headings", "choose_sheet", "no_such_sheet", "damaged").
    """
    try:
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = {name: rows for name in book.sheetnames if (rows := _rows(book[name])) is not None}
        with_headings = {name: index for name, rows in found.items() if (index := _heading_in(rows, is_heading)) is not None}
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        ParseError,
        DefusedXmlException,
        EOFError,
        OSError,
    ):
        raise unreadable(
            file_name, "is damaged, so it cannot be read to its end; open and save it in Excel, or fetch it again.", code="damaged"
        ) from None
    if sheet is not None and sheet not in found:
        raise unreadable(file_name, f"has no sheet “{sheet[:60]}”; it has {', '.join(found)}.", code="no_such_sheet")
    wanted = {name: index for name, index in with_headings.items() if sheet in (None, name)}
    if not wanted:
        nothing: list[Cells] = []
        top = next(iter(found.values()), nothing)
        raise LookupError(top)
    if len(wanted) > 1:
        raise unreadable(
            file_name, f"has these headings on more than one sheet ({', '.join(wanted)}); choose one with --sheet.", code="choose_sheet"
        )
    name, index = next(iter(wanted.items()))
    return name, found[name], index


def _rows(sheet: Any) -> list[Cells] | None:  # noqa: ANN401 (openpyxl's read-only sheets have no common type)
    if not hasattr(sheet, "iter_rows"):
        return None
    if hasattr(sheet, "reset_dimensions"):
        # A sheet may claim 1,048,576 rows and have three: what it claims is forgotten, what is there is read.
        sheet.reset_dimensions()
    rows: list[Cells] = []
    for row in sheet.iter_rows(values_only=True, max_row=None):
        rows.append([as_text(value) for value in row])
        if len(rows) > _MOST_ROWS:
            raise ValueError
    return rows


def _heading_in(rows: list[Cells], is_heading: IsHeading) -> int | None:
    return next((index for index, row in enumerate(rows[:_HEADING_WITHIN]) if is_heading(row)), None)


def as_text(value: Any) -> str:  # noqa: ANN401 (whatever a cell holds)
    """A cell as text: dates as ISO, whole numbers without a point, errors as Excel shows them."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if (value.hour, value.minute, value.second) != (0, 0, 0) else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def count_rows(data: bytes, sheet: str, *, after_row: int, file_name: str) -> int:
    """Count the rows of a sheet that hold anything below the heading row, from the sheet's own XML: the second of the two counts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        blank = _blank_strings(archive)
        count, number = 0, 0
        for _, element in iterparse(io.BytesIO(archive.read(_part_of(archive, sheet))), forbid_dtd=True):
            if element.tag == f"{_NAMESPACE}row":
                number = int(element.get("r") or number + 1)
                count += number > after_row and any(_holds_text(cell, blank) for cell in element.iter(f"{_NAMESPACE}c"))
                element.clear()
    except (KeyError, ValueError, ParseError, DefusedXmlException, zipfile.BadZipFile, EOFError):
        raise unreadable(file_name, "is damaged, so its rows cannot be counted; open and save it in Excel.", code="damaged") from None
    return count


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
