"""Searches kept under a name: one's own and shared ones, by whom, and never with a person in them."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Band
from wantedtrack.rules.search_words import SHIPPED_LABELS
from wantedtrack.store.saved_searches import counts, saved_searches


def _names(force: Force, officer: str = "ps") -> list[tuple[str, str, bool]]:
    with force.store.reading() as connection:
        held = saved_searches(connection, reader=getattr(force.officers, officer))
    return [(one.name, one.words, one.is_shared) for one in held]


def test_a_shared_search_is_in_everybodys_list_and_an_own_one_in_ones_own(force: Force) -> None:
    force.does("save-search", name="Red  tonight", search=" band:red   due:<12h ", shared="yes")
    force.does("save-search", officer=force.officers.pc, name="Mine", search="owner:me")
    assert _names(force) == [("Red tonight", "band:red due:<12h", True)]
    assert _names(force, "pc") == [("Red tonight", "band:red due:<12h", True), ("Mine", "owner:me", False)]


def test_each_is_counted_for_whoever_reads(force: Force) -> None:
    force.wants_and_accepts("INVENTED")
    mine = force.wants_and_accepts("OTHER", Band.STANDARD)
    force.does("allocate", mine, owner="DEMO-PC")
    number = force.does("save-search", name="Mine", search="owner:me", shared="yes").detail["saved"]
    for officer, expected in ((force.officers.pc, 1), (force.officers.ps, 0)):
        with force.store.reading() as connection:
            found = counts(connection, reader=officer, now=force.now, shift_ends_at=force.now, labels=SHIPPED_LABELS)
        assert found == {number: expected}


def test_a_search_is_renamed_changed_and_removed_by_name_or_number(force: Force) -> None:
    number = force.does("save-search", name="First", search="band:red").detail["saved"]
    force.does("change-search", saved="FIRST", name="Second")
    force.does("change-search", saved=str(number), search="band:amber -attempted")
    assert _names(force) == [("Second", "band:amber -attempted", False)]
    force.does("remove-search", saved="second")
    assert _names(force) == []


@pytest.mark.parametrize(
    ("deed", "words", "code"),
    [
        ("save-search", {"name": "X", "search": "nguyen band:red"}, "names_a_person"),
        ("save-search", {"name": "X", "search": "03/11/1987"}, "names_a_person"),
        ("save-search", {"name": "X", "search": "band:purple"}, "search_word"),
        ("save-search", {"name": "X", "search": "   "}, "missing_word"),
        ("save-search", {"name": "held", "search": "band:red"}, "name_taken"),
        ("save-search", {"name": "x" * 61, "search": "band:red"}, "too_long"),
        ("change-search", {"saved": "Held"}, "missing_word"),
        ("change-search", {"saved": "Nothing", "name": "X"}, "no_such_search"),
        ("change-search", {"saved": "Held", "search": "smith"}, "names_a_person"),
        ("remove-search", {"saved": "99"}, "no_such_search"),
    ],
)
def test_what_is_refused_changes_nothing(force: Force, deed: str, words: dict[str, Any], code: str) -> None:
    force.does("save-search", name="Held", search="band:red")
    before = force.rows()
    with pytest.raises(Refusal) as refused:
        force.does(deed, **words)
    assert refused.value.code == code
    assert force.rows() == before


def test_what_everybody_shares_is_a_sergeants(force: Force) -> None:
    force.does("save-search", name="Shared", search="band:red", shared="yes")
    tried: tuple[tuple[str, dict[str, Any]], ...] = (
        ("save-search", {"name": "Other", "search": "band:red", "shared": "yes"}),
        ("change-search", {"saved": "Shared", "name": "Other"}),
        ("remove-search", {"saved": "Shared"}),
    )
    for deed, words in tried:
        with pytest.raises(Refusal) as refused:
            force.does(deed, officer=force.officers.pc, **words)
        assert refused.value.code == "rank"
    force.does("remove-search", officer=force.officers.ps2, saved="Shared")


def test_only_so_many_are_kept(force: Force) -> None:
    for number in range(30):
        force.does("save-search", name=f"Search {number}", search="band:red")
    with pytest.raises(Refusal) as refused:
        force.does("save-search", name="One more", search="band:red")
    assert refused.value.code == "too_many"
    force.does("save-search", name="One more", search="band:red", shared="yes")
