"""The sweep: each level once, true times after downtime, one notice an entry, promises that lapse, pauses that end."""

import multiprocessing
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.deeds.force import Force
from tests.fixtures_store import KEY, seeded_officers
from wantedtrack.deeds import escalation
from wantedtrack.rules.entry import Band, Instant, Stage
from wantedtrack.rules.instants import iso
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import journal, schema
from wantedtrack.store.database import open_embedded, open_shared


def _mine(crossed: list[dict[str, object]], reference: str) -> list[tuple[object, object]]:
    return [(level["clock"], level["level"]) for level in crossed if level["reference"] == reference]


def test_watched_levels_are_crossed_on_time_and_tell_all_whom_they_name(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=0)
    force.does("allocate", reference, owner="DEMO-PC")
    crossed = force.watches(hours=24)
    assert Counter(_mine(crossed, reference)) == Counter({("circulate", 1): 1, ("attempt", 1): 1, ("review", 1): 1, ("arrest", 1): 1})
    assert not any(level["late"] for level in crossed)
    assert force.told(Rank.INSPECTOR, reference) == 1
    assert force.told(Rank.SERGEANT, reference) == 4, "circulate, attempt, review, and arrest for information"


def test_after_downtime_true_times_one_notice_and_the_newest_repeat_only(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=0)
    force.sweeps()
    began = force.now
    force.forward(days=16)
    swept = force.sweeps()
    mine = {(level["clock"], level["level"]): level for level in swept["crossed"] if level["reference"] == reference}
    assert set(mine) == {
        ("circulate", 1),
        ("attempt", 1),
        ("review", 1),
        ("review", 16),
        ("arrest", 1),
        ("arrest", 2),
        ("arrest", 3),
        ("arrest", 4),
    }
    assert mine["arrest", 4]["due_at"] == iso(began + timedelta(days=14))
    assert all(level["late"] for key, level in mine.items() if key != ("review", 16))
    assert [force.told(rank, reference) for rank in Rank] == [0, 0, 0, 0, 1]
    assert swept["unwatched"][0]["from"] == iso(began)


def test_a_sweep_with_nothing_due_writes_no_line(force: Force) -> None:
    force.sweeps()
    with force.store.reading() as connection:
        before = journal.head(connection)
    force.forward(minutes=5)
    assert force.sweeps()["crossed"] == []
    with force.store.reading() as connection:
        assert journal.head(connection) == before


def test_small_batches_cross_the_same_levels_and_notify_once(force: Force) -> None:
    for number in range(30):
        force.wants_and_accepts(f"INVENTED-{number}", hours_ago=0)
    force.sweeps()
    force.forward(days=2)
    swept = force.sweeps(batch=4)
    assert Counter(level["clock"] for level in swept["crossed"] if level["clock"] != "handover") == {
        "circulate": 30,
        "attempt": 30,
        "review": 60,
        "arrest": 30,
    }
    with force.store.reading() as connection:
        notices = select(schema.escalation.c.entry_id, func.count()).join(schema.notice).where(schema.escalation.c.entry_id.is_not(None))
        assert {count for _, count in connection.execute(notices.group_by(schema.escalation.c.entry_id))} == {1}


def test_a_pause_leaves_what_was_left_and_ends_itself(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=0)
    began = force.now
    force.watches(hours=6)
    force.does("suspend", reference, officer=force.officers.insp, reason="in_hospital", until=force.now + timedelta(hours=10))
    assert force.state(reference).stage is Stage.SUSPENDED
    crossed = force.watches(hours=10)
    assert _mine(crossed, reference) == []
    assert force.state(reference).stage is Stage.UNALLOCATED
    later = force.watches(hours=3)
    assert [(level["clock"], level["due_at"]) for level in later if level["reference"] == reference] == [
        ("attempt", iso(began + timedelta(hours=18)))
    ]


def test_a_deed_cannot_outrun_a_level_that_is_due(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=0)
    force.sweeps()
    force.forward(hours=9)
    force.tries(reference)
    with force.store.reading() as connection:
        level = schema.escalation.c
        names = select(schema.clock.c.name).join(schema.escalation, level.clock_id == schema.clock.c.id).where(level.entry_id.is_not(None))
        assert sorted(name.value for name in connection.execute(names).scalars()) == ["attempt", "circulate"]


def test_a_regrade_records_what_it_passes_and_uncrosses_nothing(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD, hours_ago=0)
    force.watches(hours=30)
    force.does("regrade", reference, band="high", rationale="Weapons")
    with force.store.reading() as connection:
        level = schema.escalation.c
        rows = connection.execute(select(level.cause, level.rank).where(level.entry_id.is_not(None)).order_by(level.id)).all()
    assert [row.cause.value for row in rows] == ["regrade"] * 4
    assert force.told(Rank.INSPECTOR, reference) == 1


def test_an_acknowledgement_rests_repeats_until_it_lapses(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED", hours_ago=0)
    force.tries(reference, next_by=force.now + timedelta(hours=8))
    force.does("set-circulation", reference, state="circulated", reference="R1")
    force.watches(hours=24)
    with force.store.reading() as connection:
        n, e, c = schema.notice.c, schema.escalation.c, schema.clock.c
        found = select(n.id).join(schema.escalation, e.id == n.escalation_id).join(schema.clock, c.id == e.clock_id)
        notice = connection.execute(found.where(c.name == "review", n.recipient == "rank:sergeant")).scalar_one()
    promised = force.now + timedelta(hours=30)
    done = force.does("acknowledge", notice=notice, next_step="Look at it", by=promised)
    assert done.detail["lapses_at"] == "2026-03-03T17:30:00Z", "half an hour after the end of the shift, which is earlier than the promise"
    before = force.told(Rank.SERGEANT, reference)
    assert _mine(force.watches(hours=8), reference) == []
    assert force.told(Rank.SERGEANT, reference) == before
    assert _mine(force.watches(hours=1), reference) == [], "a lapse is a notice anew, not a level"
    assert force.told(Rank.SERGEANT, reference) == before + 1
    assert ("review", 2) in _mine(force.watches(hours=16), reference), "repeats run again"


def _sweep_as(desktop: int, path: str, url: str, now: Instant) -> int:
    store = open_shared(url) if url else open_embedded(Path(path), KEY)
    officer = seeded_officers().ps
    acting = type(officer)(officer.officer, officer.collar, officer.rank, officer.is_administrator, f"PC-{desktop}")
    try:
        return len(escalation.sweep(store=store, officer=acting, now=now, batch=20).detail["crossed"])
    finally:
        store.close()


@pytest.mark.parametrize("sweepers", [8])
def test_eight_sweepers_at_once_cross_each_level_once(force: Force, sweepers: int) -> None:
    for number in range(60):
        force.wants_and_accepts(f"INVENTED-{number}", hours_ago=0)
    force.sweeps()
    force.forward(days=4)
    path = str(force.store.path or "")
    url = "" if force.store.path else force.store.writer.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(sweepers) as pool:
        counts = pool.starmap(_sweep_as, [(number, path, url, force.now) for number in range(sweepers)])
    with force.store.reading() as connection:
        level, notice = schema.escalation.c, schema.notice.c
        written = connection.execute(select(func.count()).select_from(schema.escalation)).scalar_one()
        keys = connection.execute(select(level.clock_id, level.level).distinct()).all()
        told = connection.execute(
            select(func.count()).join(schema.escalation).where(level.entry_id.is_not(None)).select_from(schema.notice)
        ).scalar_one()
        assert notice.id is not None
        assert journal.verify(connection).state == "intact"
    assert sum(counts) == written == len(keys)
    assert told == 60
