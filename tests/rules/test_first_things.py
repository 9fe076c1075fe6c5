"""What comes first at the start of a shift, and what after that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, Collar, EntryId, EntryRow, PersonId, Reference, Stage
from wantedtrack.rules.first_things import FirstThing, WhatWaits, in_order, is_in_hand

NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
EVERYTHING = WhatWaits(handover=True, to_ring=3, has_entry=True, band=Band.HIGH, proposals=2, drafts=4, notices=9)
ROW = EntryRow(
    EntryId(1), Reference("DEMO-000001"), Category.WANTED, Band.HIGH, Stage.ACTIVE, Circulation.CIRCULATED, PersonId(1), "INVENTED", "An", None, None,
    "Theft", Collar("DEMO-PC"), None, None, NOW - timedelta(days=2), ClockName.ARREST, NOW - timedelta(hours=2), 1, NOW - timedelta(hours=5), 1, (), (),
    None, 3,
)  # fmt: skip


def test_the_handover_then_the_call_then_who_is_dangerous_then_paper() -> None:
    assert in_order(EVERYTHING) == (FirstThing.HANDOVER, FirstThing.RING, FirstThing.ENTRY, FirstThing.PROPOSALS, FirstThing.DRAFTS)


def test_somebody_of_a_lower_band_comes_after_an_officer_who_waits_for_an_answer() -> None:
    for band in (Band.MEDIUM, Band.STANDARD):
        order = in_order(replace(EVERYTHING, handover=False, to_ring=0, band=band))
        assert order == (FirstThing.PROPOSALS, FirstThing.ENTRY, FirstThing.DRAFTS)


def test_notices_stand_for_themselves_only_where_no_entry_of_the_shift_says_the_same() -> None:
    calm = WhatWaits(handover=False, to_ring=0, has_entry=False, band=None, proposals=0, drafts=0, notices=1)
    assert in_order(calm) == (FirstThing.NOTICES,)
    assert in_order(replace(calm, notices=0)) == ()


@pytest.mark.parametrize(
    ("changed", "promised_by", "is_so"),
    [
        ({}, NOW + timedelta(hours=6), True),
        ({}, NOW - timedelta(minutes=1), False),
        ({}, None, False),
        ({"owner": "DEMO-PS"}, NOW + timedelta(hours=6), False),
        ({"owner": None}, NOW + timedelta(hours=6), False),
        ({"worst_clock": ClockName.CIRCULATE}, NOW + timedelta(hours=6), False),
        ({"worst_clock": ClockName.ATTEMPT}, NOW + timedelta(hours=6), True),
    ],
)
def test_what_somebody_has_promised_for_later_is_in_hand_but_a_visit_does_not_circulate(
    changed: dict[str, object], promised_by: datetime | None, is_so: bool
) -> None:
    row = replace(ROW, **changed)
    assert is_in_hand(row, promised_by, asker=Collar("DEMO-PS"), now=NOW) is is_so
