"""Searches that were saved under a name: an officer's own, and those that all share (they have no owner)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Instant, OfficerId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_words import WrongWord, read_query
from wantedtrack.store import queue
from wantedtrack.store.schema_record import saved_search


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One of them. `owner` is None where all share it."""

    number: int
    name: str
    words: str
    owner: OfficerId | None

    @property
    def is_shared(self) -> bool:
        """Whether everybody has it in the list."""
        return self.owner is None

    def as_json(self) -> dict[str, Any]:
        """The row as the command line gives it."""
        return {"saved": self.number, "name": self.name, "search": self.words, "shared": self.is_shared}


def saved_searches(connection: Connection, *, reader: Acting) -> list[SavedSearch]:
    """Those that this officer has in the list: the shared ones first, each by name."""
    statement = select(saved_search).where(or_(saved_search.c.owner_id.is_(None), saved_search.c.owner_id == reader.officer))
    found = [_from(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda one: (not one.is_shared, one.name.casefold(), one.number))


def find_saved(connection: Connection, named: str, *, reader: Acting) -> SavedSearch:
    """The one of this number or name, one's own before a shared one. Raises Invalid("no_such_search")."""
    held = saved_searches(connection, reader=reader)
    wanted = " ".join(named.split()).casefold()
    by_name = sorted((one for one in held if one.name.casefold() == wanted), key=lambda one: one.is_shared)
    found = next((one for one in held if str(one.number) == wanted), None) or next(iter(by_name), None)
    if found is None:
        message = "No saved search of this name or number is in your list. Nothing was changed; “searches” shows them all."
        raise Invalid(message, code="no_such_search", field="saved")
    return found


def how_many(connection: Connection, owner: OfficerId | None) -> int:
    """How many there are of one owner, or of those that all share."""
    condition = saved_search.c.owner_id.is_(None) if owner is None else saved_search.c.owner_id == owner
    return connection.execute(select(func.count()).select_from(saved_search).where(condition)).scalar_one()


def counts(
    connection: Connection, *, reader: Acting, now: Instant, shift_ends_at: Instant | None, labels: Mapping[Band, str]
) -> dict[int, int | None]:
    """How many entries each finds; None for one whose words are no longer understood, as after the force renamed its bands."""
    found: dict[int, int | None] = {}
    for one in saved_searches(connection, reader=reader):
        try:
            query = read_query(one.words, now=now, labels=labels)
        except WrongWord:
            found[one.number] = None
        else:
            found[one.number] = queue.count(connection, query, reader=reader, now=now, shift_ends_at=shift_ends_at)
    return found


def _from(row: Row[Any]) -> SavedSearch:
    return SavedSearch(row.id, row.name, row.text, row.owner_id)
