"""Person rows and the keys they are found by: adding one, keeping its keys true, finding who a description may be."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from jellyfish import metaphone
from sqlalchemy import Connection, delete, func, insert, or_, select

from wantedtrack.rules.entry import PersonId, Sex
from wantedtrack.rules.matching import Comparison, Traits, best_first, blocking_keys, compare
from wantedtrack.rules.names import normalised, sort_key, squeezed
from wantedtrack.store import schema
from wantedtrack.store.rows import add_row
from wantedtrack.store.writing import Work

_MOST_CANDIDATES = 80
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
    keep_keys(work, person)
    return person


def keep_keys(work: Work, person: PersonId) -> None:
    """Make a person's keys again from what is held now: name, aliases, addresses, identifiers."""
    traits = read_traits(work.connection, [person])[person]
    work.connection.execute(delete(schema.person_key).where(schema.person_key.c.person_id == person))
    keys = [{"kind": kind, "key": key, "person_id": person} for kind, key in sorted(blocking_keys(traits))]
    if keys:
        work.connection.execute(insert(schema.person_key), keys)


def read_traits(connection: Connection, people: Sequence[int]) -> dict[int, Traits]:
    """What tells these people from others, by id, in a few queries however many there are."""
    found: dict[int, Traits] = {}
    for start in range(0, len(people), _CHUNK):
        ids = people[start : start + _CHUNK]
        aliases = _by_person(
            connection,
            select(schema.alias.c.person_id, schema.alias.c.surname, schema.alias.c.forenames).where(schema.alias.c.person_id.in_(ids)),
        )
        places = _by_person(
            connection,
            select(schema.address.c.person_id, schema.address.c.lines, schema.address.c.postcode).where(
                schema.address.c.person_id.in_(ids)
            ),
        )
        person = schema.person.c
        for row in connection.execute(
            select(person.id, person.surname, person.forenames, person.born, person.pnc_id, person.cro).where(person.id.in_(ids))
        ):
            lines = tuple(str(place[0]) for place in places.get(row.id, ()) if place[0])
            codes = tuple(str(place[1]) for place in places.get(row.id, ()) if place[1])
            names = tuple((str(alias[0]), str(alias[1])) for alias in aliases.get(row.id, ()))
            found[row.id] = Traits(row.surname, row.forenames, row.born, row.pnc_id, row.cro, codes, lines, names)
    return found


def _by_person(connection: Connection, query: Any) -> dict[int, list[tuple[Any, Any]]]:  # noqa: ANN401 (a select of three columns)
    grouped: dict[int, list[tuple[Any, Any]]] = {}
    for person, first, second in connection.execute(query):
        grouped.setdefault(person, []).append((first, second))
    return grouped


def find_candidates(connection: Connection, traits: Traits, *, most: int = 10) -> list[tuple[int, Comparison]]:
    """Who this may be, best first: found by index, then weighed with reasons.

    Brought forward are those with the same identifier, date of birth, postcode, or a surname that is or sounds the same; a forename
    alone brings nobody forward.
    """
    key = schema.person_key.c
    surname = squeezed(traits.surname)
    wanted = [
        (key.kind == kind) & key.key.in_(sorted(keys))
        for kind in ("pnc", "cro", "born", "postcode")
        if (keys := {value for found, value in blocking_keys(traits) if found == kind})
    ]
    names = {surname, squeezed(traits.forenames)} - {""}
    wanted.append((key.kind == "name") & key.key.in_(sorted(names)))
    sounds = {sound for name in names if (sound := metaphone(name))}
    if sounds:
        wanted.append((key.kind == "sound") & key.key.in_(sorted(sounds)))
    shared = func.count().label("shared")
    ids = connection.execute(
        select(key.person_id).where(or_(*wanted)).group_by(key.person_id).order_by(shared.desc(), key.person_id).limit(_MOST_CANDIDATES)
    ).scalars().all()  # fmt: skip
    held = read_traits(connection, list(ids))
    return list(best_first((person, compare(traits, other)) for person, other in held.items())[:most])


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
