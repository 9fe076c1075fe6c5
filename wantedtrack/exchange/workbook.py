"""Writing workbooks: one function writes every cell, so that what a person typed can never become a formula.

Styles are made once and shared: a style set on each cell took six times as long (docs/decisions/0001-the-ground.md and the benchmarks).
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from wantedtrack.exchange.charts import Charted, add_charts
from wantedtrack.exchange.sheets_in_memory import keep_in_memory
from wantedtrack.exchange.sheets_in_memory import save as save_packed
from wantedtrack.exchange.text_heights import FONT, SIZE, filled, row_height
from wantedtrack.exchange.whole_file import write_whole
from wantedtrack.exchange.workbook_pictures import add_bars
from wantedtrack.rules.cell_text import safe_text, seen_text
from wantedtrack.rules.seal import wall_of
from wantedtrack.rules.sheets import NOTHING, Cell, Kind, Sheet

_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r", "\n")
_TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.BAND)
_INK, _HEADING, _RULE = "FF1B1F24", "FF24384D", "FFD5DAE0"
_BANDS = {"high": ("FF8B1A1A", "FFFFFFFF"), "medium": ("FFF2B705", "FF000000"), "standard": ("FFD6E9F8", "FF000000")}
_FIGURES = (Kind.NUMBER, Kind.DAYS)
_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.INSTANT: "dd/mm/yyyy hh:mm", Kind.DAYS: '0.0" d"', Kind.NUMBER: "#,##0.##"}
_A3, _A4 = 8, 9
_PAGE_WIDE = {_A3: 210, _A4: 150}
"""Characters that a page lying on its side holds at its full size."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on every page: marking, notices, and the document's own properties."""

    title: str
    subject: str
    force: str
    marking: str
    notices: Sequence[str]
    export: int | None = None

    @property
    def ending(self) -> str:
        """What ends the foot of each page: the number under which this file is noted as having left."""
        return "" if self.export is None else f" · export {self.export}"


Styled = tuple[Cell | date, str]
"""A value and the name of its style."""


