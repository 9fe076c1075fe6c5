"""Adding and changing rows inside a deed so that the history always has what was and what is."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Table, insert, update

from wantedtrack.rules.entry import EntryId, PersonId
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.found import by_column
from wantedtrack.store.schema import entry as entry_table
from wantedtrack.store.writing import Work


def add_row(work: Work, table: Table, values: Mapping[str, Any], *, entry: EntryId | None = None, person: PersonId | None = None) -> int:
    """Insert one row, keep it in the history of the entry or person it belongs to, and give its id."""
    result = work.connection.execute(insert(table), dict(values))
    assert result.inserted_primary_key is not None  # noqa: S101 (every table here has one)
    row_id = int(result.inserted_primary_key[0])
    told = {name: plain(value) for name, value in values.items() if value is not None}
    work.remember({"added": table.name, "id": row_id, "row": told}, entry=entry, person=person)
    return row_id


def change_row(
    work: Work,
    table: Table,
    row_id: int,
    before: Row[Any] | Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    entry: EntryId | None = None,
    person: PersonId | None = None,
) -> dict[str, list[Any]]:
    """Update one row, keeping each field's value before and after; a row that would stay the same is left alone.

    `before` is the row as read, or the fields of it that matter.
    """
    held = by_column(before) if isinstance(before, Row) else before
    fields = {name: [plain(held.get(name)), plain(value)] for name, value in after.items() if held.get(name) != value}
    if fields:
        work.connection.execute(update(table).where(table.c.id == row_id).values({name: after[name] for name in fields}))
        work.remember({"changed": table.name, "id": row_id, "fields": fields}, entry=entry, person=person)
    return fields


def change_entry(work: Work, state: EntryState, **after: Any) -> EntryState:  # noqa: ANN401 (the fields of EntryState)
    """Change an entry, counting its version up by one, and give it back as it now is."""
    before = state.as_mapping()
    if all(before[name] == value for name, value in after.items()):
        return state
    with_version = {**after, "version": state.version + 1}
    change_row(work, entry_table, state.id, before, with_version, entry=state.id)
    return state.but(**with_version)


def plain(value: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    """A value as the history's JSON holds it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%f}Z"
    if isinstance(value, date):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value
