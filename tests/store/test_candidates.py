"""Who may be the person at the desk: found by keys, shown with the reason, and never told to those who may not know."""

from datetime import date

from sqlalchemy import insert, update

from tests.fixtures_store import Officers
from tests.store.filling import put_entry, put_person
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.verdicts import Verdict
from wantedtrack.store import schema
from wantedtrack.store.candidates import KNOWN, candidates
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys

BORN = date(1987, 11, 3)


def lay(store: Store, **entry: object) -> int:
    with store.writer.begin() as connection:
        person = put_person(connection, "O'BRIEN", "Test Ann", born=BORN)
        connection.execute(insert(schema.alias), {"person_id": person, "surname": "KOWALSKI", "forenames": "Ewa"})
        keep_keys(connection, person)
        other = put_person(connection, "SMITH", "Rae", born=date(1960, 1, 1))
        keep_keys(connection, other)
        put_entry(connection, person=person, reference="DEMO-1", **entry)
    return person


def test_a_person_is_found_by_name_and_date_of_birth_with_the_reasons(store: Store, officers: Officers) -> None:
    person = lay(store)
    with store.reading() as connection:
        (found,) = candidates(connection, Traits("OBrien", "Ann", BORN), reader=officers.ps)
    assert (found.person, found.verdict, found.entries) == (person, Verdict.SAME, ("DEMO-1",))
    assert "same date of birth" in found.reasons
    assert set(found.as_json()) == {"person", "surname", "forenames", "born", "verdict", "reasons", "entries"}


def test_an_alias_brings_its_person_forward(store: Store, officers: Officers) -> None:
    person = lay(store)
    with store.reading() as connection:
        found = candidates(connection, Traits("Kowalsky", "Ewa", BORN), reader=officers.ps)
    assert [one.person for one in found] == [person]
    assert any("alias held" in reason for reason in found[0].reasons)


def test_a_stranger_brings_nobody_forward(store: Store, officers: Officers) -> None:
    lay(store)
    with store.reading() as connection:
        assert candidates(connection, Traits("ZZYZX", "Quill", date(2001, 2, 3)), reader=officers.ps) == ()
        assert candidates(connection, Traits(""), reader=officers.ps) == ()


def test_of_a_restricted_entry_only_the_inspector_is_named_to_ask(store: Store, officers: Officers) -> None:
    lay(store, restricted=True)
    with store.reading() as connection:
        (told,) = candidates(connection, Traits("O'Brien", "Test Ann", BORN), reader=officers.ps)
        (known,) = candidates(connection, Traits("O'Brien", "Test Ann", BORN), reader=officers.insp)
    assert (told.surname, told.forenames, told.born, told.reasons, told.entries) == ("", "", None, (KNOWN,), ())
    assert known.entries == ("DEMO-1",)


def test_a_person_merged_into_another_is_no_candidate(store: Store, officers: Officers) -> None:
    person = lay(store)
    with store.writer.begin() as connection:
        connection.execute(update(schema.person).where(schema.person.c.id == person).values(merged_into=person + 1))
    with store.reading() as connection:
        assert candidates(connection, Traits("O'Brien", "Test Ann", BORN), reader=officers.ps) == ()


def test_keys_follow_the_person(store: Store) -> None:
    person = lay(store)
    with store.writer.begin() as connection:
        connection.execute(update(schema.person).where(schema.person.c.id == person).values(surname="NEWNAME"))
        keep_keys(connection, person)
        keys = set(connection.execute(schema.person_key.select().where(schema.person_key.c.person_id == person)).scalars("key"))
    assert "newname" in keys
    assert "obrien" not in keys
    assert "kowalski" in keys
