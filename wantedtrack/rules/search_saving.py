"""Searches that are kept under a name: what such a name and its words may be. A search that names a person is not kept.

Source: DPA 2018 s.39 (nothing is kept longer than it is needed): a name in a saved search would outlive the entry it was typed for.
"""

from collections.abc import Mapping

from wantedtrack.errors import Invalid
from wantedtrack.rules.deed_words import Holds, Word, text
from wantedtrack.rules.entry import Band, Instant
from wantedtrack.rules.search_language import PeopleKey
from wantedtrack.rules.search_words import WrongWord, read_query

LONGEST_NAME = 60
MOST_SAVED = 30
"""Of one officer, and of those that all share: each is counted whenever the queue changes."""

SAVE_SEARCH = (
    text("name", "Name", required=True, hint="Mine, due tonight"),
    text("search", "Search", required=True, hint="band:red owner:me due:<24h"),
    Word("shared", "For everybody", Holds.YES_NO, hint="sergeant and above; left out: only you"),
)
CHANGE_SEARCH = (
    text("saved", "Saved search", required=True, hint="its name or number"),
    text("name", "New name"),
    text("search", "New search"),
)
REMOVE_SEARCH = (text("saved", "Saved search", required=True, hint="its name or number"),)


def name_to_keep(name: str) -> str:
    """The name as it is kept. Raises Invalid("too_long")."""
    kept = " ".join(name.split())
    if len(kept) > LONGEST_NAME:
        message = f"A name of {len(kept)} characters does not fit in the list; at most {LONGEST_NAME}. Nothing was changed; shorten it."
        raise Invalid(message, code="too_long", field="name")
    return kept


def search_to_keep(words: str, *, now: Instant, labels: Mapping[Band, str]) -> str:
    """The words as they are kept. Raises Invalid("search_word"), and ("names_a_person") where they say who somebody is."""
    try:
        query = read_query(words, now=now, labels=labels)
    except WrongWord as wrong:
        raise Invalid(wrong.message, code=wrong.code, field="search") from None
    if any(word.key is not PeopleKey.REFERENCE for word in query.people):
        raise Invalid(
            "A saved search holds filters, not people: a name or a date of birth in it would outlive the entry. Nothing was changed; take it out, as in “band:red owner:me”.",
            code="names_a_person",
            field="search",
        )
    if not query.filters and not query.people:
        raise Invalid(
            "There is no filter in this search. Nothing was changed; type one, as in “band:red”.", code="missing_word", field="search"
        )
    return " ".join(words.split())
