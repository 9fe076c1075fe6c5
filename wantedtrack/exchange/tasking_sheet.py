"""The tasking sheet as a workbook: a list to work from and fill in, a page for each entry, and how it is filled in.

What is to be filled in is open and has its list; the rest is protected, without a password: it keeps a slip of the hand out, and a row's
check tells of everything else. The list is the first sheet and its headings the first row, so that it survives being saved as CSV.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from wantedtrack.errors import Invalid
from wantedtrack.exchange.handover_workbook import WrittenFile
from wantedtrack.exchange.text_heights import SIZE, row_height
from wantedtrack.exchange.workbook import NOTHING, Book, Marks, Styled
from wantedtrack.rules.dates import british_instant
from wantedtrack.rules.entry import AttemptKind, AttemptResult
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.tasking import FILL_IN, Task, TaskingSheet, kind_words, result_words, times

_A4 = 9
_NO_WARNING = "None held here: look on PNC/LEDS"
_SHOWN = (("Reference", 14), ("Warnings", 17), ("Person", 19), ("Wanted for", 20), ("Addresses", 24), ("To do", 19))
_WIDTHS = {"attempted_at": 15, "kind": 8, "result": 11, "where": 8, "next_step": 15, "by_when": 15, "remarks": 16, "officer": 10}
_KNOWN_BY = (("Sheet", 12), ("Row", 5), ("Check", 11))
_DATES = ("attempted_at", "by_when")
_LONGEST = 1_000
_TITLE, _TITLE_HIGH = 16, 30
_POINTS = 10
_ROOM_DOWN, _LARGEST, _SMALLEST = 720.0, 84, 60
"""Points of height that a page standing up has for its rows, and between which scales, in per cent, the longest entry is brought onto it."""
_OPEN = Protection(locked=False)
_PAGE = (15, 56, 11, 11, 11, 11)
_ASKED = {
    "attempted_at": ("When was it?", "Date and time, as 27/02/2026 14:00. Not before the sheet was made, and not in the future."),
    "kind": ("What was it?", "Choose from the list."),
    "result": ("What came of it?", "Choose from the list. Not tried and not safe need a remark."),
    "where": ("Where was it?", "The letter of the address, or the place in words. With one address it may stay empty."),
    "next_step": ("What comes next?", "One sentence."),
    "by_when": ("By when?", "Date and time, as 28/02/2026 22:00. A date alone means by the end of that day."),
    "remarks": ("Remarks", "Not tried: why. Not safe: what would make it safe. No victims' names."),
    "officer": ("Whose attempt was it?", "The collar number of the officer who went; several parted by commas, the first answers for it."),
}


def refuse_existing(path: Path) -> None:
    """Raise Invalid("file_exists") rather than write over a sheet that somebody may have filled in."""
    if path.exists():
        raise Invalid(
            f"{path.name} is there already and was left as it is. Nothing was written; choose another name.",
            code="file_exists",
            field="out",
        )


def write_tasking(content: TaskingSheet, path: Path, *, export: int, heard: Callable[[int], None] | None = None) -> WrittenFile:
    """Write the sheet to `path`, whole or not at all and never over another file. `export` is the number under which it leaves. `heard` is told the pages made, and may end it.

    Raises Invalid("file_exists"), Unavailable where the file cannot be written.
    """
    refuse_existing(path)
    book = _TaskingBook(_marks(content, export))
    with book:
        book.add_list(content)
        book.add_pages(content, heard)
        book.add_lists(content)
        refuse_existing(path)
        book.save(path)
    return WrittenFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), len(content.tasks))


def _marks(content: TaskingSheet, export: int) -> Marks:
    notices = [CONFIRM, *([DEMONSTRATION] if content.is_demonstration else [])]
    title = f"Tasking sheet {content.number}, {content.chosen.words}, made {british_instant(content.made_at)} by {content.made_by}"
    return Marks(title, f"Tasks of {content.chosen.words}", content.force, MARKING, notices, export)


class _TaskingBook(Book):
    """A workbook whose sheets are protected but for what is filled in; its text is larger than a handover's, for it is read at a door."""

    _points = _POINTS

    def _make_styles(self) -> Mapping[str, Any]:
        made = dict(super()._make_styles())
        made["warned"] = self._style(bold=True, ink="FF8B1A1A", fmt="@")
        made["who"] = self._style(size=_TITLE, bold=True, line=False, wraps=False)
        made["confirm"] = self._style(size=12, bold=True, ink="FF8B1A1A", line=False, wraps=False)
        made["asked"] = self._style(bold=True, ink="FF1B1F24", fill="FFFFE9A8")
        # The month in letters: saved as CSV where days are written the American way, a figure for it would come home as another day.
        for name, fmt in (("fill", "@"), ("fill-at", "dd mmm yyyy hh:mm")):
            made[name] = self._opened(fmt)
        return made

    def _opened(self, fmt: str) -> Any:  # noqa: ANN401 (openpyxl's own style array)
        cell = WriteOnlyCell(self._scratch)
        cell._style = self._style(fmt=fmt, fill="FFFFFBEA")  # noqa: SLF001 (sharing this array is what keeps a large workbook fast)
        cell.protection = _OPEN
        return cell._style  # noqa: SLF001 (the same)

    # ---- the list --------------------------------------------------------------------------------------------------------------------

    def add_list(self, content: TaskingSheet) -> None:
        """The tasks: what is needed to go, what is to be filled in, and what each row is known by."""
        sheet = self._new_sheet("Tasks")
        self._set_up(sheet, paper=_A4, heading_row=True)
        columns = [*_SHOWN, *((heading, _WIDTHS[key]) for key, heading in FILL_IN), *_KNOWN_BY]
        widths = [width for _, width in columns]
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        first, last = len(_SHOWN) + 1, len(_SHOWN) + len(FILL_IN)
        sheet.row_dimensions[1].height = 30
        sheet.append([(heading, "asked" if first <= place <= last else "heading") for place, (heading, _) in enumerate(columns, 1)])
        for number, task in enumerate(content.tasks, 2):
            row = _row(content, task)
            sheet.row_dimensions[number].height = _height(row, widths)
            sheet.append(row)
        if not content.tasks:
            sheet.append([(NOTHING, "text"), (_nothing(content), "text")])
        end = max(2, len(content.tasks) + 1)
        # On paper without what only the program reads: all columns on one page would make each letter smaller than a name can be read at.
        sheet.print_area = f"A1:{get_column_letter(last)}{end}"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{end}"
        for validation in _validations(content, first, end):
            sheet.data_validations.append(validation)
        _protect(sheet)

    # ---- a page for each entry -------------------------------------------------------------------------------------------------------

    def add_pages(self, content: TaskingSheet, heard: Callable[[int], None] | None) -> None:
        """A page for each entry, to be printed and taken along."""
        sheet = self._new_sheet("Pages")
        self._set_up(sheet, paper=_A4, heading_row=False)
        # Pages end where they are told to only at a scale of their own: a fit to one page wide lets the program choose.
        sheet.sheet_properties.pageSetUpPr.fitToPage = False
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
        sheet.page_setup.orientation = "portrait"
        # The page stands, so that the whole title would run into the marking.
        sheet.oddFooter.left.text = f"{content.number} · export {self._marks.export}"
        for place, width in enumerate(_PAGE, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        number, longest = 0, 0.0
        for place, task in enumerate(content.tasks, 1):
            if heard is not None:
                heard(place)
            used = 0.0
            for row in _page(content, task):
                number += 1
                height = _TITLE_HIGH if len(row) == 1 else _height(row, _PAGE[: len(row)])
                used += height
                sheet.row_dimensions[number].height = height
                sheet.append(row)
            longest = max(longest, used)
            if place < len(content.tasks):
                sheet.row_breaks.append(Break(id=number))
        if not content.tasks:
            sheet.append([(NOTHING, "label"), (_nothing(content), "plain")])
        if number:
            # A title longer than its page ends with it: the name stands whole below.
            sheet.print_area = f"A1:{get_column_letter(len(_PAGE))}{number}"
        sheet.page_setup.scale = int(min(_LARGEST, max(_SMALLEST, 100 * _ROOM_DOWN / max(longest, 1.0))))
        _protect(sheet)

    # ---- how it is filled in ---------------------------------------------------------------------------------------------------------

    def add_lists(self, content: TaskingSheet) -> None:
        """How to fill it in, and the lists that its columns take their values from."""
        sheet = self._new_sheet("How to fill it in")
        self._set_up(sheet, paper=_A4, heading_row=False)
        for place, width in enumerate((22, 92, 14, 16, 16), 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        kinds, results = [kind_words(kind) for kind in AttemptKind], [result_words(result) for result in AttemptResult]
        told = list(_how(content))
        sheet.append(
            [("Column", "heading"), ("What it takes", "heading"), ("Kind", "heading"), ("Result", "heading"), ("Officer", "heading")]
        )
        for place in range(max(len(told), len(results), len(content.officers))):
            label, says = told[place] if place < len(told) else ("", "")
            listed = [values[place] if place < len(values) else None for values in (kinds, results, content.officers)]
            sheet.row_dimensions[place + 2].height = _height([(label, "label"), (says, "plain")], (22, 92))
            sheet.append([(label, "label"), (says, "plain"), *((value, "text") for value in listed)])
        _protect(sheet)


def _height(row: Sequence[Styled], widths: Sequence[int]) -> float:
    """As high as its fullest cell needs at this book's size: fewer letters stand in a line, and each line is higher."""
    texts = [value if isinstance(value, str) else None for value, _ in row]
    return row_height(texts, [int(width * SIZE / _POINTS) for width in widths]) * _POINTS / SIZE


def _nothing(content: TaskingSheet) -> str:
    resting = f" {content.suspended} suspended." if content.suspended else ""
    return f"No open task for {content.chosen.words}.{resting}"


def _row(content: TaskingSheet, task: Task) -> list[Styled]:
    places = "\n".join(
        f"{place.letter}: {place.words}{f' (not tried: {place.not_tried})' if place.not_tried else ''}" for place in task.places
    )
    shown: list[Styled] = [
        (task.reference, "text"),
        ("\n".join(task.warnings) or _NO_WARNING, "warned" if task.warnings else "text"),
        (task.person, "text"),
        (f"{task.band}\n{task.wanted_for}\n{task.circulation}", "text"),
        (places or "No address is held", "text"),
        (task.to_do, "text"),
    ]
    asked: list[Styled] = [(task.owner if key == "officer" else None, "fill-at" if key in _DATES else "fill") for key, _ in FILL_IN]
    return [*shown, *asked, (str(content.number), "text"), (task.row, "plain"), (task.check, "text")]


def _validations(content: TaskingSheet, first: int, end: int) -> Iterator[DataValidation]:
    """A list or a check for each column that is filled in. What a spreadsheet cannot check is looked at when the sheet comes home."""
    lists = "'How to fill it in'!"
    made = to_force_time(content.made_at)
    since = (made.date() - date(1899, 12, 30)).days
    formulas: Mapping[str, Mapping[str, Any]] = {
        "attempted_at": {"type": "date", "operator": "greaterThanOrEqual", "formula1": str(since)},
        "by_when": {"type": "date", "operator": "greaterThanOrEqual", "formula1": str(since)},
        "kind": {"type": "list", "formula1": f"{lists}$C$2:$C${len(AttemptKind) + 1}"},
        "result": {"type": "list", "formula1": f"{lists}$D$2:$D${len(AttemptResult) + 1}"},
        "officer": {"type": "list", "formula1": f"{lists}$E$2:$E${max(2, len(content.officers) + 1)}"},
    }
    for place, (key, _) in enumerate(FILL_IN, first):
        letter = get_column_letter(place)
        how = formulas.get(key, {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(_LONGEST)})
        title, says = _ASKED[key]
        # A list refuses what is not on it; of dates and officers a person may know better, and is asked.
        style = "stop" if key in ("kind", "result") else "warning"
        yield DataValidation(
            **how, allow_blank=True, showErrorMessage=True, showInputMessage=True, errorStyle=style, errorTitle=title, error=says, promptTitle=title,
            prompt=says, sqref=f"{letter}2:{letter}{end}",
        )  # fmt: skip


def _protect(sheet: Any) -> None:  # noqa: ANN401 (openpyxl's sheets have no common type)
    """Protected without a password; sorting, filtering and widths stay free."""
    sheet.protection.sheet = True
    for free in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, free, False)


def _page(content: TaskingSheet, task: Task) -> Iterator[list[Styled]]:
    """One entry from top to bottom: warnings, who, where, tried and not tried, then the reason card."""
    yield [(f"{task.reference}   {task.person.partition(chr(10))[0]}", "who")]
    yield [(f"{MARKING}. {CONFIRM}. {content.number}, row {task.row}", "confirm")]
    yield _line("Warnings", "\n".join(task.warnings) or _NO_WARNING, "warned" if task.warnings else "plain")
    yield _line("Person", task.person)
    yield _line("Wanted for", f"{task.wanted_for}\n{task.circulation}")
    yield _line("Band", task.band)
    yield _line("To do", task.to_do)
    yield _line("Owner", task.owner or "nobody yet")
    yield [
        ("Tried and not tried", "heading"),
        ("Address", "heading"),
        *((content.shift_names.get(part, part), "heading") for part in task.tried.parts),
    ]
    yield from _matrix(task)
    yield _line("Last attempts", "\n".join(task.attempts) or "Nobody has tried yet.")
    yield [("Reason card", "heading"), ("What may have to be read out", "heading")]
    for part in task.card.parts:
        yield _line(part.heading, "\n".join(part.lines))
    if task.card.missing:
        yield _line("Not held", f"To be filled in: {', '.join(task.card.missing)}.")


def _line(label: str, value: str, style: str = "plain") -> list[Styled]:
    return [(label, "label"), (value, style)]


def _matrix(task: Task) -> Iterator[list[Styled]]:
    places = {place.address: place for place in task.places}
    for row in task.tried.rows:
        place = places[row.address]
        cells: list[Styled] = [(_cell_words(cell.count, british_instant(cell.last_at)), "plain") for cell in row.cells]
        yield [(place.letter, "label"), (f"{place.words}; {place.looked_at}", "plain"), *cells]
    if not task.tried.rows:
        yield _line("", "No address is held.")
    if any(cell.count for cell in task.tried.elsewhere):
        elsewhere: list[Styled] = [(_cell_words(cell.count, british_instant(cell.last_at)), "plain") for cell in task.tried.elsewhere]
        yield [("", "label"), ("Elsewhere", "plain"), *elsewhere]


def _cell_words(count: int, last: str) -> str:
    return f"{times(count)}, last {last}" if count else "not tried"


def _how(content: TaskingSheet) -> Iterator[tuple[str, str]]:
    yield "Before you go", f"{CONFIRM}. {MARKING}: keep this sheet with you, and destroy it when it has been read back."
    yield (
        "Which tasks",
        f"{content.chosen.words}: {len(content.tasks)} open, made {british_instant(content.made_at)} by {content.made_by}. {_resting(content)}",
    )
    yield "What to fill in", "Only the yellow columns, one line for each attempt at a task. Leave a line empty where nobody went."
    for key, heading in FILL_IN:
        yield heading, _ASKED[key][1]
    yield (
        "Sheet, Row, Check",
        "Leave them as they are: by them each line finds its entry again. Sorting, filtering and deleting lines does no harm.",
    )
    yield (
        "Bringing it home",
        "Save it as xlsx, ods or CSV and give it back. It is looked at first; each line is taken, refused with a reason, or waits for a person.",
    )


def _resting(content: TaskingSheet) -> str:
    if not content.suspended:
        return "Nothing is left out: none of these entries is suspended."
    return f"{content.suspended} suspended {'entry is' if content.suspended == 1 else 'entries are'} left out: nobody is to go there."
