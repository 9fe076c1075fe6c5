"""A sheet out and home on the command line, as a script does it."""

from datetime import datetime
from pathlib import Path

from tests.exchange.sheets_back import feet_of, fill
from tests.journeys.program import Program


def test_a_sheet_goes_out_and_comes_home(program: Program, tmp_path: Path) -> None:
    program = Program.in_one_process(program.home)
    reference = program.adds("NGUYỄN")
    program.accepts(reference)
    program.does("do", "allocate", reference, "--owner", "DEMO-PC")
    out = tmp_path / "sheet.xlsx"
    made = program.does("tasking", "--owner", "DEMO-PC", "--out", str(out))
    assert (made["rows"], made["file"], len(made["sha256"])) == (1, str(out), 64)
    assert {f"· export {made['export']}" in foot for foot in feet_of(out)} == {True}
    assert program.does("exports", "--file", str(out))["exports"][0]["export"] == made["export"]
    assert program.refused("tasking", "--out", str(out)) == (3, "file_exists")
    assert program.refused("tasking", "--owner", "NOBODY", "--out", str(tmp_path / "x.xlsx")) == (3, "no_such_officer")
    assert program.refused("tasking", "--out", str(tmp_path / "gone" / "x.xlsx")) == (4, "no_folder")
    (left,) = program.does("exports")["exports"]
    assert (left["purpose"], left["recipient"], left["sha256"]) == ("tasking", "DEMO-PS", made["sha256"])
    words = {"Attempted at": datetime(2026, 3, 2, 10, 0), "Kind": "visit", "Result": "no_reply", "Next step": "Again tonight"}  # noqa: DTZ001 (a spreadsheet knows no zone)
    back = fill(out, {1: words}, tmp_path / "back.xlsx")
    later = "2026-03-02T12:00:00Z"
    preview = program.does("returns", str(back), "--dry-run", at=later)
    assert (preview["read"], preview["taken"], preview["refused"]) == (1, 1, 0)
    assert program.does("show", reference, at=later)["attempt_count"] == 0
    assert program.does("returns", str(back), at=later)["taken"] == 1
    shown = program.does("show", reference, at=later)
    assert (shown["attempt_count"], shown["stage"], shown["attempts"][0]["by"]) == (1, "active", "DEMO-PC")
    assert program.does("returns", str(back), at=later)["unchanged"] == 1
    done = [(line["deed"], line["officer"]) for line in program.does("history", reference, at=later)["history"]]
    assert ("log-attempt", "DEMO-PC") in done
    assert program.refused("returns", str(tmp_path / "none.xlsx"), at=later) == (4, "no_such_file")
    (tmp_path / "old.xlsm").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert program.refused("returns", str(tmp_path / "old.xlsm"), at=later) == (3, "locked_workbook")
    assert program("verify").code == 0
