"""Rows of a sheet as text: the library makes an XML element of each cell and asks for its namespace, which is half of the time of a large book.

What is written is what the library would write, attribute by attribute (a test holds the two against each other).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import datetime as library_time
from openpyxl.utils import get_column_letter

_library_time: Any = library_time
"""The library has no types here."""


class QuickRows:
    """Makes the text of one sheet's rows; remembers the number of each style."""

    def __init__(self) -> None:
        self._numbers: dict[int, tuple[Any, int]] = {}

    def row(self, number: int, dimensions: Iterable[tuple[str, Any]], cells: Iterable[Any]) -> str:
        """The whole row. The cells may be one and the same object: each is written out before the next is asked for."""
        given: Mapping[str, Any] = {"r": number, **dict(dimensions)}
        head = " ".join(f"{name}={quoteattr(str(value))}" for name, value in given.items())
        return f"<row {head}>{''.join([self._cell(cell) for cell in cells])}</row>"

    def _cell(self, cell: Any) -> str:  # noqa: ANN401 (the library's cell)
        begins = f'<c r="{_letters(cell.column)}{cell.row}" s="{self._style(cell)}"'
        value = cell._value  # noqa: SLF001 (what the property gives is a date where it is a number)
        if cell.data_type == "s":
            if not value:
                return f'{begins} t="inlineStr" />'
            kept = ' xml:space="preserve"' if value != value.strip() else ""
            return f'{begins} t="inlineStr"><is><t{kept}>{escape(value)}</t></is></c>'
        if value is None:
            return f'{begins} t="n" />'
        if cell.data_type == "b":
            return f'{begins} t="b"><v>{int(value)}</v></c>'
        return f'{begins} t="n"><v>{_library_time.to_excel(value) if isinstance(value, date) else value:.16g}</v></c>'

    def _style(self, cell: Any) -> int:  # noqa: ANN401 (the same)
        """The number of the cell's style. Styles are shared and few, and looking one up among the book's costs as much as writing the cell."""
        style = cell._style  # noqa: SLF001 (the shared object itself)
        known = self._numbers.get(id(style))
        if known is None:
            # The object is kept beside its number, so that no other can come to have its place in memory.
            known = self._numbers[id(style)] = (style, cell.style_id)
        return known[1]


@lru_cache(maxsize=256)
def _letters(column: int) -> str:
    return get_column_letter(column)
