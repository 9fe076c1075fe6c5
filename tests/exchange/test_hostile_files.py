"""Files that mean harm: bombs, lies about size, and thousands of damaged ones. Refused in words, or read in full; never in between."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from tests.exchange.extracts import EXPECTED, FILES, example, read, written
from wantedtrack.errors import Invalid
from wantedtrack.rules.extract_rows import Extract, Fate

HITS = "forensic_hits_example.xlsx"


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(300_000_000))
    with pytest.raises(Invalid) as refused:
        read(written(tmp_path, "bomb.xlsx", packed.getvalue()), "forensic")
    assert refused.value.code == "too_large"


def test_an_archive_of_thousands_of_parts_is_not_opened(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(2500):
            archive.writestr(f"part{number}", b"")
    with pytest.raises(Invalid) as refused:
        read(written(tmp_path, "parts.xlsx", packed.getvalue()), "forensic")
    assert refused.value.code == "too_large"


def _repacked(name: str, changed: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(example(HITS)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, changed if part == name else old.read(part))
    return packed.getvalue()


def _sheet() -> tuple[str, bytes]:
    with zipfile.ZipFile(example(HITS)) as archive:
        name = next(part for part in archive.namelist() if part.startswith("xl/worksheets/sheet"))
        return name, archive.read(name)


def test_a_sheet_that_claims_a_million_rows_has_those_it_has(tmp_path: Path) -> None:
    name, sheet = _sheet()
    path = written(tmp_path, "claims.xlsx", _repacked(name, sheet.replace(b'ref="A1:I44"', b'ref="A1:XFD1048576"')))
    assert len(read(path, "forensic").rows) == EXPECTED[HITS]["rows"]


def test_an_entity_in_a_sheet_is_refused(tmp_path: Path) -> None:
    name, sheet = _sheet()
    evil = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]>' + sheet[sheet.index(b"<worksheet") :]
    with pytest.raises(Invalid) as refused:
        read(written(tmp_path, "entity.xlsx", _repacked(name, evil)), "forensic")
    assert refused.value.code == "damaged"


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """One of six things that happen to files."""
    place, length = chance.randrange(len(data)), chance.randrange(1, 60)
    kinds = (
        data[:place], data[:place] + data[place + length :], data[:place] + bytes(chance.randrange(256) for _ in range(length)) + data[place + length :],
        data[:place] + data[place : place + length] * 3 + data[place:], data[:place] + b'"' + data[place:], data[place:] + data[:place],
    )  # fmt: skip
    return chance.choice(kinds)


def _try(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    name = FILES[seed % len(FILES)]
    path = written(tmp_path, f"{seed}-{name}", _damaged(example(name).read_bytes(), chance))
    read_or_told = _read_or_told(path, EXPECTED[name]["source"])
    if isinstance(read_or_told, str):
        assert path.name in read_or_told
        return
    assert len(read_or_told.rows) == read_or_told.counted
    assert all(row.code for row in read_or_told.rows if row.fate is Fate.REFUSED)


def _read_or_told(path: Path, source: str) -> Extract | str:
    try:
        return read(path, source)
    except Invalid as refused:
        return refused.message


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_refused_or_read_in_full(tmp_path: Path, seed: int) -> None:
    _try(tmp_path, seed)


@pytest.mark.full
@pytest.mark.parametrize("block", range(30))
def test_three_thousand_damaged_files_are_refused_or_read_in_full(tmp_path: Path, block: int) -> None:
    for seed in range(1000 + block * 100, 1100 + block * 100):
        _try(tmp_path, seed)
