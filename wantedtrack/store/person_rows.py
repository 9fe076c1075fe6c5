"""Person rows: the columns of a new one, and who is held under the same keys."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, PersonId, Sex
from wantedtrack.rules.names import normalised, sort_key
from wantedtrack.store import schema
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.rows import add_row
from wantedtrack.store.writing import Work

_CHUNK = 400


def person_values(
    *,
    surname: str,
    forenames: str,
    born: date | None = None,
    pnc_id: str | None = None,
    pnc_id_verified: bool = True,
    sex: Sex | None = None,
) -> dict[str, Any]:
    """The columns of a new person, with those made from the name for sorting and searching."""
    return {
        "surname": surname,
        "forenames": forenames,
        "sort_key": sort_key(surname, forenames),
        "search_names": normalised(f"{surname} {forenames}"),
        "born": born,
        "age_estimated": False,
        "pnc_id": pnc_id,
        "pnc_id_verified": pnc_id_verified,
        "sex": sex,
        "version": 1,
    }


def add_person(work: Work, values: dict[str, Any]) -> PersonId:
    """Add one person and the keys they are found by."""
    person = PersonId(add_row(work, schema.person, values))
    keep_keys(work.connection, person)
    return person


def people_sharing(connection: Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Who is held under each of these keys, for many rows at once."""
    found: dict[tuple[str, str], list[int]] = {}
    by_kind: dict[str, set[str]] = {}
    for kind, value in keys:
        by_kind.setdefault(kind, set()).add(value)
    table = schema.person_key.c
    for kind, values in by_kind.items():
        ordered = sorted(values)
        for start in range(0, len(ordered), _CHUNK):
            chosen = select(table.key, table.person_id).where(table.kind == kind, table.key.in_(ordered[start : start + _CHUNK]))
            for value, person in connection.execute(chosen):
                found.setdefault((kind, value), []).append(person)
    return found


def born_of(connection: Connection, person: PersonId) -> date | None:
    """The date of birth that is held of this person."""
    return connection.execute(select(schema.person.c.born).where(schema.person.c.id == person)).scalar()


def of_person(work: Work, table: Table, number: int, person: PersonId) -> Row[Any]:
    """The row of that number that belongs to the person. Raises Invalid("not_this_person")."""
    row = work.connection.execute(select(table).where(table.c.id == number, table.c.person_id == person)).first()
    if row is None:
        message = f"This person has no {table.name} of that number. Nothing was changed; the entry shows those that are held."
        raise Invalid(message, code="not_this_person", field=table.name)
    return row


def touch_entries_of(work: Work, person: PersonId) -> None:
    """Other desktops show the person on each of these."""
    listed = select(schema.entry.c.id).where(schema.entry.c.person_id == person, schema.LISTED)
    work.touched.update(EntryId(number) for number in work.connection.execute(listed).scalars())
