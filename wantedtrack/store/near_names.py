"""Names a slip of the hand away from one that was typed: for a word that nobody is found by."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, text

from wantedtrack.rules.search_language import PeopleKey, PeopleWord, Query
from wantedtrack.store.person_search import sound_of
from wantedtrack.store.schema import person_key

MOST = 40
"""Names that one word is taken for: more would be half the register."""

_LAST = "\U0010ffff"
_key = person_key.c
_BEGINS = select(_key.key).where(_key.kind == "name", _key.key >= bindparam("word"), _key.key < bindparam("end")).limit(1)
_SOUNDS = select(_key.key).where(_key.kind == "sound", _key.key == bindparam("sound")).limit(1)
_NAMES = text(
    "WITH RECURSIVE names(key) AS (SELECT min(key) FROM person_key WHERE kind = 'name' AND key >= :first AND key < :end "
    "UNION ALL SELECT (SELECT min(k.key) FROM person_key k WHERE k.kind = 'name' AND k.key > names.key AND k.key < :end) FROM names "
    "WHERE names.key IS NOT NULL) SELECT key FROM names WHERE key IS NOT NULL"
)
"""Each name once, however many bear it: from one to the next by the index, never a walk over all people."""


def near_names(connection: Connection, word: str) -> tuple[str, ...]:
    """The names held that this normalised word may be a slip of, nearest first by the alphabet; none where it finds somebody as it is."""
    from wantedtrack.rules.name_likeness import is_a_slip_of, may_be_a_slip  # noqa: PLC0415 (loads the comparing of names, where a name was typed)

    if not may_be_a_slip(word) or connection.execute(_BEGINS, {"word": word, "end": word + _LAST}).first() is not None:
        return ()
    if (sound := sound_of(word)) and connection.execute(_SOUNDS, {"sound": sound}).first() is not None:
        return ()
    # The first letter is mostly right, or has changed places with the second.
    firsts = dict.fromkeys(word[:2])
    names = [name for first in firsts for name in connection.execute(_NAMES, {"first": first, "end": first + _LAST}).scalars()]
    return tuple([name for name in names if is_a_slip_of(word, name)][:MOST])


def forgiven(connection: Connection, query: Query) -> Query:
    """The query with, beside each name that nobody has, the names that it may be a slip of; looked for once, however often it is asked."""
    if not any(word.key is PeopleKey.NAME for word in query.people):
        return query
    return replace(query, people=tuple(_forgiven(connection, word) for word in query.people))


def taken_for(query: Query) -> tuple[tuple[str, Sequence[str]], ...]:
    """Each name that nobody has, with the names that it was taken for: what a person is told."""
    return tuple((word.value, word.near) for word in query.people if word.near)


def _forgiven(connection: Connection, word: PeopleWord) -> PeopleWord:
    if word.key is not PeopleKey.NAME or word.near is not None:
        return word
    return replace(word, near=near_names(connection, word.value))
