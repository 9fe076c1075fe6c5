"""What was done to an entry, line by line, and how it stood at an earlier moment.

The journal says that something was done and by whom; what it was stands in the history, which retention may have emptied since.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Enum, or_, select, union

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import EntryState, read_entry
from wantedtrack.store.types import InstantType


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, as plain JSON values; `before` is None for a row that was added, `what` the table it stands in."""

    what: str
    row: int
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed that touched the entry or its person. `escalated` are the levels a sweep recorded: clock, level and rank."""

    sequence: int
    at: Instant
    officer: str
    deed: str
    changes: tuple[Change, ...]
    escalated: tuple[tuple[str, int, str], ...]


def history(connection: Connection, entry: EntryId, *, reader: Acting) -> tuple[HistoryLine, ...]:
    """Every deed that changed the entry or what is held of its person, oldest first.

    Raises Invalid("no_such_entry"), and NotAllowed("restricted") for a reader who may not read it.
    """
    state = read_entry(connection, entry, reader=reader)
    kept, touched, journal = record.history.c, record.touched.c, record.journal.c
    about = or_(kept.entry_id == entry, kept.person_id == state.person_id)
    changes: dict[int, list[Change]] = defaultdict(list)
    for sequence, change in connection.execute(select(kept.sequence, kept.change).where(about).order_by(kept.id)):
        changes[sequence].extend(_changes_in(json.loads(change)))
    escalated = _escalated(connection, entry)
    sequences = union(select(touched.sequence).where(touched.entry_id == entry), select(kept.sequence).where(about))
    lines = select(journal.sequence, journal.at, journal.officer, journal.deed).where(journal.sequence.in_(sequences))
    return tuple(
        HistoryLine(row.sequence, row.at, row.officer, row.deed, tuple(changes[row.sequence]), tuple(escalated[row.sequence]))
        for row in connection.execute(lines.order_by(journal.sequence))
    )


def _changes_in(change: Mapping[str, Any]) -> Iterable[Change]:
    """A history row is {"added", "id", "row"} or {"changed", "id", "fields"}; anything else is told elsewhere."""
    if "added" in change:
        yield from (Change(change["added"], change["id"], name, None, value) for name, value in change["row"].items())
    elif "changed" in change:
        yield from (Change(change["changed"], change["id"], name, *pair) for name, pair in change["fields"].items())


def _escalated(connection: Connection, entry: EntryId) -> Mapping[int, list[tuple[str, int, str]]]:
    e, c = schema.escalation.c, schema.clock.c
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    statement = select(e.sequence, c.name, e.level, e.rank).join(schema.clock, c.id == e.clock_id).where(e.entry_id == entry)
    for sequence, clock, level, rank in connection.execute(statement.order_by(e.id)):
        found[sequence].append((clock.value, level, rank.value))
    return found


def as_of(connection: Connection, entry: EntryId, instant: Instant, *, reader: Acting) -> EntryState:
    """The entry as it stood at this instant, by taking back every later change, newest first.

    Its clocks are not part of it: `worst_clock` and `due_at` are None. Raises Invalid("before_it_was_added") for an earlier instant,
    and what `history` raises.
    """
    state = read_entry(connection, entry, reader=reader)
    if instant < state.added_at:
        message = f"The entry was added at {iso(state.added_at)}; before that there is nothing to show."
        raise Invalid(message, code="before_it_was_added", field="as-of")
    values: dict[str, Any] = {}
    kept, journal = record.history.c, record.journal.c
    later = select(kept.change).join(record.journal, journal.sequence == kept.sequence).where(kept.entry_id == entry, journal.at > instant)
    for change in connection.execute(later.order_by(kept.id.desc())).scalars():
        told = json.loads(change)
        if told.get("changed") == schema.entry.name and told["id"] == entry:
            values |= {name: _typed(name, before) for name, (before, _) in told["fields"].items()}
    return state.but(**{**values, "worst_clock": None, "due_at": None})


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401 (the history holds plain JSON values)
    """A plain value as the column of the entry holds it."""
    kind = schema.entry.c[name].type
    if value is None:
        return None
    if isinstance(kind, InstantType):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return kind.enum_class(value) if isinstance(kind, Enum) and kind.enum_class is not None else value


def history_json(line: HistoryLine) -> dict[str, Any]:
    """One line for scripts."""
    return {
        "sequence": line.sequence,
        "at": iso(line.at),
        "officer": line.officer,
        "deed": line.deed,
        "changes": [{"what": c.what, "row": c.row, "field": c.field, "before": c.before, "after": c.after} for c in line.changes],
        "escalated": [{"clock": clock, "level": level, "rank": rank} for clock, level, rank in line.escalated],
    }
