"""Choosing the ladder of levels that a clock climbs, by category, band and policy version."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.policy import Ladder, Level
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found


@dataclass(frozen=True, slots=True)
class KeptLadder:
    """A ladder with its row's id and the policy version it belongs to."""

    id: int
    policy_version: int
    ladder: Ladder


def current_version(connection: Connection, *, now: Instant) -> int:
    """The policy version in effect: the newest whose time has come, or the first before any has."""
    versions = record.policy_version.c
    newest = (
        select(versions.version)
        .where(versions.effective_from <= now)
        .order_by(versions.effective_from.desc(), versions.version.desc())
        .limit(1)
    )
    found = connection.execute(newest).scalar()
    return found if found is not None else connection.execute(select(versions.version).order_by(versions.version).limit(1)).scalar_one()


def ladder_for(
    connection: Connection, clock: ClockName, category: Category | None, band: Band | None, *, later: bool = False, now: Instant
) -> KeptLadder:
    """The ladder of the policy in effect; a draft, which has no band yet, climbs the medium one. Source: domain.md section 5."""
    ladder, level = schema.ladder.c, schema.ladder_level.c
    wanted_band = None if category is None else band or Band.MEDIUM
    chosen = (
        select(ladder.id, ladder.policy_version, ladder.repeat_every, level.level, level.rank, level.after)
        .join(schema.ladder_level, level.ladder_id == ladder.id)
        .where(
            ladder.policy_version == current_version(connection, now=now),
            ladder.clock == clock,
            ladder.category.is_not_distinct_from(category),
            ladder.band.is_not_distinct_from(wanted_band),
            ladder.later_cycles == (later and clock is ClockName.REVIEW),
        )
        .order_by(level.level)
    )
    rows = connection.execute(chosen).all()
    return KeptLadder(rows[0].id, rows[0].policy_version, _ladder_of(rows))


def ladder_numbered(connection: Connection, number: int) -> Ladder:
    """The ladder of this row."""
    ladder, level = schema.ladder.c, schema.ladder_level.c
    steps = select(ladder.repeat_every, level.level, level.rank, level.after).join(schema.ladder_level, level.ladder_id == ladder.id)
    return _ladder_of(connection.execute(steps.where(ladder.id == number).order_by(level.level)).all())


def _ladder_of(rows: Sequence[Found]) -> Ladder:
    levels = tuple(Level(row.level, row.rank, row.after) for row in rows)
    return Ladder(levels, rows[0].repeat_every)
