"""A tasking sheet goes out and comes home: every row is taken, refused with a reason, or waits; nothing twice, nothing half."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.deeds.force import MORNING, POLICY_TEXT, Force
from tests.exchange.sheets_back import as_csv, fill, moved, rewritten
from wantedtrack.clock import DemonstrationClock
from wantedtrack.deeds.importing import decide_row
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.opening import Opened
from wantedtrack.returning import bring_home
from wantedtrack.rules.entry import RowDecision
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.spans import moment
from wantedtrack.store import exports, journal, waiting_rows
from wantedtrack.store.info import read_info
from wantedtrack.store.reading import show
from wantedtrack.tasking import Wish, make_tasking

TRIED = {"Attempted at": datetime(2026, 3, 2, 9, 30), "Kind": "Visit", "Result": "No reply"}  # noqa: DTZ001 (a spreadsheet knows no zone)


def opened(force: Force) -> Opened:
    with force.store.reading() as connection:
        info = read_info(connection)
    return Opened(force.store, force.officers.ps, DemonstrationClock(force.now), info, read_policy(POLICY_TEXT, file_name="default.toml"))


def sheet(force: Force, path: Path, *, officer: Acting | None = None, **wish: str) -> dict[str, Any]:
    return make_tasking(opened(force), Wish(**wish), path, officer=officer or force.officers.ps, now=force.now)


def home(force: Force, path: Path, *, dry_run: bool = False, officer: Acting | None = None) -> dict[str, Any]:
    told = bring_home(store=force.store, officer=officer or force.officers.ps2, now=force.now, file=read_returned(path), dry_run=dry_run)
    assert told["rows"] == told["read"] == sum(told[key] for key in ("taken", "unchanged", "refused", "needs_decision"))
    return told


def three(force: Force) -> list[str]:
    found = [force.wants_and_accepts(surname, forenames="Test") for surname in ("NGUYỄN", "O'BRIEN-TESTER", "=cmd|' /C calc'!A0")]
    for reference in found:
        force.does("allocate", reference, owner="DEMO-PC")
    force.does("add-address", found[0], lines="1 Invented Road", postcode="BS99 1ZZ")
    force.does("add-warning", found[0], words="Keeps a dog", code="VI")
    return found


def attempts(force: Force, reference: str) -> list[Any]:
    with force.store.reading() as connection:
        return list(show(connection, force.state(reference).id, reader=force.officers.insp, now=force.now).attempts)


def lines(force: Force, after: int = 0) -> list[tuple[str, str]]:
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"
        return [(line.deed, line.officer) for line in journal.lines_after(connection, after)]


def test_a_sheet_goes_out_is_recorded_and_comes_home_as_deeds_of_the_officer_named(force: Force, tmp_path: Path) -> None:
    found = three(force)
    told = sheet(force, tmp_path / "out.xlsx", owner="DEMO-PC")
    assert (told["rows"], told["owner"]) == (3, "DEMO-PC")
    with force.store.reading() as connection:
        (left,) = exports.all_exports(connection)
    assert (left.what, left.purpose, left.recipient, left.sha256) == (
        f"tasking sheet {told['sheet']}",
        "tasking",
        "DEMO-PS",
        told["sha256"],
    )
    before = len(lines(force))
    filled = fill(
        tmp_path / "out.xlsx",
        {1: {**TRIED, "Next step": "Try late", "By when": "03/03/2026", "Remarks": "Lights on"}},
        tmp_path / "back.xlsx",
    )
    force.forward(hours=2)
    rows = force.rows()
    preview = home(force, filled, dry_run=True)
    assert force.rows() == rows, "a dry run keeps nothing"
    done = home(force, filled)
    assert (done["taken"], done["unchanged"], done["blank"]) == (1, 2, 2)
    assert preview["verdicts"] == done["verdicts"]
    (attempt,) = attempts(force, found[0])
    assert (attempt.by, attempt.officers, attempt.place, attempt.remark) == ("DEMO-PC", "DEMO-PC", "1 Invented Road, BS99 1ZZ", "Lights on")
    assert (attempt.next_step, attempt.next_by) == ("Try late", datetime(2026, 3, 3, 23, 59, tzinfo=MORNING.tzinfo))
    assert lines(force, before) == [("log-attempt", "DEMO-PC"), ("record-returns", "DEMO-PS2")]
    rows = force.rows()
    again = home(force, filled)
    assert (again["taken"], again["unchanged"]) == (0, 3)
    assert force.rows() == rows, "the same file twice does nothing twice"


def test_whatever_a_spreadsheet_does_to_it_the_rows_find_their_entries(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    three(force)
    sheet(force, tmp_path / "out.xlsx")
    filled = fill(tmp_path / "out.xlsx", {row: {**TRIED, "Where": "The gate"} for row in (1, 2, 3)}, tmp_path / "back.xlsx")
    force.forward(hours=2)
    wide = 17
    mangled = {
        "sorted": lambda rows: [rows[0], *reversed(rows[1:])],
        "moved": moved(list(reversed(range(wide)))),
        "one deleted": lambda rows: rows[:2],
        "narrow": moved([0, *range(6, wide)]),
        "below a title": lambda rows: [["Our tasks"], [], *rows],
        "as text": lambda rows: [rows[0], *([*row[:6], "2 Mar 2026 at 9.30am", *row[7:]] for row in rows[1:])],
        "its rows as figures": lambda rows: [rows[0], *([*row[:15], f"{row[15]}.0", *row[16:]] for row in rows[1:])],
        "as a serial": lambda rows: [rows[0], *([*row[:6], 46083.395833, *row[7:]] for row in rows[1:])],
    }
    for name, mangle in mangled.items():
        told = home(force, rewritten(filled, tmp_path / f"{name}.xlsx", mangle), dry_run=True)
        assert told["taken"] == told["rows"] == (1 if name == "one deleted" else 3), (name, told["problems"])
    for separator, encoding in ((",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")):
        if encoding == "cp1252":
            continue  # one name has letters that it does not
        told = home(force, as_csv(filled, tmp_path / "back.csv", separator=separator, encoding=encoding), dry_run=True)
        assert told["taken"] == 3, (separator, encoding, told["problems"])


REFUSED = [
    ({"Attempted at": "02/03/2027 10:00"}, "in_the_future", "Attempted at"),
    ({"Attempted at": "01/03/2026 10:00"}, "before_sheet", "Attempted at"),
    ({"Attempted at": "02/03/2026"}, "no_time", "Attempted at"),
    ({"Attempted at": "soon"}, "bad_date", "Attempted at"),
    ({"Attempted at": None}, "missing_word", "Attempted at"),
    ({"Kind": "Dream"}, "not_accepted", "Kind"),
    ({"Result": "Vanished"}, "not_accepted", "Result"),
    ({"Result": "Not tried"}, "missing_word", "Remarks"),
    ({"By when": "02/03/2026 09:00"}, "end_before_start", "By when"),
    ({"Officer": "NOBODY"}, "no_such_officer", "Officer"),
    ({"Officer": "DEMO-ADMIN"}, "rank", "Officer"),
    ({"Remarks": "x" * 30_000}, "too_long", "Remarks"),
    ({"Check": "BBBB-BBBB"}, "check", "Check"),
    ({"Reference": "DEMO-000002"}, "other_reference", "Reference"),
    ({"Row": 77}, "unknown_row", "Row"),
    ({"Sheet": "mine"}, "no_sheet_number", "Sheet"),
]


@pytest.mark.parametrize(("words", "code", "column"), REFUSED, ids=[f"{code}-{next(iter(words))}" for words, code, _ in REFUSED])
def test_a_row_at_fault_is_named_and_the_others_stand(
    embedded_force: Force, tmp_path: Path, words: dict[str, Any], code: str, column: str
) -> None:
    force = embedded_force
    three(force)
    sheet(force, tmp_path / "out.xlsx")
    filled = fill(tmp_path / "out.xlsx", {1: {**TRIED, **words}, 2: {**TRIED, "Where": "Gate"}}, tmp_path / "back.xlsx")
    force.forward(hours=2)
    told = home(force, filled)
    assert (told["taken"], told["refused"]) == (1, 1), told["problems"]
    (problem,) = [one for one in told["problems"] if one["row"] == 1]
    assert (problem["code"], problem["column"]) == (code, column)
    assert problem["message"].endswith(".")


def test_a_formula_where_something_is_filled_in_is_refused_with_or_without_its_result(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    three(force)
    sheet(force, tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    tasks = book["Tasks"]
    tasks["G2"], tasks["H2"], tasks["I2"] = "=NOW()", "Visit", "No reply"
    book.save(tmp_path / "back.xlsx")
    force.forward(hours=2)
    told = home(force, tmp_path / "back.xlsx")
    assert [(one["row"], one["code"], one["column"]) for one in told["problems"]] == [(1, "formula", "Attempted at")]


def test_two_copies_filled_in_differently_wait_for_a_person_who_decides(force: Force, tmp_path: Path) -> None:
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    first = fill(tmp_path / "out.xlsx", {1: TRIED}, tmp_path / "first.xlsx")
    second = fill(tmp_path / "out.xlsx", {1: {**TRIED, "Result": "Sighted", "Attempted at": "02/03/2026 10:15"}}, tmp_path / "second.xlsx")
    force.forward(hours=2)
    home(force, first)
    told = home(force, second)
    (problem,) = told["problems"]
    assert (told["needs_decision"], problem["code"]) == (1, "filled_in_twice")
    assert "09:30" in problem["message"]
    assert "10:15" in problem["message"]
    assert home(force, second)["unchanged"] == 3, "it waits already"
    with force.store.reading() as connection:
        (waits,) = waiting_rows.waiting(connection)
    assert (waits["source"], waits["surname"]) == ("tasking", found[0])
    words: dict[str, Any] = {"store": force.store, "officer": force.officers.ps, "now": force.now, "row": waits["number"]}
    with pytest.raises(Invalid):
        decide_row(**words, decision=RowDecision.SAME_PERSON, person=1)
    done = decide_row(**words, decision=RowDecision.TAKE)
    assert done.reference == found[0]
    assert len(attempts(force, found[0])) == 2
    with force.store.reading() as connection:
        assert waiting_rows.waiting(connection) == []
    with pytest.raises(Invalid) as refused:
        decide_row(**words, decision=RowDecision.DISCARD)
    assert refused.value.code == "decided"


def test_an_attempt_known_already_is_unchanged_and_another_result_of_the_same_minute_waits(force: Force, tmp_path: Path) -> None:
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    force.forward(hours=2)
    at = MORNING + timedelta(minutes=30)
    force.tries(found[0], at=at)
    force.tries(found[1], at=at, result="sighted")
    told = home(force, fill(tmp_path / "out.xlsx", {1: TRIED, 2: TRIED}, tmp_path / "back.xlsx"))
    assert [(one["verdict"], one["code"]) for one in told["verdicts"][:2]] == [
        ("unchanged", "known"),
        ("needs_decision", "differs_from_known"),
    ]


def test_an_entry_that_changed_is_taken_with_both_shown_and_one_that_ended_waits(force: Force, tmp_path: Path) -> None:
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    force.forward(hours=2)
    force.does("allocate", found[0], owner="DEMO-PS")
    force.does("record-outcome", found[1], outcome="surrendered", at=force.now)
    told = home(force, fill(tmp_path / "out.xlsx", {1: TRIED, 2: TRIED}, tmp_path / "back.xlsx"))
    said = {one["code"]: one["message"] for one in told["problems"]}
    assert (told["taken"], told["needs_decision"]) == (1, 1)
    assert "owner was DEMO-PC, is DEMO-PS" in said["entry_changed"]
    assert "clearing" in said["entry_ended"]


def test_a_sheet_of_elsewhere_or_long_ago_is_refused_as_a_whole(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    three(force)
    told = sheet(force, tmp_path / "out.xlsx")
    number = told["sheet"]
    force.forward(hours=2)
    for text, code in (
        (number.replace("T52", "T43"), "other_force"),
        (f"{number[:-4]}BBBB", "other_store"),
        (number.replace("-1-", "-9-"), "unknown_sheet"),
    ):
        filled = fill(tmp_path / "out.xlsx", {row: {**TRIED, "Sheet": text} for row in (1, 2, 3)}, tmp_path / "back.xlsx")
        with pytest.raises(Invalid) as refused:
            home(force, filled)
        assert refused.value.code == code
    force.forward(days=200)
    with pytest.raises(Invalid) as refused:
        home(force, fill(tmp_path / "out.xlsx", {1: TRIED}, tmp_path / "back.xlsx"))
    assert refused.value.code == "sheet_too_old"


def test_hostile_words_come_home_as_text_in_every_column(embedded_force: Force, tmp_path: Path, shared_data: Path) -> None:
    force = embedded_force
    strings = [text for text in json.loads((shared_data / "blns.json").read_text(encoding="utf-8")) if text.strip()]
    strings = [
        text
        for text in strings
        if all(letter >= " " or letter in "\t\n" for letter in text) and "\ufffe" not in text and "\uffff" not in text
    ]
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    force.forward(hours=2)
    some = strings[:: max(1, len(strings) // 12)]
    for first in range(0, len(some), 3):
        rows = {
            row: {**TRIED, "Where": text, "Next step": text, "Remarks": text, "Attempted at": f"02/03/2026 09:{first + row:02d}"}
            for row, text in enumerate(some[first : first + 3], 1)
        }
        told = home(force, fill(tmp_path / "out.xlsx", rows, tmp_path / "back.xlsx"), dry_run=True)
        assert told["taken"] == len(rows), (rows, told["problems"])
    for heading in ("Attempted at", "Kind", "Result", "By when", "Officer", "Check", "Row", "Sheet"):
        rows = {row: {**TRIED, heading: text} for row, text in enumerate((some[0], some[len(some) // 2], some[-1]), 1)}
        told = home(force, fill(tmp_path / "out.xlsx", rows, tmp_path / "back.xlsx"), dry_run=True)
        assert told["taken"] == 0 or heading == "By when"
    words = dict.fromkeys(("Where", "Next step", "Remarks"), '=HYPERLINK("http://example.invalid")')
    home(force, fill(tmp_path / "out.xlsx", {1: {**TRIED, **words}}, tmp_path / "back.xlsx"))
    (attempt,) = attempts(force, found[0])
    assert {attempt.place, attempt.next_step, attempt.remark} == {words["Where"]}
    sheet(force, tmp_path / "second.xlsx")
    book = load_workbook(tmp_path / "second.xlsx")
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_a_restricted_entry_is_on_the_sheet_of_whom_it_is_for_alone(force: Force, tmp_path: Path) -> None:
    found = three(force)
    force.does("set-restricted", found[0], officer=force.officers.insp, restricted="yes", reason="Covert")
    assert sheet(force, tmp_path / "ps.xlsx")["rows"] == 2
    assert sheet(force, tmp_path / "insp.xlsx", officer=force.officers.insp)["rows"] == 3
    filled = fill(tmp_path / "insp.xlsx", dict.fromkeys((1, 2, 3), TRIED), tmp_path / "back.xlsx")
    force.forward(hours=2)
    told = home(force, filled)
    assert [one["code"] for one in told["problems"] if one["code"] == "restricted"] == ["restricted"]


def test_whoever_goes_out_reads_when_the_attempt_is_due_and_not_when_circulation_was(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    reference = force.wants_and_accepts("INVENTED", hours_ago=5)
    force.does("allocate", reference, owner="DEMO-PC")
    out = tmp_path / "tasks.xlsx"
    sheet(force, out, owner="DEMO-PC")
    (to_do,) = [row[5].value for row in load_workbook(out)["Tasks"].iter_rows(min_row=2) if row[0].value == reference]
    assert to_do == f"Nobody has tried yet. Go at an hour when nobody has been, by {moment(force.now + timedelta(hours=8))}."


def test_beat_team_and_nobody(force: Force, tmp_path: Path) -> None:
    found = three(force)
    force.does("correct", found[0], field="beat", value="Keynsham 1", reason="Filled in")
    force.does("correct", found[1], field="team", value="Neighbourhood", reason="Filled in")
    assert sheet(force, tmp_path / "beat.xlsx", beat="keynsham 1")["rows"] == 1
    assert sheet(force, tmp_path / "team.xlsx", team="Neighbourhood")["rows"] == 1
    told = sheet(force, tmp_path / "none.xlsx", beat="Elsewhere")
    assert told["rows"] == 0
    assert home(force, tmp_path / "none.xlsx")["unchanged"] == 1, "the row that reads None"
    with pytest.raises(Invalid) as refused:
        sheet(force, tmp_path / "beat.xlsx")
    assert refused.value.code == "file_exists"
    with pytest.raises(Invalid):
        sheet(force, tmp_path / "x.xlsx", owner="NOBODY")
    with pytest.raises(NotAllowed):
        sheet(force, tmp_path / "x.xlsx", officer=force.officers.admin)
    assert not (tmp_path / "x.xlsx").exists()


def test_what_came_home_goes_with_its_entry_at_the_end_of_its_time(force: Force, tmp_path: Path) -> None:
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    first = fill(tmp_path / "out.xlsx", {1: {**TRIED, "Remarks": "Zyxwvplanted lights"}}, tmp_path / "first.xlsx")
    second = fill(tmp_path / "out.xlsx", {1: {**TRIED, "Result": "Sighted", "Remarks": "Zyxwvplanted again"}}, tmp_path / "second.xlsx")
    force.forward(hours=2)
    assert home(force, first)["taken"] == home(force, second)["needs_decision"] == 1
    assert "Zyxwvplanted" in repr(force.rows())
    force.does("record-outcome", found[0], outcome="surrendered", at=force.now)
    force.does("close", found[0], officer=force.officers.ps2, recheck="clear", victim_informed="not_applicable")
    force.now = force.now.replace(year=force.now.year + 2) + timedelta(days=2)
    proposal = force.does("dispose", reason="retention_over").proposal
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert "Zyxwvplanted" not in repr(force.rows())


def test_a_file_that_a_program_set_to_america_wrote_is_read_as_it_was_meant_and_says_so(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    filled = fill(tmp_path / "out.xlsx", {1: TRIED, 2: {**TRIED, "Where": "Gate"}}, tmp_path / "back.xlsx")
    force.forward(hours=2)
    american = as_csv(filled, tmp_path / "back.csv", day="%m/%d/%Y %H:%M:%S")
    told = home(force, american)
    assert (told["taken"], {one["code"] for one in told["problems"]}) == (2, {"month_first"})
    assert attempts(force, found[0])[0].at == MORNING + timedelta(minutes=30)
    typed = as_csv(filled, tmp_path / "typed.csv", day="%m/%d/%Y %H:%M")
    assert {one["code"] for one in home(force, typed)["problems"]} == {"before_sheet"}, "what somebody typed is never turned round"


def test_what_a_returned_file_cannot_keep_is_told_with_row_and_column(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    found = three(force)
    sheet(force, tmp_path / "out.xlsx")
    words = {**TRIED, "Remarks": "A dogQ barks", "Next step": "AgainQ QtonightQ"}
    filled = fill(tmp_path / "out.xlsx", {2: words, 1: {**TRIED, "Kind": "ViQsit"}}, tmp_path / "back.xlsx")
    as_csv(filled, tmp_path / "back.csv")
    whole = (tmp_path / "back.csv").read_bytes()
    (tmp_path / "back.csv").write_bytes(
        whole.replace(b"dogQ", b"dog\0").replace(b"AgainQ QtonightQ", b"Again\0 \0tonight\0").replace(b"ViQ", b"Vi\0")
    )
    force.forward(hours=2)
    told = home(force, tmp_path / "back.csv")
    lost = {(one["row"], one["column"], one["code"]): one["message"] for one in told["problems"]}
    assert lost[2, "Remarks", "left_out"] == "What cannot be kept was left out of “Remarks”: 1 of its characters."
    assert "3 of its characters" in lost[2, "Next step", "left_out"]
    assert (1, "Kind", "not_accepted") in lost
    assert "left out of “Remarks”" in next(one["message"] for one in told["verdicts"] if one["row"] == 2)
    kept = [attempt for reference in found for attempt in attempts(force, reference)]
    assert [(one.remark, one.next_step) for one in kept] == [("A dog barks", "Again tonight")]
