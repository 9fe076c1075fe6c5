"""One person whole: names, places, warnings, every entry that the reader may read, and what was merged into whom."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Category, Collar, Instant, PersonId, Reference, Stage
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import reading, schema
from wantedtrack.store.entry_detail import Address, PersonDetail
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.schema_decisions import person_merge


@dataclass(frozen=True, slots=True)
class PersonsEntry:
    """One entry of the person."""

    reference: Reference
    category: Category
    stage: Stage
    offence: str
    became_outstanding_at: Instant


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge that this person was part of; `undone_at` says since when no longer."""

    absorbed: PersonId
    survivor: PersonId
    name: str
    at: Instant
    by: Collar
    reason: str
    undone_at: Instant | None


@dataclass(frozen=True, slots=True)
class WholePerson:
    """`merged_into` is the person who stands for this one, None for one who stands for himself."""

    person: PersonDetail
    merged_into: PersonId | None
    addresses: tuple[Address, ...]
    entries: tuple[PersonsEntry, ...]
    merges: tuple[MergeLine, ...]

    def as_json(self) -> dict[str, Any]:
        """The document of `wantedtrack person`."""
        told = reading.plain_json(self)
        told["merges"] = [{**one, "at": iso(merge.at)} for one, merge in zip(told["merges"], self.merges, strict=True)]
        return {**told.pop("person"), **told}


def read_person(connection: Connection, person: int, *, reader: Acting, now: Instant) -> WholePerson:
    """Everything held of one person. Of restricted entries only those that the reader may read.

    Raises Invalid("no_such_person"), also where all that is known of the person hangs on entries that the reader may not read.
    """
    held = connection.execute(select(schema.person).where(schema.person.c.id == person)).first()
    entry = schema.entry.c
    every = select(entry.id).where(entry.person_id == person).limit(1)
    readable = (
        select(entry.reference, entry.category, entry.stage, entry.offence, entry.became_outstanding_at)
        .where(entry.person_id == person, entry.stage != Stage.DISPOSED, readable_by(reader))
        .order_by(entry.id)
    )
    entries = tuple(PersonsEntry(*row) for row in connection.execute(readable))
    is_hidden = not entries and connection.execute(every).first() is not None
    if held is None or is_hidden or not (held.surname or held.forenames):
        raise Invalid(
            "No person of that number can be read here. Nothing was changed; queue and match show who is held.",
            code="no_such_person",
            field="person",
        )
    return WholePerson(
        reading.person_detail(connection, PersonId(person), reader=reader, now=now),
        held.merged_into,
        reading.of_person(connection, schema.address, Address, person),
        entries,
        _merges(connection, person),
    )


def standing_merges(connection: Connection, *, reader: Acting, limit: int = 200) -> tuple[MergeLine, ...]:
    """The merges that nobody has taken apart, newest first; only of people of whom the reader may read an entry."""
    merge, entry = person_merge.c, schema.entry.c
    readable = select(entry.id).where(entry.person_id == merge.survivor_id, entry.stage != Stage.DISPOSED, readable_by(reader)).exists()
    return _lines(connection, _merging().where(merge.undone_at.is_(None), readable).order_by(merge.id.desc()).limit(limit))


def _merges(connection: Connection, person: int) -> tuple[MergeLine, ...]:
    merge = person_merge.c
    of_person = or_(merge.survivor_id == person, merge.absorbed_id == person)
    return _lines(connection, _merging().where(of_person).order_by(merge.id))


def _merging() -> Select[*tuple[Any, ...]]:
    merge, absorbed, officer = person_merge.c, schema.person.alias("absorbed"), schema.officer
    return (
        select(
            merge.absorbed_id,
            merge.survivor_id,
            absorbed.c.surname,
            absorbed.c.forenames,
            merge.at,
            officer.c.collar,
            merge.reason,
            merge.undone_at,
        )
        .join(absorbed, absorbed.c.id == merge.absorbed_id)
        .join(officer, officer.c.id == merge.by)
    )


def _lines(connection: Connection, found: Select[*tuple[Any, ...]]) -> tuple[MergeLine, ...]:
    return tuple(
        MergeLine(
            row.absorbed_id, row.survivor_id, f"{row.surname}, {row.forenames}".strip(", "), row.at, row.collar, row.reason, row.undone_at
        )
        for row in connection.execute(found)
    )
