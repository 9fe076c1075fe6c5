"""Why is this red, as lines of text: the sum of each clock as the window's page shows it."""

from collections.abc import Iterator

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.spans import in_words, moment
from wantedtrack.store.why import ClockExplained
from wantedtrack.store.why_rows import LevelExplained, PauseExplained


def why_lines(clock: ClockExplained, now: Instant) -> Iterator[str]:
    """One cycle of one clock: its sentence, then start, policy, pauses, levels and what comes."""
    whole = (clock.stopped_at or now) - clock.started_at
    yield ""
    yield f"{clock.clock.value}, cycle {clock.cycle}: {clock.sentence}"
    yield f"  began {moment(clock.started_at)}, when {clock.reason}; {in_words(whole)} by the clock, {in_words(clock.elapsed)} counted"
    if clock.policy_version is not None and clock.limits:
        yield f"  policy version {clock.policy_version}: {clock.limits}"
    yield from (f"  {_pause(pause)}" for pause in clock.pauses)
    yield from (f"  {_level(level, clock)}" for level in clock.levels)
    if clock.next is not None:
        yield f"  next: level {clock.next.level}, {moment(clock.next.due_at)}"


def _pause(pause: PauseExplained) -> str:
    end = moment(pause.ends_at) if pause.ends_at else f"now, until {moment(pause.until)} at most"
    return f"paused {moment(pause.starts_at)} to {end}: {pause.reason.replace('_', ' ')}, by {pause.by}, authorised by {pause.authoriser}"


def _level(level: LevelExplained, clock: ClockExplained) -> str:
    due = f"due {moment(level.due_at)}" if level.due_at else "rests"
    if level.crossed_at is None:
        return f"level {level.level}, {level.rank.words}: {due}, not crossed"
    told = ", ".join(one.replace("_", " ") for one in level.told) or "nobody by itself: one notice stood for several levels"
    version = f" under policy version {level.policy_version}" if level.policy_version not in (None, clock.policy_version) else ""
    promised = "".join(
        f"; {one.by} has it: {one.next_step}, holds until {moment(one.holds_until)}" for one in level.promises if one.ended_at is None
    )
    late = ", late" if level.late else ""
    return f"level {level.level}, {level.rank.words}: {due}, crossed {moment(level.crossed_at)}{late}{version}, told {told}{promised}"
