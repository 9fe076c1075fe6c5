"""What the store holds of the entries that a returned sheet tells of: read for many rows at once, never row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import EntryId, PersonId
from wantedtrack.store import schema
from wantedtrack.store.entry_state import EntryState, load_entries
from wantedtrack.store.returned_rows import KnownAttempt, decided_before, known_attempts, taken_before

_IDS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class HeldAddress:
    """One address of a person, ended or not."""

    id: int
    words: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The entries by id, their persons' addresses in the order of their letters, their attempts, and what came home of these sheets before.

    `taken` grows with the rows that are judged to be new, so that a copied row is seen.
    """

    entries: dict[EntryId, EntryState]
    addresses: dict[PersonId, list[HeldAddress]]
    attempts: dict[EntryId, list[KnownAttempt]]
    taken: dict[tuple[int, int], dict[str, str]]
    decided: set[tuple[str, str]]


def read_held(connection: Connection, sheets: Sequence[int], entries: Sequence[EntryId]) -> Held:
    """As the store has it now."""
    states = load_entries(connection, entries)
    persons = sorted({state.person_id for state in states.values()})
    return Held(
        states,
        _addresses(connection, persons),
        known_attempts(connection, entries),
        taken_before(connection, sheets),
        decided_before(connection, sheets),
    )


def _addresses(connection: Connection, persons: Sequence[PersonId]) -> dict[PersonId, list[HeldAddress]]:
    table = schema.address.c
    columns = select(table.person_id, table.id, table.lines, table.postcode, table.ended_at).order_by(table.id)
    found: dict[PersonId, list[HeldAddress]] = {}
    for start in range(0, len(persons), _IDS_AT_ONCE):
        for row in connection.execute(columns.where(table.person_id.in_(persons[start : start + _IDS_AT_ONCE]))):
            words = ", ".join(part for part in (row.lines, row.postcode) if part)
            found.setdefault(PersonId(row.person_id), []).append(HeldAddress(row.id, words, row.ended_at is not None))
    return found
