"""The journal: one line for each deed, each holding the hash of the one before, and no personal data in any.

Answers the threats "a dishonest supervisor" and "a hostile colleague with the database password" of trust.md: a line that is altered,
dropped, moved, cut off or forked is named by its sequence. Source: DPA 2018 s.62 (logging of alteration and erasure).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy import text as sql_text

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import by_column
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
    broken = next((verdict for page in _pages(connection) if (verdict := walk.along(page)) is not None), None)
    # Only the texts that were found whole are asked what they say: a text that was altered need not even be JSON.
    doubtful = [sequence for sequence in walk.unlike if sequence <= walk.count]
    mixed = _first_column_that_differs(connection, doubtful)
    if mixed is not None:
        return Verdict("broken", mixed - 1, walk.previous, mixed, f"a column of line {mixed} was altered")
    return broken or _against_anchors(wanted, walk, Verdict("intact", walk.count, walk.previous))


_PAGE = 2000

_BUILT = (
    """format('{"at":%s,"deed":"%s","deed_id":"%s","desktop":"%s","digest":"%s","entry_id":%s,"officer":"%s","previous":"%s","sequence":%s}', """
    "at, deed, deed_id, desktop, digest, coalesce(CAST(entry_id AS text), 'null'), officer, previous, sequence)"
)
"""What the hashed text is where no name needs an escape, built from the columns in SQL; of any other line its text is read and compared."""

_AS_BYTES = {"sqlite": "CAST(canonical AS blob)", "postgresql": "convert_to(canonical, 'UTF8')"}


def _pages(connection: Connection) -> Iterator[Sequence[Any]]:
    """Each line's hashed bytes, its hash, and whether its columns say the same; as the driver gives them, since a walk over 300,000 lines
    cannot afford an object of each. The next page begins where an unbroken chain would go on.
    """
    as_bytes = _AS_BYTES[connection.dialect.name]
    statement = f"SELECT {as_bytes}, hash, canonical = {_BUILT} FROM journal WHERE sequence > :after ORDER BY sequence LIMIT {_PAGE}"  # noqa: S608 (built from the constants above)
    asked, after = sql_text(statement.replace(":%", "\\:%").replace(':"', '\\:"')), 0
    while True:
        found = connection.execute(asked, {"after": after})
        page: Sequence[Any] = found.cursor.fetchall() if found.cursor is not None else ()
        found.close()
        if not page:
            return
        yield page
        after += len(page)


class _Walk:
    """One walk along the chain: how far it was found whole, which anchors were met on the way, which lines' columns say something else."""

    def __init__(self, anchors: set[str], sequences: set[int]) -> None:
        self.previous, self.count = GENESIS, 0
        self.anchors, self.sequences = anchors, sequences
        self.found = {GENESIS} & anchors
        self.seen: dict[int, str] = {}
        self.unlike: list[int] = []

    def along(self, page: Sequence[Any]) -> Verdict | None:
        """Go on by these lines; a verdict where the chain breaks."""
        if not self._is_whole(page):
            return self._line_by_line(page)
        if self.anchors:
            self.found |= self.anchors.intersection([stored for _, stored, _ in page])
        self.seen |= {
            number: page[number - self.count - 1][1] for number in self.sequences if self.count < number <= self.count + len(page)
        }
        self.previous, self.count = page[-1][1], self.count + len(page)
        return None

    def _is_whole(self, page: Sequence[Any]) -> bool:
        """A quick look: every line names the hash before it, hashes to its own, and its columns say the same. Where not, or where the numbers
        grow a digit, the lines are walked one by one to say which.
        """
        digits, last = len(str(self.count + 1)), self.count + len(page)
        if len(str(last)) != digits or not page[-1][0].endswith(b'"sequence":%d}' % last):
            return False
        until = -len(b'","sequence":}') - digits
        since, sha256, previous = until - len(GENESIS), hashlib.sha256, self.previous.encode()
        for words, stored, is_like in page:
            if not is_like or words[since:until] != previous or sha256(words).hexdigest() != stored:
                return False
            previous = stored.encode()
        return True

    def _line_by_line(self, page: Sequence[Any]) -> Verdict | None:
        for words, stored, is_like in page:
            following = self.count + 1
            if not words.endswith(b'"previous":"%b","sequence":%d}' % (self.previous.encode(), following)):
                return self._gap(words)
            if hashlib.sha256(words).hexdigest() != stored:
                return self._broken(following, f"line {following} was altered")
            self.previous, self.count = stored, following
            if not is_like:
                self.unlike.append(following)
            self.found |= {stored} & self.anchors
            if following in self.sequences:
                self.seen[following] = stored
        return None

    def _gap(self, words: bytes) -> Verdict:
        """What the next line does not say: that it is the next, or which line it follows."""
        following = self.count + 1
        if words.endswith(b'"sequence":%d}' % following):
            return self._broken(following, f"line {following} does not follow line {self.count}")
        return self._broken(following, f"line {following} is missing or was altered")

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


def _first_column_that_differs(connection: Connection, doubtful: Sequence[int]) -> int | None:
    """The first of these lines whose columns do not say what its hashed text says."""
    for start in range(0, len(doubtful), _CHUNK):
        lines = select(record.journal).where(record.journal.c.sequence.in_(doubtful[start : start + _CHUNK]))
        for row in connection.execute(lines.order_by(record.journal.c.sequence)):
            said = json.loads(row.canonical)
            held = {**by_column(row), "at": to_micros(row.at)}
            if any(said.get(name) != held[name] for name in _SAID):
                return row.sequence
    return None


_CHUNK = 400
_SAID = ("sequence", "at", "officer", "desktop", "deed", "entry_id", "deed_id", "digest", "previous")
