"""The rules' answer to a history: what the store does with them, without a store."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.rules.histories import History, Step
from tests.rules.recount import Told
from wantedtrack.rules.clocks import ClockFacts, ClockRun, clocks_running, due_at, elapsed, first_limit_from, levels_to_record
from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, Instant, Stage
from wantedtrack.rules.pauses import Pause
from wantedtrack.rules.policy import Policy

BEGAN = datetime(2026, 3, 2, 7, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def instant(at: int) -> Instant:
    """The instant of a history's half-hour."""
    return BEGAN + at * HALF_HOUR


def half_hour(at: Instant) -> int:
    """The half-hour of an instant that lies on one."""
    whole, rest = divmod(at - BEGAN, HALF_HOUR)
    assert not rest
    return whole


@dataclass
class Followed:
    """One entry under the program's rules, refreshed after each deed and looked at whenever the history says."""

    policy: Policy
    facts: ClockFacts
    runs: dict[ClockName, ClockRun] = field(default_factory=dict)
    tops: dict[ClockName, int] = field(default_factory=dict)
    cycles: dict[ClockName, int] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @classmethod
    def of(cls, history: History, policy: Policy) -> "Followed":
        """The draft that the history begins with."""
        facts = ClockFacts(Category(history.category), None, Stage.DRAFT, Circulation.NOT_YET, instant(history.outstanding))
        made = cls(policy, facts)
        made.refresh()
        return made

    def refresh(self) -> None:
        """Make the runs what the rules say: stop, start, or reckon anew under the present band."""
        wanted = clocks_running(self.facts)
        for name in ClockName:
            start, run = wanted.get(name), self.runs.get(name)
            if run is not None and (start is None or start.started_at != run.started_at):
                del self.runs[name]
                run = None
            if start is None:
                continue
            if run is None:
                self.cycles[name] = self.cycles.get(name, 0) + 1
                self.tops[name] = 0
            cycle = self.cycles[name]
            ladder = self.policy.ladder(name, self.facts.category, self.facts.band, cycle=cycle)
            first = first_limit_from(start.next_by, start.started_at, ladder.levels[0].after)
            self.runs[name] = ClockRun(name, cycle, start.started_at, ladder, first)

    def look(self, at: int) -> None:
        """Record what is due."""
        for name, run in self.runs.items():
            for level in levels_to_record(run, self.pauses, instant(at), above=self.tops[name]):
                assert level.due_at is not None
                self.told.append(Told(name.value, run.cycle, level.level, level.rank.value, half_hour(level.due_at)))
                self.tops[name] = level.level

    def follow(self, step: Step) -> None:
        """Look, do the deed, look again: as a deed and the sweep after it do."""
        if step.what != "wakes":
            self.look(step.at)
        if step.what == "wakes":
            self._end_pause(instant(step.at))
        elif step.what != "look":
            self.facts = replace(self.facts, **self._changed(step))
            self.refresh()
            self.look(step.at)

    def next_due(self, name: ClockName) -> Instant | None:
        """When the clock's next level is due."""
        return due_at(self.runs[name], self.tops[name] + 1, self.pauses)

    def counted(self, name: ClockName, at: int) -> timedelta:
        """The time of the clock that counted."""
        return elapsed(self.runs[name], self.pauses, instant(at))[1]

    def _changed(self, step: Step) -> dict[str, Any]:
        """What of the facts a deed changes, and the pause ledger with it."""
        now, by = instant(step.at), instant(step.word) if isinstance(step.word, int) else None
        if step.what == "suspend":
            self.pauses.append(Pause(now, None))
        if step.what in {"resume", "outcome"}:
            self._end_pause(now)
        changes: dict[str, dict[str, Any]] = {
            "allocate": {"first_attempt_by": by},
            "attempt": {"last_attempt_at": now, "attempt_next_by": by},
            "review": {"last_review_at": now, "review_next_by": by},
            "rebail": {"became_outstanding_at": by},
            "verify": {"verified_at": now},
            "suspend": {"stage": Stage.SUSPENDED},
            "resume": {"stage": Stage.ACTIVE},
            "outcome": {"stage": Stage.CLEARING, "outcome_at": now},
            "close": {"stage": Stage.CLOSED},
            "reopen": {"stage": Stage.ACTIVE, "reopened_at": now, **_NEVER_CIRCULATED},
        }
        if step.what in {"accept", "regrade"}:
            accepted = {"stage": Stage.ALLOCATED, "accepted_at": now} if step.what == "accept" else {}
            return {"band": Band(step.word), **accepted}
        return _circulated(Circulation(step.word), now) if step.what == "circulation" else changes[step.what]

    def _end_pause(self, at: Instant) -> None:
        self.pauses = [Pause(pause.starts_at, pause.ends_at or at) for pause in self.pauses]


_NEVER_CIRCULATED = {
    "circulation": Circulation.NOT_YET, "circulated_at": None, "verified_at": None, "cancelled_at": None, "outcome_at": None,
}  # fmt: skip


def _circulated(state: Circulation, now: Instant) -> dict[str, Any]:
    dated = {Circulation.CIRCULATED: {"circulated_at": now, "verified_at": now}, Circulation.CANCELLED: {"cancelled_at": now}}
    return {"circulation": state, **dated.get(state, {})}
