"""The handover workbook: its twelve sheets, real dates, and text that stays text whatever it looks like."""

import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.exchange.contents import content_with, empty_content
from wantedtrack.errors import Unavailable
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.rules.cell_text import LONGEST_TEXT, safe_text
from wantedtrack.rules.handover import SHEETS, UNCOUNTED, HandoverContent, Signatures, content_from
from wantedtrack.rules.handover_cover import handover_seal
from wantedtrack.rules.handover_said import Said

SEALED = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
NAUGHTY: list[str] = json.loads((Path(__file__).parent / "data" / "blns.json").read_text(encoding="utf-8"))
FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "\t=1",
    '=HYPERLINK("x")',
    "＝1+1",
    "_x0041_",
    "a\r\nb",
    "\x01\x0b\x1f",
    "Nguyễn",
]


def _header(sheet: Any) -> str:
    return sheet.oddHeader.center.text


def test_it_has_the_twelve_sheets_in_their_order(tmp_path: Path) -> None:
    write_handover(empty_content(), Signatures(), tmp_path / "h.xlsx")
    assert load_workbook(tmp_path / "h.xlsx").sheetnames == ["Cover", *SHEETS]


def test_an_empty_table_reads_none_and_counts_nothing(tmp_path: Path) -> None:
    content = empty_content()
    write_handover(content, Signatures(), tmp_path / "h.xlsx")
    book = load_workbook(tmp_path / "h.xlsx")
    for name in SHEETS:
        if name not in UNCOUNTED:
            assert book[name]["A1"].value == "Reference"
            assert (book[name]["A2"].value, book[name].max_row) == ("None", 2)
            assert content.counts[name] == 0


def test_the_cover_counts_what_the_sheets_hold(tmp_path: Path) -> None:
    content = content_with("INVENTED", "Test")
    write_handover(content, SEALED, tmp_path / "h.xlsx")
    book = load_workbook(tmp_path / "h.xlsx")
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True) if row[0]}
    for name, count in content.counts.items():
        assert cover[name] == count
        assert book[name].max_row == max(1, count) + 1
    assert cover["Journal head"] == content.head_hash
    assert cover["Signed by"] == "DEMO-PS"
    assert cover["Content seal"] == handover_seal(content, SEALED, Said())


def test_nothing_is_hidden_merged_or_left_without_a_page_set_up(tmp_path: Path) -> None:
    write_handover(content_with("INVENTED", "Test"), SEALED, tmp_path / "h.xlsx")
    for sheet in load_workbook(tmp_path / "h.xlsx"):
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
        assert "Confirm on PNC/LEDS before arrest" in _header(sheet)
        assert sheet.page_setup.paperSize == (8 if sheet.title == "Full queue" else 9)
        if sheet.title != "Cover":
            assert (sheet.print_title_rows, len(sheet.tables)) == ("$1:$1", 1)


def _head_of_second_page(content: HandoverContent, path: Path) -> str | None:
    write_handover(content, SEALED, path)
    cover: Any = load_workbook(path)["Cover"]
    breaks = [one.id for one in cover.row_breaks.brk]
    return cover.cell(breaks[0] + 1, 1).value if breaks else None


def test_the_covers_first_page_holds_what_is_read_in_a_minute(tmp_path: Path) -> None:
    few, many = content_with("ONE"), content_with(*(f"INVENTED-{number}" for number in range(9)))
    high = replace(many, high_references=tuple(str(row[0]) for row in many.sheet("Full queue").rows))
    assert _head_of_second_page(few, tmp_path / "few.xlsx") == "For the record"
    assert _head_of_second_page(high, tmp_path / "many.xlsx") == "High entries"


@pytest.mark.parametrize(
    ("signatures", "marked"), [(Signatures(), True), (Signatures("DEMO-PS", "2026-03-02T17:00:00Z"), True), (SEALED, False)]
)
def test_until_both_have_signed_every_page_says_draft(tmp_path: Path, *, signatures: Signatures, marked: bool) -> None:
    write_handover(empty_content(), signatures, tmp_path / "h.xlsx")
    for sheet in load_workbook(tmp_path / "h.xlsx"):
        assert ("Draft, not signed" in _header(sheet)) is marked


def test_a_date_is_a_real_date_in_force_time(tmp_path: Path) -> None:
    write_handover(content_with("INVENTED", "Test", outstanding="2026-06-01T12:00:00Z"), SEALED, tmp_path / "h.xlsx")
    sheet = load_workbook(tmp_path / "h.xlsx")["Full queue"]
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("Became outstanding") + 1).value == datetime(2026, 6, 1, 13, 0)  # noqa: DTZ001 (a spreadsheet keeps wall time)


def _surname_back(path: Path) -> tuple[str, str]:
    cell = load_workbook(path)["Full queue"]["D2"]
    return cell.data_type, unescape(str(cell.value))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    write_handover(content_with(text, "Test"), SEALED, tmp_path / "h.xlsx")
    assert _surname_back(tmp_path / "h.xlsx") == ("s", text)
    with zipfile.ZipFile(tmp_path / "h.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


def test_every_naughty_string_comes_back_as_it_went(tmp_path: Path) -> None:
    write_handover(content_with(*NAUGHTY), SEALED, tmp_path / "h.xlsx")
    sheet = load_workbook(tmp_path / "h.xlsx")["Full queue"]
    back = [(cell.data_type, unescape(str(cell.value or ""))) for cell in sheet["D"][1:]]
    assert [text for _, text in back] == NAUGHTY
    assert {kind for kind, text in back if text} == {"s"}


@given(st.text(max_size=80))
def test_safe_text_keeps_every_character(text: str) -> None:
    assert unescape(safe_text(text)) == text or any(0xD800 <= ord(mark) <= 0xDFFF for mark in text)


def test_a_text_too_long_for_a_cell_says_so() -> None:
    told = safe_text("x" * 40_000)
    assert len(told) < 32_767
    assert "40,000 characters" in told[LONGEST_TEXT:]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        write_handover(empty_content(), SEALED, tmp_path / "gone" / "h.xlsx")
    assert refused.value.code == "no_folder"
    (tmp_path / "h.xlsx").mkdir()
    with pytest.raises(Unavailable):
        write_handover(empty_content(), SEALED, tmp_path / "h.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["h.xlsx"], "nothing half-written is left beside it"


def test_the_content_comes_back_from_its_json_as_it_went() -> None:
    content = content_with("NGUYỄN", "Test")
    assert content_from(json.loads(json.dumps(content.as_plain()))) == content
