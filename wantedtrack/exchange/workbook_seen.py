"""What is seen in a workbook's cells, read from the file's own parts in the form that is sealed: value and number format together, formulas as such.

The library's reader would make an object of each cell, and would not say what is hidden. Nothing is run, and a document type is refused. Answers
the threats "a hostile file" and "a dishonest supervisor" of trust.md.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from posixpath import join, normpath
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from wantedtrack.exchange.faults import damaged, refuse_old_office
from wantedtrack.exchange.workbook_cells import DAMAGED, refuse_bomb
from wantedtrack.exchange.workbook_over import COMMENTS, DRAWING, OVER_TAGS, LaidOver, unreadable_styles
from wantedtrack.exchange.xml_parts import walk
from wantedtrack.rules.cell_text import held_text
from wantedtrack.rules.seal import Row, age_cell, date_cell, instant_cell, number_cell, text_cell, trimmed

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships|id"
_YES = ("1", "true", "on")
_LEGIBLE_POINTS, _LEGIBLE_WIDTH = 4.0, 1.0
"""A row lower than this, or a column narrower, shows nothing that can be read: as good as hidden."""
_HALF_A_SECOND = timedelta(milliseconds=500)
_MOST_ROWS, _FAR = 1_048_576, 1000
_INSTANT, _DATE, _AGE, _NUMBER, _WHOLE, _OTHER = range(6)
_KNOWN = {
    "dd/mm/yyyy hh:mm": _INSTANT, "dd/mm/yyyy": _DATE, "0.0 d": _AGE, "#,##0.##": _NUMBER, "general": _NUMBER, "@": _NUMBER,
    "#,##0": _WHOLE, "0": _WHOLE,
}  # fmt: skip
"""The formats that this program writes, as they stand once a program has saved them again its own way; what shows otherwise is another cell."""

_DRESS = re.compile(r"\[\$[^\]]*\]|\\|\"|;@$")


@dataclass(slots=True)
class SeenSheet:
    """A sheet as it is seen: its rows in canonical form, the places that are hidden, in words, and what lies over its cells."""

    name: str
    is_hidden: bool
    rows: list[Row] = field(default_factory=list[Row])
    hidden: list[str] = field(default_factory=list[str])
    over: LaidOver = field(default_factory=LaidOver)


@dataclass(frozen=True, slots=True)
class SeenBook:
    """A workbook as it is seen, with the file's own properties and the foot of its first page."""

    sheets: tuple[SeenSheet, ...]
    properties: Mapping[str, str]
    foot: str


