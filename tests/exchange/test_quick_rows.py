"""Rows written as text are letter for letter what the library would have written, whatever a cell holds."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from tests.exchange.test_every_workbook import HOSTILE
from wantedtrack.exchange.sheets_in_memory import keep_in_memory, save
from wantedtrack.rules.cell_text import safe_text

_NUMBERS = (0, 1, -7, 0.1, 1 / 3, 1e21, 1.5e-9, 46083.708333333336, 12345678901234567890, True, False, None, "")
_WALL = (datetime(2026, 3, 29, 1, 30), datetime(1900, 1, 1), datetime(2026, 3, 2, 17, 0, 59, 999000), date(1987, 11, 3))  # noqa: DTZ001 (a spreadsheet keeps wall time)


def _cells(sheet: Any, values: tuple[Any, ...]) -> Iterator[Any]:
    for number, value in enumerate(values):
        cell = WriteOnlyCell(sheet, value=None)
        cell.font = Font(bold=number % 2 == 0)
        if isinstance(value, str):
            cell._value, cell.data_type = safe_text(value), "s"
        else:
            cell.value = value
        yield cell


def _written(path: Path, *, quick: bool) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Rows")
    if quick:
        keep_in_memory(sheet)
    sheet.row_dimensions[1].height = 27
    for values in (HOSTILE, _NUMBERS, _WALL, tuple(f" {text} " for text in HOSTILE), ()):
        sheet.append(list(_cells(sheet, values)))
    save(book, path) if quick else book.save(path)
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_a_sheet_is_as_the_library_writes_it(tmp_path: Path) -> None:
    quick, library = (_written(tmp_path / f"{name}.xlsx", quick=name == "quick") for name in ("quick", "library"))
    assert quick == library
    assert quick.count(b"<row ") == 5
