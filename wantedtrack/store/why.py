"""Why is this red? The arithmetic of an entry's clocks as it happened: start, pauses, each level, who was told, what comes next.

Six statements however many cycles there are. Source: domain.md section 5, rule 10.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from wantedtrack.rules import clocks, why_words
from wantedtrack.rules.entry import Cause, ClockName, EntryId, Instant, Reference
from wantedtrack.rules.instants import iso, seconds
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.pauses import Pause
from wantedtrack.rules.policy import Ladder, Level
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import read_entry
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


@dataclass(frozen=True, slots=True)
class Coming:
    """The next level of a running clock, None of both where it has none or where a pause leaves its time open."""

    level: int
    due_at: Instant


@dataclass(frozen=True, slots=True)
class ClockExplained:
    """One cycle of one clock. `elapsed` is the time that counted, `paused` the time that did not, both up to `now` or to its stop.

    `levels` are all that the policy names, then the repeats crossed so far; `first_due_at` is when the first is due by the figures that hold now, which
    a level crossed by earlier ones does not show. `rest` is the pause under way. `pauses` are those of the entry that touch this cycle. `reason` says what
    began it, `limits` is its line of the policy in words. `policy_version` is None where the store has lost the limits that the clock names.
    """

    clock: ClockName
    cycle: int
    policy_version: int | None
    started_at: Instant
    stopped_at: Instant | None
    first_limit: timedelta
    paused: timedelta
    elapsed: timedelta
    pauses: tuple[PauseExplained, ...]
    levels: tuple[LevelExplained, ...]
    next: Coming | None
    sentence: str
    reason: str = ""
    limits: str = ""
    first_due_at: Instant | None = None
    rest: why_words.Rest | None = None
    next_rank: Rank | None = None

    @property
    def is_by_earlier_figures(self) -> bool:
        """Whether its first level was crossed by a limit that no longer holds."""
        first = self.levels[0] if self.levels else None
        return first is not None and why_words.is_by_earlier_figures(first.due_at, first.crossed_at, self.first_due_at)


def explain(connection: Connection, entry: EntryId, *, reader: Acting, now: Instant) -> tuple[ClockExplained, ...]:
    """Every cycle of every clock of an entry, in the order of the clocks.

    Raises Invalid("no_such_entry"), and NotAllowed("restricted") for a reader who may not read it.
    """
    read_entry(connection, entry, reader=reader)
    return explain_read(connection, entry, now=now)


def explain_read(connection: Connection, entry: EntryId, *, now: Instant) -> tuple[ClockExplained, ...]:
    """The same for a caller that has asked already whether the entry may be read."""
    runs = connection.execute(_RUNS.where(schema.clock.c.entry_id == entry)).all()
    ladders = _ladders(connection, {row.ladder_id for row in runs})
    crossed = _crossed(connection, entry)
    pauses = _pauses(connection, entry)
    places = {name: place for place, name in enumerate(ClockName)}
    in_order = sorted(runs, key=lambda row: (places[row.name], row.cycle))
    return tuple(_explained(row, ladders.get(row.ladder_id, ()), crossed[row.id], pauses, now=now) for row in in_order)


@dataclass(frozen=True, slots=True)
class Running:
    """A running clock of one of many entries: its arithmetic as a sum."""

    clock: ClockName
    due_at: Instant | None
    sum: why_words.Sum


def _sum(one: ClockExplained) -> why_words.Sum:
    reached = [level.rank for level in one.levels if level.crossed_at is not None and level.due_at is not None]
    coming = next((level for level in one.levels if level.crossed_at is None and level.due_at is not None), None)
    next_rank, next_at = (coming.rank, coming.due_at) if coming is not None else (one.next_rank, one.next.due_at if one.next else None)
    return why_words.Sum(
        one.clock, one.started_at, one.first_limit, one.first_due_at, reached[-1] if reached else None, next_rank, next_at,
        one.is_by_earlier_figures, one.rest.until if one.rest is not None else None, is_lost=not one.limits,
    )  # fmt: skip


def running_clocks(connection: Connection, of: ColumnElement[bool], *, now: Instant) -> Mapping[EntryId, tuple[Running, ...]]:
    """The running clocks of all entries that `of` names, each entry's in due order; four statements however many there are."""
    entry, clock, pause, e = schema.entry.c, schema.clock.c, schema.pause.c, schema.escalation.c
    runs = connection.execute(
        _RUNS.add_columns(clock.entry_id).join(schema.entry, entry.id == clock.entry_id).where(of, clock.stopped_at.is_(None))
    ).all()
    ladders = _ladders(connection, {row.ladder_id for row in runs})
    crossed: dict[int, dict[int, LevelExplained]] = defaultdict(dict)
    levels = select(e.clock_id, e.level, e.rank, e.due_at, e.crossed_at, e.late, e.cause).join(schema.clock, clock.id == e.clock_id)
    for row in connection.execute(levels.join(schema.entry, entry.id == clock.entry_id).where(of, clock.stopped_at.is_(None))):
        crossed[row.clock_id][row.level] = LevelExplained(row.level, row.rank, row.due_at, row.crossed_at, row.late, row.cause)
    pauses: dict[int, list[PauseExplained]] = defaultdict(list)
    ledger = (
        select(pause.entry_id, pause.starts_at, pause.ended_at, pause.until, pause.reason)
        .join(schema.entry, entry.id == pause.entry_id)
        .where(of)
    )
    for row in connection.execute(ledger.order_by(pause.starts_at, pause.id)):
        pauses[row.entry_id].append(PauseExplained(row.starts_at, row.ended_at, row.until, row.reason.value, "", "", None))
    found: dict[EntryId, list[Running]] = defaultdict(list)
    for row in runs:
        one = _explained(row, ladders.get(row.ladder_id, ()), crossed[row.id], pauses[row.entry_id], now=now)
        found[row.entry_id].append(Running(one.clock, one.first_due_at, _sum(one)))
    return {
        number: tuple(sorted(many, key=lambda one: (one.due_at is None, one.due_at or now, one.clock))) for number, many in found.items()
    }


