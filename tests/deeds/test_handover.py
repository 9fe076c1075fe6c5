"""Handovers tile the journal: every deed in exactly one, two officers, nothing changed after the seal."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.handover_cover import handover_seal
from wantedtrack.store import handovers
from wantedtrack.store.handover_said import said_in


def _sealed(force: Force, shift: str | None = None) -> handovers.Handover:
    words: dict[str, Any] = {"shift": shift} if shift else {}
    force.does("prepare-handover", **words)
    force.does("sign-handover", **words)
    force.does("accept-handover", officer=force.officers.ps2, understood_all="yes", **words)
    with force.store.reading() as connection:
        held = handovers.newest(connection, sealed=True)
    assert held is not None
    return held


def test_sealed_handovers_tile_the_journal(force: Force) -> None:
    shifts = ("2026-03-02-early", "2026-03-02-late", "2026-03-03-early", "2026-03-02-night", "2026-03-04-night")
    until = 0
    for number, shift in enumerate(shifts):
        force.wants_and_accepts(f"INVENTED-{number}")
        force.forward(hours=5)
        force.sweeps()
        held = _sealed(force, shift)
        assert held.from_sequence == until
        assert held.to_sequence > held.from_sequence
        until = held.to_sequence
        with force.store.reading() as connection:
            content = handovers.content_of(connection, held.id)
            said = said_in(connection, held.id)
        listed = next(sheet for sheet in content.sheets if sheet.name == "Since last handover")
        assert [row[1] for row in listed.rows] == list(range(held.from_sequence + 1, held.to_sequence + 1))
        assert handover_seal(content, held.signatures, said) == held.content_digest


def test_what_is_done_during_preparation_stands_in_the_next(force: Force) -> None:
    force.wants("BEFORE")
    force.does("prepare-handover")
    force.wants("AFTER")
    force.does("sign-handover")
    force.does("accept-handover", officer=force.officers.ps2, understood_all="yes")
    with force.store.reading() as connection:
        first = handovers.newest(connection)
        assert first is not None
        content = handovers.content_of(connection, first.id)
    surnames = [row[3] for sheet in content.sheets if sheet.name == "Full queue" for row in sheet.rows]
    assert surnames == ["BEFORE"]
    force.forward(hours=9)
    assert _sealed(force).from_sequence == first.to_sequence


def test_two_officers_sign_and_each_high_entry_is_ticked(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    with pytest.raises(NotAllowed) as nothing:
        force.does("sign-handover")
    force.does("prepare-handover", officer=force.officers.pc)
    with pytest.raises(NotAllowed) as unsigned:
        force.does("accept-handover", officer=force.officers.ps2, shift="2026-03-02-early", understood_all="yes")
    force.does("sign-handover")
    with pytest.raises(NotAllowed) as own:
        force.does("accept-handover", understood_all="yes")
    with pytest.raises(NotAllowed) as unticked:
        force.does("accept-handover", officer=force.officers.ps2)
    assert [error.value.code for error in (nothing, unsigned, own, unticked)] == [
        "no_handover",
        "not_signed",
        "second-officer",
        "not_ticked",
    ]
    force.does("accept-handover", officer=force.officers.ps2, query={reference: "Which address?"})
    with pytest.raises(NotAllowed) as sealed:
        force.does("prepare-handover", shift="2026-03-02-early")
    assert sealed.value.code == "sealed"
    with force.store.reading() as connection:
        held = handovers.newest(connection)
        assert held is not None
        assert [tick.query for tick in handovers.ticks_of(connection, held.id)] == ["Which address?"]


def test_a_handover_that_a_later_one_covers_is_prepared_again(force: Force) -> None:
    force.wants("INVENTED")
    force.does("prepare-handover", shift="2026-03-02-early")
    until = _sealed(force, "2026-03-02-late").to_sequence
    with pytest.raises(NotAllowed) as covered:
        force.does("sign-handover", shift="2026-03-02-early")
    assert covered.value.code == "covered"
    assert _sealed(force, "2026-03-02-early").from_sequence == until


def test_a_restricted_entry_is_a_number_and_nothing_else(force: Force) -> None:
    force.wants("HIDDEN")
    with force.store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE entry SET restricted = true")
    force.wants("SHOWN")
    force.does("prepare-handover")
    with force.store.reading() as connection:
        held = handovers.newest(connection)
        assert held is not None
        content = handovers.content_of(connection, held.id)
    assert content.restricted == 1
    assert "HIDDEN" not in str(content.as_plain())
    assert "SHOWN" in str(content.as_plain())


def test_an_unsigned_handover_escalates_and_a_sealed_one_does_not(force: Force) -> None:
    force.sweeps()
    _sealed(force, "2026-03-02-early")
    crossed = force.watches(hours=17)
    assert [level["reference"] for level in crossed if level["clock"] == "handover"] == ["2026-03-02-late"]
