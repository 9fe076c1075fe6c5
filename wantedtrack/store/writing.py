"""The one way to write: a deed in one transaction, with one journal line, or nothing at all.

Answers the threats "a mistake by someone tired" (all or nothing) and "a desktop that dies" (a deed carries its id, so that a retry after
a lost connection answers with the first result and does nothing twice).
"""

import json
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules import undo
from wantedtrack.rules.entry import EntryId, Instant, OfficerId, PersonId
from wantedtrack.rules.officers import Acting, refuse_unknown
from wantedtrack.store import journal
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.info import Info, read_info, write_info

_HISTORY_PARTS = 3
"""What `remember` keeps of a change: entry, person, and the change itself as text."""

_MOVED = "This store was moved to a server, so nothing is written here any more and nothing was saved. Open the server's store; the administrator guide says how."

_WAY_S = 0.12
"""A little more than the longest pause between two looks of SQLite's own waiting."""

_WRITERS_LOCK = 0x57414E54
"""The advisory lock that makes one writer at a time of all desktops on one PostgreSQL."""


@dataclass(slots=True)
class Work:
    """One deed under way: its connection, and what it has changed so far. `proposed_by` is who asked for the deed that is being approved."""

    connection: Connection
    officer: Acting
    now: Instant
    sequence: int
    info: Info
    entry: EntryId | None = None
    proposed_by: OfficerId | None = None
    changed: list[Any] = field(default_factory=list[Any])
    touched: set[EntryId] = field(default_factory=set[EntryId])

    def remember(self, change: Mapping[str, Any], *, entry: EntryId | None = None, person: PersonId | None = None) -> None:
        """Keep what was and what is in the history, under this deed's sequence; the journal gets only its keyed digest."""
        told = journal.canonical(change)
        self.changed.append([entry, person, told])
        self.connection.execute(insert(record.history), {"sequence": self.sequence, "entry_id": entry, "person_id": person, "change": told})
        if entry is not None:
            self.touched.add(entry)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One deed as it was asked for; the id stays the same when it is tried again."""

    deed: str
    deed_id: str
    officer: Acting
    now: Instant
    act: Callable[[Work], Changes]
    dry_run: bool
    keeps_result: bool
    first: Info | None
    is_aside: bool
    is_repeated: bool
    """Whether it may have been done before: its caller made the id, or its connection was lost on the way."""


@dataclass(slots=True)
class Together:
    """Several deeds that take effect at once or not at all, each with its own journal line: what one file asks for.

    What the deed before has left is known, so that the next need not read it: nobody else writes until all of them are done.
    """

    connection: Connection
    info: Info | None = None
    head: journal.Head | None = None


@contextmanager
def together(store: Store) -> Generator[Together]:
    """One transaction for the deeds that are given it. Whatever is raised inside ends it with nothing kept.

    A deed that is refused inside leaves nothing of its own, and the others stand. Raises Unavailable where the store cannot be reached.
    """
    with in_words(), store.writer.connect() as connection:
        transaction = connection.begin()
        try:
            lock_writers(store, connection)
            yield Together(connection)
            transaction.commit()
        except BaseException:
            transaction.rollback()
            raise


def make_way(store: Store) -> None:
    """Between two transactions of one long work: leave the writers' lock long enough for another desktop to find it free.

    Who waits for an embedded store looks again every tenth of a second, and nobody stands in a queue there; a server's lock has one.
    """
    if not store.is_shared:
        time.sleep(_WAY_S)


def ready_to_write(connection: Connection, now: Instant) -> tuple[Info, journal.Head]:
    """What a deed would read first, for a head that judges before it writes: the store's own words, and the newest line.

    Raises Unavailable("moved") and NotAllowed("before_journal") as the deed would.
    """
    info, head = read_info(connection), journal.head(connection)
    if info.has_moved:
        raise Unavailable(_MOVED, code="moved")
    _ordered(now, head, demonstration=info.is_demonstration)
    return info, head


class _ConnectionLost(Exception):  # noqa: N818 (never shown: it only carries the wish to try once more)
    def __init__(self, error: DBAPIError) -> None:
        super().__init__()
        self.error = error


def carry_out(
    store: Store,
    *,
    deed: str,
    officer: Acting,
    now: Instant,
    deed_id: str | None,
    act: Callable[[Work], Changes],
    dry_run: bool = False,
    keeps_result: bool = True,
    within: Work | None = None,
    among: Together | None = None,
    first: Info | None = None,
    is_aside: bool = False,
) -> Changes:
    """Run `act` in one transaction, append the journal line, commit, and answer with what changed.

    `act` may answer with `sequence` below 0 to say that nothing was worth a line (a sweep that found nothing): then its writes are kept
    and no line is written. A dry run does the same work and keeps nothing. `keeps_result` False is for deeds that do nothing twice by
    themselves. `within` is the approval that a proposed deed takes effect in: one transaction and one line for both. `among` are other deeds whose transaction it shares,
    with a line of its own. `first` makes the
    store: what it says of itself, written before its first line. `is_aside` is for what touches nothing but this desktop's own row and writes no
    line: it waits for no other desktop. Raises NotAllowed("before_journal") for a demonstration store's clock that stands before the newest line, and Unavailable
    where the store cannot be reached.
    """
    refuse_unknown(officer, deed)
    if within is not None:
        return act(within)
    is_repeated = deed_id is not None
    asked = _Asked(deed, deed_id or uuid.uuid4().hex, officer, now, act, dry_run, keeps_result, first, is_aside, is_repeated)
    if among is not None:
        return _next_of(store, among, asked)
    try:
        with in_words():
            return _once(store, asked)
    except _ConnectionLost:
        with in_words():
            return _last_try(store, replace(asked, is_repeated=True))


def _last_try(store: Store, asked: _Asked) -> Changes:
    try:
        return _once(store, asked)
    except _ConnectionLost as lost:
        raise lost.error from None


def _next_of(store: Store, among: Together, asked: _Asked) -> Changes:
    """One of several deeds: what it wrote is taken back where it is refused. A point of one name costs a fraction of SQLAlchemy's own."""
    among.connection.exec_driver_sql("SAVEPOINT deed")
    try:
        changes = _inside(store, among.connection, asked, among)
    except BaseException:
        among.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT deed")
        raise
    among.connection.exec_driver_sql("RELEASE SAVEPOINT deed")
    return changes


