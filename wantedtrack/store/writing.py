"""The one way to write: a deed in one transaction, with one journal line, or nothing at all.

Answers the threats "a mistake by someone tired" (all or nothing) and "a desktop that dies" (a deed carries its id, so that a retry after
a lost connection answers with the first result and does nothing twice).
"""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId, Instant, PersonId
from wantedtrack.rules.officers import Acting
from wantedtrack.store import journal
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.info import read_info

_WRITERS_LOCK = 0x57414E54
"""The advisory lock that makes one writer at a time of all desktops on one PostgreSQL."""


@dataclass(slots=True)
class Work:
    """One deed under way: its connection, and what it has changed so far."""

    connection: Connection
    officer: Acting
    now: Instant
    sequence: int
    is_demonstration: bool
    entry: EntryId | None = None
    changed: list[Any] = field(default_factory=list[Any])
    touched: set[EntryId] = field(default_factory=set[EntryId])

    def remember(self, change: Mapping[str, Any], *, entry: EntryId | None = None, person: PersonId | None = None) -> None:
        """Keep what was and what is in the history, under this deed's sequence; the journal gets only its keyed digest."""
        told = journal.canonical(change)
        self.changed.append([entry, person, told])
        self.connection.execute(insert(record.history), {"sequence": self.sequence, "entry_id": entry, "person_id": person, "change": told})
        if entry is not None:
            self.touched.add(entry)


def carry_out(
    store: Store, *, deed: str, officer: Acting, now: Instant, deed_id: str | None, act: Callable[[Work], Changes], dry_run: bool = False
) -> Changes:
    """Run `act` in one transaction, append the journal line, commit, and answer with what changed.

    `act` may answer with `sequence` below 0 to say that nothing was worth a line (a sweep that found nothing): then its writes are kept
    and no line is written. A dry run does the same work and keeps nothing. Raises NotAllowed("before_journal") for a demonstration
    store's clock that stands before the newest line, and Unavailable where the store cannot be reached.
    """
    own_id = deed_id or uuid.uuid4().hex
    for last_try in (False, True):
        try:
            with in_words():
                return _once(store, deed, officer, now, own_id, act, dry_run=dry_run)
        except _ConnectionLost:
            if last_try:
                raise
    raise AssertionError  # pragma: no cover (the loop above returns or raises)


class _ConnectionLost(Exception):  # noqa: N818 (never shown: it only carries the wish to try once more)
    pass


def _once(
    store: Store, deed: str, officer: Acting, now: Instant, deed_id: str, act: Callable[[Work], Changes], *, dry_run: bool
) -> Changes:
    with store.writer.connect() as connection:
        transaction = connection.begin()
        try:
            changes = _inside(store, connection, deed, officer, now, deed_id, act)
        except DBAPIError as error:
            transaction.close()
            if error.connection_invalidated and store.is_shared:
                raise _ConnectionLost from error
            raise
        except BaseException:
            transaction.rollback()
            raise
        if dry_run:
            transaction.rollback()
        else:
            transaction.commit()
        return changes


def _inside(
    store: Store, connection: Connection, deed: str, officer: Acting, now: Instant, deed_id: str, act: Callable[[Work], Changes]
) -> Changes:
    if store.is_shared:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
    before = connection.execute(select(record.deed_result.c.changes).where(record.deed_result.c.deed_id == deed_id)).scalar()
    if before is not None:
        return _changes_again(before)
    info = read_info(connection)
    head = journal.head(connection)
    work = Work(connection, officer, _ordered(now, head, demonstration=info.is_demonstration), head.sequence + 1, info.is_demonstration)
    changes = act(work)
    if changes.sequence < 0:
        return replace(changes, sequence=0)
    digest = journal.keyed_digest(info.digest_key, work.changed)
    journal.append(connection, previous=head, deed=deed, deed_id=deed_id, officer=officer, now=work.now, entry=work.entry, digest=digest)
    entries = tuple(sorted(work.touched | set(changes.entries)))
    if entries:
        connection.execute(insert(record.touched), [{"sequence": work.sequence, "entry_id": entry} for entry in entries])
    done = replace(changes, sequence=work.sequence, entries=entries)
    connection.execute(insert(record.deed_result), {"deed_id": deed_id, "changes": _as_text(done)})
    if store.is_shared:
        connection.execute(text("SELECT pg_notify('wantedtrack', :sequence)"), {"sequence": str(work.sequence)})
    return done


def _ordered(now: Instant, head: journal.Head, *, demonstration: bool) -> Instant:
    """Lines never run backwards: a demonstration clock before the newest line is refused, a real one waits at it."""
    if head.at is None or now >= head.at:
        return now
    if demonstration:
        raise NotAllowed(
            f"The journal's newest line is of {head.at:%Y-%m-%dT%H:%M:%SZ}; nothing can be done before it. Nothing was changed; use that time or a later one.",
            code="before_journal",
            field="at",
        )
    return head.at


def _as_text(changes: Changes) -> str:
    words = {"deed": changes.deed, "sequence": changes.sequence, "reference": changes.reference, "entries": changes.entries}
    return json.dumps({**words, "detail": dict(changes.detail), "proposal": changes.proposal, "undo": changes.undo}, default=str)


def _changes_again(stored: str) -> Changes:
    words = json.loads(stored)
    return Changes(
        words["deed"], words["sequence"], words["reference"], tuple(words["entries"]), words["detail"], words["proposal"], words["undo"]
    )
