"""A tasking sheet that came back: what each filled-in row says, read without asking what the store holds.

A cell that cannot be read refuses its own row with column, code and a sentence, and never another. Source: issue 7, Build 5 and Bad input.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import TypeVar

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import read_date, read_instant
from wantedtrack.rules.deed_words import LONGEST_TEXT, Holds, Word, read_word
from wantedtrack.rules.entry import AttemptKind, AttemptResult, Instant
from wantedtrack.rules.kept_text import not_kept
from wantedtrack.rules.shifts import from_wall, to_force_time
from wantedtrack.rules.tasking import FILL_IN, IDENTITY

SOURCE = "tasking"
"""What rows that wait are kept under, beside the extracts' sources."""

MOST_ROWS = 10_000
"""Rows of a file that is read back: no sheet that went out has as many."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "reference": ("Reference", "Ref"), "sheet": ("Sheet", "Sheet number"), "row": ("Row",), "check": ("Check", "Row check"),
    "attempted_at": ("Attempted at", "Attempted"), "kind": ("Kind",), "result": ("Result",), "where": ("Where",), "next_step": ("Next step",),
    "by_when": ("By when",), "remarks": ("Remarks", "Remark"), "officer": ("Officer", "Officers", "Officer collar"),
}  # fmt: skip
REQUIRED = ("reference", "sheet", "row", "check", "attempted_at", "kind", "result")

_COLUMN = dict((*FILL_IN, *IDENTITY))
_SAYS_SOMETHING = tuple(key for key, _ in FILL_IN if key != "officer")
"""An officer alone is what the sheet went out with."""

_WORDS = ("where", "next_step", "remarks", "officer")
"""What is kept as it is written; in the other columns a character that cannot be kept refuses the row."""

_SERIAL = re.compile(r"\d{5}\.\d+")
_APART = re.compile(r"[,;/&\n]| and ")
_DAY_ENDS = time(23, 59)


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    WAITS = "needs_decision"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row as the file has it: its number from 1 below the headings, its cells by key, and the keys of cells that are formulas."""

    row: int
    cells: Mapping[str, str]
    formulas: tuple[str, ...] = ()
    cut_off: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody filled it in."""
        filled = any(self.cells.get(key, "").strip() for key in _SAYS_SOMETHING)
        return not filled and not any(key in _COLUMN for key in self.formulas)


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file, read to its end and counted twice. `sheet` is the worksheet, None for separated text."""

    file_name: str
    sha256: str
    sheet: str | None
    counted: int
    rows: tuple[ReturnedRow, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What an officer wrote into a row. `officers` are collar numbers as written, none where nobody is named; `where` as written."""

    at: Instant
    kind: AttemptKind
    result: AttemptResult
    where: str
    next_step: str | None
    next_by: Instant | None
    remarks: str | None
    officers: tuple[str, ...]

    @property
    def made_safe_by(self) -> str | None:
        """The sheet has one column for remarks; of an attempt that was not safe they say what would make it so."""
        return self.remarks if self.result is AttemptResult.NOT_SAFE else None

    @property
    def words(self) -> str:
        """The row in words, to be held beside another."""
        wall = to_force_time(self.at)
        told = [f"{self.kind.value} {wall:%d/%m/%Y %H:%M}", self.result.value.replace("_", " "), self.where, self.remarks or ""]
        told += [f"next: {self.next_step}" if self.next_step else "", f"by {', '.join(self.officers)}" if self.officers else ""]
        return "; ".join(part for part in told if part)


class RowRefused(Exception):  # noqa: N818 (a verdict, never an error that a person is shown as such)
    """A row that is refused, with the heading of the column at fault."""

    def __init__(self, key: str, code: str, message: str) -> None:
        """`key` is the column's key, empty for the row as a whole."""
        super().__init__(message)
        self.column, self.code, self.message = _COLUMN.get(key, ""), code, message


def refuse_formulas(row: ReturnedRow) -> None:
    """Raise RowRefused for a formula where something is to be filled in or the row is known by: what it shows is nobody's word."""
    for key in row.formulas:
        if key in _COLUMN:
            raise RowRefused(
                key, "formula", f"“{_COLUMN[key]}” holds a formula. Type what it shows as plain text or a date, then read the sheet again."
            )
    if row.cut_off:
        raise RowRefused("", "row_cut_off", f"The row has {row.cut_off} cells: it is cut off, or a separator in it is unquoted.")


_MADE_BY_A_PROGRAM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4} \d{1,2}:\d{2}:\d{2}(?: ?[AP]M)?)")
"""A date with seconds: nobody types it, and a program set to America writes the month first."""


def has_month_first(tried: Sequence[tuple[str, Instant]], *, now: Instant) -> bool:
    """Whether a file of separated text has its months first: read so, every time lies between its sheet's making and now, and else one does not.

    `tried` are the cells of “Attempted at” with when their sheet was made. One file is of one mind; a single cell is never turned round.
    """
    written = [(text, made) for text, made in tried if _MADE_BY_A_PROGRAM.fullmatch(text.strip())]
    return (
        bool(written)
        and not all(_lies_between(*one, now) for one in written)
        and all(_lies_between(turned_round(text), made, now) for text, made in written)
    )


