import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules.entry import Sex
from wantedtrack.rules.matching import Traits, best_first, blocking_keys, compare
from wantedtrack.rules.nicknames import are_forms_of_one
from wantedtrack.rules.traits import is_right, pnc_keys
from wantedtrack.rules.verdicts import Thresholds, Verdict

BORN = date(1987, 11, 3)
PNC = "1987/9900000T"
OTHER_PNC = "1987/9900001U"
KNOWN = Traits("KOWALSKI", "Test Ewa", BORN)

NAMES = st.text(alphabet="abcdeéøń' -", max_size=12)
DAYS = st.none() | st.dates(date(1930, 1, 1), date(2015, 12, 31))
TRAITS = st.builds(
    Traits,
    NAMES,
    NAMES,
    DAYS,
    st.sampled_from([None, PNC, OTHER_PNC, "87/9900000T", "87/9900000A"]),
    st.sampled_from([None, "265416/21G", "65656/91H"]),
    st.sampled_from([(), ("BS31 1AA",)]),
    st.sampled_from([(), ("1 Test Street, Keynsham",)]),
    st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple),
    st.sampled_from([None, Sex.MALE, Sex.FEMALE]),
)


def test_the_identifiers_of_this_file_are_right() -> None:
    assert is_right(PNC)
    assert is_right(OTHER_PNC)
    assert not is_right("87/9900000A")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Traits("Kowalski", "Test Ewa", BORN), "same surname; same forenames"),
        (Traits("Kowalska", "Test Ewa", BORN), "surname one letter different; same forenames"),
        (Traits("Kovalski", "Test Ewa", BORN), "surname one letter different; same forenames"),
        (Traits("Ewa", "Test Kowalski", BORN), "same names in another order"),
        (Traits("KOWALSKI", "Ewa Test", BORN), "same surname; same forenames"),
        (Traits("KOWALSKI", "Test Ewa Maria", BORN), "same surname; one forename more"),
        (Traits("KOWALSKI-SMYTHE", "Test Ewa", BORN), "one surname more; same forenames"),
        (Traits("Smith", "Jo", BORN, aliases=(("Kowalski", "Test Ewa"),)), "alias held: same surname; same forenames"),
    ],
)
def test_a_whole_name_beside_a_whole_date_of_birth_is_the_same_person(other: Traits, reason: str) -> None:
    found = compare(KNOWN, other)
    assert found.verdict is Verdict.SAME
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("typed", "held"), [("Bill", "William"), ("Mohamed", "MUHAMMAD"), ("Dafydd", "David"), ("Kasia", "Katarzyna"), ("Sean", "Shaun")]
)
def test_short_forms_and_other_spellings_of_a_forename_are_the_same_name(typed: str, held: str) -> None:
    found = compare(Traits("TESTER", typed, BORN), Traits("Tester", held, BORN))
    assert found.verdict is Verdict.SAME
    assert "same date of birth" in found.reasons


def test_a_name_in_another_script_is_compared() -> None:
    assert compare(Traits("NGUYỄN", "Văn An", BORN), Traits("Nguyen", "Van An", BORN)).verdict is Verdict.SAME
    assert compare(Traits("Иванов", "Тест", BORN), Traits("Ivanov", "Test", BORN)).verdict is Verdict.SAME


@given(NAMES, NAMES, NAMES, NAMES, st.sampled_from([(), (("abc", "de"),)]))
def test_a_name_alone_is_never_more_than_possible(a: str, b: str, c: str, d: str, aliases: tuple[tuple[str, str], ...]) -> None:
    for other in (Traits(a, b), Traits(c, d)):
        assert compare(Traits(a, b, aliases=aliases), other).verdict in (Verdict.POSSIBLE, Verdict.NONE)


@given(TRAITS, TRAITS)
def test_two_descriptions_compare_alike_from_either_side(one: Traits, other: Traits) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.verdict, there.weight) == (back.verdict, back.weight)


