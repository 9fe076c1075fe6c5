"""The chain: each line altered, dropped, moved, cut or forked is named by its sequence."""

import pytest
from sqlalchemy import text

from tests.deeds.force import Force
from tests.fixtures_store import Grown, Officers, seeded_officers
from wantedtrack.store import journal
from wantedtrack.store.database import Store

ALTERED = (
    "at = at + 1",
    "officer = 'X'",
    "deed = 'x'",
    "entry_id = 99",
    "digest = 'x'",
    "canonical = canonical || ' '",
    "hash = 'x'",
    "previous = 'x'",
    "desktop = 'x'",
)


@pytest.fixture
def lived(grown: Grown, officers: Officers) -> Force:
    return Force(grown(_live), officers, keeps_policy=False)


def _live(store: Store) -> None:
    force = Force(store, seeded_officers())
    for number in range(6):
        force.wants(f"INVENTED-{number}")


def _verdict(force: Force, *anchors: tuple[int | None, str]) -> journal.Verdict:
    with force.store.reading() as connection:
        return journal.verify(connection, expected=anchors)


def _change(force: Force, statement: str) -> None:
    with force.store.writer.begin() as connection:
        connection.execute(text(statement))


def test_a_chain_that_nobody_touched_is_intact(lived: Force) -> None:
    verdict = _verdict(lived)
    assert (verdict.state, verdict.lines) == ("intact", 6)
    assert _verdict(lived, (6, verdict.head)).state == "intact"


@pytest.mark.parametrize("change", ALTERED)
@pytest.mark.parametrize("sequence", [1, 3, 6])
def test_an_altered_line_is_named(lived: Force, change: str, sequence: int) -> None:
    _change(lived, f"UPDATE journal SET {change} WHERE sequence = {sequence}")
    verdict = _verdict(lived)
    assert (verdict.state, verdict.sequence) == ("broken", sequence)


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_a_dropped_line_is_named(lived: Force, sequence: int) -> None:
    _change(lived, f"DELETE FROM journal WHERE sequence = {sequence}")
    assert (_verdict(lived).state, _verdict(lived).sequence) == ("broken", sequence)


def test_two_lines_changed_about_are_found(lived: Force) -> None:
    for before, after in ((2, 100), (3, 2), (100, 3)):
        _change(lived, f"UPDATE journal SET sequence = {after} WHERE sequence = {before}")
    assert (_verdict(lived).state, _verdict(lived).sequence) == ("broken", 2)


def test_lines_cut_off_at_the_end_are_found_by_an_anchor(lived: Force) -> None:
    head = _verdict(lived).head
    _change(lived, "DELETE FROM journal WHERE sequence > 4")
    assert _verdict(lived).state == "intact"
    assert _verdict(lived, (6, head)).state == "truncated"


def test_a_chain_written_anew_from_a_line_on_is_forked(lived: Force) -> None:
    head = _verdict(lived).head
    for table in ("journal", "touched"):
        _change(lived, f"DELETE FROM {table} WHERE sequence > 4")
    lived.wants("ANOTHER")
    lived.wants("STORY")
    assert _verdict(lived).state == "intact"
    assert (_verdict(lived, (6, head)).state, _verdict(lived, (6, head)).sequence) == ("forked", 6)
