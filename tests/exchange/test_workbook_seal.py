"""A handover's workbook against its seal: whatever is changed in it is found and named, and a file merely saved again is whole."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exchange.contents import content_with
from wantedtrack.errors import Invalid
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.exchange.workbook_seal import Checked, check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.handover import Signatures
from wantedtrack.rules.handover_cover import handover_seal, sealed_pages
from wantedtrack.rules.handover_said import Addendum, Answer, ReadBack, Remark, Said

SEALED = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
SAID = Said(
    (Remark(None, "Quiet", "DEMO-PS", "2026-03-02T16:00:00Z"), Remark("DEMO-000001", "A dog", "DEMO-PS", "2026-03-02T16:00:00Z")),
    (ReadBack("DEMO-000001", "DEMO-PS2", "Which?", (Answer("Brown", "DEMO-PS", "2026-03-02T17:05:00Z"), Answer("Gone", "DEMO-PS", "2026-03-02T19:00:00Z", is_late=True))),),
    (Addendum("Key at the desk", "DEMO-PS2", "2026-03-02T20:00:00Z"),),
)  # fmt: skip
CONTENT = replace(content_with("NGUYỄN", "O'BRIEN", "=1+1"), why={"DEMO-000001": "Red (high): NGUYỄN."})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sealed handover's workbook, with something added after the seal."""
    write_handover(CONTENT, SEALED, tmp_path / "h.xlsx", said=SAID, export=7)
    return tmp_path / "h.xlsx"


def _check(path: Path, *, known: bool = False) -> Checked:
    pages = tuple(sealed_pages(CONTENT, SEALED, SAID))
    return check_workbook(see_workbook(path.read_bytes(), file_name=path.name), expected=(lambda _: pages) if known else None)


def _changed(path: Path, change: Callable[[Any], None]) -> Path:
    opened = load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def test_a_whole_workbook_is_intact_and_prints_the_handovers_seal(book: Path) -> None:
    checked = _check(book)
    assert checked.differences == ()
    assert checked.seal == handover_seal(CONTENT, SEALED, SAID)
    assert checked.facts["Journal head"] == CONTENT.head_hash
    assert see_workbook(book.read_bytes(), file_name="h").foot.count("export 7") == 1


def test_saved_again_by_another_program_it_is_intact(book: Path) -> None:
    assert _check(_changed(book, lambda _: None)).is_intact


