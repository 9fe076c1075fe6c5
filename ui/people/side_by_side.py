"""One of two people who may be one, as rich text to be read beside the other: everything that a person typed is escaped."""

from typing import TYPE_CHECKING

from ui import labels
from ui.entry.tabs import table
from ui.wording import tr
from wantedtrack.rules.dates import british

if TYPE_CHECKING:
    from ui.desk.answers import WholePerson


def side_text(whole: "WholePerson", *, stays: bool) -> str:
    """Who, by line in one order, so that the eye goes straight across."""
    one = whole.person
    names = [labels.joined([alias.surname, alias.forenames], ", ") for alias in one.aliases]
    places = [labels.place_words(place.lines, place.postcode) for place in whole.addresses if place.ended_at is None]
    warnings = [labels.joined([warning.code, warning.words], " ") for warning in one.warnings]
    entries = [labels.joined([entry.reference, tr(labels.CATEGORY[entry.category]), entry.offence]) for entry in whole.entries]
    rows = [
        (tr("Stays as") if stays else tr("Looked at"), tr("person {number}", number=one.id)),
        (tr("Name"), labels.joined([one.surname, one.forenames], ", ")),
        (tr("Born"), british(one.born) or tr("not known")),
        (tr("PNC ID"), one.pnc_id or tr("none")),
        (tr("CRO"), one.cro or tr("none")),
        (tr("Also known as"), "; ".join(names) or "–"),
        (tr("Places"), "; ".join(places) or "–"),
        (tr("Warnings"), "; ".join(warnings) or "–"),
        (tr("Entries"), "; ".join(entries) or "–"),
    ]
    return table(("", ""), rows, "")