def turned_round(text: str) -> str:
    """The same with its day first; any other text as it is."""
    found = _MADE_BY_A_PROGRAM.fullmatch(text.strip())
    return f"{found[2]}/{found[1]}/{found[3]}" if found else text


def _lies_between(text: str, made: Instant, now: Instant) -> bool:
    try:
        return made.replace(second=0, microsecond=0) <= read_instant(text, now=now) <= now
    except Invalid:
        return False


def read_filled(row: ReturnedRow, *, made_at: Instant, now: Instant) -> Filled:
    """Read what was filled in. `made_at` is when the sheet was made: nobody can have tried on it before. Raises RowRefused."""
    at = _attempted_at(row.cells.get("attempted_at", ""), made_at=made_at, now=now)
    kind = _choice(row, "kind", AttemptKind)
    result = _choice(row, "result", AttemptResult)
    remarks = _text(row, "remarks", now)
    if result in (AttemptResult.NOT_TRIED, AttemptResult.NOT_SAFE) and not remarks:
        what = "why it was not tried" if result is AttemptResult.NOT_TRIED else "what would make it safe"
        raise RowRefused("remarks", "missing_word", f"“Remarks” has to say {what}.")
    next_by = _by_when(row.cells.get("by_when", ""), after=at, now=now)
    officers = tuple(part.strip() for part in _APART.split(_text(row, "officer", now) or "") if part.strip())
    return Filled(at, kind, result, _text(row, "where", now) or "", _text(row, "next_step", now), next_by, remarks, officers)


def lost_of(row: ReturnedRow) -> tuple[tuple[str, int], ...]:
    """The columns of filled-in words of which something cannot be kept, each with how many characters that are."""
    counted = ((_COLUMN[key], not_kept(row.cells.get(key, ""))) for key in _WORDS)
    return tuple((column, count) for column, count in counted if count)


def _attempted_at(text: str, *, made_at: Instant, now: Instant) -> Instant:
    if not text.strip():
        raise RowRefused("attempted_at", "missing_word", "“Attempted at” is empty: say when it was.")
    at = _instant("attempted_at", text, now)
    if _is_day_alone(text, now):
        raise RowRefused("attempted_at", "no_time", "“Attempted at” has a date and no time of day: say the hour too, as 27/02/2026 14:00.")
    if at > now:
        raise RowRefused("attempted_at", "in_the_future", "“Attempted at” lies in the future: an attempt is recorded once it was made.")
    if at < made_at.replace(second=0, microsecond=0):
        said = f"{to_force_time(made_at):%d/%m/%Y %H:%M}"
        message = f"“Attempted at” is before this sheet was made, {said}. Correct the time; an earlier attempt is logged by hand."
        raise RowRefused("attempted_at", "before_sheet", message)
    return at


def _by_when(text: str, *, after: Instant, now: Instant) -> Instant | None:
    if not text.strip():
        return None
    by = _instant("by_when", text, now)
    if _is_day_alone(text, now):
        # By a day means by its end.
        by = from_wall(to_force_time(by).date(), _DAY_ENDS)
    if by <= after:
        raise RowRefused("by_when", "end_before_start", "“By when” is not after the attempt itself. Correct the one or the other.")
    return by


def _instant(key: str, text: str, now: Instant) -> Instant:
    try:
        at = read_instant(text, now=now)
    except Invalid as refused:
        raise RowRefused(key, refused.code, f"“{_COLUMN[key]}”: {refused.message}") from None
    # A spreadsheet keeps a time as part of a day, which may miss the minute by less than half of one.
    return (at + timedelta(milliseconds=500)).replace(microsecond=0)


def _is_day_alone(text: str, now: Instant) -> bool:
    if _SERIAL.fullmatch(text.strip()):
        return False
    try:
        read_date(text, now=now, years_ahead=20)
    except Invalid:
        return False
    return True


Choice = TypeVar("Choice", bound=StrEnum)


def _choice(row: ReturnedRow, key: str, choices: type[Choice]) -> Choice:
    text = row.cells.get(key, "").strip()
    if not text:
        raise RowRefused(key, "missing_word", f"“{_COLUMN[key]}” is empty: choose one from its list.")
    wanted = "_".join(re.findall(r"[a-z]+", text.lower()))
    for member in choices:
        if member.value == wanted:
            return member
    accepted = ", ".join(member.value.replace("_", " ") for member in choices)
    raise RowRefused(key, "not_accepted", f"“{_COLUMN[key]}” takes one of {accepted}.")


def _text(row: ReturnedRow, key: str, now: Instant) -> str | None:
    """The words as a form would keep them. Raises RowRefused for a text that is too long to be one."""
    try:
        return read_word(Word(key, _COLUMN[key], Holds.TEXT), row.cells.get(key, ""), now=now) or None
    except Invalid as refused:
        raise RowRefused(
            key, refused.code, f"“{_COLUMN[key]}” has more than the {LONGEST_TEXT:,} characters that are kept; shorten it."
        ) from None
