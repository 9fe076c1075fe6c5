"""The words of a search as one condition in SQL: what `queue --where` and the window's search box ask for."""

from collections.abc import Callable
from datetime import time, timedelta

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, true

from wantedtrack.rules import ages
from wantedtrack.rules.entry import OPEN_STAGES, Circulation, Flag, Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_words import Filter, FilterKey, Query, Span
from wantedtrack.rules.shifts import from_wall
from wantedtrack.store.person_search import about_person
from wantedtrack.store.queue_lists import LISTED, in_list, one_of
from wantedtrack.store.schema import entry, officer, person

_EITHER = (FilterKey.BAND, FilterKey.CATEGORY, FilterKey.STAGE, FilterKey.CIRCULATION, FilterKey.OWNER, FilterKey.TEAM, FilterKey.STATION)
"""An entry has one value of each: two of them asked for mean either, since no entry could have both."""


def condition_of(query: Query, *, reader: Acting, now: Instant, shift_ends_at: Instant | None) -> ColumnElement[bool]:
    """Everything that the query asks for at once; two values of one key mean either of them.

    Entries closed or disposed are left out unless the query names such a stage or a reference.
    """
    conditions = [about_person(word) for word in query.people]
    for key in FilterKey:
        wanted = [_one(found, reader, now, shift_ends_at) for found in query.only(key) if not found.is_negated]
        conditions += [or_(*wanted)] if wanted and key in _EITHER else wanted
        conditions += [_without(_one(found, reader, now, shift_ends_at)) for found in query.only(key) if found.is_negated]
    return and_(true() if query.asks_for_ended else LISTED, *conditions)


def _without(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """What is unknown does not have the value: an entry without a band is found by -band:red."""
    return not_(func.coalesce(condition, False))


def _one(found: Filter, reader: Acting, now: Instant, shift_ends_at: Instant | None) -> ColumnElement[bool]:
    value = found.value
    if isinstance(value, Span):
        return {FilterKey.DUE: _due_in, FilterKey.AGE: _of_age, FilterKey.WEED: _weeded_in}[found.key](value, now)
    if found.key is FilterKey.LIST:
        return in_list(value, reader=reader, now=now, shift_ends_at=shift_ends_at)
    if found.key is FilterKey.OWNER:
        return _owned_by(value, reader)
    if found.key is FilterKey.DUE:
        return _due_when(value, now)
    if found.key is FilterKey.FLAG:
        return _flagged(Flag(value), now)
    return _PLAIN[found.key](value)


_PLAIN: dict[FilterKey, Callable[[str], ColumnElement[bool]]] = {
    FilterKey.BAND: lambda value: entry.c.band == value,
    FilterKey.CATEGORY: lambda value: entry.c.category == value,
    FilterKey.STAGE: lambda value: one_of(entry.c.stage, *(OPEN_STAGES if value == "open" else (Stage(value),))),
    FilterKey.CIRCULATION: lambda value: entry.c.circulation == value,
    FilterKey.TEAM: lambda value: entry.c.team.is_(None) if value.lower() == "none" else func.lower(entry.c.team) == value.lower(),
    FilterKey.STATION: lambda value: entry.c.station.is_(None) if value.lower() == "none" else func.lower(entry.c.station) == value.lower(),
    FilterKey.ATTEMPTED: lambda _: entry.c.attempt_count > 0,
}


def _owned_by(value: str, reader: Acting) -> ColumnElement[bool]:
    if value.lower() == "none":
        return entry.c.owner_id.is_(None)
    if value.lower() == "me":
        return entry.c.owner_id == reader.officer
    return entry.c.owner_id == select(officer.c.id).where(officer.c.collar == value.strip().upper()).scalar_subquery()


def _due_in(span: Span, now: Instant) -> ColumnElement[bool]:
    """Less than a span: overdue too. More: later than that."""
    return entry.c.due_at < now + span.length if span.is_less else entry.c.due_at > now + span.length


def _of_age(span: Span, now: Instant) -> ColumnElement[bool]:
    since = now - span.length
    return entry.c.became_outstanding_at > since if span.is_less else entry.c.became_outstanding_at < since


def _weeded_in(span: Span, now: Instant) -> ColumnElement[bool]:
    """A living marker that PNC/LEDS drops within so long, dropped already too; or later than that."""
    by = ages.today(now + span.length)
    alive = one_of(entry.c.circulation, Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED)
    return and_(alive, entry.c.weed_date <= by if span.is_less else entry.c.weed_date > by)


def _due_when(value: str, now: Instant) -> ColumnElement[bool]:
    if value == "overdue":
        return entry.c.due_at <= now
    today = ages.today(now)
    midnights = [from_wall(day, time(0)) for day in (today, today + timedelta(days=1))]
    return and_(entry.c.due_at >= midnights[0], entry.c.due_at < midnights[1])


def _flagged(flag: Flag, now: Instant) -> ColumnElement[bool]:
    """The flag as held; a child is who is one today where the date of birth is known, and restricted is a column of its own."""
    held = entry.c.flags.contains(f'"{flag.value}"', autoescape=True)
    if flag is Flag.RESTRICTED:
        return or_(held, entry.c.restricted)
    if flag is Flag.CHILD:
        youngest_adult = ages.youngest_adult_born(ages.today(now))
        unknown = select(person.c.id).where(person.c.born.is_(None))
        return or_(
            entry.c.person_id.in_(select(person.c.id).where(person.c.born > youngest_adult)), and_(held, entry.c.person_id.in_(unknown))
        )
    return held