_RUNS = select(
    schema.clock.c.id, schema.clock.c.name, schema.clock.c.cycle, schema.clock.c.ladder_id, schema.clock.c.started_at, schema.clock.c.stopped_at,
    schema.clock.c.first_limit, schema.clock.c.next_level, schema.clock.c.next_due_at, schema.ladder.c.policy_version, schema.ladder.c.repeat_every,
    schema.ladder.c.category, schema.ladder.c.band,
).outerjoin(schema.ladder, schema.ladder.c.id == schema.clock.c.ladder_id)  # fmt: skip


def _ladders(connection: Connection, numbers: set[int]) -> dict[int, tuple[Level, ...]]:
    table = schema.ladder_level.c
    statement = select(table.ladder_id, table.level, table.rank, table.after).where(table.ladder_id.in_(sorted(numbers)))
    levels: dict[int, list[Level]] = defaultdict(list)
    for row in connection.execute(statement.order_by(table.ladder_id, table.level)):
        levels[row.ladder_id].append(Level(row.level, row.rank, row.after))
    return {number: tuple(named) for number, named in levels.items()}


def _crossed(connection: Connection, entry: EntryId) -> Mapping[int, dict[int, LevelExplained]]:
    """What was crossed, by clock row and level, each with who was told, who promised, and under which policy."""
    e, promise, officer = schema.escalation.c, schema.acknowledgement.c, schema.officer.c
    told: dict[int, list[str]] = defaultdict(list)
    promised: dict[int, list[PromiseExplained]] = defaultdict(list)
    notices = (
        select(schema.notice.c.escalation_id, schema.notice.c.recipient, officer.collar, promise.at, promise.next_step, promise.lapses_at, promise.lapsed_at)
        .join(schema.escalation)
        .outerjoin(schema.acknowledgement, promise.notice_id == schema.notice.c.id)
        .outerjoin(schema.officer, officer.id == promise.by)
        .where(e.entry_id == entry)
        .order_by(schema.notice.c.id, promise.id)
    )  # fmt: skip
    for number, recipient, by, at, next_step, lapses_at, lapsed_at in connection.execute(notices):
        name = recipient.split(":", 1)[1]
        if name not in told[number]:
            told[number].append(name)
        if by is not None:
            promised[number].append(PromiseExplained(by, at, next_step, lapses_at, lapsed_at))
    found: dict[int, dict[int, LevelExplained]] = defaultdict(dict)
    levels = select(e.id, e.clock_id, e.level, e.rank, e.due_at, e.crossed_at, e.late, e.cause, _OF_ITS_DAY).where(e.entry_id == entry)
    for row in connection.execute(levels):
        found[row.clock_id][row.level] = LevelExplained(
            row.level, row.rank, row.due_at, row.crossed_at, row.late, row.cause, tuple(told[row.id]), tuple(promised[row.id]), row.version,
        )  # fmt: skip
    return found


