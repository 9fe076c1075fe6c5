"""Eight processes sweep one store at once: each level is recorded once, and nobody is told of it twice."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from tests.deeds.force import Force
from tests.fixtures_store import KEY
from tests.journeys.program import Program
from wantedtrack.rules.entry import Band
from wantedtrack.store import journal, schema
from wantedtrack.store import schema_record as record

PROCESSES = 8
SWEEPER = """
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import open_embedded, open_shared

where, key, name, now = sys.argv[1:]
store = open_shared(where) if "://" in where else open_embedded(Path(where), bytes.fromhex(key))
print("ready", flush=True)
sys.stdin.readline()
done = sweep(store=store, officer=replace(seeded_officers().ps, desktop=name), now=datetime.fromisoformat(now), batch=7)
print(len(done.detail["crossed"]), len(done.detail["unwatched"]), flush=True)
"""


@pytest.mark.faults
def test_eight_sweepers_at_once_record_each_level_once(force: Force) -> None:
    for number in range(40):
        force.wants_and_accepts(f"INVENTED-{number}", (Band.HIGH, Band.MEDIUM, Band.STANDARD)[number % 3], hours_ago=number)
    force.sweeps()
    force.forward(days=9)
    url = force.store.writer.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    where = str(force.store.path) if force.store.path is not None else url
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SWEEPER, where, KEY.hex(), f"PC-{number}", force.now.isoformat()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=Program.environment(),
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate()[0].split() for one in started]
    assert [one.returncode for one in started] == [0] * PROCESSES
    level, notice = schema.escalation.c, schema.notice.c
    with force.store.reading() as connection:
        recorded = select(func.count()).select_from(schema.escalation).where(level.recorded_at == force.now)
        assert connection.execute(recorded).scalar_one() == sum(int(crossed) for crossed, _ in said) > 100
        written = connection.execute(select(func.count()).select_from(schema.escalation)).scalar_one()
        assert written == len(connection.execute(select(level.clock_id, level.level).distinct()).all())
        told = connection.execute(select(func.count()).select_from(schema.notice)).scalar_one()
        assert told == len(connection.execute(select(notice.escalation_id, notice.recipient, notice.round).distinct()).all())
        spans = connection.execute(select(func.count()).select_from(record.unwatched).where(record.unwatched.c.to_at == force.now))
        assert spans.scalar_one() == sum(int(ended) for _, ended in said) == 1
        assert journal.verify(connection).state == "intact"
    assert force.sweeps()["crossed"] == []
