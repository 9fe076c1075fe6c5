"""How an entry and everything that hangs on it stood at an earlier instant, by taking back every later change, newest first.

The rows are plain values, as the history holds them: a row added later goes, a field changed later gets what it held. Clocks are no part of it:
`why` tells them. What retention has erased cannot be shown again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, Instant, PersonId
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store import schema_decisions as decisions
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.found import by_column
from wantedtrack.store.rows import plain

Row = dict[str, Any]

OF_ENTRY: Mapping[str, Table] = {
    "checklist": schema.checklist_answer,
    "attempts": schema.attempt,
    "reviews": schema.review,
    "notes": schema.note,
    "pauses": schema.pause,
    "whereabouts": schema.whereabouts,
    "circulation_steps": decisions.circulation_step,
    "verifications": decisions.verification,
    "proposals": schema.proposal,
}
"""What hangs on an entry, under the name that `show` gives it."""

OF_PERSON: Mapping[str, Table] = {"aliases": schema.alias, "addresses": schema.address, "warnings": schema.warning}
"""What hangs on the person."""

_NOT_SHOWN = ("worst_clock", "due_at", "flags", "details", "sort_key", "search_names")
_OFFICERS = ("by", "band_by", "owner_id", "outcome_by", "closed_by", "authoriser", "decided_by")


@dataclass(frozen=True, slots=True)
class AsItStood:
    """An entry at an instant: its own fields, its person's, and the rows of each kind, as plain values with collars in place of officers' ids."""

    at: Instant
    entry: Mapping[str, Any]
    own_fields: Mapping[str, str]
    flags: tuple[str, ...]
    person: Mapping[str, Any]
    rows: Mapping[str, tuple[Mapping[str, Any], ...]]


def as_it_stood(connection: Connection, entry: EntryId, at: Instant, *, reader: Acting) -> AsItStood:
    """The entry as it stood at this instant.

    Raises Invalid("before_it_was_added") for an earlier instant, Invalid("no_such_entry"), and NotAllowed("restricted") for a reader who may
    not read it now.
    """
    state = read_entry(connection, entry, reader=reader)
    if at < state.added_at:
        message = f"The entry was added at {iso(state.added_at)}; before that there is nothing to show."
        raise Invalid(message, code="before_it_was_added", field="as-of")
    past = _Past(connection, at)
    own = past.row(schema.entry, {name: plain(value) for name, value in state.as_mapping().items()}, entry=entry)
    person = PersonId(own["person_id"])
    held = by_column(connection.execute(select(schema.person).where(schema.person.c.id == person)).one())
    rows = {name: past.rows_of(table, entry=entry) for name, table in OF_ENTRY.items()}
    rows |= {name: past.rows_of(table, person=person) for name, table in OF_PERSON.items()}
    collars = {row.id: row.collar for row in connection.execute(select(schema.officer.c.id, schema.officer.c.collar))}
    return AsItStood(
        at,
        _shown(own, collars),
        dict(json.loads(own["details"])),
        tuple(json.loads(own["flags"])),
        _shown(past.row(schema.person, {name: plain(value) for name, value in held.items()}, person=person), collars),
        {name: tuple(_shown(row, collars) for row in found) for name, found in rows.items()},
    )


class _Past:
    """What the history says was changed after an instant."""

    def __init__(self, connection: Connection, at: Instant) -> None:
        self._connection = connection
        self._at = at

    def row(self, table: Table, held: Row, *, entry: EntryId | None = None, person: PersonId | None = None) -> Row:
        """One row that was there all along, as it then was."""
        rows = {held["id"]: dict(held)}
        self._take_back(table, rows, entry=entry, person=person)
        return rows[held["id"]]

    def rows_of(self, table: Table, *, entry: EntryId | None = None, person: PersonId | None = None) -> list[Row]:
        """The rows of a table that hung on the entry or person then, in the order they were added."""
        column, number = ("entry_id", entry) if entry is not None else ("person_id", person)
        mine = table.c[column] == number
        moved = self._mentioned(table, entry=entry, person=person)
        found = self._connection.execute(select(table).where(or_(mine, table.c.id.in_(moved)) if moved else mine))
        rows = {row.id: {name: plain(value) for name, value in by_column(row).items()} for row in found}
        self._take_back(table, rows, entry=entry, person=person)
        return [rows[key] for key in sorted(rows) if rows[key][column] == number]

    def _later(self, entry: EntryId | None, person: PersonId | None) -> list[Mapping[str, Any]]:
        kept, journal = record.history.c, record.journal.c
        about = [kept.entry_id == entry] if entry is not None else []
        about += [kept.person_id == person] if person is not None else []
        later = select(kept.change).join(record.journal, journal.sequence == kept.sequence).where(or_(*about), journal.at > self._at)
        return [json.loads(change) for change in self._connection.execute(later.order_by(kept.id.desc())).scalars()]

    def _mentioned(self, table: Table, *, entry: EntryId | None, person: PersonId | None) -> list[int]:
        """Rows that hang on another person now and may have hung on this one then: a merge moves them."""
        return sorted({told["id"] for told in self._later(entry, person) if told.get("changed") == table.name})

    def _take_back(self, table: Table, rows: dict[int, Row], *, entry: EntryId | None, person: PersonId | None) -> None:
        for told in self._later(entry, person):
            if told.get("added") == table.name:
                rows.pop(told["id"] if "id" in told else _like(told["row"], rows), None)
            elif told.get("changed") == table.name and told["id"] in rows:
                rows[told["id"]] |= {name: before for name, (before, _) in told["fields"].items()}


def _like(told: Mapping[str, Any], rows: Mapping[int, Row]) -> int:
    """The id of a row that an import added, 0 where it is not among these: it inserts many at once, and tells what they hold but not their ids."""
    return next((number for number, row in rows.items() if all(row.get(name) == value for name, value in told.items())), 0)


def _shown(row: Mapping[str, Any], collars: Mapping[int, str]) -> dict[str, Any]:
    """A row for people: collars for officers, instants to the second."""
    shown = {name: _to_the_second(value) for name, value in row.items() if name not in _NOT_SHOWN}
    named = {name.removesuffix("_id"): collars.get(shown.pop(name)) for name in _OFFICERS if name in shown}
    return shown | named


def _to_the_second(value: Any) -> Any:  # noqa: ANN401 (plain JSON values)
    if isinstance(value, str) and value.endswith("Z") and "T" in value:
        try:
            return iso(datetime.fromisoformat(value))
        except ValueError:
            return value
    return value


def as_json(stood: AsItStood) -> dict[str, Any]:
    """`show --as-of`: the fields of `show` at the top, and with them the person and the rows of each kind; of the clocks nothing is known here."""
    own = {**stood.entry, "as_of": iso(stood.at), "own_fields": dict(stood.own_fields), "flags": list(stood.flags)}
    wanted_since = datetime.fromisoformat(stood.entry["became_outstanding_at"])
    return (
        own
        | {name: stood.person[name] for name in ("surname", "forenames", "born", "pnc_id")}
        | {"age_s": max(0, int((stood.at - wanted_since).total_seconds())), "details": dict(stood.own_fields), "person": dict(stood.person)}
        | dict.fromkeys(("worst_clock", "due_at", "overdue_s", "level"))
        | {name: [dict(row) for row in rows] for name, rows in stood.rows.items()}
    )
