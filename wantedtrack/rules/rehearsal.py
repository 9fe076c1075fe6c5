"""What a policy would do, before anybody adopts it: who would turn red, whom it would reach now, and what each shift would have been told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import on_duty_at

LOOKS_BACK = timedelta(days=28)
BUCKET = timedelta(minutes=15)
"""Past levels are counted by quarter of an hour: shifts begin and end on one."""


@dataclass(frozen=True, slots=True)
class Load:
    """How often a rank would have been told in all shifts of one name over the last 28 days, under the policy in effect and the new one."""

    shift: str
    rank: Rank
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the new policy would do at `at`. `would_reach` counts entries by the rank that would be told of them at once."""

    at: Instant
    version_in_effect: int
    differences: tuple[str, ...]
    entries: int
    would_turn_red: int
    would_no_longer_be_red: int
    would_reach: Mapping[Rank, int]
    load: tuple[Load, ...]

    @property
    def sentence(self) -> str:
        """The rehearsal in one breath: "23 entries would turn red, 4 would reach the inspector now"."""
        told = [f"{_entries(self.would_turn_red)} would turn red"]
        if self.would_no_longer_be_red:
            told.append(f"{self.would_no_longer_be_red} would no longer be red")
        told += [f"{count} would reach the {rank.words} now" for rank, count in self.would_reach.items() if count]
        return f"Of {_entries(self.entries)}: {', '.join(told)}."

    def as_json(self) -> dict[str, Any]:
        """The rehearsal for scripts."""
        return {
            "at": iso(self.at),
            "version_in_effect": self.version_in_effect,
            "differences": list(self.differences),
            "entries": self.entries,
            "would_turn_red": self.would_turn_red,
            "would_no_longer_be_red": self.would_no_longer_be_red,
            "would_reach": {rank.value: count for rank, count in self.would_reach.items()},
            "load": [{"shift": load.shift, "rank": load.rank.value, "old": load.old, "new": load.new} for load in self.load],
        }


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


Buckets = Mapping[tuple[Instant, Rank], int]
"""How many levels of a rank fell due in the quarter of an hour that begins then."""


def load_by_shift(policy: Policy, old: Buckets, new: Buckets) -> tuple[Load, ...]:
    """Sum the buckets by shift and rank. Where shifts overlap, the one on duty that began last is the one that is told."""
    on_duty: dict[Instant, str] = {}
    for bucket, _ in (*old, *new):
        if bucket not in on_duty:
            shifts = on_duty_at(policy.shift_patterns, bucket)
            on_duty[bucket] = max(shifts, key=lambda shift: shift.starts_at).name if shifts else "nobody on duty"
    before, after = (_summed(buckets, on_duty) for buckets in (old, new))
    names = dict.fromkeys([*(pattern.name for pattern in policy.shift_patterns), *on_duty.values()])
    found: Iterable[tuple[str, Rank]] = ((name, rank) for name in names for rank in Rank)
    return tuple(
        Load(name, rank, before.get((name, rank), 0), after.get((name, rank), 0)) for name, rank in found if rank is not Rank.CONSTABLE
    )


def _summed(buckets: Buckets, on_duty: Mapping[Instant, str]) -> dict[tuple[str, Rank], int]:
    summed: dict[tuple[str, Rank], int] = {}
    for (bucket, rank), count in buckets.items():
        key = (on_duty[bucket], rank)
        summed[key] = summed.get(key, 0) + count
    return summed
