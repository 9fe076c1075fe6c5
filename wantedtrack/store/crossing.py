"""Crossing levels: every level whose time has come is recorded once, by a handful of statements however many there are.

The arithmetic of rules/clocks.py stands here a second time, in SQL, because 10,000 levels are crossed in one sweep; a test holds the two
against each other. Source: domain.md section 5, rules 5 and 6.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from wantedtrack.rules.entry import Cause, EntryId, Instant
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.duty_rows import pass_to_those_on_duty
from wantedtrack.store.ladders import HAS_LADDER
from wantedtrack.store.types import from_micros, to_micros

_RANK_ORDER = "CASE e.rank " + " ".join(f"WHEN '{rank.value}' THEN {rank.order}" for rank in Rank) + " END"

_FIRST_OR_AFTER = "CASE WHEN v.level = 1 THEN x.first_limit ELSE v.after END"
_LAST_DUE = f"(x.began + {_FIRST_OR_AFTER})"

_MAKE_LIST = """CREATE TEMP TABLE IF NOT EXISTS crossing (
    clock_id INTEGER PRIMARY KEY, entry_id INTEGER, ladder_id INTEGER, next_level INTEGER, began BIGINT, first_limit BIGINT)"""
_EMPTIED_BY_ITSELF = " ON COMMIT DELETE ROWS"
"""What PostgreSQL adds to a temporary table so that a pooled session never finds another sweep's rows in it."""

_LIST = f"""
INSERT INTO crossing (clock_id, entry_id, ladder_id, next_level, began, first_limit)
SELECT id, entry_id, ladder_id, next_level, started_at + paused, first_limit FROM clock WHERE next_due_at <= :now AND {HAS_LADDER}
"""  # noqa: S608 (built from a constant)
_LIST_DUE = f"""{_LIST} AND (entry_id IS NULL OR entry_id IN (
    SELECT entry_id FROM clock WHERE next_due_at <= :now AND entry_id IS NOT NULL AND {HAS_LADDER}
    GROUP BY entry_id ORDER BY min(next_due_at), entry_id LIMIT :batch))
"""  # noqa: S608 (built from the constants above)
"""Whole entries at a time, earliest due first, so that the one notice of an entry after downtime is never split between batches."""

_HOW_MANY = "SELECT count(*) FROM (SELECT 1 FROM clock WHERE next_due_at <= :now LIMIT :most) AS due"

_LIST_ENTRY = f"{_LIST} AND entry_id = :entry"
_LIST_NEW = f"{_LIST} AND id > :after_clock"

_RECORD = f"""
INSERT INTO escalation (clock_id, entry_id, level, rank, due_at, crossed_at, recorded_at, late, cause, sequence)
SELECT clock_id, entry_id, level, rank, due, CASE WHEN :by_time THEN due ELSE :now END, :now, due >= :late_from AND due < :now, :cause, :sequence
FROM (
    SELECT x.clock_id, x.entry_id, v.level, v.rank, x.began + {_FIRST_OR_AFTER} AS due
    FROM crossing x JOIN ladder_level v ON v.ladder_id = x.ladder_id AND v.level >= x.next_level
    WHERE x.began + {_FIRST_OR_AFTER} <= :now
    UNION ALL
    SELECT x.clock_id, x.entry_id, l.last_level + (:now - {_LAST_DUE}) / l.repeat_every, v.rank,
           {_LAST_DUE} + (:now - {_LAST_DUE}) / l.repeat_every * l.repeat_every
    FROM crossing x JOIN ladder l ON l.id = x.ladder_id AND l.repeat_every IS NOT NULL
    JOIN ladder_level v ON v.ladder_id = l.id AND v.level = l.last_level
    WHERE :now >= {_LAST_DUE} + l.repeat_every AND l.last_level + (:now - {_LAST_DUE}) / l.repeat_every >= x.next_level
) AS reached
WHERE true
ORDER BY reached.due, reached.clock_id, reached.level
ON CONFLICT (clock_id, level) DO NOTHING
"""  # noqa: S608 (built from the constants above; every value is bound)

