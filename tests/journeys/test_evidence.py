"""The pack for an inspection by one command: two recorded files, the inspectors' questions, a sample that is drawn again alike, and no name."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.journeys.program import Program
from wantedtrack.leaving import look_at


def _words(path: Path) -> str:
    book: Any = load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _lives(program: Program) -> list[str]:
    references: list[str] = []
    for number in range(6):
        reference = program.adds(f"PLANTED{number}", "--forenames", "Zebedee")
        program.accepts(reference)
        references.append(reference)
    for reference in references[:3]:
        program.does(
            "do",
            "record-outcome",
            reference,
            "--outcome",
            "arrested_by_this_force",
            "--at",
            "2026-03-02T08:59:00Z",
            "--place",
            "SECRETPLACE",
        )
        closing = ("do", "close", reference, "--recheck", "clear", "--victim-informed", "yes", "--cancellation-reference", "C1")
        program.does(*closing, collar="DEMO-PS2")
    program.does("do", "set-restricted", references[5], "--restricted", "yes", "--reason", "covert", collar="DEMO-INSP")
    return references


def test_the_pack_answers_the_inspectors_questions_without_a_name(program: Program, tmp_path: Path) -> None:
    references = _lives(program)
    at = "2026-03-05T09:00:00Z"
    told = program.does("evidence", "--out", str(tmp_path / "pack"), "--sample", "2", "--seed", "7", at=at)
    assert (told["closed_of"], told["open_of"], told["restricted"], told["seed"]) == (3, 2, 1, 7)
    assert [one["state"] for one in told["sample"]] == ["closed", "closed", "open", "open"]
    assert references[5] not in {one["reference"] for one in told["sample"]}
    again = program.does("evidence", "--out", str(tmp_path / "pack"), "--sample", "2", "--seed", "7", at=at)
    assert again["sample"] == told["sample"]
    assert {one["file"] for one in again["files"]}.isdisjoint({one["file"] for one in told["files"]})
    book, page = (Path(one["file"]) for one in told["files"])
    assert look_at(page)[1] == told["files"][1]["export"]
    words = _words(book)
    for asked in ("Is there a clear process", "not yet circulated", "nobody watching", "that nobody chose"):
        assert asked in words
    for hidden in ("PLANTED", "Zebedee", "SECRETPLACE", references[5]):
        assert hidden not in words
    exported = {one["sha256"]: one for one in program.does("exports", at=at)["exports"]}
    assert all(exported[one["sha256"]]["purpose"] == "inspection" for one in (*told["files"], *again["files"]))


def test_names_leave_only_with_a_purpose_from_the_list(program: Program, tmp_path: Path) -> None:
    _lives(program)
    out = ("evidence", "--out", str(tmp_path / "pack"), "--names")
    assert program.refused(*out) == (3, "purpose")
    assert program.refused(*out, "--purpose", "curiosity") == (3, "purpose")
    assert not (tmp_path / "pack").exists()
    told = program.does(*out, "--purpose", "inspection", "--recipient", "HMICFRS")
    assert "PLANTED0, Zebedee" in _words(Path(told["files"][0]["file"]))


def test_an_empty_store_and_a_folder_that_cannot_be(program: Program, tmp_path: Path) -> None:
    told = program.does("evidence", "--out", str(tmp_path / "pack"))
    assert (told["sample"], len(told["files"])) == ([], 2)
    (tmp_path / "file").write_text("in the way")
    assert program.refused("evidence", "--out", str(tmp_path / "file" / "pack")) == (4, "no_folder")
    assert program.refused("evidence", "--out", str(tmp_path / "pack"), "--sample", "900") == (3, "sample")
