"""The figures a force is asked for, each with how many it rests on, what it means and what to beware of. Source: domain.md section 7.

No figure names an officer, and none rests on the consultation log (DPA 2018 s.62).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.circulation import ALIVE, decided_at
from wantedtrack.rules.entry import OPEN_STAGES, Band, Category, Circulation, Instant, Outcome, Stage

_UNALLOCATED_OVER = timedelta(hours=24)
_IN_ERROR = (Outcome.BAIL_FAILURE_RECORDED_IN_ERROR, Outcome.DUPLICATE)
_ARRESTS = (
    Outcome.ARRESTED_BY_THIS_FORCE, Outcome.ARRESTED_BY_ANOTHER_FORCE, Outcome.SURRENDERED, Outcome.WARRANT_EXECUTED, Outcome.RETURNED_TO_CUSTODY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasuredEntry:
    """What the figures need of one entry. `standard` is the chief inspector's limit for its category and band."""

    category: Category
    band: Band | None
    stage: Stage
    circulation: Circulation
    became_outstanding_at: Instant
    accepted_at: Instant | None
    allocated_at: Instant | None
    circulated_at: Instant | None
    outcome: Outcome | None
    outcome_at: Instant | None
    attempt_count: int
    circulate_limit: timedelta
    standard: timedelta
    requested_at: Instant | None = None
    cancelled_at: Instant | None = None

    @property
    def decided_at(self) -> Instant | None:
        """When it was decided that the person is to be arrested: what the wait for circulation is counted from."""
        return decided_at(self.category, became_outstanding_at=self.became_outstanding_at, accepted_at=self.accepted_at)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its value in `unit` (None: too few to say), how many it rests on, its meaning and its caution."""

    name: str
    value: float | None
    unit: str
    n: int
    meaning: str
    caution: str = ""


def figures(entries: Sequence[MeasuredEntry], *, now: Instant, unwatched: timedelta = timedelta(0)) -> tuple[Figure, ...]:
    """Every figure over these entries as they stand at `now`. Entries recorded in error are left out of all timings."""
    timed = [entry for entry in entries if entry.outcome not in _IN_ERROR]
    standing = [entry for entry in entries if entry.stage in OPEN_STAGES or entry.stage is Stage.DRAFT]
    outstanding = [entry for entry in standing if entry.became_outstanding_at <= now]
    ages = sorted(now - entry.became_outstanding_at for entry in outstanding)
    arrests = sorted(_time_to_arrest(timed))
    circulated = sorted(entry.circulated_at - entry.became_outstanding_at for entry in timed if entry.circulated_at is not None)
    asked = _waits((entry.decided_at, entry.requested_at) for entry in timed)
    confirmed = _waits((entry.requested_at, entry.circulated_at) for entry in timed)
    cleared = _waits((entry.outcome_at, entry.cancelled_at) for entry in timed)
    durations = [
        ((entry.outcome_at or now) - entry.became_outstanding_at, entry.outcome in _ARRESTS)
        for entry in timed
        if entry.became_outstanding_at <= now
    ]
    survival = kaplan_meier_median(durations)
    return (
        Figure("Outstanding", float(len(outstanding)), "entries", len(outstanding), "Wanted now: accepted or not, circulated or not.", "Circulating faster raises the count."),
        Figure("Median age", _days(quantile(ages, 0.5)), "days", len(ages), "Half of those outstanding have waited longer."),
        Figure("90th-percentile age", _days(quantile(ages, 0.9)), "days", len(ages), "One in ten has waited longer."),
        Figure("Oldest", _days(ages[-1] if ages else None), "days", len(ages), "The longest that anybody has been outstanding."),
        Figure("Median time to arrest, closed", _days(quantile(arrests, 0.5)), "days", len(arrests), "From becoming outstanding to the arrest.", "Leaves out all who are still outstanding, so it looks better than it is."),
        Figure("Median time to arrest, with those still outstanding", _days(survival), "days", len(durations), "Kaplan-Meier: who is still outstanding counts as not yet arrested.", "None until half are arrested."),
        _share("Arrested within the standard", timed, _within_standard, "Of those arrested, the share within the chief inspector's limit."),
        Figure("Never attempted", float(_count(outstanding, lambda entry: entry.attempt_count == 0)), "entries", len(outstanding), "Outstanding, and nobody has tried yet."),
        Figure("Unallocated over 24 hours", float(_count(standing, lambda entry: _unallocated_long(entry, now))), "entries", len(standing), "Accepted more than a day ago and owned by nobody."),
        Figure("Median time to circulation", _days(quantile(circulated, 0.5)), "days", len(circulated), "From becoming outstanding to circulation."),
        _share("Circulated within the limit", timed, _circulated_in_time, "Of those circulated, the share within the policy's limit."),
        Figure("Median time from decision to request", _days(quantile(asked, 0.5)), "days", len(asked), "From the decision to arrest until PNC/LEDS was asked.", "Only where the request was recorded."),
        Figure("Median time from request to circulation", _days(quantile(confirmed, 0.5)), "days", len(confirmed), "From asking PNC/LEDS until the marker was there.", "Only where the request was recorded."),
        Figure("Median cleardown lag", _days(quantile(cleared, 0.5)), "days", len(cleared), "From the outcome until the marker was confirmed gone."),
        Figure("90th-percentile cleardown lag", _days(quantile(cleared, 0.9)), "days", len(cleared), "One in ten markers lived on for longer."),
        Figure("Markers alive after closure", float(_count(entries, _alive_though_closed)), "entries", _count(entries, lambda entry: entry.stage is Stage.CLOSED), "Closed, and the marker is not confirmed gone.", "No deed closes such an entry: anything but none is a fault to be looked into."),
        Figure("Markers alive after an outcome", float(_count(entries, _marker_alive)), "entries", len(entries), "An outcome is recorded and the marker is not confirmed gone."),
        Figure("Hours when nobody was watching", unwatched.total_seconds() / 3600, "hours", 1, "Spans of over ten minutes without a finished sweep."),
    )  # fmt: skip


def quantile(ordered: Sequence[timedelta], share: float) -> timedelta | None:
    """The value below which this share lies, interpolated between neighbours; None of nothing."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def kaplan_meier_median(durations: Iterable[tuple[timedelta, bool]]) -> timedelta | None:
    """The earliest time by which at most half are still not arrested, where False marks who is still outstanding at that length.

    Source: Kaplan and Meier, 1958. None while more than half are still outstanding.
    """
    ordered = sorted(durations)
    at_risk, surviving = len(ordered), 1.0
    place = 0
    while place < len(ordered):
        length = ordered[place][0]
        together = [happened for other, happened in ordered[place:] if other == length]
        surviving *= 1 - sum(together) / at_risk
        if surviving <= 0.5:  # noqa: PLR2004 (half of them)
            return length
        at_risk -= len(together)
        place += len(together)
    return None