@given(TRAITS)
def test_whoever_is_known_whole_is_the_same_as_themselves(one: Traits) -> None:
    own = compare(one, one)
    if one.born is not None and any(mark.isalpha() for mark in one.surname) and any(mark.isalpha() for mark in one.forenames):
        assert own.verdict is Verdict.SAME
    assert blocking_keys(one) == blocking_keys(one)


@given(TRAITS, TRAITS)
def test_whoever_is_the_same_is_brought_forward_by_a_key(one: Traits, other: Traits) -> None:
    if compare(one, other).verdict is Verdict.SAME:
        assert blocking_keys(one) & blocking_keys(other)


@pytest.mark.parametrize(("one", "other"), [(PNC, "87/9900000T"), ("19879900000T", "879900000t"), ("1987 / 9900000 T", PNC)])
def test_a_pnc_id_is_the_same_in_any_form(one: str, other: str) -> None:
    assert compare(Traits("TESTER", pnc_id=one), Traits("Tester", pnc_id=other)).verdict is Verdict.SAME
    assert pnc_keys(one) & pnc_keys(other)


def test_the_same_pnc_id_is_the_same_person_unless_name_and_date_of_birth_contradict() -> None:
    held = Traits("KOWALSKI", "Test Ewa", BORN, PNC)
    assert compare(Traits("", pnc_id=PNC), held).verdict is Verdict.SAME
    assert compare(Traits("Thompson", "Grace", BORN, PNC), held).verdict is Verdict.SAME
    assert compare(Traits("KOWALSKI", "Test Ewa", date(1960, 1, 20), PNC), held).verdict is Verdict.SAME
    both = compare(Traits("Thompson", "Grace", date(1960, 1, 20), PNC), held)
    assert both.verdict is Verdict.LIKELY
    assert both.reasons == ("same PNC ID", "another surname; another forename", "another date of birth")


def test_another_pnc_id_keeps_two_people_with_one_name_and_birthday_apart() -> None:
    found = compare(Traits("KOWALSKI", "Test Ewa", BORN, PNC), Traits("KOWALSKI", "Test Ewa", BORN, OTHER_PNC))
    assert found.verdict is Verdict.LIKELY
    assert "another PNC ID" in found.reasons


def test_a_pnc_id_with_a_wrong_letter_neither_proves_nor_denies() -> None:
    wrong = "87/9900000A"
    assert compare(Traits("KOWALSKI", pnc_id=wrong), Traits("Thompson", pnc_id=wrong)).verdict is not Verdict.SAME
    assert compare(Traits("KOWALSKI", "Test Ewa", BORN, PNC), Traits("KOWALSKI", "Test Ewa", BORN, wrong)).verdict is Verdict.SAME


def test_the_same_cro_number_is_the_same_person() -> None:
    assert compare(Traits("KOWALSKI", cro="65656/91H"), Traits("Kowalski", cro="065656/91h")).verdict is Verdict.SAME


def at_home(forenames: str, sex: Sex | None = None) -> Traits:
    return Traits("TESTER", forenames, BORN, postcodes=("BS31 1AA",), addresses=("1 Test Street, Keynsham",), sex=sex)


def test_twins_are_not_the_same_person() -> None:
    for one, other in (("Grace", "Hassan"), ("Jean", "Joan"), ("Amy", "Ann")):
        assert compare(at_home(one), at_home(other)).verdict is not Verdict.SAME
    siblings = compare(at_home("Daniel", Sex.MALE), at_home("Daniela", Sex.FEMALE))
    assert siblings.verdict is not Verdict.SAME
    assert "another sex" in siblings.reasons


def test_father_and_son_of_one_name_and_house_are_not_the_same_person() -> None:
    father = Traits("TESTER", "Alan", date(1957, 5, 20), addresses=("1 Test Street, Keynsham",))
    son = Traits("TESTER", "Alan", date(1987, 11, 3), addresses=("1 Test Street, Keynsham",))
    found = compare(father, son)
    assert found.verdict is Verdict.POSSIBLE
    assert found.reasons == ("same surname; same forename", "another date of birth", "same address")


