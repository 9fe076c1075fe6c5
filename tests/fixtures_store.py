"""Stores for tests: real SQLCipher, real PostgreSQL, made by the migrations once and then copied, so that each test has its own."""

import os
import shutil
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

from wantedtrack.exchange.standing_data import read_standing
from wantedtrack.rules.entry import Collar, OfficerId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.database import Store, open_embedded, open_shared
from wantedtrack.store.info import Info, write_info
from wantedtrack.store.migrations import migrate

BEGAN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
"""When each test store began: a Monday morning."""

KEY = bytes(range(32))
DESKTOP = "TEST-PC-01"

SEEDED: Mapping[str, Rank | None] = {
    "DEMO-PC": Rank.CONSTABLE,
    "DEMO-PS": Rank.SERGEANT,
    "DEMO-PS2": Rank.SERGEANT,
    "DEMO-INSP": Rank.INSPECTOR,
    "DEMO-INSP2": Rank.INSPECTOR,
    "DEMO-CI": Rank.CHIEF_INSPECTOR,
    "DEMO-SUPT": Rank.SUPERINTENDENT,
    "DEMO-ADMIN": None,
}
"""The officers of a demonstration store. Source: interfaces.md section 5."""


@dataclass(frozen=True)
class Officers:
    """The seeded officers, each acting at the test's desktop."""

    by_collar: Mapping[str, Acting]

    def __getitem__(self, collar: str) -> Acting:
        return self.by_collar[collar]

    @property
    def pc(self) -> Acting:
        return self["DEMO-PC"]

    @property
    def ps(self) -> Acting:
        return self["DEMO-PS"]

    @property
    def ps2(self) -> Acting:
        return self["DEMO-PS2"]

    @property
    def insp(self) -> Acting:
        return self["DEMO-INSP"]

    @property
    def insp2(self) -> Acting:
        return self["DEMO-INSP2"]

    @property
    def ci(self) -> Acting:
        return self["DEMO-CI"]

    @property
    def supt(self) -> Acting:
        return self["DEMO-SUPT"]

    @property
    def admin(self) -> Acting:
        return self["DEMO-ADMIN"]


def seeded_officers() -> Officers:
    """The officers as every store of these fixtures has them: their ids follow the order of SEEDED, from 1."""
    return Officers(
        {
            collar: Acting(OfficerId(number), Collar(collar), rank, rank is None, DESKTOP)
            for number, (collar, rank) in enumerate(SEEDED.items(), start=1)
        }
    )


def fill(store: Store) -> None:
    """What `init --demonstration` leaves behind that every test needs: facts and officers."""
    officers = [
        {"collar": acting.collar, "rank": acting.rank, "is_administrator": acting.is_administrator, "account": acting.collar.lower()}
        for acting in seeded_officers().by_collar.values()
    ]
    with store.writer.begin() as connection:
        write_info(connection, Info("test-store", is_demonstration=True, force_code="52", began_at=BEGAN, digest_key=KEY))
        connection.execute(insert(schema.officer), officers)


def put_standing(store: Store) -> None:
    """Put the standing data that ships into a store."""
    with store.writer.begin() as connection:
        for table, rows in read_standing().items():
            connection.execute(insert(schema.METADATA.tables[table]), rows)


def put_into_one_file(store: Store) -> None:
    """Empty an embedded store's log into its file, so that the file alone can be copied."""
    with store.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")


@contextmanager
def made(store: Store) -> Generator[Store]:
    """A store that is closed afterwards."""
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def officers() -> Officers:
    """The officers of the demonstration, by collar or short name."""
    return seeded_officers()


@pytest.fixture(scope="session")
def embedded_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One SQLCipher file, migrated and filled, that each test copies."""
    path = tmp_path_factory.mktemp("embedded") / "template.db"
    with made(open_embedded(path, KEY)) as store:
        migrate(store)
        fill(store)
        put_into_one_file(store)
    return path


@pytest.fixture(scope="session")
def shared_template(postgres_url: str) -> str:
    """The name of one PostgreSQL database, migrated and filled, that each test clones."""
    name = f"template_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    with made(open_shared(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))) as store:
        migrate(store)
        fill(store)
    return name


@pytest.fixture
def embedded_store(embedded_template: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty SQLCipher store with the officers, its schema made by the migrations."""
    path = tmp_path / "store.db"
    shutil.copyfile(embedded_template, path)
    with made(open_embedded(path, KEY)) as store:
        yield store


@pytest.fixture
def shared_store(shared_template: str, make_database: Callable[..., str]) -> Iterator[Store]:
    """The same on PostgreSQL."""
    with made(open_shared(make_database(shared_template))) as store:
        yield store


@pytest.fixture(params=["embedded", "shared"])
def store(request: pytest.FixtureRequest) -> Store:
    """A test that asks for this runs twice: on SQLCipher and on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_store")


Grown = Callable[[Callable[[Store], object]], Store]


@pytest.fixture(scope="session")
def grown_templates() -> dict[tuple[str, Callable[[Store], object]], Path | str]:
    """What `grown` has made so far: by kind of store and what was put into it."""
    return {}


@pytest.fixture(params=["embedded", "shared"])
def grown(
    request: pytest.FixtureRequest, grown_templates: dict[tuple[str, Callable[[Store], object]], Path | str], tmp_path: Path
) -> Iterator[Grown]:
    """Gives a function that opens a store of the test's own into which another function has put something: once, and then copied.

    For what takes longer to put in than to copy. A test that asks for this runs twice, as with `store`.
    """
    opened: list[Store] = []

    def open_one(grow: Callable[[Store], object]) -> Store:
        template = grown_templates.get((request.param, grow))
        if request.param == "embedded":
            if template is None:
                template = _grown_file(request.getfixturevalue("embedded_template"), request.getfixturevalue("tmp_path_factory"), grow)
            path = tmp_path / f"grown-{len(opened)}.db"
            shutil.copyfile(template, path)
            store = open_embedded(path, KEY)
        else:
            if template is None:
                template = _grown_database(request.getfixturevalue("shared_template"), request.getfixturevalue("postgres_url"), grow)
            store = open_shared(request.getfixturevalue("make_database")(template))
        grown_templates[request.param, grow] = template
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


def _grown_file(template: Path, folders: pytest.TempPathFactory, grow: Callable[[Store], object]) -> Path:
    path = folders.mktemp("grown") / "template.db"
    shutil.copyfile(template, path)
    with made(open_embedded(path, KEY)) as store:
        grow(store)
        put_into_one_file(store)
    return path


def _grown_database(template: str, postgres_url: str, grow: Callable[[Store], object]) -> str:
    name = f"grown_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        copied = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        connection.execute(sql.SQL(copied).format(sql.Identifier(name), sql.Identifier(template)))
    with made(open_shared(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))) as store:
        grow(store)
    return name


def plan_of(store: Store, statement: str) -> str:
    """How SQLite would read this statement, one step a line."""
    with store.reading() as connection:
        return "\n".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")))


@contextmanager
def another_desktop(store: Store) -> Generator[Store]:
    """The same store as another desktop has it open: connections of its own, so that it meets the first one's locks."""
    if store.path is not None:
        opened = open_embedded(store.path, KEY)
    else:
        opened = open_shared(store.writer.url.render_as_string(hide_password=False))
    with made(opened) as other:
        yield other
