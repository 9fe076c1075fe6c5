"""What the store says of itself: whether it is a demonstration, whose force it is, when it began, the key of its journal's digests."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from wantedtrack.rules.entry import Instant
from wantedtrack.store import schema_record as record
from wantedtrack.store.types import from_micros, to_micros

POLICY_DUE_AT = "policy_due_at"
"""When the next adopted policy takes effect that has not yet been applied to the clocks."""


HIGH_WATER = "high_water"
"""The newest instant that a watching desktop has seen: what guards the clock of one PC."""

MOVED_AT = "moved_at"
"""When an embedded store was moved to a server: from then on it is read and no longer written."""


@dataclass(frozen=True, slots=True)
class Info:
    """The facts that never change after `init`, when the next policy takes effect, and whether the store has moved: what every deed has to know."""

    store_id: str
    is_demonstration: bool
    force_code: str
    began_at: Instant
    digest_key: bytes
    policy_due_at: Instant | None = None
    has_moved: bool = False

    @property
    def reference_prefix(self) -> str:
        """What a reference begins with: a demonstration's can never be taken for a real one."""
        return "DEMO" if self.is_demonstration else "WT"


def new_digest_key() -> bytes:
    """A key for the digests of a new store's journal."""
    return secrets.token_bytes(32)


def write_info(connection: Connection, info: Info) -> None:
    """Write the facts once, when the store is made."""
    words = {
        "store_id": info.store_id, "kind": "demonstration" if info.is_demonstration else "real", "force_code": info.force_code,
        "began_at": str(to_micros(info.began_at)), "digest_key": info.digest_key.hex(),
    }  # fmt: skip
    connection.execute(insert(record.store_info), [{"key": key, "value": value} for key, value in words.items()])


def read_info(connection: Connection) -> Info:
    """Read the facts back."""
    return info_of(read_words(connection))


def read_words(connection: Connection) -> dict[str, str]:
    """All that the store says of itself, facts and marks, in one statement."""
    return {row.key: row.value for row in connection.execute(select(record.store_info))}


def info_of(words: Mapping[str, str]) -> Info:
    """The facts among what the store says of itself."""
    return Info(
        words["store_id"], words["kind"] == "demonstration", words["force_code"],
        from_micros(int(words["began_at"])), bytes.fromhex(words["digest_key"]),
        mark_of(words, POLICY_DUE_AT), MOVED_AT in words,
    )  # fmt: skip


def mark_of(words: Mapping[str, str], name: str) -> Instant | None:
    """The instant under this name among what the store says of itself."""
    value = words.get(name)
    return None if value is None else from_micros(int(value))


def read_mark(connection: Connection, name: str) -> Instant | None:
    """An instant that the store keeps under a name: the clock's high-water mark, how far shifts have been given their clocks."""
    value = connection.execute(select(record.store_info.c.value).where(record.store_info.c.key == name)).scalar()
    return None if value is None else from_micros(int(value))


def write_mark(connection: Connection, name: str, at: Instant) -> None:
    """Keep an instant under a name."""
    done = connection.execute(update(record.store_info).where(record.store_info.c.key == name).values(value=str(to_micros(at))))
    if done.rowcount == 0:
        connection.execute(insert(record.store_info), {"key": name, "value": str(to_micros(at))})
