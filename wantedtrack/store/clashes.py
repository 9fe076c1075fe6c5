"""Two officers and one entry: whoever saves second is told what changed, who changed it and when, and loses nothing typed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, or_, select

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.changed_words import CHANGEABLE, in_words
from wantedtrack.rules.deed_words import Holds
from wantedtrack.rules.entry import EntryId, Instant, OfficerId
from wantedtrack.rules.spans import moment
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.officers import collar_of
from wantedtrack.store.schema import entry as entry_table


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
    """One field that somebody changed since: its key in `rules/changed_words.py`, what stood there and what stands there now, by whom and when.

    Values are as the history keeps them; an officer is given by collar number.
    """

    key: str
    before: Any
    after: Any
    by: str
    at: Instant

    @property
    def label(self) -> str:
        """What the field is called within a sentence."""
        return CHANGEABLE[self.key].in_a_sentence

    @property
    def was(self) -> str:
        """What stood there, as people read it."""
        return in_words(self.key, self.before)

    @property
    def is_now(self) -> str:
        """What stands there, as people read it."""
        return in_words(self.key, self.after)


@dataclass(slots=True)
class _Line:
    """One deed since: its name, who did it and when, and what it changed of entry, person and what hangs on them."""

    deed: str
    by: str
    at: Instant
    changes: list[tuple[str, Any, Any]] = field(default_factory=list[tuple[str, Any, Any]])


def fields_since(connection: Connection, entry: EntryId, version: int) -> tuple[ChangedField, ...]:
    """Each field of the entry, its person and what hangs on it that was changed after this version, with its values.

    For whoever may read the entry, on screen only.
    """
    found: dict[str, ChangedField] = {}
    for line in _lines_since(connection, entry, version):
        for key, before, after in line.changes:
            earlier = found[key].before if key in found else _value(connection, key, before)
            found[key] = ChangedField(key, earlier, _value(connection, key, after), line.by, line.at)
    return tuple(one for one in found.values() if one.before != one.after)


def changes_since(connection: Connection, entry: EntryId, version: int) -> list[str]:
    """What was changed after this version, oldest first: "DEMO-PS2 changed band and plan (regrade, Mon 2 Mar 14:00)"."""
    told: list[str] = []
    for line in _lines_since(connection, entry, version):
        names = dict.fromkeys(CHANGEABLE[key].in_a_sentence for key, _, _ in line.changes)
        told.append(f"{line.by} changed {' and '.join(names) or 'what was tried'} ({line.deed}, {moment(line.at)})")
    return told


def _lines_since(connection: Connection, entry: EntryId, version: int) -> list[_Line]:
    kept, journal = record.history.c, record.journal.c
    person = select(entry_table.c.person_id).where(entry_table.c.id == entry).scalar_subquery()
    lines = select(kept.sequence, kept.change, journal.officer, journal.deed, journal.at).join(
        record.journal, journal.sequence == kept.sequence
    )
    lines = lines.where(or_(kept.entry_id == entry, kept.person_id == person)).order_by(kept.id)
    found: dict[int, _Line] = {}
    later: set[int] = set()
    for sequence, change, officer, deed, at in connection.execute(lines):
        said: dict[str, Any] = json.loads(change)
        found.setdefault(sequence, _Line(deed, officer, at)).changes.extend(_changes_in(said))
        if said.get("changed") == entry_table.name and said["fields"].get("version", [0, 0])[1] > version:
            later.add(sequence)
    return [line for sequence, line in found.items() if sequence in later]


def _changes_in(said: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What one line of the history changed, by key; what follows from it by itself is left out."""
    if "added" in said:
        yield from _known(said["added"], {name: [None, value] for name, value in said["row"].items()})
    elif "changed" in said:
        fields: Mapping[str, Sequence[Any]] = said["fields"]
        yield from _known(said["changed"], fields)
        if said["changed"] == entry_table.name and "details" in fields:
            before, after = (json.loads(value or "{}") for value in fields["details"])
            yield from _known("details", {name: [before.get(name), after.get(name)] for name in {**before, **after}})


def _known(table: str, fields: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Any, Any]]:
    for name, (before, after) in fields.items():
        if f"{table}.{name}" in CHANGEABLE and before != after:
            yield f"{table}.{name}", before, after


def _value(connection: Connection, key: str, value: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    is_officer = CHANGEABLE[key].holds is Holds.OFFICER and isinstance(value, int)
    return collar_of(connection, OfficerId(value)) if is_officer else value
