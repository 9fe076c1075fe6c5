"""What the form of a deed about an entry offers beside what is typed: what the entry holds, and what a rule would refuse for it as it stands."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ui import labels
from ui.desk.door import Desk
from ui.desk.welcome import Colleague, Welcome
from ui.forms.checklist_field import Question
from ui.forms.fields import Surroundings
from ui.forms.look_up import Ask
from wantedtrack.rules.needed import needed_words
from wantedtrack.rules.offered import AsItStands, refused_choices, unfit_outcomes
from wantedtrack.rules.ranks import Rank

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail

_OWNERS = ("allocate", "bulk-allocate")


def as_it_stands(detail: "EntryDetail", rank: Rank | None) -> AsItStands:
    """The entry as the rules look at it."""
    row = detail.row
    held = frozenset(own.key for own in detail.own_fields if own.value)
    return AsItStands(row.category, row.stage, row.band, row.circulation, frozenset(detail.flags), detail.restricted, held, rank)


def around_entry(desk: Desk, deed: str, detail: "EntryDetail", welcome: Welcome, look_up: Ask) -> Surroundings:
    """For this deed about this entry, by the officer who acts."""
    places = [labels.place_words(place.lines, place.postcode) for place in detail.addresses if place.ended_at is None]
    tried = [attempt.place for attempt in detail.attempts]
    entry = as_it_stands(detail, welcome.officer.rank)
    return Surroundings(
        desk.now,
        colleagues_for(deed, welcome.colleagues),
        [Question(line.key, line.text, line.answer, line.note) for line in detail.checklist],
        {"where": tuple(dict.fromkeys([*tried[:1], *places, *tried]))},
        look_up,
        held=_held(detail),
        refused=refused_choices(deed, entry),
        unfit={"outcome": [outcome.value for outcome in unfit_outcomes(entry.category)]},
        bands=welcome.band_labels,
        needed=lambda typed: needed_words(deed, typed, entry.stage, entry.held),
    )


def around_none(desk: Desk, deed: str, welcome: Welcome) -> Surroundings:
    """For a deed that is about no entry, or about several."""
    return Surroundings(
        desk.now,
        colleagues_for(deed, welcome.colleagues),
        bands=welcome.band_labels,
        needed=lambda typed: needed_words(deed, typed),
    )


def _held(detail: "EntryDetail") -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the person has of what a deed takes by its number: nobody can know that number."""
    person = detail.person
    return {
        "address": [(str(one.id), labels.place_words(one.lines, one.postcode)) for one in detail.addresses if one.ended_at is None],
        "alias": [(str(one.id), labels.joined([one.surname, one.forenames], ", ")) for one in person.aliases],
        "warning": [(str(one.id), labels.joined([one.code, one.words])) for one in person.warnings],
    }


def colleagues_for(deed: str, colleagues: Sequence[Colleague]) -> Sequence[Colleague]:
    """Who may own an entry has a rank; who authorises a suspension is an inspector or above."""
    if deed == "suspend":
        return [one for one in colleagues if one.rank is not None and Rank(one.rank).is_at_least(Rank.INSPECTOR)]
    return [one for one in colleagues if one.rank is not None] if deed in _OWNERS else colleagues
