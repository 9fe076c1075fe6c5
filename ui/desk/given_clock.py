"""A clock that a test or a picture gives; for demonstration stores only."""

from collections.abc import Callable
from dataclasses import dataclass

from wantedtrack.clock import ClockDoubt
from wantedtrack.rules.entry import Instant


@dataclass(frozen=True, slots=True)
class GivenClock:
    """Says what the given function says."""

    given: Callable[[], Instant]

    def now(self) -> Instant:
        """The given instant."""
        return self.given()

    @property
    def doubt(self) -> ClockDoubt | None:
        """Never in doubt."""
        return None
