"""Notices and the promises given on them: reading one, resting the repeats it quiets, and letting it lapse."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from wantedtrack.errors import Invalid
from wantedtrack.rules import shifts
from wantedtrack.rules.entry import EntryId, Instant, Reference
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.writing import Work

_AFTER_SHIFT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the escalation it is about."""

    notice: int
    recipient: str
    round: int
    for_information: bool
    done_at: Instant | None
    escalation: int
    level: int
    rank: Rank
    clock_id: int
    entry_id: EntryId | None
    reference: Reference | None


def read_notice(connection: Connection, notice: int) -> Told:
    """Read one notice. Raises Invalid("no_such_notice")."""
    n, e, t = schema.notice.c, schema.escalation.c, schema.entry.c
    query = (
        select(n.id, n.recipient, n.round, n.for_information, n.done_at, e.id, e.level, e.rank, e.clock_id, e.entry_id, t.reference)
        .select_from(schema.notice.join(schema.escalation).outerjoin(schema.entry, schema.entry.c.id == e.entry_id))
        .where(n.id == notice)
    )
    row = connection.execute(query).first()
    if row is None:
        raise Invalid(
            "There is no notice of that number. Nothing was changed; the inbox shows those that wait.",
            code="no_such_notice",
            field="notice",
        )
    return Told(*row)


def lapses_at(work: Work, by: Instant) -> Instant:
    """The earlier of the promised time and 30 minutes after the end of the shift that is on duty and ends next."""
    on_duty = shifts.on_duty_at(current_policy(work.connection, now=work.now).shift_patterns, work.now)
    ends = min((shift.ends_at + _AFTER_SHIFT for shift in on_duty), default=by)
    return min(by, ends)


def rest_repeats(work: Work, told: Told) -> None:
    """Let the repeats of an acknowledged level rest: only those, never a level of a higher rank that is still to come.

    Every notice of the level is done with it, those for information too: so a level has one promise at a time, and one lapse.
    """
    of_level = schema.notice.c.escalation_id == told.escalation
    done = update(schema.notice).where(of_level, schema.notice.c.done_at.is_(None))
    work.connection.execute(done.values(done_at=work.now))
    clock, ladder = schema.clock, schema.ladder
    last = select(ladder.c.last_level).where(ladder.c.id == clock.c.ladder_id).scalar_subquery()
    resting = update(clock).where(clock.c.id == told.clock_id, clock.c.stopped_at.is_(None), clock.c.next_level > last)
    work.connection.execute(resting.where(told.level >= last).values(next_due_at=None))


def lapse(work: Work) -> int:
    """Let each promise whose time is over lapse: one new notice of its level to the same recipient, and repeats run again."""
    promise, clock = schema.acknowledgement, schema.clock
    waiting = select(promise, clock.c.stopped_at).join(clock, clock.c.id == promise.c.clock_id)
    rows = work.connection.execute(
        waiting.where(promise.c.lapsed_at.is_(None), promise.c.lapses_at <= work.now).order_by(promise.c.lapses_at)
    ).all()
    told_again = 0
    for row in rows:
        work.connection.execute(update(promise).where(promise.c.id == row.id).values(lapsed_at=row.lapses_at))
        if row.stopped_at is None:
            told_again += _tell_again(work, read_notice(work.connection, row.notice_id), row.lapses_at)
            _run_repeats_again(work, row.clock_id, row.lapses_at)
        work.changed.append(["lapsed", row.id, str(row.lapses_at)])
    return told_again


def _tell_again(work: Work, told: Told, at: Instant) -> int:
    again = {
        "escalation_id": told.escalation,
        "recipient": told.recipient,
        "round": told.round + 1,
        "for_information": False,
        "told_at": at,
    }
    work.connection.execute(insert(schema.notice), again)
    if told.entry_id is not None:
        work.touched.add(told.entry_id)
    return 1


def _run_repeats_again(work: Work, clock_id: int, since: Instant) -> None:
    """The next repeat is the first of the old rhythm that falls after the lapse; those that rested are never made up."""
    clock, ladder, level = schema.clock, schema.ladder, schema.ladder_level
    row = work.connection.execute(
        select(clock.c.started_at, clock.c.paused, clock.c.first_limit, clock.c.next_level, clock.c.next_due_at, ladder.c.last_level, ladder.c.repeat_every, level.c.after)
        .join(ladder, ladder.c.id == clock.c.ladder_id)
        .join(level, (level.c.ladder_id == ladder.c.id) & (level.c.level == ladder.c.last_level))
        .where(clock.c.id == clock_id)
    ).one()  # fmt: skip
    if row.next_due_at is not None or row.next_level is None or row.repeat_every is None:
        return
    last_due = row.started_at + row.paused + (row.first_limit if row.last_level == 1 else row.after)
    missed = max(0, (since - last_due) // row.repeat_every)
    next_level = max(row.next_level, row.last_level + missed + 1)
    due = last_due + (next_level - row.last_level) * row.repeat_every
    work.connection.execute(update(clock).where(clock.c.id == clock_id).values(next_level=next_level, next_due_at=due))
