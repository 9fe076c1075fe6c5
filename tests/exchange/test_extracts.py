"""The five extracts: what each row of the examples becomes, in whatever dress the file comes."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.exchange.extracts import EXPECTED, FILES, example, fates, read, rows_with, text_of, written
from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.rules.extract_rows import Fate

BAIL = "bail_returns_example.csv"


@pytest.mark.parametrize("name", FILES)
def test_each_row_of_the_examples_becomes_what_it_says(name: str) -> None:
    expected = EXPECTED[name]
    extract = read(example(name), expected["source"])
    refused = [{"row": row.row, "code": row.code} for row in extract.rows if row.fate is Fate.REFUSED]
    assert len(extract.rows) == extract.counted == expected["rows"]
    assert refused == expected["refused_rows"]
    assert rows_with(extract, Fate.NEEDS_DECISION) == expected["needs_decision_rows"]
    assert rows_with(extract, Fate.WITHDRAWS) == expected["withdrawn_rows"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_dress_of_a_file_changes_nothing(tmp_path: Path, encoding: str, separator: str, line_end: str) -> None:
    plain = read(example(BAIL), "bail")
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(csv.reader(io.StringIO(text_of(BAIL, "cp1252"), newline="")))
    dressed = read(written(tmp_path, "dressed.csv", text.getvalue().encode(encoding)), "bail")
    assert fates(dressed) == fates(plain)
    assert [row.surname for row in dressed.rows] == [row.surname for row in plain.rows]


def test_title_rows_empty_rows_and_another_order_of_columns_change_nothing(tmp_path: Path) -> None:
    records = [list(reversed(record)) for record in csv.reader(io.StringIO(text_of(BAIL, "cp1252"), newline=""))]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([["Bail returns"], [], *records[:1], [""] * 12, *records[1:5], [], *records[5:]])
    assert fates(read(written(tmp_path, "titled.csv", text.getvalue().encode()), "bail")) == fates(read(example(BAIL), "bail"))


def test_a_line_separator_inside_a_cell_ends_no_row(tmp_path: Path) -> None:
    changed = text_of("warrants_report_example.csv", "utf-8").replace("Warrant issued under", "Warrant\u2028issued\x0bunder", 1)
    extract = read(written(tmp_path, "warrants.csv", changed.encode()), "warrants")
    assert len(extract.rows) == extract.counted == 40
    assert "\u2028" in extract.rows[0].cells["warrant_text"]


def test_a_warrant_for_a_parent_or_a_witness_waits_and_names_nobody_else() -> None:
    extract = read(example("warrants_report_example.csv"), "warrants")
    waiting = {row.row: row.code for row in extract.rows if row.fate is Fate.NEEDS_DECISION}
    assert waiting[6] == waiting[12] == "other_person"
    assert extract.rows[32].fate is Fate.WITHDRAWS, "an empty bail cell is the sure sign, whatever the type says"


def test_a_new_warrant_that_replaces_one_proposes_its_withdrawal() -> None:
    row = read(example("warrants_report_example.csv"), "warrants").rows[23]
    assert (row.fate, row.withdraws_earlier) == (Fate.TAKE, True)


def test_a_wrong_check_letter_is_kept_as_written_and_reported(tmp_path: Path) -> None:
    changed = text_of(BAIL, "cp1252").replace("1986/9945363K", "1986/9945363L")
    row = read(written(tmp_path, BAIL, changed.encode()), "bail").rows[1]
    assert (row.fate, row.pnc_id, row.pnc_id_verified) == (Fate.TAKE, "1986/9945363L", False)
    assert [problem.code for problem in row.problems] == ["unverified_pnc_id"]


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        ("Due", Fate.TAKE), ("Answered", Fate.ENDS_BAIL), ("Cancelled", Fate.ENDS_BAIL), ("Re-bailed", Fate.MOVES_BAIL), ("Mislaid", Fate.NEEDS_DECISION),
    ],
)  # fmt: skip
def test_the_status_of_a_bail_return_says_what_becomes_of_it(tmp_path: Path, status: str, fate: Fate) -> None:
    changed = text_of(BAIL, "cp1252").replace("Overdue", status, 1)
    assert read(written(tmp_path, BAIL, changed.encode()), "bail").rows[0].fate is fate


def test_the_same_reference_twice_with_other_words_waits(tmp_path: Path) -> None:
    lines = text_of(BAIL, "cp1252").split("\r\n")
    doubled = "\r\n".join([*lines[:2], lines[1].replace("18:00", "19:00"), *lines[2:]])
    row = read(written(tmp_path, BAIL, doubled.encode()), "bail").rows[1]
    assert (row.fate, row.code) == (Fate.NEEDS_DECISION, "same_reference")


def test_a_row_cut_off_is_refused_and_stops_no_other(tmp_path: Path) -> None:
    lines = text_of(BAIL, "cp1252").split("\r\n")
    lines[3] = lines[3].rsplit(",", 5)[0]
    extract = read(written(tmp_path, BAIL, "\r\n".join(lines).encode()), "bail")
    assert (extract.rows[2].fate, extract.rows[2].code) == (Fate.REFUSED, "row_cut_off")
    assert extract.rows[3].fate is Fate.TAKE


def test_an_empty_report_has_no_rows_and_is_no_fault(tmp_path: Path) -> None:
    text = text_of("warrants_report_example.csv", "utf-8")
    head = "\n".join(text.split("\n")[:4])
    extract = read(written(tmp_path, "empty.csv", head.encode()), "warrants")
    assert (extract.rows, extract.counted) == ((), 0)


def _workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "made.xlsx"
    book.save(path)
    return path


HEADINGS: list[object] = [
    "PNC ID",
    "Surname",
    "Forenames",
    "DOB",
    "Wanted ref",
    "Date circulated",
    "Level",
    "Offence",
    "Owning force",
    "Weed date",
]
ROW: list[object] = ["1998/9953327Z", "INVENTED", "Test", "16/09/2001", "26/WM/1", "2026-02-22", "local", "=1+1", "52", ""]


def test_a_workbook_with_the_headings_on_two_sheets_asks_which(tmp_path: Path) -> None:
    path = _workbook(tmp_path, {"One": [HEADINGS, ROW], "Two": [HEADINGS, ROW, ROW]})
    with pytest.raises(Invalid, match="--sheet") as refused:
        read(path, "pnc")
    assert refused.value.code == "choose_sheet"
    assert len(read(path, "pnc", sheet="Two").rows) == 2


def test_a_formula_is_never_run_and_a_date_serial_is_a_date(tmp_path: Path) -> None:
    row = list(ROW)
    row[5] = 46075
    extract = read(_workbook(tmp_path, {"One": [HEADINGS, row]}), "pnc")
    assert extract.rows[0].became_outstanding_at is not None
    assert f"{extract.rows[0].became_outstanding_at:%Y-%m-%d}" == "2026-02-22"
    assert extract.rows[0].offence in ("", "=1+1"), "a formula without a value kept beside it is nothing, or its text; never its result"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "not_a_table"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked_workbook"),
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\r\n \r\n", "empty"),
        ("words.csv", b"these,are,not\r\nthe,headings,wanted\r\n", "missing_headings"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(40), "damaged"),
        ("nul.csv", bytes(5000) + b"abc", "not_a_table"),
        ("bytes.csv", bytes(range(128, 256)) * 40, "not_a_table"),
        ("quote.csv", b'Custody Ref,Surname,Bail Date,Status\r\n1,"X,01/01/2026,Overdue\r\n', "row_cut_off"),
        ("twice.csv", b"Custody Ref,Surname,Surname,Bail Date,Status\r\n1,A,B,01/01/2026,Overdue\r\n", "heading_twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole_with_its_name(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(written(tmp_path, name, data), "bail")
    assert refused.value.code == code
    assert name in refused.value.message
    assert "Nothing was imported." in refused.value.message


def test_missing_headings_are_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Status"):
        read(written(tmp_path, "some.csv", b"Custody Ref,Surname,Bail Date\r\n1,A,01/01/2026\r\n"), "bail")


def test_a_missing_file_is_the_surroundings_fault(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        read(tmp_path / "gone.csv", "bail")
    assert (refused.value.code, refused.value.exit_code) == ("no_such_file", 4)


def test_a_cell_of_thirty_thousand_characters_is_read_or_refused_in_words(tmp_path: Path) -> None:
    changed = text_of(BAIL, "cp1252").replace("SP85008", "x" * 30_000, 1).replace("NGUYEN", "y" * 30_000, 1)
    extract = read(written(tmp_path, BAIL, changed.encode()), "bail")
    assert extract.rows[0].fate is Fate.TAKE
    assert (extract.rows[1].fate, extract.rows[1].code) == (Fate.REFUSED, "too_long")
