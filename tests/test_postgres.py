"""The PostgreSQL that the store's tests stand on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent

TWO_WORKERS = """
import os
import psycopg
import pytest

@pytest.mark.parametrize("turn", range(4))
def test_each_worker_has_a_server_of_its_own(postgres_url, turn):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS workers (name text)")
        connection.execute("INSERT INTO workers VALUES (%s)", [os.environ["PYTEST_XDIST_WORKER"]])
        names = {row[0] for row in connection.execute("SELECT name FROM workers")}
    assert names == {os.environ["PYTEST_XDIST_WORKER"]}
"""


def test_the_server_is_one_that_a_force_may_run(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version >= 150000


def test_a_database_made_from_a_template_has_its_tables_and_is_gone_afterwards(
    make_database: Callable[..., str], postgres_url: str
) -> None:
    template = make_database()
    with psycopg.connect(template) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        name = connection.info.dbname
    with psycopg.connect(make_database(name)) as copy:
        assert copy.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    assert name not in postgres_url


def test_two_workers_at_once_have_two_servers(tmp_path: Path) -> None:
    (tmp_path / "test_workers.py").write_text(TWO_WORKERS, encoding="utf-8")
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.conftest",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run([*command, str(tmp_path)], cwd=ROOT, env=outer, capture_output=True, text=True, check=False, timeout=120)
    assert "4 passed" in done.stdout, done.stdout + done.stderr
