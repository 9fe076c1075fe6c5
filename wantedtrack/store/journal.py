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
from sqlalchemy import text as sql_text

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.types import to_micros

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
    wanted = list(expected)
    walk = _Walk({hashed for _, hashed in wanted}, {sequence for sequence, _ in wanted if sequence is not None})
    chain = record.journal.c
    lines = select(chain.sequence, chain.canonical, chain.hash, chain.previous).order_by(chain.sequence)
    with connection.execute(lines, execution_options={"yield_per": 5000}) as rows:
        broken = next((verdict for row in rows if (verdict := walk.step(*row)) is not None), None)
    # Only the texts that were found whole are asked what they say: a text that was altered need not even be JSON.
    mixed = _first_column_that_differs(connection, until=walk.count)
    if mixed is not None:
        return Verdict("broken", mixed - 1, walk.previous, mixed, f"a column of line {mixed} was altered")
    return broken or _against_anchors(wanted, walk, Verdict("intact", walk.count, walk.previous))


class _Walk:
    """One walk along the chain: how far it was found whole, and which anchors were met on the way."""

    def __init__(self, anchors: set[str], sequences: set[int]) -> None:
        self.previous, self.count = GENESIS, 0
        self.anchors, self.sequences = anchors, sequences
        self.found = {GENESIS} & anchors
        self.seen: dict[int, str] = {}

    def step(self, sequence: int, text: str, stored: str, before: str) -> Verdict | None:
        """Go one line further; a verdict where the chain breaks."""
        if sequence != self.count + 1:
            return self._broken(self.count + 1, f"line {self.count + 1} is missing")
        if before != self.previous or f'"previous":"{self.previous}"' not in text:
            return self._broken(sequence, f"line {sequence} does not follow line {sequence - 1}")
        if hashlib.sha256(text.encode()).hexdigest() != stored:
            return self._broken(sequence, f"line {sequence} was altered")
        self.previous, self.count = stored, sequence
        if stored in self.anchors:
            self.found.add(stored)
        if sequence in self.sequences:
            self.seen[sequence] = stored
        return None

    def _broken(self, sequence: int, why: str) -> Verdict:
        return Verdict("broken", self.count, self.previous, sequence, why)


def _against_anchors(wanted: list[tuple[int | None, str]], walk: _Walk, intact: Verdict) -> Verdict:
    for sequence, hashed in wanted:
        if hashed in walk.found:
            continue
        if sequence is not None and sequence in walk.seen:
            return Verdict("forked", intact.lines, intact.head, sequence, f"line {sequence} is not the one that was sealed")
        return Verdict(
            "truncated", intact.lines, intact.head, sequence, "the sealed head is not in the chain: lines at the end are missing"
        )
    return intact


def _first_column_that_differs(connection: Connection, *, until: int) -> int | None:
    """The first line whose columns do not say what its hashed text says; asked in SQL, since rebuilding JSON is far slower."""
    if connection.dialect.name == "sqlite":
        field, number = "json_extract(canonical, '$.{}')", "json_extract(canonical, '$.{}')"
    else:
        field, number = "(canonical::jsonb ->> '{}')", "(canonical::jsonb ->> '{}')::bigint"
    same = [f"{number.format(name)} IS NOT DISTINCT FROM {name}" for name in ("sequence", "at", "entry_id")]
    same += [f"{field.format(name)} = {name}" for name in ("officer", "desktop", "deed", "deed_id", "digest")]
    statement = f"SELECT min(sequence) FROM journal WHERE sequence <= :until AND NOT ({' AND '.join(same)})"  # noqa: S608 (built from constants above)
    return connection.execute(sql_text(statement.replace("::", "\\:\\:")), {"until": until}).scalar()
