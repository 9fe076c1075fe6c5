"""The only place that asks for the time. Everybody else is handed an instant.

Answers the promise "time cannot be bent" of trust.md. Why a clock in doubt goes on instead of standing still: docs/decisions/0021.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Protocol

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.spans import in_words

BACK_TOLERATED = timedelta(minutes=2)
FORWARD_TOLERATED = timedelta(hours=24)
"""How far the system's clock may be put back, or forward while the program runs, before it is in doubt. Source: domain.md 5 rule 1."""

SERVER_ASKED_EVERY = timedelta(seconds=30)


class Shift(StrEnum):
    """Which way the system's clock was moved, or stands from the server's."""

    BACK = "back"
    FORWARD = "forward"
    BEHIND_SERVER = "behind the server"
    AHEAD_OF_SERVER = "ahead of the server"


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The system's clock was moved by this much, or stands from the server's: a banner while it lasts and one event. `since` is in the time that `now`
    goes on with.
    """

    kind: Shift
    by: timedelta
    since: Instant

    @property
    def said(self) -> str:
        """What is wrong, what holds meanwhile, and what to do."""
        if self.kind in (Shift.BEHIND_SERVER, Shift.AHEAD_OF_SERVER):
            return f"This machine's clock is {in_words(self.by)} {self.kind.value}. Every time here is the server's, so nothing is late by it; set the clock right."
        return (
            f"This machine's clock was put {self.kind.value} by {in_words(self.by)}. Until it is set right, time goes on from what the store has seen: "
            "no level is taken back and none is put off."
        )


class Clock(Protocol):
    """What gives the time. Never earlier than what it gave before."""

    def now(self) -> Instant:
        """The instant. Raises Unavailable where it has to be asked of a store or server that does not answer."""
        ...

    @property
    def doubt(self) -> ClockDoubt | None:
        """Why the clock is in doubt, as of the last `now`; None where it is not."""
        ...


def system_now() -> Instant:
    """What the system's clock says, to be trusted by demonstrations and by the consultation log only."""
    return datetime.now(UTC)


def running_seconds() -> float:
    """Seconds that no setting of the clock moves, time asleep included; they count from no particular moment."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        # Linux's monotonic clock stands still while the machine sleeps; a weekend asleep would look like a clock put forward.
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class GuardedClock:
    """One PC: the system's clock, guarded by the newest instant that the store has seen.

    `read_high_water` gives that instant (None for a new store) and is asked at each `now`; to raise it is the watcher's deed. While the system's
    clock is in doubt, time goes on from the newest instant by the seconds that really pass: no level is un-crossed, none is put off, and none is
    crossed by a clock that was set wrong. The doubt ends when the system's clock is right again, or when an officer says that it is (`trust_system`).
    """

    def __init__(
        self,
        read_high_water: Callable[[], Instant | None],
        *,
        system: Callable[[], Instant] = system_now,
        running: Callable[[], float] = running_seconds,
    ) -> None:
        self._read_high_water = read_high_water
        self._system = system
        self._running = running
        self._lock = Lock()
        self._given: Instant | None = None
        self._given_at = 0.0
        self._doubt: ClockDoubt | None = None
        self._is_trusted = False

    @property
    def doubt(self) -> ClockDoubt | None:
        """Why the clock is in doubt, as of the last `now`."""
        return self._doubt

    def now(self) -> Instant:
        """The instant; safe to ask from several threads. Raises what `read_high_water` raises."""
        high_water = self._read_high_water()
        with self._lock:
            system, running = self._system(), self._running()
            self._given = self._judged(system, running, high_water)
            self._given_at = running
            return self._given

    def trust_system(self) -> None:
        """An officer has looked: the system's clock is right. Put forward, it is followed at once; put back, time stands until it catches up."""
        with self._lock:
            self._is_trusted = True
            self._doubt = None

    def _judged(self, system: Instant, running: float, high_water: Instant | None) -> Instant:
        newest = max((known for known in (high_water, self._given) if known is not None), default=system)
        if self._is_trusted:
            self._is_trusted = system < newest
            return max(system, newest)
        passed = timedelta(seconds=running - self._given_at) if self._given is not None else timedelta(0)
        carried = max(newest, self._given + passed) if self._given is not None else newest
        self._doubt = self._doubt_of(system - carried, carried)
        return carried if self._doubt is not None else max(system, newest)

    def _doubt_of(self, ahead: timedelta, carried: Instant) -> ClockDoubt | None:
        before = self._doubt
        since = before.since if before is not None else carried
        if ahead < -BACK_TOLERATED:
            return ClockDoubt(Shift.BACK, -ahead, since)
        # Before the first `now` the program was not running, and any time may have passed. A doubt ends when the clock is right, not when it is nearly so.
        was_forward = before is not None and before.kind is Shift.FORWARD
        tolerated = BACK_TOLERATED if was_forward else FORWARD_TOLERATED
        if self._given is not None and ahead > tolerated:
            return ClockDoubt(Shift.FORWARD, ahead, since)
        return None


