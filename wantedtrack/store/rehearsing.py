"""A policy rehearsed on live and on past data: one statement that reads every clock and writes nothing."""

from collections import Counter

from sqlalchemy import Connection, text

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_difference import differences
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.rehearsal import BUCKET, LOOKS_BACK, Rehearsal, load_by_shift
from wantedtrack.store.found import Found
from wantedtrack.store.policy_arithmetic import LEVEL_COLUMNS, LEVEL_DUE, LIVED, WANT_COLUMNS, level_values, want_values
from wantedtrack.store.types import MICROSECOND, from_micros, to_micros

_OLD, _NEW = 0, 1
_TOLD = (Rank.SERGEANT, Rank.INSPECTOR, Rank.CHIEF_INSPECTOR, Rank.SUPERINTENDENT)
_PAUSABLE = "b.name IN ('attempt', 'review', 'arrest')"
_REACHED = f"({LEVEL_DUE}) <= coalesce(p.since, :now)"
_ENDS = "CASE WHEN stopped_at IS NULL OR stopped_at > :now THEN :now ELSE stopped_at END"

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
due AS (
    SELECT v.policy, v.rank, {LEVEL_DUE} AS at, {_ENDS} AS ends FROM lived b JOIN levels v ON v.number = b.number WHERE b.started_at < :now),
repeating AS MATERIALIZED (
    SELECT v.policy, v.rank, v.repeat_every, {LEVEL_DUE} AS last_due, {_ENDS} AS ends
    FROM lived b JOIN levels v ON v.number = b.number AND v.repeat_every IS NOT NULL WHERE b.started_at < :now AND {LEVEL_DUE} < {_ENDS}),
repeated AS (
    SELECT policy, rank, last_due + (number + CASE WHEN last_due >= :since THEN 1 ELSE (:since - last_due) / repeat_every + 1 END) * repeat_every AS at, ends
    FROM repeating JOIN step ON number <= :looks_back / repeat_every)
SELECT policy, rank AS what, at / :bucket AS bucket, count(*) AS many FROM due WHERE at > :since AND at <= ends GROUP BY policy, rank, at / :bucket
UNION ALL SELECT policy, rank, at / :bucket, count(*) FROM repeated WHERE at > :since AND at <= ends GROUP BY policy, rank, at / :bucket
UNION ALL SELECT NULL, 'entries', 0, count(DISTINCT entry_id) FROM lived WHERE stopped_at IS NULL
UNION ALL SELECT NULL, 'turn_red', 0, count(*) FROM each WHERE is_red = 1 AND was_red = 0
UNION ALL SELECT NULL, 'no_longer_red', 0, count(*) FROM each WHERE is_red = 0 AND was_red = 1
{" ".join(f"UNION ALL SELECT NULL, '{rank.value}', 0, coalesce(sum({rank.value}), 0) FROM each" for rank in _TOLD)}
"""  # noqa: S608 (built from constants; `want` and `levels` hold numbers and words of our own enumerations)
"""One walk over every clock serves the live figures and the past under both policies; what two of them need is kept, not read again."""


def rehearse(connection: Connection, new: Policy, *, in_effect: Policy, now: Instant) -> Rehearsal:
    """What this policy would do to every entry now, and what it would have told each shift over the last 28 days. Writes nothing.

    The past is reckoned the same way under both policies, with the bands as they are today, so that what differs is the policy alone.
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
