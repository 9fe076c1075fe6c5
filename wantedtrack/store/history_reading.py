"""What was done to an entry, line by line: what was, what is, who, when, why, from which desktop or which row of an extract.

The journal says that something was done and by whom; what it was stands in the history, which retention may have emptied since.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select, union

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import read_entry

_REASONS = ("band_rationale", "ended_why", "outcome_rationale", "decision_reason", "not_required_reason", "rationale", "reason")
"""The fields in which deeds keep why, the one that tells most first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, as plain JSON values; `before` is None for a row that was added, `what` the table it stands in.

    `row` is its id, None for a row that an import added among many.
    """

    what: str
    row: int | None
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed that touched the entry or its person. `escalated` are the levels a sweep recorded: clock, level and rank.

    `why` is the reason that the deed gave, None where it gave none; `from_row` the row of the extract that an import read, as "file, row 12".
    """

    sequence: int
    at: Instant
    officer: str
    deed: str
    desktop: str
    why: str | None
    from_row: str | None
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
    reasons: dict[int, str] = {}
    for sequence, change in connection.execute(select(kept.sequence, kept.change).where(about).order_by(kept.id)):
        told = json.loads(change)
        changes[sequence].extend(_changes_in(told))
        if "why" in told:
            reasons[sequence] = told["why"]
    read_from = _rows_read(connection, entry)
    escalated = _escalated(connection, entry)
    sequences = union(select(touched.sequence).where(touched.entry_id == entry), select(kept.sequence).where(about))
    lines = select(journal.sequence, journal.at, journal.officer, journal.deed, journal.desktop).where(journal.sequence.in_(sequences))
    return tuple(
        HistoryLine(
            row.sequence,
            row.at,
            row.officer,
            row.deed,
            row.desktop,
            reasons.get(row.sequence) or _why(changes[row.sequence]),
            read_from.get(row.sequence),
            tuple(changes[row.sequence]),
            tuple(escalated[row.sequence]),
        )
        for row in connection.execute(lines.order_by(journal.sequence))
    )


def _changes_in(change: Mapping[str, Any]) -> Iterable[Change]:
    """A history row is {"added", "id", "row"} or {"changed", "id", "fields"}; anything else is told elsewhere."""
    if "added" in change:
        yield from (Change(change["added"], change.get("id"), name, None, value) for name, value in change["row"].items())
    elif "changed" in change:
        yield from (Change(change["changed"], change["id"], name, *pair) for name, pair in change["fields"].items())


def _why(changes: Iterable[Change]) -> str | None:
    """The reason among what a deed wrote: the field that the deed keeps it in."""
    by_field = {change.field: change.after for change in changes if change.after}
    return next((str(by_field[name]) for name in _REASONS if name in by_field), None)


def _rows_read(connection: Connection, entry: EntryId) -> Mapping[int, str]:
    """By journal line of an import, the row that it read into this entry; of a row that was read again only the newest reading is kept."""
    read, file = record.source_row.c, record.intake_file.c
    rows = select(file.sequence, file.file_name, read.row).join(record.intake_file, file.id == read.file_id).where(read.entry_id == entry)
    return {sequence: f"{name}, row {row}" for sequence, name, row in connection.execute(rows)}


def _escalated(connection: Connection, entry: EntryId) -> Mapping[int, list[tuple[str, int, str]]]:
    e, c = schema.escalation.c, schema.clock.c
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    statement = select(e.sequence, c.name, e.level, e.rank).join(schema.clock, c.id == e.clock_id).where(e.entry_id == entry)
    for sequence, clock, level, rank in connection.execute(statement.order_by(e.id)):
        found[sequence].append((clock.value, level, rank.value))
    return found


def history_json(line: HistoryLine) -> dict[str, Any]:
    """One line for scripts."""
    return {
        "sequence": line.sequence,
        "at": iso(line.at),
        "officer": line.officer,
        "deed": line.deed,
        "desktop": line.desktop,
        "why": line.why,
        "from_row": line.from_row,
        "changes": [{"what": c.what, "row": c.row, "field": c.field, "before": c.before, "after": c.after} for c in line.changes],
        "escalated": [{"clock": clock, "level": level, "rank": rank} for clock, level, rank in line.escalated],
    }
