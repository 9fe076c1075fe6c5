import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules.names import (
    found_by,
    is_particle,
    normalised,
    sort_key,
    split_comma_name,
    split_warrant_name,
    squeezed,
    tidy,
    tokens,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("NGUYỄN", "nguyen"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Szczepański", "szczepanski"),
        ("Łukasz", "lukasz"),
        ("Østergaard", "ostergaard"),
        ("Åse Ægir", "ase aegir"),
        ("Groß", "gross"),
        ("Đặng Thị Hường", "dang thi huong"),
        ("Muñoz", "munoz"),
        ("Ｓｍｉｔｈ", "smith"),
        ("Þór", "thor"),
        ("Иванов", "ivanov"),
        ("Йозеф", "yozef"),
        ("李小龍", "lixiaolong"),
        ("  McDONALD-SMYTHE ", "mcdonald smythe"),
        ("O\u200bBrien", "obrien"),
        ("St. John", "st john"),
        ("—", ""),
    ],
)
def test_a_name_is_compared_without_marks_case_or_script(written: str, plain: str) -> None:
    assert normalised(written) == plain


@pytest.mark.parametrize("spelled", ["O'Brien", "OBrien", "O Brien", "O’BRIEN", "Ó Brien", "O`Brien", "O-Brien", "O.Brien"])
def test_every_spelling_of_obrien_is_one_name_and_found_by_either_part(spelled: str) -> None:
    assert squeezed(spelled) == "obrien"
    assert {"obrien", "brien"} <= found_by(spelled)


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("Al-Hassan", "alhassan"),
        ("Al-Hassan", "hassan"),
        ("Alhassan", "alhassan"),
        ("van der Berg", "berg"),
        ("van der Berg", "vanderberg"),
        ("McDONALD", "donald"),
        ("MACKENZIE", "kenzie"),
        ("D'Arcy", "arcy"),
        ("MCDONALD-SMYTHE", "smythe"),
        ("MCDONALD SMYTHE", "mcdonald"),
        ("Nguyễn", "nguyen"),
    ],
)
def test_a_name_is_found_by_what_people_type_of_it(held: str, typed: str) -> None:
    assert typed in found_by(held)


def test_a_hyphen_parts_like_a_space() -> None:
    assert tokens("MCDONALD-SMYTHE") == tokens("McDonald Smythe") == ("mcdonald", "smythe")


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once_and_leaves_only_plain_letters(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert set(tokens(text)) <= found_by(text) | {""}


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), max_size=20))
def test_case_never_tells_two_latin_names_apart(text: str) -> None:
    latin = "".join(mark for mark in text if "LATIN" in unicodedata.name(mark, ""))
    assert normalised(latin.upper()) == normalised(latin.upper().lower())


def test_naughty_text_is_tidied_and_compared_without_harm(shared_data: Path) -> None:
    for text in json.loads((shared_data / "blns.json").read_text("utf-8")):
        clean = tidy(text)
        assert tidy(clean) == clean
        assert all(unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for mark in clean)
        assert normalised(normalised(text)) == normalised(text)
        assert sort_key(text, text).isascii()


def test_tidying_keeps_case_and_marks_and_takes_out_what_cannot_be_seen() -> None:
    assert tidy(" \u202eMcDONALD\u202c\t\u2028de  la\xa0Cruz\x00\u200f ") == "McDONALD de la Cruz"
    assert tidy("a\ud800b") == "ab"


def test_names_sort_as_people_expect() -> None:
    people = [
        ("van der Berg", "An"),
        ("O'Brien", "Zoe"),
        ("OBrien", "Amy"),
        ("Ó Briain", "Al"),
        ("Nguyễn", "An"),
        ("Smithson", "A"),
        ("Smith", "Z"),
    ]
    ordered = [surname for surname, _ in sorted(people, key=lambda person: sort_key(*person))]
    assert ordered == ["Nguyễn", "Ó Briain", "OBrien", "O'Brien", "Smith", "Smithson", "van der Berg"]


def test_a_particle_says_little_alone() -> None:
    assert is_particle("van")
    assert not is_particle("berg")


@pytest.mark.parametrize(
    ("cell", "surname", "forenames"),
    [
        ("VAN DER BERG Test,Alan", "VAN DER BERG", "Test Alan"),
        ("De La Cruz Test,Ewa", "De La Cruz", "Test Ewa"),
        ("KOWALSKI ", "KOWALSKI", ""),
        ("VAN DER BERG ", "VAN DER BERG", ""),
        ("De La Cruz ", "De La Cruz", ""),
        ("KOWALSKI Test Ewa", "KOWALSKI", "Test Ewa"),
        ("VAN DER BERG Test Ewa", "VAN DER BERG", "Test Ewa"),
        ("VAN DER BERG Test", "VAN DER BERG", "Test"),
        ("KOWALSKI Test", "KOWALSKI", "Test"),
        ("Kowalski Test", "Kowalski", "Test"),
        ("KOWALSKI TEST,EWA", "KOWALSKI", "TEST EWA"),
        ("O'BRIEN Test,Dafydd", "O'BRIEN", "Test Dafydd"),
        ("MADONNATEST", "MADONNATEST", ""),
        ("ØSTERGAARD\u2028Test,Li", "ØSTERGAARD", "Test Li"),
        ("", "", ""),
    ],
)
def test_a_warrant_name_that_the_text_tells_is_split_with_certainty(cell: str, surname: str, forenames: str) -> None:
    assert split_warrant_name(cell) == (surname, forenames, True)


@pytest.mark.parametrize(
    ("cell", "surname", "forenames"),
    [
        ("De La Cruz Test", "De La Cruz", "Test"),
        ("VAN DER BERG TEST", "VAN DER BERG", "TEST"),
        ("KOWALSKI Test Ewa,Anna", "KOWALSKI Test", "Ewa Anna"),
        ("KOWALSKI A Test", "KOWALSKI A", "Test"),
        ("KOWALSKI Test Ewa ", "KOWALSKI Test Ewa", ""),
        ("Test,Ewa", "Test,Ewa", ""),
    ],
)
def test_a_warrant_name_that_the_text_does_not_tell_is_read_after_the_last_space_and_doubted(
    cell: str, surname: str, forenames: str
) -> None:
    assert split_warrant_name(cell) == (surname, forenames, False)


@given(st.text(max_size=40))
def test_splitting_a_warrant_name_loses_no_letter(cell: str) -> None:
    surname, forenames, _ = split_warrant_name(cell)
    assert [mark for mark in f"{surname}{forenames}" if mark.isalpha()] == [mark for mark in tidy(cell) if mark.isalpha()]


def test_a_name_with_a_comma_is_surname_first() -> None:
    assert split_comma_name("VAN DER BERG, Test Alan") == ("VAN DER BERG", "Test Alan")
    assert split_comma_name("MADONNATEST") == ("MADONNATEST", "")
