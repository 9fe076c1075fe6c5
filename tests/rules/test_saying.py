"""A sentence of the rules is its English text to everybody, and keeps what it was made from for who tells it in another language."""

from datetime import UTC, datetime, timedelta

from wantedtrack.rules.saying import Saying, in_turn, said

AT = datetime(2026, 3, 2, 14, tzinfo=UTC)


def test_a_saying_is_its_english_text_and_keeps_its_values() -> None:
    told = said("The {rank} is told in {span}, {at}.", rank=said("inspector"), span=timedelta(hours=7, minutes=30), at=AT)
    assert told == "The inspector is told in 7 h 30 min, Mon 2 Mar 14:00."
    assert isinstance(told, str)
    assert (told.template, told.values["at"]) == ("The {rank} is told in {span}, {at}.", AT)
    both = in_turn((told, "", said("It rests.")))
    assert both == "The inspector is told in 7 h 30 min, Mon 2 Mar 14:00. It rests."
    assert [isinstance(part, Saying) for part in both.parts] == [True, True]


def test_braces_that_somebody_typed_are_no_places() -> None:
    assert said("{desktop} is silent.", desktop="{PC} {0}") == "{PC} {0} is silent."
    assert said("as it stands {here}") == "as it stands {here}"
