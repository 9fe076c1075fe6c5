"""The one place that opens a database: SQLCipher for one desktop, PostgreSQL for several. Nothing else imports a driver.

Answers the threats "a desktop that dies" (WAL, synchronous=FULL) and "a stolen desktop" (SQLCipher, secure_delete) of trust.md.
"""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import Instant
from wantedtrack.store.compiled import share_statements
from wantedtrack.store.types import from_micros

_BUSY_MS = 5000
_ASLEEP_MS = 60_000
_POSTGRES_PORT = 5432
_SMALLEST_CACHE_KIB = 16 * 1024
_LARGEST_CACHE_KIB = 1024 * 1024


class Store:
    """An open store: `reading()` gives connections that cannot write; writing goes through `store.writing.carry_out` alone."""

    def __init__(self, *, writer: Engine, reader: Engine, path: Path | None, open_copy: "Callable[[Path], Store] | None" = None) -> None:
        """Keep both engines; `path` is the file of an embedded store, None for PostgreSQL. `open_copy` opens another file with the same key."""
        self._open_copy = open_copy
        self._writer = writer
        self.reader = reader
        self.path = path
        self._no_writing: Unavailable | None = None

    @property
    def writer(self) -> Engine:
        """The engine that writes. Raises Unavailable on a store that is open for reading only."""
        if self._no_writing is not None:
            raise self._no_writing
        return self._writer

    @property
    def read_only_because(self) -> str | None:
        """The sentence that says why nothing can be written, None where writing is open."""
        return None if self._no_writing is None else self._no_writing.message

    def for_reading_only(self, message: str, *, code: str) -> "Store":
        """The same store, without writing: whatever would write raises Unavailable with this sentence."""
        closed = Store(writer=self._writer, reader=self.reader, path=self.path, open_copy=self._open_copy)
        closed._no_writing = Unavailable(message, code=code)
        return closed

    @property
    def is_shared(self) -> bool:
        """Whether several desktops share it (PostgreSQL)."""
        return self.path is None

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection in one read-only transaction: all reads in it see the same moment. Raises Unavailable."""
        with in_words(), self.reader.connect() as connection:
            yield connection

    def server_now(self) -> Instant:
        """The database's own clock, for the shared mode. Raises Unavailable."""
        with self.reading() as connection:
            return from_micros(
                int(connection.execute(text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")).scalar_one())
            )

    def copy_file(self, target: Path) -> None:
        """Write one moment of an embedded store to a new file, encrypted with the same key, and wait until the disk has it.

        Other desktops may go on working meanwhile. Raises Unavailable; `target` may then be there in part.
        """
        raw = self._writer.raw_connection()
        try:
            # Straight on the driver: VACUUM stands outside a transaction, and SQLAlchemy always opens one.
            raw.cursor().execute("VACUUM INTO ?", (str(target),))
        except self._writer.dialect.loaded_dbapi.Error as error:
            told = words_for(error)
            if told is None:
                raise
            raise told from None
        finally:
            raw.close()
        with target.open("rb+") as written:
            os.fsync(written.fileno())

    def compact(self, tables: Sequence[str]) -> bool:
        """Write the store anew without what was deleted, and empty its log; answers False where somebody is reading the log just now.

        A shared store's tables are written anew by its server, as far as this login owns them. Raises Unavailable.
        """
        raw = self._writer.raw_connection()
        try:
            if self.is_shared:
                return _compact_on_server(raw.driver_connection, tables)
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except self._writer.dialect.loaded_dbapi.Error as error:
            told = words_for(error)
            if told is None:
                raise
            raise told from None
        else:
            return not busy
        finally:
            raw.close()

    def open_copy(self, path: Path) -> "Store":
        """Open a copy of this embedded store, which has the same key."""
        assert self._open_copy is not None  # noqa: S101 (only an embedded store has copies)
        return self._open_copy(path)

    def close(self) -> None:
        """Let go of every connection."""
        self._writer.dispose()
        self.reader.dispose()


def open_embedded(path: Path, key: bytes) -> Store:
    """Open the SQLCipher file with its 32-byte key, making the file if missing; its schema is the caller's to check.

    Raises Unavailable("wrong_key") where the key does not open it, Unavailable("store") where the file cannot be reached.
    """
    with suppress(OSError):
        # What cannot be made here SQLite tells in words below. It makes a file that no group can write, whatever the home allows; the process's umask says who may (`Home.guard_new_files`).
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o660))
    store = _embedded(path, key)
    with in_words(), store.writer.connect() as connection:
        connection.execute(_IS_OPEN)
    share_statements(store.writer, store.reader)
    return store


