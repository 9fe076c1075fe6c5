"""Every workbook that leaves the program, alike: whatever was typed comes back letter by letter and is never a formula, and anybody can read it."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.exchange import test_measures_file as measures_of
from tests.exchange import test_tasking_sheet as tasking_of
from tests.exchange.contents import NOW, POLICY, content_with
from wantedtrack.exchange.brief_page import write_brief_workbook
from wantedtrack.exchange.evidence_file import write_evidence
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.exchange.measures_file import write_measures
from wantedtrack.exchange.tasking_sheet import write_tasking
from wantedtrack.exchange.workbook_seal import check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.brief import BriefFacts, BriefLine, make_brief
from wantedtrack.rules.entry import Band, Category, ClockName
from wantedtrack.rules.evidence import Evidence, Failure, Sampled, Step
from wantedtrack.rules.handover import HandoverContent, Signatures
from wantedtrack.rules.handover_said import Addendum, Answer, ReadBack, Remark, Said
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.sheets import Cell, Kind, Sheet
from wantedtrack.rules.tasking import Chosen

SEALED = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
HOSTILE = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'=1", "\t=1", "\r\n=1", '=HYPERLINK("http://example.invalid")', "＝1+1", "_x0041_", "a\r\nb", "\x01\x0b\x1f",
    "Nguyễn", "{=1}", "#REF!", "TRUE", "1E5", "007", "02/03/2026", "<b>&amp;</b>", "]]>", '"', "😀", "\u202eabc", "&D&P&[File]", "None",
)  # fmt: skip
_TYPED = (Kind.TEXT, Kind.LONG_TEXT)
_LEAST_CONTRAST = 4.5
_MOST_IN_A_FOOT = 255


def _hostile_rows(sheet: Sheet) -> Sheet:
    """The sheet with a row for each hostile text, in every column that people type in; column A is what a row is known by."""
    pattern: tuple[Cell, ...] = sheet.rows[0] if sheet.rows else tuple(None for _ in sheet.columns)
    rows = tuple(
        tuple(text if column.kind in _TYPED else value for value, column in zip(pattern, sheet.columns, strict=True)) for text in HOSTILE
    )
    return replace(sheet, rows=rows)


def _handover(path: Path) -> HandoverContent:
    first = content_with("INVENTED")
    content = replace(
        first, sheets=tuple(_hostile_rows(sheet) for sheet in first.sheets), force=HOSTILE[0], station=HOSTILE[1], told=HOSTILE, worse=HOSTILE,
        changed=HOSTILE, glance=HOSTILE, high_references=("DEMO-000001",), why={"DEMO-000001": "\n".join(HOSTILE)},
    )  # fmt: skip
    at = "2026-03-02T17:00:00Z"
    said = Said(
        (*(Remark(None, text, "DEMO-PS", at) for text in HOSTILE), Remark("DEMO-000001", HOSTILE[0], "DEMO-PS", at)),
        (ReadBack("DEMO-000001", "DEMO-PS2", HOSTILE[2], (Answer(HOSTILE[3], "DEMO-PS", at, is_late=False), Answer(HOSTILE[4], "DEMO-PS", at, is_late=True))),),
        (Addendum(HOSTILE[5], "DEMO-PS", at),),
    )  # fmt: skip
    write_handover(content, SEALED, path, said=said, export=7)
    return content


def _tasking(path: Path) -> None:
    def one(row: int, text: str) -> Any:
        plain = tasking_of.task(row, text)
        place = replace(plain.places[0], words=text, looked_at=text, not_tried=text)
        return replace(
            plain, warnings=(text, text), wanted_for=text, circulation=text, places=(place,), to_do=text, attempts=(text,), owner=text
        )

    tasks = [one(row, text) for row, text in enumerate(HOSTILE, 1)]
    chosen = Chosen(team="=1+1 & " + "Invented & Sons " * 40, beat="&D\x01\n'x'")
    write_tasking(replace(tasking_of.content(*tasks), chosen=chosen, officers=HOSTILE), path, export=7)


def _measures(path: Path) -> None:
    write_measures(
        measures_of.measured(*HOSTILE),
        measures_of.LABELS,
        replace(measures_of.WHOSE, force=HOSTILE[0], recipient=HOSTILE[7]),
        path,
        export=7,
    )


def _evidence(path: Path) -> None:
    sample = tuple(
        Sampled(f"DEMO-{row:06d}", "open", Category.WANTED, Band.HIGH, NOW, None, 0, None, text, text, (Step(NOW, text, text, text),))
        for row, text in enumerate(HOSTILE, 1)
    )
    evidence = Evidence(
        force=HOSTILE[0], is_demonstration=True, drawn_at=NOW, drawn_by="DEMO-PS", purpose="inspection", recipient=HOSTILE[1], seed=1,
        measures=measures_of.measured(*HOSTILE), policy=POLICY, versions=tuple((number, text, text, NOW) for number, text in enumerate(HOSTILE, 1)),
        failures=tuple(Failure(text, NOW, None, text) for text in HOSTILE), sample=sample, open_of=30, closed_of=0, has_names=True,
    )  # fmt: skip
    write_evidence(evidence, path, export=7)


def _brief(path: Path) -> None:
    lines = [BriefLine(f"DEMO-{row:06d}", Band.HIGH, text, text, ClockName.ARREST, 1, NOW, text) for row, text in enumerate(HOSTILE, 1)]
    facts = BriefFacts(
        Rank.INSPECTOR, NOW, NOW - timedelta(days=1), is_first=True, force=HOSTILE[0], is_demonstration=True, to_sequence=1, band_labels=POLICY.band_labels,
        outstanding={}, added=0, ended={}, restricted=0, waiting=0, told=lines, coming=lines, said=HOSTILE,
    )  # fmt: skip
    write_brief_workbook(make_brief(facts), path, export=7)


WRITERS: dict[str, Callable[[Path], object]] = {
    "handover": _handover,
    "tasking": _tasking,
    "measures": _measures,
    "evidence": _evidence,
    "brief": _brief,
}
"""What writes each kind, every typed text in it a hostile one."""


@pytest.fixture(scope="module", params=WRITERS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of each kind of workbook."""
    path = tmp_path_factory.mktemp("books") / f"{request.param}.xlsx"
    WRITERS[request.param](path)
    return path