_SINCE = record.policy_version.c.effective_from
_PASSED = schema.escalation.c.crossed_at
_OF_ITS_DAY = (
    select(record.policy_version.c.version)
    .where(or_(_SINCE < _PASSED, and_(_SINCE == _PASSED, schema.escalation.c.cause == Cause.REGRADE)))
    .order_by(_SINCE.desc(), record.policy_version.c.version.desc())
    .limit(1)
    .scalar_subquery()
    .label("version")
)
"""The policy of the day: what was due by time at the very instant of a switch was due under the policy before it."""


def _pauses(connection: Connection, entry: EntryId) -> tuple[PauseExplained, ...]:
    """The entry's pause ledger, earliest first; a pause under way has no end yet."""
    table = schema.pause.c
    asked, allowed = schema.officer.alias("asked_by"), schema.officer.alias("allowed_by")
    statement = (
        select(table.starts_at, table.ended_at, table.until, table.reason, asked.c.collar, allowed.c.collar, table.ended_why)
        .join(asked, asked.c.id == table.by)
        .join(allowed, allowed.c.id == table.authoriser)
        .where(table.entry_id == entry)
        .order_by(table.starts_at, table.id)
    )
    return tuple(
        PauseExplained(starts, ends, until, reason.value, by, authoriser, why)
        for starts, ends, until, reason, by, authoriser, why in connection.execute(statement)
    )


def _explained(
    row: Found, named: tuple[Level, ...], crossed: Mapping[int, LevelExplained], held: Sequence[PauseExplained], *, now: Instant
) -> ClockExplained:
    pauses = tuple([Pause(pause.starts_at, pause.ends_at or _known_end(pause, now)) for pause in held])
    if not named:
        return _lost(row, crossed, now)
    run = clocks.ClockRun(row.name, row.cycle, row.started_at, Ladder(named, row.repeat_every), row.first_limit)
    until = row.stopped_at or now
    total, counted = clocks.elapsed(run, pauses, until)
    levels = _levels(run, crossed, pauses)
    coming = Coming(row.next_level, row.next_due_at) if row.next_level is not None and row.next_due_at is not None else None
    said = [why_words.SaidLevel(level.rank, level.due_at, level.crossed_at is not None) for level in levels]
    if coming is not None and coming.level > len(named):
        said.append(why_words.SaidLevel(clocks.rank_of(run, coming.level), coming.due_at, is_crossed=False))
    stopped = row.stopped_at is not None
    rest = None if stopped or row.name not in clocks.PAUSABLE else _rest(run, held, counted, row.next_level, now)
    first_due = levels[0].due_at if stopped else clocks.due_at(run, 1, pauses)
    is_other = first_due != levels[0].due_at
    changed = why_words.changed_by(run, version=row.policy_version, of_its_day=levels[0].policy_version) if is_other else ""
    holds = why_words.HoldsNow(run.first_limit, first_due, changed)
    sentence = why_words.sentence(
        clock=row.name, counted=counted, paused=total - counted, stopped=stopped, rest=rest, levels=said, holds=holds, now=now
    )
    touching = tuple(pause for pause in held if _touches(pause, row.started_at, until)) if row.name in clocks.PAUSABLE else ()
    return ClockExplained(
        row.name, row.cycle, row.policy_version, row.started_at, row.stopped_at, row.first_limit, total - counted, counted,
        touching, levels, coming, sentence, why_words.began_because(row.name, row.cycle),
        why_words.limits_in_words(run, row.category, row.band), first_due, rest, clocks.rank_of(run, coming.level) if coming else None,
    )  # fmt: skip


