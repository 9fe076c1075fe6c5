"""Sentences of the rules in the words of the window's language: the template translated, its values told as the window tells them."""

from datetime import datetime, timedelta

from ui import times
from ui.wording import tr
from wantedtrack.rules.saying import Saying, Value


def retold(text: str) -> str:
    """The sentence in the person's language; a plain text is looked up as it stands."""
    if not isinstance(text, Saying):
        return tr(text)
    if text.parts:
        return text.between.join(retold(part) for part in text.parts)
    return tr(text.template, **{name: _value(value) for name, value in text.values.items()})


def _value(value: Value) -> str | int:
    if isinstance(value, datetime):
        return times.moment(value)
    if isinstance(value, timedelta):
        return times.span(value)
    return retold(value) if isinstance(value, Saying) else value
