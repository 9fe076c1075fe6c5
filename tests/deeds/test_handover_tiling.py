"""Handovers tile the journal whatever happens: two desktops at once, shifts skipped and overlapping, both clock changes, a thousand in a row."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tests.deeds.force import Force
from tests.fixtures_store import another_desktop
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.shifts import shift_to_hand_over
from wantedtrack.store import handovers, journal
from wantedtrack.store.changes import Changes
from wantedtrack.store.policy_rows import current_policy

_FULL = 1_000


def _hand_over(force: Force) -> handovers.Handover:
    """Prepare, write on, sign, accept; gives what was sealed."""
    force.does("prepare-handover")
    with force.store.reading() as connection:
        held = handovers.newest(connection, sealed=False)
    assert held is not None
    force.wants(f"MEANWHILE-{held.id}")
    force.does("sign-handover", shift=held.shift_id)
    force.does("accept-handover", officer=force.officers.ps2, understood_all="yes", shift=held.shift_id)
    with force.store.reading() as connection:
        return handovers.numbered(connection, held.id)


def _next_shift(force: Force) -> None:
    """To the moment just before the next shift without a handover ends."""
    with force.store.reading() as connection:
        policy = current_policy(connection, now=force.now)
        handed = {one.shift_id for one in handovers.all_handovers(connection)}
    while (chosen := shift_to_hand_over(policy.shift_patterns, force.now, handed)) is None or chosen.shift_id in handed:
        force.forward(minutes=30)


def _tile(force: Force, times: int) -> None:
    until = 0
    for _ in range(times):
        _next_shift(force)
        held = _hand_over(force)
        assert held.from_sequence == until
        with force.store.reading() as connection:
            listed = handovers.content_of(connection, held.id).sheet("Since last handover")
        assert [row[1] for row in listed.rows] == list(range(held.from_sequence + 1, held.to_sequence + 1))
        until = held.to_sequence
    with force.store.reading() as connection:
        assert journal.verify(connection, expected=handovers.sealed_heads(connection)).state == "intact"


def test_many_in_a_row_tile_the_journal(force: Force) -> None:
    _tile(force, 12)


@pytest.mark.full
def test_a_thousand_in_a_row_tile_the_journal(embedded_force: Force) -> None:
    _tile(embedded_force, _FULL)


@pytest.mark.parametrize("begins", [datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)])
def test_over_both_clock_changes_they_tile_the_journal(embedded_force: Force, begins: datetime) -> None:
    embedded_force.now = begins
    _tile(embedded_force, 6)


def test_two_desktops_that_prepare_at_once_make_one_handover(force: Force) -> None:
    """Each with connections of its own, so that they meet at the store's lock and not at one desktop's; a third writes meanwhile."""
    force.wants("INVENTED")
    with another_desktop(force.store) as second, another_desktop(force.store) as third:
        forces = (force, *(Force(store, force.officers, force.now, keeps_policy=False) for store in (second, third)))
        deeds: tuple[Callable[[], Changes], ...] = (
            lambda: forces[0].does("prepare-handover"),
            lambda: forces[1].does("prepare-handover", officer=force.officers.ps2),
            lambda: forces[2].does("add-entry", category="wanted", surname="MEANWHILE", became_outstanding_at=force.now, offence="Theft"),
        )
        with ThreadPoolExecutor(len(deeds)) as at_once:
            first, other, _ = at_once.map(lambda deed: deed(), deeds)
    with force.store.reading() as connection:
        (held,) = handovers.all_handovers(connection)
        listed = handovers.content_of(connection, held.id).sheet("Since last handover")
    assert {first.detail["handover"], other.detail["handover"]} == {held.id}
    assert held.to_sequence == max(one.detail["to_sequence"] for one in (first, other))
    assert [row[1] for row in listed.rows] == list(range(held.from_sequence + 1, held.to_sequence + 1))


def test_a_skipped_shift_is_said_and_its_deeds_stand_in_the_next(force: Force) -> None:
    _hand_over(force)
    force.forward(hours=30)
    force.wants("SKIPPED")
    held = _hand_over(force)
    with force.store.reading() as connection:
        content = handovers.content_of(connection, held.id)
    assert any("ended without a handover" in said and "2026-03-02-late" in said for said in content.told)
    assert "SKIPPED" in str(content.sheet("Full queue").rows)
    assert content.before is not None
    assert content.worse


def test_what_is_said_is_sealed_until_the_seal_and_added_after_it(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("prepare-handover")
    force.does("remark-handover", text="Quiet")
    force.does("remark-handover", text="Quiet, but for one", reference=None)
    force.does("remark-handover", text="A dog", reference=reference)
    force.does("sign-handover")
    with pytest.raises(NotAllowed) as late:
        force.does("remark-handover", text="Too late")
    with pytest.raises(NotAllowed) as own:
        force.does("query-handover", reference=reference, text="Mine?")
    with pytest.raises(NotAllowed) as unsealed:
        force.does("add-addendum", text="Too early", shift="2026-03-02-early")
    asked = force.does("query-handover", officer=force.officers.ps2, reference=reference, text="Which?")
    answered = force.does("answer-query", reference=reference, text="The brown one")
    sealed = force.does("accept-handover", officer=force.officers.ps2)
    after = force.does("answer-query", reference=reference, text="Gone now")
    added = force.does("add-addendum", text="Key at the desk")
    assert [refused.value.code for refused in (late, own, unsealed)] == ["signed", "second-officer", "not_sealed"]
    assert len({asked.detail["seal"], answered.detail["seal"], sealed.detail["seal"]}) == 3
    assert added.detail["seal"] == after.detail["seal"] == sealed.detail["seal"]
    assert [one["text"] for one in added.detail["remarks"]] == ["Quiet, but for one", "A dog"]
    assert [one["after_seal"] for one in added.detail["read_back"][0]["answers"]] == [False, True]
    with force.store.reading() as connection:
        assert journal.head(connection).sequence == added.sequence


def test_a_restricted_entry_takes_no_remark(force: Force) -> None:
    reference = force.wants("HIDDEN")
    force.does("set-restricted", reference, officer=force.officers.insp, restricted="yes", reason="Covert")
    force.does("prepare-handover")
    before = force.rows()
    with pytest.raises(Exception, match=r"not in this handover|duty inspector"):
        force.does("remark-handover", text="About it", reference=reference)
    assert force.rows() == before
