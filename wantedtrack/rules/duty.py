"""Who is on duty: whom a notice reaches when its own rank is not there, and where the coming hours have a gap.

Source: domain.md section 5, rule 8 and "Without a roster every rank counts as on duty".
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Collar, Instant
from wantedtrack.rules.ranks import Rank, from_rank_up

LONGEST_DUTY = timedelta(hours=24)
NOT_RENEWED = timedelta(hours=24)
"""How long after its last duty a roster still says that nobody is there: then it is taken for one that nobody keeps up (decision 0072)."""
TOLD = from_rank_up(Rank.SERGEANT)
"""The ranks that a level can name."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer on duty in a half-open span."""

    collar: Collar
    rank: Rank | None
    starts_at: Instant
    ends_at: Instant

    def covers(self, at: Instant) -> bool:
        """Whether the officer is on duty at this instant."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Gap:
    """A span in which nobody of a rank is on duty."""

    rank: Rank
    starts_at: Instant
    ends_at: Instant


def reached_instead(present: Collection[Rank | None]) -> dict[Rank, Rank | None]:
    """For each rank that nobody present holds, the next rank above that somebody does; None where there is none."""
    return {rank: next((above for above in from_rank_up(rank) if above in present), None) for rank in TOLD if rank not in present}


def gaps(duties: Sequence[Duty], *, since: Instant, until: Instant, rostered: tuple[Instant, Instant] | None) -> tuple[Gap, ...]:
    """Where nobody of a rank is on duty in the span, rank by rank, earliest first; outside what the whole roster covers there are none.

    `rostered` is from the first duty held to a day after the end of the last, as for whom a notice reaches: a day without any duty between two others is
    one gap, and is not taken for a day without a roster.
    """
    if rostered is None:
        return ()
    first, last = max(since, rostered[0]), min(until, rostered[1])
    return tuple(gap for rank in TOLD for gap in _gaps_of(rank, duties, first, last))


def _gaps_of(rank: Rank, duties: Iterable[Duty], first: Instant, last: Instant) -> Iterable[Gap]:
    reached = first
    for duty in sorted((duty for duty in duties if duty.rank is rank), key=lambda duty: duty.starts_at):
        if duty.starts_at >= last:
            break
        if duty.starts_at > reached:
            yield Gap(rank, reached, duty.starts_at)
        reached = max(reached, duty.ends_at)
    if reached < last:
        yield Gap(rank, reached, last)


def refuse_span(starts_at: Instant, ends_at: Instant, *, field: str) -> None:
    """Raise Invalid("end_before_start", "too_long") for a duty that ends before it begins, or that nobody could work."""
    if ends_at <= starts_at:
        raise Invalid("A duty ends after it begins. Nothing was changed; correct its times.", code="end_before_start", field=field)
    if ends_at - starts_at > LONGEST_DUTY:
        hours = int(LONGEST_DUTY.total_seconds()) // 3600
        raise Invalid(f"A duty has at most {hours} hours. Nothing was changed; give an earlier end.", code="too_long", field=field)
