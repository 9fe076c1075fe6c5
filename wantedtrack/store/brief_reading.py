"""Reading what a brief is made from: what stands now, and what came since the rank's last brief. Restricted entries are counted and not named."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from wantedtrack.rules.brief import Brief, BriefFacts, BriefLine, make_brief
from wantedtrack.rules.entry import OPEN_STAGES, Band, Cause, Instant, Outcome
from wantedtrack.rules.handover import told_of_emergencies, told_of_nobody, told_of_unwatched
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import from_wall, to_force_time
from wantedtrack.store import handovers, journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.emergencies import emergencies_between
from wantedtrack.store.handover_facts import nobody_told, restricted_count, unwatched_since
from wantedtrack.store.info import Info
from wantedtrack.store.schema_duty import brief_made

_AHEAD = timedelta(hours=24)
_FIRST_LOOKS_BACK = timedelta(hours=24)


def read_brief(connection: Connection, rank: Rank, *, policy: Policy, info: Info, now: Instant) -> Brief:
    """The brief of this rank at `now`, since its last one."""
    last = connection.execute(
        select(brief_made.c.at, brief_made.c.to_sequence).where(brief_made.c.rank == rank).order_by(brief_made.c.id.desc()).limit(1)
    ).first()
    since = last.at if last is not None else now - _FIRST_LOOKS_BACK
    head = journal.head(connection)
    after = last.to_sequence if last is not None else _sequence_at(connection, since)
    entry, notice = schema.entry.c, schema.notice.c
    open_now = select(entry.band, func.count()).where(entry.stage.in_(OPEN_STAGES), entry.restricted.is_(False)).group_by(entry.band)
    ended = (
        select(entry.outcome, func.count())
        .where(entry.outcome_recorded_at > since, entry.outcome_recorded_at <= now, entry.outcome.is_not(None))
        .group_by(entry.outcome)
    )
    waiting = (
        select(func.count())
        .select_from(schema.notice)
        .where(notice.recipient == f"rank:{rank.value}", notice.done_at.is_(None), notice.for_information.is_(False))
    )
    outstanding: dict[Band | None, int] = {row[0]: row[1] for row in connection.execute(open_now)}
    outcomes: dict[Outcome, int] = {row[0]: row[1] for row in connection.execute(ended)}
    facts = BriefFacts(
        rank=rank,
        at=now,
        since=since,
        is_first=last is None,
        force=info.force_code,
        is_demonstration=info.is_demonstration,
        to_sequence=head.sequence,
        band_labels=policy.band_labels,
        outstanding=outstanding,
        added=connection.execute(
            select(func.count()).select_from(schema.entry).where(entry.added_at > since, entry.added_at <= now)
        ).scalar_one(),
        ended=outcomes,
        restricted=restricted_count(connection),
        waiting=connection.execute(waiting).scalar_one(),
        told=_told(connection, rank, after),
        coming=_coming(connection, rank, now),
        said=_said(connection, after, head.sequence),
    )
    return make_brief(facts)


@dataclass(frozen=True, slots=True)
class BriefDue:
    """A brief whose time has come."""

    rank: Rank
    at: Instant


WAITS_IN_INBOX = timedelta(hours=12)
"""How long a brief that nobody made stands in its rank's inbox: a shift and a little."""


def due_briefs(connection: Connection, policy: Policy, *, now: Instant, within: timedelta = WAITS_IN_INBOX) -> list[BriefDue]:
    """The briefs whose time by the policy has come within a span, and which nobody has made since."""
    day = to_force_time(now).date()
    found: list[BriefDue] = []
    for rank, times in policy.briefs.items():
        asked = [from_wall(one, at) for one in (day - timedelta(days=1), day) for at in times]
        passed = [at for at in asked if now - within < at <= now]
        last = last_brief_at(connection, rank) if passed else None
        if passed and (last is None or last < max(passed)):
            found.append(BriefDue(rank, max(passed)))
    return found


def last_brief_at(connection: Connection, rank: Rank) -> Instant | None:
    """When the last brief of this rank was made, None where none was."""
    return connection.execute(select(func.max(brief_made.c.at)).where(brief_made.c.rank == rank)).scalar()


def _sequence_at(connection: Connection, at: Instant) -> int:
    lines = record.journal.c
    return connection.execute(select(func.coalesce(func.max(lines.sequence), 0)).where(lines.at <= at)).scalar_one()


def _said(connection: Connection, after: int, until: int) -> tuple[str, ...]:
    unsigned = handovers.newest(connection, sealed=False)
    return (
        *told_of_nobody(nobody_told(connection, after, until)),
        *told_of_emergencies(emergencies_between(connection, after=after, until=until)),
        *told_of_unwatched(unwatched_since(connection, after)),
        *((f"The handover {unsigned.shift_id} is not signed by both officers yet.",) if unsigned is not None else ()),
    )


def _told(connection: Connection, rank: Rank, after: int) -> tuple[BriefLine, ...]:
    level, clock, promise, officer = schema.escalation.c, schema.clock.c, schema.acknowledgement.c, schema.officer.c
    statement = (
        _lines(level.level, level.due_at, officer.collar)
        .join(schema.escalation, level.clock_id == clock.id)
        .outerjoin(schema.acknowledgement, (promise.clock_id == clock.id) & (promise.level == level.level) & promise.lapsed_at.is_(None))
        .outerjoin(schema.officer, officer.id == promise.by)
        .where(level.sequence > after, level.rank == rank, level.cause != Cause.BASELINE)
        .order_by(level.due_at, level.id)
    )
    return tuple(_line(row, row.collar) for row in connection.execute(statement))


def _coming(connection: Connection, rank: Rank, now: Instant) -> tuple[BriefLine, ...]:
    """The running clocks whose next level names this rank; a repeat names the rank of the last level."""
    clock, ladder, step = schema.clock.c, schema.ladder.c, schema.ladder_level.c
    reached = (
        func.min(clock.next_level, ladder.last_level)
        if connection.dialect.name == "sqlite"
        else func.least(clock.next_level, ladder.last_level)
    )
    statement = (
        _lines(clock.next_level.label("level"), clock.next_due_at.label("due_at"))
        .join(schema.ladder, ladder.id == clock.ladder_id)
        .join(schema.ladder_level, (step.ladder_id == ladder.id) & (step.level == reached))
        .where(step.rank == rank, clock.next_due_at > now, clock.next_due_at <= now + _AHEAD)
        .order_by(clock.next_due_at, clock.id)
    )
    return tuple(_line(row, None) for row in connection.execute(statement))


def _lines(*more: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 (columns of any type)
    clock, entry, person = schema.clock.c, schema.entry.c, schema.person.c
    return (
        select(entry.reference, clock.shift_id, entry.band, person.surname, person.forenames, clock.name, *more)
        .select_from(schema.clock)
        .outerjoin(schema.entry, entry.id == clock.entry_id)
        .outerjoin(schema.person, person.id == entry.person_id)
        .where(entry.restricted.is_not(True))
    )


def _line(row: Any, promised_by: str | None) -> BriefLine:  # noqa: ANN401 (a row of the statements above)
    return BriefLine(
        row.reference or row.shift_id, row.band, row.surname or "", row.forenames or "", row.name, row.level, row.due_at, promised_by
    )
