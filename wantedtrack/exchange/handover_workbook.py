"""The handover as a workbook: a cover, then the eleven sheets, as one thing to sign, print, carry and check again."""

import gc
import hashlib
import json
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wantedtrack.exchange.workbook import Book, Marks
from wantedtrack.exchange.workbook_pictures import bar_chart
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING, HandoverContent, Signatures
from wantedtrack.rules.handover_cover import (
    COVER,
    DRAFT,
    FOR_THE_RECORD,
    HIGH_ENTRIES,
    SEAL,
    CoverRow,
    cover_and_checks,
    dressed,
    title_of,
)
from wantedtrack.rules.handover_said import Said
from wantedtrack.rules.seal import wall_of
from wantedtrack.rules.sheets import Cell, Sheet

_A3_SHEETS = ("Full queue",)
MARK_NAME = "Seal place"
"""Begins the names of the file's own properties that let a changed cell be named without the store."""

_MARK_LENGTH = 250
"""Excel keeps 255 characters of such a property."""

_FIT_BELOW, _FIT_ON_A_PAGE = 3, 28
_OUTSTANDING = "Outstanding: "


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that left the program: where, its hash, how many rows it lists, and the seal that it prints."""

    path: Path
    sha256: str
    rows: int
    seal: str = ""


def write_handover(
    content: HandoverContent,
    signatures: Signatures,
    path: Path,
    *,
    said: Said | None = None,
    export: int | None = None,
    heard: Callable[[int], None] | None = None,
) -> WrittenFile:
    """Write the handover to `path`, whole or not at all. `export` is the number under which it leaves.

    `heard` is told how many sheets are written; what it raises ends the writing. Raises Unavailable where the file cannot be written.
    """
    words = said or Said()
    rows, checks = cover_and_checks(content, signatures, words)
    book = Book(_marks(content, signatures, export))
    book.add_compared(COVER, title_of(content), (_line(row) for row in rows), begins_page=_begins_page(content, rows))
    book.keep_marks(_places(checks))
    with book, _few_looks_for_garbage():
        for number, sheet in enumerate(dressed(content, words), 1):
            book.add_table(sheet, large=sheet.name in _A3_SHEETS, chart=_chart(sheet))
            if heard is not None:
                heard(number)
        book.save(path)
    seal = next(str(row.value) for row in rows if row.label == SEAL)
    return WrittenFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), sum(content.counts.values()), seal)


@contextmanager
def _few_looks_for_garbage() -> Generator[None]:
    """Writing leaves next to no garbage, and each look goes through all that a large handover holds: a quarter of its time at 20,000 entries."""
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _begins_page(content: HandoverContent, rows: Sequence[CoverRow]) -> tuple[str, ...]:
    """What of the cover stands at the head of a page, so that the first page holds all that is read in a minute, and the last not one line alone."""
    if len(content.high_references) > _FIT_BELOW:
        return (HIGH_ENTRIES,)
    return (FOR_THE_RECORD,) if len(rows) > _FIT_ON_A_PAGE else ()


def _line(row: CoverRow) -> tuple[str, Cell | date, str, Cell]:
    value = wall_of(row.value) if row.style == "instant" and isinstance(row.value, str) else row.value
    return row.label, value, row.style, row.third


def _marks(content: HandoverContent, signatures: Signatures, export: int | None) -> Marks:
    notices = [CONFIRM]
    if content.is_demonstration:
        notices.append(DEMONSTRATION)
    if not signatures.is_sealed:
        notices.append(DRAFT)
    subject = f"Shift handover of wanted people, {content.force}"
    return Marks(f"Handover {content.shift_id}", subject, content.force, MARKING, notices, export)


def _places(checks: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Checks of every row and column, so that a changed cell has a name also where the store is not at hand."""
    text = json.dumps(checks, separators=(",", ":"))
    parts = range(0, len(text), _MARK_LENGTH)
    return {f"{MARK_NAME} {number:05}": text[start : start + _MARK_LENGTH] for number, start in enumerate(parts)}


def _chart(sheet: Sheet) -> object:
    if sheet.name != "Measures":
        return None
    shown = [(str(row[0]).removeprefix(_OUTSTANDING), row[1]) for row in sheet.rows if str(row[0]).startswith(_OUTSTANDING)]
    words = "; ".join(f"{name} {number}" for name, number in shown)
    return bar_chart(
        sheet, title="Outstanding by category and band", beginning=_OUTSTANDING, says=f"Bars of the outstanding entries: {words}."
    )
