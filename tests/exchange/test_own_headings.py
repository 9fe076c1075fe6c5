"""A force's own headings: read with the shipped ones, checked before use, each fault named."""

from pathlib import Path

import pytest

from tests.exchange.extracts import NOW, example, fates, read, written
from wantedtrack.errors import Invalid
from wantedtrack.exchange.extracts.own_headings import NAME, read_own_headings
from wantedtrack.exchange.extracts.reading import read_extract
from wantedtrack.exchange.standing_data import forces
from wantedtrack.rules.extract_rows import Source

BAIL = "bail_returns_example.csv"


def renamed(folder: Path, **headings: str) -> Path:
    head, _, rest = example(BAIL).read_bytes().partition(b"\n")
    cells = head.decode().strip().split(",")
    for before, after in headings.items():
        cells[cells.index(before.replace("_", " "))] = after
    return written(folder, "own.csv", ",".join(cells).encode() + b"\n" + rest)


def test_a_file_with_the_forces_own_headings_is_read_as_the_example_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[bail]\ncustody_reference = "Cust Ref No"\nsurname = ["Family name", "Last name"]\n', encoding="utf-8")
    own = renamed(tmp_path, Custody_Ref="CUST. REF. NO", Surname="last name")
    with pytest.raises(Invalid) as refused:
        read(own, "bail")
    assert refused.value.code == "missing_headings"
    extract = read_extract(own, Source.BAIL, forces=forces(), now=NOW, headings=read_own_headings(tmp_path, Source.BAIL))
    assert fates(extract) == fates(read(example(BAIL), "bail"))
    assert [row.surname for row in extract.rows] == [row.surname for row in read(example(BAIL), "bail").rows]


def test_a_heading_that_the_force_gives_to_one_column_is_no_longer_anothers(tmp_path: Path) -> None:
    """“Status” shipped is the bail's; here the force calls the offence so, and the status “State”."""
    (tmp_path / NAME).write_text('[bail]\noffence = "Status"\nstatus = "State"\n', encoding="utf-8")
    own = renamed(tmp_path, Status="State", Offence="Status ")
    extract = read_extract(own, Source.BAIL, forces=forces(), now=NOW, headings=read_own_headings(tmp_path, Source.BAIL))
    assert [row.offence for row in extract.rows] == [row.offence for row in read(example(BAIL), "bail").rows]


def test_without_the_file_or_the_source_in_it_only_the_shipped_headings_stand(tmp_path: Path) -> None:
    assert read_own_headings(tmp_path, Source.BAIL) == {}
    (tmp_path / NAME).write_text('[pnc]\nsurname = "Family name"\n', encoding="utf-8-sig")
    assert read_own_headings(tmp_path, Source.BAIL) == {}
    assert read_own_headings(tmp_path, Source.PNC) == {"surname": ("Family name",)}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("[bale]\nsurname = 'X'\n", "“bale”"),
        ("bail = 'X'\n", "“bail”"),
        ("[bail]\nsirname = 'X'\n", "“bail.sirname”"),
        ("[bail]\nsurname = 5\n", "“bail.surname”"),
        ("[bail]\nsurname = []\n", "“bail.surname”"),
        ("[bail]\nsurname = ['X', 5]\n", "“bail.surname”"),
        ("[bail]\nsurname = ' . '\n", "“bail.surname”"),
        ("[bail]\nsurname = 'Name'\nforenames = 'NAME'\n", "“bail.forenames”"),
        ("[bail]\nsurname = 'X'\nsurname = 'Y'\n", "line 3"),
        ("[bail\n", "line 1"),
        ("[pnc]\nwrong = 'X'\n", "“pnc.wrong”"),
    ],
)
def test_a_fault_is_named_with_what_would_be_accepted_also_under_another_source(tmp_path: Path, words: str, named: str) -> None:
    (tmp_path / NAME).write_text(words, encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        read_own_headings(tmp_path, Source.BAIL)
    assert (refused.value.code, NAME in refused.value.message, named in refused.value.message) == ("headings", True, True)
    assert "Nothing was imported" in refused.value.message


def test_bytes_that_are_no_text_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"[bail]\nsurname = '\xff\xfe'\n")
    with pytest.raises(Invalid) as refused:
        read_own_headings(tmp_path, Source.BAIL)
    assert refused.value.code == "headings"
