"""Finding people: by any word that a search understands, and as candidates for somebody who was just typed in.

Both read the table of keys, in which each person stands under every part of each name, how it sounds, date of birth, identifiers and
postcodes; neither ever reads all people.
"""

from datetime import date
from typing import Any

from jellyfish import metaphone
from sqlalchemy import ColumnElement, Select, func, select, union_all

from wantedtrack.rules.search_words import PeopleKey, PeopleWord
from wantedtrack.store.schema import entry, person, person_key

_LAST = "\U0010ffff"
_SHORTEST_SOUND = 4
"""Letters that a word needs before what sounds like it is found too: shorter ones sound like half the register."""

_LETTERS = ("WT", "DEMO")
_LONGEST_OUTWARD, _INWARD = 4, 3
"""Of a postcode BS31 comes before the space, 1AA after it."""


def about_person(word: PeopleWord) -> ColumnElement[bool]:
    """The condition on an entry that its person, or its reference, fits one word of a search."""
    if word.key is PeopleKey.REFERENCE:
        # Without its letters: those of a force's own store, or of a demonstration.
        return entry.c.reference == word.value if "-" in word.value else entry.c.reference.in_([f"{one}-{word.value}" for one in _LETTERS])
    return entry.c.person_id.in_(_people_found_by(word))


def _people_found_by(word: PeopleWord) -> Any:  # noqa: ANN401 (a select or a union of selects)
    if word.key is PeopleKey.NAME:
        if word.near:
            return _with_key("name").where(person_key.c.key.in_(word.near))
        begins = _with_key("name").where(person_key.c.key >= word.value, person_key.c.key < word.value + _LAST)
        sound = sound_of(word.value)
        # Who is found by both stands in it twice, which is nothing to the entry that asks whether its person is among them.
        return union_all(begins, _with_key("sound").where(person_key.c.key == sound)) if sound else begins
    if word.key is PeopleKey.BORN:
        # The key also stands for day and month changed about, which only matching wants.
        born = _with_key("born").join(person, person.c.id == person_key.c.person_id)
        return born.where(person_key.c.key == word.value, person.c.born == date.fromisoformat(word.value))
    if word.key is PeopleKey.POSTCODE and len(begun := word.value.split()[0]) <= _LONGEST_OUTWARD:
        whole = word.value.replace(" ", "")
        area = _with_key("postcode").where(person_key.c.key >= whole, person_key.c.key < whole + _LAST)
        return area.where(func.length(person_key.c.key) == len(begun) + _INWARD)
    return _with_key(word.key.value).where(person_key.c.key == word.value)


def sound_of(word: str) -> str:
    """How a name sounds, where it is long enough for that to say anything; else empty."""
    return metaphone(word) if len(word) >= _SHORTEST_SOUND and word.isalpha() else ""


def _with_key(kind: str) -> Select[int]:
    return select(person_key.c.person_id).where(person_key.c.kind == kind)
