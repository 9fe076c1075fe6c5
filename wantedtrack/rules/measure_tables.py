"""The figures of a period whole: of everybody, by station, category and band, by week, by outcome, by the rank that reviewed; as JSON and as plain sheets.

Restricted entries are counted in the whole and in no part of it: a part may be of one. Source: domain.md section 4, "as a count only".
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Band, Category, Instant, Outcome, Stage
from wantedtrack.rules.instants import iso, seconds
from wantedtrack.rules.measures import Circumstances, Figure, MeasuredEntry, by_category_and_band, figures, survival_of
from wantedtrack.rules.periods import Period, Week, weeks_of
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.survival import kaplan_meier

NO_STATION = "no station"
CAUTIONS = (
    "Circulating faster raises the count of those outstanding.",
    "Entries recorded in error, and duplicates, are left out of every time and share; they are counted among those who became outstanding.",
    "A share or a median of few says little: look at n beside it.",
    "Entries that were disposed of at the end of their time are not counted.",
    "Nothing here is about an officer, and nothing rests on the log of who looked at what.",
)
_OF_THE_WHOLE = 4
"""How many figures at the end are told of the whole queue only."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Reviews of one rank: those done, and those overdue under the rank that owes them."""

    rank: Rank
    n: int
    on_time: int

    @property
    def share(self) -> float | None:
        """Per cent on time; None of none."""
        return 100 * self.on_time / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One week, or the part of it that lies in the period. `outstanding` as it ends."""

    week: Week
    inflow: int
    outflow: int
    arrests: int
    outstanding: int
    unwatched: timedelta


@dataclass(frozen=True, slots=True)
class Measures:
    """All figures of one period. `groups` gives the figures by kind ("station", "category", "band") and group."""

    at: Instant
    period: Period
    figures: tuple[Figure, ...]
    outstanding: dict[tuple[Category, Band | None], int]
    groups: dict[str, dict[str, tuple[Figure, ...]]]
    outcomes: tuple[tuple[Outcome | None, int, int], ...]
    reviews: tuple[Reviewed, ...]
    weeks: tuple[WeekFigures, ...]
    survival: tuple[tuple[timedelta, float], ...]
    restricted: int

    def figure(self, key: str) -> Figure:
        """The figure of everybody with this key."""
        return next(one for one in self.figures if one.key == key)

    @property
    def restricted_words(self) -> str:
        """How many restricted entries, as the beginning of a sentence: "1 restricted entry is"."""
        return "1 restricted entry is" if self.restricted == 1 else f"{self.restricted:,} restricted entries are"

    def as_json(self) -> dict[str, Any]:
        """`measures --json`; described in docs/administrator.md."""
        first, last = self.period.first, self.period.last
        return {
            "at": iso(self.at),
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
            "until": iso(self.period.until),
            "measures": [_figure_json(one) for one in self.figures],
            "outstanding": [{"category": category.value, "band": band.value if band else None, "count": count} for (category, band), count in self.outstanding.items()],
            "by": {kind: [{"group": group, "measures": [_figure_json(one) for one in told]} for group, told in groups.items()] for kind, groups in self.groups.items()},
            "outcomes": [{"outcome": outcome.value if outcome else None, "recorded": recorded, "closed": closed} for outcome, recorded, closed in self.outcomes],
            "reviews": [{"rank": one.rank.value, "n": one.n, "on_time": one.on_time, "share": one.share} for one in self.reviews],
            "weeks": [
                {"week": one.week.monday.isoformat(), "inflow": one.inflow, "outflow": one.outflow, "arrests": one.arrests, "outstanding": one.outstanding, "unwatched_s": seconds(one.unwatched)}
                for one in self.weeks
            ],
            "still_outstanding": [{"after_s": seconds(length), "share": round(100 * share, 3)} for length, share in self.survival],
            "restricted": self.restricted,
            "cautions": list(CAUTIONS),
        }  # fmt: skip


def measure(
    entries: Sequence[MeasuredEntry], *, now: Instant, period: Period, around: Circumstances, reviews: Iterable[Reviewed], spans: Sequence[tuple[Instant, Instant]]
) -> Measures:  # fmt: skip
    """Every figure and table of these entries, as they stood at the period's end. `spans` are the ones in which nobody watched."""
    until = period.until
    open_to_all = [entry for entry in entries if not entry.is_restricted]
    groups = {
        "station": _grouped(open_to_all, lambda entry: entry.station or NO_STATION, until, period),
        "category": _grouped(open_to_all, lambda entry: CATEGORIES[entry.category].label, until, period, order=[CATEGORIES[one].label for one in Category]),
        "band": _grouped(open_to_all, lambda entry: entry.band.value if entry.band else "draft", until, period, order=[*(one.value for one in Band), "draft"]),
    }  # fmt: skip
    return Measures(
        at=now,
        period=period,
        figures=figures(entries, now=until, period=period, around=around),
        outstanding=by_category_and_band(entries, now=until),
        groups=groups,
        outcomes=_outcomes(entries, period),
        reviews=tuple(reviews),
        weeks=_weeks(entries, period, spans),
        survival=tuple(kaplan_meier(survival_of(entries, now=until, period=period))),
        restricted=len(entries) - len(open_to_all),
    )


