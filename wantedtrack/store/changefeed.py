"""How a desktop learns what others did: it waits for a commit, then reads the journal from the last line it saw, never everything again."""

import math
from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, PoolProxiedConnection, func, select

from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import EntryId
from wantedtrack.store import schema_record as record
from wantedtrack.store.database import Store, in_words, words_for

_LOOK_EVERY_S = 0.25
_CHANNEL = "wantedtrack"
_SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class Feed:
    """What was done since a journal line: `to_sequence` is the newest line, `entries` those whose rows changed, `deeds` which deeds did it.

    `by_others` are the entries that another desktop's officers changed: neither a sweep nor one of the lines that the asker called its own.
    """

    to_sequence: int
    entries: tuple[EntryId, ...] = ()
    deeds: tuple[str, ...] = ()
    by_others: tuple[EntryId, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether any line was written."""
        return bool(self.deeds)


def since(connection: Connection, sequence: int, *, own: Collection[int] = ()) -> Feed:
    """What was done after this line; `since(connection, newest(connection))` is empty. `own` are lines that the asker wrote itself."""
    journal, touched = record.journal.c, record.touched.c
    lines = connection.execute(select(journal.sequence, journal.deed).where(journal.sequence > sequence).order_by(journal.sequence)).all()
    if not lines:
        return Feed(sequence)
    last = lines[-1].sequence
    others = {line.sequence for line in lines if line.deed != _SWEEP and line.sequence not in own}
    rows = connection.execute(
        select(touched.sequence, touched.entry_id)
        .where(touched.sequence > sequence, touched.sequence <= last)
        .distinct()
        .order_by(touched.entry_id)
    ).all()
    return Feed(
        last,
        tuple(dict.fromkeys(EntryId(row.entry_id) for row in rows)),
        tuple(dict.fromkeys(line.deed for line in lines)),
        tuple(dict.fromkeys(EntryId(row.entry_id) for row in rows if row.sequence in others)),
    )


def lines_of(connection: Connection, desktop: str, after: int) -> frozenset[int]:
    """The journal lines that this desktop has written after this one."""
    journal = record.journal.c
    written = select(journal.sequence).where(journal.sequence > after, journal.desktop == desktop)
    return frozenset(connection.execute(written).scalars())


def newest(connection: Connection) -> int:
    """The sequence of the newest journal line, 0 where there is none."""
    return connection.execute(select(func.coalesce(func.max(record.journal.c.sequence), 0))).scalar_one()


class Waiter(Protocol):
    """Waits on a thread of its own for commits of any desktop, this one's too."""

    def wait(self, timeout: float) -> bool:
        """Whether something may have been committed since the last call; False after `timeout` seconds without. Raises Unavailable."""
        ...

    def close(self) -> None:
        """End a wait under way within a moment, and let go of the connection; may be called from another thread."""
        ...


def waiter(store: Store) -> Waiter:
    """The waiter that fits the store."""
    return _ServerWaiter(store.reader) if store.is_shared else _FileWaiter(store.reader)


class _FileWaiter:
    """Asks SQLite for its data version, a number that changes with another connection's commit: some microseconds, four times a second."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._raw = engine.raw_connection()
        self._ended, self._in_use = Event(), Lock()
        self._seen = self._version()

    def wait(self, timeout: float) -> bool:
        with self._in_use:
            for _ in range(_looks_in(timeout)):
                if self._ended.is_set():
                    return False
                version = self._version()
                if version != self._seen:
                    self._seen = version
                    return True
                self._ended.wait(min(timeout, _LOOK_EVERY_S))
        return False

    def close(self) -> None:
        self._ended.set()
        with self._in_use:
            self._raw.close()

    def _version(self) -> int:
        with _in_words(self._engine):
            cursor = self._raw.cursor()
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone() or (0,)
            cursor.close()
        return int(version)


class _ServerWaiter:
    """Listens to PostgreSQL. A connection that was lost is made anew, and then something may have been missed: the next wait says so."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ended, self._in_use = Event(), Lock()
        self._raw: PoolProxiedConnection | None = self._listening()

    def wait(self, timeout: float) -> bool:
        with self._in_use:
            if self._raw is None:
                if self._ended.is_set():
                    return False
                self._raw = self._listening()
                return True
            for _ in range(_looks_in(timeout)):
                if self._ended.is_set():
                    return False
                if self._heard(self._raw, min(timeout, _LOOK_EVERY_S)):
                    return True
        return False

    def close(self) -> None:
        self._ended.set()
        with self._in_use:
            self._let_go()

    def _listening(self) -> PoolProxiedConnection:
        with _in_words(self._engine):
            raw = self._engine.raw_connection()
            driver: Any = raw.driver_connection
            driver.autocommit = True
            driver.execute(f"LISTEN {_CHANNEL}")
        return raw

    def _heard(self, raw: PoolProxiedConnection, timeout: float) -> bool:
        driver: Any = raw.driver_connection
        try:
            with _in_words(self._engine):
                return any(True for _ in driver.notifies(timeout=timeout, stop_after=1))
        except Unavailable:
            self._let_go()
            raise

    def _let_go(self) -> None:
        if self._raw is not None:
            # It listens and is in autocommit: of no use to another reader, so it does not go back to the pool.
            self._raw.invalidate()
            self._raw = None


def _looks_in(timeout: float) -> int:
    return max(1, math.ceil(timeout / _LOOK_EVERY_S))


@contextmanager
def _in_words(engine: Engine) -> Generator[None]:
    """The same sentences for what the driver raises when it is spoken to without SQLAlchemy between."""
    with in_words():
        try:
            yield
        except engine.dialect.loaded_dbapi.Error as error:
            told = words_for(error)
            if told is None:
                raise
            raise told from None
