"""The pause ledger of an entry: half-open intervals in which attempt, review and arrest do not count. Source: domain.md section 5, rule 3."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.entry import Instant


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """From `starts_at` up to, not including, `ends_at`; a pause under way has no end yet."""

    starts_at: Instant
    ends_at: Instant | None


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The same time as intervals that neither touch nor overlap, earliest first; empty ones vanish."""
    result: list[Pause] = []
    for pause in sorted((p for p in pauses if p.ends_at is None or p.ends_at > p.starts_at), key=lambda p: p.starts_at):
        last = result[-1] if result else None
        if last is None or (last.ends_at is not None and last.ends_at < pause.starts_at):
            result.append(pause)
        elif last.ends_at is not None and (pause.ends_at is None or pause.ends_at > last.ends_at):
            result[-1] = Pause(last.starts_at, pause.ends_at)
    return tuple(result)


def paused_for(pauses: Sequence[Pause], since: Instant, until: Instant) -> timedelta:
    """How much of [since, until) was paused; a pause under way counts up to `until`."""
    total = timedelta(0)
    for pause in merged(pauses):
        end = until if pause.ends_at is None else min(pause.ends_at, until)
        total += max(timedelta(0), end - max(pause.starts_at, since))
    return total


def is_paused(pauses: Sequence[Pause], at: Instant) -> bool:
    """Whether this instant lies in a pause."""
    return any(pause.starts_at <= at and (pause.ends_at is None or at < pause.ends_at) for pause in pauses)


def may_start(starts_at: Instant, crossed_at: Iterable[Instant]) -> bool:
    """Whether a pause may begin then: never before a level that was crossed, so that no crossed level is un-crossed."""
    return all(at <= starts_at for at in crossed_at)