def overlap(start: Instant, end: Instant, since: Instant | None, until: Instant) -> timedelta:
    """How much of one span lies in another."""
    return max(timedelta(0), min(end, until) - (start if since is None else max(start, since)))


def _grouped(
    entries: Iterable[MeasuredEntry], group_of: Callable[[MeasuredEntry], str], until: Instant, period: Period, *, order: Sequence[str] = ()
) -> dict[str, tuple[Figure, ...]]:
    """The figures of each group, in this order or by name; what is told of the whole queue only is left out."""
    found: dict[str, list[MeasuredEntry]] = {}
    for entry in entries:
        found.setdefault(group_of(entry), []).append(entry)
    names = [name for name in order if name in found] if order else sorted(found)
    return {name: figures(found[name], now=until, period=period)[:-_OF_THE_WHOLE] for name in names}


def _outcomes(entries: Iterable[MeasuredEntry], period: Period) -> tuple[tuple[Outcome | None, int, int], ...]:
    """By outcome, how many were recorded with it in the period and how many were closed in it; None is bail that was answered in time."""
    recorded: Counter[Outcome | None] = Counter()
    closed: Counter[Outcome | None] = Counter()
    for entry in entries:
        recorded[entry.outcome] += period.holds(entry.ended_at)
        closed[entry.outcome] += entry.stage is Stage.CLOSED and period.holds(entry.closed_at)
    return tuple((one, recorded[one], closed[one]) for one in (*Outcome, None) if recorded[one] or closed[one])


def _weeks(entries: Iterable[MeasuredEntry], period: Period, spans: Sequence[tuple[Instant, Instant]]) -> tuple[WeekFigures, ...]:
    counted = [entry for entry in entries if entry.ever_stood]
    began = sorted(entry.became_outstanding_at for entry in counted)
    ended = sorted(at for entry in counted if (at := entry.ended_at) is not None)
    arrested = sorted(at for entry in counted if (at := entry.arrested_at) is not None)

    def within(dates: Sequence[Instant], week: Week) -> int:
        return bisect_left(dates, week.ends_at) - bisect_left(dates, week.starts_at)

    return tuple(
        WeekFigures(
            week,
            within(began, week),
            within(ended, week),
            within(arrested, week),
            bisect_left(began, week.ends_at) - bisect_left(ended, week.ends_at),
            sum((overlap(start, end, week.starts_at, week.ends_at) for start, end in spans), timedelta(0)),
        )
        for week in weeks_of(period)
    )


def _figure_json(one: Figure) -> dict[str, Any]:
    return {
        "key": one.key, "name": one.name, "value": one.value, "unit": one.unit, "value_s": seconds(one.span), "n": one.n, "meaning": one.meaning, "caution": one.caution,
    }  # fmt: skip