def look_in_embedded(path: Path, key: bytes) -> Store:
    """Open the SQLCipher file to read in it: it is not made, and no lock is taken that a writer waits for. Raises as `open_embedded`."""
    store = _embedded(path, key).for_reading_only("The store was opened to be read only, so nothing was saved.", code="read_only")
    with store.reading() as connection:
        connection.execute(_IS_OPEN)
    return store


_IS_OPEN = text("SELECT count(*) FROM sqlite_master")


def _embedded(path: Path, key: bytes) -> Store:
    return Store(
        writer=_sqlite_engine(path, key, writes=True),
        reader=_sqlite_engine(path, key, writes=False),
        path=path,
        open_copy=lambda copy: open_embedded(copy, key),
    )


def open_shared(url: str) -> Store:
    """Open the PostgreSQL database at this URL; several hosts may stand in it. Raises Unavailable("server")."""
    store = Store(writer=_postgres_engine(url, writes=True), reader=_postgres_engine(url, writes=False), path=None)
    with store.reading() as connection:
        connection.execute(text("SELECT 1"))
    share_statements(store.reader, store.writer)
    return store


def takes_login(url: str, login: str, password: str) -> bool:
    """Whether the server at this URL lets this login in with this password. Raises Unavailable where it cannot be asked."""
    engine = _postgres_engine(server_url(url).set(username=login, password=password), writes=False)
    try:
        with in_words(), engine.connect():
            return True
    except Unavailable as refused:
        if refused.code == "login":
            return False
        raise
    finally:
        engine.dispose()


def login_of(url: str) -> str | None:
    """The login that a database URL names, None where it names none."""
    return server_url(url).username


def without_password(url: str) -> str:
    """A database URL as it may be shown and kept: whatever stands for its password is left out."""
    scheme, _, rest = url.partition("://")
    authority, slash, tail = rest.partition("/")
    login, at, hosts = authority.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}{at}{hosts}{slash}{tail}"


def server_url(url: str) -> URL:
    """A database URL for the driver. Several hosts may stand in it as PostgreSQL writes them: `postgresql://login@one:5432,two/name`.

    Raises Unavailable("server") for a text that is no such URL.
    """
    rest = url.split("://", 1)[-1]
    authority, slash, tail = rest.partition("/")
    login, at, hosts = authority.rpartition("@")
    try:
        if "," not in hosts:
            return make_url(f"postgresql+psycopg://{rest}")
        each = [host if ":" in host else f"{host}:{_POSTGRES_PORT}" for host in hosts.split(",") if host]
        return make_url(f"postgresql+psycopg://{login}{at}{slash}{tail}").update_query_dict({"host": each}, append=True)
    except (ArgumentError, ValueError):
        message = "The database's address cannot be read. Nothing was done; it looks like postgresql://login@server:5432/name."
        raise Unavailable(message, code="server", field="database") from None


