"""The figures as a file: a workbook with native charts, a long CSV for other programs, or the JSON of the command line."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wantedtrack.errors import Invalid
from wantedtrack.exchange.charts import BARS, CURVE, STACKED, Charted
from wantedtrack.exchange.handover_workbook import WrittenFile
from wantedtrack.exchange.whole_file import write_bytes_whole
from wantedtrack.exchange.workbook import Book, Marks, wall_of
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING
from wantedtrack.rules.instants import iso
from wantedtrack.rules.measure_sheets import Labels, all_sheets, flat_sheet
from wantedtrack.rules.measure_tables import CAUTIONS, Measures
from wantedtrack.rules.sheets import Cell, Sheet

FORMS = (".xlsx", ".csv", ".json")
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""The wide ones too: a spreadsheet set to Japanese takes them for the plain ones when it opens separated text."""
_WEEKS_DRAWN = 26


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose figures these are, who drew them, for whom and why: what stands on the first sheet."""

    force: str
    drawn_by: str
    recipient: str
    purpose: str
    is_demonstration: bool


def write_measures(measures: Measures, labels: Labels, whose: Whose, path: Path, *, export: int) -> WrittenFile:
    """Write the figures to `path`, whole or not at all, in the form that its name ends with. `export` is the number under which it leaves,
    printed on each page of a workbook; the other forms have no pages.

    Raises Invalid("unknown_format") for any other, Unavailable where the file cannot be written.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise Invalid(
            f"{path.name} ends with none of {', '.join(FORMS)}. Nothing was written; choose one of them.",
            code="unknown_format",
            field="out",
        )
    sheets = all_sheets(measures, labels)
    if form == ".xlsx":
        _write_book(measures, sheets, whose, path, export)
    elif form == ".csv":
        write_bytes_whole(path, as_separated_text(flat_sheet(measures, labels)).encode("utf-8-sig"))
    else:
        write_bytes_whole(path, json.dumps(measures.as_json(), ensure_ascii=False, indent=1).encode())
    return WrittenFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), len(measures.figures))


def as_separated_text(sheet: Sheet) -> str:
    """A sheet as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it, as a spreadsheet itself writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return out.getvalue()


def _plain(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value.startswith(_LOOKS_LIKE_A_FORMULA) else value


def _write_book(measures: Measures, sheets: Sequence[Sheet], whose: Whose, path: Path, export: int) -> None:
    notices = [CONFIRM, *([DEMONSTRATION] if whose.is_demonstration else [])]
    title, subject = f"Measures, {measures.period.words}", f"Measures of wanted people, {whose.force}"
    book = Book(Marks(title, subject, whose.force, MARKING, notices, export))
    with book:
        book.add_cover("Cover", title, _cover(measures, whose))
        add_figures(book, measures, sheets)
        book.save(path)


MOST_ON_A4 = 14
"""A table of more columns is printed on A3, where it can still be read."""


def add_figures(book: Book, measures: Measures, sheets: Sequence[Sheet]) -> None:
    """Add a sheet of charts, then every table that they are drawn from."""
    lines = [(one.title, one.says, "told") for one in charts_of(measures, sheets)]
    book.add_cover(
        "Charts", "Charts", [("", "Each chart is drawn from the sheet that is named in it, and stands there in figures.", "told"), *lines]
    )
    for sheet in sheets:
        book.add_table(sheet, large=len(sheet.columns) > MOST_ON_A4)
    book.draw("Charts", charts_of(measures, sheets))


def charts_of(measures: Measures, sheets: Sequence[Sheet]) -> tuple[Charted, ...]:
    """The few charts: who is outstanding, what came and went, how long arrests take."""
    rows = {sheet.name: len(sheet.rows) for sheet in sheets}
    weeks = measures.weeks[-_WEEKS_DRAWN:]
    came, went = sum(one.inflow for one in weeks), sum(one.outflow for one in weeks)
    outstanding, median = measures.figure("outstanding"), measures.figure("median_time_to_arrest_with_those_still_outstanding")
    half = "Fewer than half were arrested" if median.value is None else f"Half are arrested after {median.shown}"
    top = 8
    return (
        Charted("Outstanding by category and band", STACKED, "Outstanding", (2, 3, 4, 5), rows["Outstanding"], "Category", "Entries",
                f"{outstanding.n} outstanding at the end of the period. Sheet Outstanding.", (0, 0, top), colours=("8B1A1A", "F2B705", "7FB2DD", "A8B0B8")),
        Charted("Came in and ended, by week", BARS, "By week", (2, 3), rows["By week"], "Week of", "Entries",
                f"In the last {len(weeks)} weeks {came} became outstanding and {went} ended. Sheet By week.", (1, 11.3, top), dated=True),
        Charted("Outstanding at the end of each week", BARS, "By week", (5,), rows["By week"], "Week of", "Entries",
                f"{weeks[-1].outstanding if weeks else 0} at the end of the last week. Sheet By week.", (0, 0, top + 18), dated=True),
        Charted("Not yet arrested, by days since becoming outstanding", CURVE, "Still outstanding", (2,), rows["Still outstanding"], "Days", "Per cent",
                f"{half}, n = {median.n}. Sheet Still outstanding.", (1, 11.3, top + 18)),
    )  # fmt: skip


def _cover(measures: Measures, whose: Whose) -> Iterator[tuple[str, Cell | date, str]]:
    yield MARKING, CONFIRM, "notice"
    if whose.is_demonstration:
        yield "DEMONSTRATION", "Invented people only. Nothing in this workbook is about anybody.", "notice"
    yield "Force", whose.force, "plain"
    yield "Period", measures.period.words, "plain"
    yield "Drawn by", whose.drawn_by, "plain"
    yield "Drawn at", wall_of(str(iso(measures.at))), "instant"
    yield "For", f"{whose.recipient} ({whose.purpose.replace('_', ' ')})", "plain"
    for key in _ON_THE_COVER:
        figure = measures.figure(key)
        yield figure.name, f"{figure.shown} (n = {figure.n})", "plain"
    for caution in CAUTIONS:
        yield "Beware", caution, "told"


_ON_THE_COVER = (
    "outstanding", "outstanding_and_circulated", "outstanding_and_not_yet_circulated", "never_attempted", "median_time_to_circulation",
    "median_time_to_arrest_with_those_still_outstanding", "arrested_within_the_standard_of_all_whose_time_was_up", "markers_alive_after_closure",
    "hours_when_nobody_was_watching",
)  # fmt: skip
