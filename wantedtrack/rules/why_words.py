"""Why an entry is red, in the sentence that one sergeant would say to another. Source: domain.md section 5, rule 10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from wantedtrack.rules.clocks import ClockRun
from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.saying import in_turn, said
from wantedtrack.rules.spans import in_words, moment

_WAITS_FOR = {
    ClockName.CIRCULATE: "It has not been circulated",
    ClockName.ATTEMPT: "Nobody has tried to arrest",
    ClockName.REVIEW: "No supervisor has looked at it",
    ClockName.ARREST: "No arrest has been made",
    ClockName.VERIFY: "It has not been checked again on PNC/LEDS",
    ClockName.CLEAR: "The marker is not confirmed removed from PNC/LEDS",
    ClockName.HANDOVER: "The handover is not signed by both",
}
_DONE = {
    ClockName.CIRCULATE: "Circulated",
    ClockName.ATTEMPT: "Tried",
    ClockName.REVIEW: "Reviewed",
    ClockName.ARREST: "Came to its outcome",
    ClockName.VERIFY: "Checked on PNC/LEDS",
    ClockName.CLEAR: "Closed",
    ClockName.HANDOVER: "Handed over",
}


_BEGAN = {
    ClockName.CIRCULATE: "the person became outstanding",
    ClockName.ATTEMPT: "the entry was accepted",
    ClockName.REVIEW: "the entry was accepted",
    ClockName.ARREST: "the person became outstanding",
    ClockName.VERIFY: "it was circulated",
    ClockName.CLEAR: "the outcome was recorded",
    ClockName.HANDOVER: "the shift ended",
}
_BEGAN_AGAIN = {
    ClockName.CIRCULATE: "it was reopened, or the circulation was withdrawn",
    ClockName.ATTEMPT: "the attempt before, or the reopening",
    ClockName.REVIEW: "the review before, or the reopening",
    ClockName.ARREST: "the person became outstanding; a reopening does not reset it",
    ClockName.VERIFY: "it was last checked on PNC/LEDS",
    ClockName.CLEAR: "the newest outcome was recorded",
    ClockName.HANDOVER: "the shift ended",
}
_COLUMN = {
    ClockName.CIRCULATE: "circulate",
    ClockName.ATTEMPT: "first attempt",
    ClockName.VERIFY: "verify on PNC/LEDS",
}

LIMITS_LOST = (
    "Its limits are not known: the policy version that this clock names is missing from the store. What it crossed before stands; nothing further "
    "is told by it. Restore a backup, or adopt the policy anew."
)


def began_because(clock: ClockName, cycle: int) -> str:
    """What a cycle of a clock counts from."""
    return (_BEGAN if cycle == 1 else _BEGAN_AGAIN)[clock]


def limits_in_words(run: ClockRun, category: Category | None, band: Band | None) -> str:
    """The line of the policy that a clock goes by: "wanted, high: inspector 24 h, chief inspector 72 h, superintendent 7 d, then every 7 d"."""
    named, every = run.ladder.levels, run.ladder.repeat_every
    steps = [said("{level} {span}", level=said(_COLUMN.get(run.clock, level.rank.words)), span=level.after) for level in named]
    if every is not None:
        steps.append(said("then every {span}", span=every))
    if run.first_limit < named[0].after:
        steps.append(said("shortened to {span} by what was promised", span=run.first_limit))
    told = in_turn(steps, between=", ")
    about = in_turn((said(word.value.replace("_", " ")) for word in (category, band) if word is not None), between=", ")
    return said("{about}: {limits}", about=about, limits=told) if about else told


class Running(Protocol):
    """A clock, as far as its place among the others needs it."""

    @property
    def started_at(self) -> Instant:
        """Since when it runs."""
        ...

    @property
    def stopped_at(self) -> Instant | None:
        """When it stopped, None while it runs."""
        ...

    @property
    def first_due_at(self) -> Instant | None:
        """When its first level was or is due by the figures that hold now, None while a pause leaves that open."""
        ...


AClock = TypeVar("AClock", bound=Running)


def worst_first(clocks: Sequence[AClock]) -> list[AClock]:
    """The clocks that run, the one whose first level was or is due earliest at the head, as in the queue."""

    def due(clock: AClock) -> tuple[bool, Instant]:
        return clock.first_due_at is None, clock.first_due_at or clock.started_at

    return sorted((clock for clock in clocks if clock.stopped_at is None), key=due)


def aloud(*, since: Instant, now: Instant, sentences: Sequence[str]) -> str:
    """Why an entry stands where it stands, in one paragraph to be read aloud: its whole age first, which no pause takes away, then each running clock."""
    if since > now:
        return said("Not outstanding before {since}.", since=since)
    return in_turn((said("Outstanding since {since}, {age} ago.", since=since, age=now - since), *sentences))


@dataclass(frozen=True, slots=True)
class SaidLevel:
    """What the sentence needs of a level: its rank, when it is due (None while a pause leaves that open), whether it was crossed."""

    rank: Rank
    due_at: Instant | None
    is_crossed: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause under way: until when it lasts at most, and what is then left before which rank is told; None of both where no level is to come."""

    since: Instant
    until: Instant
    left: timedelta | None
    rank: Rank | None

    def said(self, now: Instant) -> str:
        """As one sentence; a pause whose end has passed is written down as ended by the next check, and that is said."""
        if self.until <= now:
            return said("Its rest ended {until}; the next check lets it run on.", until=self.until)
        if self.left is None:
            return said("It rests since {since} and until {until} at most.", since=self.since, until=self.until)
        if self.rank is None:
            return said(
                "It rests since {since} and until {until} at most, then with {left} left.",
                since=self.since,
                until=self.until,
                left=self.left,
            )
        return said(
            "It rests since {since} and until {until} at most, then with {left} left before the {rank} is told.",
            since=self.since, until=self.until, left=self.left, rank=said(self.rank.words),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldsNow:
    """The first level by the figures that hold now: its limit, when it is due (None while a pause leaves that open); and what changed the figure
    where an earlier one was another.
    """

    limit: timedelta
    due_at: Instant | None
    changed_by: str


def changed_by(run: ClockRun, *, version: int | None, of_its_day: int | None) -> str:
    """What made the limit that holds now another than that of a level crossed earlier."""
    if run.first_limit < run.ladder.levels[0].after:
        return "a time was promised since"
    return "the policy has changed since" if of_its_day not in (None, version) else "the band has changed since"


def is_by_earlier_figures(due_at: Instant | None, crossed_at: Instant | None, now_due_at: Instant | None) -> bool:
    """Whether a crossed level stands with the time of an earlier limit: by the one that holds now it is due at another."""
    return due_at is not None and crossed_at is not None and due_at != now_due_at


def ended(clock: ClockName, counted: timedelta, paused: timedelta) -> str:
    """What a stopped cycle came to: "Tried after 5 h, 2 h of pause not counted."."""
    if paused:
        return said("{done} after {counted}, {paused} of pause not counted.", done=said(_DONE[clock]), counted=counted, paused=paused)
    return said("{done} after {counted}.", done=said(_DONE[clock]), counted=counted)


def sentence(
    *,
    clock: ClockName,
    counted: timedelta,
    paused: timedelta,
    rest: Rest | None,
    levels: Sequence[SaidLevel],
    holds: HoldsNow,
    now: Instant,
) -> str:
    """A few sentences: what is awaited and for how long, which rank it has reached, what comes next and when.

    `counted` is the time that counts against the limits, without `paused`. `rest` tells of a pause under way. How much it is over goes by the
    figures that hold now, as in the queue; where a level was crossed by others, both are said and why they differ.
    """
    waits = said(_WAITS_FOR[clock])
    told = (
        said("{waits} for {counted}, {paused} of pause not counted.", waits=waits, counted=counted, paused=paused)
        if paused
        else said("{waits} for {counted}.", waits=waits, counted=counted)
    )
    resting = rest.said(now) if rest is not None else ""
    coming = _next(levels, now) if rest is None or rest.until <= now else ""
    return in_turn((told, _reached(levels, holds, now), resting, coming))


def _reached(levels: Sequence[SaidLevel], holds: HoldsNow, now: Instant) -> str:
    crossed = [level for level in levels if level.is_crossed and level.due_at is not None]
    if not crossed:
        return ""
    first, last = crossed[0], crossed[-1]
    rank = said(last.rank.words)
    if first.due_at is None or first.due_at == holds.due_at:
        if first.due_at is None or first.due_at >= now:
            return said("It is due now and has reached the {rank}.", rank=rank)
        return said("It is {over} over and has reached the {rank}.", over=now - first.due_at, rank=rank)
    before = said(
        "The {rank}’s level was due {due}, {ago} ago, by the limit before: {why}.",
        rank=said(first.rank.words), due=first.due_at, ago=now - first.due_at, why=said(holds.changed_by),
    )  # fmt: skip
    if holds.due_at is not None and holds.due_at <= now:
        over = said(
            "It is {over} over by the limit that holds now, {limit}, and has reached the {rank}.",
            over=now - holds.due_at, limit=holds.limit, rank=rank,
        )  # fmt: skip
        return in_turn((over, before))
    due = (
        said("What was told stands; by the limit that holds now, {limit}, it is due {due}.", limit=holds.limit, due=holds.due_at)
        if holds.due_at is not None
        else said("What was told stands; by the limit that holds now, {limit}, it is not due before the pause ends.", limit=holds.limit)
    )
    return in_turn((said("It has reached the {rank}.", rank=rank), before, due))


def _next(levels: Sequence[SaidLevel], now: Instant) -> str:
    coming = next((level for level in levels if not level.is_crossed and level.due_at is not None), None)
    if coming is None or coming.due_at is None:
        return ""
    if coming.due_at <= now:
        return said("The {rank} is told at the next check.", rank=said(coming.rank.words))
    return said("The {rank} is told in {span}, {when}.", rank=said(coming.rank.words), span=coming.due_at - now, when=coming.due_at)


@dataclass(frozen=True, slots=True)
class Sum:
    """A running clock's sum by the figures that hold now: from when it counts, its limit, when that is due (None while a pause leaves it open), the
    rank it has reached, and when which rank is told next. `rests_until` is of a pause under way, `lost` says that its limits are not known.
    """

    clock: ClockName
    started_at: Instant
    limit: timedelta
    due_at: Instant | None
    reached: Rank | None = None
    next_rank: Rank | None = None
    next_at: Instant | None = None
    is_by_earlier_figures: bool = False
    rests_until: Instant | None = None
    is_lost: bool = False

    def line(self, now: Instant) -> str:
        """On one short line, to be done again by hand: "Attempt 2 h over: Mon 2 Mar 09:00 + 8 h = Mon 2 Mar 17:00. Sergeant told."."""
        name = self.clock.value.capitalize()
        if self.is_lost:
            return f"{name}: {LIMITS_LOST}"
        if self.due_at is None:
            until = f" until {moment(self.rests_until)} at most" if self.rests_until is not None else ""
            return f"{name} rests{until}: {moment(self.started_at)} + {in_words(self.limit)}, without the pause.{self._told(now)}"
        before = self.due_at - self.started_at - self.limit
        rested = f" + {in_words(before)} of pause" if before else ""
        return f"{name} {self._state(self.due_at, now)}: {moment(self.started_at)} + {in_words(self.limit)}{rested} = {moment(self.due_at)}.{self._told(now)}"

    def _state(self, due_at: Instant, now: Instant) -> str:
        if due_at > now:
            return f"due in {in_words(due_at - now)}"
        return "due now" if now - due_at < timedelta(minutes=1) else f"{in_words(now - due_at)} over"

    def _told(self, now: Instant) -> str:
        earlier = " (earlier limit)" if self.is_by_earlier_figures else ""
        told = f"{self.reached.words.capitalize()} told{earlier}" if self.reached else ""
        if self.next_rank is None or self.next_at is None:
            return f" {told}." if told else ""
        when = moment(self.next_at) if self.next_at > now else "at the next check"
        if not told:
            # The first level: its time is the sum itself.
            return (
                f" {self.next_rank.words.capitalize()} then."
                if self.next_at == self.due_at
                else f" {self.next_rank.words.capitalize()} {when}."
            )
        return f" {told}, again {when}." if self.next_rank is self.reached else f" {told}, {self.next_rank.words} {when}."


def why_lines(who: str, sums: Sequence[Sum], *, now: Instant, until: Instant) -> str:
    """Who it is, then a line for each clock that is over or falls due by `until`, and one that names the others with their times."""
    pressing = [one for one in sums if one.due_at is None or one.due_at <= until or one.reached is not None]
    later = [f"{one.clock.value} {moment(one.due_at)}" for one in sums if one not in pressing and one.due_at is not None]
    lines = [who, *(one.line(now) for one in pressing)]
    if later:
        lines.append(f"Due later: {', '.join(later)}.")
    return "\n".join(lines if sums else (*lines, "No clock of it is running."))
