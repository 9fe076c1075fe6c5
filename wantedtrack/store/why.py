"""Why is this red? The arithmetic of an entry's clocks as it happened: start, pauses, each level, who was told, what comes next.

Five statements however many cycles there are. Source: domain.md section 5, rule 10.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from wantedtrack.rules import clocks, why_words
from wantedtrack.rules.entry import Cause, ClockName, EntryId, Instant, Reference
from wantedtrack.rules.instants import iso, seconds
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.pauses import Pause, is_paused
from wantedtrack.rules.policy import Ladder, Level
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.found import Found


@dataclass(frozen=True, slots=True)
class LevelExplained:
    """One level. `due_at` is None while a pause without an end leaves it open; `crossed_at` None where it was not crossed.

    `told` are the ranks, and the collars of officers, who got a notice of it; none where one notice stood for several levels.
    """

    level: int
    rank: Rank
    due_at: Instant | None
    crossed_at: Instant | None = None
    late: bool = False
    cause: Cause | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """The next level of a running clock, None of both where it has none or where a pause leaves its time open."""

    level: int
    due_at: Instant


@dataclass(frozen=True, slots=True)
class ClockExplained:
    """One cycle of one clock. `elapsed` is the time that counted, `paused` the time that did not, both up to `now` or to its stop.

    `levels` are all that the policy names, then the repeats crossed so far. `pauses` are those of the entry that touch this cycle.
    """

    clock: ClockName
    cycle: int
    policy_version: int
    started_at: Instant
    stopped_at: Instant | None
    first_limit: timedelta
    paused: timedelta
    elapsed: timedelta
    pauses: tuple[Pause, ...]
    levels: tuple[LevelExplained, ...]
    next: Coming | None
    sentence: str


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
    pauses = read_pauses(connection, entry)
    places = {name: place for place, name in enumerate(ClockName)}
    in_order = sorted(runs, key=lambda row: (places[row.name], row.cycle))
    return tuple(_explained(row, ladders[row.ladder_id], crossed[row.id], pauses, now=now) for row in in_order)


@dataclass(frozen=True, slots=True)
class Running:
    """A running clock of one of many entries: its arithmetic in words."""

    clock: ClockName
    due_at: Instant | None
    arithmetic: str


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
    pauses: dict[int, list[Pause]] = defaultdict(list)
    ledger = select(pause.entry_id, pause.starts_at, pause.ended_at).join(schema.entry, entry.id == pause.entry_id).where(of)
    for row in connection.execute(ledger.order_by(pause.starts_at, pause.id)):
        pauses[row.entry_id].append(Pause(row.starts_at, row.ended_at))
    found: dict[EntryId, list[Running]] = defaultdict(list)
    for row in runs:
        one = _explained(row, ladders[row.ladder_id], crossed[row.id], pauses[row.entry_id], now=now)
        due = one.levels[0].due_at if one.levels else None
        said = why_words.arithmetic(one.clock, one.started_at, one.first_limit, one.paused, due, one.sentence)
        found[row.entry_id].append(Running(one.clock, due, said))
    return {
        number: tuple(sorted(many, key=lambda one: (one.due_at is None, one.due_at or now, one.clock))) for number, many in found.items()
    }


_RUNS = select(
    schema.clock.c.id, schema.clock.c.name, schema.clock.c.cycle, schema.clock.c.ladder_id, schema.clock.c.started_at, schema.clock.c.stopped_at,
    schema.clock.c.first_limit, schema.clock.c.next_level, schema.clock.c.next_due_at, schema.ladder.c.policy_version, schema.ladder.c.repeat_every,
).join(schema.ladder, schema.ladder.c.id == schema.clock.c.ladder_id)  # fmt: skip


def _ladders(connection: Connection, numbers: set[int]) -> dict[int, tuple[Level, ...]]:
    table = schema.ladder_level.c
    statement = select(table.ladder_id, table.level, table.rank, table.after).where(table.ladder_id.in_(sorted(numbers)))
    levels: dict[int, list[Level]] = defaultdict(list)
    for row in connection.execute(statement.order_by(table.ladder_id, table.level)):
        levels[row.ladder_id].append(Level(row.level, row.rank, row.after))
    return {number: tuple(named) for number, named in levels.items()}


def _crossed(connection: Connection, entry: EntryId) -> Mapping[int, dict[int, LevelExplained]]:
    """What was crossed, by clock row and level, each with who was told."""
    e = schema.escalation.c
    told: dict[int, list[str]] = defaultdict(list)
    notices = select(schema.notice.c.escalation_id, schema.notice.c.recipient).join(schema.escalation).where(e.entry_id == entry)
    for number, recipient in connection.execute(notices.order_by(schema.notice.c.id)):
        name = recipient.split(":", 1)[1]
        if name not in told[number]:
            told[number].append(name)
    found: dict[int, dict[int, LevelExplained]] = defaultdict(dict)
    for row in connection.execute(
        select(e.id, e.clock_id, e.level, e.rank, e.due_at, e.crossed_at, e.late, e.cause).where(e.entry_id == entry)
    ):
        found[row.clock_id][row.level] = LevelExplained(
            row.level, row.rank, row.due_at, row.crossed_at, row.late, row.cause, tuple(told[row.id])
        )
    return found


def read_pauses(connection: Connection, entry: EntryId) -> tuple[Pause, ...]:
    """The entry's pause ledger, earliest first; a pause under way has no end yet."""
    table = schema.pause.c
    rows = connection.execute(select(table.starts_at, table.ended_at).where(table.entry_id == entry).order_by(table.starts_at, table.id))
    return tuple(Pause(row.starts_at, row.ended_at) for row in rows)


