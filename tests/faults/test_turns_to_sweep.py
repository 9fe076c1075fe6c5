"""One desktop sweeps a shared store at a time: who waits, what he finds afterwards, and what becomes of it where the one that sweeps dies."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, func, select, text

from tests.deeds.force import Force
from tests.fixtures_store import Officers
from tests.journeys.program import Program
from wantedtrack.rules.entry import Instant
from wantedtrack.store import journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.database import Store

STOPS_AFTER_ONE_BATCH = """
import sys
from dataclasses import replace
from datetime import datetime
from sqlalchemy import event
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import open_shared

store = open_shared(sys.argv[1])

begun = []

@event.listens_for(store.writer, "begin")
def before_a_batch(connection):
    begun.append(1)
    if len(begun) == 2:
        print("stopped", flush=True)
        sys.stdin.readline()

sweep(store=store, officer=replace(seeded_officers().ps, desktop="PC-STOPPED"), now=datetime.fromisoformat(sys.argv[2]), batch=3)
print("finished", flush=True)
"""
SWEEPS = """
import sys
from dataclasses import replace
from datetime import datetime
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import open_shared

now = datetime.fromisoformat(sys.argv[2])
done = sweep(store=open_shared(sys.argv[1]), officer=replace(seeded_officers().ps, desktop=sys.argv[3]), now=now, batch=3)
print(len(done.detail["crossed"]), done.detail["another_swept"], flush=True)
"""
_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"


@pytest.fixture
def force(shared_store: Store, officers: Officers) -> Force:
    return Force(shared_store, officers)


def _start(force: Force, code: str, *words: str) -> subprocess.Popen[str]:
    url = force.store.writer.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    told = [sys.executable, "-c", code, url, force.now.isoformat(), *words]
    return subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=Program.environment())


@contextmanager
def _stopped_between_batches(force: Force) -> Generator[subprocess.Popen[str]]:
    holder = _start(force, STOPS_AFTER_ONE_BATCH)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "stopped\n"
        yield holder
    finally:
        holder.kill()
        holder.communicate()


def _wait_until_waiting(engine: Engine, many: int) -> None:
    """Until so many sessions wait for a turn; the runner's time limit ends a wait that never does."""
    with engine.connect() as connection:
        while connection.execute(text(_WAITING)).scalar_one() < many:
            connection.rollback()


def _levels(force: Force, now: Instant) -> int:
    with force.store.reading() as connection:
        recorded = select(func.count()).select_from(schema.escalation).where(schema.escalation.c.recorded_at == now)
        return connection.execute(recorded).scalar_one()


@pytest.mark.faults
def test_who_waits_for_a_sweeper_that_is_killed_crosses_what_it_left(force: Force) -> None:
    for number in range(12):
        force.wants_and_accepts(f"INVENTED-{number}", hours_ago=0)
    reference = force.wants_and_accepts("INVENTED-BUSY", hours_ago=0)
    force.sweeps()
    force.forward(days=2)
    with _stopped_between_batches(force) as holder:
        begun = _levels(force, force.now)
        assert begun > 0
        force.tries(reference)
        waiting = [_start(force, SWEEPS, f"PC-{number}") for number in range(2)]
        _wait_until_waiting(force.store.reader, len(waiting))
        own = _levels(force, force.now)
        holder.kill()
        said = [one.communicate()[0].split() for one in waiting]
    assert [one.returncode for one in waiting] == [0, 0]
    assert {words[1] for words in said} == {"True"}, "each answer tells that another desktop was sweeping"
    assert sum(int(words[0]) for words in said) == _levels(force, force.now) - own > 0
    desktop, level = record.desktop.c, schema.escalation.c
    with force.store.reading() as connection:
        rows = {row.name: row for row in connection.execute(select(record.desktop))}
        assert {rows[name].last_sweep_at for name in ("PC-0", "PC-1")} == {force.now}
        running = select(func.count()).select_from(schema.clock).where(schema.clock.c.next_due_at.is_not(None))
        assert {rows[name].looked_at for name in ("PC-0", "PC-1")} == {connection.execute(running).scalar_one()}
        assert "PC-STOPPED" not in rows, "a sweep that was killed never finished"
        written = connection.execute(select(func.count()).select_from(schema.escalation)).scalar_one()
        assert written == len(connection.execute(select(level.clock_id, level.level).distinct()).all())
        assert connection.execute(select(func.max(desktop.last_sweep_at))).scalar_one() == force.now
        assert journal.verify(connection).state == "intact"
    assert force.sweeps()["crossed"] == []


@pytest.mark.faults
def test_who_waits_for_a_sweeper_that_finishes_has_nothing_left_and_says_so(force: Force) -> None:
    for number in range(9):
        force.wants_and_accepts(f"INVENTED-{number}", hours_ago=0)
    force.sweeps()
    force.forward(days=2)
    with _stopped_between_batches(force) as holder:
        waiting = _start(force, SWEEPS, "PC-WAITS")
        _wait_until_waiting(force.store.reader, 1)
        assert holder.communicate("go\n")[0] == "finished\n"
        assert waiting.communicate()[0] == "0 True\n"
    with force.store.reading() as connection:
        rows = {row.name: row for row in connection.execute(select(record.desktop))}
    assert rows["PC-WAITS"].last_sweep_at == rows["PC-STOPPED"].last_sweep_at == force.now
    assert rows["PC-WAITS"].looked_at == rows["PC-STOPPED"].looked_at
    assert force.sweeps()["another_swept"] is False


@pytest.mark.faults
@pytest.mark.full
def test_a_sweeper_that_fell_asleep_in_its_turn_costs_the_others_a_wait_and_no_level(force: Force) -> None:
    for number in range(9):
        force.wants_and_accepts(f"INVENTED-{number}", hours_ago=0)
    force.sweeps()
    force.forward(days=2)
    with _stopped_between_batches(force):
        swept = force.sweeps()
        assert swept["crossed"]
        assert swept["another_swept"] is True
    assert force.sweeps()["crossed"] == []
