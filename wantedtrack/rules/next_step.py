"""What to do next with an entry: one sentence and one deed, worked out from its stage, its circulation and its clocks.

Every sentence stands in this file, so that they can be read aloud one after another. The window's button and the handover's "Do this
shift" say the same. Source: domain.md sections 4 and 5.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wantedtrack.rules.entry import Category, Circulation, ClockName, Collar, Instant, Stage
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.spans import moment
from wantedtrack.rules.stages import TABLE


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the next step follows from.

    `place` and `place_by` are where the person is held or is to come, and until when. `until` is the end of a suspension. `planned` and
    `planned_by` are the step that the last attempt, or the plan, promised. `weeded_in_days` is when PNC/LEDS drops a living marker, None
    where that is further off than its warning. `missing` are the category's fields that are asked for and still empty, as one phrase.
    """

    stage: Stage
    category: Category
    circulation: Circulation
    owner: str | None
    became_outstanding_at: Instant
    attempt_count: int = 0
    worst_clock: ClockName | None = None
    due_at: Instant | None = None
    planned: str | None = None
    planned_by: Instant | None = None
    place: str | None = None
    place_by: Instant | None = None
    until: Instant | None = None
    weeded_in_days: int | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence, and the deed that does it; None where there is nothing to do but wait."""

    sentence: str
    deed: str | None


def next_step(facts: StepFacts, *, now: Instant) -> NextStep:
    """The next step. Never empty, whatever the stage."""
    special = _BY_STAGE.get(facts.stage)
    return special(facts, now) if special is not None else _to_arrest(facts, now)


def _draft(facts: StepFacts, now: Instant) -> NextStep:
    if facts.became_outstanding_at > now:
        return NextStep(
            f"Nothing yet: the bail date is {_time(facts.became_outstanding_at, now)}. Nobody has failed to appear until then.", None
        )
    if facts.category is Category.BAIL_FAILURE:
        return NextStep("Ask whether bail really was not answered: go through the checklist, then accept it or discard it.", "accept")
    still = f" Still to be filled in: {facts.missing}." if facts.missing else ""
    return NextStep(f"Go through the checklist and set the band, so that its clocks run as they should.{still}", "accept")


def _suspended(facts: StepFacts, now: Instant) -> NextStep:
    until = f" until {_time(facts.until, now)}, when it resumes by itself" if facts.until else ""
    return NextStep(f"It rests{until}. Resume it earlier if the reason has gone.", "resume")


def _located(facts: StepFacts, now: Instant) -> NextStep:
    where = f" at {facts.place}" if facts.place else ""
    if facts.place_by is not None and facts.place_by <= now:
        return NextStep(
            f"The person is held{where}, to be collected or produced by {_time(facts.place_by, now)}. That has passed: do it now, and record the outcome.",
            "record-outcome",
        )
    return NextStep(
        f"The person is held{where}. Arrange to collect or produce{_by(facts.place_by, now)}, then record the outcome.", "record-outcome"
    )


def _appointment(facts: StepFacts, now: Instant) -> NextStep:
    where = f" to {facts.place}" if facts.place else ""
    if facts.place_by is not None and facts.place_by <= now:
        return NextStep(f"The person was to come{where} {_at(facts.place_by, now)}. Record what happened.", "record-outcome")
    when = f" {_at(facts.place_by, now)}" if facts.place_by else ""
    return NextStep(
        f"The person is to come{where}{when}. Record the outcome afterwards; an hour after a no-show it returns to the queue.",
        "record-outcome",
    )


def _clearing(facts: StepFacts, now: Instant) -> NextStep:
    if facts.circulation in (Circulation.REQUESTED, Circulation.CIRCULATED):
        return NextStep(
            f"Ask for the PNC/LEDS marker to be cancelled{_due(facts.due_at, now)}. Until it is gone the person can be arrested again.",
            "set-circulation",
        )
    if facts.circulation is Circulation.CANCEL_REQUESTED:
        return NextStep("Check on PNC/LEDS that the marker is gone, and record it as cancelled.", "set-circulation")
    return NextStep("A second officer, sergeant or above, checks PNC/LEDS once more and closes it.", "close")


def _closed(_: StepFacts, __: Instant) -> NextStep:
    return NextStep("Nothing: it is closed. Reopen it if the person is wanted for this again.", "reopen")


def _disposed(_: StepFacts, __: Instant) -> NextStep:
    return NextStep("Nothing: its data has been disposed of.", None)


_BY_STAGE: dict[Stage, Callable[[StepFacts, Instant], NextStep]] = {
    Stage.DRAFT: _draft,
    Stage.SUSPENDED: _suspended,
    Stage.LOCATED: _located,
    Stage.APPOINTMENT: _appointment,
    Stage.CLEARING: _clearing,
    Stage.CLOSED: _closed,
    Stage.DISPOSED: _disposed,
}


def _to_arrest(facts: StepFacts, now: Instant) -> NextStep:
    """Unallocated, allocated or active: the clock that comes first says what, and whoever is not on PNC/LEDS is put there before it is anybody's."""
    waits_for_circulation = facts.circulation in (Circulation.NOT_YET, Circulation.REQUESTED)
    if waits_for_circulation and facts.worst_clock not in _SOONER_THAN_CIRCULATING:
        return _circulate(facts, now)
    if facts.owner is None:
        return NextStep(f"Nobody owns it. Give it to an officer, with a plan{_clock_due(facts, now)}.", "allocate")
    if facts.worst_clock is ClockName.REVIEW:
        return NextStep(f"Review it{_due(facts.due_at, now)}. Say what was found, and what is to be done next.", "record-review")
    if facts.worst_clock is ClockName.VERIFY:
        return NextStep(f"Look at the marker on PNC/LEDS again{_due(facts.due_at, now)}. Record what it shows.", "verify-circulation")
    return _at_the_desk(facts, now) or _try(facts, now)


