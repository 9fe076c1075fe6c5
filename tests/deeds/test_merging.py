"""Two people held for one: merged by two officers, taken apart again with every row back where it was."""

import random
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Category, PersonId
from wantedtrack.rules.matching import Traits
from wantedtrack.store import schema
from wantedtrack.store.candidates import candidates
from wantedtrack.store.schema_decisions import person_merge, person_merge_row

OWNED = (schema.entry, schema.address, schema.warning, schema.alias)


def person_of(force: Force, reference: str) -> int:
    return force.state(reference).person_id


def owners(force: Force) -> dict[tuple[str, int], int]:
    """Whose each entry, address, warning and other name is."""
    with force.store.reading() as connection:
        return {(table.name, row.id): row.person_id for table in OWNED for row in connection.execute(select(table.c.id, table.c.person_id))}


def two_known_as_one(force: Force) -> tuple[str, str]:
    """A man under two spellings, each with an entry, an address, a warning and another name."""
    found = []
    for surname, forenames in (("KOWALSKI", "Test Adam"), ("KOVALSKY", "Test Adam")):
        reference = force.wants_and_accepts(surname, forenames=forenames, born="03/11/1987" if surname == "KOWALSKI" else None)
        force.does("add-address", reference, lines=f"1 {surname} Row, Keynsham", postcode="BS99 1ZZ")
        force.does("add-warning", reference, words=f"Invented {surname}", code="VI")
        force.does("add-alias", reference, surname=f"{surname}-OTHER")
        found.append(reference)
    return found[0], found[1]


def merges(force: Force, person: int, into: int) -> None:
    proposal = force.does("merge-people", person=person, into=into, reason="Same fingerprints").proposal
    force.does("approve", officer=force.officers.ps2, proposal=proposal)


def test_a_merge_waits_for_a_second_officer_and_moves_nothing_until_then(force: Force) -> None:
    first, second = two_known_as_one(force)
    before = owners(force)
    proposal = force.does("merge-people", person=person_of(force, second), into=person_of(force, first), reason="Same man").proposal
    assert owners(force) == before
    for officer, code in ((force.officers.ps, "second-officer"), (force.officers.pc, "rank")):
        with pytest.raises(NotAllowed) as refused:
            force.does("approve", officer=officer, proposal=proposal)
        assert refused.value.code == code
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert person_of(force, first) == person_of(force, second)
    assert set(owners(force).values()) == {person_of(force, first)}


def test_after_a_merge_either_name_finds_the_one_person(force: Force) -> None:
    first, second = two_known_as_one(force)
    stays = person_of(force, first)
    merges(force, person_of(force, second), stays)
    with force.store.reading() as connection:
        for surname in ("KOWALSKI", "KOVALSKY"):
            found = candidates(connection, Traits(surname, "Test Adam"), reader=force.officers.ps)
            assert [one.person for one in found] == [stays]
            assert set(found[0].entries) == {first, second}


@pytest.mark.parametrize("seed", range(5))
def test_a_merge_is_taken_apart_after_ten_further_deeds(force: Force, seed: int) -> None:
    first, second = two_known_as_one(force)
    gone, stays = person_of(force, second), person_of(force, first)
    before = owners(force)
    merges(force, gone, stays)
    chance = random.Random(seed)
    for number in range(10):
        force.forward(minutes=7)
        _something(force, chance, (first, second), number)
    added = owners(force).keys() - before.keys()
    force.does("unmerge-people", person=gone, reason="Two men after all")
    after = owners(force)
    assert {key: after[key] for key in before} == before
    made = {key: after[key] for key in added & after.keys()}
    assert set(made.values()) <= {stays}
    with force.store.reading() as connection:
        merged = connection.execute(select(schema.person.c.merged_into).where(schema.person.c.id == gone)).scalar()
        assert merged is None
        assert connection.execute(select(person_merge.c.undone_at)).scalar() == force.now
        assert connection.execute(select(person_merge_row.c.id)).first() is not None


def _something(force: Force, chance: random.Random, references: tuple[str, str], number: int) -> None:
    about = chance.choice(references)
    deeds: list[tuple[str, dict[str, Any]]] = [
        ("add-note", {"kind": "fact", "text": f"Invented {number}"}),
        ("add-warning", {"words": f"Later {number}"}),
        ("add-address", {"lines": f"{number} Later Road"}),
        ("add-alias", {"surname": f"LATER{number}"}),
        ("log-attempt", {"at": force.now, "kind": "visit", "where": "Home", "result": "no_reply"}),
        ("locate", {"where": "HMP Invented"}),
    ]
    deed, words = chance.choice(deeds)
    force.does(deed, about, **words)