def test_saved_again_by_libreoffice_it_is_intact(tmp_path: Path) -> None:
    """Really saved again where the program is installed; everywhere else the file that it saved once, kept beside the tests."""
    office, kept = shutil.which("soffice"), Path(__file__).parent / "data" / "handover_saved_by_libreoffice.xlsx"
    if office is not None:
        naughty = json.loads((kept.parent / "blns.json").read_text(encoding="utf-8"))
        write_handover(content_with(*naughty, "x" * 40_000, "\ttab"), SEALED, tmp_path / "h.xlsx", export=7)
        home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(tmp_path / "h.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        kept = tmp_path / "again" / "h.xlsx"
    assert _check(kept).is_intact


@pytest.mark.parametrize("each", [7, pytest.param(1, marks=pytest.mark.full)])
@pytest.mark.parametrize("known", [False, True])
def test_every_cell_altered_in_turn_is_found_and_named(book: Path, tmp_path: Path, each: int, *, known: bool) -> None:
    """One cell in seven, another seventh with the journal than without it; with `-m full` every one."""
    opened = load_workbook(book)
    places = [(sheet.title, cell.coordinate) for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(places) > 300
    missed: list[tuple[str, str, object]] = []
    for name, coordinate in places[3 * known :: each] if each > 1 else places:
        cell = opened[name][coordinate]
        kept, kind = cell.value, cell.data_type
        cell.value = f"{kept}x" if isinstance(kept, str) else kept + (1 if kind == "n" else timedelta(days=1))
        opened.save(tmp_path / "altered.xlsx")
        cell.value = kept
        cell.data_type = kind
        found = _check(tmp_path / "altered.xlsx", known=known).differences
        if (name, coordinate) not in {(one.sheet, one.cell) for one in found} and not (found and name == "Cover"):
            missed.append((name, coordinate, found))
    assert missed == []


def _hide_row(opened: Any) -> None:
    opened["Full queue"].row_dimensions[2].hidden = True


def _hide_column(opened: Any) -> None:
    opened["Full queue"].column_dimensions["C"].hidden = True


def _squash_row(opened: Any) -> None:
    opened["Full queue"].row_dimensions[2].height = 0.5


def _squash_column(opened: Any) -> None:
    opened["Full queue"].column_dimensions["C"].width = 0.2


def _hide_sheet(opened: Any) -> None:
    opened["Escalations"].sheet_state = "hidden"


def _format(opened: Any) -> None:
    opened["Full queue"]["F2"].number_format = "mm/dd/yyyy"


def _format_as_number(opened: Any) -> None:
    opened["Full queue"]["K3"].number_format = "0"


def _formula(opened: Any) -> None:
    opened["Full queue"]["S2"].value = "=1+1"


def _another_base(opened: Any) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415 (needed here alone)

    opened.epoch = CALENDAR_MAC_1904
    opened["Full queue"]["F2"].value = 33_000


def _swap_rows(opened: Any) -> None:
    sheet = opened["Full queue"]
    for column in range(1, 23):
        first, second = sheet.cell(2, column), sheet.cell(3, column)
        first.value, second.value = second.value, first.value


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    ("change", "sheet", "cell", "says"),
    [
        (lambda opened: opened.remove(opened["Bail due next 24 h"]), "Bail due next 24 h", None, "missing or was renamed"),
        (lambda opened: opened.create_sheet("Notes"), "Notes", None, "added or renamed"),
        (lambda opened: setattr(opened["Escalations"], "title", "Levels"), "Levels", None, "added or renamed"),
        (lambda opened: opened.move_sheet("Measures", -2), "Measures", None, "another order"),
        (lambda opened: opened["Full queue"].delete_rows(3), "Full queue", "row 3", "1 row is missing"),
        (lambda opened: opened["Full queue"].append(["DEMO-000009"]), "Full queue", "row 5", "1 row was put in"),
        (_swap_rows, "Full queue", "row 2", "2 stand in another place"),
        (_hide_row, "Full queue", None, "row 2 is hidden"),
        (_hide_column, "Full queue", None, "column C is hidden"),
        (_squash_row, "Full queue", None, "row 2 is hidden"),
        (_squash_column, "Full queue", None, "column C is hidden"),
        (_hide_sheet, "Escalations", None, "this sheet is hidden"),
        (_format, "Full queue", "F2", "something else"),
        (_format_as_number, "Full queue", "K3", "something else"),
        (_formula, "Full queue", "S2", "formula"),
        (_another_base, "Full queue", "F2", "something else"),
    ],
)
def test_what_was_done_to_it_is_named(
    book: Path, change: Callable[[Any], None], sheet: str, cell: str | None, says: str, *, known: bool
) -> None:
    found = _check(_changed(book, change), known=known).differences
    assert any((one.sheet, one.cell) == (sheet, cell) and says in one.what for one in found), [one.words for one in found]


def test_a_workbook_that_is_no_handover_is_said_to_be_none(tmp_path: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 (needed here alone)

    Workbook().save(tmp_path / "other.xlsx")
    assert "no handover" in _check(tmp_path / "other.xlsx").differences[0].what
    with pytest.raises(Invalid) as refused:
        see_workbook(b"PK\x03\x04 not a workbook", file_name="broken.xlsx")
    assert refused.value.code == "damaged"


def test_without_its_marks_a_changed_file_is_still_found(book: Path) -> None:
    def change(opened: Any) -> None:
        for name in list(opened.custom_doc_props.names):
            del opened.custom_doc_props[name]
        opened["Full queue"]["D2"].value = "SOMEBODY"

    found = _check(_changed(book, change)).differences
    assert [(one.sheet, one.cell) for one in found] == [("Cover", None)]
    assert "which of them cannot be said" in found[0].what


def test_an_addition_altered_after_the_seal_is_found(book: Path) -> None:
    def change(opened: Any) -> None:
        sheet = opened["Cover"]
        for row in sheet.iter_rows():
            if row[0].value == "Addendum of DEMO-PS2":
                row[1].value = "Another"

    assert not _check(_changed(book, change), known=True).is_intact


def test_none_one_and_many_are_written_alike(tmp_path: Path) -> None:
    for names in ((), ("ONE",), tuple(f"INVENTED-{number}" for number in range(300))):
        write_handover(content_with(*names), SEALED, tmp_path / "h.xlsx")
        assert _check(tmp_path / "h.xlsx").is_intact
