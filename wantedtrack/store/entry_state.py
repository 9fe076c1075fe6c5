"""An entry as deeds read it: every column, frozen."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import (
    Band,
    Category,
    Circulation,
    CirculationLevel,
    ClockName,
    DataSubject,
    EntryId,
    Flag,
    Instant,
    OfficerId,
    Outcome,
    PersonId,
    Recheck,
    Reference,
    Stage,
)
from wantedtrack.rules.kept_text import kept
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.found import by_column
from wantedtrack.store.schema import entry as table
from wantedtrack.store.schema_decisions import named_reader


@dataclass(frozen=True, slots=True)
class EntryState:
    """One row of the table `entry`; `flags` and `details` are JSON text, read through the properties."""

    id: EntryId
    reference: Reference
    category: Category
    person_id: PersonId
    band: Band | None
    band_rationale: str | None
    band_by: OfficerId | None
    band_at: Instant | None
    stage: Stage
    earlier_stage: Stage | None
    circulation: Circulation
    circulation_reference: str | None
    circulation_level: CirculationLevel | None
    not_required_reason: str | None
    weed_date: date | None
    requested_at: Instant | None
    circulated_at: Instant | None
    verified_at: Instant | None
    verify_result: str | None
    cancelled_at: Instant | None
    offence: str
    offence_code: str | None
    asn: str | None
    asn_verified: bool | None
    source: str
    source_reference: str | None
    owning_force: str | None
    station: str | None
    owner_id: OfficerId | None
    team: str | None
    beat: str | None
    became_outstanding_at: Instant
    added_at: Instant
    accepted_at: Instant | None
    allocated_at: Instant | None
    plan: str | None
    first_attempt_by: Instant | None
    next_step: str | None
    next_by: Instant | None
    outcome: Outcome | None
    outcome_at: Instant | None
    outcome_recorded_at: Instant | None
    outcome_by: OfficerId | None
    outcome_place: str | None
    custody_reference: str | None
    outcome_rationale: str | None
    withdrawal_proposed: str | None
    closed_at: Instant | None
    closed_by: OfficerId | None
    cancellation_reference: str | None
    recheck: Recheck | None
    victim_informed: str | None
    reopened_at: Instant | None
    retention_review_on: date | None
    restricted: bool
    flags: str
    details: str
    data_subject: DataSubject
    officer_to_be_confirmed: bool
    typed_account: str | None
    last_attempt_at: Instant | None
    attempt_count: int
    worst_clock: ClockName | None
    due_at: Instant | None
    version: int

    @property
    def flag_set(self) -> tuple[Flag, ...]:
        """The flags, in the order of their enumeration."""
        return tuple(Flag(value) for value in json.loads(self.flags))

    @property
    def own_fields(self) -> dict[str, str]:
        """The category's own fields by key."""
        return dict(json.loads(self.details))

    def as_mapping(self) -> dict[str, Any]:
        """Column → value."""
        return {name: getattr(self, name) for name in _NAMES}

    def but(self, **changes: Any) -> "EntryState":  # noqa: ANN401 (the fields of this class)
        """The same entry with other values."""
        return replace(self, **changes)


_NAMES = tuple(field.name for field in fields(EntryState))


def state_from(row: Row[Any]) -> EntryState:
    """Read a row of `select(entry)`."""
    return EntryState(**by_column(row))


_IDS_AT_ONCE = 400

_BY_REFERENCE = select(table.c.id).where(table.c.reference == bindparam("reference"))
_BY_ID = select(table).where(table.c.id == bindparam("entry"))
"""Made once: every deed asks them, and making one takes longer than its answer."""


def load_entry(connection: Connection, entry: EntryId) -> EntryState:
    """Read one entry by its id. Raises Invalid("no_such_entry")."""
    row = connection.execute(_BY_ID, {"entry": entry}).first()
    if row is None:
        raise Invalid("There is no entry of that number. Nothing was changed.", code="no_such_entry", field="reference")
    return state_from(row)


def load_entries(connection: Connection, entries: Sequence[EntryId]) -> dict[EntryId, EntryState]:
    """Read many entries at once, by id; one that is not there is left out."""
    found: dict[EntryId, EntryState] = {}
    for start in range(0, len(entries), _IDS_AT_ONCE):
        for row in connection.execute(select(table).where(table.c.id.in_(entries[start : start + _IDS_AT_ONCE]))):
            state = state_from(row)
            found[state.id] = state
    return found


def find_reference(connection: Connection, reference: str) -> EntryId:
    """The id of the entry with this reference, however it is typed. Raises Invalid("no_such_entry")."""
    wanted = kept(reference).strip().upper()
    found = connection.execute(_BY_REFERENCE, {"reference": wanted}).scalar()
    if found is None:
        message = f"There is no entry with the reference “{wanted[:40]}”. Nothing was changed; look for it in the queue."
        raise Invalid(message, code="no_such_entry", field="reference")
    return EntryId(found)


def may_read(connection: Connection, state: EntryState, officer: Acting) -> bool:
    """Whether this officer may read the entry: a restricted one is for its owner, the officers named on it, and inspectors and above.

    Answers the threat "a curious colleague with a right to read" of trust.md; asked where rows are read, not where they are shown.
    """
    if not state.restricted or state.owner_id == officer.officer:
        return True
    if officer.rank is not None and officer.rank.is_at_least(Rank.INSPECTOR):
        return True
    named = select(named_reader.c.entry_id).where(named_reader.c.entry_id == state.id, named_reader.c.officer_id == officer.officer)
    return connection.execute(named).first() is not None


def read_entry(connection: Connection, entry: EntryId, *, reader: Acting) -> EntryState:
    """Read an entry for somebody to look at. Raises Invalid("no_such_entry"), NotAllowed("restricted")."""
    state = load_entry(connection, entry)
    if not may_read(connection, state, reader):
        raise NotAllowed("Known: ask the duty inspector.", code="restricted", field="reference", who_could="inspector or above")
    return state


def open_for_deed(connection: Connection, entry: EntryId, deed: str, officer: Acting) -> EntryState:
    """Read an entry for a deed, refusing first who may not, then the wrong stage. Raises NotAllowed or Invalid("no_such_entry")."""
    stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator)
    state = load_entry(connection, entry)
    refuse_for_deed(connection, state, deed, officer)
    return state


def refuse_for_deed(connection: Connection, state: EntryState, deed: str, officer: Acting) -> None:
    """Refuse a deed on an entry that is read already. Raises as `open_for_deed`."""
    stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator)
    if not may_read(connection, state, officer):
        raise NotAllowed(
            "Known: ask the duty inspector. Nothing was changed.", code="restricted", field="reference", who_could="inspector or above"
        )
    stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator, stage=state.stage)
