"""A policy's limits as one SQL table of constants, and the first limit of a running clock under them: what rehearsing and adopting share.

The arithmetic is that of rules/clocks.py; it stands in SQL because a policy is rehearsed on every clock of the force at once.
"""

from wantedtrack.rules.entry import Band, Category, ClockName
from wantedtrack.rules.policy import Policy
from wantedtrack.store.types import MICROSECOND

WANT_COLUMNS = "category, band, clock, later, last_level, repeat_every, after_1, after_2, after_3"

_PROMISED = """CASE c.name
    WHEN 'attempt' THEN CASE
        WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.entry_id = c.entry_id AND a.at = c.started_at)
            THEN (SELECT a.next_by FROM attempt a WHERE a.entry_id = c.entry_id AND a.at = c.started_at ORDER BY a.id DESC LIMIT 1)
        WHEN c.started_at = e.reopened_at THEN NULL
        WHEN c.started_at = e.accepted_at THEN e.first_attempt_by END
    WHEN 'review' THEN (SELECT r.next_by FROM review r WHERE r.entry_id = c.entry_id AND r.at = c.started_at ORDER BY r.id DESC LIMIT 1)
    END"""
"""The officer's promise that may shorten a cycle's first level: it hangs on the attempt, review or acceptance that began the cycle."""

FIRST_LIMIT = """CASE WHEN promised IS NULL OR promised - started_at >= after_1 THEN after_1
    WHEN promised <= started_at THEN 0 ELSE promised - started_at END"""

RUNNING = f"""
SELECT c.id, c.entry_id, c.name, c.cycle, c.level, c.next_level, c.next_due_at, c.deadline_at, c.started_at, c.started_at + c.paused AS began,
       c.stopped_at, {_PROMISED} AS promised, w.last_level, w.repeat_every, w.after_1, w.after_2, w.after_3
FROM clock c JOIN entry e ON e.id = c.entry_id
JOIN want w ON w.category = e.category AND w.band = coalesce(e.band, 'medium') AND w.clock = c.name
    AND w.later = CASE WHEN c.name = 'review' AND c.cycle > 1 THEN 1 ELSE 0 END
"""  # noqa: S608 (built from the constants above)
"""Every cycle of every entry's clocks beside its row of the wanted limits; a draft, which has no band yet, climbs the medium row."""


def want_values(policy: Policy) -> str:
    """The rows of `want` for this policy: numbers and words of our own enumerations, nothing that a person typed."""
    rows = [
        _row(policy, category, band, clock, cycle)
        for category in Category
        for band in Band
        for clock in ClockName
        if clock is not ClockName.HANDOVER
        for cycle in ((1, 2) if clock is ClockName.REVIEW else (1,))
    ]
    return ", ".join(rows)


def _row(policy: Policy, category: Category, band: Band, clock: ClockName, cycle: int) -> str:
    ladder = policy.ladder(clock, category, band, cycle=cycle)
    after = [str(level.after // MICROSECOND) for level in ladder.levels]
    after += ["CAST(NULL AS bigint)"] * (3 - len(after))
    every = "CAST(NULL AS bigint)" if ladder.repeat_every is None else str(ladder.repeat_every // MICROSECOND)
    texts = ", ".join(f"'{word}'" for word in (category.value, band.value, clock.value))
    return f"({texts}, {int(cycle > 1)}, {len(ladder.levels)}, {every}, {', '.join(after)})"
