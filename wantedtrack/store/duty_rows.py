"""Duties as rows, and what they do to a notice: the rank told that nobody holds just now passes it to the next that somebody does."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, text

from wantedtrack.rules.duty import NOT_RENEWED, Duty, reached_instead
from wantedtrack.rules.entry import Instant, OfficerId
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.schema import officer
from wantedtrack.store.schema_duty import duty
from wantedtrack.store.types import to_micros
from wantedtrack.store.writing import Work

NOBODY_ON_DUTY = "nobody_on_duty"
"""Why a notice stands with a rank that its level does not name, or with nobody: shown as "nobody on duty"."""

_TELL_NEXT = """
INSERT INTO notice (escalation_id, recipient, round, for_information, told_at, because)
SELECT n.escalation_id, :instead, n.round, false, n.told_at, :because
FROM notice n JOIN escalation e ON e.id = n.escalation_id
WHERE e.sequence = :sequence AND e.id > :after AND n.recipient = :absent AND NOT n.for_information
ON CONFLICT (escalation_id, recipient, round) DO UPDATE SET for_information = false, because = :because
"""

_MARK = """
UPDATE notice SET because = :because, for_information = :is_reached
WHERE recipient = :absent AND NOT for_information AND escalation_id IN (SELECT id FROM escalation WHERE sequence = :sequence AND id > :after)
"""


def duties(connection: Connection, *, since: Instant, until: Instant | None = None) -> tuple[Duty, ...]:
    """The duties that end after `since` (and begin before `until`), of officers who have not left, by start."""
    found = (
        select(officer.c.collar, officer.c.rank, duty.c.starts_at, duty.c.ends_at)
        .join(officer, officer.c.id == duty.c.officer_id)
        .where(duty.c.ends_at > since, officer.c.left_at.is_(None))
    )
    within = found if until is None else found.where(duty.c.starts_at < until)
    rows = connection.execute(within.order_by(duty.c.starts_at, duty.c.id))
    return tuple(Duty(row.collar, row.rank, row.starts_at, row.ends_at) for row in rows)


def rostered(connection: Connection) -> tuple[Instant, Instant] | None:
    """The span for which the duties held say who is there and who is not; None without a roster.

    From the first duty to a day after the end of the last (decision 0072).
    """
    first, last = connection.execute(select(func.min(duty.c.starts_at), func.max(duty.c.ends_at))).one()
    return None if first is None else (first, last + NOT_RENEWED)


def instead_of(connection: Connection, now: Instant) -> dict[Rank, Rank | None]:
    """For each rank that nobody holds on duty now, who is reached instead.

    Outside what the roster says (`rostered`) every rank counts as on duty, and the answer is empty.
    """
    covered = rostered(connection)
    if covered is None or not covered[0] <= now < covered[1]:
        return {}
    present = select(officer.c.rank).join(duty, duty.c.officer_id == officer.c.id).where(duty.c.starts_at <= now, duty.c.ends_at > now)
    return reached_instead(set(connection.execute(present.where(officer.c.left_at.is_(None))).scalars()))


def pass_to_those_on_duty(connection: Connection, *, now: Instant, sequence: int, after: int) -> int:
    """Let the notices just written reach somebody: gives how many were added. The rank that is not there keeps a copy for information.

    With nobody above on duty either the notice stays where it is, marked, and stands at the top of the next handover.
    """
    added = 0
    for absent, instead in instead_of(connection, now).items():
        words = {"absent": f"rank:{absent.value}", "because": NOBODY_ON_DUTY, "sequence": sequence, "after": after}
        if instead is not None:
            added += connection.execute(text(_TELL_NEXT), {**words, "instead": f"rank:{instead.value}"}).rowcount
        connection.execute(text(_MARK), {**words, "is_reached": instead is not None})
    return added


def keep_roster(work: Work, rows: Sequence[tuple[OfficerId, Instant, Instant]], *, source: str) -> int:
    """Put these duties in place of every duty that begins in the span they cover; gives how many were replaced."""
    first, last = min(row[1] for row in rows), max(row[2] for row in rows)
    replaced = work.connection.execute(delete(duty).where(duty.c.starts_at >= first, duty.c.starts_at < last)).rowcount
    told = {"source": source, "by": work.officer.officer, "at": work.now}
    work.connection.execute(insert(duty), [{"officer_id": who, "starts_at": starts, "ends_at": ends, **told} for who, starts, ends in rows])
    work.changed.append(["roster", [[who, to_micros(starts), to_micros(ends)] for who, starts, ends in rows]])
    return replaced
