"""Holds a handover's workbook against its seal: intact, or which sheet and cell differs. Works without a store; with one it is told what was sealed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wantedtrack.exchange.handover_workbook import MARK_NAME
from wantedtrack.exchange.workbook_seen import SeenBook, SeenSheet, cell_name
from wantedtrack.rules.handover import SHEETS
from wantedtrack.rules.handover_cover import ADDED, ADDED_SEAL, COVER, SEAL, SEAL_ALOUD, blanked
from wantedtrack.rules.seal import CHECK_LENGTH, Page, Row, aloud, check_of, columns_of, seal_of, text_cell

_TOLD_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was written: in which sheet, at which cell where one can be named, and what in words."""

    sheet: str
    cell: str | None
    what: str

    @property
    def words(self) -> str:
        """As one sentence."""
        return f"{self.sheet}{f', {self.cell}' if self.cell else ''}: {self.what}."

    def as_json(self) -> dict[str, str | None]:
        """As the command line gives it."""
        return {"sheet": self.sheet, "cell": self.cell, "what": self.what}


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook held against the seal that it prints. `seal` is what its cover prints, `facts` the cover's labels and values as they stand,
    `added` the rows that were added after the seal.
    """

    seal: str | None
    differences: tuple[Difference, ...]
    facts: Mapping[str, str]
    added: tuple[Row, ...] = ()

    @property
    def is_intact(self) -> bool:
        """Whether every cell is as it was when the seal was printed."""
        return not self.differences


def check_workbook(book: SeenBook, *, expected: Callable[[str], Sequence[Page]] | None = None) -> Checked:
    """Hold every cell against the seals on the cover. `expected` gives the pages as they were sealed, where a store knows them by the seal."""
    cover = next((sheet for sheet in book.sheets if sheet.name == COVER), None)
    if cover is None:
        return Checked(None, (Difference(COVER, None, "there is no such sheet, so this is no handover of this program"),), {})
    sealed, added, printed = blanked(cover.rows)
    facts = {row[0].removeprefix("t:"): row[1][2:] for row in sealed if len(row) > 1}
    seal = printed.get(SEAL)
    if seal is None:
        return Checked(None, (Difference(COVER, None, "it prints no seal, so this is no handover of this program"),), facts)
    found = [*_sheets(book), *_hidden(book.sheets)]
    pages = [Page(COVER, sealed), *(Page(sheet.name, tuple(_without_end(sheet.rows))) for sheet in book.sheets if sheet.name != COVER)]
    is_added_whole = _is_added_whole(seal, added, printed)
    is_whole = seal_of(pages) == seal and is_added_whole
    if not is_whole:
        found += _places(book, expected(seal) if expected is not None else ())
    if printed.get(SEAL_ALOUD) != aloud(seal):
        found.append(Difference(COVER, _label_at(cover, SEAL_ALOUD), "the seal to read aloud is not that of the content seal"))
    if not is_added_whole:
        found.append(Difference(COVER, _label_at(cover, ADDED_SEAL), "what was added after the seal is not what its own seal says"))
    if not is_whole and not found:
        found.append(Difference(COVER, None, "the cells are not those that were sealed; which of them cannot be said"))
    return Checked(seal, tuple(found[:_TOLD_AT_MOST]), facts, added)


def _is_added_whole(seal: str, added: Sequence[Row], printed: Mapping[str, str]) -> bool:
    if not added:
        return ADDED_SEAL not in printed
    return seal_of((Page(seal, tuple(added)),)) == printed.get(ADDED_SEAL)


def _without_end(rows: Sequence[Row]) -> Sequence[Row]:
    until = len(rows)
    while until and not rows[until - 1]:
        until -= 1
    return rows[:until]


def _sheets(book: SeenBook) -> list[Difference]:
    """Sheets that are missing, were added or stand elsewhere; a renamed one is both."""
    names, wanted = [sheet.name for sheet in book.sheets], [COVER, *SHEETS]
    found = [Difference(name, None, "this sheet is missing or was renamed") for name in wanted if name not in names]
    found += [
        Difference(name, None, "this sheet was added or renamed; the handover has none of this name")
        for name in names
        if name not in wanted
    ]
    if not found and names != wanted:
        moved = next(name for name, other in zip(names, wanted, strict=True) if name != other)
        found.append(Difference(moved, None, "the sheets stand in another order"))
    return found


def _hidden(sheets: Sequence[SeenSheet]) -> list[Difference]:
    """What is hidden, and what was laid over the cells."""
    found: list[Difference] = []
    for sheet in sheets:
        if sheet.is_hidden:
            found.append(Difference(sheet.name, None, "this sheet is hidden"))
        found += [Difference(sheet.name, None, what) for what in sheet.hidden[:3]]
        found += [Difference(sheet.name, one.cell, one.what) for one in sheet.over.found]
    return found


def _places(book: SeenBook, expected: Sequence[Page]) -> list[Difference]:
    """Which cells: against the pages themselves where they are known, else by the checks of rows and columns that the file carries."""
    found: list[Difference] = []
    pages = {page.name: page for page in expected}
    checks: Mapping[str, tuple[str, str]] = {} if pages else _checks(book)
    for sheet in book.sheets:
        rows = _cover_rows(sheet) if sheet.name == COVER else tuple(_without_end(sheet.rows))
        if sheet.name in pages:
            known = (*pages[sheet.name].rows, *rows[_added_at(rows) :]) if sheet.name == COVER else pages[sheet.name].rows
            found += _against_page(sheet.name, rows, known)
        elif sheet.name in checks:
            found += _against_checks(Page(sheet.name, rows), *checks[sheet.name])
    return found


def _cover_rows(sheet: SeenSheet) -> tuple[Row, ...]:
    """The cover's rows in their places, the seals' own cells empty."""
    labels = {text_cell(label) for label in (SEAL, SEAL_ALOUD, ADDED_SEAL)}
    return tuple(row[:1] if row and row[0] in labels else row for row in _without_end(sheet.rows))


def _added_at(rows: Sequence[Row]) -> int:
    """Where on the cover begins what was added after the seal."""
    return next((number for number, row in enumerate(rows) if row[:1] == (text_cell(ADDED),)), len(rows))


def _against_page(name: str, rows: Sequence[Row], wanted: Sequence[Row]) -> list[Difference]:
    if tuple(rows) == tuple(wanted):
        return []
    found = (_below(name, rows, len(wanted)) if tuple(rows[: len(wanted)]) == tuple(wanted) else []) or _moved(name, rows, wanted)
    if found:
        return found
    for number in range(max(len(rows), len(wanted))):
        row, other = (rows[number] if number < len(rows) else ()), (wanted[number] if number < len(wanted) else ())
        if row == other:
            continue
        for place in range(max(len(row), len(other))):
            if (row[place] if place < len(row) else "") != (other[place] if place < len(other) else ""):
                found.append(Difference(name, cell_name(number + 1, place + 1), _what(row, place, other)))
    return found


def _what(row: Row, place: int, other: Row) -> str:
    seen, was = (row[place] if place < len(row) else ""), (other[place] if place < len(other) else "")
    if not was:
        return "this cell was filled in; it was sealed empty"
    if not seen:
        return "this cell was emptied"
    if seen.startswith("f:"):
        return "this cell holds a formula; it was sealed as a value"
    return "this cell shows something else than what was sealed"


def _moved(name: str, rows: Sequence[Row], wanted: Sequence[Row]) -> list[Difference]:
    """Rows that stand elsewhere, are gone or were put in; only where most of the others are as they were."""
    if sorted(rows) == sorted(wanted):
        places = [number for number, (row, other) in enumerate(zip(rows, wanted, strict=True), 1) if row != other]
        return [Difference(name, f"row {places[0]}", f"rows were moved: {len(places)} stand in another place")]
    if len(rows) == len(wanted):
        return []
    first = next(
        (number for number, (row, other) in enumerate(zip(rows, wanted, strict=False), 1) if row != other), min(len(rows), len(wanted)) + 1
    )
    fewer, more = len(wanted) - len(rows), len(rows) - len(wanted)
    if fewer > 0:
        return [Difference(name, f"row {first}", f"{fewer} {'row is' if fewer == 1 else 'rows are'} missing, from here on")]
    return [Difference(name, f"row {first}", f"{more} {'row was' if more == 1 else 'rows were'} put in, from here on")]


def _checks(book: SeenBook) -> Mapping[str, tuple[str, str]]:
    """The checks of columns and of rows that the file carries, by sheet; none where a program that saved it has dropped them."""
    text = "".join(book.properties[name] for name in sorted(book.properties) if name.startswith(MARK_NAME))
    try:
        return {str(name): (str(columns), str(rows)) for name, columns, rows in json.loads(text)}
    except (ValueError, TypeError):
        return {}


def _against_checks(page: Page, columns: str, rows: str) -> list[Difference]:
    wanted = [rows[start : start + CHECK_LENGTH] for start in range(0, len(rows), CHECK_LENGTH)]
    seen = [check_of(row) for row in page.rows]
    if seen == wanted:
        return []
    below = _below(page.name, page.rows, len(wanted)) if seen[: len(wanted)] == wanted else []
    found = below or _moved(page.name, [(check,) for check in seen], [(check,) for check in wanted])
    if found:
        return found
    kept = [columns[start : start + CHECK_LENGTH] for start in range(0, len(columns), CHECK_LENGTH)]
    now = [check_of(column) for column in columns_of(page)]
    changed = [place for place in range(len(kept)) if kept[place] != (now[place] if place < len(now) else "")]
    rows_changed = [number for number, (check, other) in enumerate(zip(seen, wanted, strict=True), 1) if check != other]
    beyond = [
        Difference(page.name, cell_name(number, place + 1), _what(page.rows[number - 1], place, ()))
        for number in rows_changed
        for place in range(len(kept), len(page.rows[number - 1]))
        if page.rows[number - 1][place]
    ]
    return beyond + [
        Difference(page.name, cell_name(number, place + 1), _what(page.rows[number - 1], place, ("?",) * (place + 1)))
        for number in rows_changed
        for place in changed
    ]


def _below(name: str, rows: Sequence[Row], until: int) -> list[Difference]:
    """Cells that were filled in below the last row and apart from it; a row that was put in right below is named as a row."""
    if len(rows) <= until or rows[until]:
        return []
    return [
        Difference(name, cell_name(number, place), _what(row, place - 1, ()))
        for number, row in enumerate(rows[until:], until + 1)
        for place, cell in enumerate(row, 1)
        if cell
    ]


def _label_at(sheet: SeenSheet, label: str) -> str | None:
    return next((cell_name(number, 2) for number, row in enumerate(sheet.rows, 1) if row[:1] == (text_cell(label),)), None)
