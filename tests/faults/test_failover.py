"""A PostgreSQL primary killed under load and its standby promoted: nothing acknowledged is lost, nothing is done twice."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.faults.cluster import Cluster, running_cluster
from tests.fixtures_store import fill, made, seeded_officers
from tests.journeys.program import Program
from wantedtrack.deeds.catalogue import perform
from wantedtrack.deeds.escalation import sweep
from wantedtrack.resources import resource_path
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store import journal, schema
from wantedtrack.store.database import Store, open_shared
from wantedtrack.store.migrations import migrate
from wantedtrack.store.policy_rows import keep_policy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

WRITER = """
import sys
from datetime import datetime, timedelta, timezone
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.catalogue import perform
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.store.database import open_shared

store, officers = open_shared(sys.argv[1]), seeded_officers()
number = 0
while True:
    number += 1
    since = datetime.now(timezone.utc) - timedelta(hours=30)
    words = {"category": "wanted", "surname": f"INVENTED-{number}", "became-outstanding-at": since, "offence": "Theft"}
    for attempt in range(4000):
        try:
            now = datetime.now(timezone.utc)
            done = perform(store=store, officer=officers.ps, now=now, deed_id=f"deed-{number}", name="add-entry", reference=None, raw=words)
            break
        except (Unavailable, NotAllowed):  # the other desktop's newest line may be a moment ahead
            continue
    print(done.reference, f"INVENTED-{number}", flush=True)
"""

SWEEPER = """
import sys
from dataclasses import replace
from datetime import datetime, timezone
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.store.database import open_shared

store, officer = open_shared(sys.argv[1]), replace(seeded_officers().ps, desktop="SWEEPS")
while True:
    for attempt in range(4000):
        try:
            done = sweep(store=store, officer=officer, now=datetime.now(timezone.utc))
            break
        except (Unavailable, NotAllowed):  # the other desktop's newest line may be a moment ahead
            continue
    for one in done.detail["crossed"]:
        print(one["reference"], one["clock"], one["cycle"], one["level"], flush=True)
"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.mark.faults
def test_a_primary_killed_under_load_loses_nothing_that_was_called_saved(cluster: Cluster) -> None:
    with cluster.primary.connect() as connection:
        connection.execute("CREATE DATABASE wanted TEMPLATE template0")
    url = cluster.url("wanted")
    with made(open_shared(url)) as store:
        migrate(store)
        fill(store)
        text = resource_path("policy", "default.toml").read_text(encoding="utf-8")
        with store.writer.begin() as connection:
            keep_policy(connection, read_policy(text, file_name="default.toml"), text=text, adopted_at=NOW)
    said, told = _saved_and_told_while_the_primary_dies(cluster, url)
    with made(open_shared(url)) as store:
        officers = seeded_officers()
        with store.reading() as connection:
            verdict = journal.verify(connection)
            people = select(schema.person.c.surname, func.count()).group_by(schema.person.c.surname)
            held = {row[0]: row[1] for row in connection.execute(people)}
            references = set(connection.execute(select(schema.entry.c.reference)).scalars())
        assert verdict.state == "intact"
        assert {reference for reference, _ in said} <= references
        assert all(held[surname] == 1 for _, surname in said)
        assert set(held.values()) == {1}
        later = datetime.now(UTC) + timedelta(hours=1)
        sweep(store=store, officer=officers.ps, now=later)
        held_levels = _levels(store)
        assert told
        assert told <= set(held_levels)
        assert len(held_levels) == len(set(held_levels))
        assert {(reference, "circulate", "1", "1") for reference, _ in said} <= set(held_levels)
        assert _notices_are_single(store)
        note = {"kind": "fact", "text": "After the failover"}
        perform(store=store, officer=officers.ps, now=later, deed_id=None, name="add-note", reference=said[0][0], raw=note)


def _levels(store: Store) -> list[tuple[str, ...]]:
    """Every level of an entry as the sweeper says it."""
    level, clock, entry = schema.escalation.c, schema.clock.c, schema.entry.c
    found = select(entry.reference, clock.name, clock.cycle, level.level).join(schema.clock, clock.id == level.clock_id)
    with store.reading() as connection:
        rows = connection.execute(found.join(schema.entry, entry.id == level.entry_id)).all()
    return [(row.reference, row.name.value, str(row.cycle), str(row.level)) for row in rows]


def _notices_are_single(store: Store) -> bool:
    notice = schema.notice.c
    with store.reading() as connection:
        told = connection.execute(select(func.count()).select_from(schema.notice)).scalar_one()
        return told == len(connection.execute(select(notice.escalation_id, notice.recipient, notice.round).distinct()).all()) > 0


def _saved_and_told_while_the_primary_dies(cluster: Cluster, url: str) -> tuple[list[tuple[str, str]], set[tuple[str, ...]]]:
    """What one desktop was told is saved and another that it recorded, before and after the server that both use dies in the middle."""
    environment = Program.environment()
    with (
        subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True, env=environment) as writer,
        subprocess.Popen([sys.executable, "-c", SWEEPER, url], stdout=subprocess.PIPE, text=True, env=environment) as sweeper,
    ):
        assert writer.stdout is not None
        assert sweeper.stdout is not None
        said = [writer.stdout.readline().split() for _ in range(20)]
        told = [sweeper.stdout.readline().split() for _ in range(5)]
        cluster.primary.kill()
        cluster.standby.promote()
        with cluster.standby.connect() as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
            connection.execute("SELECT pg_reload_conf()")
        said += [writer.stdout.readline().split() for _ in range(20)]
        told += [sweeper.stdout.readline().split() for _ in range(5)]
        for one in (writer, sweeper):
            one.kill()
        said += [line.split() for line in writer.stdout.read().splitlines()]
        told += [line.split() for line in sweeper.stdout.read().splitlines()]
    return [(one[0], one[1]) for one in said if len(one) == 2], {tuple(one) for one in told if one and one[0].startswith("DEMO-")}