def _cells(book: Any) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def test_no_cell_is_a_formula_and_every_text_comes_back(written: Path) -> None:
    book = load_workbook(written)
    assert [cell.coordinate for cell in _cells(book) if cell.data_type == "f"] == []
    back = {unescape(cell.value) for cell in _cells(book) if isinstance(cell.value, str)}
    lost = [text for text in HOSTILE if text not in back and not any(text in told for told in back)]
    assert lost == []
    with zipfile.ZipFile(written) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_no_row_is_lost(written: Path) -> None:
    """Each table has a row for each text; what is known by the row, the seal of a handover says."""
    book = load_workbook(written)
    tables = [(sheet.title, sheet.max_row - 1) for sheet in book if sheet.tables and sheet.max_row > len(HOSTILE)]
    assert tables or written.stem in ("tasking", "measures")
    if written.stem == "handover":
        assert {count for _, count in tables} == {len(HOSTILE)}
        assert check_workbook(see_workbook(written.read_bytes(), file_name=written.name)).is_intact
    if written.stem == "tasking":
        assert book["Tasks"].max_row == len(HOSTILE) + 1


def test_whoever_listens_to_it_knows_where_they_are(written: Path) -> None:
    """What the accessibility checkers of spreadsheet programs ask: a title and a language, names for sheets, headings for tables, nothing merged or hidden."""
    book = load_workbook(written)
    assert book.properties.title
    assert book.properties.language == "en-GB"
    assert book.active is not None
    assert book.active.title == book.sheetnames[0]
    for sheet in book:
        assert not sheet.title.lower().startswith("sheet")
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert {one.activeCell for one in sheet.sheet_view.selection} == {"A1"}
        for table in sheet.tables.values():
            headings = [str(cell.value or "") for cell in sheet[1]]
            assert table.headerRowCount == 1
            assert all(headings), sheet.title
            assert len({heading.lower() for heading in headings}) == len(headings), sheet.title
            assert [column.name for column in table.tableColumns] == headings
    if written.stem == "tasking":
        assert all(cell.value for cell in book["Tasks"][1])
        assert book["Tasks"].print_title_rows == "$1:$1"


def _brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (2, 4, 6)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_all_text_stands_off_its_ground_and_no_colour_stands_alone(written: Path) -> None:
    seen: dict[tuple[str, str], float] = {}
    for cell in _cells(load_workbook(written)):
        ink = str(cell.font.color.rgb) if cell.font.color is not None else "FF000000"
        ground = str(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else "FFFFFFFF"
        light, dark = sorted((_brightness(ink), _brightness(ground)), reverse=True)
        seen[ink, ground] = (light + 0.05) / (dark + 0.05)
        if ground in ("FF8B1A1A", "FFF2B705", "FFD6E9F8"):
            assert str(cell.value).endswith(("(high)", "(medium)", "(standard)"))
    assert min(seen.values()) >= _LEAST_CONTRAST, seen


def test_what_stands_below_each_page_fits_and_says_nothing_of_its_own(written: Path) -> None:
    """A spreadsheet program calls a file damaged whose head or foot has more than 255 characters, and reads an ampersand as a command."""
    with zipfile.ZipFile(written) as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")}
    for name, text in sheets.items():
        for part in ("oddHeader", "oddFooter"):
            said = unescape(text.partition(f"<{part}>")[2].partition(f"</{part}>")[0]).replace("&amp;", "&")
            assert 0 < len(said) <= _MOST_IN_A_FOOT, (name, len(said))
            codes = said.replace("&&", "").split("&")[1:]
            assert all(code[:1] in 'LCRBAPN9"' or code[:2] == "1 " for code in codes), (name, said)


def test_the_texts_over_a_page_keep_their_letters(tmp_path: Path) -> None:
    _tasking(tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert str(book.properties.title).startswith("Tasking sheet T52-12-BCDF, team =1+1 & Invented & Sons")
    tasks: Any = book["Tasks"]
    assert tasks.oddFooter.left.text.startswith("Tasking sheet T52-12-BCDF, team =1+1 && Invented && Sons")
    assert tasks.oddFooter.left.text.endswith("· export 7")
