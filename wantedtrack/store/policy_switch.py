"""A new policy taking effect on every clock at its instant: start and pauses stay, due times are reckoned anew, passed levels recorded.

Source: domain.md section 5, rule 4.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import delete, select, text, update

from wantedtrack.rules.entry import Cause, ClockName, EntryId, Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.store import promises, schema, sweeping
from wantedtrack.store import schema_record as record
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.crossing import Crossed, cross_due, cross_passed
from wantedtrack.store.due import unwatched_from
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.info import POLICY_DUE_AT, write_mark
from wantedtrack.store.policy_arithmetic import FIRST_LIMIT, RUNNING, WANT_COLUMNS, want_values
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.writing import Work

_WHOLE = 1_000_000_000
"""A switch is one instant for every entry, so it is one batch."""

_A_MOMENT = timedelta(microseconds=1)
"""The least that the store tells apart."""

_NEXT_LIMIT = """CASE WHEN run.next_level = 1 THEN first WHEN run.next_level = 2 AND run.last_level >= 2 THEN after_2
    WHEN run.next_level = 3 AND run.last_level >= 3 THEN after_3
    ELSE (CASE WHEN run.last_level = 1 THEN first ELSE after_3 END) + (run.next_level - run.last_level) * run.repeat_every END"""

_RELADDER = f"""
WITH want ({WANT_COLUMNS}) AS (VALUES %(want)s),
running AS ({RUNNING} WHERE c.stopped_at IS NULL AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.entry_id = c.entry_id)),
run AS (SELECT r.*, {FIRST_LIMIT} AS first FROM running r)
UPDATE clock SET first_limit = new.first, deadline_at = new.began + new.first, ladder_id = new.ladder_id,
       next_due_at = CASE WHEN clock.next_due_at IS NULL THEN NULL ELSE new.next_due END
FROM (
    SELECT run.id, first, began, began + {_NEXT_LIMIT} AS next_due, l.id AS ladder_id
    FROM run JOIN entry e ON e.id = run.entry_id
    JOIN ladder l ON l.policy_version = :version AND l.clock = run.name AND l.category = e.category
        AND l.band = coalesce(e.band, 'medium') AND l.later_cycles = (run.name = 'review' AND run.cycle > 1)
) AS new
WHERE clock.id = new.id
"""  # noqa: S608 (built from constants; `want` holds numbers and words of our own enumerations)

_KEEP_WORST = """
UPDATE entry SET worst_clock = worst.name, due_at = worst.deadline_at
FROM (
    SELECT entry_id, name, deadline_at, row_number() OVER (PARTITION BY entry_id ORDER BY deadline_at, id) AS place
    FROM clock WHERE stopped_at IS NULL AND deadline_at IS NOT NULL AND entry_id IS NOT NULL
) AS worst
WHERE worst.place = 1 AND entry.id = worst.entry_id
  AND (entry.due_at IS NULL OR entry.due_at <> worst.deadline_at OR entry.worst_clock <> worst.name)
"""


@dataclass(slots=True)
class Switched:
    """What the switches of one deed recorded: levels due before each, and levels that each passed."""

    versions: int = 0
    levels: list[Crossed] = field(default_factory=list[Crossed])
    notices: int = 0
    lapsed: int = 0
    ended: list[str] = field(default_factory=list[str])


def switch_policies(work: Work) -> Switched:
    """Let every policy take effect whose instant has come, each at that instant: what was due before it is recorded under the old one first."""
    done = Switched()
    while work.info.policy_due_at is not None and work.info.policy_due_at <= work.now:
        at = work.info.policy_due_at
        _switch(replace(work, now=at), done)
        work.info = replace(work.info, policy_due_at=_mark_next(work, at))
    return done


def _mark_next(work: Work, at: Instant) -> Instant | None:
    versions = record.policy_version.c
    later = select(versions.effective_from).where(versions.effective_from > at).order_by(versions.effective_from).limit(1)
    following = work.connection.execute(later).scalar()
    if following is None:
        work.connection.execute(delete(record.store_info).where(record.store_info.c.key == POLICY_DUE_AT))
    else:
        write_mark(work.connection, POLICY_DUE_AT, following)
    return following


def _switch(work: Work, done: Switched) -> None:
    since = unwatched_from(work.connection, now=work.now)
    # A pause or shift that ended before the switch goes on under the policy of its day: reckoned at the instant itself it would get the new limits, and
    # what had come due by the old ones in between would be missed.
    just_before = replace(work, now=work.now - _A_MOMENT)
    done.ended += sweeping.end_pauses(just_before)
    done.lapsed += promises.lapse(work)
    sweeping.start_handover_clocks(just_before)
    before = cross_due(work.connection, now=work.now, sequence=work.sequence, late_from=since, batch=_WHOLE)
    policy = current_policy(work.connection, now=work.now)
    work.connection.execute(text(_RELADDER % {"want": want_values(policy)}), {"version": policy.version})
    _reladder_shifts(work, policy)
    for entry in _paused_entries(work):
        refresh_clocks(work, load_entry(work.connection, entry), cause=Cause.REGRADE)
    work.connection.execute(text(_KEEP_WORST))
    passed = cross_passed(work.connection, now=work.now, sequence=work.sequence)
    done.levels += [*before.levels, *passed.levels]
    done.notices += before.notices + passed.notices
    done.versions += 1
    work.changed.append(["policy", policy.version, str(work.now), len(before.levels), len(passed.levels)])


def _paused_entries(work: Work) -> list[EntryId]:
    """Entries that were ever paused: a level that lay before a pause was due without it, so each is reckoned by the rules."""
    running, pause = schema.clock.c, schema.pause.c
    found = select(pause.entry_id).distinct().join(schema.clock, running.entry_id == pause.entry_id).where(running.stopped_at.is_(None))
    return list(work.connection.execute(found.order_by(pause.entry_id)).scalars())


def _reladder_shifts(work: Work, policy: Policy) -> None:
    """The handover clocks that still run get the new limit."""
    clock, ladder = schema.clock, schema.ladder.c
    number = select(ladder.id).where(ladder.policy_version == policy.version, ladder.clock == ClockName.HANDOVER).scalar_subquery()
    running = (clock.c.shift_id.is_not(None), clock.c.stopped_at.is_(None))
    for row in work.connection.execute(select(clock.c.id, clock.c.started_at, clock.c.next_due_at).where(*running)).all():
        due = row.started_at + policy.handover_inspector
        values = {"ladder_id": number, "first_limit": policy.handover_inspector, "deadline_at": due}
        values |= {"next_due_at": None if row.next_due_at is None else due}
        work.connection.execute(update(clock).where(clock.c.id == row.id).values(**values))
