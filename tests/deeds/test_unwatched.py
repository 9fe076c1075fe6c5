"""The hours in which nobody watched: counted once, with what a deed had recorded before the sweep came, and told in one line."""

from datetime import timedelta

from sqlalchemy import delete, text

from tests.deeds.force import Force
from wantedtrack.deeds.escalation import beat
from wantedtrack.rules.entry import Band, ClockName
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema_record as record
from wantedtrack.store import why
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.watching import WatchState, status


def test_what_a_deed_recorded_before_the_sweep_is_counted_into_the_unwatched_hours(force: Force) -> None:
    first, second = force.wants_and_accepts("PLACEHOLDER"), force.wants_and_accepts("PLACEHOLDER-2")
    force.sweeps()
    force.forward(hours=30)
    force.tries(first)
    swept = force.sweeps()
    assert {level["reference"] for level in swept["crossed"] if level["clock"] != "handover"} == {second}
    with force.store.reading() as connection:
        span = status(connection, now=force.now).unwatched[0]
    # Each of the two: circulate, attempt, the first review, the inspector's level.
    assert (span.entries, span.crossed - span.shifts) == (2, 8)
    assert swept["unwatched"][0]["crossed"] == span.crossed
    assert "2 entries crossed 8 levels" in span.sentence
    assert span.sentence.startswith("No desktop was running from Mon 2 Mar 09:00 to Tue 3 Mar 15:00")


def test_a_second_sweep_at_once_says_nothing_of_a_span_that_the_first_has_kept(force: Force) -> None:
    force.sweeps()
    force.forward(hours=5)
    assert len(force.sweeps()["unwatched"]) == 1
    assert force.sweeps()["unwatched"] == []


def test_hours_drained_in_several_batches_are_one_span_with_all_that_crossed(force: Force) -> None:
    for number in range(5):
        force.wants_and_accepts(f"PLACEHOLDER-{number}")
    force.sweeps()
    force.forward(hours=9)
    swept = force.sweeps(batch=2)
    assert [span["crossed"] for span in swept["unwatched"]] == [sum(1 for level in swept["crossed"] if level["late"])]


def test_a_policy_version_that_is_missing_stops_nothing_and_is_told(force: Force) -> None:
    reference = force.wants_and_accepts("PLACEHOLDER")
    with force.store.writer.begin() as connection:
        connection.execute(delete(record.policy_version))
    force.forward(hours=9)
    swept = force.sweeps()
    assert {level["clock"] for level in swept["crossed"] if level["reference"] == reference} == {"circulate", "attempt"}
    assert force.wants_and_accepts("PLACEHOLDER-2")
    with force.store.reading() as connection:
        assert status(connection, now=force.now).policies_lost == (1,)


def test_a_clock_whose_limits_are_lost_holds_up_no_other_and_says_so(force: Force) -> None:
    broken, whole = force.wants_and_accepts("PLACEHOLDER"), force.wants_and_accepts("PLACEHOLDER-2", Band.MEDIUM)
    with force.store.writer.begin() as connection:
        high = "SELECT id FROM ladder WHERE clock = 'attempt' AND category = 'wanted' AND band = 'high'"
        connection.execute(text(f"DELETE FROM ladder_level WHERE ladder_id IN ({high})"))
    force.forward(hours=50)
    crossed = force.sweeps(batch=1)["crossed"]
    assert (whole, "attempt") in {(level["reference"], level["clock"]) for level in crossed}
    assert (broken, "arrest") in {(level["reference"], level["clock"]) for level in crossed}
    force.forward(seconds=30)
    assert force.sweeps()["crossed"] == []
    with force.store.reading() as connection:
        told = status(connection, now=force.now)
        explained = why.explain(connection, find_reference(connection, broken), reader=force.officers.ps, now=force.now)
    assert (told.state, told.limits_lost) == (WatchState.RED, True)
    (lost,) = [clock for clock in explained if clock.clock is ClockName.ATTEMPT]
    assert "limits are not known" in lost.sentence


def test_an_old_level_is_explained_under_the_policy_of_its_day(force: Force) -> None:
    reference = force.wants_and_accepts("PLACEHOLDER")
    force.watches(hours=25)
    text_of_2 = text_with(force, 'chief_inspector = "72 h"', 'chief_inspector = "26 h"')
    asked = force.does("adopt-policy", officer=force.officers.ci, text=text_of_2, file="new.toml")
    force.does("approve", officer=force.officers.supt, proposal=asked.proposal)
    force.watches(hours=3)
    with force.store.reading() as connection:
        explained = why.explain(connection, find_reference(connection, reference), reader=force.officers.ps, now=force.now)
    (arrest,) = [clock for clock in explained if clock.clock is ClockName.ARREST]
    assert arrest.policy_version == 2
    assert [(level.rank, level.policy_version) for level in arrest.levels[:2]] == [(Rank.INSPECTOR, 1), (Rank.CHIEF_INSPECTOR, 2)]
    assert arrest.limits == "wanted, high: inspector 24 h, chief inspector 26 h, superintendent 7 d, then every 7 d"


def text_with(force: Force, old: str, new: str) -> str:
    with force.store.reading() as connection:
        held = connection.execute(text("SELECT text FROM policy_version WHERE version = 1")).scalar_one()
    assert old in held
    return str(held).replace(old, new, 1)


def test_who_is_silent_is_missed_and_who_says_goodbye_is_not(force: Force) -> None:
    beat(store=force.store, officer=force.officers.ps, now=force.now)
    force.sweeps()
    began = force.now
    force.now += timedelta(minutes=6)
    with force.store.reading() as connection:
        told = status(connection, now=force.now)
    assert [one.desktop for one in told.behind] == [force.officers.ps.desktop]
    beat(store=force.store, officer=force.officers.ps, now=force.now, is_last=True)
    with force.store.reading() as connection:
        told = status(connection, now=force.now)
    assert (told.behind, told.watching) == ((), ())
    assert told.as_of(began + timedelta(minutes=11)).state is WatchState.RED
    assert told.as_of(began + timedelta(minutes=11)).unwatched_since == began
