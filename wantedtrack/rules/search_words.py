"""The words of the search box and of `queue --where`: one language, one parser, for people and for filters.

`band:red owner:me due:<24h stage:active -attempted nguyen` filters and searches at once; every filter that a click makes is these words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import british, read_date
from wantedtrack.rules.entry import Band, Category, Circulation, Flag, Instant, Stage
from wantedtrack.rules.identifiers import read_pnc_id
from wantedtrack.rules.names import tokens

LISTS = (
    "this-shift", "notices", "not-circulated", "never-attempted", "bail-due", "cleardown", "located", "suspended", "drafts", "everything",
)  # fmt: skip
"""The lists on the left of the window, by their names in words."""

SHIPPED_LABELS = {Band.HIGH: "red", Band.MEDIUM: "amber", Band.STANDARD: "blue"}

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_WORD = re.compile(r'(?P<not>-)?(?:(?P<key>[A-Za-z-]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')
_SPAN = re.compile(r"^(?P<than>[<>])(?P<count>\d{1,4})(?P<unit>[hdw])$")
_REFERENCE = re.compile(r"^(?:WT|DEMO)-?\d+$", re.IGNORECASE)
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)
_DATE_LIKE = re.compile(r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$")
_PNC_LIKE = re.compile(r"^\d{2}(?:\d{2})?/?\d{1,7}[A-Za-z]$")


class FilterKey(StrEnum):
    """What can be filtered by."""

    BAND = "band"
    CATEGORY = "category"
    STAGE = "stage"
    CIRCULATION = "circulation"
    OWNER = "owner"
    TEAM = "team"
    STATION = "station"
    DUE = "due"
    AGE = "age"
    ATTEMPTED = "attempted"
    FLAG = "flag"
    LIST = "list"


class PeopleKey(StrEnum):
    """What a person or an entry is looked up by; all but `name` are recognised by their form."""

    NAME = "name"
    PNC_ID = "pnc"
    BORN = "born"
    REFERENCE = "ref"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Span:
    """`<24h` or `>2d`."""

    is_less: bool
    length: timedelta

    @property
    def words(self) -> str:
        """The span as it is typed, in the largest unit that fits."""
        unit = next(unit for unit in ("w", "d", "h") if not self.length % _UNITS[unit])
        return f"{'<' if self.is_less else '>'}{self.length // _UNITS[unit]}{unit}"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. `value` is an enumeration's value, a text, or a Span; `attempted` has none. `due` also takes overdue and today."""

    key: FilterKey
    value: str | Span
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class PeopleWord:
    """One word about a person: a name's part, normalised, or something recognised by its form, in its one form."""

    key: PeopleKey
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """Everything asked for at once: filters and people's words, all of which must hold."""

    filters: tuple[Filter, ...] = ()
    people: tuple[PeopleWord, ...] = ()

    def only(self, key: FilterKey) -> tuple[Filter, ...]:
        """The filters of one key."""
        return tuple(one for one in self.filters if one.key is key)


class WrongWord(Invalid):
    """A word that cannot be understood, where it stands, and what would be accepted."""

    def __init__(self, word: str, *, start: int, end: int, accepted: Sequence[str]) -> None:
        """Keep the place for the search box to mark."""
        told = ", ".join(accepted)
        super().__init__(f"“{word[:60]}” is not understood; accepted here: {told}.", code="search_word", field="where")
        self.start, self.end, self.accepted = start, end, tuple(accepted)

    @property
    def kind(self) -> str:
        """It is a wrong value like any other."""
        return "invalid"


def read_query(text: str, *, now: Instant, labels: Mapping[Band, str] = SHIPPED_LABELS) -> Query:
    """Read the words. Bands go by value or label. Raises WrongWord for a filter that cannot be understood, with its place."""
    filters: list[Filter] = []
    people: list[PeopleWord] = []
    for found in _WORD.finditer(text):
        value = found["quoted"] if found["quoted"] is not None else found["plain"] or ""
        key = (found["key"] or "").lower()
        is_negated = bool(found["not"])
        if not key and value.lower() == FilterKey.ATTEMPTED:
            filters.append(Filter(FilterKey.ATTEMPTED, "", is_negated))
        elif key in tuple(FilterKey) and key != FilterKey.ATTEMPTED:
            filters.append(Filter(FilterKey(key), _filter_value(FilterKey(key), value, found, labels), is_negated))
        elif key in tuple(PeopleKey):
            people += _people(PeopleKey(key), value, found, now)
        elif key:
            raise _wrong(found, [*FilterKey, *PeopleKey])
        else:
            people += _recognised(value, now)
    return Query(tuple(filters), tuple(people))


