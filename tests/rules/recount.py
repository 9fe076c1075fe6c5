"""An independent recount of an entry's clocks: it walks the history from event to event and shares no code with the program.

Time is counted in whole half-hours since the store began. A clock here is a stopwatch that is stopped and started; the program adds pauses
to a start instead. Where both give the same answer for any history, either is trusted. Source: domain.md section 5; trust.md, "None is missed".
"""

from dataclasses import dataclass, field

from tests.rules.default_table import BY_PLACE

HOUR = 2
DAY = 24 * HOUR
PAUSABLE = {"attempt", "review", "arrest"}


@dataclass(frozen=True)
class Told:
    """One escalation: which clock, cycle and level, the rank, and the half-hour in which it was due."""

    clock: str
    cycle: int
    level: int
    rank: str
    due: int


def ladder(clock: str, category: str, band: str | None, cycle: int, halves: int = 2) -> tuple[list[tuple[str, int]], int | None]:
    """The ranks and limits of a clock, and how often the last repeats, read off the table by hand; `halves` is the policy of the day: every figure
    times so many halves of what ships.
    """
    steps, every = _shipped_ladder(clock, category, band, cycle)
    return [(rank, limit * halves // 2) for rank, limit in steps], None if every is None else every * halves // 2


def _shipped_ladder(clock: str, category: str, band: str | None, cycle: int) -> tuple[list[tuple[str, int]], int | None]:
    row = BY_PLACE[category, band or "medium"]
    if clock == "circulate":
        return [("sergeant", row.circulate * HOUR)], None
    if clock == "attempt":
        return [("sergeant", row.first_attempt * HOUR)], None
    if clock == "review":
        return [("sergeant", (row.sergeant if cycle == 1 else row.sergeant_every) * HOUR)], row.sergeant_every * HOUR
    if clock == "arrest":
        limits = (("inspector", row.inspector), ("chief_inspector", row.chief_inspector), ("superintendent", row.superintendent))
        return [(rank, limit * HOUR) for rank, limit in limits], row.superintendent_every * HOUR
    if clock == "verify":
        return [("sergeant", 24 * HOUR if band == "high" else 7 * DAY)], None
    return [("sergeant", 4 * HOUR), ("inspector", 24 * HOUR)], None


@dataclass
class Stopwatch:
    """One cycle of a clock: the stretches in which it ran, and what it has told."""

    clock: str
    cycle: int
    started: int
    promise: int | None = None
    at: int = 0
    counted: int = 0
    rests: bool = False
    told: int = 0
    stretches: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = self.started

    def walk_to(self, now: int) -> None:
        """Let time pass; while it rests none is counted."""
        if now <= self.at:
            return
        if not self.rests:
            self.stretches.append((self.at, self.counted, now - self.at))
            self.counted += now - self.at
        self.at = now

    def reached(self, counted: int) -> int:
        """In which half-hour the hand first stood there."""
        return next((at + counted - before for at, before, length in self.stretches if before <= counted <= before + length), self.started)

    def limit(self, level: int, steps: list[tuple[str, int]], every: int | None) -> int | None:
        """Where the hand stands when this level is due."""
        limits = [limit for _, limit in steps]
        if self.promise is not None:
            limits[0] = min(limits[0], max(0, self.promise - self.started))
        while every is not None and len(limits) < level:
            limits.append(limits[-1] + every)
        return limits[level - 1] if level <= len(limits) else None

    def look(self, category: str, band: str | None, halves: int = 2) -> list[Told]:
        """What has come due since the last look: each named level, and of the repeats the newest only."""
        steps, every = ladder(self.clock, category, band, self.cycle, halves)
        named, repeats = [], []
        while (limit := self.limit(self.told + 1, steps, every)) is not None and limit <= self.counted:
            self.told += 1
            rank = steps[min(self.told, len(steps)) - 1][0]
            told = Told(self.clock, self.cycle, self.told, rank, self.reached(limit))
            (named if self.told <= len(steps) else repeats).append(told)
        return named + repeats[-1:]

    def next_due(self, category: str, band: str | None, halves: int = 2) -> int | None:
        """When the next level comes if nothing happens in between; None while it rests, or there is none."""
        limit = self.limit(self.told + 1, *ladder(self.clock, category, band, self.cycle, halves))
        return None if limit is None or self.rests else self.at + limit - self.counted


@dataclass
class Recount:
    """One entry, walked from event to event. `groups` are what each look told together; `halves` the policy of the day."""

    category: str
    outstanding: int
    band: str | None = None
    life: str = "draft"
    marker: str = "not_yet"
    suspended: bool = False
    cycles: dict[str, int] = field(default_factory=dict)
    running: dict[str, Stopwatch] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    groups: list[list[Told]] = field(default_factory=list)
    halves: int = 2
    _age: Stopwatch | None = None
    _reopened: int | None = None
    _seen: int = 0

    def __post_init__(self) -> None:
        self._start("arrest", self.outstanding)
        self._start("circulate", self.outstanding)

    def look(self, now: int) -> None:
        """Let time pass up to now and record what came due."""
        self._walk_to(now)
        found = [told for clock in self.running.values() for told in clock.look(self.category, self.band, self.halves)]
        self.told += found
        self.groups += [found] if found else []

    def wakes(self, now: int) -> None:
        """A suspension ends by itself; nobody looks."""
        self._walk_to(now)
        self._resume(now, None)

    def _walk_to(self, now: int) -> None:
        for clock in (*self.running.values(), *((self._age,) if self._age else ())):
            clock.walk_to(now)

    def happens(self, now: int, what: str, word: int | str | None, *, is_looked_at: bool = True) -> None:
        """One step of a history: a look, a deed between two looks, or a suspension's own end; without the second look where nobody looks then."""
        if what == "wakes":
            self.wakes(now)
            return
        self.look(now)
        if what != "look":
            getattr(self, f"_{what}")(now, word)
            if is_looked_at:
                self.look(now)

    def _start(self, clock: str, at: int, promise: int | None = None) -> None:
        self.cycles[clock] = self.cycles.get(clock, 0) + 1
        watch = Stopwatch(clock, self.cycles[clock], at, promise)
        watch.rests = self.suspended and clock in PAUSABLE
        self.running[clock] = watch

    def _stop(self, *clocks: str) -> None:
        for clock in clocks:
            self.running.pop(clock, None)

    def _accept(self, now: int, band: int | str | None) -> None:
        self.life, self.band = "open", str(band)
        self._start("attempt", now)
        self._start("review", now)

    def _allocate(self, _now: int, by: int | str | None) -> None:
        if self.cycles["attempt"] == 1:
            self.running["attempt"].promise = int(by or 0)

    def _attempt(self, now: int, by: int | str | None) -> None:
        if self.life == "open":
            self._start("attempt", now, None if by is None else int(by))

    def _review(self, now: int, by: int | str | None) -> None:
        self._start("review", now, None if by is None else int(by))

    def _regrade(self, _now: int, band: int | str | None) -> None:
        self.band = str(band)

    def _policy(self, _now: int, halves: int | str | None) -> None:
        self.halves = int(halves or 2)

    def _rebail(self, _now: int, to: int | str | None) -> None:
        if to == self.outstanding:
            return
        self.outstanding = int(to or 0)
        for clock in ("arrest", "circulate"):
            if clock in self.running:
                self._start(clock, self.outstanding)
        if "verify" in self.running:
            self._marker_seen(self._seen)

    def _marker_seen(self, at: int) -> None:
        """Look at the marker again in time from now, or from when the person is wanted if that lies ahead."""
        self._seen = at
        start = max(at, self.outstanding)
        if "verify" not in self.running or self.running["verify"].started != start:
            self._start("verify", start)

    def _circulation(self, now: int, state: int | str | None) -> None:
        before, self.marker = self.marker, str(state)
        if state == "circulated":
            self._stop("circulate")
            self._marker_seen(now)
        elif state == "not_required":
            self._stop("circulate")
        elif state == "cancelled":
            self._stop("circulate", "verify", "clear")
        elif before == "not_required" and self.life in {"draft", "open"}:
            self._start("circulate", self.outstanding if self._reopened is None else self._reopened)

    def _verify(self, now: int, _word: int | str | None) -> None:
        self._marker_seen(now)

    def _suspend(self, _now: int, _word: int | str | None) -> None:
        self.suspended = True
        for clock in PAUSABLE & set(self.running):
            self.running[clock].rests = True

    def _resume(self, _now: int, _word: int | str | None) -> None:
        self.suspended = False
        for clock in self.running.values():
            clock.rests = False

    def _outcome(self, now: int, word: int | str | None) -> None:
        if self.suspended:
            self._resume(now, word)
        self._age = self.running["arrest"]
        self.life = "clearing"
        self._stop("arrest", "attempt", "review", "circulate")
        if self.marker != "cancelled":
            self._start("clear", now)

    def _close(self, _now: int, _word: int | str | None) -> None:
        self.life = "closed"
        self._stop("clear")

    def _reopen(self, now: int, _word: int | str | None) -> None:
        self.life, self.marker, self._reopened = "open", "not_yet", now
        assert self._age is not None
        for clock in ("circulate", "attempt", "review"):
            self._start(clock, now)
        self._start("arrest", self._age.started)
        # The age was never reset: the new cycle takes over the old hand, and tells all of its levels anew.
        again = self.running["arrest"]
        again.at, again.counted, again.stretches = self._age.at, self._age.counted, self._age.stretches
        self._age = None
