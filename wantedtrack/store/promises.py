"""Notices and the promises given on them: reading one, resting the repeats it quiets, and letting it lapse."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, insert, select, update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import shifts
from wantedtrack.rules.entry import EntryId, Instant, Reference
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.duty_rows import NOBODY_ON_DUTY, instead_of
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.schema_duty import duty
from wantedtrack.store.writing import Work

_AFTER_SHIFT = timedelta(minutes=30)
PROMISED_AGAIN = "promised_again"
PASSED_ON = "passed_on"
"""Why a notice stands with somebody whom its level does not name."""


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


def refuse_unless_told(told: Told, officer: Acting) -> None:
    """Raise NotAllowed("not_waiting") for a notice done with, NotAllowed("rank") for one that is another's.

    Whoever was told only for information cannot quiet the rank above him that the level is for.
    """
    if told.done_at is not None:
        message = "This notice waits no more: its level was taken, or its clock has stopped. Nothing was changed; the inbox shows those that wait."
        raise NotAllowed(message, code="not_waiting", field="notice")
    if told.recipient == f"officer:{officer.collar}" and not told.for_information:
        return
    to_rank = told.recipient.startswith("rank:") and not told.for_information
    needed = Rank(told.recipient.removeprefix("rank:")) if to_rank else told.rank
    if officer.rank is None or not officer.rank.is_at_least(needed):
        message = f"This notice is for the rank of {needed.words}; one of that rank or above can take it. Nothing was changed."
        raise NotAllowed(message, code="rank", who_could=f"{needed.words} or above")


def lapses_at(work: Work, by: Instant) -> Instant:
    """The earlier of the promised time and 30 minutes after the acknowledger's shift ends: by the roster where he stands in it, else that of
    the shift on duty that ends next.
    """
    rostered = select(func.max(duty.c.ends_at)).where(
        duty.c.officer_id == work.officer.officer, duty.c.starts_at <= work.now, duty.c.ends_at > work.now
    )
    off_duty_at = work.connection.execute(rostered).scalar()
    if off_duty_at is not None:
        return min(by, off_duty_at + _AFTER_SHIFT)
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


def tell_next_rank_of_second_promise(work: Work, told: Told) -> bool:
    """Show the next rank up that the same officer promises again with no attempt in between; gives whether that was so."""
    given, tried = schema.acknowledgement.c, schema.attempt.c
    before = select(given.at).where(given.clock_id == told.clock_id, given.by == work.officer.officer, given.at < work.now)
    last = work.connection.execute(before.order_by(given.at.desc()).limit(1)).scalar()
    above = told.rank.next_above()
    if last is None or above is None:
        return False
    since = select(tried.id).where(tried.entry_id == told.entry_id, tried.at > last).limit(1)
    if told.entry_id is not None and work.connection.execute(since).first() is not None:
        return False
    _write_notice(work, told, f"rank:{above.value}", at=work.now, because=PROMISED_AGAIN, for_information=True)
    return True


def _tell_again(work: Work, told: Told, at: Instant) -> int:
    """One new notice of the level to the same rank now on duty, else to the next that is."""
    rank = Rank(told.recipient.removeprefix("rank:")) if told.recipient.startswith("rank:") else None
    absent = instead_of(work.connection, at)
    if rank is None or rank not in absent:
        _write_notice(work, told, told.recipient, at=at, because=None)
    else:
        instead = absent[rank] or rank
        _write_notice(work, told, f"rank:{instead.value}", at=at, because=NOBODY_ON_DUTY)
    if told.entry_id is not None:
        work.touched.add(told.entry_id)
    return 1


def _write_notice(work: Work, told: Told, recipient: str, *, at: Instant, because: str | None, for_information: bool = False) -> None:
    """One more round of this level for this recipient."""
    table = schema.notice.c
    newest = select(func.max(table.round)).where(table.escalation_id == told.escalation, table.recipient == recipient)
    rounds = work.connection.execute(newest).scalar() or 0
    row = {"escalation_id": told.escalation, "recipient": recipient, "round": rounds + 1, "for_information": for_information}
    work.connection.execute(insert(schema.notice), {**row, "told_at": at, "because": because})


def pass_to(work: Work, told: Told, recipient: str) -> None:
    """End this notice and let its level wait with another recipient."""
    work.connection.execute(update(schema.notice).where(schema.notice.c.id == told.notice).values(done_at=work.now))
    _write_notice(work, told, recipient, at=work.now, because=PASSED_ON)


def _run_repeats_again(work: Work, clock_id: int, since: Instant) -> None:
    """The next repeat is the first of the old rhythm that falls after the lapse; those that rested are never made up."""
    clock, ladder, level = schema.clock, schema.ladder, schema.ladder_level
    row = work.connection.execute(
        select(clock.c.started_at, clock.c.paused, clock.c.first_limit, clock.c.next_level, clock.c.next_due_at, ladder.c.last_level, ladder.c.repeat_every, level.c.after)
        .join(ladder, ladder.c.id == clock.c.ladder_id)
        .join(level, (level.c.ladder_id == ladder.c.id) & (level.c.level == ladder.c.last_level))
        .where(clock.c.id == clock_id)
    ).first()  # fmt: skip
    if row is None or row.next_due_at is not None or row.next_level is None or row.repeat_every is None:
        return
    last_due = row.started_at + row.paused + (row.first_limit if row.last_level == 1 else row.after)
    missed = max(0, (since - last_due) // row.repeat_every)
    next_level = max(row.next_level, row.last_level + missed + 1)
    due = last_due + (next_level - row.last_level) * row.repeat_every
    work.connection.execute(update(clock).where(clock.c.id == clock_id).values(next_level=next_level, next_due_at=due))