def test_a_neighbour_is_not_brought_up() -> None:
    one = Traits("TESTER", "Alan", date(1957, 5, 20), postcodes=("BS31 1AA",), addresses=("1 Test Street, Keynsham",))
    other = Traits("KOWALSKI", "Grace", date(1990, 1, 2), postcodes=("BS31 1AA",), addresses=("3 Test Street, Keynsham",))
    assert compare(one, other).verdict is Verdict.NONE


def test_candidates_come_best_first_and_without_those_who_have_nothing_for_them() -> None:
    held = [KNOWN, Traits("Thompson", "Grace"), Traits("KOWALSKI"), Traits("Kowalska", "Ewa", BORN)]
    order = [place for place, _ in best_first((place, compare(KNOWN, one)) for place, one in enumerate(held))]
    assert order == [0, 3, 2]


def test_a_force_may_ask_for_more_before_it_says_same() -> None:
    strict = Thresholds(same=9.0)
    assert compare(KNOWN, KNOWN).verdict is Verdict.SAME
    assert compare(KNOWN, KNOWN, thresholds=strict).verdict is Verdict.LIKELY


def test_a_nickname_is_a_form_of_a_name_in_either_direction() -> None:
    assert are_forms_of_one("bill", "william")
    assert are_forms_of_one("william", "bill")
    assert not are_forms_of_one("william", "robert")
    assert not are_forms_of_one("", "")


def read_people(path: Path) -> dict[str, Traits]:
    people: dict[str, Traits] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            digits = row["date_of_birth"]
            born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if is_a_day(digits) else None
            address = " ".join(filter(None, (row[part] for part in ("street_number", "address_1", "address_2", "suburb"))))
            postcodes = (row["postcode"],) if row["postcode"] else ()
            people[row["rec_id"]] = Traits(row["surname"], row["given_name"], born, None, None, postcodes, (address,) if address else ())
    return people


def is_a_day(digits: str) -> bool:
    try:
        date(int(digits[:4] or 0), int(digits[4:6] or 0), int(digits[6:] or 0))
    except ValueError:
        return False
    return True


def test_invented_australians_are_told_apart_and_found_again(shared_data: Path) -> None:
    """Source of the targets: issue 4. Febrl's people (Christen, 2008), without their soc_sec_id."""
    people = read_people(shared_data / "febrl1.csv")
    by_key: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, traits in people.items():
        for key in blocking_keys(traits):
            by_key[key].add(number)
    true = {frozenset((number, number.replace("org", "dup-0"))) for number in people if number.endswith("-org")}
    assert len(true) == 500
    said_same: set[frozenset[str]] = set()
    found = 0
    for number, traits in people.items():
        brought = sorted(set[str]().union(*(by_key[key] for key in blocking_keys(traits))) - {number})
        weighed = best_first((place, compare(traits, people[other])) for place, other in enumerate(brought))
        found += any(frozenset((number, brought[place])) in true for place, _ in weighed[:3])
        said_same |= {frozenset((number, brought[place])) for place, comparison in weighed if comparison.verdict is Verdict.SAME}
    baseline = {
        pair
        for born_and_surname in {(one.born, one.surname) for one in people.values() if one.born and one.surname}
        for pair in pairs([number for number, one in people.items() if (one.born, one.surname) == born_and_surname])
    }
    assert len(said_same & true) / len(said_same) >= 0.99
    assert found / len(people) >= 0.99
    assert len(said_same & true) / len(true) >= 0.5
    assert len(said_same & true) > len(baseline & true)


def pairs(numbers: list[str]) -> set[frozenset[str]]:
    return {frozenset((one, other)) for one in numbers for other in numbers if one != other}
