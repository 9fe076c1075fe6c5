"""What somebody else changed is told for every column, or is known to follow by itself; and its value reads as people write it."""

import pytest

from wantedtrack.deeds.catalogue import BY_NAME
from wantedtrack.rules.changed_words import CHANGEABLE, FOLLOWS, NOTHING, as_typed, in_words, word_for
from wantedtrack.store import schema


def test_every_column_of_an_entry_is_told_or_follows_by_itself() -> None:
    told = {key.partition(".")[2] for key in CHANGEABLE if key.startswith("entry.")}
    columns = {column.name for column in schema.entry.columns}
    assert told | FOLLOWS == columns
    assert not told & FOLLOWS


def test_every_key_names_a_column_or_an_own_field() -> None:
    for key in CHANGEABLE:
        table, _, column = key.partition(".")
        assert table == "details" or column in getattr(schema, table).c


def test_a_word_that_a_change_answers_is_a_word_of_that_deed() -> None:
    answered = {name: {word for key in CHANGEABLE if (word := word_for(name, key)) is not None} for name in BY_NAME}
    for name, words in answered.items():
        assert words <= {word.name for word in BY_NAME[name].words}, name
    assert answered["regrade"] == {"band", "rationale"}
    assert "reference" in answered["set-circulation"]


@pytest.mark.parametrize(
    ("key", "value", "reads", "typed"),
    [
        ("entry.first_attempt_by", "2026-06-02T20:00:00.000000Z", "Tue 2 Jun 21:00 (02/06/2026)", "02/06/2026 21:00"),
        ("entry.weed_date", "2026-06-02", "02/06/2026", "02/06/2026"),
        ("entry.stage", "clearing", "clearing", "clearing"),
        ("entry.restricted", True, "yes", "yes"),
        ("entry.flags", '["domestic_abuse", "mappa"]', "domestic abuse, mappa", '["domestic_abuse", "mappa"]'),
        ("entry.flags", "[]", NOTHING, ""),
        ("entry.plan", None, NOTHING, ""),
        ("details.issue_date", "in the spring", "in the spring", "in the spring"),
        ("person.age_from", 30, "30", "30"),
    ],
)
def test_a_value_reads_as_people_write_it(key: str, value: object, reads: str, typed: str) -> None:
    assert in_words(key, value) == reads
    assert as_typed(key, value) == typed


def test_a_correction_answers_for_the_field_that_it_puts_right_alone() -> None:
    assert word_for("correct", "person.surname", corrected="surname") == "value"
    assert word_for("correct", "entry.became_outstanding_at", corrected="Became outstanding at") == "value"
    assert word_for("correct", "entry.plan", corrected="surname") is None
