"""The hours in which nobody watched, in the one line that queue, handover and measures share. Source: domain.md section 5, rules 6 and 9."""

from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.spans import moment

INTERVAL = timedelta(seconds=30)
"""How often each desktop sweeps."""

AMBER_AFTER = 3 * INTERVAL

TOLD_FOR = timedelta(hours=24)
"""How long the queue tells of a span after its end: whoever comes on in that time has not seen it yet."""


@dataclass(frozen=True, slots=True)
class Unwatched:
    """A span of over ten minutes without a finished sweep: how many levels crossed in it, those of shifts among them, and of how many entries."""

    from_at: Instant
    to_at: Instant
    crossed: int
    entries: int
    shifts: int = 0

    @property
    def sentence(self) -> str:
        """The span in one line."""
        return f"No desktop was running from {moment(self.from_at)} to {moment(self.to_at)}: {self._crossed}."

    @property
    def _crossed(self) -> str:
        levels = self.crossed - self.shifts
        if not self.crossed:
            return "nothing fell due meanwhile"
        told = f"{_count(self.entries, 'entry', 'entries')} crossed {_count(levels, 'level', 'levels')}"
        return f"{told}, {_count(self.shifts, 'handover', 'handovers')} stayed unsigned too long" if self.shifts else told


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