def _known_end(pause: PauseExplained, now: Instant) -> Instant | None:
    """When a pause ended: by itself at its `until`, also where no sweep has come by since."""
    return pause.ends_at or (pause.until if pause.until <= now else None)


def _rest(
    run: clocks.ClockRun, held: Sequence[PauseExplained], counted: timedelta, level: int | None, now: Instant
) -> why_words.Rest | None:
    """The pause under way, and what of the next level's limit it leaves."""
    under_way = next((pause for pause in held if pause.starts_at <= now and pause.ends_at is None), None)
    if under_way is None:
        return None
    limit = clocks.limit_of(run, level) if level is not None else None
    left = max(timedelta(0), limit - counted) if limit is not None else None
    rank = clocks.rank_of(run, level) if level is not None else None
    return why_words.Rest(under_way.starts_at, under_way.until, left, rank)


def _lost(row: Found, crossed: Mapping[int, LevelExplained], now: Instant) -> ClockExplained:
    """A clock whose limits the store has lost: what it crossed stands, what is to come is not known, and that is said."""
    total = max(timedelta(0), (row.stopped_at or now) - row.started_at)
    return ClockExplained(
        row.name, row.cycle, row.policy_version, row.started_at, row.stopped_at, row.first_limit, timedelta(0), total, (),
        tuple(crossed[level] for level in sorted(crossed)), None, why_words.LIMITS_LOST, why_words.began_because(row.name, row.cycle), "",
        crossed[min(crossed)].due_at if crossed else None,
    )  # fmt: skip


def _levels(run: clocks.ClockRun, crossed: Mapping[int, LevelExplained], pauses: Sequence[Pause]) -> tuple[LevelExplained, ...]:
    named = [
        crossed.get(level.level) or LevelExplained(level.level, level.rank, clocks.due_at(run, level.level, pauses))
        for level in run.ladder.levels
    ]
    repeats = [crossed[level] for level in sorted(crossed) if level > len(named)]
    return (*named, *repeats)


def _touches(pause: PauseExplained, started_at: Instant, until: Instant) -> bool:
    return pause.starts_at < until and (pause.ends_at is None or pause.ends_at > started_at)


def in_one_paragraph(explained: Sequence[ClockExplained], *, since: Instant, now: Instant) -> str:
    """The whole entry in words, the worst clock first: for the page, the paper and the handover."""
    return why_words.aloud(since=since, now=now, sentences=[clock.sentence for clock in why_words.worst_first(explained)])


def as_json(reference: Reference, explained: Sequence[ClockExplained], *, now: Instant) -> dict[str, Any]:
    """`why` of interfaces.md section 2."""
    return {"reference": reference, "at": iso(now), "clocks": [clock_json(clock) for clock in explained]}


def clock_json(clock: ClockExplained) -> dict[str, Any]:
    """One clock of `why` and of `show`."""
    return {
        "clock": clock.clock.value,
        "cycle": clock.cycle,
        "policy_version": clock.policy_version,
        "started_at": iso(clock.started_at),
        "paused_s": seconds(clock.paused),
        "elapsed_s": seconds(clock.elapsed),
        "levels": [_level_json(level) for level in clock.levels],
        "next": {"level": clock.next.level, "due_at": iso(clock.next.due_at)} if clock.next else None,
    }


def _level_json(level: LevelExplained) -> dict[str, Any]:
    return {
        "level": level.level,
        "rank": level.rank.value,
        "due_at": iso(level.due_at),
        "crossed_at": iso(level.crossed_at),
        "late": level.late,
        "told": list(level.told),
    }
