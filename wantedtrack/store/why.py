"""Why is this red? The arithmetic of an entry's clocks as it happened: start, pauses, each level, who was told, what comes next.

Six statements however many cycles there are. Source: domain.md section 5, rule 10.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from wantedtrack.rules import clocks, why_words
from wantedtrack.rules.entry import Band, Category, ClockName, EntryId, Instant, Reference
from wantedtrack.rules.instants import iso, seconds
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.pauses import Pause, merged
from wantedtrack.rules.policy import Ladder, Level
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.found import Found
from wantedtrack.store.why_rows import RUNS, LevelExplained, PauseExplained, crossed_of, levels_of, pauses_of, runs_of


@dataclass(frozen=True, slots=True)
class Coming:
    """The next level of a running clock, None of both where it has none or where a pause leaves its time open."""

    level: int
    due_at: Instant


@dataclass(frozen=True, slots=True)
class ClockExplained:
    """One cycle of one clock. `elapsed` is the time that counted, `paused` the time that did not, both up to `now` or to its stop.

    `levels` are all that the policy names, then the repeats crossed so far; `first_due_at` is when the first is due by the figures that hold now, which
    a level crossed by earlier ones does not show. `rest` is the pause under way. `pauses` are those of the entry that touch this cycle.
    `policy_version` and `ladder` are None where the store has lost the limits that the clock names.
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
    first_due_at: Instant | None = None
    rest: why_words.Rest | None = None
    next_rank: Rank | None = None
    ladder: Ladder | None = None
    category: Category | None = None
    band: Band | None = None

    @property
    def reason(self) -> str:
        """What began the cycle."""
        return why_words.began_because(self.clock, self.cycle)

    @property
    def limits(self) -> str:
        """The line of the policy that it goes by, in words; empty where the store has lost it."""
        if self.ladder is None:
            return ""
        run = clocks.ClockRun(self.clock, self.cycle, self.started_at, self.ladder, self.first_limit)
        return why_words.limits_in_words(run, self.category, self.band)

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
    runs = runs_of(connection, entry)
    ladders = levels_of(connection, {row.ladder_id for row in runs})
    crossed = crossed_of(connection, entry)
    rests = _Rests.of(pauses_of(connection, entry), now)
    places = {name: place for place, name in enumerate(ClockName)}
    in_order = sorted(runs, key=lambda row: (places[row.name], row.cycle))
    return tuple(_explained(row, ladders.get(row.ladder_id, ()), crossed[row.id], rests, now=now) for row in in_order)


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
        one.is_by_earlier_figures, one.rest.until if one.rest is not None else None, is_lost=one.ladder is None,
    )  # fmt: skip


def running_clocks(connection: Connection, of: ColumnElement[bool], *, now: Instant) -> Mapping[EntryId, tuple[Running, ...]]:
    """The running clocks of all entries that `of` names, each entry's in due order; four statements however many there are."""
    entry, clock, pause, e = schema.entry.c, schema.clock.c, schema.pause.c, schema.escalation.c
    runs = connection.execute(
        RUNS.add_columns(clock.entry_id).join(schema.entry, entry.id == clock.entry_id).where(of, clock.stopped_at.is_(None))
    ).all()
    ladders = levels_of(connection, {row.ladder_id for row in runs})
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
        one = _explained(row, ladders.get(row.ladder_id, ()), crossed[row.id], _Rests.of(pauses[row.entry_id], now), now=now)
        found[row.entry_id].append(Running(one.clock, one.first_due_at, _sum(one)))
    return {
        number: tuple(sorted(many, key=lambda one: (one.due_at is None, one.due_at or now, one.clock))) for number, many in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Rests:
    """The entry's pauses as they are told, and as the clocks reckon with them: the same for each of its cycles."""

    held: Sequence[PauseExplained]
    reckoned: tuple[Pause, ...]

    @classmethod
    def of(cls, held: Sequence[PauseExplained], now: Instant) -> "_Rests":
        return cls(held, merged(Pause(pause.starts_at, _known_end(pause, now)) for pause in held))


def _explained(
    row: Found, named: tuple[Level, ...], crossed: Mapping[int, LevelExplained], rests: _Rests, *, now: Instant
) -> ClockExplained:
    if not named:
        return _lost(row, crossed, now)
    (_, name, cycle, _, started, stopped, first_limit, next_level, next_due, version, every, category, band, *_) = row
    run = clocks.ClockRun(name, cycle, started, Ladder(named, every), first_limit)
    until = stopped or now
    total, counted = clocks.elapsed(run, rests.reckoned, until)
    levels = _levels(run, crossed, rests.reckoned)
    rested = name in clocks.PAUSABLE and bool(rests.held)
    touching = tuple([pause for pause in rests.held if _touches(pause, started, until)]) if rested else ()
    if stopped is not None:
        return ClockExplained(
            name, cycle, version, started, stopped, first_limit, total - counted, counted, touching, levels, None,
            why_words.ended(name, counted, total - counted), levels[0].due_at, ladder=run.ladder, category=category, band=band,
        )  # fmt: skip
    coming = Coming(next_level, next_due) if next_level is not None and next_due is not None else None
    said = [why_words.SaidLevel(level.rank, level.due_at, level.crossed_at is not None) for level in levels]
    if coming is not None and coming.level > len(named):
        said.append(why_words.SaidLevel(clocks.rank_of(run, coming.level), coming.due_at, is_crossed=False))
    rest = _rest(run, rests.held, counted, next_level, now) if rested else None
    first_due = clocks.due_at(run, 1, rests.reckoned)
    is_other = first_due != levels[0].due_at
    changed = why_words.changed_by(run, version=version, of_its_day=levels[0].policy_version) if is_other else ""
    holds = why_words.HoldsNow(first_limit, first_due, changed)
    sentence = why_words.sentence(clock=name, counted=counted, paused=total - counted, rest=rest, levels=said, holds=holds, now=now)
    return ClockExplained(
        name, cycle, version, started, None, first_limit, total - counted, counted, touching, levels, coming, sentence, first_due, rest,
        clocks.rank_of(run, coming.level) if coming else None, run.ladder, category, band,
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
        tuple(crossed[level] for level in sorted(crossed)), None, why_words.LIMITS_LOST,
        crossed[min(crossed)].due_at if crossed else None,
    )  # fmt: skip


def _levels(run: clocks.ClockRun, crossed: Mapping[int, LevelExplained], pauses: Sequence[Pause]) -> tuple[LevelExplained, ...]:
    named = tuple(
        [
            crossed.get(level.level) or LevelExplained(level.level, level.rank, clocks.due_at(run, level.level, pauses))
            for level in run.ladder.levels
        ]
    )
    if len(crossed) == 0 or max(crossed) <= len(named):
        return named
    return (*named, *(crossed[level] for level in sorted(crossed) if level > len(named)))


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
