"""sweep-eight: eight processes sweeping one PostgreSQL at once, 10,000 levels due, against one process alone."""

import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from psycopg import sql
from sqlalchemy import insert, text

from tests.faults.cluster import running_server
from tests.fixtures_store import fill, made
from tests.load.measuring import Measure
from tests.load.stores import NOW
from wantedtrack.resources import resource_path
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store import schema
from wantedtrack.store.database import Store, open_shared
from wantedtrack.store.migrations import migrate
from wantedtrack.store.policy_rows import keep_policy
from wantedtrack.store.types import to_micros

LEVELS = 10_000
DUE = NOW + timedelta(hours=9)
_NUMBERS = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :many)"
SWEEPER = """
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from tests.fixtures_store import seeded_officers
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import open_shared

store, officer = open_shared(sys.argv[1]), replace(seeded_officers().ps, desktop=sys.argv[2])
# Watchers run for days: what is measured is their sweep, not their start.
due = datetime.fromisoformat(sys.argv[3])
sweep(store=store, officer=officer, now=due - timedelta(hours=2))
print("ready", flush=True)
sys.stdin.readline()
done = sweep(store=store, officer=officer, now=due)
print(len(done.detail["crossed"]), flush=True)
"""


def fill_due(store: Store, levels: int, *, each: int = 1) -> None:
    """As many attempt clocks, `each` of an entry, whose first level is due at NOW + 8 h."""
    migrate(store)
    fill(store)
    shipped = resource_path("policy", "default.toml").read_text(encoding="utf-8")
    with store.writer.begin() as connection:
        keep_policy(connection, read_policy(shipped, file_name="default.toml"), text=shipped, adopted_at=NOW)
        connection.execute(
            insert(schema.person),
            {
                "id": 1,
                "surname": "PLACEHOLDER",
                "forenames": "",
                "sort_key": "placeholder",
                "search_names": "placeholder",
                "age_estimated": False,
                "pnc_id_verified": False,
                "version": 1,
            },
        )
        at = to_micros(NOW)
        entries = (
            f"{_NUMBERS} INSERT INTO entry (id, reference, category, person_id, band, stage, circulation, offence, source, became_outstanding_at, accepted_at, added_at, "
            "restricted, flags, details, data_subject, officer_to_be_confirmed, attempt_count, version) "
            "SELECT n, 'DEMO-' || n, 'wanted', 1, 'high', 'unallocated', 'not_required', 'Theft', 'typed', :at, :at, :at, false, '[]', '{}', 'suspect', false, 0, 1 "
            "FROM number"
        )
        connection.execute(text(entries), {"at": at, "many": -(-levels // each)})
        clocks = (
            f"{_NUMBERS} INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, first_limit, paused, level, next_level, next_due_at, deadline_at) "
            "SELECT 1 + (n - 1) / :each, 'attempt', 1 + (n - 1) % :each, (SELECT id FROM ladder WHERE clock = 'attempt' AND category = 'wanted' AND band = 'high'), "
            ":at, :limit, 0, 0, 1, :at + :limit, :at + :limit FROM number"
        )
        connection.execute(text(clocks), {"at": at, "limit": 8 * 3600 * 1_000_000, "many": levels, "each": each})


def sweep_together(url: str, processes: int) -> tuple[float, list[int]]:
    """Let as many processes sweep at the same moment; gives the seconds until the last has done, and how many levels each wrote."""
    words = [sys.executable, "-c", SWEEPER, url]
    started = [
        subprocess.Popen([*words, f"PC-{number}", DUE.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    for one in started:
        assert _line(one) == "ready\n"
    began = time.perf_counter()
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    # A watcher goes on after its sweep: what Python does to leave a process is not measured either.
    wrote = [int(_line(one)) for one in started]
    seconds = time.perf_counter() - began
    for one in started:
        one.communicate()
    return seconds, wrote


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@contextmanager
def _database(server_url: str, name: str, template: str) -> Generator[str]:
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(statement)
    yield f"{server_url}/{name}"


def measures() -> Iterator[Measure]:
    with running_server() as server:
        address = f"postgresql://postgres@127.0.0.1:{server.port}"
        with _database(address, "filled", "template0") as url, made(open_shared(url)) as store:
            fill_due(store, LEVELS)
        alone, together = [], []
        for number in range(4):
            for processes, kept in ((1, alone), (8, together)):
                with _database(address, f"run_{number}_{processes}", "filled") as url:
                    seconds, wrote = sweep_together(url, processes)
                    assert sum(wrote) >= LEVELS
                    kept.append(seconds)
    yield Measure("sweep-eight", 1.5, lambda: alone[1:], lambda: together[1:], runs=0)
