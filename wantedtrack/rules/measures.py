"""The figures a force is asked for, each with how many it rests on, what it means and what to beware of. Source: domain.md section 7.

No figure names an officer, and none rests on the consultation log (DPA 2018 s.62). Source of the two counts of circulated and not yet
circulated: HMIC to every force, March 2017.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.circulation import ALIVE, decided_at
from wantedtrack.rules.entry import OPEN_STAGES, Band, Category, Circulation, Instant, Outcome, Stage
from wantedtrack.rules.periods import Period
from wantedtrack.rules.survival import kaplan_meier_median, quantile

_UNALLOCATED_OVER = timedelta(hours=24)
_IN_ERROR = (Outcome.BAIL_FAILURE_RECORDED_IN_ERROR, Outcome.DUPLICATE)
_ARRESTS = (
    Outcome.ARRESTED_BY_THIS_FORCE, Outcome.ARRESTED_BY_ANOTHER_FORCE, Outcome.SURRENDERED, Outcome.WARRANT_EXECUTED, Outcome.RETURNED_TO_CUSTODY,
)  # fmt: skip
_STANDING = (*OPEN_STAGES, Stage.DRAFT)
_ON_PNC = (Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED)
_OFF_PNC = (Circulation.NOT_YET, Circulation.REQUESTED)


@dataclass(frozen=True, slots=True)
class MeasuredEntry:
    """What the figures need of one entry. `standard` is the chief inspector's limit for its category and band; `paused` the time it was suspended."""

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
    added_at: Instant | None = None
    first_attempt_at: Instant | None = None
    closed_at: Instant | None = None
    paused: timedelta = timedelta(0)
    station: str | None = None
    is_restricted: bool = False

    @property
    def decided_at(self) -> Instant | None:
        """When it was decided that the person is to be arrested: what the wait for circulation is counted from."""
        return decided_at(self.category, became_outstanding_at=self.became_outstanding_at, accepted_at=self.accepted_at)

    @property
    def ended_at(self) -> Instant | None:
        """When the person ceased to be wanted: the outcome, or the closing of an entry that has none."""
        return self.outcome_at or self.closed_at

    @property
    def arrested_at(self) -> Instant | None:
        """When the person was arrested, or came by themselves; None for every other end."""
        return self.outcome_at if self.outcome in _ARRESTS else None

    @property
    def ever_stood(self) -> bool:
        """Whether the person was ever wanted: not where the entry ended before its time came, as a bail date that was answered."""
        return self.ended_at is None or self.ended_at >= self.became_outstanding_at

    def is_outstanding(self, at: Instant) -> bool:
        """Whether the person is wanted as the entry stands, accepted or not, its time having come."""
        return self.stage in _STANDING and self.became_outstanding_at <= at


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its value in `unit` (None: too few to say), how many it rests on, its meaning and its caution; `span` where it is a time."""

    name: str
    value: float | None
    unit: str
    n: int
    meaning: str
    caution: str = ""
    span: timedelta | None = None

    @property
    def key(self) -> str:
        """The name as scripts use it: "median_time_to_arrest_closed"."""
        return re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_")

    @property
    def shown(self) -> str:
        """The value with its unit, as it is read: "2.5 days", "62 %", "—"."""
        if self.value is None:
            return "—"
        if self.unit == "entries":
            return "1 entry" if self.value == 1 else f"{self.value:,.0f} entries"
        return f"{self.value:,.1f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is told of the whole queue only: spans in which nobody watched, levels recorded and how many of them late, reviews, reopenings."""

    unwatched: timedelta = timedelta(0)
    gaps: int = 0
    levels: int = 0
    late_levels: int = 0
    reviews: int = 0
    reviews_on_time: int = 0
    reopened: int = 0


def figures(
    entries: Sequence[MeasuredEntry], *, now: Instant, unwatched: timedelta = timedelta(0), period: Period | None = None, around: Circumstances | None = None
) -> tuple[Figure, ...]:  # fmt: skip
    """Every figure over these entries as they stand at `now`, the end of the period. Entries recorded in error are left out of all timings.

    What is counted by an event (an arrest, a circulation) is counted where the event lies in the period; what stands, as it stands at its end.
    """
    span = period or Period(now)
    whole = around or Circumstances(unwatched=unwatched)
    timed = [entry for entry in entries if entry.outcome not in _IN_ERROR]
    return (
        *_standing(entries, now),
        *_arrests(entries, timed, now, span),
        *_circulation(timed, now, span),
        *_stages(timed, span),
        *_cleardown(entries, timed, span),
        *_around(whole),
    )


