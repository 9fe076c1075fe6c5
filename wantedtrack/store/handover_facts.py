"""What a handover is made from, read in a dozen queries however many entries there are. Restricted entries are only counted."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection, Text, cast, func, literal, select

from wantedtrack.rules.entry import Cause, Instant, Reference
from wantedtrack.rules.handover import Untold
from wantedtrack.rules.handover_sheets import Done, Escalated, HandoverEntry, SheetFacts
from wantedtrack.rules.measures import by_category_and_band
from wantedtrack.rules.own_fields import missing_in_words
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import Shift, ending_between
from wantedtrack.rules.unwatched import Unwatched
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.duty_rows import NOBODY_ON_DUTY
from wantedtrack.store.measuring import read_figures, read_measured
from wantedtrack.store.queue_rows import rows_of_all
from wantedtrack.store.watching import unwatched_spans

_NEXT_SHIFT_WITHIN = timedelta(days=2)


def read_sheet_facts(connection: Connection, *, policy: Policy, shift: Shift, now: Instant, after: int, until: int) -> SheetFacts:
    """Everything the sheets show: the entries as they stand, and what was done and escalated in (after, until]."""
    measured = read_measured(connection, policy)
    coming = ending_between(policy.shift_patterns, max(now, shift.ends_at), max(now, shift.ends_at) + _NEXT_SHIFT_WITHIN)
    return SheetFacts(
        now=now,
        shift_ends_at=shift.ends_at,
        next_shift_ends_at=coming[0].ends_at if coming else shift.ends_at + _NEXT_SHIFT_WITHIN,
        entries=tuple(_entries(connection)),
        escalations=tuple(_escalations(connection, after=after, until=until)),
        done=tuple(_done(connection, after=after, until=until)),
        figures=read_figures(connection, measured, now=now),
        outstanding=by_category_and_band(measured, now=now),
        policy=policy,
    )


def _entries(connection: Connection) -> list[HandoverEntry]:
    """Every unrestricted entry that is not closed, in due order, with what the sheets need beyond its row."""
    rows = rows_of_all(connection, schema.LISTED & schema.entry.c.restricted.is_(False))
    entry = schema.entry.c
    more = {
        found.id: found
        for found in connection.execute(
            select(
                entry.id,
                entry.next_step,
                entry.next_by,
                entry.outcome,
                entry.outcome_at,
                entry.circulation_reference,
                entry.details,
                entry.weed_date,
                entry.first_attempt_by,
            ).where(schema.LISTED)
        )
    }
    places, pauses, escalated, words = _places(connection), _pauses(connection), _highest(connection), _warnings(connection)
    answer: list[HandoverEntry] = []
    for row in rows:
        own = more[row.entry]
        place, told_by, by_when = places.get(row.entry, (None, None, None))
        answer.append(
            HandoverEntry(
                row,
                None if row.attempt_count == 0 else own.next_step,
                own.first_attempt_by if row.attempt_count == 0 else own.next_by,
                place,
                by_when,
                told_by,
                pauses.get(row.entry),
                own.outcome.value if own.outcome else None,
                own.outcome_at,
                own.circulation_reference,
                escalated.get(row.entry),
                words.get(row.person, ()),
                missing_in_words(row.category, json.loads(own.details)),
                own.weed_date,
            )
        )
    return answer


def _places(connection: Connection) -> Mapping[int, tuple[str, str | None, Instant | None]]:
    """Where located people are and where appointments are, by entry."""
    where = schema.whereabouts.c
    found = connection.execute(
        select(where.entry_id, where.place, where.told_by, where.by_when).where(where.ended_at.is_(None)).order_by(where.id)
    )
    return {row.entry_id: (row.place, row.told_by, row.by_when) for row in found}


def _pauses(connection: Connection) -> Mapping[int, Instant]:
    pause = schema.pause.c
    return {row.entry_id: row.until for row in connection.execute(select(pause.entry_id, pause.until).where(pause.ended_at.is_(None)))}


def _highest(connection: Connection) -> Mapping[int, Rank]:
    """The highest rank told on any running clock, by entry."""
    clock, level = schema.clock.c, schema.escalation.c
    told = (
        select(level.entry_id, level.rank)
        .join(schema.clock, clock.id == level.clock_id)
        .where(clock.stopped_at.is_(None), level.entry_id.is_not(None))
    )
    highest: dict[int, Rank] = {}
    for entry, rank in connection.execute(told.distinct()):
        if entry not in highest or rank.order > highest[entry].order:
            highest[entry] = rank
    return highest


def _warnings(connection: Connection) -> Mapping[int, tuple[str, ...]]:
    warning = schema.warning.c
    words: dict[int, tuple[str, ...]] = {}
    for person, said in connection.execute(select(warning.person_id, warning.words).where(warning.ended_at.is_(None)).order_by(warning.id)):
        words[person] = (*words.get(person, ()), said)
    return words


def _escalations(connection: Connection, *, after: int, until: int) -> list[Escalated]:
    level, clock, entry, person, officer = schema.escalation.c, schema.clock.c, schema.entry.c, schema.person.c, schema.officer.c
    promise = schema.acknowledgement.c
    query = (
        select(
            level.level, level.rank, level.due_at, level.late, clock.name, clock.shift_id, entry.reference, entry.band, person.surname, person.forenames,
            officer.collar,
        )
        .select_from(
            schema.escalation.join(schema.clock, clock.id == level.clock_id)
            .outerjoin(schema.entry, entry.id == level.entry_id)
            .outerjoin(schema.person, person.id == entry.person_id)
            .outerjoin(schema.acknowledgement, (promise.clock_id == clock.id) & (promise.level == level.level) & promise.lapsed_at.is_(None))
            .outerjoin(schema.officer, officer.id == promise.by)
        )
        .where(level.sequence > after, level.sequence <= until, entry.restricted.is_not(True), level.cause != Cause.BASELINE)
        .order_by(level.due_at, level.id)
    )  # fmt: skip
    return [
        Escalated(row.reference or row.shift_id, (row.surname or "", row.forenames or ""), row.band, row.name, row.level, row.rank, row.due_at, row.late, row.collar)
        for row in connection.execute(query)
    ]  # fmt: skip


def _done(connection: Connection, *, after: int, until: int) -> list[Done]:
    """The journal's lines; those about a restricted entry say so without its reference."""
    line, entry = record.journal.c, schema.entry.c
    query = select(line.sequence, line.at, line.officer, line.desktop, line.deed, entry.reference, entry.restricted)
    query = query.outerjoin_from(record.journal, schema.entry, entry.id == line.entry_id).where(
        line.sequence > after, line.sequence <= until
    )
    return [
        Done(row.sequence, row.at, row.officer, row.desktop, row.deed, "restricted" if row.restricted else row.reference)
        for row in connection.execute(query.order_by(line.sequence))
    ]


