"""Choosing the ladder of levels that a clock climbs, by category, band and policy version."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.policy import Ladder, Level
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found

HAS_LADDER = "+ladder_id IN (SELECT l.id FROM ladder l JOIN ladder_level v ON v.ladder_id = l.id AND v.level = l.last_level)"
"""A clock whose limits the store still knows. One that names a policy version which is missing must not hold up the others: it is told in words.

The plus sign keeps SQLite from reading the clocks by their ladder instead of by their due time.
"""


@dataclass(frozen=True, slots=True)
class KeptLadder:
    """A ladder with its row's id and the policy version it belongs to."""

    id: int
    policy_version: int
    ladder: Ladder


def current_version(connection: Connection, *, now: Instant) -> int:
    """The policy version in effect: the newest whose time has come, or the first before any has."""
    found = connection.execute(_NEWEST_VERSION, {"now": now}).scalar()
    if found is None:
        versions = record.policy_version.c
        found = connection.execute(select(versions.version).order_by(versions.version).limit(1)).scalar()
    # A store that has lost the text of its policy still knows the limits.
    return (
        found if found is not None else connection.execute(select(func.coalesce(func.max(schema.ladder.c.policy_version), 0))).scalar_one()
    )


def missing_versions(connection: Connection) -> tuple[int, ...]:
    """Policy versions whose limits the store still knows, and whose text it has lost."""
    ladder, versions = schema.ladder.c, record.policy_version.c
    lost = select(ladder.policy_version).distinct().where(ladder.policy_version.not_in(select(versions.version)))
    return tuple(connection.execute(lost.order_by(ladder.policy_version)).scalars())


def ladder_for(
    connection: Connection, clock: ClockName, category: Category | None, band: Band | None, *, later: bool = False, now: Instant
) -> KeptLadder:
    """The ladder of the policy in effect; a draft, which has no band yet, climbs the medium one. Source: domain.md section 5.

    Where the store has lost it, that of the version before. Raises Unavailable("policy_missing") where it has none at all.
    """
    words = {
        "newest": current_version(connection, now=now),
        "of_clock": clock,
        "of_category": category,
        "of_band": None if category is None else band or Band.MEDIUM,
        "is_later": later and clock is ClockName.REVIEW,
    }
    rows = connection.execute(_CHOSEN, words).all()
    if not rows:
        message = "The store has lost its escalation policy. Nothing was changed; restore a backup, or let an administrator adopt the policy anew."
        raise Unavailable(message, code="policy_missing")
    rows = [row for row in rows if row.id == rows[0].id]
    return KeptLadder(rows[0].id, rows[0].policy_version, _ladder_of(rows))


def ladder_numbered(connection: Connection, number: int) -> Ladder | None:
    """The ladder of this row, None where the store has lost it."""
    ladder, level = schema.ladder.c, schema.ladder_level.c
    steps = select(ladder.repeat_every, level.level, level.rank, level.after).join(schema.ladder_level, level.ladder_id == ladder.id)
    rows = connection.execute(steps.where(ladder.id == number).order_by(level.level)).all()
    return _ladder_of(rows) if rows else None


def _ladder_of(rows: Sequence[Found]) -> Ladder:
    levels = tuple(Level(row.level, row.rank, row.after) for row in rows)
    return Ladder(levels, rows[0].repeat_every)


_VERSION, _LADDER, _LEVEL = record.policy_version.c, schema.ladder.c, schema.ladder_level.c
_NEWEST_VERSION = (
    select(_VERSION.version)
    .where(_VERSION.effective_from <= bindparam("now"))
    .order_by(_VERSION.effective_from.desc(), _VERSION.version.desc())
    .limit(1)
)
_CHOSEN = (
    select(_LADDER.id, _LADDER.policy_version, _LADDER.repeat_every, _LEVEL.level, _LEVEL.rank, _LEVEL.after)
    .join(schema.ladder_level, _LEVEL.ladder_id == _LADDER.id)
    .where(
        _LADDER.policy_version <= bindparam("newest"),
        _LADDER.clock == bindparam("of_clock"),
        _LADDER.category.is_not_distinct_from(bindparam("of_category")),
        _LADDER.band.is_not_distinct_from(bindparam("of_band")),
        _LADDER.later_cycles == bindparam("is_later"),
    )
    .order_by(_LADDER.policy_version.desc(), _LEVEL.level)
)
"""Made once: each clock that starts asks it."""
