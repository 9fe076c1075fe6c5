"""`python -m tests.load.sweep_table`: how long one sweep takes with so many clocks and so many of them due, on both stores, as a table."""

import shutil
import statistics
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from sqlalchemy import text

from tests.faults.cluster import running_server
from tests.fixtures_store import KEY, made, seeded_officers
from tests.load.measuring import timed
from tests.load.stores import BENCH, NOW
from tests.load.together import fill_due
from wantedtrack.deeds.escalation import sweep
from wantedtrack.store.database import Store, open_embedded, open_shared
from wantedtrack.store.types import to_micros

CLOCKS = (10_000, 100_000, 1_000_000)
DUE = (0, 100, 10_000)
_EACH = 6
_RUNS = 3
_STEP = timedelta(minutes=1)
_AT = NOW + timedelta(days=1)
_PUT_OFF = "UPDATE clock SET next_due_at = :later, deadline_at = :later"
_MAKE_DUE = (
    "DELETE FROM notice",
    "DELETE FROM escalation",
    "UPDATE clock SET level = 0, next_level = 1, started_at = :at - first_limit, next_due_at = :at WHERE id <= :due AND entry_id IS NOT NULL",
)


@contextmanager
def _embedded(clocks: int) -> Generator[Store]:
    folder = BENCH / "sweep-table"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with made(open_embedded(folder / "store.db", KEY)) as store:
        fill_due(store, clocks, each=_EACH)
    # Opened anew: the cache is as large as the store was when it was opened.
    with made(open_embedded(folder / "store.db", KEY)) as store:
        yield store


@contextmanager
def _shared(clocks: int) -> Generator[Store]:
    with running_server() as server:
        address = f"postgresql://postgres@127.0.0.1:{server.port}"
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE sweeps")
        with made(open_shared(f"{address}/sweeps")) as store:
            fill_due(store, clocks, each=_EACH)
            yield store


def _sweeps(store: Store) -> list[float]:
    """Seconds of a sweep for each number of due clocks, medians; each run's clocks are made due again before it."""
    officer, now = seeded_officers().ps, _AT
    with store.writer.begin() as connection:
        connection.execute(text(_PUT_OFF), {"later": to_micros(NOW + timedelta(days=90))})
    _tidied(store)
    sweep(store=store, officer=officer, now=now)
    told: list[float] = []
    for due in DUE:
        runs: list[float] = []
        for _ in range(_RUNS):
            now += _STEP
            with store.writer.begin() as connection:
                for statement in _MAKE_DUE:
                    words = {"at": to_micros(now) - 1, "due": due} if ":due" in statement else {}
                    connection.execute(text(statement), words)
            _tidied(store)
            runs.append(timed(lambda at=now: sweep(store=store, officer=officer, now=at)))
        told.append(statistics.median(runs))
    return told


def _tidied(store: Store) -> None:
    """What a server does by itself within a minute: the rows that were put back for the next run are no part of it."""
    if store.is_shared:
        with psycopg.connect(
            store.writer.url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
        ) as direct:
            direct.execute("VACUUM ANALYZE escalation, notice, clock, touched")


def main() -> int:
    print("| store | clocks | " + " | ".join(f"{due:,} due" for due in DUE) + " |")
    print("| --- | --- | " + " | ".join("---" for _ in DUE) + " |")
    for name, opening in (("encrypted file", _embedded), ("PostgreSQL", _shared)):
        for clocks in CLOCKS:
            with opening(clocks) as store:
                print(
                    f"| {name} | {clocks:,} | " + " | ".join(f"{seconds * 1000:,.1f} ms" for seconds in _sweeps(store)) + " |", flush=True
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
