"""The tasking sheet as a file: what can be filled in and what not, what stands on each page; and what is refused of a file that comes back."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.exchange.tasking_sheet import write_tasking
from wantedtrack.rules.entry import AttemptKind, Category
from wantedtrack.rules.reason_card import CardPart, ReasonCard
from wantedtrack.rules.tasking import Chosen, Place, SheetNumber, Task, TaskingSheet, read_sheet_number, row_check, store_mark
from wantedtrack.rules.tried import Cell, Tried, TriedRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NUMBER = SheetNumber("52", 12, "BCDF")
HEADINGS = ["Reference", "Sheet", "Row", "Check", "Attempted at", "Kind", "Result"]
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)  # fmt: skip


def task(row: int, person: str = "NGUYỄN, An") -> Task:
    part = Tried(("early", "late", "weekend"), (TriedRow(7, "1 Invented Road", (Cell(1, NOW), Cell(), Cell())),), (Cell(), Cell(), Cell()))
    card = ReasonCard(f"DEMO-{row:06d}", person, NOW, (CardPart("Power", ("Police and Criminal Evidence Act 1984 s.24",)),), ("Grounds",))
    place = Place("A", 7, "1 Invented Road", "never looked at", "late, weekend")
    return Task(row, f"DEMO-{row:06d}", "BCDF-GHJK", ("VI Violent (never confirmed)",), person, f"{Category.WANTED}: theft", "RED (high)", "Circulated",
                (place,), "Try at night.", (), "DEMO-PC", part, card)  # fmt: skip


def content(*tasks: Task) -> TaskingSheet:
    names = {"early": "Early", "late": "Late", "weekend": "Weekend"}
    return TaskingSheet(
        NUMBER, NOW, "DEMO-PS", "Invented Force & Co", Chosen(beat="Keynsham 1"), 2, False, names, ("DEMO-PC", "DEMO-PS"), tasks
    )


def test_only_what_is_filled_in_is_open_and_has_its_list(tmp_path: Path) -> None:
    write_tasking(content(task(1), task(2)), tmp_path / "t.xlsx", export=7)
    book = load_workbook(tmp_path / "t.xlsx")
    tasks = book["Tasks"]
    headings = [cell.value for cell in tasks[1]]
    is_open = [heading for heading, cell in zip(headings, tasks[2], strict=True) if not cell.protection.locked]
    assert is_open == ["Attempted at", "Kind", "Result", "Where", "Next step", "By when", "Remarks", "Officer"]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert not tasks.protection.autoFilter
    assert not tasks.protection.sort
    asked = {str(one.sqref): one for one in tasks.data_validations.dataValidation}
    assert asked["H2:H3"].type == asked["I2:I3"].type == asked["N2:N3"].type == "list"
    assert asked["G2:G3"].type == asked["L2:L3"].type == "date"
    assert len(asked) == len(is_open)
    assert [book["How to fill it in"].cell(row, 3).value for row in range(2, 2 + len(AttemptKind))] == [
        "Visit",
        "Enquiry",
        "Contact",
        "Stop",
    ]
    assert not any(sheet.sheet_state != "visible" for sheet in book)
    assert not any(column.hidden for column in tasks.column_dimensions.values())


def test_every_page_carries_its_marks_and_the_warnings_stand_first(tmp_path: Path) -> None:
    write_tasking(content(task(1), task(2)), tmp_path / "t.xlsx", export=7)
    book = load_workbook(tmp_path / "t.xlsx")
    for sheet in book:
        head, foot = _said(sheet.oddHeader), _said(sheet.oddFooter)
        assert "OFFICIAL-SENSITIVE" in head
        assert "Confirm on PNC/LEDS before arrest" in head
        assert "page &P of &N" in foot
        assert "T52-12-BCDF" in foot
        assert str(sheet.page_setup.paperSize) == "9"
    assert (book["Tasks"].page_setup.orientation, book["Tasks"].print_title_rows) == ("landscape", "$1:$1")
    assert book["Tasks"]["B1"].value == "Warnings"
    pages = book["Pages"]
    assert len(pages.row_breaks.brk) == 1
    first = [row[0] for row in pages.iter_rows(values_only=True, max_row=5)]
    assert first[2] == "Warnings"
    told = "\n".join(str(cell) for row in pages.iter_rows(values_only=True) for cell in row if cell)
    assert "once, last 02/03/2026 09:00" in told
    assert "not tried" in told
    assert "Police and Criminal Evidence Act 1984 s.24" in told


def _said(item: Any) -> str:
    return " ".join(str(part.text) for part in (item.left, item.center, item.right))


def test_an_empty_sheet_says_so_and_none_is_written_over(tmp_path: Path) -> None:
    write_tasking(content(), tmp_path / "t.xlsx", export=7)
    assert load_workbook(tmp_path / "t.xlsx")["Tasks"]["A2"].value == "None"
    with pytest.raises(Invalid) as refused:
        write_tasking(content(task(1)), tmp_path / "t.xlsx", export=7)
    assert refused.value.code == "file_exists"
    with pytest.raises(Unavailable) as unavailable:
        write_tasking(content(task(1)), tmp_path / "gone" / "t.xlsx", export=7)
    assert unavailable.value.code == "no_folder"


def test_a_number_or_a_check_is_never_taken_for_a_figure_and_tells_every_change() -> None:
    checks = {row_check(b"k" * 32, sheet=sheet, row=row, reference="DEMO-000001", version=1) for sheet in range(20) for row in range(20)}
    assert len(checks) == 400
    assert all(letter == "-" or (letter.isalpha() and letter not in "AEIOUY") for check in checks for letter in check)
    assert read_sheet_number(" t52-12-bcdf ") == NUMBER
    assert read_sheet_number("52-12-1234") is None
    assert store_mark("one") != store_mark("another")


def _book(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tasks")
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused_whatever_the_file_is_called(tmp_path: Path, part: str) -> None:
    packed = io.BytesIO(_book([HEADINGS]))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(part, b"macro")
    (tmp_path / "t.xlsx").write_bytes(packed.getvalue())
    with pytest.raises(Invalid) as refused:
        read_returned(tmp_path / "t.xlsx")
    assert refused.value.code == "macros"


def test_a_hundred_thousand_rows_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(_book([HEADINGS, *([f"DEMO-{row}", "T52-1-BCDF", row, "BCDF-GHJK"] for row in range(30_000))]))
    with pytest.raises(Invalid) as refused:
        read_returned(tmp_path / "t.xlsx")
    assert refused.value.code == "too_large"
    lines = "\n".join([",".join(HEADINGS), *(f"DEMO-{row},T52-1-BCDF,{row},BCDF-GHJK,,," for row in range(100_000))])
    (tmp_path / "t.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        read_returned(tmp_path / "t.csv")
    assert refused.value.code == "too_many_rows"


def _ods(table: str, **more: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", ODS)
        spreadsheet = f'<office:spreadsheet><table:table table:name="Tasks">{table}</table:table></office:spreadsheet>'
        body = f"<office:body>{spreadsheet}</office:body>"
        archive.writestr(
            "content.xml", f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>{body}</office:document-content>'
        )
        for name, data in more.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _line(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def _text(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


def test_an_open_document_sheet_is_read_with_its_dates_spaces_repeats_and_formulas(tmp_path: Path) -> None:
    date = '<table:table-cell office:value-type="date" office:date-value="2026-03-02T09:30:00"><text:p>03/02/26</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="1"><text:p>1,00</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:=NOW()" office:value-type="date" office:date-value="2026-03-02T10:00:00"><text:p>x</text:p></table:table-cell>'
    head = _line(*map(_text, HEADINGS))
    known = (_text("DEMO-000001"), _text("T52-1-BCDF"), number, _text("BCDF<text:s text:c='2'/>-GHJK"))
    rows = (
        _line(*known, date, _text("Visit"), _text("No reply")),
        _line('<table:table-cell table:number-columns-repeated="1024"/>', more=' table:number-rows-repeated="1048000"'),
        _line(*known, formula, _text("Visit"), _text("No reply")),
    )
    (tmp_path / "t.ods").write_bytes(_ods(head + "".join(rows)))
    file = read_returned(tmp_path / "t.ods")
    assert file.counted == len(file.rows) == 2
    first, second = file.rows
    assert (first.cells["attempted_at"], first.cells["row"], first.cells["check"]) == ("2026-03-02 09:30:00", "1", "BCDF  -GHJK")
    assert (first.formulas, second.formulas) == ((), ("attempted_at",))


def test_an_open_document_sheet_that_means_harm_is_refused(tmp_path: Path) -> None:
    head = _line(*map(_text, HEADINGS))
    endless = _line(_text("DEMO"), more=' table:number-rows-repeated="1000000000"')
    for name, data, code in (
        ("endless", _ods(head + endless), "too_large"),
        ("macros", _ods(head, **{"Basic/Standard/Module1.xml": b"x"}), "macros"),
        ("cut", _ods(head)[:-40], "damaged"),
        ("not XML", _ods(head + "<table:table-row>"), "damaged"),
        ("other headings", _ods(_line(_text("Surname"))), "missing_headings"),
    ):
        (tmp_path / "t.ods").write_bytes(data)
        with pytest.raises(Invalid) as refused:
            read_returned(tmp_path / "t.ods")
        assert refused.value.code == code, name


def test_an_endless_sheet_beside_the_tasks_costs_nothing(tmp_path: Path) -> None:
    """Where it stands before them it is passed by, however often its one row says it stands."""
    endless = _line(_text("Pages"), more=' table:number-rows-repeated="1000000000"')
    tasks = _line(*map(_text, HEADINGS)) + _line(*map(_text, ("DEMO-000001", "T52-1-BCDF", "1", "BCDF-GHJK")))
    (tmp_path / "t.ods").write_bytes(_ods(f'{endless}</table:table><table:table table:name="Mine">{tasks}'))
    file = read_returned(tmp_path / "t.ods")
    assert (file.sheet, file.counted) == ("Mine", 1)
