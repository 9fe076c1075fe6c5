"""The rows of a list: one page of entries as plain data, and as the JSON that scripts read."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from wantedtrack.rules import ages
from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, EntryId, EntryRow, Flag, Instant, Stage
from wantedtrack.rules.instants import iso, seconds
from wantedtrack.rules.officers import Acting
from wantedtrack.store.found import Found
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.queue_rests import with_rests
from wantedtrack.store.schema import clock, entry, officer, person, warning
from wantedtrack.store.types import from_micros

_IDS_AT_ONCE = 500
_NO_TIME = timedelta(0)
_PERSON = 6
"""Where the person's id stands in a row of _ROW."""

_ROW = (
    select(
        entry.c.id, entry.c.reference, entry.c.category, entry.c.band, entry.c.stage, entry.c.circulation,
        person.c.id.label("person"), person.c.surname, person.c.forenames, person.c.born, person.c.pnc_id,
        entry.c.offence, officer.c.collar, entry.c.team, entry.c.station, entry.c.became_outstanding_at,
        entry.c.worst_clock, entry.c.due_at, func.coalesce(clock.c.level, 0).label("level"),
        entry.c.last_attempt_at, entry.c.attempt_count, entry.c.flags, entry.c.verified_at, entry.c.version,
    )
    .join(person, person.c.id == entry.c.person_id)
    .outerjoin(officer, officer.c.id == entry.c.owner_id)
    .outerjoin(clock, and_(clock.c.entry_id == entry.c.id, clock.c.name == entry.c.worst_clock, clock.c.stopped_at.is_(None)))
)  # fmt: skip


def rows(connection: Connection, ids: Sequence[EntryId], *, reader: Acting) -> list[EntryRow]:
    """The rows of these entries, in this order; what the reader may not see, or is gone, is left out."""
    found: dict[int, EntryRow] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        page = ids[start : start + _IDS_AT_ONCE]
        raw = _fetched(connection, _ROW.where(entry.c.id.in_(page), readable_by(reader)))
        warnings = warnings_of(connection, [row[_PERSON] for row in raw])
        found |= with_rests(connection, {row[0]: _row_from(row, warnings) for row in raw})
    return [found[number] for number in ids if number in found]


def _fetched(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Sequence[Found]:
    """The rows as the driver has them: a page is read at each scroll, and typing each value apart takes longer than reading it."""
    with connection.execute(statement) as result:
        assert result.cursor is not None  # noqa: S101 (a select always has one)
        return result.cursor.fetchall()


def rows_of_all(connection: Connection, condition: ColumnElement[bool]) -> list[EntryRow]:
    """The rows of every entry that the condition finds, in due order, for a sheet that shows all; who may see them is the caller's to say."""
    ordered = _ROW.where(condition).order_by(entry.c.due_at.is_(None), entry.c.due_at, entry.c.id)
    raw = _fetched(connection, ordered)
    people = sorted({row[_PERSON] for row in raw})
    warnings: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(people), _IDS_AT_ONCE):
        warnings |= warnings_of(connection, people[start : start + _IDS_AT_ONCE])
    return [_row_from(row, warnings) for row in raw]


def warnings_of(connection: Connection, people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The codes of each person's warning signals that have not ended, in the order they were added."""
    statement = select(warning.c.person_id, warning.c.code).where(warning.c.person_id.in_(people), warning.c.ended_at.is_(None))
    codes: dict[int, tuple[str, ...]] = {}
    for number, code in connection.execute(statement.order_by(warning.c.id)):
        codes[number] = (*codes.get(number, ()), code)
    return codes


_CATEGORIES = {member.value: member for member in Category}
_BANDS = {None: None, **{member.value: member for member in Band}}
_STAGES = {member.value: member for member in Stage}
_CIRCULATIONS = {member.value: member for member in Circulation}
_CLOCKS = {None: None, **{member.value: member for member in ClockName}}


def _row_from(raw: Found, warnings: Mapping[int, tuple[str, ...]]) -> EntryRow:
    number, reference, category, band, stage, circulation, held, surname, forenames, born, pnc_id, *rest = raw
    offence, collar, team, station, outstanding, worst, due_at, level, last_attempt_at, attempts, flags, verified_at, version = rest
    return EntryRow(
        number, reference, _CATEGORIES[category], _BANDS[band], _STAGES[stage], _CIRCULATIONS[circulation], held, surname, forenames,
        date.fromisoformat(born) if isinstance(born, str) else born, pnc_id, offence, collar, team, station,
        from_micros(outstanding), _CLOCKS[worst], _instant(due_at), level, _instant(last_attempt_at), attempts,
        flags_from(flags), warnings.get(held, ()), _instant(verified_at), version,
    )  # fmt: skip


def _instant(micros: int | None) -> Instant | None:
    return None if micros is None else from_micros(micros)


def flags_from(stored: str) -> tuple[Flag, ...]:
    """The flags as the entry keeps them: a JSON list of values."""
    return () if stored == "[]" else tuple(Flag(value) for value in json.loads(stored))


def as_json(row: EntryRow, *, now: Instant) -> dict[str, Any]:
    """ENTRY of interfaces.md section 2; the child flag is worked out for today where the date of birth is known."""
    return {
        "reference": row.reference,
        "category": row.category.value,
        "band": row.band.value if row.band else None,
        "stage": row.stage.value,
        "circulation": row.circulation.value,
        "surname": row.surname,
        "forenames": row.forenames,
        "born": row.born.isoformat() if row.born else None,
        "pnc_id": row.pnc_id,
        "offence": row.offence,
        "owner": row.owner,
        "team": row.team,
        "station": row.station,
        "became_outstanding_at": iso(row.became_outstanding_at),
        "age_s": seconds(max(_NO_TIME, now - row.became_outstanding_at)),
        "worst_clock": row.worst_clock.value if row.worst_clock else None,
        "due_at": iso(row.due_at),
        "overdue_s": seconds(max(_NO_TIME, now - row.due_at)) if row.due_at else 0,
        "level": row.level,
        "last_attempt_at": iso(row.last_attempt_at),
        "attempt_count": row.attempt_count,
        "flags": [flag.value for flag in flags_today(row, now=now)],
        "warnings": list(row.warnings),
        "verified_at": iso(row.verified_at),
        "version": row.version,
    }


def flags_today(row: EntryRow, *, now: Instant) -> tuple[Flag, ...]:
    """The entry's flags with the child flag as it is today: birthdays pass without a deed."""
    if row.born is None:
        return row.flags
    others = tuple(flag for flag in row.flags if flag is not Flag.CHILD)
    return (Flag.CHILD, *others) if ages.is_child(row.born, ages.today(now)) else others
