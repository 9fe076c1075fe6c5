"""A policy rehearsed on live and on past data: one statement that reads every clock and writes nothing."""

from collections import Counter

from sqlalchemy import Connection, text

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_difference import differences
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.rehearsal import BUCKET, LOOKS_BACK, Rehearsal, load_by_shift
from wantedtrack.store.found import Found
from wantedtrack.store.policy_arithmetic import LEVEL_COLUMNS, LEVEL_DUE, LIVED, PAUSABLE_NAMES, WANT_COLUMNS, level_values, want_values
from wantedtrack.store.types import MICROSECOND, from_micros, to_micros

_OLD, _NEW = 0, 1
_TOLD = (Rank.SERGEANT, Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, Rank.SUPERINTENDENT)
_PAUSABLE = f"b.name IN {PAUSABLE_NAMES}"
_REACHED = f"({LEVEL_DUE}) <= coalesce(p.since, :now)"
_ENDS = "CASE WHEN stopped_at IS NULL OR stopped_at > :now THEN :now ELSE stopped_at END"
_FIRST_PAUSE = "(SELECT min(q.starts_at) FROM pause q WHERE q.entry_id = b.entry_id AND (q.ended_at IS NULL OR q.ended_at > b.started_at))"
_NEXT_PAUSE = "(SELECT min(q.starts_at) FROM pause q WHERE q.entry_id = b.entry_id AND q.starts_at >= s.ended_at)"
_RESTED = """(SELECT CAST(sum(q.ended_at - CASE WHEN q.starts_at < b.started_at THEN b.started_at ELSE q.starts_at END) AS bigint) FROM pause q
    WHERE q.entry_id = b.entry_id AND q.starts_at <= s.starts_at AND q.ended_at > b.started_at)"""


def _earlier(end: str, pause: str) -> str:
    """The end of a stretch: where the clock stops or the next pause begins, and never before the clock itself began."""
    at_pause = f"CASE WHEN {pause} < b.started_at THEN b.started_at ELSE {pause} END"
    return f"CASE WHEN {pause} < {end} THEN {at_pause} ELSE {end} END"


def _repeats(of: str) -> str:
    """The repeats of the last levels of these clocks: from the first after both the level and `since`, as many as 28 days can hold."""
    return f"""repeating_{of} AS MATERIALIZED (
    SELECT v.policy, v.rank, v.repeat_every, {LEVEL_DUE} AS last_due, since, ends
    FROM {of} b JOIN levels v ON v.number = b.number AND v.repeat_every IS NOT NULL WHERE {LEVEL_DUE} < ends),
repeated_{of} AS (
    SELECT policy, rank, last_due + (number + CASE WHEN last_due >= since THEN 1 ELSE (since - last_due) / repeat_every + 1 END) * repeat_every AS at, ends
    FROM repeating_{of} JOIN step ON number <= :looks_back / repeat_every)"""  # noqa: S608 (built from constants)


_LOAD = f"""
SELECT policy, rank AS what, at / :bucket AS bucket, count(*) AS many
FROM (SELECT v.policy, v.rank, {LEVEL_DUE} AS at, since, ends FROM %(of)s b JOIN levels v ON v.number = b.number) AS due_%(of)s
WHERE at > since AND at <= ends GROUP BY policy, rank, at / :bucket
UNION ALL SELECT policy, rank, at / :bucket, count(*) FROM repeated_%(of)s WHERE at <= ends GROUP BY policy, rank, at / :bucket
"""  # noqa: S608 (built from constants)
"""How many levels of each rank fell due in each quarter of an hour: whole clocks, and those broken into stretches by pauses and reopenings."""

