"""Where each word of a search stands in its text: what chips, completion and the mark under a wrong word are made from."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wantedtrack.rules.entry import Band
from wantedtrack.rules.search_language import FilterKey

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
MONTH_FIRST = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
"""Before its day a month must be whole or its common short form: "Marcus 12 1987" is a name."""

_SEVERAL = rf"""\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{MONTH},?[ ](?:\d{{4}}|\d{{2}}) | \d{{1,2}}[ ]\d{{1,2}}[ ](?:\d{{4}}|\d{{2}})
    | {MONTH_FIRST}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ](?:\d{{4}}|\d{{2}})
    | \d{{1,2}}[ ]?[/.-][ ]\d{{1,2}}[ ]?[/.-][ ](?:\d{{4}}|\d{{2}}) | [a-z]{{1,2}}\d[a-z\d]?[ ]+\d[a-z]{{0,2}}
    | \d{{2}}(?:\d{{2}})?[ ]?[/\\ -][ ]?\d{{1,7}}[ ]?[a-z] | (?:wt|demo)[ ]\d{{1,12}}"""
_WORD = re.compile(
    rf"""(?P<not>-)?(?:(?P<key>[a-z][a-z-]*):)?(?:(?<!\S)(?:born|dob|d\.o\.b\.?|date[ ]of[ ]birth|pnc(?:[ ]?id)?|cro|ref)[ ]+(?=\d))?
    (?:"(?P<quoted>[^"]*)"? | (?P<several>{_SEVERAL})(?!\S) | (?P<plain>[^\s"]*))""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
"""A minus, a key, a value: quoted, or plain up to the next space; a date, a postcode, a PNC ID and a reference keep their spaces.

What somebody says before a date or a number, "born" or "PNC ID", goes with it: the value is known by its own form."""

Known = Mapping[FilterKey, Sequence[str]]
"""Values that the store knows beside those of the language: collar numbers, stations, teams."""

NOTHING_KNOWN: Known = {}


@dataclass(frozen=True, slots=True)
class WordPlace:
    """One word as it was typed, from `start` up to `end`. `key` is in lower case, empty for a word about a person."""

    start: int
    end: int
    text: str
    key: str
    value: str
    is_negated: bool

    @property
    def is_filter(self) -> bool:
        """Whether it narrows the list rather than say who."""
        return self.key in _FILTERS or (not self.key and self.value.lower() == FilterKey.ATTEMPTED)

    @property
    def is_about_a_person(self) -> bool:
        """Whether it says who: a name, or what is known by its form."""
        return not self.is_filter and not self.key and not self.is_negated and bool(self.value)


_FILTERS = frozenset({*(key.value for key in FilterKey), "is"})


def found_in(text: str) -> list[re.Match[str]]:
    """Every word of the text, each as the pattern reads it."""
    # A mark that nobody sees counts as a space, so that every place stays where it is in the box.
    seen = "".join(" " if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp") else mark for mark in text)
    return [found for found in _WORD.finditer(seen) if found[0]]


def value_in(found: re.Match[str]) -> str:
    """The value of a word, its spaces tidied."""
    return " ".join((found["quoted"] or found["several"] or found["plain"] or "").split())


def words_in(text: str) -> list[WordPlace]:
    """Every word with its place."""
    return [
        WordPlace(found.start(), found.end(), found[0], (found["key"] or "").lower(), value_in(found), bool(found["not"]))
        for found in found_in(text)
    ]


def word_at(text: str, cursor: int) -> WordPlace | None:
    """The word that ends at the cursor or holds it, None between two words."""
    return next((word for word in words_in(text) if word.start < cursor <= word.end), None)


def filters_in(text: str) -> list[WordPlace]:
    """The words that are filters, in their order."""
    return [word for word in words_in(text) if word.is_filter]


def without(text: str, *words: WordPlace) -> str:
    """The text without these words."""
    for word in sorted(words, key=lambda one: one.start, reverse=True):
        text = f"{text[: word.start].rstrip()} {text[word.end :].lstrip()}"
    return text.strip()


def holds(text: str, word: str) -> bool:
    """Whether the text holds this filter, in whatever case."""
    return any(one.text.lower() == word.lower() for one in filters_in(text))


def toggled(text: str, word: str) -> str:
    """What a click on a filter does to the text: writes its word at the end, or takes it away where it stands already.

    A list that is the whole text gives way to nothing; a filter narrows it.
    """
    standing = [one for one in filters_in(text) if one.text.lower() == word.lower()]
    return without(text, *standing) if standing else f"{text.strip()} {word}".strip()


def replaced(text: str, word: WordPlace, written: str) -> tuple[str, int]:
    """The text with another word in place of this one, and where the cursor then stands: after a value a space follows."""
    after = text[word.end :]
    gap = "" if written.endswith(":") or after.startswith(" ") else " "
    before = text[: word.start] + written + gap
    return before + after, len(before) + (1 if not gap and not written.endswith(":") else 0)


def corrections(wrong: str, accepted: Sequence[str]) -> list[tuple[str, str]]:
    """What could stand in place of a wrong word: each as it is offered, and the whole word it would make. Sentences are left out."""
    found = next(iter(words_in(wrong)), None)
    if found is None:
        return []
    minus, key = "-" if found.is_negated else "", f"{found.key}:" if found.key in _FILTERS else ""
    made: list[tuple[str, str]] = []
    for one in accepted:
        whole = one if not key or one.endswith(":") or one.startswith("-") else f"{minus}{key}{quoted(one)}"
        if (" " in one and not key) or one.startswith("a "):
            continue
        made.append((one, whole))
    return made


def quoted(value: str) -> str:
    """A value as it is typed: in quotes where it has a space."""
    plain = value.replace('"', "")
    return f'"{plain}"' if re.search(r"\s", plain) else plain


def band_word(band: Band, labels: Mapping[Band, str]) -> str:
    """The filter for one band, as the force labels it."""
    return f"{FilterKey.BAND}:{quoted(labels.get(band) or band.value)}"
