"""The seal of a workbook: one text of everything that is seen in its cells, and SHA-256 of it. Answers the threat "a dishonest supervisor".

A page is its name and its rows; a row is the canonical texts of its cells, without empty ones at its end. Fonts, widths and colours are not
sealed: a program that saves the file again may change them, and no words change with them.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wantedtrack.rules.cell_text import held_text, safe_text, seen_text
from wantedtrack.rules.sheets import NOTHING, Cell, Kind, Sheet
from wantedtrack.rules.shifts import to_force_time

Row = tuple[str, ...]
_DIGITS = ".10g"
_CHECK_BYTES, CHECK_LENGTH = 3, 4


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet as it is sealed."""

    name: str
    rows: tuple[Row, ...]


def text_cell(text: str) -> str:
    """A text in canonical form; one that shows nothing is an empty cell."""
    seen = seen_text(text)
    return f"t:{seen}" if seen else ""


def number_cell(value: float) -> str:
    """A number in canonical form: to ten digits, more than any program loses on the way."""
    return f"n:{value:{_DIGITS}}"


def age_cell(value: float) -> str:
    """A number of days, as a column of ages shows it."""
    return f"a:{value:{_DIGITS}}"


def instant_cell(wall: datetime) -> str:
    """A time on the force's wall clock, to the second."""
    return f"i:{wall:%Y-%m-%d %H:%M:%S}"


def date_cell(day: date) -> str:
    """A date."""
    return f"d:{day:%Y-%m-%d}"


def cell_of(value: Cell, kind: Kind) -> str:
    """A value of a sheet in canonical form, as it is read back from the cell that it is written into."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return age_cell(value) if kind is Kind.DAYS else number_cell(value)
    if kind is Kind.INSTANT and value != NOTHING:
        return instant_cell(wall_of(value))
    if kind is Kind.DATE and value != NOTHING:
        return date_cell(date.fromisoformat(value))
    return text_cell(held_text(safe_text(value)))


def wall_of(text: str) -> datetime:
    """An instant's ISO text on the force's wall clock, as a spreadsheet keeps time."""
    instant = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    return to_force_time(instant).replace(tzinfo=None)


def trimmed(cells: Sequence[str]) -> Row:
    """A row without the empty cells at its end."""
    until = len(cells)
    while until and not cells[until - 1]:
        until -= 1
    return tuple(cells[:until])


def page_of(sheet: Sheet) -> Page:
    """A table as it is sealed: its headings, then its rows, the one that reads None where it has none."""
    kinds = [column.kind for column in sheet.columns]
    rows: list[Row] = [tuple(text_cell(column.heading) for column in sheet.columns)]
    rows += [trimmed([cell_of(value, kind) for value, kind in zip(row, kinds, strict=True)]) for row in sheet.shown_rows]
    return Page(sheet.name, tuple(rows))


def seal_of(pages: Iterable[Page]) -> str:
    """SHA-256, in hexadecimal, of the pages in their order."""
    whole = hashlib.sha256()
    for page in pages:
        whole.update(f"{page.name}\x1d".encode())
        for row in page.rows:
            whole.update(("\x1f".join(row) + "\x1e").encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def aloud(digest: str) -> str:
    """The first sixteen characters of a digest in groups of four, to read over the telephone."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def check_of(cells: Iterable[str]) -> str:
    """Four characters that say whether a row or a column is the one that was written; they find a place, they do not seal it."""
    digest = hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).digest()
    return base64.b64encode(digest[:_CHECK_BYTES], b"-_").decode()


def row_checks(page: Page) -> str:
    """The checks of all rows of a page, one after the other."""
    return "".join(check_of(row) for row in page.rows)


def column_checks(page: Page) -> str:
    """The checks of all columns of a page."""
    return "".join(check_of(column) for column in columns_of(page))


def columns_of(page: Page) -> Iterator[Row]:
    """The columns of a page, each as long as the page."""
    wide = max((len(row) for row in page.rows), default=0)
    for place in range(wide):
        yield tuple(row[place] if place < len(row) else "" for row in page.rows)