def _standing(entries: Sequence[MeasuredEntry], now: Instant) -> tuple[Figure, ...]:
    standing = [entry for entry in entries if entry.stage in _STANDING]
    outstanding = [entry for entry in standing if entry.is_outstanding(now)]
    n = len(outstanding)
    ages = sorted(now - entry.became_outstanding_at for entry in outstanding)
    drafts = _count(outstanding, lambda entry: entry.stage is Stage.DRAFT)
    return (
        Figure("Outstanding", float(n), "entries", n, "Wanted now: accepted or not, circulated or not.", "Circulating faster raises the count."),
        Figure("Outstanding and circulated", float(_count(outstanding, lambda entry: entry.circulation in _ON_PNC)), "entries", n, "Of those outstanding, on PNC/LEDS.", "Circulating faster raises the count."),
        Figure("Outstanding and not yet circulated", float(_count(outstanding, lambda entry: entry.circulation in _OFF_PNC)), "entries", n, "Of those outstanding, not on PNC/LEDS, or only asked for."),
        Figure("Outstanding, not yet accepted", float(drafts), "entries", n, "Drafts whose time has come and which no sergeant has accepted.", "An overdue bail date is not yet a failure to appear."),
        _days("Median age", quantile(ages, 0.5), n, "Half of those outstanding have waited longer."),
        _days("90th-percentile age", quantile(ages, 0.9), n, "One in ten has waited longer."),
        _days("Oldest", ages[-1] if ages else None, n, "The longest that anybody has been outstanding."),
        Figure("Outstanding beyond the standard", float(_count(outstanding, lambda entry: now > _deadline(entry))), "entries", n, "Outstanding for longer than the chief inspector's limit, suspension not counted."),
        Figure("Never attempted", float(_count(outstanding, lambda entry: entry.attempt_count == 0)), "entries", n, "Outstanding, and nobody has tried yet."),
        Figure("Unallocated over 24 hours", float(_count(standing, lambda entry: _unallocated_long(entry, now))), "entries", len(standing), "Accepted more than a day ago and owned by nobody."),
    )  # fmt: skip


def _arrests(entries: Sequence[MeasuredEntry], timed: Sequence[MeasuredEntry], now: Instant, span: Period) -> tuple[Figure, ...]:
    began = [entry for entry in entries if span.holds(entry.became_outstanding_at) and entry.ever_stood]
    ended = [entry for entry in entries if span.holds(entry.ended_at) and entry.ever_stood]
    arrested = [entry for entry in timed if span.holds(entry.arrested_at)]
    waits = _waits((entry.became_outstanding_at, entry.arrested_at) for entry in arrested)
    followed = survival_of(timed, now=now, period=span)
    return (
        Figure("Became outstanding", float(len(began)), "entries", len(began), "Whose time came in the period, found to be in error later or not."),
        Figure("No longer outstanding", float(len(ended)), "entries", len(ended), "Whose outcome lies in the period, arrest or any other."),
        Figure("Arrested or surrendered", float(len(arrested)), "entries", len(ended), "Of those who are no longer outstanding."),
        _days("Median time to arrest, closed", quantile(waits, 0.5), len(waits), "From becoming outstanding to the arrest.", "Leaves out all who are still outstanding, so it looks better than it is."),
        _days("Median time to arrest, with those still outstanding", kaplan_meier_median(followed), len(followed), "Kaplan-Meier over those who became outstanding in the period: who is still outstanding counts as not yet arrested, any other end as seen no further.", "None until half are arrested."),
        _share("Arrested within the standard", arrested, _within_standard, "Of those arrested, the share within the chief inspector's limit, suspension not counted.", "Leaves out all who are still outstanding, so it looks better than it is."),
        _share("Arrested within the standard, of all whose time was up", timed, lambda entry: _in_standard_of_due(entry, now, span), "Of all arrested in the period or whose limit ran out in it, the share arrested within it."),
    )  # fmt: skip


