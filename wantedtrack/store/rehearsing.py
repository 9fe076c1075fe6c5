"""A policy rehearsed on live and on past data: three statements that read every clock and write nothing."""

from sqlalchemy import Connection, text

from wantedtrack.rules.entry import ClockName, Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_difference import differences
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.rehearsal import BUCKET, LOOKS_BACK, Buckets, Rehearsal, load_by_shift
from wantedtrack.store.found import Found
from wantedtrack.store.policy_arithmetic import FIRST_LIMIT, RUNNING, WANT_COLUMNS, want_values
from wantedtrack.store.types import MICROSECOND, from_micros, to_micros

_RANKS: dict[ClockName, tuple[Rank, ...]] = {
    ClockName.CIRCULATE: (Rank.SERGEANT,),
    ClockName.ATTEMPT: (Rank.SERGEANT,),
    ClockName.REVIEW: (Rank.SERGEANT,),
    ClockName.VERIFY: (Rank.SERGEANT,),
    ClockName.CLEAR: (Rank.SERGEANT, Rank.INSPECTOR),
    ClockName.ARREST: (Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, Rank.SUPERINTENDENT),
}
"""The rank of each level, by clock. Source: domain.md section 5, "Columns to clocks"."""

_PAUSABLE = "name IN ('attempt', 'review', 'arrest')"


def _crossing(clock: ClockName, level: int) -> str:
    """Whether a running clock would cross this level now and has not crossed it yet."""
    limit = "first" if level == 1 else f"after_{level}"
    return f"(name = '{clock.value}' AND level < {level} AND began + {limit} <= hand)"


def _reached(rank: Rank) -> str:
    levels = [(clock, number) for clock, ranks in _RANKS.items() for number, told in enumerate(ranks, 1) if told is rank]
    return f"max(CASE WHEN ({' OR '.join(_crossing(*level) for level in levels)}) THEN 1 ELSE 0 END) AS {rank.value}"


_TOLD = (Rank.SERGEANT, Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, Rank.SUPERINTENDENT)

_LIVE = f"""
WITH want ({WANT_COLUMNS}) AS (VALUES %(want)s),
running AS ({RUNNING} WHERE c.stopped_at IS NULL),
run AS (
    SELECT r.*, {FIRST_LIMIT} AS first, CASE WHEN {_PAUSABLE}
           THEN coalesce((SELECT min(p.starts_at) FROM pause p WHERE p.entry_id = r.entry_id AND p.ended_at IS NULL), :now) ELSE :now END AS hand
    FROM running r),
each AS (
    SELECT entry_id, max(CASE WHEN deadline_at <= :now THEN 1 ELSE 0 END) AS was_red, max(CASE WHEN began + first <= hand THEN 1 ELSE 0 END) AS is_red,
           {", ".join(_reached(rank) for rank in _TOLD)}
    FROM run GROUP BY entry_id)
SELECT count(*) AS entries,
       coalesce(sum(CASE WHEN is_red = 1 AND was_red = 0 THEN 1 ELSE 0 END), 0) AS turn_red,
       coalesce(sum(CASE WHEN was_red = 1 AND is_red = 0 THEN 1 ELSE 0 END), 0) AS no_longer_red,
       {", ".join(f"coalesce(sum({rank.value}), 0) AS {rank.value}" for rank in _TOLD)}
FROM each
"""  # noqa: S608 (built from constants; `want` holds numbers and words of our own enumerations)

_ENDS = "CASE WHEN stopped_at IS NULL OR stopped_at > :now THEN :now ELSE stopped_at END"
_LAST = "CASE WHEN last_level = 1 THEN first ELSE after_3 END"

_PAST = f"""
WITH RECURSIVE want ({WANT_COLUMNS}) AS (VALUES %(want)s),
step (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM step WHERE number < :steps),
lived AS ({RUNNING} WHERE c.started_at < :now AND (c.stopped_at IS NULL OR c.stopped_at > :since)),
run AS (SELECT name, began, after_2, after_3, last_level, repeat_every, {FIRST_LIMIT} AS first, {_ENDS} AS ends FROM lived l),
repeating AS (
    SELECT name, last_level, repeat_every, ends, began + {_LAST} AS last_due FROM run WHERE repeat_every IS NOT NULL AND began + {_LAST} < ends),
due AS (
    SELECT name, 1 AS level, began + first AS at, ends FROM run
    UNION ALL SELECT name, 2, began + after_2, ends FROM run WHERE last_level >= 2
    UNION ALL SELECT name, 3, began + after_3, ends FROM run WHERE last_level >= 3
    UNION ALL SELECT name, last_level, last_due + (number + CASE WHEN last_due >= :since THEN 1
                  ELSE (:since - last_due) / repeat_every + 1 END) * repeat_every, ends
              FROM repeating JOIN step ON number <= :looks_back / repeat_every)
SELECT name, level, at / :bucket AS bucket, count(*) AS levels FROM due WHERE at > :since AND at <= ends GROUP BY name, level, at / :bucket
"""  # noqa: S608 (the same)


def rehearse(connection: Connection, new: Policy, *, in_effect: Policy, now: Instant) -> Rehearsal:
    """What this policy would do to every entry now, and what it would have told each shift over the last 28 days. Writes nothing.

    The past is reckoned the same way under both policies, with the bands as they are today, so that what differs is the policy alone.
    Restricted entries count like any other; no entry is named.
    """
    statement = text(_LIVE % {"want": want_values(new)})
    row = connection.execute(statement, {"now": to_micros(now)}).one()
    old_load, new_load = (_past(connection, policy, now) for policy in (in_effect, new))
    return Rehearsal(
        at=now,
        version_in_effect=in_effect.version,
        differences=differences(in_effect, new),
        entries=row.entries,
        would_turn_red=int(row.turn_red),
        would_no_longer_be_red=int(row.no_longer_red),
        would_reach={rank: int(getattr(row, rank.value)) for rank in _TOLD},
        load=load_by_shift(new, old_load, new_load),
    )


def _past(connection: Connection, policy: Policy, now: Instant) -> Buckets:
    shortest = min(every for limits in policy.limits.values() for every in (limits.sergeant_then_every, limits.superintendent_then_every))
    words = {
        "now": to_micros(now),
        "since": to_micros(now - LOOKS_BACK),
        "looks_back": LOOKS_BACK // MICROSECOND,
        "bucket": BUCKET // MICROSECOND,
    }
    rows = connection.execute(text(_PAST % {"want": want_values(policy)}), {**words, "steps": LOOKS_BACK // shortest + 1})
    counted: dict[tuple[Instant, Rank], int] = {}
    for row in rows:
        name, level, bucket, levels = _typed(row)
        key = (from_micros(bucket * (BUCKET // MICROSECOND)), _RANKS[ClockName(name)][level - 1])
        counted[key] = counted.get(key, 0) + levels
    return counted


def _typed(row: Found) -> tuple[str, int, int, int]:
    return row.name, row.level, row.bucket, row.levels
