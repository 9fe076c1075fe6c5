"""How somebody likes the queue to stand: which columns, in which order, how wide, one line or two, in which groups. No personal data is in it."""

import json
from dataclasses import asdict, dataclass, replace
from math import isfinite
from typing import Any, cast

from ui.queue.columns import COLUMNS, PLACE
from ui.queue.headings import GROUPINGS

_WIDEST = 200
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: whether it is shown, and the width that somebody gave it, in letters of the table's font, so that larger text keeps it."""

    key: str
    is_shown: bool
    width: float | None = None


@dataclass(frozen=True, slots=True)
class ViewState:
    """Columns from the left, lines of a row, and what the queue is grouped by ("" for nothing)."""

    columns: tuple[ColumnView, ...]
    lines: int = 1
    group: str = ""

    def moved(self, key: str, step: int) -> "ViewState":
        """The same with one column a place further to the left or right."""
        columns = list(self.columns)
        place = next(number for number, column in enumerate(columns) if column.key == key)
        there = min(max(place + step, 0), len(columns) - 1)
        columns.insert(there, columns.pop(place))
        return replace(self, columns=tuple(columns))

    def changed(self, key: str, *, is_shown: bool | None = None, width: float | None = None) -> "ViewState":
        """The same with one column shown or hidden, or of another width."""
        columns = tuple(
            replace(column, is_shown=column.is_shown if is_shown is None else is_shown, width=width if width is not None else column.width)
            if column.key == key
            else column
            for column in self.columns
        )
        return replace(self, columns=columns) if any(column.is_shown for column in columns) else self

    def as_text(self) -> str:
        """As the window's settings keep it."""
        return json.dumps({"columns": [asdict(column) for column in self.columns], "lines": self.lines, "group": self.group})


AS_SHIPPED = ViewState(tuple(ColumnView(column.key, column.is_shown) for column in COLUMNS))


def read_view(text: object) -> ViewState:
    """What the settings kept, as far as it can be understood: a column that is gone is left out, a new one stands where it does as shipped."""
    try:
        held: Any = json.loads(str(text))
        columns = [found for one in cast("list[Any]", held["columns"]) if (found := _column(one)) is not None]
        lines, group = int(held["lines"]), str(held["group"])
    except (ValueError, TypeError, KeyError):
        return AS_SHIPPED
    columns += [column for column in AS_SHIPPED.columns if column.key not in {one.key for one in columns}]
    if len(columns) != len(COLUMNS) or not any(column.is_shown for column in columns):
        return AS_SHIPPED
    return ViewState(tuple(columns), min(max(lines, 1), _MOST_LINES), group if group in dict(GROUPINGS) else "")


def _column(held: Any) -> ColumnView | None:  # noqa: ANN401 (whatever the settings hold)
    key = str(held["key"])
    if key not in PLACE:
        return None
    width = None if held["width"] is None or not isfinite(held["width"]) else min(max(float(held["width"]), 1.0), _WIDEST)
    return ColumnView(key, bool(held["is_shown"]), width)
