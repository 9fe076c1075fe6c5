"""Rows of an extract as the store keeps them while a person has to decide: every value, so that nothing has to be read again."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import CirculationLevel, Sex
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source
from wantedtrack.rules.returns import SOURCE as RETURNS
from wantedtrack.store import schema_record as record
from wantedtrack.store.returned_rows import waiting_json
from wantedtrack.store.rows import plain

_PLAIN = (
    "row", "key", "surname", "forenames", "pnc_id", "pnc_id_verified", "asn", "asn_verified", "address", "postcode", "offence", "offence_code", "station",
    "owning_force", "withdraws_earlier", "code", "message", "column",
)  # fmt: skip


def as_data(row: ExtractRow) -> str:
    """The row as JSON text."""
    told: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    told |= {"source": row.source.value, "fate": row.fate.value, "cells": dict(row.cells), "details": dict(row.details)}
    for name in ("born", "sex", "became_outstanding_at", "circulated_at", "circulation_level", "weed_date"):
        told[name] = plain(getattr(row, name))
    return json.dumps(told, ensure_ascii=False)


def read_back(text: str) -> ExtractRow:
    """The row as it was read from its file."""
    told: dict[str, Any] = json.loads(text)
    return ExtractRow(
        **{name: told[name] for name in _PLAIN},
        source=Source(told["source"]),
        fate=Fate(told["fate"]),
        cells=told["cells"],
        details=told["details"],
        born=date.fromisoformat(told["born"]) if told["born"] else None,
        sex=Sex(told["sex"]) if told["sex"] else None,
        became_outstanding_at=_instant(told["became_outstanding_at"]),
        circulated_at=_instant(told["circulated_at"]),
        circulation_level=CirculationLevel(told["circulation_level"]) if told["circulation_level"] else None,
        weed_date=date.fromisoformat(told["weed_date"]) if told["weed_date"] else None,
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def waiting(connection: Connection) -> list[Mapping[str, Any]]:
    """The rows that wait for a decision, oldest first: number, file, row, source, why, and who they are about."""
    table, file = record.waiting_row, record.intake_file
    query = (
        select(table, file.c.file_name).join(file, file.c.id == table.c.file_id).where(table.c.decided_at.is_(None)).order_by(table.c.id)
    )
    answer: list[Mapping[str, Any]] = []
    for row in connection.execute(query):
        about = waiting_json(row.data) if row.source == RETURNS else _about(read_back(row.data))
        told = {"number": row.id, "file": row.file_name, "row": row.row, "source": row.source, "code": row.code, "message": row.message}
        answer.append(told | about)
    return answer


def _about(read: ExtractRow) -> dict[str, Any]:
    return {
        "surname": read.surname, "forenames": read.forenames, "born": plain(read.born), "pnc_id": read.pnc_id, "offence": read.offence,
        "became_outstanding_at": read.became_outstanding_at,
    }  # fmt: skip


def read_waiting(connection: Connection, number: int) -> tuple[Any, ExtractRow]:
    """One waiting row, as kept and as read. Raises Invalid("no_such_row", "decided")."""
    kept = connection.execute(select(record.waiting_row).where(record.waiting_row.c.id == number)).first()
    if kept is None:
        raise Invalid(
            "No row of that number waits. Nothing was changed; the intake list shows those that do.", code="no_such_row", field="row"
        )
    if kept.decided_at is not None:
        raise Invalid("This row was decided already. Nothing was changed.", code="decided", field="row")
    return kept, read_back(kept.data)
