"""Why is this red: the arithmetic shown is the arithmetic that happened."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from tests.fixtures_store import BEGAN, Officers
from tests.store.filling import put_clock, put_entry, put_escalation, put_ladder, put_notice
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import ClockName, EntryId, Reference
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.database import Store
from wantedtrack.store.why import ClockExplained, as_json, explain

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ARREST = ((Rank.INSPECTOR, DAY), (Rank.CHIEF_INSPECTOR, 3 * DAY), (Rank.SUPERINTENDENT, 7 * DAY))


def explained(store: Store, entry: EntryId, officers: Officers, hours: float) -> tuple[ClockExplained, ...]:
    with store.reading() as connection:
        return explain(connection, entry, reader=officers.ps, now=BEGAN + hours * HOUR)


def test_levels_crossed_and_still_to_come_stand_with_their_times_and_who_was_told(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection, reference="DEMO-WHY")
        ladder = put_ladder(connection, ClockName.ARREST, *ARREST, repeat_every=7 * DAY)
        clock = put_clock(
            connection, ladder, entry=entry, name=ClockName.ARREST, first=DAY, level=1, next_level=2, next_due_at=BEGAN + 3 * DAY
        )
        one = put_escalation(connection, clock, entry=entry, level=1, rank=Rank.INSPECTOR, due_at=BEGAN + DAY)
        put_notice(connection, one, "rank:inspector", told_at=BEGAN + DAY)
        put_notice(connection, one, "officer:DEMO-PC", told_at=BEGAN + DAY, for_information=True)
    (told,) = explained(store, entry, officers, 30)
    assert as_json(Reference("DEMO-WHY"), [told], now=BEGAN + 30 * HOUR) == {
        "reference": "DEMO-WHY",
        "at": "2026-03-03T13:00:00Z",
        "clocks": [
            {
                "clock": "arrest",
                "cycle": 1,
                "policy_version": 1,
                "started_at": "2026-03-02T07:00:00Z",
                "paused_s": 0,
                "elapsed_s": 30 * 3600,
                "levels": [
                    {
                        "level": 1,
                        "rank": "inspector",
                        "due_at": "2026-03-03T07:00:00Z",
                        "crossed_at": "2026-03-03T07:00:00Z",
                        "late": False,
                        "told": ["inspector", "DEMO-PC"],
                    },
                    {
                        "level": 2,
                        "rank": "chief_inspector",
                        "due_at": "2026-03-05T07:00:00Z",
                        "crossed_at": None,
                        "late": False,
                        "told": [],
                    },
                    {"level": 3, "rank": "superintendent", "due_at": "2026-03-09T07:00:00Z", "crossed_at": None, "late": False, "told": []},
                ],
                "next": {"level": 2, "due_at": "2026-03-05T07:00:00Z"},
            }
        ],
    }
    assert told.sentence == (
        "No arrest has been made for 30 h. It is 6 h over and has reached the inspector. "
        "The chief inspector is told in 42 h, Thu 5 Mar 07:00."
    )


def test_repeats_follow_the_named_levels_as_far_as_they_were_crossed(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection)
        ladder = put_ladder(connection, ClockName.REVIEW, (Rank.SERGEANT, DAY), repeat_every=DAY)
        clock = put_clock(
            connection, ladder, entry=entry, name=ClockName.REVIEW, first=DAY, level=3, next_level=4, next_due_at=BEGAN + 4 * DAY
        )
        for level in (1, 3):
            put_escalation(connection, clock, entry=entry, level=level, rank=Rank.SERGEANT, due_at=BEGAN + level * DAY)
    (told,) = explained(store, entry, officers, 75)
    assert [(level.level, level.crossed_at) for level in told.levels] == [(1, BEGAN + DAY), (3, BEGAN + 3 * DAY)]
    assert told.sentence.endswith("It is 2 d 3 h over and has reached the sergeant. The sergeant is told in 21 h, Fri 6 Mar 07:00.")


def test_a_pause_moves_what_is_still_due_and_is_not_counted(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection)
        ladder = put_ladder(connection, ClockName.ARREST, *ARREST, repeat_every=7 * DAY)
        put_clock(connection, ladder, entry=entry, name=ClockName.ARREST, first=DAY, paused=5 * HOUR, next_due_at=BEGAN + 29 * HOUR)
        put_clock(connection, ladder, entry=entry, name=ClockName.CIRCULATE, first=DAY)
        pause = {"entry_id": entry, "reason": "in_hospital", "starts_at": BEGAN + 2 * HOUR, "until": BEGAN + DAY, "authoriser": 4, "by": 4}
        connection.execute(insert(schema.pause), {**pause, "ended_at": BEGAN + 7 * HOUR})
    circulate, arrest = explained(store, entry, officers, 10)
    assert (arrest.paused, arrest.elapsed, arrest.levels[0].due_at) == (5 * HOUR, 5 * HOUR, BEGAN + 29 * HOUR)
    assert (circulate.paused, circulate.elapsed, circulate.levels[0].due_at) == (timedelta(0), 10 * HOUR, BEGAN + DAY)
    assert len(arrest.pauses) == 1
    assert circulate.pauses == ()
    assert "5 h of pause not counted" in arrest.sentence


def test_while_it_is_suspended_no_due_time_is_promised(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection)
        ladder = put_ladder(connection, ClockName.ATTEMPT, (Rank.SERGEANT, DAY))
        put_clock(connection, ladder, entry=entry, name=ClockName.ATTEMPT, first=DAY, next_due_at=None, deadline_at=None)
        pause = {"entry_id": entry, "reason": "abroad", "starts_at": BEGAN + HOUR, "until": BEGAN + 30 * DAY, "authoriser": 6, "by": 6}
        connection.execute(insert(schema.pause), pause)
    (told,) = explained(store, entry, officers, 10)
    assert told.levels[0].due_at is None
    assert told.next is None
    assert (told.elapsed, told.paused) == (HOUR, 9 * HOUR)
    assert told.sentence.endswith(
        "It rests since Mon 2 Mar 08:00 and until Wed 1 Apr 08:00 at most, then with 23 h left before the sergeant is told."
    )


def test_a_cycle_that_has_ended_is_counted_to_its_end(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection)
        ladder = put_ladder(connection, ClockName.ATTEMPT, (Rank.SERGEANT, DAY))
        ended = {"stopped_at": BEGAN + 3 * HOUR, "next_level": None, "next_due_at": None, "deadline_at": None}
        put_clock(connection, ladder, entry=entry, name=ClockName.ATTEMPT, first=DAY, **ended)
        put_clock(connection, ladder, entry=entry, name=ClockName.ATTEMPT, first=2 * HOUR, cycle=2, started_at=BEGAN + 3 * HOUR)
    first, second = explained(store, entry, officers, 4)
    assert (first.cycle, first.elapsed, first.sentence) == (1, 3 * HOUR, "Tried after 3 h.")
    assert (second.cycle, second.levels[0].due_at) == (2, BEGAN + 5 * HOUR)


def test_fifty_cycles_take_no_more_statements_than_one(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        ladder = put_ladder(connection, ClockName.ATTEMPT, (Rank.SERGEANT, DAY))
        few, many = put_entry(connection), put_entry(connection)
        put_clock(connection, ladder, entry=few, name=ClockName.ATTEMPT, first=DAY)
        for cycle in range(1, 51):
            clock = put_clock(connection, ladder, entry=many, name=ClockName.ATTEMPT, first=DAY, cycle=cycle)
            put_escalation(connection, clock, entry=many, level=1, rank=Rank.SERGEANT, due_at=BEGAN + DAY)
    statements: list[str] = []
    event.listen(store.reader, "before_cursor_execute", lambda *told: statements.append(told[2]) if told[2].startswith("SELECT") else None)
    explained(store, few, officers, 5)
    once = len(statements)
    statements.clear()
    assert len(explained(store, many, officers, 5)) == 50
    assert len(statements) == once <= 6


def test_a_restricted_entry_is_explained_to_its_owner_and_to_inspectors_only(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        entry = put_entry(connection, restricted=True, owner_id=officers.pc.officer)
    with store.reading() as connection:
        assert explain(connection, entry, reader=officers.pc, now=BEGAN) == ()
        assert explain(connection, entry, reader=officers.insp, now=BEGAN) == ()
        for reader in (officers.ps, officers.admin):
            with pytest.raises(NotAllowed) as refused:
                explain(connection, entry, reader=reader, now=BEGAN)
            assert (refused.value.code, refused.value.message) == ("restricted", "Known: ask the duty inspector.")
