"""The log of who looked at what and when: a chain of its own beside the journal's, without a name or a searched word in it.

Answers the threat "a curious colleague with a right to read" of trust.md.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from wantedtrack.rules.consultation import Looked
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.journal import GENESIS, Verdict, canonical
from wantedtrack.store.schema_record import consultation
from wantedtrack.store.types import to_micros
from wantedtrack.store.writing import lock_writers


@dataclass(frozen=True, slots=True)
class Consultation:
    """One line of the log."""

    number: int
    at: Instant
    officer: str
    desktop: str
    what: str
    reference: str | None
    purpose: str | None

    def as_json(self) -> dict[str, Any]:
        """The line as the command line gives it."""
        return {
            "number": self.number, "at": iso(self.at), "officer": self.officer, "desktop": self.desktop, "what": self.what,
            "reference": self.reference, "purpose": self.purpose,
        }  # fmt: skip


def record(store: Store, looks: Iterable[Looked], *, officer: Acting, at: Instant) -> int:
    """Write a line for each look in a transaction of its own, one writer at a time; gives how many there were. Raises Unavailable."""
    with in_words(), store.writer.begin() as connection:
        lock_writers(store, connection)
        return append(connection, looks, officer=officer, at=at)


def append(connection: Connection, looks: Iterable[Looked], *, officer: Acting, at: Instant) -> int:
    """Write a line for each look, under the writer's lock, and give how many there were."""
    last = connection.execute(select(consultation.c.number, consultation.c.hash).order_by(consultation.c.number.desc()).limit(1)).first()
    number, previous = (last.number, last.hash) if last else (0, GENESIS)
    rows: list[dict[str, Any]] = []
    for one in looks:
        number += 1
        line = {
            "number": number, "at": to_micros(at), "officer": officer.collar, "desktop": officer.desktop, "what": one.look.value,
            "entry_id": one.entry, "purpose": one.purpose, "recipient": None,
        }  # fmt: skip
        text = canonical({**line, "previous": previous})
        previous = hashlib.sha256(text.encode()).hexdigest()
        rows.append({**line, "at": at, "canonical": text, "hash": previous})
    if rows:
        connection.execute(insert(consultation), rows)
    return len(rows)


def verify(connection: Connection) -> Verdict:
    """Walk the log's chain: intact, or broken at the first line that was altered, dropped or moved."""
    previous, count = GENESIS, 0
    for row in connection.execute(select(consultation).order_by(consultation.c.number)):
        said = {
            "number": row.number, "at": to_micros(row.at), "officer": row.officer, "desktop": row.desktop, "what": row.what,
            "entry_id": row.entry_id, "purpose": row.purpose, "recipient": row.recipient, "previous": previous,
        }  # fmt: skip
        is_whole = row.number == count + 1 and row.canonical == canonical(said) and json.loads(row.canonical) == said
        if not is_whole or hashlib.sha256(row.canonical.encode()).hexdigest() != row.hash:
            return Verdict(
                "broken", count, previous, row.number, f"line {row.number} of the consultation log was altered, dropped or moved"
            )
        previous, count = row.hash, count + 1
    return Verdict("intact", count, previous)


def lines(connection: Connection, *, reference: str | None = None, officer: str | None = None, limit: int = 1000) -> Sequence[Consultation]:
    """The newest lines, of one entry or one officer where they are named."""
    entry = schema.entry.c
    columns = (
        consultation.c.number, consultation.c.at, consultation.c.officer, consultation.c.desktop, consultation.c.what, entry.reference,
        consultation.c.purpose,
    )  # fmt: skip
    statement = select(*columns).outerjoin(schema.entry, entry.id == consultation.c.entry_id).order_by(consultation.c.number.desc())
    if reference is not None:
        statement = statement.where(entry.reference == reference)
    if officer is not None:
        statement = statement.where(consultation.c.officer == officer)
    return [Consultation(*row) for row in connection.execute(statement.limit(limit)).all()]
