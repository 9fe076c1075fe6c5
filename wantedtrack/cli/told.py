"""A JSON document as lines for a person: names in plain words, force time, spans in words, what is held in lists below its name."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from wantedtrack.rules.spans import dated_moment, in_words

_STEP = "    "


def in_lines(document: Mapping[str, Any]) -> list[str]:
    """One line for each value that says something, in the document's order; what lies deeper is set in below its name.

    Nothing is left out but what is empty: a person who reads the text reads what a script reads in the JSON.
    """
    return list(_mapping(document, ""))


def _mapping(values: Mapping[str, Any], margin: str) -> Iterator[str]:
    for key, value in values.items():
        name = key.replace("_", " ")
        if _says_nothing(value):
            continue
        if isinstance(value, Mapping):
            if lines := list(_mapping(cast("Mapping[str, Any]", value), margin + _STEP)):
                yield f"{margin}{name}:"
                yield from lines
        elif isinstance(value, list):
            yield from _several(name, cast("Sequence[Any]", value), margin)
        elif key.endswith("_s") and isinstance(value, int):
            yield f"{margin}{name.removesuffix(' s')}: {in_words(timedelta(seconds=value))}"
        else:
            yield f"{margin}{name}: {_plain(value)}"


def _several(name: str, values: Sequence[Any], margin: str) -> Iterator[str]:
    if not any(isinstance(one, Mapping | list) for one in values):
        yield f"{margin}{name}: {_in_a_row(values)}"
        return
    yield f"{margin}{name}:"
    for one in values:
        if not isinstance(one, Mapping):
            yield f"{margin}{_STEP}- {_in_a_row(one)}"
        elif lines := list(_mapping(cast("Mapping[str, Any]", one), margin + _STEP + "  ")):
            yield f"{margin}{_STEP}- {lines[0].lstrip()}"
            yield from lines[1:]


def _in_a_row(value: object) -> str:
    return ", ".join(_in_a_row(one) for one in cast("list[object]", value)) if isinstance(value, list) else _plain(value)


def _says_nothing(value: object) -> bool:
    return value is None or value in ("", [], {})


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _force_time(str(value))


def _force_time(text: str) -> str:
    """An instant as `interfaces.md` writes it, in force time; any other text as it is."""
    if len(text) < len("2026-03-02T07:00:00Z") or text[10:11] != "T":
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return dated_moment(at) if at.tzinfo else text
