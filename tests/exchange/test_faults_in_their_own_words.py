"""Each kind of file that cannot be used is told apart in words that say what it is and what to do, whoever reads it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from wantedtrack.errors import Invalid, Refusal
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.exchange.table_reading import Care, read_table
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.returns import HEADINGS, REQUIRED

_ENTITY = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def _sheet(*, rows: int = 1, longer: int = 0) -> bytes:
    """A tasking sheet with as many rows, and a longer sheet after it."""
    book = Workbook()
    tasks = book.active
    assert tasks is not None
    tasks.append([HEADINGS[key][0] for key in HEADINGS])
    for number in range(rows):
        tasks.append([f"DEMO-{number:06d}"])
    pages = book.create_sheet("Pages")
    for number in range(longer):
        pages.append([f"Line {number}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with(part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_sheet())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def _entity(part: str) -> bytes:
    return _with(part, lambda data: _ENTITY + data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml") else _ENTITY + data)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(30_000_000))
    return out.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(600)


FAULTS: list[tuple[str, bytes, str, str]] = [
    ("entity in the sheet", _entity("xl/worksheets/sheet1.xml"), "damaged", "declares XML entities"),
    ("entity in the book", _entity("xl/workbook.xml"), "damaged", "declares XML entities"),
    ("entity in the styles", _entity("xl/styles.xml"), "damaged", "declares XML entities"),
    ("zip bomb", _bomb(), "too_large", "unpacks to far more"),
    ("cut off", _sheet()[:-200], "damaged", "damaged or cut off"),
    ("cut off in the middle", _sheet()[:900], "damaged", "damaged or cut off"),
    ("password", _ole("EncryptedPackage"), "locked_workbook", "take the password off"),
    ("old format", _ole("Workbook"), "locked_workbook", "old .xls format"),
    ("a letter", _ole("WordDocument"), "locked_workbook", "is a Word document"),
    ("a picture", b"\x89PNG\r\n" + bytes(200), "not_a_table", "neither CSV nor"),
    (
        "another archive",
        _with("xl/workbook.xml", lambda data: data).replace(b"xl/workbook.xml", b"xl/workbuuk.xml"),
        "not_a_table",
        "neither",
    ),
]


@pytest.mark.parametrize(("data", "code", "says"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_sheet_that_comes_home_is_told_apart(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        _read(data)
    assert (refused.value.code, says in refused.value.message) == (code, True), refused.value.message


def _read(data: bytes, *, most_rows: int = 200) -> None:
    care = Care(refuses_macros=True, names_every_formula=True, takes_open_document=True, most_rows=most_rows)
    read_table(data, REQUIRED, HEADINGS, file_name="back.xlsx", sheet=None, care=care)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [fault[1:] for fault in FAULTS if fault[0] != "a picture"],
    ids=[fault[0] for fault in FAULTS if fault[0] != "a picture"],
)
def test_a_handover_to_be_checked_is_told_apart(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        see_workbook(data, file_name="handover.xlsx")
    assert (refused.value.code, says in refused.value.message) == (code, True), refused.value.message


def test_another_sheet_says_which_headings_are_missing_and_what_was_found() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Reference", "Kind", "Result", "Colour"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Invalid, match="missing are Sheet, Row, Check, Attempted at; found were Reference, Kind, Result, Colour") as refused:
        _read(out.getvalue())
    assert refused.value.code == "missing_headings"


def test_a_sheet_beside_the_tasks_may_be_as_long_as_it_likes() -> None:
    _read(_sheet(rows=150, longer=400))
    with pytest.raises(Invalid) as refused:
        _read(_sheet(rows=250))
    assert refused.value.code == "too_large"


def test_a_sheet_of_two_thousand_tasks_that_went_out_comes_home(tmp_path: Path) -> None:
    """The pages for print below the list are more rows than any list may have."""
    (tmp_path / "back.xlsx").write_bytes(_sheet(rows=2_000, longer=11_000))
    assert read_returned(tmp_path / "back.xlsx").counted == 2_000


@pytest.mark.full
def test_the_old_format_that_a_program_itself_writes_is_known(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None, "LibreOffice is needed for this one"
    (tmp_path / "sheet.xlsx").write_bytes(_sheet())
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "sheet.xlsx")], check=True, capture_output=True)
    with pytest.raises(Refusal, match=r"old \.xls format"):
        read_returned(tmp_path / "sheet.xls")