def _circulation(timed: Sequence[MeasuredEntry], now: Instant, span: Period) -> tuple[Figure, ...]:
    shown = [entry for entry in timed if span.holds(entry.circulated_at)]
    waits = _waits((entry.became_outstanding_at, entry.circulated_at) for entry in shown)
    recorded = _waits((entry.became_outstanding_at, entry.added_at) for entry in timed if span.holds(entry.added_at))
    asked = _waits((entry.decided_at, entry.requested_at) for entry in timed if span.holds(entry.requested_at))
    confirmed = _waits((entry.requested_at, entry.circulated_at) for entry in shown)
    return (
        _days("Median time to circulation", quantile(waits, 0.5), len(waits), "From becoming outstanding to circulation.", "Leaves out all who are not yet circulated."),
        _days("90th-percentile time to circulation", quantile(waits, 0.9), len(waits), "One in ten of those circulated waited longer."),
        _share("Circulated within the limit", shown, _circulated_in_time, "Of those circulated, the share within the policy's limit.", "Leaves out all who are not yet circulated."),
        _share("Circulated within the limit, of all whose time was up", timed, lambda entry: _in_limit_of_due(entry, now, span), "Of all circulated in the period or whose limit ran out in it, the share circulated within it."),
        _days("Median time from event to record", quantile(recorded, 0.5), len(recorded), "From becoming outstanding until this program knew.", "What was outstanding before the program was begun counts too."),
        _days("Median time from decision to request", quantile(asked, 0.5), len(asked), "From the decision to arrest until PNC/LEDS was asked.", "Only where the request was recorded."),
        _days("Median time from request to circulation", quantile(confirmed, 0.5), len(confirmed), "From asking PNC/LEDS until the marker was there.", "Only where the request was recorded."),
    )  # fmt: skip


def _stages(timed: Sequence[MeasuredEntry], span: Period) -> tuple[Figure, ...]:
    given = _waits((entry.became_outstanding_at, entry.allocated_at) for entry in timed if span.holds(entry.allocated_at))
    tried = _waits((entry.allocated_at, entry.first_attempt_at) for entry in timed if span.holds(entry.first_attempt_at))
    taken = _waits((entry.first_attempt_at, entry.arrested_at) for entry in timed if span.holds(entry.arrested_at))
    return (
        _days("Median time from identification to allocation", quantile(given, 0.5), len(given), "From becoming outstanding until an officer owned it."),
        _days("Median time from allocation to first attempt", quantile(tried, 0.5), len(tried), "From the first owner to the first try.", "Only where somebody owned it."),
        _days("Median time from first attempt to arrest", quantile(taken, 0.5), len(taken), "From the first try to the arrest.", "Only where an attempt was recorded."),
    )  # fmt: skip


def _cleardown(entries: Sequence[MeasuredEntry], timed: Sequence[MeasuredEntry], span: Period) -> tuple[Figure, ...]:
    cleared = _waits((entry.outcome_at, entry.cancelled_at) for entry in timed if span.holds(entry.cancelled_at))
    closed = [entry for entry in entries if entry.stage is Stage.CLOSED]
    return (
        _days("Median cleardown lag", quantile(cleared, 0.5), len(cleared), "From the outcome until the marker was confirmed gone."),
        _days("90th-percentile cleardown lag", quantile(cleared, 0.9), len(cleared), "One in ten markers lived on for longer."),
        Figure("Markers alive after closure", float(_count(closed, lambda entry: entry.circulation in ALIVE)), "entries", len(closed), "Closed, and the marker is not confirmed gone.", "No deed closes such an entry: anything but none is a fault to be looked into."),
        Figure("Markers alive after an outcome", float(_count(entries, _marker_alive)), "entries", _count(entries, lambda entry: entry.outcome is not None), "An outcome is recorded and the marker is not confirmed gone."),
    )  # fmt: skip