def restricted_count(connection: Connection) -> int:
    """How many entries are restricted: all that a handover says of them."""
    return connection.execute(
        select(func.count()).select_from(schema.entry).where(schema.LISTED, schema.entry.c.restricted.is_(True))
    ).scalar_one()


def nobody_told(connection: Connection, after: int, until: int) -> list[Untold]:
    """The levels of these journal lines for whose rank nobody was on duty, by rank; a restricted entry is counted and not named."""
    notice, level, entry = schema.notice, schema.escalation, schema.entry
    statement = (
        select(level.c.rank, notice.c.for_information, entry.c.reference, entry.c.restricted)
        .join(level, level.c.id == notice.c.escalation_id)
        .outerjoin(entry, entry.c.id == level.c.entry_id)
        .where(level.c.sequence > after, level.c.sequence <= until, notice.c.because == NOBODY_ON_DUTY)
        .where(notice.c.recipient == literal("rank:").concat(cast(level.c.rank, Text)))
        .order_by(notice.c.id)
    )
    found: dict[tuple[Rank, bool], list[Reference | None]] = defaultdict(list)
    for rank, is_reached, reference, restricted in connection.execute(statement).all():
        found[rank, bool(is_reached)].append(None if restricted else reference)
    return [
        Untold(rank, is_reached, len(named), tuple(dict.fromkeys(one for one in named if one is not None)))
        for (rank, is_reached), named in found.items()
    ]


def unwatched_since(connection: Connection, after: int) -> list[Unwatched]:
    """The unwatched spans noted after this sequence, earliest first."""
    return list(reversed(unwatched_spans(connection, since=after, limit=None)))