def by_category_and_band(entries: Iterable[MeasuredEntry], *, now: Instant) -> dict[tuple[Category, Band | None], int]:
    """How many are outstanding of each category and band."""
    counted: dict[tuple[Category, Band | None], int] = {}
    for entry in entries:
        if (entry.stage in OPEN_STAGES or entry.stage is Stage.DRAFT) and entry.became_outstanding_at <= now:
            counted[entry.category, entry.band] = counted.get((entry.category, entry.band), 0) + 1
    return counted


def _time_to_arrest(entries: Iterable[MeasuredEntry]) -> list[timedelta]:
    return [
        entry.outcome_at - entry.became_outstanding_at for entry in entries if entry.outcome in _ARRESTS and entry.outcome_at is not None
    ]


def _within_standard(entry: MeasuredEntry) -> bool | None:
    if entry.outcome not in _ARRESTS or entry.outcome_at is None:
        return None
    return entry.outcome_at - entry.became_outstanding_at <= entry.standard


def _circulated_in_time(entry: MeasuredEntry) -> bool | None:
    return None if entry.circulated_at is None else entry.circulated_at - entry.became_outstanding_at <= entry.circulate_limit


def _unallocated_long(entry: MeasuredEntry, now: Instant) -> bool:
    return entry.stage is Stage.UNALLOCATED and entry.accepted_at is not None and now - entry.accepted_at > _UNALLOCATED_OVER


def _marker_alive(entry: MeasuredEntry) -> bool:
    return entry.outcome is not None and entry.circulation in ALIVE


def _alive_though_closed(entry: MeasuredEntry) -> bool:
    return entry.stage is Stage.CLOSED and entry.circulation in ALIVE


def _waits(pairs: Iterable[tuple[Instant | None, Instant | None]]) -> list[timedelta]:
    """The spans between two dates where both are known, shortest first; what was done before its time waited for nothing."""
    return sorted(max(timedelta(0), after - before) for before, after in pairs if before is not None and after is not None)


def _share(name: str, entries: Iterable[MeasuredEntry], holds: Callable[[MeasuredEntry], bool | None], meaning: str) -> Figure:
    asked = [answer for entry in entries if (answer := holds(entry)) is not None]
    return Figure(name, 100 * sum(asked) / len(asked) if asked else None, "%", len(asked), meaning)


def _count(entries: Iterable[MeasuredEntry], holds: Callable[[MeasuredEntry], bool]) -> int:
    return sum(1 for entry in entries if holds(entry))


def _days(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 86400, 2)
