"""Febrl's invented people put into a store and asked for one by one, as the desk asks, beside a plain baseline in the same run."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from sqlalchemy import insert

from tests.fixtures_store import Officers
from tests.store.filling import put_person
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.verdicts import Verdict
from wantedtrack.store import schema
from wantedtrack.store.candidates import candidates
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys

_SHOWN_FIRST = 3


def day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def read_people(path: Path) -> dict[str, Traits]:
    """The records by their id, without soc_sec_id."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    people: dict[str, Traits] = {}
    for row in rows:
        lived = " ".join(filter(None, (row[part] for part in ("street_number", "address_1", "address_2", "suburb"))))
        codes = (row["postcode"],) if row["postcode"] else ()
        born = day(row["date_of_birth"])
        people[row["rec_id"]] = Traits(row["surname"], row["given_name"], born, None, None, codes, (lived,) if lived else ())
    return people


def put_all(store: Store, people: Mapping[str, Traits]) -> dict[int, str]:
    """Each record as a person of its own; which record each is, by the person's number."""
    held: dict[int, str] = {}
    with store.writer.begin() as connection:
        for record, one in people.items():
            person = put_person(connection, one.surname, one.forenames, born=one.born)
            if one.addresses:
                code = one.postcodes[0] if one.postcodes else None
                connection.execute(
                    insert(schema.address), {"person_id": person, "kind": "home", "lines": one.addresses[0], "postcode": code}
                )
            keep_keys(connection, person)
            held[person] = record
    return held


def true_pairs(people: Mapping[str, Traits]) -> set[frozenset[str]]:
    """`rec-N-org` and every `rec-N-dup-M` are one person."""
    same: dict[str, list[str]] = defaultdict(list)
    for record in people:
        same[record.split("-")[1]].append(record)
    return {frozenset(pair) for records in same.values() for pair in combinations(records, 2)}


def baseline_pairs(people: Mapping[str, Traits]) -> set[frozenset[str]]:
    """Exact surname and date of birth."""
    alike: dict[tuple[str, date], list[str]] = defaultdict(list)
    for record, one in people.items():
        if one.surname and one.born:
            alike[one.surname, one.born].append(record)
    return {frozenset(pair) for records in alike.values() for pair in combinations(records, 2)}


def test_invented_australians_are_found_through_the_store(store: Store, officers: Officers, shared_data: Path) -> None:
    people = read_people(shared_data / "febrl1.csv")
    held = put_all(store, people)
    true = true_pairs(people)
    assert len(true) == 500
    said: set[frozenset[str]] = set()
    found = asked = 0
    with store.reading() as connection:
        for record, one in people.items():
            shown = [(held[each.person], each.verdict) for each in candidates(connection, one, reader=officers.ps, limit=50)]
            others = [(other, verdict) for other, verdict in shown if other != record]
            said |= {frozenset((record, other)) for other, verdict in others if verdict is Verdict.SAME}
            partners = {other for pair in true if record in pair for other in pair} - {record}
            asked += bool(partners)
            found += bool(partners & {other for other, _ in others[:_SHOWN_FIRST]})
    base = baseline_pairs(people)
    precision, recall, called = len(said & true) / len(said), found / asked, len(said & true) / len(true)
    assert precision >= 0.99
    assert recall >= 0.99
    assert called >= 0.5
    assert len(said & true) > len(base & true)
