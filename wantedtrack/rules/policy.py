"""The escalation policy as data: how long each level waits, by clock, category and band, and whom it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta

from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.prompts import SHIPPED_RAISERS, Raisers
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import ShiftPattern
from wantedtrack.rules.verdicts import SHIPPED, Thresholds


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a clock, counted from 1: after this long, this rank is told."""

    level: int
    rank: Rank
    after: timedelta


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of a clock, lowest first, and how often the last repeats (None: it does not)."""

    levels: tuple[Level, ...]
    repeat_every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """One row of the policy's table: the latest elapsed time for each column."""

    circulate: timedelta
    first_attempt: timedelta
    sergeant: timedelta
    sergeant_then_every: timedelta
    inspector: timedelta
    chief_inspector: timedelta
    superintendent: timedelta
    superintendent_then_every: timedelta


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: `rank:sergeant`, or `owner`; and whether only for information."""

    recipient: str
    for_information: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a force's policy. Figures are the force's own; those shipped are defaults, never national rules."""

    version: int
    author: str
    approver: str
    effective_from: Instant
    limits: Mapping[tuple[Category, Band], Limits]
    verify_high: timedelta
    verify_other: timedelta
    clear_sergeant: timedelta
    clear_inspector: timedelta
    handover_inspector: timedelta
    band_labels: Mapping[Band, str]
    shift_patterns: tuple[ShiftPattern, ...]
    review_after: timedelta
    disposal_after_months: int
    matching: Thresholds = SHIPPED
    raisers: Raisers = SHIPPED_RAISERS
    briefs: Mapping[Rank, tuple[time, ...]] = field(default_factory=dict[Rank, tuple[time, ...]])

    def as_version(self, version: int, *, author: str, approver: str, effective_from: Instant) -> "Policy":
        """The same figures under the number, names and time they were adopted with."""
        return replace(self, version=version, author=author, approver=approver, effective_from=effective_from)

    def ladder(self, clock: ClockName, category: Category | None = None, band: Band | None = None, *, cycle: int = 1) -> Ladder:
        """The levels of a clock. A draft has no band yet and climbs the medium row; `handover` alone belongs to no category.

        Review counts its first cycle by the sergeant's figure and every later one by "then every".
        """
        if clock is ClockName.HANDOVER:
            return _ladder((Rank.INSPECTOR, self.handover_inspector))
        if category is None:
            raise ValueError(f"the {clock.value} clock belongs to an entry, and an entry has a category")
        row = self.limits[category, band or Band.MEDIUM]
        if clock is ClockName.REVIEW:
            return _ladder((Rank.SERGEANT, row.sergeant if cycle == 1 else row.sergeant_then_every), repeat_every=row.sergeant_then_every)
        if clock is ClockName.ARREST:
            steps = (
                (Rank.INSPECTOR, row.inspector),
                (Rank.CHIEF_INSPECTOR, row.chief_inspector),
                (Rank.SUPERINTENDENT, row.superintendent),
            )
            return _ladder(*steps, repeat_every=row.superintendent_then_every)
        if clock is ClockName.CLEAR:
            return _ladder((Rank.SERGEANT, self.clear_sergeant), (Rank.INSPECTOR, self.clear_inspector))
        verify = self.verify_high if band is Band.HIGH else self.verify_other
        single = {ClockName.CIRCULATE: row.circulate, ClockName.ATTEMPT: row.first_attempt, ClockName.VERIFY: verify}
        return _ladder((Rank.SERGEANT, single[clock]))

    def tells(self, clock: ClockName, rank: Rank) -> tuple[Recipient, ...]:
        """Whom a level of this clock and rank tells. Source: domain.md section 5, "Columns to clocks" and "An arrest level tells …"."""
        own = Recipient(f"rank:{rank.value}")
        if clock in (ClockName.ATTEMPT, ClockName.VERIFY):
            return (own, Recipient("owner"))
        if clock is not ClockName.ARREST:
            return (own,)
        below = tuple(
            Recipient(f"rank:{other.value}", for_information=True) for other in Rank if Rank.SERGEANT.order <= other.order < rank.order
        )
        return (own, Recipient("owner", for_information=True), *below)


def _ladder(*steps: tuple[Rank, timedelta], repeat_every: timedelta | None = None) -> Ladder:
    return Ladder(tuple(Level(number, rank, after) for number, (rank, after) in enumerate(steps, 1)), repeat_every)
