"""Marks in a form what is owed for what was chosen in it, and takes away what that choice has no use for."""

from collections.abc import Mapping
from typing import Any

from ui.forms.fields import Field, Surroundings
from wantedtrack.rules.needed import of_use


def mark_needed(deed: str, fields: Mapping[str, Field], filled: Mapping[str, Any], around: Surroundings) -> bool:
    """Say at each field whether it may be left out now; one that holds something never goes. Whether anything is marked otherwise than before.

    `filled` are the words of the deed that have no field.
    """
    typed = {**filled, **{name: field.value() for name, field in fields.items()}}
    owed, is_other = around.needed(typed), False
    for name, field in fields.items():
        if not field.word.required:
            asks = fields.get(owed.get(name, ""))
            because = None if name not in owed else "" if asks is None else asks.chosen_words
            is_other |= field.say_needed(because)
    for name, applies in of_use(deed, typed).items():
        field = fields.get(name)
        if field is not None and (applies or bool(field.value())) == field.isHidden():
            field.setHidden(not field.isHidden())
            is_other = True
    return is_other
