"""From the bytes of a file to a table of text under known headings: which format it is, where its headings stand, counted twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wantedtrack.errors import Invalid
from wantedtrack.exchange import separated_text
from wantedtrack.exchange.faults import refuse_old_office, unreadable

_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"BM", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
CUT_OFF = "cut off"
"""The key under which a row says that its cells do not match the headings: how many it has, of how many."""

FORMULAS = "formulas"
"""The key under which a row names the keys, parted by spaces, whose cell is a formula without a result in the file."""

_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Care:
    """What a kind of file asks for beyond an extract: no macros, every formula named whether the file holds its result or not, an OpenDocument sheet
    too, and at most so many rows.
    """

    refuses_macros: bool = False
    names_every_formula: bool = False
    takes_open_document: bool = False
    most_rows: int = 200_000


EXTRACT = Care()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings, as text by heading key. `rows` are (row of the file from 1, cells by key); `counted` the other count.

    `headings` gives each key's heading as the file has it.
    """

    sheet: str | None
    headings: dict[str, str]
    rows: list[tuple[int, dict[str, str]]]
    counted: int


def heading_key(text: str) -> str:
    """A heading without case, spaces or punctuation: what headings are matched by."""
    return _APART.sub("", text.lower())


def read_table(
    data: bytes, required: Sequence[str], known: Mapping[str, Sequence[str]], *, file_name: str, sheet: str | None, care: Care = EXTRACT
) -> Table:
    """Read the one table with the required headings. Raises Invalid with a sentence that names file, and row or heading where there is one."""
    names = {heading_key(name): key for key, headings in known.items() for name in headings}

    def is_heading(cells: Sequence[str]) -> bool:
        return set(required) <= {names.get(heading_key(cell), "") for cell in cells}

    refuse_old_office(data, file_name=file_name)
    if data.startswith(_PICTURES):
        raise unreadable(file_name, "is neither CSV nor an Excel workbook, whatever its name says.", code="not_a_table")
    if data.startswith(_ZIP):
        return _from_workbook(data, is_heading, names, required, known, file_name=file_name, sheet=sheet, care=care)
    table = _from_text(data, is_heading, names, required, known, file_name=file_name)
    if len(table.rows) > care.most_rows:
        raise unreadable(file_name, f"has more than the {care.most_rows:,} rows that such a file has.", code="too_many_rows")
    return table


def _from_text(
    data: bytes,
    is_heading: separated_text.IsHeading,
    names: Mapping[str, str],
    required: Sequence[str],
    known: Mapping[str, Sequence[str]],
    *,
    file_name: str,
) -> Table:
    text = separated_text.decode(data, file_name=file_name)
    found = separated_text.find_heading(text, is_heading)
    if found is None:
        raise _no_headings(_first_words(text), names, required, known, file_name)
    separator, index = found
    records = separated_text.read_records(text, separator, file_name=file_name)
    headings = _headings(records[index], names, file_name)
    counted = separated_text.count_records(text, separator, after=index + 1)
    rows = [(number, record) for number, record in enumerate(records, 1) if number > index + 1 and any(cell.strip() for cell in record)]
    return _checked(Table(None, headings, _by_key(rows, records[index], names, separated=True), counted), file_name)


def _from_workbook(
    data: bytes,
    is_heading: separated_text.IsHeading,
    names: Mapping[str, str],
    required: Sequence[str],
    known: Mapping[str, Sequence[str]],
    *,
    file_name: str,
    sheet: str | None,
    care: Care,
) -> Table:
    from wantedtrack.exchange import open_document, workbook_cells  # noqa: PLC0415 (most of a child's start, which a text file need not wait for)

    is_open_document = care.takes_open_document and open_document.is_one(data)
    workbook_cells.refuse_bomb(data, file_name=file_name, needed=open_document.CONTENT if is_open_document else workbook_cells.WORKBOOK)
    if care.refuses_macros and workbook_cells.has_macros(data):
        raise unreadable(
            file_name,
            "holds macros, which nothing here ever runs. Save it as a workbook without macros (xlsx), then read it again.",
            code="macros",
        )
    read = open_document.read_sheet if is_open_document else workbook_cells.read_sheet
    try:
        found = read(data, sheet=sheet, is_heading=is_heading, file_name=file_name, most_rows=care.most_rows)
    except LookupError as error:
        top: list[list[str]] = error.args[0]
        nothing: list[str] = []
        raise _no_headings(max(top[:30], key=lambda row: sum(map(bool, row)), default=nothing), names, required, known, file_name) from None
    heading = found.rows[found.heading_at]
    count = open_document.count_rows if is_open_document else workbook_cells.count_rows
    counted = count(data, found.name, after_row=found.heading_at, file_name=file_name)
    below = {place: text for place, text in counted.formulas.items() if place[0] > found.heading_at}
    held = _with_formulas({number: row for number, row in found.rows.items() if number > found.heading_at}, below)
    rows = [(number, row) for number, row in held if any(cell.strip() for cell in row)]
    named = (*below, *(place for place in counted.reckoned if place[0] > found.heading_at)) if care.names_every_formula else tuple(below)
    by_key = _formulas_marked(_by_key(rows, heading, names, separated=False), heading, names, named)
    return _checked(Table(found.name, _headings(heading, names, file_name), by_key, counted.rows), file_name)


