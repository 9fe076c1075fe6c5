"""The queue under headings: by band, owner, station, or the first list that an entry stands in. SQL orders and counts; nothing is sorted here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, case, func, literal_column, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_language import LISTS, Query
from wantedtrack.store.near_names import forgiven
from wantedtrack.store.queue_filters import condition_of
from wantedtrack.store.queue_lists import in_list, readable_by
from wantedtrack.store.schema import entry, officer

GROUPS = ("band", "owner", "station", "list")
_NO_GROUP_OF_ITS_OWN = ("notices", "everything")
_LISTED = tuple(name for name in LISTS if name not in _NO_GROUP_OF_ITS_OWN)


@dataclass(frozen=True, slots=True)
class Group:
    """One heading: what its entries have in common, None where they have none, and how many they are."""

    value: str | None
    count: int


def group_column(group: str, *, reader: Acting, now: Instant, shift_ends_at: Instant | None) -> ColumnElement[Any]:
    """What the entries are put under. Raises Invalid("group") for what the queue cannot be grouped by."""
    if group == "list":
        places = [
            (in_list(name, reader=reader, now=now, shift_ends_at=shift_ends_at), literal_column(str(place), Integer))
            for place, name in enumerate(_LISTED)
        ]
        return case(*places)
    # The bands' values happen to stand in the alphabet as they do in urgency: high, medium, standard.
    columns: dict[str, ColumnElement[Any]] = {"band": entry.c.band, "owner": officer.c.collar, "station": entry.c.station}
    if group not in columns:
        raise Invalid(f"The queue is grouped by {', '.join(GROUPS)}. Nothing was changed.", code="group", field="group")
    return columns[group]


def groups_of(
    connection: Connection, query: Query, group: str, *, reader: Acting, now: Instant, shift_ends_at: Instant | None
) -> tuple[Group, ...]:
    """The headings in their order, each with its count; those without a value come last."""
    column = group_column(group, reader=reader, now=now, shift_ends_at=shift_ends_at)
    found = select(column.label("heading")).select_from(entry)
    if group == "owner":
        found = found.outerjoin(officer, officer.c.id == entry.c.owner_id)
    condition = condition_of(forgiven(connection, query), reader=reader, now=now, shift_ends_at=shift_ends_at)
    inner = found.where(readable_by(reader), condition).subquery()
    statement = select(inner.c.heading, func.count()).group_by(inner.c.heading).order_by(inner.c.heading.asc().nulls_last())
    return tuple(Group(_named(group, value), count) for value, count in connection.execute(statement))


def _named(group: str, value: Any) -> str | None:  # noqa: ANN401 (a number for a list, text for everything else)
    if value is None:
        return None
    return _LISTED[int(value)] if group == "list" else str(value)
