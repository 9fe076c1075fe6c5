"""A sheet as plain data: named columns that know what they hold, and rows of plain values. Workbook, window and seal read the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Cell = str | int | float | None
"""Text, a number, or an instant or date as ISO text in a column that holds such; None is an empty cell."""


NOTHING = "None"
"""What the one row of an empty table reads."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DAYS = "days"
    DATE = "date"
    INSTANT = "instant"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, its width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `says` tells what an empty one means."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    says: str = ""

    @property
    def shown_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Its rows as they are printed: one that reads None where there are none."""
        return self.rows or ((NOTHING, *(None for _ in self.columns[1:])),)

    def as_plain(self) -> dict[str, Any]:
        """The sheet as JSON holds it."""
        columns = [[column.heading, column.kind.value, column.width] for column in self.columns]
        return {"name": self.name, "columns": columns, "rows": [list(row) for row in self.rows], "says": self.says}


def sheet_from(plain: Mapping[str, Any]) -> Sheet:
    """The sheet that `as_plain` gave."""
    columns = tuple(Column(heading, Kind(kind), width) for heading, kind, width in plain["columns"])
    return Sheet(plain["name"], columns, tuple(tuple(row) for row in plain["rows"]), plain["says"])
