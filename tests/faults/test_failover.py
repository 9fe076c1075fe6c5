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
from wantedtrack.store.database import open_shared
from wantedtrack.store.migrations import migrate
from wantedtrack.store.policy_rows import keep_policy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

WRITER = """
import sys
from datetime import datetime, timedelta, timezone
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.catalogue import perform
from wantedtrack.errors import Unavailable
from wantedtrack.store.database import open_shared

store, officers = open_shared(sys.argv[1]), seeded_officers()
now = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
number = 0
while True:
    number += 1
    words = {"category": "wanted", "surname": f"INVENTED-{number}", "became-outstanding-at": now - timedelta(hours=1), "offence": "Theft"}
    for attempt in range(400):
        try:
            done = perform(store=store, officer=officers.ps, now=now, deed_id=f"deed-{number}", name="add-entry", reference=None, raw=words)
            break
        except Unavailable:
            continue
    print(done.reference, f"INVENTED-{number}", flush=True)
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
    said = _saved_while_the_primary_dies(cluster, url)
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
        later = NOW + timedelta(hours=30)
        crossed = sweep(store=store, officer=officers.ps, now=later).detail["crossed"]
        assert len({(one["reference"], one["clock"], one["cycle"], one["level"]) for one in crossed}) == len(crossed) >= len(said)
        note = {"kind": "fact", "text": "After the failover"}
        perform(store=store, officer=officers.ps, now=later, deed_id=None, name="add-note", reference=said[0][0], raw=note)


def _saved_while_the_primary_dies(cluster: Cluster, url: str) -> list[tuple[str, str]]:
    """What a desktop was told is saved, before and after the server that it writes to dies in the middle."""
    environment = Program.environment()
    with subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().split() for _ in range(20)]
        cluster.primary.kill()
        cluster.standby.promote()
        with cluster.standby.connect() as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
            connection.execute("SELECT pg_reload_conf()")
        said += [writer.stdout.readline().split() for _ in range(20)]
        writer.kill()
        said += [line.split() for line in writer.stdout.read().splitlines()]
    return [(words[0], words[1]) for words in said if len(words) == 2]
