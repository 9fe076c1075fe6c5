"""Why an entry is red, in the sentence that one sergeant would say to another. Source: domain.md section 5, rule 10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from wantedtrack.rules.clocks import ClockRun
from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.ranks import Rank
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
    steps = [f"{_COLUMN.get(run.clock, level.rank.words)} {in_words(level.after)}" for level in named]
    if every is not None:
        steps.append(f"then every {in_words(every)}")
    if run.first_limit < named[0].after:
        steps.append(f"shortened to {in_words(run.first_limit)} by what was promised")
    about = ", ".join(word.value.replace("_", " ") for word in (category, band) if word is not None)
    return f"{about}: {', '.join(steps)}" if about else ", ".join(steps)


class Due(Protocol):
    """A level, as far as the order of clocks needs it."""

    @property
    def due_at(self) -> Instant | None:
        """When it was or is due, None while that is open."""
        ...


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
    def levels(self) -> Sequence[Due]:
        """Its levels, lowest first."""
        ...


AClock = TypeVar("AClock", bound=Running)


def worst_first(clocks: Sequence[AClock]) -> list[AClock]:
    """The clocks that run, the one whose first level was or is due earliest at the head."""

    def due(clock: AClock) -> tuple[bool, Instant]:
        first = next((level.due_at for level in clock.levels if level.due_at is not None), None)
        return first is None, first or clock.started_at

    return sorted((clock for clock in clocks if clock.stopped_at is None), key=due)


def aloud(*, since: Instant, now: Instant, sentences: Sequence[str]) -> str:
    """Why an entry stands where it stands, in one paragraph to be read aloud: its whole age first, which no pause takes away, then each running clock."""
    if since > now:
        return f"Not outstanding before {moment(since)}."
    return " ".join((f"Outstanding since {moment(since)}, {in_words(now - since)} ago.", *sentences))


@dataclass(frozen=True, slots=True)
class SaidLevel:
    """What the sentence needs of a level: its rank, when it is due (None while a pause leaves that open), whether it was crossed."""

    rank: Rank
    due_at: Instant | None
    is_crossed: bool


def sentence(
    *, clock: ClockName, counted: timedelta, paused: timedelta, stopped: bool, resting: bool, levels: Sequence[SaidLevel], now: Instant
) -> str:
    """One or two sentences: what is awaited and for how long, which rank it has reached, what comes next and when.

    `counted` is the time that counts against the limits, without `paused`. `resting` tells that a pause is under way.
    """
    without = f", {in_words(paused)} of pause not counted" if paused else ""
    if stopped:
        return f"{_DONE[clock]} after {in_words(counted)}{without}."
    told = f"{_WAITS_FOR[clock]} for {in_words(counted)}{without}."
    return " ".join(part for part in (told, _reached(levels, now), _next(levels, now, resting=resting)) if part)


def _reached(levels: Sequence[SaidLevel], now: Instant) -> str:
    crossed = [level for level in levels if level.is_crossed and level.due_at is not None]
    if not crossed:
        return ""
    first, last = crossed[0], crossed[-1]
    over = f"It is {in_words(now - first.due_at)} over" if first.due_at is not None and first.due_at < now else "It is due now"
    return f"{over} and has reached the {last.rank.words}."


def _next(levels: Sequence[SaidLevel], now: Instant, *, resting: bool) -> str:
    if resting:
        return "It rests while it is suspended."
    coming = next((level for level in levels if not level.is_crossed and level.due_at is not None), None)
    if coming is None or coming.due_at is None:
        return ""
    if coming.due_at <= now:
        return f"The {coming.rank.words} is told at the next check."
    return f"The {coming.rank.words} is told in {in_words(coming.due_at - now)}, {moment(coming.due_at)}."


def arithmetic(clock: ClockName, started_at: Instant, limit: timedelta, paused: timedelta, due_at: Instant | None, told: str) -> str:
    """One clock as a sum that can be done again by hand, then its sentence."""
    rested = f", {in_words(paused)} of pause" if paused else ""
    due = f" is due {moment(due_at)}" if due_at is not None else ", due once the pause ends"
    return f"{clock.value.capitalize()}: {moment(started_at)} and {in_words(limit)}{rested}{due}. {told}"


def paragraph(who: str, clocks: Sequence[str]) -> str:
    """Who it is and each running clock's sum, the earliest due first."""
    return " ".join((f"{who}.", *clocks)) if clocks else f"{who}. No clock of it is running."
