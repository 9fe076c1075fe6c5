"""The recovery key on paper: a slip is always found, and by its group."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wantedtrack.errors import Invalid
from wantedtrack.store.recovery_key import new_recovery_key, read_recovery_text, recovery_text

KEYS = st.binary(min_size=20, max_size=20)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def group_at_fault(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        read_recovery_text(text)
    assert (refused.value.code, refused.value.field) == ("recovery_key_mistyped", "recovery_key")
    return refused.value.message.split(" of ")[0]


@given(KEYS)
def test_what_is_shown_is_read_back(key: bytes) -> None:
    text = recovery_text(key)
    assert [len(group) for group in text.split("-")] == [5] * 8
    assert set(text) <= {*LETTERS, "-"}
    assert read_recovery_text(text) == key


@given(KEYS, st.sampled_from(["-", "", " ", "  ", " - ", "\n", "\t", "–", "_"]))
def test_spacing_case_and_lookalikes_do_not_matter(key: bytes, between: str) -> None:
    typed = recovery_text(key).replace("-", between).lower().replace("0", "o").replace("1", "l")
    assert read_recovery_text(typed) == key
    assert read_recovery_text(f"  {recovery_text(key).replace('1', 'I')}\r\n") == key


@given(KEYS, st.integers(0, 7), st.integers(0, 4), st.sampled_from(LETTERS + "U*"))
def test_one_wrong_letter_is_told_by_its_group(key: bytes, group: int, place: int, letter: str) -> None:
    groups = recovery_text(key).split("-")
    assume(groups[group][place] != letter)
    groups[group] = groups[group][:place] + letter + groups[group][place + 1 :]
    # A sign that is no letter splits the group; then the count is at fault.
    if letter == "*":
        with pytest.raises(Invalid):
            read_recovery_text("-".join(groups))
    else:
        assert group_at_fault("-".join(groups)) == f"Group {group + 1}"


@given(KEYS, st.integers(0, 7), st.integers(0, 3))
def test_two_neighbours_swapped_are_told_by_their_group(key: bytes, group: int, place: int) -> None:
    groups = recovery_text(key).split("-")
    letters = list(groups[group])
    assume(letters[place] != letters[place + 1])
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    groups[group] = "".join(letters)
    assert group_at_fault(" ".join(groups)) == f"Group {group + 1}"


@given(KEYS, st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True))
def test_two_groups_swapped_are_told(key: bytes, swapped: list[int]) -> None:
    first, second = sorted(swapped)
    groups = recovery_text(key).split("-")
    groups[first], groups[second] = groups[second], groups[first]
    assert group_at_fault("-".join(groups)) == f"Group {first + 1}"


@given(KEYS, st.integers(0, 7))
def test_a_group_with_a_letter_missing_is_told(key: bytes, group: int) -> None:
    groups = recovery_text(key).split("-")
    groups[group] = groups[group][:-1]
    assert group_at_fault("-".join(groups)) == f"Group {group + 1}"


@given(st.text(max_size=60))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_recovery_text(text)
    assert refused.value.code in {"recovery_key_length", "recovery_key_mistyped"}


def test_every_key_is_new() -> None:
    assert len({new_recovery_key() for _ in range(100)}) == 100