def _with_formulas(rows: Mapping[int, Sequence[str]], formulas: Mapping[tuple[int, int], str]) -> list[tuple[int, Sequence[str]]]:
    """The rows in order, with the text of each formula whose result the file does not hold: what stood there is not lost without a word."""
    held = {number: list(row) for number, row in rows.items()}
    for (number, column), text in formulas.items():
        row = held.setdefault(number, [])
        row += [""] * (column - len(row))
        row[column - 1] = text
    return sorted(held.items())


def _formulas_marked(
    rows: list[tuple[int, dict[str, str]]], heading: Sequence[str], names: Mapping[str, str], formulas: Sequence[tuple[int, int]]
) -> list[tuple[int, dict[str, str]]]:
    keys = {place: names[heading_key(cell)] for place, cell in enumerate(heading, 1) if heading_key(cell) in names}
    marked: dict[int, list[str]] = {}
    for number, column in formulas:
        if column in keys:
            marked.setdefault(number, []).append(keys[column])
    return [(number, {**cells, FORMULAS: " ".join(marked[number])} if number in marked else cells) for number, cells in rows]


def _by_key(
    rows: Sequence[tuple[int, Sequence[str]]], heading: Sequence[str], names: Mapping[str, str], *, separated: bool
) -> list[tuple[int, dict[str, str]]]:
    """The rows by key. A row of separated text with fewer or more cells than headings is marked: its cells may stand under wrong ones.

    A sheet's cells keep their columns, so that a note beside the table shifts nothing.
    """
    places = {names[heading_key(cell)]: place for place, cell in enumerate(heading) if heading_key(cell) in names}
    width = len(heading)

    def cells(row: Sequence[str]) -> dict[str, str]:
        read = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        is_whole = len(row) >= width and not any(cell.strip() for cell in row[width:])
        return read if is_whole or not separated else {**read, CUT_OFF: f"{len(row)} of {width}"}

    return [(number, cells(row)) for number, row in rows]


def _headings(cells: Sequence[str], names: Mapping[str, str], file_name: str) -> dict[str, str]:
    """Each key's heading as the file has it. Raises Invalid("heading_twice")."""
    found: dict[str, str] = {}
    for cell in cells:
        key = names.get(heading_key(cell))
        if key is not None and key in found:
            what = f"has the heading “{cell.strip()}” twice; which is meant cannot be told. Remove one and try again."
            raise unreadable(file_name, what, code="heading_twice")
        if key is not None:
            found[key] = cell.strip()
    return found


def _checked(table: Table, file_name: str) -> Table:
    if len(table.rows) != table.counted:
        what = f"has {table.counted:,} rows by one count and {len(table.rows):,} by another, so it is damaged; export it again."
        raise unreadable(file_name, what, code="counts_differ")
    return table


def _first_words(text: str) -> list[str]:
    """The cells of the fullest of the first lines: what most likely are the headings that were found instead."""
    lines = text.lstrip().splitlines()[:30]
    fullest = max(lines, key=lambda line: max(line.count(mark) for mark in separated_text.SEPARATORS), default="")
    separator = max(separated_text.SEPARATORS, key=fullest.count)
    return [cell.strip(' "') for cell in fullest.split(separator)]


def _no_headings(
    cells: Sequence[str], names: Mapping[str, str], required: Sequence[str], known: Mapping[str, Sequence[str]], file_name: str
) -> Invalid:
    present = {names.get(heading_key(cell)) for cell in cells}
    missing = [known[key][0] for key in required if key not in present]
    found = [cell[:30] for cell in cells if cell.strip()][:12]
    told = f"; found were {', '.join(found)}" if any(present - {None}) else ""
    return unreadable(file_name, f"has no row with the headings it needs: missing are {', '.join(missing)}{told}.", code="missing_headings")