_SOONER_THAN_CIRCULATING = (ClockName.ATTEMPT, ClockName.REVIEW)
"""Where one of these comes first there is time to circulate after it. An arrest that was due long ago, as after a reopening, is no such time."""


def _circulate(facts: StepFacts, now: Instant) -> NextStep:
    is_asked_for = facts.circulation is Circulation.REQUESTED
    done = "Confirm that it is on PNC/LEDS" if is_asked_for else "Circulate on PNC/LEDS"
    at = facts.due_at if facts.worst_clock is ClockName.CIRCULATE else None
    if at is None or at > now:
        return NextStep(f"{done}{_by(at, now)}, or record why it is not required.", "set-circulation")
    return NextStep(f"{done} now, or record why it is not required. It was due {_at(at, now)}.", "set-circulation")


_DUE_OF = {
    ClockName.ATTEMPT: "an attempt",
    ClockName.REVIEW: "a review",
    ClockName.ARREST: "the arrest",
    ClockName.VERIFY: "a look on PNC/LEDS",
}


def _clock_due(facts: StepFacts, now: Instant) -> str:
    """What falls due while nobody owns it: "; an attempt was due at 14:00 today"."""
    if facts.due_at is None or facts.worst_clock is None or facts.worst_clock not in _DUE_OF:
        return ""
    verb = "was due" if facts.due_at <= now else "is due"
    return f"; {_DUE_OF[facts.worst_clock]} {verb} {_at(facts.due_at, now)}"


def _at_the_desk(facts: StepFacts, now: Instant) -> NextStep | None:
    """What keeps the record whole, before anybody goes out again."""
    if facts.weeded_in_days is not None:
        return NextStep(weeding_words(facts.weeded_in_days), "set-circulation")
    if facts.missing and _has_time(facts, now):
        return NextStep(filling_words(facts.missing), "set-details")
    return None


def _has_time(facts: StepFacts, now: Instant) -> bool:
    """Somebody has tried, nothing is promised and nothing is due: a moment for what a desk can do."""
    return facts.attempt_count > 0 and not facts.planned and (facts.due_at is None or facts.due_at > now)


def filling_words(missing: str) -> str:
    """The sentence that asks for these fields."""
    return f"Fill in {missing}: whoever makes the arrest needs it."


def weeding_words(days: int) -> str:
    """The sentence about a marker that PNC/LEDS drops so many days from now, or has dropped."""
    if days < 0:
        return "The marker's weed date has passed: look on PNC/LEDS whether it is still there, and circulate anew."
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"PNC/LEDS weeds the marker {when}: renew it there, and record the new weed date."


def _try(facts: StepFacts, now: Instant) -> NextStep:
    if facts.planned:
        planned = _in_short(facts.planned)
        step = f"{planned[:1].upper()}{planned[1:]}"
        if facts.planned_by is not None and facts.planned_by <= now:
            return NextStep(f"{step}: this was promised for {_time(facts.planned_by, now)}, and nobody has recorded it.", "log-attempt")
        return NextStep(f"{step}{_by(facts.planned_by, now)}.", "log-attempt")
    if facts.attempt_count == 0:
        first = facts.planned_by or (facts.due_at if facts.worst_clock is ClockName.ATTEMPT else None)
        return NextStep(f"Nobody has tried yet. Make the first attempt{_due(first, now)}.", "log-attempt")
    if facts.worst_clock is ClockName.ARREST and facts.due_at is not None and facts.due_at <= now:
        return NextStep(
            f"The arrest was due {_at(facts.due_at, now)}. Try again at another hour or place, and say what comes next.",
            "log-attempt",
        )
    return NextStep(f"Try again{_due(facts.due_at, now)}. Choose an hour when nobody has been.", "log-attempt")


_MOST = 100
"""Letters of what somebody has typed: more is read in the timeline, not in one sentence."""


def _in_short(planned: str) -> str:
    told = " ".join(planned.split())
    return told.rstrip(". ") if len(told) <= _MOST else f"{told[:_MOST].rsplit(' ', 1)[0].rstrip('.,;: ')} …"


def _time(at: Instant, now: Instant) -> str:
    """When, as it follows "by": "14:00 today", "09:00 tomorrow", "Mon 2 Mar 14:00"."""
    days = (to_force_time(at).date() - to_force_time(now).date()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return f"{to_force_time(at):%H:%M} {near}" if near else moment(at)


def _at(at: Instant, now: Instant) -> str:
    """When, as it follows a verb: "at 14:00 today", "on Mon 2 Mar 14:00"."""
    told = _time(at, now)
    return f"at {told}" if told[0].isdigit() else f"on {told}"


def _by(at: Instant | None, now: Instant) -> str:
    return "" if at is None else f" by {_time(at, now)}"


def _due(at: Instant | None, now: Instant) -> str:
    if at is None:
        return ""
    return f" now: it was due {_at(at, now)}" if at <= now else f" by {_time(at, now)}"


def left_to(deed: str, *, rank: Rank | None, collar: Collar, outcome_by: Collar | None) -> str | None:
    """Who does this next step where it is not this officer's to do, as a sentence; None where it is his.

    Nobody closes what he ended himself. Source: domain.md section 4.
    """
    if deed == "close" and outcome_by == collar:
        return "You recorded the outcome, so somebody else closes it."
    needed = TABLE[deed].lowest_rank
    if rank is None:
        return "An officer with a rank does this."
    if rank.is_at_least(needed):
        return None
    article = "An" if needed.words[0] in "aeiou" else "A"
    return f"{article} {needed.words} or above does this."