_MOVE_ON = f"""
UPDATE clock SET level = top.level, next_level = CASE WHEN top.next_due IS NULL THEN NULL ELSE top.level + 1 END, next_due_at = top.next_due
FROM (
    SELECT x.clock_id, e.level,
           CASE WHEN n.level IS NOT NULL THEN x.began + n.after
                WHEN l.repeat_every IS NOT NULL THEN {_LAST_DUE} + (e.level + 1 - l.last_level) * l.repeat_every END AS next_due
    FROM crossing x
    JOIN (SELECT clock_id, max(level) AS level FROM escalation WHERE clock_id IN (SELECT clock_id FROM crossing) GROUP BY clock_id) e
      ON e.clock_id = x.clock_id
    JOIN ladder l ON l.id = x.ladder_id
    JOIN ladder_level v ON v.ladder_id = l.id AND v.level = l.last_level
    LEFT JOIN ladder_level n ON n.ladder_id = l.id AND n.level = e.level + 1
) AS top
WHERE clock.id = top.clock_id
"""  # noqa: S608 (built from the constants above)

_RECIPIENT = "CASE t.recipient WHEN 'owner' THEN 'officer:' || o.collar ELSE t.recipient END"

_TELL_ALL = f"""
INSERT INTO notice (escalation_id, recipient, round, for_information, told_at)
WITH fresh AS MATERIALIZED (
    SELECT e.id, e.entry_id, e.rank, c.name FROM escalation e JOIN clock c ON c.id = e.clock_id WHERE e.sequence = :sequence AND e.id > :after)
SELECT f.id, {_RECIPIENT}, 1, t.for_information, :now
FROM fresh f JOIN told t ON t.clock = f.name AND t.rank = f.rank
LEFT JOIN entry n ON n.id = f.entry_id LEFT JOIN officer o ON o.id = n.owner_id
WHERE t.recipient <> 'owner' OR o.collar IS NOT NULL
ORDER BY f.id, t.recipient
ON CONFLICT (escalation_id, recipient, round) DO NOTHING
"""  # noqa: S608 (built from the constants above)
"""A server that expects few rows would join ranks before clocks and read each clock five times: so the escalations are found first."""

_TELL_HIGHEST = f"""
INSERT INTO notice (escalation_id, recipient, round, for_information, told_at)
SELECT id, 'rank:' || rank, 1, false, :now FROM (
    SELECT e.id, e.rank, row_number() OVER (
        PARTITION BY coalesce(e.entry_id, -e.clock_id) ORDER BY {_RANK_ORDER} DESC, e.due_at DESC, e.id DESC) AS place
    FROM escalation e WHERE e.sequence = :sequence AND e.id > :after
) AS ranked
WHERE place = 1
ON CONFLICT (escalation_id, recipient, round) DO NOTHING
"""  # noqa: S608 (built from the constants above)

_WRITTEN = """
SELECT e.id, e.entry_id, n.reference, c.shift_id, c.name, c.cycle, e.level, e.rank, e.due_at, e.late, e.cause
FROM escalation e JOIN clock c ON c.id = e.clock_id LEFT JOIN entry n ON n.id = e.entry_id
WHERE e.sequence = :sequence AND e.id > :after ORDER BY e.id
"""


class Crossed(NamedTuple):
    """One level that was just recorded; `about` is the entry's reference, or the shift's id for a handover clock; `due` in microseconds."""

    entry: EntryId | None
    about: str
    clock: str
    cycle: int
    level: int
    rank: str
    due: int
    late: bool
    cause: str

    @property
    def due_at(self) -> Instant:
        """When it was due."""
        return from_micros(self.due)


_TOUCH = """
INSERT INTO touched (sequence, entry_id)
SELECT sequence, entry_id FROM escalation WHERE sequence = :sequence AND id > :after AND entry_id IS NOT NULL
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one batch recorded, and how many notices it wrote."""

    levels: tuple[Crossed, ...]
    notices: int


