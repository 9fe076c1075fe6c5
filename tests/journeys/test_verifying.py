"""A handover's workbook on the command line: sealed, let out under a number, checked with and without the store, looked up when it is found."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.journeys.program import Program


@pytest.fixture
def sealed(program: Program, tmp_path: Path) -> Path:
    """A sealed handover's workbook."""
    program.does("handover", "prepare")
    program.does("handover", "remark", "=1+1")
    program.does("handover", "sign")
    program.does("handover", "accept", "--understood-all", collar="DEMO-PS2")
    left = program.does("handover", "export", "--out", str(tmp_path / "h.xlsx"), "--recipient", "HMICFRS", "--purpose", "Inspection")
    assert left["export"] == 1
    return tmp_path / "h.xlsx"


def _altered(path: Path, name: str) -> Path:
    book = load_workbook(path)
    book["Definitions"]["B2"].value = "Something else"
    book.save(path.with_name(name))
    return path.with_name(name)


def test_an_intact_workbook_is_intact_and_an_altered_cell_is_named(program: Program, sealed: Path) -> None:
    whole = program.does("verify", "--workbook", str(sealed))
    assert (whole["state"], whole["chain"], whole["workbook"]["differences"]) == ("intact", "intact", [])
    answer = program("verify", "--workbook", str(_altered(sealed, "x.xlsx")))
    assert answer.code == 5
    (found,) = answer.json["workbook"]["differences"]
    assert (found["sheet"], found["cell"]) == ("Definitions", "B2")


def test_a_seal_made_anew_is_unknown_to_the_store(program: Program, sealed: Path) -> None:
    book: Any = load_workbook(sealed)
    for row in book["Cover"].iter_rows():
        if row[0].value == "Content seal":
            row[1].value = "0" * 64
    book.save(sealed)
    assert program("verify", "--workbook", str(sealed)).code == 5


def test_a_file_that_is_not_there_is_the_surroundings(program: Program, tmp_path: Path) -> None:
    assert program("verify", "--workbook", str(tmp_path / "gone.xlsx")).code == 74


@pytest.mark.parametrize(
    "wrong",
    [("verify", "--head", "00"), ("verify", "--bogus"), ("verify", "extra"), ("--at", "yesterday", "verify"), ("--bogus", "verify")],
)
def test_wrong_usage_is_never_taken_for_a_verdict_on_the_chain(program: Program, wrong: tuple[str, ...]) -> None:
    """2 says broken and 3 truncated, so wrong words answer 64 here."""
    assert program(*wrong).code == 64


def test_a_head_that_is_known_is_found_however_it_is_written(program: Program) -> None:
    head = program.does("verify")["head"]
    assert program.does("verify", "--head", f" {head.upper()} ")["state"] == "intact"
    assert program("verify", "--head", "f" * 64).code == 3


def test_without_a_store_the_cells_are_checked_and_the_chain_is_said_not_to_be(program: Program, sealed: Path, tmp_path: Path) -> None:
    assert program.home.exists()
    elsewhere = Program(tmp_path / "elsewhere", at=None)
    whole = elsewhere.does("verify", "--workbook", str(sealed))
    assert (whole["state"], whole["chain"]) == ("intact", "not_checked")
    assert elsewhere("verify", "--workbook", str(_altered(sealed, "z.xlsx"))).code == 5


def test_a_file_that_was_found_is_looked_up(program: Program, sealed: Path) -> None:
    found = program.does("exports", "--file", str(sealed))
    assert (found["exports"][0]["recipient"], found["exports"][0]["purpose"], found["same_bytes"]) == ("HMICFRS", "inspection", True)
    again = program.does("exports", "--file", str(_altered(sealed, "y.xlsx")))
    assert (again["exports"][0]["export"], again["same_bytes"]) == (1, False)


def test_what_the_program_did_not_write_is_not_written_over(program: Program, sealed: Path, tmp_path: Path) -> None:
    assert program.does("handover", "export", "--out", str(sealed))["export"] == 2
    (tmp_path / "mine.xlsx").write_text("mine", encoding="utf-8")
    assert program.refused("handover", "export", "--out", str(tmp_path / "mine.xlsx")) == (4, "file_there")
    assert (tmp_path / "mine.xlsx").read_text(encoding="utf-8") == "mine"
    named = [Path(program.does("handover", "export", "--out", str(tmp_path))["file"]).name for _ in range(2)]
    assert named[0].endswith("signed.xlsx")
    assert named[1].endswith("signed (2).xlsx")


def test_a_purpose_outside_the_list_is_kept_as_other(program: Program, sealed: Path, tmp_path: Path) -> None:
    assert sealed.exists()
    program.does("handover", "export", "--out", str(tmp_path / "o.xlsx"), "--purpose", "for the chief")
    assert program.does("exports")["exports"][0]["purpose"] == "other: for the chief"
