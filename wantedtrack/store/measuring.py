"""What the figures are made from: every entry as it stood at the end of a period, in a dozen queries however many entries there are.

A period that ended in the past is read by taking back, from the history, what was written since: so figures that are drawn again later for the
same days are the same, but for what has been disposed of meanwhile.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from wantedtrack.rules.entry import Band, Category, Cause, Circulation, ClockName, Instant, Outcome, Stage
from wantedtrack.rules.measure_tables import Measures, Reviewed, measure, overlap
from wantedtrack.rules.measures import Circumstances, Figure, MeasuredEntry, figures
from wantedtrack.rules.pauses import Pause, paused_for
from wantedtrack.rules.periods import Period
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record

_COLUMNS = (
    "category", "band", "stage", "circulation", "became_outstanding_at", "accepted_at", "allocated_at", "circulated_at", "outcome", "outcome_at",
    "requested_at", "cancelled_at", "added_at", "closed_at", "station", "restricted",
)  # fmt: skip
_ENUMS: dict[str, Any] = {"category": Category, "band": Band, "stage": Stage, "circulation": Circulation, "outcome": Outcome}
_OF_ENTRIES = '{"changed":"entry",%'
"""What the history's text of a changed entry begins with: its keys are sorted and nothing stands between them."""

Row = dict[str, Any]


def read_measures(connection: Connection, policy: Policy, *, period: Period, now: Instant) -> Measures:
    """Every figure of this period. The limits are those of the policy in effect."""
    entries = read_measured(connection, policy, period=period, now=now)
    reviews = _reviews(connection, period)
    spans = _unwatched(connection, period)
    return measure(
        entries, now=now, period=period, around=_around(connection, period, spans, reviews), reviews=reviews, spans=[span for span in spans if span[1] > span[0]]
    )  # fmt: skip


def read_figures(connection: Connection, measured: list[MeasuredEntry], *, now: Instant) -> tuple[Figure, ...]:
    """The figures as they stand, over everything held: what a handover tells."""
    period = Period(now)
    reviews = _reviews(connection, period)
    return figures(measured, now=now, period=period, around=_around(connection, period, _unwatched(connection, period), reviews))


def read_measured(
    connection: Connection, policy: Policy, *, period: Period | None = None, now: Instant | None = None
) -> list[MeasuredEntry]:
    """What the figures need of every entry that is not disposed of, as it stands, or as it stood when the period ended."""
    table = schema.entry.c
    columns = [table.id, *(table[name] for name in _COLUMNS)]
    found = connection.execute(select(*columns).where(table.stage != Stage.DISPOSED))
    rows: dict[int, Row] = {row.id: dict(zip(("id", *_COLUMNS), row, strict=True)) for row in found}
    until = period.until if period is not None and now is not None and period.until < now else None
    if until is not None:
        rows = {number: row for number, row in rows.items() if row["added_at"] <= until}
        _take_back(connection, rows, until)
    tried = _attempts(connection, until)
    paused = _paused(connection, rows, until or now)
    return [_measured(row, tried.get(number, (0, None)), paused.get(number, timedelta(0)), policy) for number, row in rows.items()]


def _take_back(connection: Connection, rows: dict[int, Row], until: Instant) -> None:
    """Give each field the value that it had before the first change after this instant; the newest change is taken back first."""
    kept, line = record.history.c, record.journal.c
    later = (
        select(kept.entry_id, kept.change)
        .join(record.journal, line.sequence == kept.sequence)
        .where(line.at > until, kept.change.like(_OF_ENTRIES))
        .order_by(kept.id.desc())
    )
    for entry, change in connection.execute(later):
        if entry in rows:
            fields = json.loads(change)["fields"]
            rows[entry] |= {name: _value(name, fields[name][0]) for name in _COLUMNS if name in fields}


