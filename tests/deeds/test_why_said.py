"""How much a clock is over is one figure wherever it stands; where a level was crossed by another limit, or a clock rests, that is said."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.deeds.force import POLICY_TEXT, Force
from wantedtrack.rules.entry import Band, ClockName, EntryRow
from wantedtrack.rules.spans import in_words
from wantedtrack.store import queue, why
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.why import ClockExplained

HOSPITAL = {"reason": "in_hospital"}


def explained(force: Force, reference: str) -> dict[ClockName, ClockExplained]:
    with force.store.reading() as connection:
        found = why.explain(connection, find_reference(connection, reference), reader=force.officers.ps, now=force.now)
    return {clock.clock: clock for clock in found}


def row_of(force: Force, reference: str) -> EntryRow:
    with force.store.reading() as connection:
        (row,) = queue.rows(connection, [find_reference(connection, reference)], reader=force.officers.ps)
    return row


def test_after_a_band_was_raised_both_figures_are_said_and_why_they_differ(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.does("set-circulation", reference, state="not_required", reason="Invented")
    force.forward(days=8)
    force.sweeps()
    force.does("regrade", reference, band="high", rationale="Weapons")
    force.forward(hours=1)
    row, clocks = row_of(force, reference), explained(force, reference)
    assert row.worst_clock is ClockName.ATTEMPT
    assert row.due_at is not None
    over = in_words(force.now - row.due_at)
    assert over == "7 d 17 h"
    attempt = clocks[ClockName.ATTEMPT]
    assert attempt.first_due_at == row.due_at
    assert attempt.is_by_earlier_figures
    assert attempt.sentence == (
        "Nobody has tried to arrest for 8 d 1 h. It is 7 d 17 h over by the limit that holds now, 8 h, and has reached the sergeant. "
        "The sergeant’s level was due Mon 9 Mar 09:00, 25 h ago, by the limit before: the band has changed since."
    )
    assert attempt.levels[0].crossed_at == datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert not clocks[ClockName.ARREST].is_by_earlier_figures


def test_a_band_lowered_after_the_level_was_told_says_that_it_stands(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    force.watches(hours=9)
    asked = force.does("regrade", reference, officer=force.officers.insp, band="standard", rationale="Calmer")
    force.does("approve", officer=force.officers.insp2, proposal=asked.proposal)
    assert explained(force, reference)[ClockName.ATTEMPT].sentence == (
        "Nobody has tried to arrest for 9 h. It has reached the sergeant. The sergeant’s level was due Mon 2 Mar 17:00, 60 min ago, "
        "by the limit before: the band has changed since. What was told stands; by the limit that holds now, 7 d, it is due Mon 9 Mar 09:00."
    ).replace("60 min", "1 h")


def test_a_level_crossed_under_another_policy_says_so(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.HIGH)
    force.watches(hours=9)
    asked = force.does(
        "adopt-policy", officer=force.officers.admin, text=POLICY_TEXT.replace('first_attempt = "8 h"', 'first_attempt = "6 h"')
    )
    force.does("approve", officer=force.officers.supt, proposal=asked.proposal)
    force.forward(minutes=1)
    force.sweeps()
    said = explained(force, reference)[ClockName.ATTEMPT].sentence
    assert "3 h 1 min over by the limit that holds now, 6 h" in said
    assert "was due Mon 2 Mar 17:00, 1 h 1 min ago, by the limit before: the policy has changed since." in said


def test_while_it_rests_it_says_until_when_and_what_is_left_then(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.does("set-circulation", reference, state="not_required", reason="Invented")
    force.forward(days=2)
    until = force.now + timedelta(days=10)
    force.does("suspend", reference, officer=force.officers.insp, until=until, **HOSPITAL)
    force.forward(days=1)
    attempt = explained(force, reference)[ClockName.ATTEMPT]
    assert attempt.sentence == (
        "Nobody has tried to arrest for 2 d, 24 h of pause not counted. "
        "It rests since Wed 4 Mar 09:00 and until Sat 14 Mar 09:00 at most, then with 5 d left before the sergeant is told."
    ).replace("for 2 d,", "for 48 h,")
    row = row_of(force, reference)
    assert (row.due_at, row.rests_until, row.rests_left) == (None, until, timedelta(days=5))


@pytest.mark.parametrize("sweeps", [False, True])
def test_a_rest_whose_end_has_passed_counts_from_there_whether_or_not_a_sweep_came_by(force: Force, *, sweeps: bool) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.does("suspend", reference, officer=force.officers.insp, until=force.now + timedelta(days=1), **HOSPITAL)
    force.forward(days=3)
    if sweeps:
        force.sweeps()
    attempt = explained(force, reference)[ClockName.ATTEMPT]
    assert (attempt.elapsed, attempt.paused) == (timedelta(days=2), timedelta(days=1))
    assert attempt.first_due_at == datetime(2026, 3, 10, 9, tzinfo=UTC)
    ended = "Its rest ended Tue 3 Mar 09:00; the next check lets it run on. "
    assert (ended in attempt.sentence) is not sweeps
    assert attempt.sentence.endswith("The sergeant is told in 5 d, Tue 10 Mar 09:00.")
