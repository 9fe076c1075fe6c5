"""The inbox: each officer gets what was told to the rank or the collar, and what a second officer may decide."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, update

from tests.fixtures_store import BEGAN, Officers
from tests.store.filling import put_clock, put_entry, put_escalation, put_ladder, put_notice
from wantedtrack.rules.entry import Band, ClockName, EntryId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.database import Store
from wantedtrack.store.inbox import Inbox, as_json, for_officer
from wantedtrack.store.queue_lists import recipients_of

DAY = timedelta(days=1)


def escalated(connection: Connection, entry: EntryId, *, due: timedelta = DAY) -> int:
    ladder = put_ladder(connection, ClockName.ARREST, (Rank.INSPECTOR, DAY))
    clock = put_clock(connection, ladder, entry=entry, name=ClockName.ARREST, first=DAY)
    return put_escalation(connection, clock, entry=entry, level=1, rank=Rank.INSPECTOR, due_at=BEGAN + due)


def inbox(store: Store, officer: Acting, *, rank: Rank | None = None) -> Inbox:
    with store.reading() as connection:
        return for_officer(connection, officer=officer, rank=rank, now=BEGAN + 2 * DAY)


def test_a_notice_waits_for_its_rank_and_its_officer_until_it_is_done(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection, reference="DEMO-1")
        one = escalated(connection, entry)
        number = put_notice(connection, one, "rank:inspector", told_at=BEGAN + DAY)
        put_notice(connection, one, "officer:DEMO-PC", told_at=BEGAN + DAY, for_information=True)
    assert as_json(inbox(store, officers.insp2)) == {
        "notices": [
            {
                "notice": number,
                "reference": "DEMO-1",
                "clock": "arrest",
                "level": 1,
                "rank": "inspector",
                "due_at": "2026-03-03T07:00:00Z",
                "for_information": False,
            }
        ],
        "proposals": [],
    }
    assert [notice.for_information for notice in inbox(store, officers.pc).notices] == [True]
    assert inbox(store, officers.ps).notices == ()
    assert len(inbox(store, officers.ps, rank=Rank.INSPECTOR).notices) == 1
    with store.writer.begin() as connection:
        connection.execute(update(schema.notice).values(done_at=BEGAN + DAY))
    assert inbox(store, officers.insp).notices == ()


def test_the_oldest_due_stands_first(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        for reference, due in (("DEMO-LATER", 2 * DAY), ("DEMO-FIRST", DAY)):
            number = escalated(connection, put_entry(connection, reference=reference), due=due)
            put_notice(connection, number, "rank:sergeant", told_at=BEGAN)
    assert [notice.reference for notice in inbox(store, officers.ps).notices] == ["DEMO-FIRST", "DEMO-LATER"]


def test_a_handover_clock_is_told_by_its_shift(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        ladder = put_ladder(connection, ClockName.HANDOVER, (Rank.INSPECTOR, timedelta(hours=1)))
        row = {"shift_id": "2026-03-02-early", "name": ClockName.HANDOVER, "cycle": 1, "ladder_id": ladder, "started_at": BEGAN}
        clock = connection.execute(insert(schema.clock), {**row, "first_limit": DAY, "paused": timedelta(0)}).inserted_primary_key
        assert clock is not None
        number = put_escalation(connection, clock[0], entry=None, level=1, rank=Rank.INSPECTOR, due_at=BEGAN)
        put_notice(connection, number, "rank:inspector", told_at=BEGAN)
    (notice,) = inbox(store, officers.insp).notices
    assert (notice.reference, notice.entry, notice.name) == ("2026-03-02-early", None, None)


def test_a_notice_about_a_restricted_entry_is_kept_from_those_who_may_not_read_it(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        number = escalated(connection, put_entry(connection, restricted=True))
        for recipient in ("rank:sergeant", "rank:inspector"):
            put_notice(connection, number, recipient, told_at=BEGAN)
    assert inbox(store, officers.ps).notices == ()
    assert inbox(store, officers.ps, rank=Rank.INSPECTOR).notices == ()
    assert len(inbox(store, officers.insp).notices) == 1


@pytest.mark.parametrize(
    ("deed", "words", "band", "may_decide"),
    [
        ("regrade", {"band": "standard"}, Band.HIGH, {"DEMO-PS2", "DEMO-INSP", "DEMO-INSP2", "DEMO-CI", "DEMO-SUPT"}),
        ("record-outcome", {"outcome": "no_further_action"}, Band.MEDIUM, {"DEMO-INSP", "DEMO-INSP2", "DEMO-CI", "DEMO-SUPT"}),
        ("record-outcome", {"outcome": "no_longer_wanted"}, Band.HIGH, {"DEMO-SUPT"}),
    ],
)
def test_a_proposal_waits_for_those_who_may_approve_and_never_for_its_maker(
    store: Store, officers: Officers, deed: str, words: dict[str, str], band: Band, may_decide: set[str]
) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection, band=band)
        row = {"deed": deed, "entry_id": entry, "words": json.dumps(words), "by": officers.ps.officer, "at": BEGAN}
        connection.execute(insert(schema.proposal), row)
        connection.execute(insert(schema.proposal), {**row, "decided_at": BEGAN + DAY})
        connection.execute(insert(schema.proposal), {**row, "expires_at": BEGAN + DAY})
    found = {collar: inbox(store, acting).proposals for collar, acting in officers.by_collar.items()}
    assert {collar for collar, proposals in found.items() if proposals} == may_decide
    (waiting,) = found["DEMO-SUPT"]
    assert (waiting.deed, waiting.by, waiting.words) == (deed, "DEMO-PS", words)


def test_an_administrator_without_a_rank_gets_only_what_is_told_by_collar(officers: Officers) -> None:
    assert recipients_of(officers.admin) == ("officer:DEMO-ADMIN",)
