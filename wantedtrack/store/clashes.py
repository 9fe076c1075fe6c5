"""Two officers and one entry: whoever saves second is told what changed, who changed it and when, and loses nothing typed."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId, Instant, OfficerId
from wantedtrack.rules.spans import moment
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.officers import collar_of
from wantedtrack.store.schema import entry as entry_table

_KEPT_FOR_LISTS = ("version", "attempt_count", "last_attempt_at")
"""Columns that count along with others; naming them would tell an officer nothing."""


def refuse_changed_since(connection: Connection, state: EntryState, version: int | None) -> None:
    """Raise NotAllowed("clash") where the entry was changed since the caller read it at `version`; None asks for no such check.

    The message names each change since: the fields, the collar number and the time, never a value.
    """
    if version is None or version == state.version:
        return
    told = "; ".join(changes_since(connection, state.id, version)) or "it is not the version that you opened"
    message = (
        f"This entry was changed since you opened it: {told}. Nothing was changed; what you typed is kept. Look at both, then save again."
    )
    raise NotAllowed(message, code="clash", field="version", who_could="you, once you have seen the change")


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that somebody changed since: its name as deeds spell it, what stood there and what stands there now, by whom and when."""

    word: str
    before: str
    after: str
    by: str
    at: Instant


def fields_since(connection: Connection, entry: EntryId, version: int) -> tuple[ChangedField, ...]:
    """Each field of the entry changed after this version, with its values: for whoever may read the entry, on screen only."""
    kept, journal = record.history.c, record.journal.c
    lines = select(kept.change, journal.officer, journal.at).join(record.journal, journal.sequence == kept.sequence)
    found: dict[str, ChangedField] = {}
    for change, officer, at in connection.execute(lines.where(kept.entry_id == entry).order_by(kept.id)):
        said: dict[str, Any] = json.loads(change)
        fields: dict[str, list[Any]] = said["fields"] if said.get("changed") == entry_table.name else {}
        if fields.get("version", [0, 0])[1] <= version:
            continue
        for name, (before, after) in fields.items():
            if name in _KEPT_FOR_LISTS:
                continue
            earlier = found[name].before if name in found else _shown(connection, name, before)
            found[name] = ChangedField(name.removesuffix("_id").replace("_", "-"), earlier, _shown(connection, name, after), officer, at)
    return tuple(found.values())


def _shown(connection: Connection, name: str, value: Any) -> str:  # noqa: ANN401 (whatever a column holds)
    if value is None:
        return "nothing"
    if name in ("owner_id", "band_by", "outcome_by", "closed_by"):
        return collar_of(connection, OfficerId(value))
    return str(value)


def changes_since(connection: Connection, entry: EntryId, version: int) -> list[str]:
    """What was changed after this version, oldest first: "DEMO-PS2 changed band and plan (regrade, Mon 2 Mar 14:00)"."""
    kept, journal = record.history.c, record.journal.c
    lines = select(kept.change, journal.officer, journal.deed, journal.at).join(record.journal, journal.sequence == kept.sequence)
    told: list[str] = []
    for change, officer, deed, at in connection.execute(lines.where(kept.entry_id == entry).order_by(kept.id)):
        said: dict[str, Any] = json.loads(change)
        fields: dict[str, list[Any]] = said["fields"] if said.get("changed") == entry_table.name else {}
        if fields.get("version", [0, 0])[1] > version:
            names = [name.removesuffix("_id").replace("_", " ") for name in fields if name not in _KEPT_FOR_LISTS]
            told.append(f"{officer} changed {' and '.join(names) or 'what was tried'} ({deed}, {moment(at)})")
    return told
