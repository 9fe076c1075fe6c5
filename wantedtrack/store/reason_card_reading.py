"""Reading what a reason card is made from: one entry as its page shows it, and the name of the force that owns it."""

from sqlalchemy import Connection

from wantedtrack.rules.addresses import in_one_line
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import state_words
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Circulation, EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.own_fields import in_words
from wantedtrack.rules.reason_card import CardFacts, ReasonCard, reason_card
from wantedtrack.store.entry_detail import CirculationFacts, EntryDetail, PersonDetail, WarningSignal
from wantedtrack.store.reading import show
from wantedtrack.store.standing_rows import forces


def read_reason_card(connection: Connection, entry: EntryId, *, reader: Acting, now: Instant) -> ReasonCard:
    """The reason card of an entry. Raises Invalid("no_such_entry"), NotAllowed("restricted") as reading the entry does."""
    return card_of(show(connection, entry, reader=reader, now=now), forces(connection), now=now)


def card_of(detail: EntryDetail, force_names: dict[str, str], *, now: Instant) -> ReasonCard:
    """The reason card of an entry that was read already."""
    return reason_card(_facts(detail, force_names), now=now)


def _facts(detail: EntryDetail, force_names: dict[str, str]) -> CardFacts:
    row, person = detail.row, detail.person
    held = {own.key: own.value or "" for own in detail.own_fields}
    steps = [step for step in detail.circulation_steps if step.state is Circulation.CIRCULATED]
    accepted_by = next((line.by for line in detail.checklist if line.by), None)
    return CardFacts(
        reference=row.reference,
        category=row.category,
        name=row.name,
        aliases=[f"{one.surname}, {one.forenames}" if one.forenames else one.surname for one in person.aliases],
        born=british(person.born) if person.born else None,
        descriptors=_descriptors(person),
        pnc_id=f"{person.pnc_id}{'' if person.pnc_id_verified else ' (unverified)'}" if person.pnc_id else None,
        cro=person.cro,
        warnings=[_warning(one) for one in person.warnings],
        flags=[flag.value.replace("_", " ") for flag in detail.flags],
        offence=row.offence,
        offence_code=detail.offence_code,
        own={own.key: (own.label, in_words(own, held[own.key]) if held.get(own.key) else None) for own in CATEGORIES[row.category].fields},
        wanted_since=row.became_outstanding_at,
        decided_by=accepted_by,
        decided_at=detail.circulation.decided_at,
        circulation=state_words(row.circulation),
        circulated_by=steps[0].by if steps else None,
        circulated_at=detail.circulation.circulated_at,
        marker=_marker(detail.circulation),
        verified_at=row.verified_at,
        addresses=[in_one_line(one.lines, one.postcode) for one in detail.addresses if one.ended_at is None],
        force=force_names.get(detail.owning_force or "", detail.owning_force),
        station=row.station,
        owner=row.owner,
    )


def _descriptors(person: PersonDetail) -> list[str]:
    age = (
        f"aged {person.age}" if person.age is not None else f"aged about {person.age_from} to {person.age_to}" if person.age_from else None
    )
    sex = {"M": "male", "F": "female"}.get(person.sex.value) if person.sex else None
    nationality = person.nationality and f"nationality {person.nationality}"
    language = person.language and f"speaks {person.language}"
    return [one for one in (age, "a child" if person.is_child else None, sex, nationality, language) if one]


def _warning(one: WarningSignal) -> str:
    confirmed = f"confirmed {british(one.confirmed_on)}" if one.confirmed_on else "never confirmed"
    return f"{f'{one.code}: ' if one.code else ''}{one.words} ({confirmed})"


def _marker(marker: CirculationFacts) -> list[str]:
    told = {
        "Reference on PNC/LEDS": marker.reference,
        "Level": marker.level.value if marker.level else None,
        "Weeded on": british(marker.weed_date) if marker.weed_date else None,
        "Not circulated because": marker.not_required_reason,
    }
    return [f"{label}: {value}" for label, value in told.items() if value]
