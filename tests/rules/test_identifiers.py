"""Published vectors of the Ministry of Justice (hmpps-person-record, bichard7-next-core, MIT: facts only), and what mod 23 promises."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wantedtrack.rules.identifiers import (
    LETTERS,
    ArrestSummons,
    Identifier,
    Unverified,
    check_letter,
    pnc_key,
    read_asn,
    read_cro,
    read_pnc_id,
)

THIS_YEAR = 2026
NOT_A_PERSON = st.integers(9_900_000, 9_999_999)
YEARS = st.integers(1950, THIS_YEAR)


def pnc_of(year: int, serial: int) -> str:
    return f"{year}/{serial:07d}{check_letter((year % 100) * 10**7 + serial)}"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("81/34U", "1981/0000034U"),
        ("02/73319Z", "2002/0073319Z"),
        ("00/223R", "2000/0000223R"),
        ("79/163001B", "1979/0163001B"),
        ("0273319Z", "2002/0073319Z"),
        ("79163001B", "1979/0163001B"),
        ("033Y", "2003/0000003Y"),
        ("03/3Y", "2003/0000003Y"),
        ("67/9893091D", "1967/9893091D"),
        ("20020073319Z", "2002/0073319Z"),
        ("19790163001B", "1979/0163001B"),
        ("2002/0073319Z", "2002/0073319Z"),
        ("2002/73319Z", "2002/0073319Z"),
        ("20000160946Q", "2000/0160946Q"),
        ("1999/0139097Y", "1999/0139097Y"),
        ("2024/0070623D", "2024/0070623D"),
        (" 02/73319z\n", "2002/0073319Z"),
        ("02 / 73319 Z", "2002/0073319Z"),
        ("02\\73319Z", "2002/0073319Z"),
    ],
)
def test_a_published_pnc_id_is_read_in_every_form(written: str, canonical: str) -> None:
    assert read_pnc_id(written, this_year=THIS_YEAR) == Identifier(canonical)


@pytest.mark.parametrize(
    "written", ["20030011985Z", "20120052494O", "20230583843N", "2001/0171310S", "02/73318Z", "00/223Z", "033Z", "2024/0070623E"]
)
def test_a_wrong_letter_is_a_value_kept_as_written(written: str) -> None:
    read = read_pnc_id(f" {written} ", this_year=THIS_YEAR)
    assert read == Unverified(written, "The check letter of this PNC ID is wrong.")
    assert not read.is_verified


@pytest.mark.parametrize(
    "written",
    ["", "0", "0123456789", "TOTALLYINVALID", "1X23/1234567A", "1923[1234567A", "1923/1Z34567A", "1923/1234567AA", "02/Z", "٠٢/٧٣٣١٩Z"],
)
def test_what_has_no_form_of_a_pnc_id_is_a_value_kept_as_written(written: str) -> None:
    assert read_pnc_id(written, this_year=THIS_YEAR) == Unverified(written, "This is not a PNC ID of any known form.")


def test_a_two_digit_year_is_of_this_century_only_up_to_this_year() -> None:
    short = f"26/{9_900_000}{check_letter(26 * 10**7 + 9_900_000)}"
    assert read_pnc_id(short, this_year=2026).text.startswith("2026/")
    assert read_pnc_id(short, this_year=2025).text.startswith("1926/")


def test_a_year_to_come_is_not_verified() -> None:
    assert read_pnc_id(pnc_of(2027, 9_900_001), this_year=2026) == Unverified(pnc_of(2027, 9_900_001), "The year of this PNC ID is wrong.")


@given(YEARS, NOT_A_PERSON)
def test_every_form_of_a_pnc_id_gives_the_same(year: int, serial: int) -> None:
    canonical = pnc_of(year, serial)
    letter = canonical[-1]
    forms = [canonical, f"{year}{serial}{letter}", f"{year}/{serial}{letter}", canonical.lower(), canonical.replace("/", " / ")]
    if year > THIS_YEAR - 100 + 1:
        forms += [f"{year % 100:02d}/{serial}{letter}", f"{year % 100:02d}{serial}{letter}"]
    assert {read_pnc_id(form, this_year=THIS_YEAR).text for form in forms} == {canonical}


@given(YEARS, NOT_A_PERSON, st.data())
def test_every_changed_digit_or_letter_of_a_pnc_id_is_found(year: int, serial: int, data: st.DataObject) -> None:
    right = pnc_of(year, serial)
    # The letter covers the two last digits of the year and the serial; 23 is a prime above 9, so one changed digit never escapes.
    place = data.draw(st.sampled_from([2, 3, *range(5, 13)]))
    mark = data.draw(st.sampled_from("0123456789" if place < 12 else LETTERS))
    assume(mark != right[place])
    assert not read_pnc_id(right[:place] + mark + right[place + 1 :], this_year=2099).is_verified


@given(YEARS, NOT_A_PERSON, st.integers(5, 10))
def test_two_neighbouring_digits_changed_about_are_found(year: int, serial: int, place: int) -> None:
    right = pnc_of(year, serial)
    assume(right[place] != right[place + 1])
    changed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert not read_pnc_id(changed, this_year=THIS_YEAR).is_verified


@given(st.text(max_size=30))
def test_no_text_makes_reading_fail(text: str) -> None:
    for read in (read_pnc_id(text, this_year=THIS_YEAR), read_cro(text), read_asn(text)):
        assert isinstance(read.text, str)
    assert pnc_key(pnc_key(text)) == pnc_key(text)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("265416/21G", "265416/21G"),
        ("65656/91H", "065656/91H"),
        ("065656/91H", "065656/91H"),
        ("6697/56U", "006697/56U"),
        ("991/66G", "000991/66G"),
        ("097501/98T", "097501/98T"),
        ("SF05/482703J", "SF05/482703J"),
        ("sf05/482703j", "SF05/482703J"),
        ("SF83/50058Z", "SF83/50058Z"),
    ],
)
def test_a_published_cro_number_is_read(written: str, canonical: str) -> None:
    assert read_cro(written) == Identifier(canonical)


@pytest.mark.parametrize("written", ["265416/21H", "65656/91J", "991/66H", "85227/65G", "6697/56V"])
def test_a_cro_number_with_a_wrong_letter_is_a_value(written: str) -> None:
    assert read_cro(written) == Unverified(written, "The check letter of this CRO number is wrong.")


@pytest.mark.parametrize("written", ["", "123", "99166G", "SF05482703J", "1234567/21G"])
def test_what_has_no_form_of_a_cro_number_is_a_value(written: str) -> None:
    assert read_cro(written) == Unverified(written, "This is not a CRO number of any known form.")


@pytest.mark.parametrize("written", ["SF05/482703K", "SF83/50058Y"])
def test_the_file_series_is_never_blocked(written: str) -> None:
    assert read_cro(written) == Identifier(written, is_verified=False)


@given(st.integers(0, 99), st.integers(1, 999_999))
def test_a_file_number_is_checked_over_its_padded_or_unpadded_serial(year: int, serial: int) -> None:
    for reading in (f"{year:02d}{serial}", f"{year:02d}{serial:06d}"):
        assert read_cro(f"SF{year:02d}/{serial}{check_letter(int(reading))}").is_verified


@given(st.integers(0, 99), st.integers(0, 999_999), st.data())
def test_every_changed_digit_of_a_cro_number_is_found(year: int, serial: int, data: st.DataObject) -> None:
    right = f"{serial:06d}/{year:02d}{check_letter(year * 10**6 + serial)}"
    assert read_cro(right) == Identifier(right)
    place = data.draw(st.sampled_from([*range(6), 7, 8]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != right[place])
    assert not read_cro(right[:place] + digit + right[place + 1 :]).is_verified


@pytest.mark.parametrize("written", ["11/01ZD/01/448754K", "1101ZD01448754K", "11/01ZD/01/00000448754K", "1101ZD0100000448754K"])
def test_a_published_asn_is_read_in_every_form(written: str) -> None:
    read = read_asn(written)
    assert isinstance(read, ArrestSummons)
    assert read.text == "11/01ZD/01/448754K"
    assert (read.year, read.force, read.unit, read.system, read.sequence, read.letter) == ("11", "01", "ZD", "01", 448_754, "K")
    assert (read.station, read.unit_code, read.long_text) == ("01ZD", "01ZD01", "1101ZD0100000448754K")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("2005FF0500000000555P", "20/05FF/05/555P"),
        ("9700000000000123456K", "97/0000/00/123456K"),
        ("22FD112200001234560X", "22/FD11/22/1234560X"),
    ],
)
def test_force_and_system_count_only_where_they_are_digits(written: str, canonical: str) -> None:
    assert read_asn(written).text == canonical
    assert read_asn(written).is_verified


@pytest.mark.parametrize("written", ["11B01ZD0100000448754K", "11/B01ZD/01/448754K"])
def test_the_top_level_letter_of_the_longest_form_belongs_to_the_unit_and_not_to_the_number(written: str) -> None:
    read = read_asn(written)
    assert isinstance(read, ArrestSummons)
    assert (read.text, read.unit_code, read.top_level) == ("11/01ZD/01/448754K", "B01ZD01", "B")
    assert read_asn(read.long_text) == read


@pytest.mark.parametrize("written", ["2202XC0200000000021D", "11/01ZD/01/448754L"])
def test_an_asn_with_a_wrong_letter_is_a_value(written: str) -> None:
    assert read_asn(written) == Unverified(written, "The check letter of this arrest summons number is wrong.")


@pytest.mark.parametrize("written", ["", "AAAAAAAAAAAAAAAAAAAA", "ABCDEF123456K", "11/01ZD/01/K", "110001ZD0100000448754K"])
def test_what_has_no_form_of_an_asn_is_a_value(written: str) -> None:
    assert read_asn(written) == Unverified(written, "This is not an arrest summons number of any known form.")


@given(
    st.integers(0, 99),
    st.from_regex(r"[0-9A-Z]{2}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{2}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{2}", fullmatch=True),
    st.integers(0, 99_999_999_999),
    st.data(),
)
def test_every_changed_digit_of_an_asn_is_found(year: int, force: str, unit: str, system: str, number: int, data: st.DataObject) -> None:
    counted = "".join(part for part in (force, system) if all(mark in "0123456789" for mark in part))
    right = f"{year:02d}{force}{unit}{system}{number:011d}{check_letter(int(f'{counted}{year:02d}{number:011d}'))}"
    assert read_asn(right).is_verified
    assert read_asn(read_asn(right).text) == read_asn(right)
    place = data.draw(st.sampled_from([0, 1, *range(8, 19)]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != right[place])
    assert not read_asn(right[:place] + digit + right[place + 1 :]).is_verified