class Book:
    """A workbook being written, sheet by sheet, in bounded memory."""

    _points: int = SIZE
    """The size of its plain text; widths of columns are always reckoned in letters of SIZE."""

    def __init__(self, marks: Marks) -> None:
        """Begin an empty workbook with its properties; nothing is on disk yet."""
        self._book = Workbook(write_only=True)
        self._marks = marks
        self._tables = 0
        properties = self._book.properties
        # Not through a cell's way of writing, so without what XML cannot hold; and of these a spreadsheet program keeps no more.
        properties.title, properties.subject = seen_text(marks.title)[:_LONGEST_PROPERTY], seen_text(marks.subject)[:_LONGEST_PROPERTY]
        properties.language = "en-GB"
        properties.creator = properties.lastModifiedBy = seen_text(marks.force)[:_LONGEST_PROPERTY]
        # Of this one face all widths are reckoned, those of the columns too.
        plain = Font(name=FONT, size=SIZE)
        book: Any = self._book
        book._fonts = IndexedList([plain])  # noqa: SLF001 (the library has no public way to choose the face of a book)
        book._named_styles["Normal"].font = plain  # noqa: SLF001 (the same)
        self._scratch = self._book.create_sheet("scratch")
        self._styles = self._make_styles()
        self._book.remove(self._scratch)

    def _style(
        self,
        *,
        size: int | None = None,
        bold: bool = False,
        ink: str = _INK,
        fill: str | None = None,
        fmt: str = "General",
        quoted: bool = False,
        line: bool = True,
        wraps: bool = True,
        across: str = "left",
    ) -> Any:  # noqa: ANN401 (openpyxl's own style array)
        cell = WriteOnlyCell(self._scratch)
        cell.font = Font(name=FONT, size=size or self._points, bold=bold, color=ink)
        # A figure keeps off the words of the next column.
        cell.alignment = Alignment(vertical="top", horizontal=across, wrap_text=wraps, indent=int(across == "right"))
        if fill is not None:
            cell.fill = PatternFill("solid", fgColor=fill)
        if line:
            cell.border = Border(bottom=Side(style="thin", color=_RULE))
        cell.number_format = fmt
        cell.quotePrefix = quoted
        return cell._style  # noqa: SLF001 (sharing this array is what keeps a large workbook fast)

    def _make_styles(self) -> Mapping[str, Any]:
        styles = {kind.value: self._style(fmt=_FORMATS.get(kind, "@"), across="right" if kind in _FIGURES else "left") for kind in Kind}
        styles |= {"quoted": self._style(fmt="@", quoted=True), "heading": self._style(bold=True, ink="FFFFFFFF", fill=_HEADING)}
        styles |= {
            "title": self._style(size=20, bold=True, line=False, wraps=False),
            "label": self._style(bold=True),
            "plain": self._style(),
            "figure": self._style(fmt="#,##0"),
            "head": self._style(size=10, bold=True, ink=_HEADING),
        }
        styles |= {"notice": self._style(size=11, bold=True, ink="FF8B1A1A", line=False), "told": self._style(line=False)}
        return styles | {f"band-{band}": self._style(bold=True, ink=ink, fill=fill, fmt="@") for band, (fill, ink) in _BANDS.items()}

    def _cell(self, cell: Any, value: Cell | date, style: str) -> Any:  # noqa: ANN401 (openpyxl's write-only cell)
        """The one function that writes a cell. Text is always text: whatever it looks like, it is stored and shown as it was typed."""
        if isinstance(value, str):
            style = "quoted" if style in _PLAIN_TEXT and value.startswith(_LOOKS_LIKE_A_FORMULA) else style
            cell._value, cell.data_type = safe_text(value), "s"  # noqa: SLF001 (the setter would read "=1+1" as a formula)
        else:
            cell._value, cell.data_type = value, "d" if isinstance(value, date) else "b" if isinstance(value, bool) else "n"  # noqa: SLF001 (the setter guesses a format anew for each cell)
        cell._style = self._styles[style]  # noqa: SLF001 (see _style)
        return cell

    def _new_sheet(self, name: str) -> Any:  # noqa: ANN401 (openpyxl's write-only sheet)
        """A sheet that takes rows of (value, style)."""
        sheet: Any = self._book.create_sheet(name)
        keep_in_memory(sheet)
        # The library's own way makes two cells of each value and raises an error for every one that is a cell already: half of the time of a large book.
        sheet._values_to_row = partial(self._as_cells, WriteOnlyCell(sheet))  # noqa: SLF001 (there is no public way to hand it cells)
        return sheet

    def _as_cells(self, cell: Any, values: Iterable[Styled], row: int) -> Iterator[Any]:  # noqa: ANN401 (openpyxl's cell)
        """One cell after the other in the same object: each is written out before the next is asked for."""
        for column, (value, style) in enumerate(values, 1):
            cell.row, cell.column = row, column
            yield self._cell(cell, value, style)

    def add_cover(self, name: str, title: str, lines: Iterable[tuple[str, Cell | date, str]]) -> None:
        """Add a page of labels and values: `lines` are label, value, style (plain, notice, told, instant, figure or head)."""
        self.add_compared(name, title, ((label, value, style, None) for label, value, style in lines))

    def add_compared(
        self, name: str, title: str, lines: Iterable[tuple[str, Cell | date, str, Cell]], *, begins_page: Sequence[str] = ()
    ) -> None:
        """Add a page of labels and values, beside some a third cell: what it was before, or how it stands. On paper a line with a label of
        `begins_page` stands at the head of a page.
        """
        sheet = self._new_sheet(name)
        self._set_up(sheet, paper=_A4, heading_row=False)
        for letter, width in zip("ABC", _COVER_WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.row_dimensions[1].height = 30
        sheet.append([(title, "title")])
        for number, (label, value, style, third) in enumerate(lines, 2):
            said = (label, value if isinstance(value, str) else None, third if isinstance(third, str) else None)
            sheet.row_dimensions[number].height = row_height(said, _COVER_WIDTHS) + (6 if style == "head" else 0)
            if label in begins_page:
                sheet.row_breaks.append(Break(id=number - 1))
            last = [] if third is None else [(third, style if style in ("head", "figure") else "plain")]
            sheet.append([(label, style if style in _WHOLE_ROW else "label"), (value, style), *last])

    def add_table(self, content: Sheet, *, large: bool = False, chart: Any = None) -> None:  # noqa: ANN401 (openpyxl's charts have no common type)
        """Add a sheet that is one table: headings in the first row, real dates and numbers, one row reading None where it is empty.

        A chart, where there is one, stands below the table.
        """
        sheet = self._new_sheet(content.name)
        paper = _A3 if large else _A4
        self._set_up(sheet, paper=paper, heading_row=True)
        kinds = [column.kind for column in content.columns]
        widths = filled([column.width for column in content.columns], _PAGE_WIDE[paper])
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        # Before its row: a sheet that is only written has let go of a row once it has been added.
        sheet.row_dimensions[1].height = row_height([column.heading for column in content.columns], [width - 3 for width in widths])
        sheet.append([(column.heading, "heading") for column in content.columns])
        texts = [(place, width) for place, (kind, width) in enumerate(zip(kinds, widths, strict=True)) if kind in _TEXT_KINDS]
        wide = [width for _, width in texts]
        for number, row in enumerate(content.shown_rows, 2):
            # As the row's own tag has it, and let go of with the row: the library's object for it takes longer than the row.
            sheet.row_dimensions[number] = _at_height(row_height([row[place] for place, _ in texts], wide))
            sheet.append([_typed(value, kind) for value, kind in zip(row, kinds, strict=True)])
        self._as_table(sheet, content)
        add_bars(sheet, content)
        if chart is not None:
            sheet.row_breaks.append(Break(id=len(content.shown_rows) + 1))
            sheet.add_chart(chart, f"A{len(content.shown_rows) + 3}")

    def keep_marks(self, marks: Mapping[str, str]) -> None:
        """Keep texts among the file's own properties, where a program that saves it again leaves them."""
        properties: Any = getattr(self._book, "custom_doc_props")  # noqa: B009 (the library's types do not know it yet)
        # Its own append looks through all names for each: the square of thousands.
        properties.props = [*properties.props, *(StringProperty(name=name, value=text) for name, text in marks.items())]

    def _as_table(self, sheet: Any, content: Sheet) -> None:  # noqa: ANN401 (openpyxl's sheets have no common type)
        self._tables += 1
        last = f"{get_column_letter(len(content.columns))}{max(1, len(content.rows)) + 1}"
        table: Any = Table(displayName=f"{re.sub(r'[^A-Za-z0-9]', '', content.name)}{self._tables}", ref=f"A1:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        table._initialise_columns()  # noqa: SLF001 (a write-only sheet cannot be read back for its headings)
        for column, named in zip(table.tableColumns, content.columns, strict=True):
            assert isinstance(column, TableColumn)  # noqa: S101 (openpyxl has just made them)
            column.name = named.heading
        # add_table only adds this, and a warning that the columns must be named by hand, as they were just now.
        sheet.tables.add(table)

    def _set_up(self, sheet: Any, *, paper: int, heading_row: bool) -> None:  # noqa: ANN401 (openpyxl's sheets have no common type)
        """Page, header and footer. An ampersand is doubled: alone it begins a code."""
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.7
        if heading_row:
            sheet.print_title_rows = "1:1"
            sheet.freeze_panes = "B2"
        said, marking = _on_a_page(" · ".join(self._marks.notices)), _on_a_page(self._marks.marking)
        sheet.oddHeader.center.text = f"&B{marking}&B · {said}"
        # Nothing in the middle: a small sheet is printed large, footer and all, and the left would run into it.
        right = f"{marking} · &A, page &P of &N"
        sheet.oddFooter.left.text = _clipped(_on_a_page(self._marks.title), self._marks.ending, _MOST_IN_A_FOOT - len(right))
        sheet.oddFooter.right.text = right
        for part in (sheet.oddHeader.center, sheet.oddFooter.left, sheet.oddFooter.right):
            part.size = 9

    def draw(self, on: str, charts: Sequence[Charted]) -> None:
        """Draw native charts on the sheet of that name, from sheets that are in the book already; on paper no chart is parted."""
        sheet: Any = self._book[on]
        sheet.page_setup.fitToHeight = 1
        add_charts(self._book, on, charts)

    def save(self, path: Path) -> None:
        """Put the whole file in its place. Raises Unavailable; what stood there before then still does."""
        write_whole(path, partial(save_packed, self._book), check=_is_whole)

    def __enter__(self) -> Self:
        """The book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the sheets that were never saved: the library warns of each that is left open."""
        for sheet in self._book.worksheets:
            unsaved: Any = sheet
            if not unsaved.closed:
                unsaved.close()


def _at_height(points: float) -> tuple[tuple[str, str], ...]:
    return ("ht", f"{points:.16g}"), ("customHeight", "1")


_LONGEST_PROPERTY = 255
_MOST_IN_A_FOOT = 240
"""A spreadsheet program calls a file damaged whose head or foot has more than 255 characters, those that set the size of its letters among them."""


def _on_a_page(text: str) -> str:
    """A text for the head or foot of pages, where an ampersand begins a command unless it is doubled."""
    return seen_text(text).replace("&", "&&")


def _clipped(text: str, ending: str, most: int) -> str:
    room = most - len(ending)
    if len(text) > room:
        text = text[: room - 2].rstrip("& ") + " …"
    return text + ending


def _typed(value: Cell, kind: Kind) -> Styled:
    """A value of the handover as its cell holds it, with the style of its kind."""
    if kind in (Kind.DATE, Kind.INSTANT) and isinstance(value, str) and value != NOTHING:
        return day_of(value) if kind is Kind.DATE else wall_of(value), kind.value
    if kind is Kind.BAND and isinstance(value, str) and "(" in value:
        return value, f"band-{value.rpartition('(')[2].rstrip(')')}"
    return value, kind.value


_COVER_WIDTHS = (27, 100, 23)
_WHOLE_ROW = ("notice", "told", "head")
_PLAIN_TEXT = (*(kind.value for kind in _TEXT_KINDS), "plain")


def _is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except zipfile.BadZipFile:
        return False


def day_of(text: str) -> date:
    """A date's ISO text."""
    return date.fromisoformat(text)
