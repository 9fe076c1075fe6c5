"""The words of the search box and of `queue --where`: one language, one parser, for people and for filters.

`band:red owner:me due:<24h stage:active -attempted nguyen` filters and searches at once; every filter that a click makes is these words.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import british, read_date
from wantedtrack.rules.entry import Band, Instant
from wantedtrack.rules.search_language import (
    DUE_WORDS,
    LISTS,
    LONGEST,
    MOST_WORDS,
    SHIPPED_LABELS,
    UNITS,
    VALUES,
    Filter,
    FilterKey,
    PeopleKey,
    PeopleWord,
    Query,
    Span,
    WrongWord,
    shown,
)
from wantedtrack.rules.search_places import MONTH, MONTH_FIRST, NOTHING_KNOWN, Known, found_in, quoted, value_in
from wantedtrack.rules.shifts import to_force_time

__all__ = [
    "LISTS", "SHIPPED_LABELS", "Filter", "FilterKey", "PeopleKey", "PeopleWord", "Query", "Span", "WrongWord", "accepted", "as_words", "read_query",
]  # fmt: skip

_SPAN = re.compile(r"([<>])(\d{1,4})([mhdw])", re.ASCII)
_REFERENCE = re.compile(r"(?:(WT|DEMO)[ -]?)?(\d{1,12})", re.IGNORECASE | re.ASCII)
_FIGURES = re.compile(r"\d{3,7}", re.ASCII)
"""A reference read out without its letters; of one or two figures nobody means one."""

_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.IGNORECASE | re.ASCII)
_BEGUN_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?: (\d[A-Z]?))?", re.IGNORECASE | re.ASCII)
_SIX = re.compile(r"(\d{2})(\d{2})(\d{2})", re.ASCII)
"""A date of birth as custody records write it: 160901."""
_DATE = re.compile(
    rf"\d{{1,4}} ?([/.-]) ?\d{{1,2}} ?\1 ?\d{{1,4}}|\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})|\d{{8}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]?(?:of )?{MONTH},?[ -]?(?:\d{{4}}|\d{{2}})|{MONTH_FIRST} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}|\d{{2}})",
    re.IGNORECASE | re.ASCII,
)
_PNC_ID = re.compile(r"\d{2}(?:\d{2})?[/\\]?\d{1,7}[A-Z]", re.IGNORECASE | re.ASCII)
_PARTED_PNC_ID = re.compile(r"(\d{2}(?:\d{2})?) ?[/\\ -] ?(\d{1,7}) ?([A-Z])", re.IGNORECASE | re.ASCII)
_CRO = re.compile(r"(?:SF\d{2}/\d{1,6}|\d{1,6}/\d{2})[A-Z]", re.IGNORECASE | re.ASCII)

_IS = "is"
_ALSO_CALLED = {"reference": PeopleKey.REFERENCE, "dob": PeopleKey.BORN, "surname": PeopleKey.NAME, "forename": PeopleKey.NAME}
_PEOPLE_KEYS = {key.value: key for key in PeopleKey} | _ALSO_CALLED
_KEYS = (*(f"{key}:" for key in FilterKey if key is not FilterKey.ATTEMPTED), "attempted", "is:", *(f"{key}:" for key in PeopleKey))
_FREE = (FilterKey.OWNER, FilterKey.TEAM, FilterKey.STATION)
_TYPES_OF_IS = (FilterKey.STAGE, FilterKey.CIRCULATION, FilterKey.CATEGORY, FilterKey.FLAG, FilterKey.LIST)


def read_query(text: str, *, now: Instant, labels: Mapping[Band, str] = SHIPPED_LABELS) -> Query:
    """Read the words. Bands go by label or value. Raises WrongWord for what cannot be understood, with its place."""
    words = found_in(text)
    if len(text) > LONGEST or len(words) > MOST_WORDS:
        raise _too_much(text, min([LONGEST, *(found.start() for found in words[MOST_WORDS : MOST_WORDS + 1])]))
    filters: list[Filter] = []
    people: list[PeopleWord] = []
    for found in words:
        read = _read_word(found, now, labels)
        filters += [one for one in read if isinstance(one, Filter)]
        people += [one for one in read if isinstance(one, PeopleWord)]
        # One word as typed can be many to look for: a sign of another script is spelled out.
        if len(people) > MOST_WORDS:
            raise _too_much(text, found.start())
    return Query(tuple(filters), tuple(people))


def _too_much(text: str, start: int) -> WrongWord:
    return WrongWord("This is too much for one search.", start=start, end=len(text), accepted=[f"{MOST_WORDS} words"])


def _read_word(found: re.Match[str], now: Instant, labels: Mapping[Band, str]) -> Sequence[Filter | PeopleWord]:
    key, value, is_negated = (found["key"] or "").lower(), value_in(found), bool(found["not"])
    if key in tuple(FilterKey):
        return [_filter(FilterKey(key), value, found, labels)]
    if key == _IS:
        return [_is(value, found, labels)]
    if not key and found["quoted"] is None and value.lower() == FilterKey.ATTEMPTED:
        return [Filter(FilterKey.ATTEMPTED, "", is_negated)]
    if key and key not in _PEOPLE_KEYS:
        raise _wrong("This is no filter.", found, _KEYS)
    if is_negated and (key or value):
        filters = (f"-{one}" for one in _KEYS if one.endswith(":") and one[:-1] not in tuple(PeopleKey))
        raise _wrong("A minus stands before a filter, not before a name.", found, ("-attempted", *filters))
    return _people(_PEOPLE_KEYS[key], value, found, now) if key else _recognised(value, found, now)


def _filter(key: FilterKey, value: str, found: re.Match[str], labels: Mapping[Band, str]) -> Filter:
    is_negated = bool(found["not"])
    if key is FilterKey.ATTEMPTED:
        if value.lower() not in ("yes", "no", "never"):
            raise _wrong("“attempted:” does not take this.", found, ("yes", "no"))
        return Filter(key, "", is_negated != (value.lower() != "yes"))
    if key in _FREE:
        if not value:
            raise _wrong(f"“{key}:” needs a value.", found, (*_offered(key, labels), "a collar number or name"))
        return Filter(key, value, is_negated)
    if key in (FilterKey.DUE, FilterKey.AGE, FilterKey.WEED):
        return Filter(key, _span(key, value, found, labels), is_negated)
    wanted = _plain(value)
    if key is FilterKey.BAND:
        wanted = next((band.value for band, label in labels.items() if _plain(label) == wanted), wanted)
    known = next((one for one in VALUES[key] if _plain(one) == wanted), None)
    if known is None:
        raise _wrong(f"“{key}:” does not take this.", found, _offered(key, labels))
    return Filter(key, str(known), is_negated)


def _span(key: FilterKey, value: str, found: re.Match[str], labels: Mapping[Band, str]) -> str | Span:
    if key is FilterKey.DUE and value.lower() in DUE_WORDS:
        return value.lower()
    span = _SPAN.fullmatch(value.lower())
    if span is None:
        raise _wrong(f"“{key}:” does not take this.", found, _offered(key, labels))
    return Span(span[1] == "<", int(span[2]) * UNITS[span[3]])


def _is(value: str, found: re.Match[str], labels: Mapping[Band, str]) -> Filter:
    """`is:` before any value that says by itself what it is of."""
    is_negated, wanted = bool(found["not"]), _plain(value)
    if wanted == FilterKey.ATTEMPTED:
        return Filter(FilterKey.ATTEMPTED, "", is_negated)
    if wanted in DUE_WORDS:
        return Filter(FilterKey.DUE, wanted, is_negated)
    for band, label in labels.items():
        if wanted in (_plain(label), band.value):
            return Filter(FilterKey.BAND, band.value, is_negated)
    for key in _TYPES_OF_IS:
        known = next((one for one in VALUES[key] if _plain(one) == wanted), None)
        if known is not None:
            return Filter(key, str(known), is_negated)
    raise _wrong("“is:” does not take this.", found, _offered_by_is(labels))


def _offered_by_is(labels: Mapping[Band, str]) -> tuple[str, ...]:
    bands = (labels[band] for band in Band)
    return ("attempted", *DUE_WORDS, *bands, *dict.fromkeys(shown(one) for key in _TYPES_OF_IS for one in VALUES[key]))


def _plain(value: str) -> str:
    return value.strip().lower().replace(" ", "_").replace("-", "_")


def _recognised(value: str, found: re.Match[str], now: Instant) -> list[PeopleWord]:
    """A word without a key: by its form a reference, an identifier, a date of birth or a postcode, else a name."""
    if (_SIX.fullmatch(value) and _in_one_form(PeopleKey.BORN, value, now)) or _DATE.fullmatch(value):
        return _people(PeopleKey.BORN, value, found, now)
    if _FIGURES.fullmatch(value) or (_REFERENCE.fullmatch(value) and not value.isdecimal()):
        return _people(PeopleKey.REFERENCE, value, found, now)
    from wantedtrack.rules.identifiers import read_cro, read_pnc_id  # noqa: PLC0415 (loaded where somebody is looked for, which no list does)

    read = read_pnc_id(_parted_pnc_id(value), this_year=to_force_time(now).year)
    if read.is_verified or (_PNC_ID.fullmatch(value) and "/" in value and not read_cro(value).is_verified):
        return _people(PeopleKey.PNC_ID, value, found, now)
    if _CRO.fullmatch(value):
        return _people(PeopleKey.CRO, value, found, now)
    is_postcode = _POSTCODE.fullmatch(value) or _BEGUN_POSTCODE.fullmatch(value)
    return _people(PeopleKey.POSTCODE if is_postcode else PeopleKey.NAME, value, found, now)


def _parted_pnc_id(value: str) -> str:
    """A PNC ID whose parts stand apart, or with a dash between, as one with a slash; anything else as it is."""
    parted = _PARTED_PNC_ID.fullmatch(value)
    return f"{parted[1]}/{parted[2]}{parted[3]}" if parted else value


def _people(key: PeopleKey, value: str, found: re.Match[str], now: Instant) -> list[PeopleWord]:
    if key is PeopleKey.NAME:
        from wantedtrack.rules.names import tokens  # noqa: PLC0415 (the same)

        return [PeopleWord(key, token) for token in tokens(value)]
    read = _in_one_form(key, value, now)
    if not read:
        raise _wrong("This cannot be right.", found, (_EXAMPLES[key],))
    return [PeopleWord(key, read)]


_EXAMPLES = {
    PeopleKey.PNC_ID: "a PNC ID such as 2002/0073319Z",
    PeopleKey.CRO: "a CRO number such as 265416/21G",
    PeopleKey.BORN: "a date of birth such as 16/09/2001",
    PeopleKey.REFERENCE: "a reference such as WT-000123",
    PeopleKey.POSTCODE: "a postcode such as BS31 1AA",
}


def _in_one_form(key: PeopleKey, value: str, now: Instant) -> str:
    """The value as an index keeps it; empty where it cannot be one. An identifier with a wrong letter is looked for as it is written."""
    from wantedtrack.rules.identifiers import pnc_key, read_pnc_id  # noqa: PLC0415 (the same)
    from wantedtrack.rules.traits import cro_key, postcode_key  # noqa: PLC0415 (the same)

    if key is PeopleKey.REFERENCE:
        reference = _REFERENCE.fullmatch(value)
        letters = f"{reference[1].upper()}-" if reference and reference[1] else ""
        return f"{letters}{int(reference[2]):06d}" if reference else ""
    if key is PeopleKey.PNC_ID:
        return pnc_key(read_pnc_id(_parted_pnc_id(value), this_year=to_force_time(now).year).text)
    if key is PeopleKey.CRO:
        return cro_key(value)
    if key is PeopleKey.POSTCODE:
        begun = None if _POSTCODE.fullmatch(value) else _BEGUN_POSTCODE.fullmatch(value)
        return " ".join(part.upper() for part in begun.groups() if part) if begun else postcode_key(value)
    try:
        return read_date("/".join(six.groups()) if (six := _SIX.fullmatch(value)) else value, now=now).isoformat()
    except Invalid:
        return ""


def _wrong(message: str, found: re.Match[str], accepted: Sequence[str]) -> WrongWord:
    return WrongWord(message, start=found.start(), end=found.end(), accepted=accepted)


def as_words(query: Query, *, labels: Mapping[Band, str] = SHIPPED_LABELS) -> str:
    """The query as text that reads back to the same query: what a click writes into the box."""
    return " ".join([*(_filter_words(one, labels) for one in query.filters), *(_people_words(one) for one in query.people)])


def _filter_words(one: Filter, labels: Mapping[Band, str]) -> str:
    negated = "-" if one.is_negated else ""
    if one.key is FilterKey.ATTEMPTED:
        return f"{negated}attempted"
    if isinstance(one.value, Span):
        return f"{negated}{one.key}:{one.value.words}"
    value = one.value if one.key in _FREE else shown(one.value)
    if one.key is FilterKey.BAND:
        value = labels[Band(one.value)].replace('"', "") or value
    return f"{negated}{one.key}:{quoted(value)}"


def _people_words(one: PeopleWord) -> str:
    if one.key is PeopleKey.BORN:
        return f"born:{british(date.fromisoformat(one.value))}"
    # A name of letters alone can be taken for nothing else; with a digit it might be read as something by its form.
    if one.key is PeopleKey.NAME and one.value.isalpha() and one.value != FilterKey.ATTEMPTED:
        return one.value
    return f"{one.key}:{quoted(one.value)}"


def accepted(prefix: str, *, labels: Mapping[Band, str] = SHIPPED_LABELS, known: Known = NOTHING_KNOWN) -> tuple[str, ...]:
    """The words that could complete what is being typed: keys first, after a colon their values. A minus is kept.

    `known` are values that only the store knows: collar numbers, stations, teams.
    """
    negated = "-" if prefix.startswith("-") else ""
    key, colon, value = prefix.lower().removeprefix("-").partition(":")
    if not colon:
        people = tuple(f"{one}:" for one in PeopleKey)
        return tuple(f"{negated}{one}" for one in _KEYS if one.startswith(key) and not (negated and one in people))
    if key in tuple(FilterKey):
        offered = (*_offered(FilterKey(key), labels), *known.get(FilterKey(key), ()))
        return tuple(f"{negated}{key}:{quoted(one)}" for one in offered if one.lower().startswith(value.lstrip('"')))
    if key == _IS:
        return tuple(f"{negated}is:{quoted(one)}" for one in _offered_by_is(labels) if one.lower().startswith(value.lstrip('"')))
    return ()


def _offered(key: FilterKey, labels: Mapping[Band, str]) -> tuple[str, ...]:
    if key is FilterKey.BAND:
        return tuple(labels[band] for band in Band)
    offered = {
        FilterKey.OWNER: ("me", "none"),
        FilterKey.TEAM: ("none",),
        FilterKey.STATION: ("none",),
        FilterKey.DUE: (*DUE_WORDS, "<24h", ">2d"),
        FilterKey.AGE: ("<24h", ">2d"),
        FilterKey.WEED: ("<28d", ">26w"),
        FilterKey.ATTEMPTED: ("yes", "no"),
    }
    return offered[key] if key in offered else tuple(shown(one) for one in VALUES[key])
