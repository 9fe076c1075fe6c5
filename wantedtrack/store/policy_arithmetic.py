"""A policy's limits as one SQL table of constants, and the first limit of a running clock under them: what rehearsing and adopting share.

The arithmetic is that of rules/clocks.py; it stands in SQL because a policy is rehearsed on every clock of the force at once.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from wantedtrack.rules.clocks import PAUSABLE
from wantedtrack.rules.entry import Band, Category, ClockName
from wantedtrack.rules.policy import Ladder, Policy
from wantedtrack.store.types import MICROSECOND

WANT_COLUMNS = "category, band, clock, later, last_level, repeat_every, after_1, after_2, after_3, number"
"""`number` is the row's place: the same for the same category, band and clock under every policy."""

PAUSABLE_NAMES = "(" + ", ".join(f"'{clock.value}'" for clock in PAUSABLE) + ")"
"""The clocks that a suspension pauses, as SQL compares with them."""

_PROMISED = """CASE c.name
    WHEN 'attempt' THEN CASE
        WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.entry_id = c.entry_id AND a.at = c.started_at)
            THEN (SELECT a.next_by FROM attempt a WHERE a.entry_id = c.entry_id AND a.at = c.started_at ORDER BY a.id DESC LIMIT 1)
        WHEN c.started_at = e.reopened_at THEN NULL
        WHEN c.started_at = e.accepted_at THEN e.first_attempt_by END
    WHEN 'review' THEN (SELECT r.next_by FROM review r WHERE r.entry_id = c.entry_id AND r.at = c.started_at ORDER BY r.id DESC LIMIT 1)
    END"""
"""The officer's promise that may shorten a cycle's first level: it hangs on the attempt, review or acceptance that began the cycle."""

_WANTED = """w.category = coalesce(e.category, '') AND w.band = coalesce(e.band, 'medium') AND w.clock = coalesce(c.name, '')
    AND w.later = CASE WHEN c.name = 'review' AND c.cycle > 1 THEN 1 ELSE 0 END"""
"""The row of limits of a clock. Without coalesce SQLite compares a column of text with a constant by rules that no index of its own can serve."""

FIRST_LIMIT = """CASE WHEN promised IS NULL OR promised - started_at >= after_1 THEN after_1
    WHEN promised <= started_at THEN 0 ELSE promised - started_at END"""

RUNNING = f"""
SELECT c.id, c.entry_id, c.name, c.cycle, c.level, c.next_level, c.next_due_at, c.deadline_at, c.started_at, c.started_at + c.paused AS began,
       c.stopped_at, {_PROMISED} AS promised, w.last_level, w.repeat_every, w.after_1, w.after_2, w.after_3
FROM clock c JOIN entry e ON e.id = c.entry_id
JOIN want w ON {_WANTED}
"""  # noqa: S608 (built from the constants above)
"""Every cycle of every entry's clocks beside its row of the wanted limits; a draft, which has no band yet, climbs the medium row."""


_REOPENED = """CASE WHEN c.name = 'arrest' AND c.cycle > 1 THEN (
    SELECT min(r.started_at) FROM clock p JOIN clock r ON r.entry_id = p.entry_id AND r.name = 'review' AND r.started_at >= p.stopped_at
    WHERE p.entry_id = c.entry_id AND p.name = 'arrest' AND p.cycle = c.cycle - 1 AND c.started_at < p.stopped_at) END"""
"""When a cycle that took over an older age began to be looked at: a reopening starts its review anew, never the age."""

LIVED = f"""
SELECT c.entry_id, c.name, c.level, c.started_at, c.started_at + c.paused AS began, c.stopped_at, c.deadline_at, w.number, {_PROMISED} AS promised,
       {_REOPENED} AS reopened_at, CASE WHEN c.name IN {PAUSABLE_NAMES} AND c.entry_id IN (SELECT entry_id FROM pause) THEN 1 ELSE 0 END AS rested
FROM clock c JOIN entry e ON e.id = c.entry_id JOIN want w ON {_WANTED}
"""  # noqa: S608 (built from the constants above)
"""The same without the limits themselves: `number` finds them under any policy. `rested` says whether a pause may lie in its life."""

LEVEL_COLUMNS = "policy, number, level, rank, after, repeat_every"
LEVEL_DUE = """began + CASE WHEN v.level > 1 OR promised IS NULL OR promised - started_at >= v.after THEN v.after
    WHEN promised <= started_at THEN 0 ELSE promised - started_at END"""
"""When a cycle reaches a level. `repeat_every` stands at the last level of a ladder alone, NULL where it does not repeat."""


def level_values(policy: Policy, mark: int) -> str:
    """The levels of every row of `want`, marked so that two policies can stand in one table."""
    return ", ".join(
        f"({mark}, {number}, {place}, '{level.rank.value}', {level.after // MICROSECOND}, {_micros(ladder.repeat_every if level is ladder.levels[-1] else None)})"
        for number, (*_, ladder) in enumerate(_ladders(policy))
        for place, level in enumerate(ladder.levels, 1)
    )


def want_values(policy: Policy) -> str:
    """The rows of `want` for this policy: numbers and words of our own enumerations, nothing that a person typed."""
    return ", ".join(_row(number, *words) for number, words in enumerate(_ladders(policy)))


def _ladders(policy: Policy) -> Iterator[tuple[Category, Band, ClockName, bool, Ladder]]:
    """Every ladder that an entry's clock can climb, always in the same order."""
    for category, band, clock in product(Category, Band, ClockName):
        if clock is not ClockName.HANDOVER:
            for is_later in (False, True) if clock is ClockName.REVIEW else (False,):
                yield category, band, clock, is_later, policy.ladder(clock, category, band, cycle=1 + is_later)


def _row(number: int, category: Category, band: Band, clock: ClockName, is_later: bool, ladder: Ladder) -> str:  # noqa: FBT001 (a column's value)
    after = [str(level.after // MICROSECOND) for level in ladder.levels]
    after += [_micros(None)] * (3 - len(after))
    texts = ", ".join(f"'{word}'" for word in (category.value, band.value, clock.value))
    return f"({texts}, {int(is_later)}, {len(ladder.levels)}, {_micros(ladder.repeat_every)}, {', '.join(after)}, {number})"


def _micros(span: timedelta | None) -> str:
    return "CAST(NULL AS bigint)" if span is None else str(span // MICROSECOND)
