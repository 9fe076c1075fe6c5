"""What lies over a handover's cells, and shows something else than they hold, is found and named although each cell is as it was sealed."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from tests.exchange.contents import content_with
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.exchange.workbook_seal import check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.handover import Signatures

SEALED = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
QUEUE = "Full queue"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "h.xlsx"
    write_handover(content_with("NGUYỄN", "O'BRIEN"), SEALED, path, export=7)
    return path


def _comment(opened: Any) -> None:
    opened[QUEUE]["B2"].comment = Comment("Gone since", "somebody")


def _rule(opened: Any) -> None:
    opened[QUEUE].conditional_formatting.add("A2:V9", FormulaRule(formula=["TRUE"], font=Font(color="FFFFFF")))


def _white(opened: Any) -> None:
    opened[QUEUE]["D2"].font = Font(color="FFFFFFFF")


def _as_its_ground(opened: Any) -> None:
    opened[QUEUE]["C3"].font, opened[QUEUE]["C3"].fill = Font(color="FF8B1A1A"), PatternFill("solid", fgColor="FF8B1A1A")


def _tiny(opened: Any) -> None:
    opened[QUEUE]["D2"].font = Font(size=1)


def _link(opened: Any) -> None:
    opened[QUEUE]["A2"].hyperlink = "https://somewhere.invalid/"


def _head(opened: Any) -> None:
    opened[QUEUE].oddHeader.center.text = "For everyone"


def _first_page(opened: Any) -> None:
    opened["Measures"].HeaderFooter.differentFirst = True


def _far_cell(opened: Any) -> None:
    opened[QUEUE]["AC2"] = "x"


def _below(opened: Any) -> None:
    opened[QUEUE]["B20"] = "x"


def _far_below(opened: Any) -> None:
    opened[QUEUE]["A9000"] = "x"


@pytest.mark.parametrize(
    ("change", "sheet", "cell", "says"),
    [
        (_comment, QUEUE, "B2", "comment"),
        (lambda opened: opened[QUEUE].merge_cells("V2:W2"), QUEUE, "V2:W2", "merged"),
        (lambda opened: opened["Cover"].merge_cells("A1:C1"), "Cover", "A1:C1", "merged"),
        (_rule, QUEUE, "A2:V9", "rule"),
        (_white, QUEUE, "D2", "cannot be read"),
        (_as_its_ground, QUEUE, "C3", "cannot be read"),
        (_tiny, QUEUE, "D2", "cannot be read"),
        (_link, QUEUE, "A2", "link"),
        (_head, QUEUE, None, "OFFICIAL-SENSITIVE"),
        (_first_page, "Measures", None, "another head"),
        (_far_cell, QUEUE, "AC2", "sealed empty"),
        (_below, QUEUE, "B20", "sealed empty"),
        (_far_below, QUEUE, "row 9000", "far below"),
    ],
)
def test_what_lies_over_the_cells_is_named(
    whole: Path, tmp_path: Path, change: Callable[[Any], None], sheet: str, cell: str | None, says: str
) -> None:
    opened = load_workbook(whole)
    change(opened)
    opened.save(tmp_path / "over.xlsx")
    found = check_workbook(see_workbook((tmp_path / "over.xlsx").read_bytes(), file_name="over.xlsx")).differences
    assert any((one.sheet, one.cell) == (sheet, cell) and says in one.what for one in found), [one.words for one in found]


def test_a_far_away_cell_is_told_of_alone(whole: Path, tmp_path: Path) -> None:
    opened = load_workbook(whole)
    opened[QUEUE]["XFD2"] = "x"
    opened.save(tmp_path / "far.xlsx")
    found = check_workbook(see_workbook((tmp_path / "far.xlsx").read_bytes(), file_name="far.xlsx")).differences
    assert [(one.sheet, one.cell) for one in found] == [(QUEUE, "XFD2")]


def test_a_box_drawn_over_the_cells_is_named(whole: Path, tmp_path: Path) -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    hung = b'<Relationship Id="box" Type="' + kind + b'" Target="../drawings/box.xml"/></Relationships>'
    box = b"<wsDr><oneCellAnchor><from><col>1</col><colOff>0</colOff><row>2</row><rowOff>0</rowOff></from><sp/></oneCellAnchor></wsDr>"
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(tmp_path / "box.xlsx", "w") as written:
        for name in parts.namelist():
            part = parts.read(name)
            written.writestr(name, part.replace(b"</Relationships>", hung) if name == "xl/worksheets/_rels/sheet10.xml.rels" else part)
        written.writestr("xl/drawings/box.xml", box)
    found = check_workbook(see_workbook((tmp_path / "box.xlsx").read_bytes(), file_name="box.xlsx")).differences
    assert [(one.sheet, one.cell, "box" in one.what) for one in found] == [(QUEUE, "B3", True)]
