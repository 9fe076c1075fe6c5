"""What `why` reads: an entry's cycles, their limits, what was crossed and who was told, and its pauses; each by one statement, made once.

Making a statement takes longer than its answer, and `why` is asked by one key.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select

from wantedtrack.rules.entry import Cause, EntryId, Instant
from wantedtrack.rules.policy import Level
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found


@dataclass(frozen=True, slots=True)
class PauseExplained:
    """A pause of the entry: who asked for it, who authorised it, why, and until when it was to last at most."""

    starts_at: Instant
    ends_at: Instant | None
    until: Instant
    reason: str
    by: str
    authoriser: str
    ended_why: str | None


@dataclass(frozen=True, slots=True)
class PromiseExplained:
    """Who acknowledged a level, with what next step, and until when that holds; `ended_at` is when it lapsed or its clock stopped."""

    by: str
    at: Instant
    next_step: str
    holds_until: Instant
    ended_at: Instant | None


@dataclass(frozen=True, slots=True)
class LevelExplained:
    """One level. `due_at` is None while a pause without an end leaves it open; `crossed_at` None where it was not crossed.

    `told` are the ranks, and the collars of officers, who got a notice of it; none where one notice stood for several levels. `policy_version` is
    the one under which it was crossed, None where it is not crossed.
    """

    level: int
    rank: Rank
    due_at: Instant | None
    crossed_at: Instant | None = None
    late: bool = False
    cause: Cause | None = None
    told: tuple[str, ...] = ()
    promises: tuple[PromiseExplained, ...] = ()
    policy_version: int | None = None


_CLOCK, _LADDER, _LEVEL, _CROSSED = schema.clock.c, schema.ladder.c, schema.ladder_level.c, schema.escalation.c
_ENTRY: BindParameter[int] = bindparam("entry")
_PROMISE, _OFFICER, _PAUSE, _VERSION = schema.acknowledgement.c, schema.officer.c, schema.pause.c, record.policy_version.c

RUNS = select(
    _CLOCK.id, _CLOCK.name, _CLOCK.cycle, _CLOCK.ladder_id, _CLOCK.started_at, _CLOCK.stopped_at, _CLOCK.first_limit, _CLOCK.next_level,
    _CLOCK.next_due_at, _LADDER.policy_version, _LADDER.repeat_every, _LADDER.category, _LADDER.band,
).outerjoin(schema.ladder, _LADDER.id == _CLOCK.ladder_id)  # fmt: skip
"""Every cycle of every clock beside its limits, which are NULL where the store has lost them."""

_RUNS_OF_ENTRY = RUNS.where(_CLOCK.entry_id == _ENTRY)
_LEVELS = select(_LEVEL.ladder_id, _LEVEL.level, _LEVEL.rank, _LEVEL.after).order_by(_LEVEL.ladder_id, _LEVEL.level)
_LEVELS_OF_LADDERS = _LEVELS.where(_LEVEL.ladder_id.in_(bindparam("ladders", expanding=True)))
_NOTICES_OF_ENTRY = (
    select(schema.notice.c.escalation_id, schema.notice.c.recipient, _OFFICER.collar, _PROMISE.at, _PROMISE.next_step, _PROMISE.lapses_at, _PROMISE.lapsed_at)
    .join(schema.escalation)
    .outerjoin(schema.acknowledgement, _PROMISE.notice_id == schema.notice.c.id)
    .outerjoin(schema.officer, _OFFICER.id == _PROMISE.by)
    .where(_CROSSED.entry_id == _ENTRY)
    .order_by(schema.notice.c.id, _PROMISE.id)
)  # fmt: skip
_OF_ITS_DAY = (
    select(_VERSION.version)
    .where(
        or_(
            _VERSION.effective_from < _CROSSED.crossed_at,
            and_(_VERSION.effective_from == _CROSSED.crossed_at, _CROSSED.cause == Cause.REGRADE),
        )
    )
    .order_by(_VERSION.effective_from.desc(), _VERSION.version.desc())
    .limit(1)
    .scalar_subquery()
    .label("version")
)
"""The policy of the day: what was due by time at the very instant of a switch was due under the policy before it."""
_CROSSED_OF_ENTRY = select(
    _CROSSED.id, _CROSSED.clock_id, _CROSSED.level, _CROSSED.rank, _CROSSED.due_at, _CROSSED.crossed_at, _CROSSED.late, _CROSSED.cause, _OF_ITS_DAY
).where(_CROSSED.entry_id == _ENTRY)  # fmt: skip
_ASKED, _ALLOWED = schema.officer.alias("asked_by"), schema.officer.alias("allowed_by")
_PAUSES_OF_ENTRY = (
    select(_PAUSE.starts_at, _PAUSE.ended_at, _PAUSE.until, _PAUSE.reason, _ASKED.c.collar, _ALLOWED.c.collar, _PAUSE.ended_why)
    .join(_ASKED, _ASKED.c.id == _PAUSE.by)
    .join(_ALLOWED, _ALLOWED.c.id == _PAUSE.authoriser)
    .where(_PAUSE.entry_id == _ENTRY)
    .order_by(_PAUSE.starts_at, _PAUSE.id)
)


def runs_of(connection: Connection, entry: EntryId) -> Sequence[Found]:
    """Every cycle of every clock of the entry, in no order."""
    return connection.execute(_RUNS_OF_ENTRY, {"entry": entry}).all()


def levels_of(connection: Connection, ladders: set[int]) -> dict[int, tuple[Level, ...]]:
    """The named levels of these ladders, in order; a ladder that the store has lost is missing."""
    levels: dict[int, list[Level]] = defaultdict(list)
    for ladder, level, rank, after in connection.execute(_LEVELS_OF_LADDERS, {"ladders": sorted(ladders)}):
        levels[ladder].append(Level(level, rank, after))
    return {number: tuple(named) for number, named in levels.items()}


def crossed_of(connection: Connection, entry: EntryId) -> Mapping[int, dict[int, LevelExplained]]:
    """What was crossed, by clock row and level, each with who was told, who promised, and under which policy."""
    told: dict[int, list[str]] = defaultdict(list)
    promised: dict[int, list[PromiseExplained]] = defaultdict(list)
    for number, recipient, by, at, next_step, lapses_at, lapsed_at in connection.execute(_NOTICES_OF_ENTRY, {"entry": entry}):
        name = recipient.split(":", 1)[1]
        if name not in told[number]:
            told[number].append(name)
        if by is not None:
            promised[number].append(PromiseExplained(by, at, next_step, lapses_at, lapsed_at))
    found: dict[int, dict[int, LevelExplained]] = defaultdict(dict)
    for number, clock, level, rank, due, at, late, cause, version in connection.execute(_CROSSED_OF_ENTRY, {"entry": entry}):
        found[clock][level] = LevelExplained(level, rank, due, at, late, cause, tuple(told[number]), tuple(promised[number]), version)
    return found


def pauses_of(connection: Connection, entry: EntryId) -> tuple[PauseExplained, ...]:
    """The entry's pause ledger, earliest first; a pause under way has no end yet."""
    return tuple(
        PauseExplained(starts, ends, until, reason.value, by, authoriser, why)
        for starts, ends, until, reason, by, authoriser, why in connection.execute(_PAUSES_OF_ENTRY, {"entry": entry})
    )
