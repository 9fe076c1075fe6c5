"""The clocks of an entry: which run, from when, when each level is due and which are crossed. Source: domain.md section 5."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.entry import OPEN_STAGES, Band, Category, Circulation, ClockName, Instant, Stage
from wantedtrack.rules.pauses import Pause, merged, paused_for
from wantedtrack.rules.policy import Ladder
from wantedtrack.rules.ranks import Rank

PAUSABLE = (ClockName.ATTEMPT, ClockName.REVIEW, ClockName.ARREST)
"""Suspension pauses these; the others go on."""

_CIRCULATED = (Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED)
_STILL_TO_CIRCULATE = (Circulation.NOT_YET, Circulation.REQUESTED)


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What of an entry decides its clocks. `outcome_at` is when the outcome was recorded."""

    category: Category
    band: Band | None
    stage: Stage
    circulation: Circulation
    became_outstanding_at: Instant
    accepted_at: Instant | None = None
    first_attempt_by: Instant | None = None
    circulated_at: Instant | None = None
    verified_at: Instant | None = None
    last_attempt_at: Instant | None = None
    attempt_next_by: Instant | None = None
    last_review_at: Instant | None = None
    review_next_by: Instant | None = None
    outcome_at: Instant | None = None
    cancelled_at: Instant | None = None
    reopened_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class ClockStart:
    """Since when a clock's present cycle runs, and the officer's promise that may shorten its first level."""

    started_at: Instant
    next_by: Instant | None = None


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One cycle of a clock with its ladder; `first_limit` is level 1's limit after any promise shortened it."""

    clock: ClockName
    cycle: int
    started_at: Instant
    ladder: Ladder
    first_limit: timedelta


@dataclass(frozen=True, slots=True)
class DueLevel:
    """A level, its rank and when it is due; None while a pause without a known end leaves that open."""

    level: int
    rank: Rank
    due_at: Instant | None


def clocks_running(facts: ClockFacts) -> dict[ClockName, ClockStart]:
    """Which clocks run, and since when.

    A draft runs circulate and arrest only, and verify once a marker is alive; none of them before it is outstanding. `clear` ends when the
    cancellation is confirmed; where nothing was circulated it runs until the entry is closed, for there is no marker to cancel, but a
    second officer must still look. A cycle begins anew at each attempt, review, verification and at a reopening; arrest keeps its first
    start. A start that lies ahead is a clock that does not run yet.
    """
    running: dict[ClockName, ClockStart] = {}
    if facts.stage is Stage.DRAFT or facts.stage in OPEN_STAGES:
        running[ClockName.ARREST] = ClockStart(facts.became_outstanding_at)
        if facts.circulation in _STILL_TO_CIRCULATE:
            running[ClockName.CIRCULATE] = ClockStart(facts.reopened_at or facts.became_outstanding_at)
    if facts.stage in OPEN_STAGES and facts.accepted_at is not None:
        first = ClockStart(facts.accepted_at, facts.first_attempt_by)
        running[ClockName.ATTEMPT] = _latest(first, facts.last_attempt_at, facts.attempt_next_by, facts.reopened_at)
        running[ClockName.REVIEW] = _latest(ClockStart(facts.accepted_at), facts.last_review_at, facts.review_next_by, facts.reopened_at)
    if facts.stage is Stage.CLEARING and facts.outcome_at is not None and facts.circulation is not Circulation.CANCELLED:
        running[ClockName.CLEAR] = ClockStart(facts.outcome_at)
    if facts.circulation in _CIRCULATED and facts.circulated_at is not None and facts.stage not in (Stage.CLOSED, Stage.DISPOSED):
        seen_at = max(facts.circulated_at, facts.verified_at or facts.circulated_at)
        running[ClockName.VERIFY] = ClockStart(max(seen_at, facts.became_outstanding_at))
    return running


def _latest(first: ClockStart, again_at: Instant | None, next_by: Instant | None, reopened_at: Instant | None) -> ClockStart:
    """The newest of acceptance, a reopening, and the last attempt or review; at the same instant the later of these words holds."""
    starts = [first]
    if reopened_at is not None:
        starts.append(ClockStart(reopened_at))
    if again_at is not None:
        starts.append(ClockStart(again_at, next_by))
    return max(reversed(starts), key=lambda start: start.started_at)


def first_limit_from(next_by: Instant | None, started_at: Instant, limit: timedelta) -> timedelta:
    """Level 1's limit: the officer's promise where it is earlier, never later than the policy's limit, never before the start."""
    return limit if next_by is None else min(limit, max(timedelta(0), next_by - started_at))


def limit_of(run: ClockRun, level: int) -> timedelta | None:
    """How much counted time a level waits; None where the ladder has no such level. Repeats go on from the last."""
    levels, every = run.ladder.levels, run.ladder.repeat_every
    if level <= len(levels):
        return run.first_limit if level == 1 else levels[level - 1].after
    if every is None:
        return None
    last = run.first_limit if len(levels) == 1 else levels[-1].after
    return last + (level - len(levels)) * every


def rank_of(run: ClockRun, level: int) -> Rank:
    """The rank that a level tells; a repeat tells the last level's."""
    return run.ladder.levels[min(level, len(run.ladder.levels)) - 1].rank


def due_at(run: ClockRun, level: int, pauses: Sequence[Pause] = ()) -> Instant | None:
    """When a level is due: the start plus its limit plus every pause met on the way; None where a pause has no known end."""
    limit = limit_of(run, level)
    if limit is None:
        return None
    due = run.started_at + limit
    for pause in merged(pauses) if run.clock in PAUSABLE else ():
        if pause.starts_at >= due:
            break
        if pause.ends_at is None:
            return None
        due += max(timedelta(0), pause.ends_at - max(pause.starts_at, run.started_at))
    return due


def elapsed(run: ClockRun, pauses: Sequence[Pause], now: Instant) -> tuple[timedelta, timedelta]:
    """Clock time since the start, and the part of it that counted."""
    total = max(timedelta(0), now - run.started_at)
    paused = paused_for(pauses, run.started_at, now) if run.clock in PAUSABLE else timedelta(0)
    return total, total - paused


def levels_to_record(run: ClockRun, pauses: Sequence[Pause], now: Instant, *, above: int = 0) -> tuple[DueLevel, ...]:
    """The levels above `above` whose time has come: every named one, but of repeats only the newest."""
    named = [level.level for level in run.ladder.levels if level.level > above]
    found = [DueLevel(level, rank_of(run, level), due_at(run, level, pauses)) for level in named]
    crossed = [level for level in found if level.due_at is not None and level.due_at <= now]
    repeat = _newest_repeat(run, pauses, now)
    if repeat is not None and repeat.level > above:
        crossed.append(repeat)
    return tuple(crossed)


def _newest_repeat(run: ClockRun, pauses: Sequence[Pause], now: Instant) -> DueLevel | None:
    last_named, every = len(run.ladder.levels), run.ladder.repeat_every
    last = limit_of(run, last_named)
    if every is None or last is None:
        return None
    _, counted = elapsed(run, pauses, now)
    level = last_named + (counted - last) // every
    return DueLevel(level, rank_of(run, level), due_at(run, level, pauses)) if level > last_named else None
