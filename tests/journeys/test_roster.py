"""A roster by the command line: taken in whole, or refused with every fault and nothing taken."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.journeys.program import Program

WRONG = (
    ("DEMO-PS", "02/03/2026 07:00", "02/03/2026 17:00"),
    ("NOBODY-9", "02/03/2026 07:00", "02/03/2026 17:00"),
    ("demo-ps", "02/03/2026 16:00", "03/03/2026 00:00"),
    ("DEMO-INSP", "02/03/2026 22:00", "02/03/2026 07:00"),
    ("DEMO-CI", "next Tuesday", ""),
    ("", "02/03/2026 07:00", "02/03/2026 17:00"),
    ("DEMO-PS", "02/03/2026 07:00", "02/03/2026 17:00"),
)
FOUND = [
    (2, "Shoulder number", "no_such_officer"), (3, "Shoulder number", "overlapping"), (4, "Off duty", "end_before_start"),
    (5, "On duty", "bad_date"), (5, "Off duty", "bad_date"), (6, "Shoulder number", "missing_collar"), (7, "On duty", "overlapping"),
]  # fmt: skip


@pytest.fixture
def program(in_one_process: Program) -> Program:
    return in_one_process


def _file(folder: Path, rows: tuple[tuple[str, str, str], ...], form: str) -> Path:
    path = folder / f"roster.{form}"
    headed = (("Shoulder number", "On duty", "Off duty"), *rows)
    if form == "csv":
        path.write_text("".join(",".join(row) + "\n" for row in headed), encoding="utf-8")
        return path
    book = Workbook()
    assert book.active is not None
    for row in headed:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_fault_is_named_and_nothing_is_taken(program: Program, tmp_path: Path, form: str) -> None:
    file = _file(tmp_path, WRONG, form)
    answer = program("roster", str(file))
    error = answer.json["error"]
    assert (answer.code, error["kind"], error["code"]) == (3, "invalid", "no_such_officer")
    places = [(one["row"], one["code"]) for one in error["faults"]]
    assert places == [(row, code) for row, _, code in FOUND]
    assert {one["file"] for one in error["faults"]} == {file.name}
    assert all(f"{file.name}, row {row}, “" in error["message"] for row, _, _ in FOUND)
    assert "Nothing was changed" in error["message"]
    assert program.does("roster") == {"at": "2026-03-02T09:00:00Z", "on_duty": [], "gaps": []}


def test_a_night_over_a_clock_change_ends_at_the_last_of_two_half_past_ones(program: Program, tmp_path: Path) -> None:
    file = _file(
        tmp_path, (("DEMO-PS", "24/10/2026 22:00", "25/10/2026 01:30"), ("DEMO-INSP", "28/03/2026 22:00", "29/03/2026 01:30")), "csv"
    )
    assert program.does("roster", str(file))["changes"]["duties"] == 2
    (present,) = program.does("roster", at="2026-10-25T01:00:00Z")["on_duty"]
    assert (present["collar"], present["until"]) == ("DEMO-PS", "2026-10-25T01:30:00Z")
    (spring,) = program.does("roster", at="2026-03-29T00:30:00Z")["on_duty"]
    assert (spring["collar"], spring["until"]) == ("DEMO-INSP", "2026-03-29T01:00:00Z")


def test_a_day_with_nobody_between_two_duties_is_a_gap_and_not_a_day_without_a_roster(program: Program, tmp_path: Path) -> None:
    rows = (("DEMO-PS", "02/03/2026 07:00", "02/03/2026 17:00"), ("DEMO-PS2", "05/03/2026 07:00", "05/03/2026 17:00"))
    program.does("roster", str(_file(tmp_path, rows, "csv")))
    between = program.does("roster", at="2026-03-03T12:00:00Z")
    assert between["on_duty"] == []
    whole = {"from": "2026-03-03T12:00:00Z", "to": "2026-03-04T12:00:00Z"}
    assert between["gaps"] == [{"rank": rank, **whole} for rank in ("sergeant", "inspector", "chief_inspector", "superintendent")]
    before_early = program.does("roster", at="2026-03-05T01:00:00Z")["gaps"][0]
    assert before_early == {"rank": "sergeant", "from": "2026-03-05T01:00:00Z", "to": "2026-03-05T07:00:00Z"}


def test_the_end_of_a_roster_is_a_gap_that_is_seen_before_it_begins(program: Program, tmp_path: Path) -> None:
    rows = (("DEMO-PS", "02/03/2026 07:00", "02/03/2026 17:00"),)
    program.does("roster", str(_file(tmp_path, rows, "csv")))
    sergeant = next(gap for gap in program.does("roster", at="2026-03-02T12:00:00Z")["gaps"] if gap["rank"] == "sergeant")
    assert (sergeant["from"], sergeant["to"]) == ("2026-03-02T17:00:00Z", "2026-03-03T12:00:00Z")
    assert program.does("roster", at="2026-03-03T18:00:00Z")["gaps"] == []
