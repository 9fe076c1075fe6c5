"""The fields that only one category has: as words of deeds, what each refuses, and which of them is still to be asked for."""

from collections.abc import Mapping
from datetime import date, datetime

from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import today
from wantedtrack.rules.categories import CATEGORIES, OwnField
from wantedtrack.rules.dates import british
from wantedtrack.rules.deed_words import Holds, Word
from wantedtrack.rules.entry import Category, Instant
from wantedtrack.rules.shifts import to_force_time

_HOLDERS: Mapping[str, Holds] = {
    "text": Holds.TEXT,
    "choice": Holds.CHOICE,
    "date": Holds.DATE,
    "instant": Holds.INSTANT,
    "yes_no": Holds.YES_NO,
}
_IN_ORDER = (("issue_date", "police_receipt_date"), ("report_date", "received_date"))
"""Of each pair the first cannot lie after the second: a warrant is issued, and a report written, before the police have it."""


def own_field_words() -> tuple[Word, ...]:
    """Every category's own fields as words, each once, with the categories it is for; they are gathered in the deed's `details`."""
    found: dict[str, Word] = {}
    for rules in CATEGORIES.values():
        for own in rules.fields:
            earlier = found.get(own.key)
            categories = (*(earlier.only_for if earlier else ()), rules.category.value)
            name = own.key.replace("_", "-")
            found[own.key] = Word(name, own.label, _HOLDERS[own.holds], False, own.choices, only_for=categories, gathered_in="details")  # noqa: FBT003 (the word's own order)
    return tuple(found.values())


def refuse_own_fields(category: Category, details: Mapping[str, str], *, now: Instant) -> None:
    """Raise Invalid for own fields that this category cannot have so.

    "not_this_category": it has no such field; "in_the_future": what was done is said to lie ahead; "end_before_start": two times are the wrong
    way round. `details` holds values as they are kept: ISO dates and instants, yes or no.
    """
    own = {one.key: one for one in CATEGORIES[category].fields}
    for key, value in details.items():
        if key not in own:
            message = f"{CATEGORIES[category].label} has no field “{key}”; its own are {', '.join(own)}. Nothing was changed."
            raise Invalid(message, code="not_this_category", field=_name(key))
        if own[key].is_past and _lies_ahead(own[key], value, now):
            message = f"“{own[key].label}” cannot lie in the future. Nothing was changed; give the time it happened."
            raise Invalid(message, code="in_the_future", field=_name(key))
    for first, second in _IN_ORDER:
        if first in details and second in details and _day(details[second]) < _day(details[first]):
            message = f"“{own[second].label}” cannot lie before “{own[first].label}”. Nothing was changed."
            raise Invalid(message, code="end_before_start", field=_name(second))


def missing_fields(category: Category, details: Mapping[str, str]) -> tuple[OwnField, ...]:
    """The fields that change a decision and are still empty, in the category's order."""
    return tuple(own for own in CATEGORIES[category].fields if own.is_asked and not details.get(own.key))


def missing_in_words(category: Category, details: Mapping[str, str]) -> str | None:
    """Those fields as one phrase: "grounds for arrest and necessity"; None where nothing is missing."""
    told = [own.label[:1].lower() + own.label[1:] for own in missing_fields(category, details)]
    if not told:
        return None
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def in_words(own: OwnField, value: str) -> str:
    """The value as people read it: British dates and force time; what an extract wrote in its own way stays as it is."""
    if own.holds == "choice":
        return value.replace("_", " ")
    if own.holds not in ("instant", "date"):
        return value
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return value
    local = to_force_time(read) if read.tzinfo is not None else read
    return f"{british(local.date())} {local:%H:%M}" if own.holds == "instant" else british(local.date())


def _lies_ahead(own: OwnField, value: str, now: Instant) -> bool:
    return datetime.fromisoformat(value) > now if own.holds == "instant" else date.fromisoformat(value) > today(now)


def _day(value: str) -> date:
    """The force's date of a kept date or instant: a date alone has no time to compare."""
    read = datetime.fromisoformat(value)
    return read.date() if read.tzinfo is None else today(read)


def _name(key: str) -> str:
    return key.replace("_", "-")
