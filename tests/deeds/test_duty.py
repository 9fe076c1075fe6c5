"""Who is told when the rank that a level names is not there; who is rung, and what becomes of a notice that is not mine."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.deeds.force import Force
from wantedtrack.deeds import being_told, duty
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band
from wantedtrack.rules.instants import iso
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.roster import DutyRow, Roster
from wantedtrack.store import duty_rows, handovers, inbox, journal, schema
from wantedtrack.store.inbox import Inbox, WaitingNotice
from wantedtrack.store.schema_duty import telling


def rostered(force: Force, *rows: tuple[str, datetime, datetime]) -> None:
    told = tuple(DutyRow(number, collar, starts, ends) for number, (collar, starts, ends) in enumerate(rows, 1))
    duty.keep_roster(store=force.store, officer=force.officers.ps, now=force.now, roster=Roster("a test", len(told), told))


def waiting(force: Force, collar: str) -> Inbox:
    with force.store.reading() as connection:
        return inbox.for_officer(connection, officer=force.officers[collar], now=force.now)


def notices(force: Force, reference: str, clock: str) -> dict[str, tuple[bool, str | None]]:
    n, e, c, t = schema.notice.c, schema.escalation.c, schema.clock.c, schema.entry.c
    found = select(n.recipient, n.for_information, n.because).join(schema.escalation, e.id == n.escalation_id)
    found = (
        found.join(schema.clock, c.id == e.clock_id).join(schema.entry, t.id == e.entry_id).where(t.reference == reference, c.name == clock)
    )
    with force.store.reading() as connection:
        return {row.recipient: (row.for_information, row.because) for row in connection.execute(found)}


def test_without_a_roster_every_rank_counts_as_on_duty(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.watches(hours=9)
    assert notices(force, reference, "attempt") == {"rank:sergeant": (False, None)}


def test_a_notice_goes_to_the_next_rank_on_duty_and_says_why(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    rostered(force, ("DEMO-PC", force.now, force.now + timedelta(hours=12)), ("DEMO-CI", force.now, force.now + timedelta(hours=12)))
    force.watches(hours=9)
    assert notices(force, reference, "attempt") == {
        "rank:sergeant": (True, "nobody_on_duty"), "rank:chief_inspector": (False, "nobody_on_duty"),
    }  # fmt: skip


def test_with_nobody_above_on_duty_the_notice_stays_and_says_so(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    rostered(force, ("DEMO-PC", force.now, force.now + timedelta(hours=12)))
    force.watches(hours=9)
    assert notices(force, reference, "attempt") == {"rank:sergeant": (False, "nobody_on_duty")}


@pytest.mark.parametrize(("before", "because"), [(timedelta(0), "nobody_on_duty"), (timedelta(hours=22), None)])
def test_for_a_day_after_the_rosters_end_nobody_is_there_and_then_every_rank_counts_again(
    force: Force, before: timedelta, because: str | None
) -> None:
    rostered(force, ("DEMO-PC", force.now, force.now + timedelta(hours=6)))
    force.now += before
    reference = force.wants_and_accepts("INVENTED")
    force.watches(hours=9)
    assert notices(force, reference, "attempt") == {"rank:sergeant": (False, because)}


def test_a_rank_on_duty_is_told_itself(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    rostered(force, ("DEMO-PS2", force.now, force.now + timedelta(hours=12)))
    force.watches(hours=9)
    assert notices(force, reference, "attempt") == {"rank:sergeant": (False, None)}


def test_a_promise_that_lapses_with_nobody_coming_on_goes_up(force: Force) -> None:
    force.wants_and_accepts("INVENTED")
    rostered(
        force,
        ("DEMO-PS", force.now, force.now + timedelta(hours=10)),
        ("DEMO-INSP", force.now + timedelta(hours=10), force.now + timedelta(hours=20)),
    )
    force.watches(hours=8, minutes=10)
    mine = next(one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt")
    force.does("acknowledge", notice=mine.notice, next_step="Visit", by=force.now + timedelta(hours=6))
    before = {one.notice for one in waiting(force, "DEMO-INSP").notices}
    force.watches(hours=7)
    new = [one for one in waiting(force, "DEMO-INSP").notices if one.notice not in before and one.clock == "attempt"]
    assert [(one.because, one.for_information) for one in new] == [("nobody_on_duty", False)]


def test_a_second_promise_without_an_attempt_is_shown_to_the_next_rank(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.watches(hours=8, minutes=10)
    for _ in range(2):
        mine = next(one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt")
        force.does("acknowledge", notice=mine.notice, next_step="Visit", by=force.now + timedelta(hours=1))
        force.watches(hours=2)
    shown = [one for one in waiting(force, "DEMO-INSP").notices if one.because == "promised_again"]
    assert [(one.reference, one.for_information) for one in shown] == [(reference, True)]


def test_a_promise_after_an_attempt_is_no_second_one(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.watches(hours=8, minutes=10)
    mine = next(one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt")
    force.does("acknowledge", notice=mine.notice, next_step="Visit", by=force.now + timedelta(hours=1))
    force.tries(reference)
    force.watches(hours=9)
    again = next(one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt")
    force.does("acknowledge", notice=again.notice, next_step="Visit", by=force.now + timedelta(hours=1))
    assert [one for one in waiting(force, "DEMO-INSP").notices if one.because == "promised_again"] == []


def test_an_unopened_notice_for_an_inspector_is_to_be_rung_until_somebody_was_told(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=1)
    force.watches(hours=23)

    def to_ring(collar: str) -> list[WaitingNotice]:
        return [one for one in waiting(force, collar).ring if one.reference == reference]

    assert to_ring("DEMO-PS") == []
    force.forward(minutes=20)
    ring = to_ring("DEMO-PS")
    assert [one.rank for one in ring] == [Rank.INSPECTOR]
    assert waiting(force, "DEMO-PC").ring == ()
    force.does("record-told", notice=ring[0].notice, who="Insp 12", how="rung at home")
    assert to_ring("DEMO-PS") == []


def test_one_call_tells_a_rank_of_all_that_waits_for_it_and_of_nothing_else(force: Force) -> None:
    references = [force.wants_and_accepts(f"INVENTED-{number}", hours_ago=hours) for number, hours in enumerate((1, 2, 50))]
    force.watches(hours=24)
    force.forward(minutes=20)
    ring = waiting(force, "DEMO-PS").ring
    inspectors = [one for one in ring if one.rank is Rank.INSPECTOR]
    assert {one.reference for one in inspectors} >= set(references)
    higher = {(one.reference, one.rank) for one in ring} - {(one.reference, one.rank) for one in inspectors}
    assert higher, "the third has come to the chief inspector's level too"
    done = force.does("record-told", notice=inspectors[0].notice, who="Insp 12", how="rung at home", also="all_waiting")
    assert done.detail["told_of"] == len(inspectors)
    with force.store.reading() as connection:
        assert journal.head(connection).sequence == done.sequence
        assert len(connection.execute(select(telling)).all()) == len(inspectors)
    assert {(one.reference, one.rank) for one in waiting(force, "DEMO-PS").ring} == higher


def test_a_notice_that_an_inspector_has_looked_at_is_not_rung_about(force: Force) -> None:
    force.wants_and_accepts("INVENTED")
    force.watches(hours=24, minutes=10)
    being_told.look_at_inbox(store=force.store, officer=force.officers.insp, now=force.now)
    force.forward(minutes=30)
    assert waiting(force, "DEMO-PS").ring == ()
    assert waiting(force, "DEMO-INSP").notices != ()


def test_a_notice_that_is_not_mine_waits_with_whom_it_belongs_to(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    force.watches(hours=8, minutes=10)
    mine = next(one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt")
    with pytest.raises(NotAllowed) as refused:
        force.does("pass-on", officer=force.officers.pc, notice=mine.notice, why="No", to="DEMO-PS2")
    assert refused.value.code == "rank"
    force.does("pass-on", notice=mine.notice, why="Her team has it", to="demo-pc")
    assert [one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt"] == []
    passed = [one for one in waiting(force, "DEMO-PC").notices if one.reference == reference]
    assert [(one.because, one.for_information) for one in passed] == [("passed_on", False)]
    with pytest.raises(NotAllowed) as again:
        force.does("pass-on", notice=mine.notice, why="Twice", to="inspector")
    assert again.value.code == "not_waiting"


def test_a_roster_is_taken_in_whole_or_not_at_all(force: Force) -> None:
    starts, ends = force.now, force.now + timedelta(hours=8)
    before = force.rows()
    for rows, code in (
        ([("DEMO-PS", starts, ends), ("NOBODY", starts, ends)], "no_such_officer"),
        ([("DEMO-PS", starts, ends), ("DEMO-PS", starts + timedelta(hours=1), ends)], "overlapping"),
        ([("DEMO-PS", starts, ends), ("DEMO-PS", starts, ends)], "overlapping"),
        ([("DEMO-PS", ends, starts)], "end_before_start"),
        ([("DEMO-PS", starts, starts + timedelta(hours=30))], "too_long"),
    ):
        with pytest.raises(Invalid) as refused:
            rostered(force, *rows)
        assert refused.value.code == code
    assert force.rows() == before


def test_a_later_roster_takes_the_place_of_what_it_covers(force: Force) -> None:
    rostered(force, ("DEMO-PS", force.now, force.now + timedelta(hours=8)), ("DEMO-INSP", force.now, force.now + timedelta(hours=8)))
    rostered(force, ("DEMO-PS2", force.now, force.now + timedelta(hours=8)))
    with force.store.reading() as connection:
        assert [one.collar for one in duty_rows.duties(connection, since=force.now)] == ["DEMO-PS2"]


def test_coming_on_and_going_off_by_hand(force: Force) -> None:
    force.does("come-on", until=force.now + timedelta(hours=8))
    force.does("come-on", officer=force.officers.ps, collar="DEMO-INSP", until=force.now + timedelta(hours=8))
    force.forward(hours=1)
    force.does("go-off", collar="DEMO-INSP")
    with force.store.reading() as connection:
        assert [one.collar for one in duty_rows.duties(connection, since=force.now)] == ["DEMO-PS"]
    with pytest.raises(Invalid) as refused:
        force.does("go-off", collar="DEMO-INSP")
    assert refused.value.code == "not_on_duty"


def test_a_sergeant_who_owns_the_entry_is_told_once(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("allocate", reference, owner="DEMO-PS")
    force.watches(hours=9)
    assert len([one for one in waiting(force, "DEMO-PS").notices if one.clock == "attempt"]) == 1


def first_page(force: Force) -> tuple[str, ...]:
    force.does("prepare-handover")
    with force.store.reading() as connection:
        held = handovers.newest(connection)
        assert held is not None
        return handovers.content_of(connection, held.id).told


def test_the_handovers_first_sheet_begins_with_what_nobody_was_there_to_be_told(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    covert = force.wants_and_accepts("COVERTLY")
    with force.store.writer.begin() as connection:
        connection.execute(update(schema.entry).where(schema.entry.c.reference == covert).values(restricted=True))
    rostered(force, ("DEMO-PC", force.now, force.now + timedelta(hours=20)))
    force.watches(hours=9)
    told = first_page(force)
    assert told[0].startswith("Nobody to tell: no ")
    assert any(reference in line for line in told)
    assert not any(covert in line for line in told)


def test_the_handover_says_which_rank_was_told_instead(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    rostered(force, ("DEMO-PC", force.now, force.now + timedelta(hours=12)), ("DEMO-CI", force.now, force.now + timedelta(hours=12)))
    force.watches(hours=9)
    (line,) = [line for line in first_page(force) if line.startswith("No sergeant was on duty")]
    assert reference in line
    assert "went to the next rank at once" in line


def test_with_everybody_on_duty_the_handover_has_nothing_to_say_of_it(force: Force) -> None:
    force.wants_and_accepts("INVENTED")
    force.watches(hours=9)
    assert not [line for line in first_page(force) if "on duty" in line]


def test_a_promise_of_an_officer_on_the_roster_lapses_with_his_own_duty(force: Force) -> None:
    reference = force.wants_and_accepts("PLACEHOLDER")
    until = force.now + timedelta(hours=14)
    force.does("come-on", officer=force.officers.ps, until=until)
    force.watches(hours=9)
    notice = next(one.notice for one in waiting(force, "DEMO-PS").notices if one.reference == reference and not one.for_information)
    done = force.does("acknowledge", officer=force.officers.ps, notice=notice, next_step="Visit", by=force.now + timedelta(hours=20))
    assert done.detail["lapses_at"] == iso(until + timedelta(minutes=30))
