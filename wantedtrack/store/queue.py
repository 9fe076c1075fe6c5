"""Reads for lists: ordered ids from one statement, rows for the page that is looked at, and a count for each list.

Sorting, filtering and searching happen in SQL, on indexes; Python only turns a page of rows into plain data.
"""

from array import array
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, case, func, literal_column, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Category, Circulation, EntryId, Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_words import LISTS, FilterKey, Query
from wantedtrack.store.near_names import forgiven
from wantedtrack.store.queue_filters import condition_of
from wantedtrack.store.queue_groups import group_column
from wantedtrack.store.queue_lists import LISTED, OPEN, in_list, readable_by, recipients_of
from wantedtrack.store.queue_rows import as_json, rows
from wantedtrack.store.schema import entry, escalation, notice, officer, person
from wantedtrack.store.types import InstantType

__all__ = ["LISTS", "SORTS", "as_json", "count", "list_counts", "ordered_ids", "rows", "waiting_notices"]


_NOW, _ENDS = (bindparam(name, type_=InstantType()) for name in ("now", "ends"))
_COUNTED_TOGETHER = tuple(name for name in LISTS if name != "notices")
_HANDFUL = 2_000
_MOST_VALUES = 200
Ordered = Sequence[EntryId]
"""Ids in their order; eight bytes each."""


def _place_of(column: ColumnElement[Any], values: type[StrEnum]) -> ColumnElement[int]:
    """The place of a value in its enumeration, None for none."""
    places = [(column == literal_column(f"'{value.value}'"), literal_column(str(place), Integer)) for place, value in enumerate(values)]
    return case(*places)


_ORDERS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "due": (entry.c.due_at,),
    # The bands' values happen to stand in the alphabet as they do in urgency: high, medium, standard.
    "band": (entry.c.band, entry.c.due_at),
    "person": (person.c.sort_key, entry.c.due_at),
    "age": (-entry.c.became_outstanding_at,),
    "owner": (officer.c.collar, entry.c.due_at),
    "station": (entry.c.station, entry.c.due_at),
    "category": (_place_of(entry.c.category, Category), entry.c.due_at),
    "stage": (_place_of(entry.c.stage, Stage), entry.c.due_at),
    "circulation": (_place_of(entry.c.circulation, Circulation), entry.c.due_at),
    "last-attempt": (entry.c.last_attempt_at,),
    "attempts": (entry.c.attempt_count, entry.c.due_at),
    "reference": (entry.c.reference,),
}

SORTS = tuple(_ORDERS)
"""The keys that `sort` takes."""


def ordered_ids(
    connection: Connection,
    query: Query,
    *,
    reader: Acting,
    now: Instant,
    sort: str = "due",
    descending: bool = False,
    shift_ends_at: Instant | None = None,
    limit: int | None = None,
    offset: int = 0,
    group: str | None = None,
) -> Ordered:
    """The ids of the entries that the query finds and this reader may see, in order; with `group`, within the order of the groups.

    What is unknown stands last in either direction; equals stand by due time, then by id. Raises Invalid("sort") for a key outside SORTS.
    """
    condition = condition_of(forgiven(connection, query), reader=reader, now=now, shift_ends_at=shift_ends_at)
    statement = _from_what_is_needed(sort, group).where(readable_by(reader), condition)
    first = [group_column(group, reader=reader, now=now, shift_ends_at=shift_ends_at).asc().nulls_last()] if group else []
    statement = statement.order_by(*first, *_order(sort, descending=descending)).offset(offset or None).limit(limit)
    with connection.execute(statement) as result:
        assert result.cursor is not None  # noqa: S101 (a select always has one)
        # From the driver as they are, packed by the handful: 100,000 row objects, or as many numbers, cost more than finding them.
        ids = array("q")
        while found := result.cursor.fetchmany(_HANDFUL):
            ids.extend(row[0] for row in found)
        return cast(Ordered, ids)


