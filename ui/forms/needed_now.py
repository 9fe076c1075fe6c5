"""Marks in a form what is owed for what was chosen in it, and takes away what that choice has no use for."""

from typing import TYPE_CHECKING

from wantedtrack.rules.needed import of_use

if TYPE_CHECKING:
    from ui.forms.form import DeedForm


def mark_needed(form: "DeedForm") -> bool:
    """Say at each field whether it may be left out now; one that holds something never goes. Whether anything is marked otherwise than before."""
    typed = {**form.extra, **{name: field.value() for name, field in form.fields.items()}}
    owed, is_other = form.around.needed(typed), False
    for name, field in form.fields.items():
        if not field.word.required:
            asks = form.fields.get(owed.get(name, ""))
            because = None if name not in owed else "" if asks is None else asks.chosen_words
            is_other |= field.say_needed(because)
    for name, applies in of_use(form.card.name, typed).items():
        field = form.fields.get(name)
        if field is not None and (applies or bool(field.value())) == field.isHidden():
            field.setHidden(not field.isHidden())
            is_other = True
    return is_other
