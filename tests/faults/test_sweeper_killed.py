"""A sweeper killed between its statements: what it had recorded stays, what it had not is recorded by the next, each level once."""

import random
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from tests.deeds.force import Force
from tests.fixtures_store import KEY
from tests.journeys.program import Program
from wantedtrack.rules.entry import Band, Instant
from wantedtrack.store import journal, schema, why
from wantedtrack.store.database import Store

SWEEPER = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import event
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import open_embedded, open_shared

where, last, now = sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
store = open_shared(where) if "://" in where else open_embedded(Path(where), bytes.fromhex(sys.argv[4]))
done = 0

@event.listens_for(store.writer, "before_cursor_execute")
def count(*_):
    global done
    done += 1
    if done > last:
        os.kill(os.getpid(), signal.SIGKILL)

sweep(store=store, officer=seeded_officers().ps, now=now, batch=5)
print("finished", done, flush=True)
"""


def _sweeps_until_killed(store: Store, url: str, last: int, now: Instant) -> bool:
    """One sweep that is killed before its next statement after `last`, unless it finishes before that; tells whether it was killed."""
    where = str(store.path) if store.path is not None else url
    words = [sys.executable, "-c", SWEEPER, where, str(last), now.isoformat(), KEY.hex()]
    done = subprocess.run(words, capture_output=True, text=True, env=Program.environment(), check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def _each_level_once(force: Force, kills: int) -> None:
    for number in range(12):
        force.wants_and_accepts(f"INVENTED-{number}", (Band.HIGH, Band.MEDIUM, Band.STANDARD)[number % 3], hours_ago=number)
    chance = random.Random(52)
    url = force.store.writer.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    killed = 0
    for number in range(kills):
        force.forward(hours=6)
        if number % 4 == 0:
            force.wants_and_accepts(f"LATER-{number}", hours_ago=1)
        killed += _sweeps_until_killed(force.store, url, chance.randrange(1, 60), force.now)
        with force.store.reading() as connection:
            assert journal.verify(connection).state == "intact"
    assert killed > kills // 3
    force.sweeps()
    _nothing_is_missing_or_double(force)


def _nothing_is_missing_or_double(force: Force) -> None:
    """Each level that the policy names and whose time has come is recorded, once, and nobody was told of it twice."""
    level, notice = schema.escalation.c, schema.notice.c
    with force.store.reading() as connection:
        entries = list(connection.execute(select(schema.entry.c.id)).scalars())
        for entry in entries:
            for clock in why.explain(connection, entry, reader=force.officers.supt, now=force.now):
                due = [one for one in clock.levels if one.due_at is not None and one.due_at <= force.now]
                assert clock.stopped_at is not None or all(one.crossed_at is not None for one in due)
        written = connection.execute(select(func.count()).select_from(schema.escalation)).scalar_one()
        assert written == len(connection.execute(select(level.clock_id, level.level).distinct()).all()) > 0
        told = connection.execute(select(func.count()).select_from(schema.notice)).scalar_one()
        assert told == len(connection.execute(select(notice.escalation_id, notice.recipient, notice.round).distinct()).all()) > 0


@pytest.mark.faults
def test_ten_killed_sweepers_leave_each_level_once(force: Force) -> None:
    _each_level_once(force, 10)


@pytest.mark.faults
@pytest.mark.full
def test_a_hundred_killed_sweepers_leave_each_level_once(force: Force) -> None:
    _each_level_once(force, 100)