def _filter_value(key: FilterKey, value: str, found: re.Match[str], labels: Mapping[Band, str]) -> str | Span:
    if key in (FilterKey.OWNER, FilterKey.TEAM, FilterKey.STATION):
        if not value:
            raise _wrong(found, ["a name or collar number", "none"])
        return value
    if key in (FilterKey.DUE, FilterKey.AGE):
        if key is FilterKey.DUE and value.lower() in ("overdue", "today"):
            return value.lower()
        span = _SPAN.match(value.lower())
        if span is None:
            raise _wrong(found, ["<24h", ">2d", *(["overdue", "today"] if key is FilterKey.DUE else [])])
        return Span(span["than"] == "<", int(span["count"]) * _UNITS[span["unit"]])
    wanted = value.strip().lower().replace(" ", "_")
    wanted = wanted.replace("_", "-") if key is FilterKey.LIST else wanted.replace("-", "_")
    if key is FilterKey.BAND:
        wanted = next((band.value for band, label in labels.items() if label.lower() == wanted), wanted)
    accepted = _ACCEPTED[key]
    if wanted not in accepted:
        raise _wrong(found, [*accepted, *labels.values()] if key is FilterKey.BAND else accepted)
    return wanted


_ACCEPTED: dict[FilterKey, tuple[str, ...]] = {
    FilterKey.BAND: tuple(Band),
    FilterKey.CATEGORY: tuple(Category),
    FilterKey.STAGE: (*Stage, "open"),
    FilterKey.CIRCULATION: tuple(Circulation),
    FilterKey.FLAG: tuple(Flag),
    FilterKey.LIST: LISTS,
}


def _recognised(value: str, now: Instant) -> list[PeopleWord]:
    """A word without a key: by its form a reference, a PNC ID, a date of birth or a postcode, else a name."""
    if _REFERENCE.match(value):
        return [PeopleWord(PeopleKey.REFERENCE, _reference(value))]
    if _PNC_LIKE.match(value) and (read := read_pnc_id(value, this_year=now.year)).is_verified:
        return [PeopleWord(PeopleKey.PNC_ID, read.text)]
    if _DATE_LIKE.match(value):
        try:
            return [PeopleWord(PeopleKey.BORN, read_date(value, now=now).isoformat())]
        except Invalid:
            return _names(value)
    if _POSTCODE.match(value):
        return [PeopleWord(PeopleKey.POSTCODE, value.replace(" ", "").upper())]
    return _names(value)


def _people(key: PeopleKey, value: str, found: re.Match[str], now: Instant) -> list[PeopleWord]:
    if key is PeopleKey.NAME:
        return _names(value)
    if key is PeopleKey.PNC_ID:
        return [PeopleWord(key, read_pnc_id(value, this_year=now.year).text.upper())]
    if key is PeopleKey.REFERENCE:
        return [PeopleWord(key, _reference(value))]
    if key is PeopleKey.POSTCODE:
        return [PeopleWord(key, value.replace(" ", "").upper())]
    try:
        return [PeopleWord(key, read_date(value, now=now).isoformat())]
    except Invalid:
        raise _wrong(found, ["a date of birth such as 16/09/2001"]) from None


def _names(value: str) -> list[PeopleWord]:
    return [PeopleWord(PeopleKey.NAME, token) for token in tokens(value)[: max(1, len(value.split()))]]


def _reference(value: str) -> str:
    """A reference in its one form, whether or not its dash and zeros were typed."""
    letters = value.upper().rstrip("0123456789").rstrip("-")
    digits = value[len(value.rstrip("0123456789")) :]
    return f"{letters}-{digits.zfill(6)}"


def _wrong(found: re.Match[str], accepted: Sequence[str]) -> WrongWord:
    return WrongWord(found[0], start=found.start(), end=found.end(), accepted=accepted)


def as_words(query: Query, *, labels: Mapping[Band, str] = SHIPPED_LABELS) -> str:
    """The query as text that reads back to the same query: what a click writes into the box."""
    words = [_filter_words(one, labels) for one in query.filters]
    for person in query.people:
        value = british(date.fromisoformat(person.value)) if person.key is PeopleKey.BORN else person.value
        words.append(value if person.key is PeopleKey.NAME else f"{person.key.value}:{value}")
    return " ".join(words)


def _filter_words(one: Filter, labels: Mapping[Band, str]) -> str:
    negated = "-" if one.is_negated else ""
    if one.key is FilterKey.ATTEMPTED:
        return f"{negated}attempted"
    if isinstance(one.value, Span):
        return f"{negated}{one.key.value}:{one.value.words}"
    value = labels[Band(one.value)] if one.key is FilterKey.BAND else one.value
    return f'{negated}{one.key.value}:"{value}"' if re.search(r'[\s"]', value) else f"{negated}{one.key.value}:{value}"


def accepted(prefix: str, *, labels: Mapping[Band, str] = SHIPPED_LABELS) -> tuple[str, ...]:
    """The words that could complete what is being typed: keys first, after a colon their values."""
    key, colon, value = prefix.lower().lstrip("-").partition(":")
    if not colon:
        return tuple(f"{one.value}:" if one is not FilterKey.ATTEMPTED else one.value for one in FilterKey if one.value.startswith(key))
    if key not in tuple(FilterKey):
        return ()
    values = _ACCEPTED.get(FilterKey(key), ("overdue", "today", "<24h") if key == FilterKey.DUE else ())
    shown = tuple(labels.values()) if key == FilterKey.BAND else tuple(one.replace("_", "-") for one in values)
    return tuple(f"{key}:{one}" for one in shown if one.startswith(value))
