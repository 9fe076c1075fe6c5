"""What a text loses before it is kept is counted: nothing goes in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.rules.deed_words import Holds, Word, left_out, left_out_of, left_out_told, text
from wantedtrack.rules.kept_text import kept, not_kept
from wantedtrack.rules.names import tidy


@pytest.mark.parametrize(
    ("typed", "lost", "of_a_name"),
    [
        ("BROWN", 0, 0),
        ("BRO\x00WN", 1, 1),
        ("\ud800A\udfff", 2, 2),
        ("\u202eEVIL\u202c", 0, 2),
        ("SM\u200bITH\ufeff", 0, 2),
        ("two\nlines\tand a\xa0gap", 0, 0),
        ("bell\x07", 0, 1),
        ("\U0001f46e\U0001f3fd", 0, 0),
    ],
)
def test_what_is_left_out_is_counted(typed: str, lost: int, of_a_name: int) -> None:
    assert (not_kept(typed), not_kept(typed, is_name=True)) == (lost, of_a_name)


@given(st.text(st.characters(codec=None), max_size=40))
def test_what_is_counted_is_what_is_gone(typed: str) -> None:
    assert len(typed) - len(kept(typed)) == not_kept(typed)
    kept(typed).encode("utf-8")
    gaps = sum(mark.isspace() for mark in typed)
    shown = sum(not mark.isspace() for mark in tidy(kept(typed)))
    assert len(typed) - gaps - shown == not_kept(typed, is_name=True)


def test_it_is_counted_however_deep_it_lies_and_said_with_the_fields_own_word() -> None:
    words = (
        Word("checklist", "Checklist", Holds.CHECKLIST),
        Word("officers", "Officers", Holds.LIST),
        text("surname", "Surname"),
        Word("at", "When", Holds.INSTANT),
    )
    raw = {"checklist": {"identity": {"answer": "no", "note": "a\x00b\x00"}}, "officers": ["A\x00"], "surname": "X\u200e", "at": "\x00"}
    counted = left_out(words, raw)
    assert counted == {"checklist": 2, "officers": 1, "surname": 1}
    assert left_out_told(words, counted)[0] == "“Checklist”: 2 characters that cannot be kept were left out."
    assert left_out_told(words, counted)[2] == "“Surname”: 1 character that cannot be kept was left out."
    value = text("value", "Right value")
    assert (left_out_of(value, "A\u200e", field="Surname"), left_out_of(value, "A\u200e", field="offence")) == (1, 0)
