"""The journal: one line for each deed, each holding the hash of the one before, and no personal data in any.

Answers the threats "a dishonest supervisor" and "a hostile colleague with the database password" of trust.md: a line that is altered,
dropped, moved, cut off or forked is named by its sequence. Source: DPA 2018 s.62 (logging of alteration and erasure).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.types import from_micros, to_micros

GENESIS = "0" * 64
"""What the first line holds in place of a previous hash."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line: its sequence, hash and instant; sequence 0 and no instant where the journal is empty."""

    sequence: int
    hash: str
    at: Instant | None


@dataclass(frozen=True, slots=True)
class Line:
    """One deed as the journal has it."""

    sequence: int
    at: Instant
    officer: str
    desktop: str
    deed: str
    entry: EntryId | None


def head(connection: Connection) -> Head:
    """The newest line."""
    row = connection.execute(
        select(record.journal.c.sequence, record.journal.c.hash, record.journal.c.at).order_by(record.journal.c.sequence.desc()).limit(1)
    ).first()
    return Head(row.sequence, row.hash, row.at) if row else Head(0, GENESIS, None)


def canonical(words: object) -> str:
    """JSON with sorted keys and nothing between tokens: the text that is hashed."""
    return json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def keyed_digest(key: bytes, changes: Sequence[Any]) -> str:
    """HMAC-SHA256 of what a deed changed: it proves the change without telling it, and cannot be guessed without the store's key."""
    return hmac.new(key, canonical(changes).encode(), hashlib.sha256).hexdigest()


def append(
    connection: Connection, *, previous: Head, deed: str, deed_id: str, officer: Acting, now: Instant, entry: EntryId | None, digest: str
) -> Head:
    """Write the next line after `previous`, which the caller read under the writer's lock."""
    sequence = previous.sequence + 1
    line = {
        "sequence": sequence, "at": to_micros(now), "officer": officer.collar, "desktop": officer.desktop, "deed": deed,
        "entry_id": entry, "deed_id": deed_id, "digest": digest, "previous": previous.hash,
    }  # fmt: skip
    text = canonical(line)
    hashed = hashlib.sha256(text.encode()).hexdigest()
    connection.execute(insert(record.journal), {**line, "at": now, "canonical": text, "hash": hashed})
    return Head(sequence, hashed, now)


def lines_after(connection: Connection, sequence: int, *, until: int | None = None) -> list[Line]:
    """The lines in (sequence, until], oldest first."""
    journal = record.journal
    query = select(journal.c.sequence, journal.c.at, journal.c.officer, journal.c.desktop, journal.c.deed, journal.c.entry_id)
    query = query.where(journal.c.sequence > sequence).order_by(journal.c.sequence)
    if until is not None:
        query = query.where(journal.c.sequence <= until)
    return [Line(row.sequence, row.at, row.officer, row.desktop, row.deed, row.entry_id) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What walking the chain found. `state` is intact, broken, truncated or forked; `sequence` the first line concerned."""

    state: str
    lines: int
    head: str
    sequence: int | None = None
    why: str | None = None


def verify(connection: Connection, *, expected: Iterable[tuple[int | None, str]] = ()) -> Verdict:
    """Walk the whole chain and hold it against anchors from outside.

    `expected` are head hashes known from elsewhere with their sequence where it is known: a sealed handover's cover, `--head`. An anchor
    that is beyond the end, or nowhere in the chain, means truncated; one whose sequence now has another hash means forked.
    """
    journal = record.journal
    mixed = _first_column_that_differs(connection)
    previous, count, seen = GENESIS, 0, dict[int, str]()
    rows = connection.execute(
        select(journal.c.sequence, journal.c.canonical, journal.c.hash, journal.c.previous).order_by(journal.c.sequence),
        execution_options={"yield_per": 5000},
    )
    wanted = list(expected)
    anchors = {hashed for _, hashed in wanted}
    sequences = {sequence for sequence, _ in wanted if sequence is not None}
    found = {GENESIS} & anchors
    for sequence, text, stored, before in rows:
        count += 1
        if sequence != count:
            return Verdict("broken", count - 1, previous, count, f"line {count} is missing")
        if before != previous or f'"previous":"{previous}"' not in text:
            return Verdict("broken", count - 1, previous, sequence, f"line {sequence} does not follow line {sequence - 1}")
        if hashlib.sha256(text.encode()).hexdigest() != stored:
            return Verdict("broken", count - 1, previous, sequence, f"line {sequence} was altered")
        if sequence == mixed:
            return Verdict("broken", count - 1, previous, sequence, f"a column of line {sequence} was altered")
        previous = stored
        if stored in anchors:
            found.add(stored)
        if sequence in sequences:
            seen[sequence] = stored
    return _against_anchors(wanted, found, seen, Verdict("intact", count, previous))


def _against_anchors(wanted: list[tuple[int | None, str]], found: set[str], seen: dict[int, str], intact: Verdict) -> Verdict:
    for sequence, hashed in wanted:
        if hashed in found:
            continue
        if sequence is not None and sequence in seen:
            return Verdict("forked", intact.lines, intact.head, sequence, f"line {sequence} is not the one that was sealed")
        return Verdict(
            "truncated", intact.lines, intact.head, sequence, "the sealed head is not in the chain: lines at the end are missing"
        )
    return intact


def _first_column_that_differs(connection: Connection) -> int | None:
    """The first line whose columns do not say what its hashed text says; asked in SQL, since rebuilding JSON is far slower."""
    if connection.dialect.name == "sqlite":
        field, number = "json_extract(canonical, '$.{}')", "json_extract(canonical, '$.{}')"
    else:
        field, number = "(canonical::jsonb ->> '{}')", "(canonical::jsonb ->> '{}')::bigint"
    same = [f"{number.format(name)} IS NOT DISTINCT FROM {name}" for name in ("sequence", "at", "entry_id")]
    same += [f"{field.format(name)} = {name}" for name in ("officer", "desktop", "deed", "deed_id", "digest")]
    statement = f"SELECT min(sequence) FROM journal WHERE NOT ({' AND '.join(same)})"  # noqa: S608 (built from constants above)
    return connection.exec_driver_sql(statement).scalar()


def instant_of(micros: int) -> Instant:
    """The instant that a journal line's canonical text holds as microseconds."""
    return from_micros(micros)
