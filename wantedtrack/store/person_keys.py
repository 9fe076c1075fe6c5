"""Keeping the keys under which a person is found: written anew by every deed that changes a name, a date of birth or an address."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from wantedtrack.rules.matching import Traits, blocking_keys
from wantedtrack.store.schema import address, alias, person, person_key

_CHUNK = 400


def keep_keys(connection: Connection, number: int) -> None:
    """Make the kept keys those that the person has now; aliases and addresses that have ended still find."""
    traits = traits_of(connection, [number])[number]
    wanted = blocking_keys(traits)
    held = {
        (row.kind, row.key)
        for row in connection.execute(select(person_key.c.kind, person_key.c.key).where(person_key.c.person_id == number))
    }
    for kind, key in held - wanted:
        connection.execute(delete(person_key).where(person_key.c.kind == kind, person_key.c.key == key, person_key.c.person_id == number))
    new = [{"kind": kind, "key": key, "person_id": number} for kind, key in sorted(wanted - held)]
    if new:
        connection.execute(insert(person_key), new)


def add_keys(connection: Connection, wanted: Iterable[tuple[str, str, int]]) -> None:
    """Add keys (kind, key, person) of many people at once; those that are kept already stay as they are."""
    missing = set(wanted)
    people = sorted({person for _, _, person in missing})
    for start in range(0, len(people), _CHUNK):
        held = select(person_key.c.kind, person_key.c.key, person_key.c.person_id).where(
            person_key.c.person_id.in_(people[start : start + _CHUNK])
        )
        missing -= {(row.kind, row.key, row.person_id) for row in connection.execute(held)}
    if missing:
        connection.execute(insert(person_key), [{"kind": kind, "key": key, "person_id": person} for kind, key, person in sorted(missing)])


def traits_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Traits]:
    """What is held of these people that tells them from others, by three statements however many they are."""
    aliases: dict[int, list[tuple[str, str]]] = defaultdict(list)
    named = select(alias.c.person_id, alias.c.surname, alias.c.forenames).where(alias.c.person_id.in_(numbers))
    for owner, surname, forenames in connection.execute(named.order_by(alias.c.id)):
        aliases[owner].append((surname, forenames))
    places: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    lived = select(address.c.person_id, address.c.lines, address.c.postcode).where(address.c.person_id.in_(numbers))
    for owner, lines, postcode in connection.execute(lived.order_by(address.c.id)):
        places[owner].append((lines, postcode))
    held = select(person.c.id, person.c.surname, person.c.forenames, person.c.born, person.c.pnc_id, person.c.cro, person.c.sex).where(
        person.c.id.in_(numbers)
    )
    return {
        row.id: Traits(
            row.surname,
            row.forenames,
            row.born,
            row.pnc_id,
            row.cro,
            postcodes=tuple(postcode for _, postcode in places[row.id] if postcode),
            addresses=tuple(lines for lines, _ in places[row.id]),
            aliases=tuple(aliases[row.id]),
            sex=row.sex,
        )
        for row in connection.execute(held)
    }