def _around(whole: Circumstances) -> tuple[Figure, ...]:
    on_time = 100 * whole.reviews_on_time / whole.reviews if whole.reviews else None
    late = 100 * whole.late_levels / whole.levels if whole.levels else None
    return (
        Figure("Reviews on time", on_time, "%", whole.reviews, "Of the reviews done in the period and those overdue at its end, the share done by their due time."),
        Figure("Reopened", float(whole.reopened), "entries", whole.reopened, "Closed entries that were made active again; their age is not reset."),
        Figure("Levels recorded late", late, "%", whole.levels, "Of the escalations in the period, the share recorded after their time because nobody was watching."),
        Figure("Hours when nobody was watching", round(whole.unwatched.total_seconds() / 3600, 2), "hours", whole.gaps, "Spans of over ten minutes without a finished sweep; n counts the spans."),
    )  # fmt: skip


def survival_of(entries: Iterable[MeasuredEntry], *, now: Instant, period: Period | None = None) -> list[tuple[timedelta, bool]]:
    """How long each who became outstanding in the period has waited, and whether an arrest ended it; recorded in error is left out."""
    span = period or Period(now)
    return [
        ((entry.ended_at or now) - entry.became_outstanding_at, entry.arrested_at is not None)
        for entry in entries
        if entry.outcome not in _IN_ERROR and span.holds(entry.became_outstanding_at) and entry.ever_stood
    ]


def by_category_and_band(entries: Iterable[MeasuredEntry], *, now: Instant) -> dict[tuple[Category, Band | None], int]:
    """How many are outstanding of each category and band."""
    counted: dict[tuple[Category, Band | None], int] = {}
    for entry in entries:
        if entry.is_outstanding(now):
            counted[entry.category, entry.band] = counted.get((entry.category, entry.band), 0) + 1
    return counted


def _deadline(entry: MeasuredEntry) -> Instant:
    return entry.became_outstanding_at + entry.standard + entry.paused


def _within_standard(entry: MeasuredEntry) -> bool | None:
    return None if entry.arrested_at is None else entry.arrested_at <= _deadline(entry)


def _in_standard_of_due(entry: MeasuredEntry, now: Instant, span: Period) -> bool | None:
    """Arrested in time, or not; None where neither the arrest nor the end of the limit lies in the period, or another end came first."""
    if span.holds(entry.arrested_at):
        return _within_standard(entry)
    deadline = _deadline(entry)
    return False if entry.ever_stood and span.holds(deadline) and (entry.ended_at or now) > deadline else None


def _circulated_in_time(entry: MeasuredEntry) -> bool | None:
    return None if entry.circulated_at is None else entry.circulated_at - entry.became_outstanding_at <= entry.circulate_limit


def _in_limit_of_due(entry: MeasuredEntry, now: Instant, span: Period) -> bool | None:
    if span.holds(entry.circulated_at):
        return _circulated_in_time(entry)
    due = entry.became_outstanding_at + entry.circulate_limit
    owed = entry.circulation is not Circulation.NOT_REQUIRED and entry.ever_stood
    return False if owed and span.holds(due) and min(entry.circulated_at or now, entry.ended_at or now) > due else None


def _unallocated_long(entry: MeasuredEntry, now: Instant) -> bool:
    return entry.stage is Stage.UNALLOCATED and entry.accepted_at is not None and now - entry.accepted_at > _UNALLOCATED_OVER


def _marker_alive(entry: MeasuredEntry) -> bool:
    return entry.outcome is not None and entry.circulation in ALIVE


def _waits(pairs: Iterable[tuple[Instant | None, Instant | None]]) -> list[timedelta]:
    """The spans between two dates where both are known, shortest first; what was done before its time waited for nothing."""
    return sorted(max(timedelta(0), after - before) for before, after in pairs if before is not None and after is not None)


def _share(
    name: str, entries: Iterable[MeasuredEntry], holds: Callable[[MeasuredEntry], bool | None], meaning: str, caution: str = ""
) -> Figure:
    asked = [answer for entry in entries if (answer := holds(entry)) is not None]
    return Figure(name, 100 * sum(asked) / len(asked) if asked else None, "%", len(asked), meaning, caution)


def _count(entries: Iterable[MeasuredEntry], holds: Callable[[MeasuredEntry], bool]) -> int:
    return sum(1 for entry in entries if holds(entry))


def _days(name: str, span: timedelta | None, n: int, meaning: str, caution: str = "") -> Figure:
    return Figure(name, None if span is None else round(span.total_seconds() / 86400, 2), "days", n, meaning, caution, span)
