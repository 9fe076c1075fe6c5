"""Why an entry is red, in the sentence that one sergeant would say to another. Source: domain.md section 5, rule 10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.entry import ClockName, Instant
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
