"""A new policy: rehearsed, approved by a second person, in effect from its instant; the past keeps explaining itself."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import POLICY_TEXT, Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band, Cause, ClockName
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.rehearsal import Rehearsal
from wantedtrack.store import schema, why
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rehearsing import rehearse


def stricter() -> str:
    """The shipped policy, with wanted/high told within hours; nothing else changes."""
    head, high, tail = POLICY_TEXT.partition("[limits.wanted.high]")
    figures = {
        'first_attempt = "8 h"': 'first_attempt = "2 h"',
        'inspector = "24 h"': 'inspector = "3 h"',
        'sergeant = "24 h"': 'sergeant = "3 h"',
    }
    for old, new in figures.items():
        tail = tail.replace(old, new, 1)
    tail = tail.replace('chief_inspector = "72 h"', 'chief_inspector = "5 h"', 1)
    return head + high + tail


def in_effect(force: Force) -> Policy:
    with force.store.reading() as connection:
        return current_policy(connection, now=force.now)


def rehearsed(force: Force, text: str) -> Rehearsal:
    with force.store.reading() as connection:
        new = read_policy(text, file_name="new.toml")
        return rehearse(connection, new, in_effect=current_policy(connection, now=force.now), now=force.now)


def proposed(force: Force, text: str, **words: Any) -> int:
    proposal = force.does("adopt-policy", officer=force.officers.admin, text=text, **words).proposal
    assert proposal is not None
    return proposal


def levels(force: Force, cause: Cause) -> list[tuple[str, str, int]]:
    level, clock, entry = schema.escalation.c, schema.clock.c, schema.entry.c
    found = (
        select(entry.reference, clock.name, level.level)
        .join(schema.clock, clock.id == level.clock_id)
        .join(schema.entry, entry.id == level.entry_id)
    )
    with force.store.reading() as connection:
        return [
            (row.reference, row.name.value, row.level) for row in connection.execute(found.where(level.cause == cause).order_by(level.id))
        ]


def due_times(force: Force) -> list[tuple[object, ...]]:
    clock = schema.clock.c
    with force.store.reading() as connection:
        found = select(clock.id, clock.next_level, clock.next_due_at, clock.deadline_at, clock.ladder_id).order_by(clock.id)
        return [tuple(row) for row in connection.execute(found)]


def test_one_person_changes_nothing_and_cannot_approve_alone(force: Force) -> None:
    force.wants_and_accepts("INVENTED")
    before = due_times(force)
    proposal = proposed(force, stricter())
    assert due_times(force) == before
    assert in_effect(force).version == 1
    for officer in (force.officers.admin, force.officers.ps, force.officers.insp):
        with pytest.raises(NotAllowed):
            force.does("approve", officer=officer, proposal=proposal)
    force.does("approve", officer=force.officers.supt, proposal=proposal)
    adopted = in_effect(force)
    assert (adopted.version, adopted.author, adopted.approver) == (2, "DEMO-ADMIN", "DEMO-SUPT")


def test_a_chief_inspector_and_a_superintendent_can_adopt_too(force: Force) -> None:
    proposal = force.does("adopt-policy", officer=force.officers.ci, text=stricter()).proposal
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.ci, proposal=proposal)
    assert refused.value.code == "second-officer"
    force.does("approve", officer=force.officers.supt, proposal=proposal)
    assert in_effect(force).version == 2


def test_adopting_records_what_is_passed_with_one_notice_for_each_entry(force: Force) -> None:
    urgent = force.wants_and_accepts("INVENTED", hours_ago=2)
    other = force.wants_and_accepts("BEN ALI", Band.STANDARD, hours_ago=2)
    force.watches(hours=4)
    before = due_times(force)
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, stricter()))
    assert sorted(levels(force, Cause.REGRADE)) == [
        (urgent, "arrest", 1), (urgent, "arrest", 2), (urgent, "attempt", 1), (urgent, "review", 1),
    ]  # fmt: skip
    assert force.told(Rank.CHIEF_INSPECTOR, urgent) == 1
    assert force.told(Rank.INSPECTOR, urgent) == 0
    assert force.told(Rank.CHIEF_INSPECTOR, other) == 0
    assert len(due_times(force)) == len(before)
    assert force.sweeps()["crossed"] == []


def test_the_rehearsal_says_what_the_adoption_does(force: Force) -> None:
    for number, band in enumerate((Band.HIGH, Band.HIGH, Band.MEDIUM, Band.STANDARD)):
        entry = force.wants_and_accepts(f"INVENTED{number}", band, hours_ago=number)
        force.does("set-circulation", entry, state="not_required", reason="Invented")
    paused = force.wants_and_accepts("PAUSED")
    force.does("suspend", paused, officer=force.officers.insp, reason="investigative_decision", until=force.now + timedelta(days=2))
    force.watches(hours=5)
    said = rehearsed(force, stricter())
    red_before = red(force)
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, stricter()))
    assert said.would_turn_red == len(red(force) - red_before)
    ranks: Counter[Rank] = Counter()
    entry, level = schema.entry.c, schema.escalation.c
    with force.store.reading() as connection:
        reached = (
            select(entry.reference, level.rank)
            .join(schema.entry, entry.id == level.entry_id)
            .where(level.cause == Cause.REGRADE)
            .distinct()
        )
        ranks.update(row.rank for row in connection.execute(reached))
    assert {rank: count for rank, count in said.would_reach.items() if count} == ranks
    assert said.would_turn_red > 0


def red(force: Force) -> set[str]:
    with force.store.reading() as connection:
        return set(connection.execute(select(schema.entry.c.reference).where(schema.entry.c.due_at <= force.now)).scalars())


def test_the_policy_in_effect_rehearsed_changes_nothing(force: Force) -> None:
    force.wants_and_accepts("INVENTED", hours_ago=30)
    force.watches(hours=40)
    said = rehearsed(force, POLICY_TEXT)
    assert (said.would_turn_red, said.would_no_longer_be_red, said.differences) == (0, 0, ())
    assert all(load.old == load.new for load in said.load)
    assert sum(load.old for load in said.load) > 0


def test_the_past_load_counts_what_each_shift_would_have_been_told(force: Force) -> None:
    force.wants_and_accepts("INVENTED", hours_ago=1)
    force.watches(hours=30)
    said = rehearsed(force, stricter())
    by_rank = {
        rank: (sum(one.old for one in said.load if one.rank is rank), sum(one.new for one in said.load if one.rank is rank))
        for rank in Rank
    }
    assert by_rank[Rank.INSPECTOR] == (1, 1)
    assert by_rank[Rank.CHIEF_INSPECTOR] == (0, 1)


def test_rehearsing_writes_nothing(force: Force) -> None:
    force.wants_and_accepts("INVENTED", hours_ago=30)
    before = force.rows()
    rehearsed(force, stricter())
    assert force.rows() == before


def test_a_policy_for_later_takes_effect_at_its_instant_also_when_nobody_watched(force: Force) -> None:
    urgent = force.wants_and_accepts("INVENTED", hours_ago=1)
    begins = force.now + timedelta(hours=10)
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, stricter(), effective_from=begins))
    force.sweeps()
    assert levels(force, Cause.REGRADE) == []
    force.forward(hours=20)
    force.sweeps()
    clock, level = schema.clock.c, schema.escalation.c
    with force.store.reading() as connection:
        found = select(clock.name, level.level, level.due_at, level.crossed_at, level.cause).join(schema.clock, clock.id == level.clock_id)
        told = {(row.name, row.level): (row.cause, row.crossed_at) for row in connection.execute(found)}
    # Due under the old policy before its end: recorded as it was. Passed by the new one: at its instant. Reached after it: under the new.
    assert told[ClockName.CIRCULATE, 1][0] is Cause.DUE
    assert told[ClockName.ATTEMPT, 1] == (Cause.DUE, force.now - timedelta(hours=12))
    assert told[ClockName.ARREST, 1] == (Cause.REGRADE, begins)
    assert told[ClockName.ARREST, 2] == (Cause.REGRADE, begins)
    assert force.told(Rank.CHIEF_INSPECTOR, urgent) == 1


def test_a_deed_between_the_instant_and_the_sweep_settles_the_policy_first(force: Force) -> None:
    urgent = force.wants_and_accepts("INVENTED", hours_ago=1)
    begins = force.now + timedelta(hours=6)
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, stricter(), effective_from=begins))
    force.forward(hours=7)
    force.tries(urgent)
    assert (urgent, "attempt", 1) in levels(force, Cause.REGRADE)


def test_an_old_escalation_is_told_under_the_policy_of_its_day(force: Force) -> None:
    urgent = force.wants_and_accepts("INVENTED", hours_ago=1)
    force.watches(hours=25)
    inspector_due = force.now.replace(hour=8)
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, stricter()))
    with force.store.reading() as connection:
        entry = find_reference(connection, urgent)
        explained = {clock.clock: clock for clock in why.explain(connection, entry, reader=force.officers.ps, now=force.now)}
    first = explained[ClockName.ARREST].levels[0]
    assert (first.due_at, first.crossed_at, first.cause) == (inspector_due, inspector_due, Cause.DUE)
    assert explained[ClockName.ARREST].policy_version == 2


def test_what_cannot_be_adopted_is_refused_and_nothing_is_kept(force: Force) -> None:
    before = force.rows()
    with pytest.raises(Invalid) as same:
        force.does("adopt-policy", officer=force.officers.admin, text=POLICY_TEXT)
    assert same.value.code == "no_difference"
    with pytest.raises(Invalid) as broken:
        force.does("adopt-policy", officer=force.officers.admin, text=stricter().replace('"5 h"', '"0 h"'), file="new.toml")
    assert broken.value.code == "policy"
    assert "new.toml, line" in broken.value.message
    with pytest.raises(Invalid) as past:
        force.does("adopt-policy", officer=force.officers.admin, text=stricter(), effective_from=force.now - timedelta(minutes=1))
    assert past.value.code == "in_the_past"
    with pytest.raises(NotAllowed) as rank:
        force.does("adopt-policy", officer=force.officers.insp, text=stricter())
    assert rank.value.code == "rank"
    assert force.rows() == before


def test_a_rehearsal_counts_a_suspended_entry_by_the_time_that_counted_before_its_pause(force: Force) -> None:
    reference = force.wants_and_accepts("PLACEHOLDER")
    force.watches(hours=7)
    force.does("suspend", reference, officer=force.officers.insp, reason="in_hospital", until=force.now + timedelta(days=3))
    force.watches(hours=2)
    with force.store.reading() as connection:
        in_effect = current_policy(connection, now=force.now)
        same = rehearse(connection, in_effect, in_effect=in_effect, now=force.now)
        shorter = read_policy(POLICY_TEXT.replace('first_attempt = "8 h"', 'first_attempt = "6 h"'), file_name="new.toml")
        new = rehearse(connection, shorter, in_effect=in_effect, now=force.now)
    assert (same.would_turn_red, same.would_no_longer_be_red, same.would_reach[Rank.SERGEANT]) == (0, 0, 0)
    assert (new.would_no_longer_be_red, new.would_reach[Rank.SERGEANT]) == (0, 1)


def test_what_came_due_after_a_pause_ended_and_before_the_switch_is_told_under_the_old_policy(force: Force) -> None:
    """Nobody swept in between: the pause and the shift that ended then are settled as the policy of their day says, before the new one holds."""
    reference = force.wants_and_accepts("INVENTED")
    force.forward(hours=6)
    force.does("suspend", reference, officer=force.officers.insp, reason="in_hospital", until=force.now + timedelta(hours=4))
    force.forward(hours=8)
    longer = POLICY_TEXT.replace('first_attempt = "8 h"', 'first_attempt = "20 h"').replace(
        'handover_inspector = "1 h"', 'handover_inspector = "30 h"'
    )
    force.does("approve", officer=force.officers.supt, proposal=proposed(force, longer))
    due, shift_end = force.now - timedelta(hours=2), force.now.replace(hour=17, minute=0)
    level, clock = schema.escalation.c, schema.clock.c
    with force.store.reading() as connection:
        found = select(clock.name, level.due_at, level.cause).join(schema.clock, clock.id == level.clock_id)
        told = {(row.name, row.due_at): row.cause for row in connection.execute(found)}
    assert told[ClockName.ATTEMPT, due] is Cause.DUE
    assert told[ClockName.HANDOVER, shift_end + timedelta(hours=1)] is Cause.DUE
