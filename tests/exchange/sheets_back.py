"""A tasking sheet in the hands of a team: filled in by headings, then mangled as people and spreadsheet programs do."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

Mangle = Callable[[list[list[Any]]], list[list[Any]]]


def fill(path: Path, rows: Mapping[int, Mapping[str, Any]], out: Path) -> Path:
    """Fill in rows of the sheet (counted from 1 below the headings) by heading; a text is always text, whatever it looks like."""
    book = load_workbook(path)
    sheet = book["Tasks"]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}
    for row, values in rows.items():
        for heading, value in values.items():
            cell = sheet.cell(row + 1, columns[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(out)
    return out


def cells_of(path: Path) -> list[list[Any]]:
    """All cells of the list, headings first."""
    return [list(row) for row in load_workbook(path)["Tasks"].iter_rows(values_only=True)]


def rewritten(path: Path, out: Path, mangle: Mangle) -> Path:
    """The list as another program writes it: bare cells, no styles, no protection, in a workbook of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(mangle(cells_of(path)), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(out)
    return out


def as_csv(path: Path, out: Path, *, separator: str = ",", encoding: str = "utf-8", day: str = "%d/%m/%Y %H:%M") -> Path:
    """The list saved as separated text, dates as somebody's settings show them."""
    with out.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        for row in cells_of(path):
            writer.writerow([value.strftime(day) if hasattr(value, "strftime") else "" if value is None else value for value in row])
    return out


def moved(order: Sequence[int]) -> Mangle:
    """Columns in another order."""
    return lambda rows: [[row[place] for place in order] for row in rows]


def feet_of(path: Path) -> list[str]:
    """What stands at the left below the pages of each sheet of a workbook."""
    sheets: list[Any] = list(load_workbook(path))
    return [str(sheet.oddFooter.left.text) for sheet in sheets]