def test_merges_in_a_chain_are_taken_apart_from_the_last(force: Force) -> None:
    references = [force.wants_and_accepts(surname) for surname in ("ALPHA", "BRAVO", "CHARLIE")]
    one, two, three = (person_of(force, reference) for reference in references)
    before = owners(force)
    merges(force, one, two)
    merges(force, two, three)
    with pytest.raises(NotAllowed) as refused:
        force.does("unmerge-people", person=one, reason="Wrong order")
    assert refused.value.code == "merged_since"
    force.does("unmerge-people", person=two, reason="Two men")
    assert person_of(force, references[0]) == two
    force.does("unmerge-people", person=one, reason="Two men")
    assert owners(force) == before


def test_what_cannot_be_merged_is_refused_and_nothing_is_kept(force: Force) -> None:
    first, second = two_known_as_one(force)
    warrant = force.wants("WARRANTED", category=Category.WARRANT)
    third = force.wants_and_accepts("THIRD")
    one, two, court, other = (person_of(force, reference) for reference in (first, second, warrant, third))
    merges(force, two, one)
    before = force.rows()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"person": one, "into": one}, "same_person"),
        ({"person": two, "into": other}, "merged_already"),
        ({"person": one, "into": two}, "merged_already"),
        ({"person": other, "into": 999_999}, "no_such_person"),
        ({"person": court, "into": other}, "live_warrant"),
        ({"person": other, "into": court}, "live_warrant"),
    ]
    for words, code in cases:
        with pytest.raises((NotAllowed, Invalid)) as refused:
            force.does("merge-people", reason="Invented", **words)
        assert refused.value.code == code
        assert refused.value.field in ("person", "into")
    with pytest.raises(NotAllowed) as apart:
        force.does("unmerge-people", person=other, reason="Never was")
    assert apart.value.code == "not_merged"
    assert force.rows() == before


def test_an_approval_for_people_who_were_merged_meanwhile_is_refused(force: Force) -> None:
    first, second = two_known_as_one(force)
    third = force.wants_and_accepts("THIRD")
    late = force.does("merge-people", person=person_of(force, second), into=person_of(force, third), reason="Perhaps").proposal
    merges(force, person_of(force, second), person_of(force, first))
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.ps2, proposal=late)
    assert refused.value.code == "merged_already"


def test_a_new_reason_is_not_attached_to_a_person_who_was_merged_away(force: Force) -> None:
    first, second = two_known_as_one(force)
    gone = person_of(force, second)
    merges(force, gone, person_of(force, first))
    with pytest.raises(NotAllowed) as refused:
        force.wants("KOVALSKY", person=gone, category=Category.RECALL)
    assert refused.value.code == "merged_already"
    assert PersonId(gone) != person_of(force, first)


def test_what_ended_stays_in_the_record_and_leaves_the_page(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    warning = force.does("add-warning", reference, words="Invented").detail["warning"]
    address = force.does("add-address", reference, lines="1 Invented Row").detail["address"]
    alias = force.does("add-alias", reference, surname="OTHERWISE").detail["alias"]
    force.does("confirm-warning", reference, warning=warning)
    force.does("end-warning", reference, warning=warning, reason="Old")
    force.does("end-address", reference, address=address, reason="Moved")
    force.does("end-alias", reference, alias=alias, reason="Not his")
    with pytest.raises(NotAllowed) as refused:
        force.does("end-warning", reference, warning=warning, reason="Twice")
    assert refused.value.code == "ended"
    with pytest.raises(Invalid) as other:
        force.does("end-warning", force.wants("SOMEBODY"), warning=warning, reason="Another's")
    assert other.value.code == "not_this_person"
    with force.store.reading() as connection:
        for table in (schema.warning, schema.address, schema.alias):
            assert connection.execute(select(table.c.ended_at, table.c.ended_why)).one().ended_at == force.now


def test_flags_are_set_and_cleared(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("set-flag", reference, flag="mappa")
    force.does("set-flag", reference, flag="firearms")
    force.does("clear-flag", reference, flag="mappa")
    assert [flag.value for flag in force.state(reference).flag_set] == ["firearms"]
