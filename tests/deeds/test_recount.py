"""Whatever deeds an entry sees, its escalations in the store are those of a recount that shares no code with the program."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from psycopg import sql

from tests.deeds.recounted_entries import Lived
from tests.fixtures_store import KEY, made
from tests.rules.following import half_hour, instant
from tests.rules.histories import History, Step, histories
from tests.rules.recount import Recount
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store.database import Store, open_embedded, open_shared
from wantedtrack.store.policy_rows import keep_policy

SHIPPED = (Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8")
FreshStore = Callable[[], AbstractContextManager[Store]]


@pytest.fixture
def embedded_fresh(embedded_template: Path, tmp_path: Path) -> FreshStore:
    """Gives a function that opens a store of its own for each history."""
    numbers = count()

    @contextmanager
    def opened() -> Generator[Store]:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(embedded_template, path)
        with made(open_embedded(path, KEY)) as store:
            yield _with_policy(store)
        path.unlink()

    return opened


@pytest.fixture
def shared_fresh(shared_template: str, postgres_url: str) -> FreshStore:
    """The same on PostgreSQL; each database goes with its history, so that hundreds fit."""
    numbers = count()

    @contextmanager
    def opened() -> Generator[Store]:
        name = f"history_{os.getpid()}_{next(numbers)}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            copied = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
            connection.execute(sql.SQL(copied).format(sql.Identifier(name), sql.Identifier(shared_template)))
            try:
                with made(open_shared(urlsplit(postgres_url)._replace(path=f"/{name}").geturl())) as store:
                    yield _with_policy(store)
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    return opened


def _with_policy(store: Store) -> Store:
    with store.writer.begin() as connection:
        keep_policy(connection, read_policy(SHIPPED, file_name="default.toml"), text=SHIPPED, adopted_at=instant(0))
    return store


# An outcome during a suspension: the suspension's own end must not bring the arrested person's entry back to life.
ARRESTED_WHILE_SUSPENDED = History(
    "wanted",
    0,
    (Step(1, "accept", "high"), Step(2, "suspend", 40), Step(20, "outcome"), Step(200, "circulation", "not_required"), Step(210, "close")),
)


def hold_against_the_recount(fresh_store: FreshStore, history: History) -> None:
    """The same levels of the same cycles, once each, each due at exactly the instant of the recount, whatever its cause."""
    recount = Recount(history.category, history.outstanding)
    with fresh_store() as store:
        lived = Lived(store, history.category, begins=0, outstanding=history.outstanding, instant=instant, half_hour=half_hour)
        for step in history.steps:
            recount.happens(step.at, step.what, step.word)
            lived.step(step)
            if step.what != "wakes":
                lived.sweep(step.at)
        found = lived.escalations()
    assert len(found) == len(recount.told)
    assert {told for told, _ in found} == set(recount.told)


SHARED_FIXTURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=20, suppress_health_check=SHARED_FIXTURE)
@example(history=ARRESTED_WHILE_SUSPENDED)
@given(history=histories())
def test_the_store_tells_what_an_independent_recount_tells(embedded_fresh: FreshStore, history: History) -> None:
    hold_against_the_recount(embedded_fresh, history)


@settings(max_examples=3, suppress_health_check=SHARED_FIXTURE)
@example(history=ARRESTED_WHILE_SUSPENDED)
@given(history=histories())
def test_a_server_tells_what_an_independent_recount_tells(shared_fresh: FreshStore, history: History) -> None:
    hold_against_the_recount(shared_fresh, history)


@pytest.mark.full
@settings(max_examples=2_000, suppress_health_check=SHARED_FIXTURE)
@given(history=histories())
def test_the_store_tells_what_an_independent_recount_tells_two_thousand_times(embedded_fresh: FreshStore, history: History) -> None:
    hold_against_the_recount(embedded_fresh, history)


@pytest.mark.full
@settings(max_examples=300, suppress_health_check=SHARED_FIXTURE)
@given(history=histories())
def test_a_server_tells_what_an_independent_recount_tells_three_hundred_times(shared_fresh: FreshStore, history: History) -> None:
    hold_against_the_recount(shared_fresh, history)
