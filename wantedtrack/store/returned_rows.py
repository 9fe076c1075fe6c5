"""Rows of tasking sheets that came back: kept beside the attempt they became, and, where a person must decide, kept whole until then."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import AttemptKind, AttemptResult, EntryId, Instant, OfficerId, Reference
from wantedtrack.rules.instants import iso
from wantedtrack.rules.returns import SOURCE, Filled, ReturnedFile
from wantedtrack.store import journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_sheets import returned_row
from wantedtrack.store.writing import Work

_IDS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Brought:
    """Where an attempt comes from: the sheet and its row, a digest of what stood there, and the officer who brought it home."""

    sheet: int
    row: int
    digest: str
    by: OfficerId


@dataclass(frozen=True, slots=True)
class KnownAttempt:
    """An attempt that is held already. `officers` as held."""

    entry: EntryId
    at: Instant
    kind: AttemptKind
    result: AttemptResult
    place: str
    officers: str

    @property
    def words(self) -> str:
        """It in words, to be held beside a row."""
        return Filled(self.at, self.kind, self.result, self.place, None, None, None, (self.officers,)).words


@dataclass(frozen=True, slots=True)
class WaitingReturn:
    """A row that a person must decide, whole: the entry it is about and what was filled in."""

    sheet: int
    row: int
    digest: str
    entry: EntryId
    reference: Reference
    filled: Filled
    address: int | None
    place: str


def digest_of(key: bytes, entry: EntryId, filled: Filled) -> str:
    """A keyed digest of what was filled in: the same words again are the same row, and nothing of them can be guessed from it."""
    told = [
        entry,
        iso(filled.at),
        filled.kind,
        filled.result,
        filled.where,
        filled.next_step,
        iso(filled.next_by),
        filled.remarks,
        filled.officers,
    ]
    return journal.keyed_digest(key, told)


def keep_brought(work: Work, brought: Brought, *, entry: EntryId) -> None:
    """Keep that the attempt just recorded came from a row of a sheet, and who brought it."""
    row = {
        "sheet_id": brought.sheet,
        "row": brought.row,
        "digest": brought.digest,
        "attempt_id": work.connection.execute(_JUST_KEPT, {"entry": entry, "sequence": work.sequence}).scalar_one(),
        "by": brought.by,
        "at": work.now,
    }
    add_row(work, returned_row, row, entry=entry)


_ATTEMPT = schema.attempt.c
_JUST_KEPT = select(_ATTEMPT.id).where(_ATTEMPT.entry_id == bindparam("entry"), _ATTEMPT.sequence == bindparam("sequence"))
"""Made once: a sheet asks it for each of its rows."""


def taken_before(connection: Connection, sheets: Sequence[int]) -> dict[tuple[int, int], dict[str, str]]:
    """By sheet and row the digests of what was taken from it before, each with the attempt that it became in words."""
    attempt, kept = schema.attempt.c, returned_row.c
    joined = select(
        kept.sheet_id, kept.row, kept.digest, attempt.entry_id, attempt.at, attempt.kind, attempt.result, attempt.place, attempt.officers
    )
    rows = connection.execute(joined.join(schema.attempt, attempt.id == kept.attempt_id).where(kept.sheet_id.in_(sheets)).order_by(kept.id))
    found: dict[tuple[int, int], dict[str, str]] = {}
    for sheet, row, digest, *told in rows:
        found.setdefault((sheet, row), {})[digest] = KnownAttempt(*told).words
    return found


def decided_before(connection: Connection, sheets: Sequence[int]) -> set[tuple[str, str]]:
    """Key and digest of each row of these sheets that waits, or was decided."""
    waiting = record.waiting_row.c
    rows = connection.execute(select(waiting.key, waiting.digest).where(waiting.source == SOURCE))
    wanted = {str(sheet) for sheet in sheets}
    return {(key, digest) for key, digest in rows if key.partition(":")[0] in wanted}


def known_attempts(connection: Connection, entries: Sequence[EntryId]) -> dict[EntryId, list[KnownAttempt]]:
    """The attempts held of these entries, by entry."""
    attempt = schema.attempt.c
    found: dict[EntryId, list[KnownAttempt]] = {}
    for start in range(0, len(entries), _IDS_AT_ONCE):
        columns = select(attempt.entry_id, attempt.at, attempt.kind, attempt.result, attempt.place, attempt.officers)
        for row in connection.execute(columns.where(attempt.entry_id.in_(entries[start : start + _IDS_AT_ONCE]))):
            found.setdefault(EntryId(row.entry_id), []).append(KnownAttempt(*row))
    return found


def keep_file(work: Work, file: ReturnedFile, counts: Mapping[str, int]) -> int:
    """Record that a file was read back, and give its number."""
    row = {"source": SOURCE, "file_name": file.file_name, "sha256": file.sha256, "at": work.now, "by": work.officer.officer}
    return add_row(work, record.intake_file, {**row, "counts": json.dumps(dict(counts)), "sequence": work.sequence})


def keep_waiting(work: Work, file: int, row: int, waits: WaitingReturn, *, code: str, message: str) -> None:
    """Keep a row until somebody decides it."""
    values = {
        "file_id": file, "source": SOURCE, "key": key_of(waits.sheet, waits.row), "row": row, "code": code, "message": message, "data": _as_data(waits),
        "digest": waits.digest, "at": work.now, "entry_id": waits.entry,
    }  # fmt: skip
    work.connection.execute(insert(record.waiting_row), values)
    work.remember({"waits": key_of(waits.sheet, waits.row), "row": row}, entry=waits.entry)


def key_of(sheet: int, row: int) -> str:
    """What a row is kept under."""
    return f"{sheet}:{row}"


def _as_data(waits: WaitingReturn) -> str:
    filled = waits.filled
    told = {
        "sheet": waits.sheet, "row": waits.row, "digest": waits.digest, "entry": waits.entry, "reference": waits.reference, "address": waits.address,
        "place": waits.place, "at": iso(filled.at), "kind": filled.kind.value, "result": filled.result.value, "where": filled.where,
        "next_step": filled.next_step, "next_by": iso(filled.next_by), "remarks": filled.remarks, "officers": list(filled.officers),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def read_waiting_return(data: str) -> WaitingReturn:
    """The row as it was kept."""
    told: dict[str, Any] = json.loads(data)
    filled = Filled(
        _at(told["at"]),
        AttemptKind(told["kind"]),
        AttemptResult(told["result"]),
        told["where"],
        told["next_step"],
        _instant(told["next_by"]),
        told["remarks"],
        tuple(told["officers"]),
    )
    return WaitingReturn(
        told["sheet"],
        told["row"],
        told["digest"],
        EntryId(told["entry"]),
        Reference(told["reference"]),
        filled,
        told["address"],
        told["place"],
    )


def _instant(text: str | None) -> Instant | None:
    return _at(text) if text else None


def _at(text: str) -> Instant:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def waiting_json(data: str) -> dict[str, Any]:
    """Who and what a waiting row is about, in the shape of an extract's: by reference alone, for its entry may not be everybody's to read."""
    waits = read_waiting_return(data)
    return {
        "surname": waits.reference, "forenames": "", "born": None, "pnc_id": None, "offence": f"attempt {waits.filled.kind.value}",
        "became_outstanding_at": waits.filled.at,
    }  # fmt: skip


def open_waiting(connection: Connection, number: int) -> WaitingReturn | None:
    """The undecided row of that number where it came from a tasking sheet; None for a row of an extract. Raises Invalid("decided")."""
    kept = connection.execute(select(record.waiting_row).where(record.waiting_row.c.id == number)).first()
    if kept is None or kept.source != SOURCE:
        return None
    if kept.decided_at is not None:
        raise Invalid("This row was decided already. Nothing was changed.", code="decided", field="row")
    return read_waiting_return(kept.data)