_REHEARSE = f"""
WITH RECURSIVE want ({WANT_COLUMNS}) AS MATERIALIZED (VALUES %(want)s),
levels ({LEVEL_COLUMNS}) AS MATERIALIZED (VALUES %(levels)s),
step (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM step WHERE number < :steps),
lived AS MATERIALIZED ({LIVED} WHERE c.stopped_at IS NULL OR c.stopped_at > :since),
paused AS MATERIALIZED (SELECT entry_id, min(starts_at) AS since FROM pause WHERE ended_at IS NULL GROUP BY entry_id),
each AS MATERIALIZED (
    SELECT entry_id, max(was_red) AS was_red, max(is_red) AS is_red, {", ".join(f"max(CASE WHEN reached = '{rank.value}' THEN 1 ELSE 0 END) AS {rank.value}" for rank in _TOLD)}
    FROM (
        SELECT b.entry_id, CASE WHEN b.deadline_at <= :now THEN 1 ELSE 0 END AS was_red, CASE WHEN v.level = 1 AND {_REACHED} THEN 1 ELSE 0 END AS is_red,
               CASE WHEN b.level < v.level AND {_REACHED} THEN v.rank END AS reached
        FROM lived b JOIN levels v ON v.number = b.number AND v.policy = {_NEW} LEFT JOIN paused p ON p.entry_id = b.entry_id AND {_PAUSABLE}
        WHERE b.stopped_at IS NULL AND (b.deadline_at <= :now OR {_REACHED})) AS level
    GROUP BY entry_id),
stretch AS MATERIALIZED (
    SELECT b.number, b.started_at, b.promised, b.started_at AS began, b.reopened_at AS since, {_earlier(_ENDS, _FIRST_PAUSE)} AS ends
    FROM lived b WHERE (b.rested = 1 OR b.reopened_at IS NOT NULL) AND b.started_at < :now
    UNION ALL SELECT b.number, b.started_at, b.promised, b.started_at + {_RESTED},
        CASE WHEN b.reopened_at > s.ended_at THEN b.reopened_at ELSE s.ended_at END, {_earlier(_ENDS, _NEXT_PAUSE)}
    FROM pause s JOIN lived b ON b.entry_id = s.entry_id AND b.rested = 1 AND s.ended_at > b.started_at WHERE s.ended_at < {_ENDS}),
whole AS NOT MATERIALIZED (
    SELECT number, started_at, promised, began, :since AS since, {_ENDS} AS ends FROM lived WHERE rested = 0 AND reopened_at IS NULL AND started_at < :now),
broken AS NOT MATERIALIZED (
    SELECT number, started_at, promised, began, CASE WHEN since > :since THEN since ELSE :since END AS since, ends FROM stretch),
{_repeats("whole")}, {_repeats("broken")}
{" UNION ALL ".join(_LOAD % {"of": of} for of in ("whole", "broken"))}
UNION ALL SELECT NULL, 'entries', 0, count(DISTINCT entry_id) FROM lived WHERE stopped_at IS NULL
UNION ALL SELECT NULL, 'turn_red', 0, count(*) FROM each WHERE is_red = 1 AND was_red = 0
UNION ALL SELECT NULL, 'no_longer_red', 0, count(*) FROM each WHERE is_red = 0 AND was_red = 1
{" ".join(f"UNION ALL SELECT NULL, '{rank.value}', 0, coalesce(sum({rank.value}), 0) FROM each" for rank in _TOLD)}
"""  # noqa: S608 (built from constants; `want` and `levels` hold numbers and words of our own enumerations)
"""One walk over every clock serves the live figures and the past under both policies; what two of them need is kept, not read again."""


def rehearse(connection: Connection, new: Policy, *, in_effect: Policy, now: Instant) -> Rehearsal:
    """What this policy would do to every entry now, and what it would have told each shift over the last 28 days. Writes nothing.

    The past is reckoned the same way under both policies, with the bands, and the times promised for a first attempt, as they are today, so that what differs is the policy alone.
    A level is due when the time that counted reached it: pauses of that time are left out as they were, and a reopened cycle tells from its reopening on.
    Restricted entries count like any other; no entry is named.
    """
    shortest = min(
        every
        for policy in (in_effect, new)
        for limits in policy.limits.values()
        for every in (limits.sergeant_then_every, limits.superintendent_then_every)
    )
    tables = {"want": want_values(new), "levels": f"{level_values(in_effect, _OLD)}, {level_values(new, _NEW)}"}
    words = {
        "now": to_micros(now),
        "since": to_micros(now - LOOKS_BACK),
        "looks_back": LOOKS_BACK // MICROSECOND,
        "bucket": BUCKET // MICROSECOND,
        "steps": LOOKS_BACK // shortest + 1,
    }
    live: Counter[str] = Counter()
    load: tuple[Counter[tuple[Instant, Rank]], ...] = (Counter(), Counter())
    for row in connection.execute(text(_REHEARSE % tables), words):
        policy, what, bucket, many = _typed(row)
        if policy is None:
            live[what] = many
        else:
            load[policy][from_micros(bucket * (BUCKET // MICROSECOND)), Rank(what)] += many
    return Rehearsal(
        at=now,
        version_in_effect=in_effect.version,
        differences=differences(in_effect, new),
        entries=live["entries"],
        would_turn_red=live["turn_red"],
        would_no_longer_be_red=live["no_longer_red"],
        would_reach={rank: live[rank.value] for rank in _TOLD},
        load=load_by_shift(new, load[_OLD], load[_NEW]),
    )


def _typed(row: Found) -> tuple[int | None, str, int, int]:
    return row.policy, row.what, row.bucket, row.many
