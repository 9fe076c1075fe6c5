"""Whose turn it is to sweep a shared store: one desktop at a time, so that eight that wake at once do not each wait for all the others.

A turn is politeness, not protection: each level is recorded once because one writer writes at a time and because of the store's own rules.
So a desktop that holds its turn and has fallen asleep costs the others a wait, and never a level.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from wantedtrack.store.database import Store, in_words

_SWEEPERS_LOCK = 0x53574550
"""The advisory lock of the desktop that sweeps. It ends with the connection that took it, also where its desktop was killed."""

_PATIENCE_S = 5
_TOO_LONG = "55P03"


@contextmanager
def turn_to_sweep(store: Store, *, waits: bool) -> Generator[bool]:
    """Sweep alone until the block ends (True), or wait until the desktop that sweeps has ended (False): what it left is yours to look at.

    With `waits` the turn itself is waited for. Either wait ends after five seconds, and then the answer is as if the turn had come. An
    embedded store gives the turn at once: its file lets one write at a time. Raises Unavailable.
    """
    if not store.is_shared:
        yield True
        return
    with in_words():
        connection = store.reader.connect()
    try:
        with in_words():
            is_mine = _taken(connection, waits=waits)
        yield is_mine
    finally:
        # The turn ended with its connection; what was swept meanwhile went through another.
        with suppress(DBAPIError):
            connection.close()


def _taken(connection: Connection, *, waits: bool) -> bool:
    lock = {"lock": _SWEEPERS_LOCK}
    connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE_S}s'"))
    try:
        if waits:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), lock)
            return True
        if connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), lock).scalar_one():
            return True
        # Shared among those who wait, so that all of them wake at once.
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), lock)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _TOO_LONG:
            raise
        connection.rollback()
        return waits
    connection.rollback()
    return False