def _value(name: str, told: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    """A value of the history's JSON as the column holds it."""
    if told is None:
        return None
    if name in _ENUMS:
        return _ENUMS[name](told)
    return datetime.fromisoformat(told) if name.endswith("_at") else told


def _attempts(connection: Connection, until: Instant | None) -> dict[int, tuple[int, Instant | None]]:
    """How often each entry was tried and when first; what was recorded after this instant is not known yet."""
    attempt, line = schema.attempt.c, record.journal.c
    query = select(attempt.entry_id, func.count(), func.min(attempt.at)).group_by(attempt.entry_id)
    if until is not None:
        query = query.join(record.journal, line.sequence == attempt.sequence).where(line.at <= until)
    return {entry: (count, first) for entry, count, first in connection.execute(query)}


def _paused(connection: Connection, rows: dict[int, Row], until: Instant | None) -> dict[int, timedelta]:
    """How long each entry was suspended after it became outstanding, a suspension under way up to this instant."""
    pause = schema.pause.c
    found: dict[int, list[Pause]] = defaultdict(list)
    for entry, start, end in connection.execute(select(pause.entry_id, pause.starts_at, pause.ended_at)):
        found[entry].append(Pause(start, end))
    spans: dict[int, timedelta] = {}
    for entry, pauses in found.items():
        end: Instant | None = rows[entry]["outcome_at"] or until if entry in rows else None
        if end is not None:
            spans[entry] = paused_for(pauses, rows[entry]["became_outstanding_at"], end)
    return spans


def _measured(row: Row, tried: tuple[int, Instant | None], paused: timedelta, policy: Policy) -> MeasuredEntry:
    limits = policy.limits[row["category"], row["band"] or Band.MEDIUM]
    return MeasuredEntry(
        row["category"], row["band"], row["stage"], row["circulation"], row["became_outstanding_at"], row["accepted_at"], row["allocated_at"], row["circulated_at"],
        row["outcome"], row["outcome_at"], tried[0], limits.circulate, limits.chief_inspector, row["requested_at"], row["cancelled_at"],
        added_at=row["added_at"], first_attempt_at=tried[1], closed_at=row["closed_at"], paused=paused, station=row["station"], is_restricted=bool(row["restricted"]),
    )  # fmt: skip


def _unwatched(connection: Connection, period: Period) -> list[tuple[Instant, Instant]]:
    """The spans in which nobody watched, cut to the period."""
    spans = record.unwatched.c
    query = select(spans.from_at, spans.to_at).where(spans.from_at < period.until).order_by(spans.from_at)
    if period.since is not None:
        query = query.where(spans.to_at > period.since)
    return [
        (start if period.since is None else max(start, period.since), min(end, period.until)) for start, end in connection.execute(query)
    ]


def _around(connection: Connection, period: Period, spans: Sequence[tuple[Instant, Instant]], reviews: Sequence[Reviewed]) -> Circumstances:
    level, line = schema.escalation.c, record.journal.c
    counted = select(func.count(), func.count().filter(level.late)).where(level.cause != Cause.BASELINE, level.recorded_at <= period.until)
    # A draft that was discarded and brought back was never active, so it is none of these.
    entry = schema.entry.c
    reopened = (
        select(func.count())
        .select_from(record.journal.join(schema.entry, entry.id == line.entry_id))
        .where(line.deed == "reopen", line.at <= period.until, entry.accepted_at <= line.at)
    )
    if period.since is not None:
        counted, reopened = counted.where(level.recorded_at >= period.since), reopened.where(line.at >= period.since)
    levels, late = connection.execute(counted).one()
    return Circumstances(
        unwatched=sum((overlap(start, end, None, period.until) for start, end in spans), timedelta(0)),
        gaps=len(spans),
        levels=levels,
        late_levels=late,
        reviews=sum(one.n for one in reviews),
        reviews_on_time=sum(one.on_time for one in reviews),
        reopened=connection.execute(reopened).scalar_one(),
    )


def _reviews(connection: Connection, period: Period) -> tuple[Reviewed, ...]:
    """By rank: each review of the period under the rank of whoever did it, and each one overdue at its end under the rank that owes it."""
    review, officer = schema.review.c, schema.officer.c
    cycles = _review_cycles(connection)
    counts: dict[Rank, list[int]] = {rank: [0, 0] for rank in Rank}
    query = select(review.entry_id, review.at, officer.rank).join(schema.officer, officer.id == review.by).where(review.at <= period.until)
    if period.since is not None:
        query = query.where(review.at >= period.since)
    for entry, at, rank in connection.execute(query):
        due = next((due for started, due, *_ in reversed(cycles.get(entry, [])) if started < at), None)
        if due is not None and rank is not None:
            counts[rank][0] += 1
            counts[rank][1] += at <= due
    for owes in _overdue(cycles, period.until):
        counts[owes][0] += 1
    return tuple(Reviewed(rank, n, on_time) for rank, (n, on_time) in counts.items() if n)


_Cycle = tuple[Instant, Instant, Instant | None, Rank, bool]
"""Start, due time, end, the rank that owes it, whether a suspension rests it just now."""


def _review_cycles(connection: Connection) -> dict[int, list[_Cycle]]:
    """Every cycle of the review clock by entry, the oldest first."""
    clock, first = schema.clock.c, schema.ladder_level.c
    resting = set(connection.execute(select(schema.pause.c.entry_id).where(schema.pause.c.ended_at.is_(None))).scalars())
    query = (
        select(clock.entry_id, clock.started_at, clock.first_limit, clock.paused, clock.stopped_at, first.rank)
        .join(schema.ladder_level, (first.ladder_id == clock.ladder_id) & (first.level == 1))
        .where(clock.name == ClockName.REVIEW, clock.entry_id.is_not(None))
        .order_by(clock.entry_id, clock.cycle)
    )
    found: dict[int, list[_Cycle]] = defaultdict(list)
    for entry, started, limit, paused, stopped, rank in connection.execute(query):
        found[entry].append((started, started + limit + paused, stopped, rank, stopped is None and entry in resting))
    return found


def _overdue(cycles: dict[int, list[_Cycle]], until: Instant) -> list[Rank]:
    """The ranks that owed a review at this instant whose time had passed."""
    return [
        rank
        for own in cycles.values()
        for started, due, stopped, rank, rests in own
        if started <= until and due < until and not rests and (stopped is None or stopped > until)
    ]