def _once(store: Store, asked: _Asked) -> Changes:
    with store.writer.connect() as connection:
        transaction = connection.begin()
        try:
            changes = _inside(store, connection, asked)
            if asked.dry_run:
                transaction.rollback()
            else:
                transaction.commit()
        except DBAPIError as error:
            if error.connection_invalidated and store.is_shared:
                raise _ConnectionLost(error) from error
            transaction.rollback()
            raise
        except BaseException:
            transaction.rollback()
            raise
        return changes


def lock_writers(store: Store, connection: Connection) -> None:
    """Wait for the other desktops' writers on a shared store, until this transaction ends; an embedded store's own lock does it there."""
    if store.is_shared:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})


def _inside(store: Store, connection: Connection, asked: _Asked, among: Together | None = None) -> Changes:
    if among is None and not asked.is_aside:
        lock_writers(store, connection)
    if asked.first is not None:
        write_info(connection, asked.first)
    before = _done_before(connection, asked.deed_id) if asked.is_repeated else None
    if before is not None:
        return before
    info = (among and among.info) or read_info(connection)
    if info.has_moved:
        raise Unavailable(_MOVED, code="moved")
    head = (among and among.head) or journal.head(connection)
    now = _ordered(asked.now, head, demonstration=info.is_demonstration)
    work = Work(connection, asked.officer, now, head.sequence + 1, info)
    changes = asked.act(work)
    if changes.sequence < 0:
        return replace(changes, sequence=0)
    written, done = _write_line(store, work, head, asked, changes, is_kept=asked.keeps_result and (among is None or asked.is_repeated))
    if among is not None:
        among.info, among.head = work.info, written
    return done


def _write_line(
    store: Store, work: Work, head: journal.Head, asked: _Asked, changes: Changes, *, is_kept: bool
) -> tuple[journal.Head, Changes]:
    digest = journal.keyed_digest(work.info.digest_key, work.changed)
    written = journal.append(
        work.connection,
        previous=head,
        deed=asked.deed,
        deed_id=asked.deed_id,
        officer=asked.officer,
        now=work.now,
        entry=work.entry,
        digest=digest,
    )
    entries = tuple(sorted(work.touched | set(changes.entries)))
    if entries:
        told = [{"sequence": work.sequence, "entry": entry} for entry in entries]
        # Crossing levels has told of its entries already.
        work.connection.execute(text("INSERT INTO touched (sequence, entry_id) VALUES (:sequence, :entry) ON CONFLICT DO NOTHING"), told)
    done = replace(changes, sequence=work.sequence, entries=entries, undo=_undo_of(asked.deed, work, changes))
    if is_kept:
        work.connection.execute(insert(record.deed_result), {"deed_id": asked.deed_id, "changes": _as_text(done)})
    if store.is_shared:
        work.connection.execute(text("SELECT pg_notify('wantedtrack', :sequence)"), {"sequence": str(work.sequence)})
    return written, done


def _undo_of(deed: str, work: Work, changes: Changes) -> str | None:
    """What undoing this deed would do; a proposal about an entry can always be taken back."""
    waits = changes.proposal is not None and work.entry is not None
    if not (waits or undo.may_have_reverse(deed)):
        return None
    told = [json.loads(change[2]) for change in work.changed if len(change) == _HISTORY_PARTS and isinstance(change[2], str)]
    return undo.undo_in_words(deed, told, now=work.now)


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


def _done_before(connection: Connection, deed_id: str) -> Changes | None:
    stored = connection.execute(select(record.deed_result.c.changes).where(record.deed_result.c.deed_id == deed_id)).scalar()
    if stored is None:
        return None
    words = json.loads(stored)
    return Changes(
        words["deed"], words["sequence"], words["reference"], tuple(words["entries"]), words["detail"], words["proposal"], words["undo"]
    )