def _sqlite_engine(path: Path, key: bytes, *, writes: bool) -> Engine:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 (the shared mode never loads it)

    def connect() -> Any:  # noqa: ANN401 (the driver has no types)
        driver: Any = dbapi2
        connection: Any = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=_BUSY_MS / 1000)
        for pragma in _pragmas(path, key, writes=writes):
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 8,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _pragmas(path: Path, key: bytes, *, writes: bool) -> tuple[str, ...]:
    size_kib = path.stat().st_size // 1024 if path.exists() else 0
    cache_kib = min(max(size_kib + size_kib // 4, _SMALLEST_CACHE_KIB), _LARGEST_CACHE_KIB)
    always = (
        # Before the key, and for good: a wrong key is told in our words, not by the library on the terminal.
        "PRAGMA cipher_log_level = NONE",
        f"PRAGMA key = \"x'{key.hex()}'\"",
        f"PRAGMA busy_timeout = {_BUSY_MS}",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA temp_store = MEMORY",
        # Encrypted pages are as fast as plain ones only while the cache holds the store; measured in docs/decisions.
        f"PRAGMA cache_size = -{cache_kib}",
    )
    return (*always, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL") if writes else (*always, "PRAGMA query_only = ON")


def _compact_on_server(driver: Any, tables: Sequence[str]) -> bool:  # noqa: ANN401 (the driver's own connection)
    driver.autocommit = True
    try:
        for table in tables:
            driver.execute(f'VACUUM FULL "{table}"')
    finally:
        driver.autocommit = False
    return True


_HANGS_UP = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000}
"""A laptop that slept, or a cable that was pulled, says goodbye to nobody: without these the system waits a quarter of an hour before it tells the desktop."""


def _postgres_engine(url: str | URL, *, writes: bool) -> Engine:
    # A desktop that falls asleep in the middle of a deed must not keep every other from writing until the network notices.
    options = f"-c idle_in_transaction_session_timeout={_ASLEEP_MS}" if writes else "-c default_transaction_read_only=on"
    # A session that may only read does not count as "read-write" to the driver, however able its server is.
    wanted = "read-write" if writes else "primary"
    return create_engine(
        url if isinstance(url, URL) else server_url(url),
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 8,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 10, "target_session_attrs": wanted, **_HANGS_UP},
    )


@contextmanager
def in_words() -> Generator[None]:
    """Turn what a driver raises into Unavailable with a plain sentence; nothing of the statement or its values is told."""
    try:
        yield
    except DBAPIError as error:
        told = words_for(error.orig)
        if told is None:
            raise
        raise told from None


def words_for(error: BaseException | None) -> Unavailable | None:
    """The sentence for a driver's error, None where it is a bug of ours rather than of the surroundings.

    The result code decides, never the driver's class: SQLite raises OperationalError for a statement it cannot read, too.
    """
    if error is None or not _is_of_the_surroundings(error):
        return None
    lowered = str(error).lower()
    for marks, code, message in _SENTENCES:
        if any(mark in lowered for mark in marks):
            return Unavailable(message, code=code)
    return Unavailable("The store cannot be reached just now. Nothing was half-written; try again in a moment.", code="store")


def _is_of_the_surroundings(error: BaseException) -> bool:
    """Whether a driver's error tells of disk, network, rights or another program. Sources: sqlite.org/rescode.html; PostgreSQL, appendix A."""
    result_code: int | None = getattr(error, "sqlite_errorcode", None)
    if result_code is not None:
        return result_code & _PRIMARY_CODE in _SQLITE_SURROUNDINGS
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return state.startswith(_POSTGRES_SURROUNDINGS)
    # A server that was never reached gave no state. SQLite's driver gives none where it was called wrongly.
    return hasattr(error, "sqlstate") and any(kind.__name__ in ("OperationalError", "InterfaceError") for kind in type(error).__mro__)


_PRIMARY_CODE = 0xFF
# PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB
_SQLITE_SURROUNDINGS = frozenset({3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 26})
# Connection, sign-in, no such database, read-only, a session idle for too long, no right to a table, lock not given in time, resources, operator, system
_POSTGRES_SURROUNDINGS = ("08", "28", "3D", "25006", "25P03", "42501", "55P03", "53", "57", "58")
_SENTENCES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("file is not a database", "file is encrypted"),
        "wrong_key",
        "The store does not open with this key, so it was left as it is. Sign in as an enrolled officer, or use the recovery key.",
    ),
    (("disk is full", "disk full", "no space left"), "disk_full", "The disk is full, so this was not saved. Make room, then save again."),
    (("readonly database", "read-only", "permission denied"), "read_only", "The store may only be read here, so nothing was saved. Check the folder's permissions."),
    (("database is locked", "database is busy"), "busy", "Another program held the store for more than five seconds. Nothing was saved; try again."),
    (("unable to open",), "store", "The store's file cannot be opened. Nothing was changed; check that the folder exists and may be written."),
    (("malformed", "disk i/o error"), "damaged", "The store's file is damaged or the disk does not answer. Nothing was saved; see doctor, and restore the newest backup."),
    (
        ("password authentication failed", "no password supplied", "role \"", "is not permitted to log in", "no pg_hba.conf entry"),
        "login",
        "The server does not take this login and password. Nothing was done; type them again, or ask whoever keeps the server.",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "server closed", "terminating connection", "could not translate", "timeout expired"),
        "server",
        "The server cannot be reached. What was saved before is kept there; try again when the connection is back.",
    ),
)  # fmt: skip