class DemonstrationClock:
    """A demonstration store's own clock: stands at `at` until it is moved, or follows `source` where no instant is given."""

    def __init__(self, at: Instant | None = None, *, source: Callable[[], Instant] = system_now) -> None:
        """Raises Invalid("without_offset") for an instant without an offset."""
        self._at = None if at is None else _in_utc(at)
        self._source = source

    @property
    def doubt(self) -> ClockDoubt | None:
        """Never: nobody is told anything by a demonstration."""
        return None

    def now(self) -> Instant:
        """The instant where it stands."""
        return self._at if self._at is not None else _in_utc(self._source())

    def forward(self, span: timedelta) -> Instant:
        """Move it on, and stand there. Raises Invalid("clock_back") for a span below nothing."""
        if span < timedelta(0):
            raise Invalid(
                "A demonstration's clock only goes forward. Nothing was changed; make a new demonstration.", code="clock_back", field="at"
            )
        self._at = self.now() + span
        return self._at


class ServerClock:
    """The shared mode: the server's clock, asked at most every so often and carried on by the seconds that pass in between.

    The machine's own clock decides nothing here. Where it stands more than two minutes from the server's, that is said: files, logs and the
    consultation log of this machine are dated by it.
    """

    def __init__(
        self,
        ask: Callable[[], Instant],
        *,
        running: Callable[[], float] = running_seconds,
        every: timedelta = SERVER_ASKED_EVERY,
        system: Callable[[], Instant] = system_now,
    ) -> None:
        """`ask` gives the server's instant (`Store.server_now`)."""
        self._ask = ask
        self._system = system
        self._doubt: ClockDoubt | None = None
        self._running = running
        self._every_s = every.total_seconds()
        self._lock = Lock()
        self._asked: Instant | None = None
        self._asked_at = 0.0
        self._given: Instant | None = None

    @property
    def doubt(self) -> ClockDoubt | None:
        """How far this machine's clock stood from the server's when the server was last asked; None within two minutes."""
        return self._doubt

    def now(self) -> Instant:
        """The instant; after a failover to a server that is behind, time stands until it catches up. Raises Unavailable when it has to ask and cannot."""
        with self._lock:
            running = self._running()
            if self._asked is None or running - self._asked_at >= self._every_s:
                self._asked = _in_utc(self._ask())
                # The answer is as old as the way back; half of the way there and back is the usual guess.
                answered = self._running()
                self._asked_at = (running + answered) / 2
                running = answered
                self._doubt = self._doubt_of(self._system())
            carried = self._asked + timedelta(seconds=running - self._asked_at)
            self._given = carried if self._given is None else max(carried, self._given)
            return self._given

    def _doubt_of(self, system: Instant) -> ClockDoubt | None:
        assert self._asked is not None  # noqa: S101 (it was asked just now)
        ahead, since = system - self._asked, self._doubt.since if self._doubt is not None else self._asked
        if abs(ahead) <= BACK_TOLERATED:
            return None
        return ClockDoubt(Shift.AHEAD_OF_SERVER if ahead > timedelta(0) else Shift.BEHIND_SERVER, abs(ahead), since)

    def ask_again(self) -> None:
        """Ask the server at the next `now`: after a reconnect, a resume or a change of the system's clock."""
        with self._lock:
            self._asked = None


def _in_utc(at: Instant) -> Instant:
    if at.tzinfo is None:
        raise Invalid(
            "An instant needs its offset, as in 2026-03-02T07:00:00+00:00. Nothing was changed.", code="without_offset", field="at"
        )
    return at.astimezone(UTC)