def count(connection: Connection, query: Query, *, reader: Acting, now: Instant, shift_ends_at: Instant | None = None) -> int:
    """How many entries the query finds for this reader."""
    condition = condition_of(forgiven(connection, query), reader=reader, now=now, shift_ends_at=shift_ends_at)
    statement = select(func.count()).select_from(entry).where(readable_by(reader), condition)
    return connection.execute(statement).scalar_one()


def _from_what_is_needed(sort: str, group: str | None) -> Select[int]:
    if sort not in _ORDERS:
        raise Invalid(
            f"The queue is sorted by {', '.join(SORTS)}; “{sort[:40]}” is none of them. Nothing was changed.", code="sort", field="sort"
        )
    statement = select(entry.c.id)
    if sort == "person":
        statement = statement.join(person, person.c.id == entry.c.person_id)
    return statement.outerjoin(officer, officer.c.id == entry.c.owner_id) if "owner" in (sort, group) else statement


def _order(sort: str, *, descending: bool) -> list[ColumnElement[Any]]:
    first, *then = _ORDERS[sort]
    leading = first.desc() if descending else first.asc()
    return [leading.nulls_last(), *(column.asc().nulls_last() for column in then), entry.c.id.asc()]


def known_values(connection: Connection, *, reader: Acting) -> dict[FilterKey, tuple[str, ...]]:
    """The stations and teams that stand in the queue, for whoever chooses a filter."""
    found: dict[FilterKey, tuple[str, ...]] = {}
    for key, column in ((FilterKey.STATION, entry.c.station), (FilterKey.TEAM, entry.c.team)):
        statement = select(column).where(LISTED, readable_by(reader), column.is_not(None)).distinct().order_by(column).limit(_MOST_VALUES)
        found[key] = tuple(str(value) for value in connection.execute(statement).scalars())
    return found


def list_counts(connection: Connection, *, reader: Acting, now: Instant, shift_ends_at: Instant | None) -> dict[str, int]:
    """How many entries each list holds for this reader: as many as it shows."""
    held = counts_and_open(connection, reader=reader, now=now, shift_ends_at=shift_ends_at)
    return {name: held[name] for name in LISTS}


def counts_and_open(connection: Connection, *, reader: Acting, now: Instant, shift_ends_at: Instant | None) -> dict[str, int]:
    """The same, and under `open` how many are open, unallocated to suspended."""
    moments = {"now": now, "ends": shift_ends_at or now}
    counted = connection.execute(_counting(reader), moments).one()
    found = dict(zip((*_COUNTED_TOGETHER, "open"), (int(number) for number in counted), strict=True))
    return {**found, "notices": int(connection.execute(_counting_told(reader), moments).scalar_one())}


@lru_cache(maxsize=16)
def _counting(reader: Acting) -> Select[Any]:
    """One walk over the index for every list but one, made once: to put this statement together costs more than an answer of a small queue."""
    held = [*(in_list(name, reader=reader, now=_NOW, shift_ends_at=_ENDS) for name in _COUNTED_TOGETHER), OPEN]
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in held]
    return select(*sums).select_from(entry).where(LISTED, readable_by(reader))


@lru_cache(maxsize=16)
def _counting_told(reader: Acting) -> Select[Any]:
    """The notices' list: few entries, found from the notices."""
    told = in_list("notices", reader=reader, now=_NOW, shift_ends_at=_ENDS)
    return select(func.count()).select_from(entry).where(LISTED, readable_by(reader), told)


def waiting_notices(connection: Connection, *, reader: Acting) -> int:
    """How many notices wait for this reader's rank or collar, those about a shift included."""
    statement = (
        select(func.count())
        .select_from(notice)
        .join(escalation, escalation.c.id == notice.c.escalation_id)
        .outerjoin(entry, entry.c.id == escalation.c.entry_id)
        .where(notice.c.recipient.in_(recipients_of(reader)), notice.c.done_at.is_(None))
        .where(entry.c.id.is_(None) | readable_by(reader))
    )
    return connection.execute(statement).scalar_one()