def see_workbook(data: bytes, *, file_name: str) -> SeenBook:
    """Read everything that is seen. Raises Invalid("damaged", "too_large", "not_a_table", "locked_workbook")."""
    refuse_old_office(data, file_name=file_name)
    refuse_bomb(data, file_name=file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Archive(archive).read()
    except (*DAMAGED, expat.ExpatError) as error:
        raise damaged(file_name, error, what="is damaged, so it cannot be read as a workbook; fetch it again.") from None


class _Archive:
    """One workbook's parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())

    def read(self) -> SeenBook:
        listed: list[tuple[str, str, bool]] = []
        base = datetime(1899, 12, 30)  # noqa: DTZ001 (a spreadsheet keeps wall time)

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal base
            if tag == "sheet":
                listed.append((given["name"], given[_RELATION], given.get("state", "visible") != "visible"))
            elif tag == "workbookPr" and given.get("date1904") in _YES:
                base = datetime(1904, 1, 1)  # noqa: DTZ001 (the same)

        walk(self._part("xl/workbook.xml"), start=start)
        targets = self._targets()
        strings, formats, unreadable_ones = self._strings(), self._formats(), unreadable_styles(self._part("xl/styles.xml"))
        sheets: list[SeenSheet] = []
        foot = ""
        for name, relation, is_hidden in listed:
            sheet = SeenSheet(name, is_hidden)
            reader = _SheetReader(sheet, strings, formats, base, unreadable_ones)
            if "worksheets" in targets[relation]:
                walk(self._part(targets[relation]), start=reader.start, end=reader.end, text=reader.text)
                sheet.over.head(reader.head)
                self._look_beside(sheet, targets[relation])
            foot = foot or reader.foot
            sheets.append(sheet)
        return SeenBook(tuple(sheets), self._properties(), foot)

    def _part(self, name: str) -> bytes:
        return self._archive.read(name)

    def _targets(self) -> Mapping[str, str]:
        found: dict[str, str] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship":
                target = given["Target"]
                found[given["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        walk(self._part("xl/_rels/workbook.xml.rels"), start=start)
        return found

    def _look_beside(self, sheet: SeenSheet, part: str) -> None:
        """The comments and drawings that hang on a sheet."""
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        beside: list[tuple[str, str]] = []

        def start(tag: str, given: dict[str, str]) -> None:
            kind = given.get("Type", "").rpartition("/")[2]
            if tag == "Relationship" and kind in (DRAWING, COMMENTS, "threadedComment"):
                beside.append((DRAWING if kind == DRAWING else COMMENTS, normpath(join("/", folder, given["Target"])).lstrip("/")))

        if relations in self._names:
            walk(self._part(relations), start=start)
        for kind, target in beside:
            sheet.over.beside(kind, self._part(target))

    def _strings(self) -> Sequence[str]:
        if "xl/sharedStrings.xml" not in self._names:
            return ()
        texts = _Texts()
        walk(self._part("xl/sharedStrings.xml"), start=texts.start, end=texts.end, text=texts.text)
        return texts.found

    def _formats(self) -> Sequence[tuple[int, str]]:
        """For each style of a cell: which of the known formats it is, and its text."""
        own: dict[int, str] = {}
        found: list[tuple[int, str]] = []
        inside: list[str] = []

        def start(tag: str, given: dict[str, str]) -> None:
            inside.append(tag)
            if tag == "numFmt" and "dxfs" not in inside:
                own[int(given["numFmtId"])] = given["formatCode"]
            elif tag == "xf" and "cellXfs" in inside:
                number = int(given.get("numFmtId", "0"))
                code = own.get(number, BUILTIN_FORMATS.get(number, "General"))
                plain = _DRESS.sub("", code).lower()
                found.append((_KNOWN.get(plain, _OTHER), code))

        def end(_: str) -> None:
            inside.pop()

        walk(self._part("xl/styles.xml"), start=start, end=end)
        return found or [(_NUMBER, "General")]

    def _properties(self) -> Mapping[str, str]:
        if "docProps/custom.xml" not in self._names:
            return {}
        found: dict[str, str] = {}
        name = ""

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal name
            if tag == "property":
                name = given.get("name", "")
                found[name] = ""

        def text(data: str) -> None:
            if name:
                found[name] += data

        walk(self._part("docProps/custom.xml"), start=start, text=text)
        return found


class _Texts:
    """The shared texts, each with its runs put together; how a word is spoken is not what is seen."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._is_text, self._is_spoken = False, False

    def start(self, tag: str, _: dict[str, str]) -> None:
        self._is_text = tag == "t"
        self._is_spoken = self._is_spoken or tag == "rPh"
        if tag == "si":
            self._parts = []

    def end(self, tag: str) -> None:
        self._is_text = False
        if tag == "rPh":
            self._is_spoken = False
        elif tag == "si":
            self.found.append(text_cell(held_text("".join(self._parts))))

    def text(self, data: str) -> None:
        if self._is_text and not self._is_spoken:
            self._parts.append(data)


class _SheetReader:
    """One sheet, cell after cell."""

    def __init__(
        self, sheet: SeenSheet, strings: Sequence[str], formats: Sequence[tuple[int, str]], base: datetime, unreadable_ones: frozenset[int]
    ) -> None:
        self.foot = self.head = ""
        self._unreadable = unreadable_ones
        self._sheet, self._strings, self._formats, self._base = sheet, strings, formats, base
        self._cells: list[str] = []
        self._row = self._column = 0
        self._kind, self._style = "n", 0
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._shapes: dict[str, int] = {}
        self._foot: list[str] | None = None
        self._head: list[str] = []
        self._is_far = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            place = given.get("r")
            self._column = self._place(place) if place else self._column + 1
            self._kind, self._style = given.get("t", "n"), int(given.get("s", "0"))
            self._value, self._formula = [], None
        elif tag in ("v", "t"):
            self._into = self._value
        elif tag == "f":
            self._formula = self._into = []
        elif tag == "row":
            self._begin_row(given)
        elif tag == "col":
            self._column_hidden(given)
        elif tag == "sheetFormatPr" and given.get("zeroHeight") in _YES:
            self._sheet.hidden.append("every row without a height of its own is hidden")
        elif tag == "oddFooter":
            self._into = self._foot = []
        elif tag == "oddHeader":
            self._into = self._head = []
        elif tag in OVER_TAGS:
            self._sheet.over.start(tag, given)

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._keep()
        elif tag in ("v", "t", "f"):
            self._into = None
        elif tag == "row":
            self._end_row()
        elif tag == "oddFooter" and self._foot is not None:
            self.foot, self._into = "".join(self._foot), None
        elif tag == "oddHeader":
            self.head, self._into = "".join(self._head), None

    def _begin_row(self, given: dict[str, str]) -> None:
        number = int(given.get("r") or self._row + 1)
        if not self._row < number <= _MOST_ROWS:
            raise ValueError
        # A row that is left out is an empty one, but a far-away row must not make a million of them.
        self._is_far = self._is_far or number - self._row - 1 > _FAR
        if not self._is_far:
            self._sheet.rows += [()] * (number - self._row - 1)
        self._row, self._column, self._cells = number, 0, []
        if given.get("hidden") in _YES or float(given.get("ht", _LEGIBLE_POINTS)) < _LEGIBLE_POINTS:
            self._sheet.hidden.append(f"row {number} is hidden")

    def _end_row(self) -> None:
        row = trimmed(self._cells)
        if not self._is_far:
            self._sheet.rows.append(row)
        elif row:
            self._sheet.over.put(f"row {self._row}", "something was put in here, far below the rest")

    def _column_hidden(self, given: dict[str, str]) -> None:
        if given.get("hidden") in _YES or float(given.get("width", _LEGIBLE_WIDTH)) < _LEGIBLE_WIDTH:
            first, last = (get_column_letter(int(given[name])) for name in ("min", "max"))
            self._sheet.hidden.append(f"column {first} is hidden" if first == last else f"columns {first} to {last} are hidden")

    def _place(self, coordinate: str) -> int:
        letters = coordinate.rstrip("0123456789")
        known = self._shapes.get(letters)
        if known is None:
            known = self._shapes[letters] = column_index_from_string(coordinate_from_string(coordinate)[0])
        return known

    def _keep(self) -> None:
        seen = self._seen("".join(self._value))
        if not seen:
            return
        if (missing := self._column - 1 - len(self._cells)) > 0:
            self._cells += [""] * missing
        self._cells.append(seen)
        if self._style in self._unreadable:
            self._sheet.over.put(
                cell_name(self._row, self._column), "this cell's text cannot be read: it is too small, or in the colour of its ground"
            )

    def _seen(self, value: str) -> str:
        if self._formula is not None:
            return f"f:{''.join(self._formula)}={value}"
        shape, code = self._formats[self._style]
        if self._kind in ("s", "inlineStr", "str"):
            seen = "" if not value else self._strings[int(value)] if self._kind == "s" else text_cell(held_text(value))
            return f"{seen}?{code}" if seen and shape == _OTHER else seen
        if not value:
            return ""
        return f"{self._kind}:{value}" if self._kind != "n" else self._number(float(value), shape, code)

    def _number(self, value: float, shape: int, code: str) -> str:
        if shape == _INSTANT:
            return instant_cell((self._base + timedelta(days=value) + _HALF_A_SECOND).replace(microsecond=0))
        if shape == _DATE and value == int(value):
            return date_cell(self._base + timedelta(days=value))
        if shape == _AGE:
            return age_cell(value)
        if shape == _NUMBER or (shape == _WHOLE and value == int(value)):
            return number_cell(value)
        return f"?:{value}{code}"


def cell_name(row: int, column: int) -> str:
    """A cell's name, both counted from 1."""
    return f"{get_column_letter(column)}{row}"
