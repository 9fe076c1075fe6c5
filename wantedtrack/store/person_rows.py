"""Person rows: the columns of a new one, and who is held under the same keys."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import PersonId, Sex
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