def cross_due(connection: Connection, *, now: Instant, sequence: int, late_from: Instant | None, batch: int) -> Crossing:
    """Cross every level that is due, of at most `batch` entries, earliest due first.

    `late_from` is when the last sweep finished if nobody watched since, else None. After such a gap an entry gets one notice, for the
    highest rank reached on any of its clocks; otherwise every escalation tells all whom its level names.
    """
    clocks = connection.execute(text(_HOW_MANY), {"now": to_micros(now), "most": batch + 1}).scalar_one()
    # No more clocks than a batch has entries: then nothing need be parted.
    listing, words = (_LIST, {}) if clocks <= batch else (_LIST_DUE, {"batch": batch})
    return _cross(connection, listing, words, now=now, sequence=sequence, late_from=late_from, cause=Cause.DUE, notices=True)


def cross_entry(connection: Connection, *, entry: EntryId, now: Instant, sequence: int, late_from: Instant | None) -> Crossing:
    """Record the levels of one entry whose time has come, before a deed changes its clocks."""
    return _cross(connection, _LIST_ENTRY, {"entry": entry}, now=now, sequence=sequence, late_from=late_from, cause=Cause.DUE, notices=True)


def tell_highest(connection: Connection, *, now: Instant, sequence: int, after: int) -> None:
    """One notice for the highest rank among the escalations recorded after this one by this deed."""
    connection.execute(text(_TELL_HIGHEST), {"now": to_micros(now), "sequence": sequence, "after": after})
    pass_to_those_on_duty(connection, now=now, sequence=sequence, after=after)


def cross_baseline(connection: Connection, *, after_clock: int, now: Instant, sequence: int) -> Crossing:
    """Record in silence what the clocks made after this one had passed before the store knew of them: import, migration, restore."""
    words = {"after_clock": after_clock}
    return _cross(connection, _LIST_NEW, words, now=now, sequence=sequence, late_from=None, cause=Cause.BASELINE, notices=False)


def cross_moved(connection: Connection, *, now: Instant, sequence: int) -> Crossing:
    """Record in silence what every clock passed before a store came to its server."""
    return _cross(connection, _LIST, {}, now=now, sequence=sequence, late_from=None, cause=Cause.BASELINE, notices=False)


def cross_passed(connection: Connection, *, now: Instant, sequence: int) -> Crossing:
    """Record what a new policy has passed on any clock, as passed at `now`, with one notice for each entry."""
    return _cross(connection, _LIST, {}, now=now, sequence=sequence, late_from=None, cause=Cause.REGRADE, notices=True)


def _cross(
    connection: Connection,
    listing: str,
    words: dict[str, Any],
    *,
    now: Instant,
    sequence: int,
    late_from: Instant | None,
    cause: Cause,
    notices: bool,
) -> Crossing:
    at = to_micros(now)
    connection.execute(text(_MAKE_LIST + (_EMPTIED_BY_ITSELF if connection.dialect.name == "postgresql" else "")))
    connection.execute(text("DELETE FROM crossing"))
    if connection.execute(text(listing), {**words, "now": at}).rowcount == 0:
        return Crossing((), 0)
    after = connection.execute(text("SELECT coalesce(max(id), 0) FROM escalation")).scalar_one()
    recording = {
        "now": at,
        "cause": cause.value,
        "by_time": cause in (Cause.DUE, Cause.BASELINE),
        "sequence": sequence,
        "late_from": to_micros(late_from) if late_from is not None else at,
    }
    connection.execute(text(_RECORD), recording)
    connection.execute(text(_MOVE_ON))
    written = 0
    if notices:
        telling = _TELL_ALL if late_from is None and cause is Cause.DUE else _TELL_HIGHEST
        written = connection.execute(text(telling), {"now": at, "sequence": sequence, "after": after}).rowcount
        written += pass_to_those_on_duty(connection, now=now, sequence=sequence, after=after) if written else 0
    connection.execute(text(_TOUCH), {"sequence": sequence, "after": after})
    rows = connection.execute(text(_WRITTEN), {"sequence": sequence, "after": after}).all()
    levels = tuple(
        Crossed(entry, reference or shift, name, cycle, level, rank, due, bool(late), its_cause)
        for _, entry, reference, shift, name, cycle, level, rank, due, late, its_cause in rows
    )
    return Crossing(levels, written)
