"""Sentences of the rules that keep what they were made from, so that a window in another language can make them anew in its own words.

To everybody else (a script, the journal, a handover) each is the English text that it always was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from wantedtrack.rules.spans import in_words, moment

Value = str | int | datetime | timedelta
"""What stands in a sentence: another saying, to be retold; a plain text, such as a name, which stays; a number, an instant or a span."""


class Saying(str):
    """A text with its template and values, or made of others in turn, `between` them."""

    template: str
    values: Mapping[str, Value]
    parts: tuple[str, ...]
    between: str


def said(template: str, **values: Value) -> Saying:
    """The template filled in: instants as "Mon 2 Mar 14:00", spans as "3 d 4 h"."""
    told = Saying(template.format(**{name: _english(value) for name, value in values.items()}) if values else template)
    told.template, told.values, told.parts, told.between = template, values, (), ""
    return told


def in_turn(parts: Iterable[str], between: str = " ") -> Saying:
    """One after the other; empty ones are left out."""
    held = tuple(part for part in parts if part)
    told = Saying(between.join(held))
    told.template, told.values, told.parts, told.between = "", {}, held, between
    return told


def _english(value: Value) -> str | int:
    if isinstance(value, datetime):
        return moment(value)
    return in_words(value) if isinstance(value, timedelta) else value
