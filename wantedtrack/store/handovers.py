"""Reading handovers: the newest, the one of a shift, what it holds, who has signed."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId, Instant, Reference
from wantedtrack.rules.handover import HandoverContent, Signatures, content_from
from wantedtrack.rules.instants import iso
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover without its content: what it covers and how far it is signed."""

    id: int
    shift_id: str
    from_sequence: int
    to_sequence: int
    prepared_at: Instant
    prepared_by: str
    signed_at: Instant | None
    signed_by: str | None
    accepted_at: Instant | None
    accepted_by: str | None
    head_hash: str
    content_digest: str
    counts: Mapping[str, int]

    @property
    def is_sealed(self) -> bool:
        """Whether both have signed."""
        return self.accepted_at is not None

    @property
    def signatures(self) -> Signatures:
        """Who signed, as the cover shows it."""
        return Signatures(self.signed_by, iso(self.signed_at), self.accepted_by, iso(self.accepted_at))

    def as_json(self) -> dict[str, Any]:
        """The document of interfaces.md, `handover`."""
        return {
            "handover": self.id, "shift": self.shift_id, "from_sequence": self.from_sequence, "to_sequence": self.to_sequence,
            "counts": dict(self.counts), "sealed": self.is_sealed, "head_hash": self.head_hash, "signed_by": self.signed_by,
            "accepted_by": self.accepted_by, "prepared_by": self.prepared_by, "prepared_at": iso(self.prepared_at),
            "signed_at": iso(self.signed_at), "accepted_at": iso(self.accepted_at), "seal": self.content_digest,
        }  # fmt: skip


def _query() -> Select[*tuple[Any, ...]]:
    table = record.handover.c
    prepared, signed, accepted = schema.officer.alias("prepared"), schema.officer.alias("signed"), schema.officer.alias("accepted")
    return (
        select(
            table.id, table.shift_id, table.from_sequence, table.to_sequence, table.prepared_at, prepared.c.collar, table.signed_at,
            signed.c.collar, table.accepted_at, accepted.c.collar, table.head_hash, table.content_digest, table.counts,
        )
        .select_from(record.handover)
        .join(prepared, prepared.c.id == table.prepared_by)
        .outerjoin(signed, signed.c.id == table.signed_by)
        .outerjoin(accepted, accepted.c.id == table.accepted_by)
    )  # fmt: skip


def _read(row: Found) -> Handover:
    number, shift_id, after, until, *signed, head_hash, digest, counts = row
    prepared_at, prepared_by, signed_at, signed_by, accepted_at, accepted_by = signed
    return Handover(
        number,
        shift_id,
        after,
        until,
        prepared_at,
        prepared_by,
        signed_at,
        signed_by,
        accepted_at,
        accepted_by,
        head_hash,
        digest,
        json.loads(counts),
    )


def all_handovers(connection: Connection) -> list[Handover]:
    """Every handover, the newest first."""
    return [_read(row) for row in connection.execute(_query().order_by(record.handover.c.to_sequence.desc(), record.handover.c.id.desc()))]


def numbered(connection: Connection, number: int) -> Handover:
    """The handover of this number."""
    return _read(connection.execute(_query().where(record.handover.c.id == number)).one())


def of_shift(connection: Connection, shift_id: str) -> Handover | None:
    """The handover of this shift, None where none was prepared."""
    row = connection.execute(_query().where(record.handover.c.shift_id == shift_id)).first()
    return None if row is None else _read(row)


def of_seal(connection: Connection, seal: str) -> Handover | None:
    """The handover that bears this seal, None where none does."""
    row = connection.execute(_query().where(record.handover.c.content_digest == seal)).first()
    return None if row is None else _read(row)


def newest(connection: Connection, *, signed: bool | None = None, sealed: bool | None = None) -> Handover | None:
    """The newest handover of that state; None asks for no such state."""
    table = record.handover.c
    query = _query()
    if signed is not None:
        query = query.where(table.signed_at.is_not(None) if signed else table.signed_at.is_(None))
    if sealed is not None:
        query = query.where(table.accepted_at.is_not(None) if sealed else table.accepted_at.is_(None))
    row = connection.execute(query.order_by(table.to_sequence.desc(), table.id.desc()).limit(1)).first()
    return None if row is None else _read(row)


def content_of(connection: Connection, handover: int) -> HandoverContent:
    """What a handover holds, as it was frozen."""
    packed = connection.execute(select(record.handover.c.content).where(record.handover.c.id == handover)).scalar_one()
    return content_from(json.loads(zlib.decompress(packed)))


def pack(content: HandoverContent) -> bytes:
    """The content as the store keeps it."""
    return zlib.compress(json.dumps(content.as_plain(), ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Tick:
    """What the incoming officer said of one high entry: understood, or a query."""

    id: int
    entry: EntryId
    reference: Reference
    query: str | None


def ticks_of(connection: Connection, handover: int) -> list[Tick]:
    """The ticks of a handover, by entry."""
    tick = record.handover_tick.c
    query = select(tick.id, tick.entry_id, schema.entry.c.reference, tick.query).join(schema.entry, schema.entry.c.id == tick.entry_id)
    return [Tick(*row) for row in connection.execute(query.where(tick.handover_id == handover).order_by(tick.entry_id))]


def last_sealed_sequence(connection: Connection) -> int:
    """Until where the journal stands in a sealed handover; 0 where none was sealed."""
    sealed = select(record.handover.c.to_sequence).where(record.handover.c.accepted_at.is_not(None))
    return connection.execute(sealed.order_by(record.handover.c.to_sequence.desc()).limit(1)).scalar() or 0


def found_for_deed(
    connection: Connection, shift: str | None, what_first: str, *, signed: bool | None = None, sealed: bool | None = None
) -> Handover:
    """The handover of this shift, or without one the newest of that state. Raises NotAllowed("no_handover")."""
    held = newest(connection, signed=signed, sealed=sealed) if shift is None else of_shift(connection, shift)
    if held is None:
        raise NotAllowed(f"There is no handover to do this with. Nothing was changed. {what_first}", code="no_handover", field="shift")
    return held


def sealed_heads(connection: Connection) -> list[tuple[int | None, str]]:
    """The journal heads printed on sealed handovers: anchors on paper."""
    table = record.handover.c
    found = connection.execute(select(table.to_sequence, table.head_hash).where(table.accepted_at.is_not(None)).order_by(table.to_sequence))
    return [(row.to_sequence, row.head_hash) for row in found]