def _explained(
    row: Found, named: tuple[Level, ...], crossed: Mapping[int, LevelExplained], pauses: Sequence[Pause], *, now: Instant
) -> ClockExplained:
    run = clocks.ClockRun(row.name, row.cycle, row.started_at, Ladder(named, row.repeat_every), row.first_limit)
    until = row.stopped_at or now
    total, counted = clocks.elapsed(run, pauses, until)
    levels = _levels(run, crossed, pauses)
    coming = Coming(row.next_level, row.next_due_at) if row.next_level is not None and row.next_due_at is not None else None
    said = [why_words.SaidLevel(level.rank, level.due_at, level.crossed_at is not None) for level in levels]
    if coming is not None and coming.level > len(named):
        said.append(why_words.SaidLevel(clocks.rank_of(run, coming.level), coming.due_at, is_crossed=False))
    rests = row.stopped_at is None and row.name in clocks.PAUSABLE and is_paused(pauses, now)
    sentence = why_words.sentence(
        clock=row.name, counted=counted, paused=total - counted, stopped=row.stopped_at is not None, resting=rests, levels=said, now=now
    )
    touching = tuple(pause for pause in pauses if _touches(pause, row.started_at, until)) if row.name in clocks.PAUSABLE else ()
    return ClockExplained(
        row.name, row.cycle, row.policy_version, row.started_at, row.stopped_at, row.first_limit, total - counted, counted,
        touching, levels, coming, sentence,
    )  # fmt: skip


def _levels(run: clocks.ClockRun, crossed: Mapping[int, LevelExplained], pauses: Sequence[Pause]) -> tuple[LevelExplained, ...]:
    named = [
        crossed.get(level.level) or LevelExplained(level.level, level.rank, clocks.due_at(run, level.level, pauses))
        for level in run.ladder.levels
    ]
    repeats = [crossed[level] for level in sorted(crossed) if level > len(named)]
    return (*named, *repeats)


def _touches(pause: Pause, started_at: Instant, until: Instant) -> bool:
    return pause.starts_at < until and (pause.ends_at is None or pause.ends_at > started_at)


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
