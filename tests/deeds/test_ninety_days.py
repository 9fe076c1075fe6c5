"""A force of many entries over weeks, its watcher stopped and started, its policy changed: all that was told is what a recount tells.

The recount walks each entry from event to event and shares no code with the program. Source: trust.md, "None is missed"; issue 5, 1.
"""

import random
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.deeds.force import POLICY_TEXT
from tests.deeds.recounted_entries import OFFICERS, Lived
from tests.rules.histories import Step, lived_by_chance
from tests.rules.policy_figures import with_figures_times
from tests.rules.recount import Recount, Told
from tests.rules.shifts_by_hand import edge
from wantedtrack.deeds import deciding, escalation, policy
from wantedtrack.deeds.catalogue import proposed
from wantedtrack.rules.entry import Cause, ClockName, Instant
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store import journal, schema
from wantedtrack.store.database import Store
from wantedtrack.store.policy_rows import keep_policy

HALF_HOUR = timedelta(minutes=30)
DAY = 48
RANKS = ["sergeant", "inspector", "chief_inspector", "superintendent"]
SHIFTS = ((time(7), time(17), 0), (time(14), time(0), 1), (time(22), time(7), 1))
SPRING, AUTUMN = datetime(2026, 3, 9, 7, tzinfo=UTC), datetime(2026, 9, 7, 6, tzinfo=UTC)
"""Mondays from which ninety days hold the change of the clocks."""

Event = tuple[int, int, str, int]
"""A half-hour, its place among those of the same one, what happens, and to which entry, or which policy."""


@dataclass
class Simulation:
    """A store and a recount of each entry, walked together."""

    store: Store
    began: Instant
    lived: dict[int, Lived] = field(default_factory=dict)
    recounts: dict[int, Recount] = field(default_factory=dict)
    halves: int = 2
    looks: list[Instant] = field(default_factory=list)

    def instant(self, at: int) -> Instant:
        return self.began + at * HALF_HOUR

    def half_hour(self, at: Instant) -> int:
        whole, rest = divmod(at - self.began, HALF_HOUR)
        assert not rest
        return whole

    def walk(self, events: list[Event], steps: dict[int, list[Step]], categories: dict[int, tuple[str, int]]) -> None:
        for at, _, what, number in events:
            if what == "sweep":
                self._sweep(at)
            elif what == "policy":
                self._adopt(at, number)
            else:
                self._step(number, steps[number].pop(0), *categories[number])

    def _step(self, number: int, step: Step, category: str, outstanding: int) -> None:
        if step.what == "add":
            self.recounts[number] = Recount(category, outstanding, halves=self.halves)
            self.lived[number] = Lived(
                self.store, category, begins=step.at, outstanding=outstanding, instant=self.instant, half_hour=self.half_hour
            )
            return
        self.lived[number].step(step)
        # A step on PNC/LEDS may start a clock in the past, and nobody looks here before the next sweep; every other deed records what it passes.
        self.recounts[number].happens(step.at, step.what, step.word, is_looked_at=step.what != "circulation")

    def _last_look_before(self, at: Instant) -> Instant:
        """What came due before it was known of already, and is late by nobody's absence: a clock may begin in the past."""
        place = bisect_left(self.looks, at)
        return self.looks[place - 1] if place else self.began

    def _sweep(self, at: int) -> None:
        self.looks.append(self.instant(at))
        escalation.sweep(store=self.store, officer=OFFICERS.pc, now=self.instant(at))
        for recount in self.recounts.values():
            recount.happens(at, "look", None)

    def _adopt(self, at: int, halves: int) -> None:
        """A policy whose every figure is so many halves of the shipped one, adopted by one person and approved by another."""
        self.halves, now = halves, self.instant(at)
        text = with_figures_times(POLICY_TEXT, halves)
        asked = policy.adopt_policy(store=self.store, officer=OFFICERS.ci, now=now, text=text)
        assert asked.proposal is not None
        deciding.approve(store=self.store, officer=OFFICERS.supt, now=now, proposal=asked.proposal, proposed=proposed)
        self._sweep(at)
        for recount in self.recounts.values():
            recount.happens(at, "policy", halves)

    def hold(self, until: int) -> None:
        """Levels, notices, due times of every entry, and the handover clock of every shift."""
        assert sum(len(recount.told) for recount in self.recounts.values()) > len(self.recounts)
        told, due, runs = self._told_of_all(), self._notices_of_all(), self._running_of_all()
        for number, recount in self.recounts.items():
            entry = self.lived[number].entry
            assert sorted(told[entry], key=str) == sorted(recount.told, key=str), number
            assert due[entry] == Counter(_tops(recount.groups)), number
            expected = {
                (name, watch.cycle, self.instant(watch.started), self._due(watch.next_due(recount.category, recount.band, recount.halves)))
                for name, watch in recount.running.items()
            }
            assert runs[entry] == expected, number
        self._hold_handovers(until)
        with self.store.reading() as connection:
            assert journal.verify(connection).state == "intact"

    def _due(self, at: int | None) -> Instant | None:
        return None if at is None else self.instant(at)

    def _told_of_all(self) -> dict[int, list[Told]]:
        clock, level = schema.clock.c, schema.escalation.c
        found = select(
            level.entry_id, clock.name, clock.cycle, level.level, level.rank, level.due_at, level.recorded_at, level.late, level.cause
        )
        by_entry: dict[int, list[Told]] = {one.entry: [] for one in self.lived.values()}
        with self.store.reading() as connection:
            for row in connection.execute(found.join(schema.clock, clock.id == level.clock_id).where(level.entry_id.is_not(None))):
                by_entry[row.entry_id].append(Told(row.name.value, row.cycle, row.level, row.rank.value, self.half_hour(row.due_at)))
                assert row.late == (row.cause is Cause.DUE and self._last_look_before(row.recorded_at) <= row.due_at < row.recorded_at)
        return by_entry

    def _notices_of_all(self) -> dict[int, Counter[tuple[str, int]]]:
        notice, level = schema.notice.c, schema.escalation.c
        found = select(level.entry_id, notice.recipient, level.due_at).join(schema.escalation, level.id == notice.escalation_id)
        by_entry: dict[int, Counter[tuple[str, int]]] = {one.entry: Counter() for one in self.lived.values()}
        with self.store.reading() as connection:
            for entry, recipient, due_at in connection.execute(found.where(level.entry_id.is_not(None))):
                by_entry[entry][recipient.removeprefix("rank:"), self.half_hour(due_at)] += 1
        return by_entry

    def _running_of_all(self) -> dict[int, set[tuple[str, int, Instant, Instant | None]]]:
        clock = schema.clock.c
        found = select(clock.entry_id, clock.name, clock.cycle, clock.started_at, clock.next_due_at)
        by_entry: dict[int, set[tuple[str, int, Instant, Instant | None]]] = {one.entry: set() for one in self.lived.values()}
        with self.store.reading() as connection:
            for row in connection.execute(found.where(clock.entry_id.is_not(None), clock.stopped_at.is_(None))):
                by_entry[row.entry_id].add((row.name.value, row.cycle, row.started_at, row.next_due_at))
        return by_entry

    def _hold_handovers(self, until: int) -> None:
        """Each shift that ended has one handover clock, and the inspector is told of it once: an hour after its end, by the wall."""
        clock, level = schema.clock.c, schema.escalation.c
        found = select(clock.started_at, level.level).join(schema.escalation, level.clock_id == clock.id)
        with self.store.reading() as connection:
            held = sorted((row.started_at, row.level) for row in connection.execute(found.where(clock.name == ClockName.HANDOVER)))
        first, last = self.began.date() - timedelta(days=1), self.instant(until).date()
        days: list[date] = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        ends = [edge(day + timedelta(days=later), end, ends=True) for day in days for _, end, later in SHIFTS]
        told = sorted(
            (end, 1) for end in ends if end >= self.began and end + self.halves * HALF_HOUR <= self.instant(until)
        )  # the policy's one hour, in halves
        assert [one for one in held if one[0] >= self.began] == told


def _tops(groups: list[list[Told]]) -> list[tuple[str, int]]:
    """After a gap an entry gets one notice for what was recorded together: of its highest rank, and of those the latest due."""
    return [max(((told.rank, told.due) for told in group), key=lambda one: (RANKS.index(one[0]), one[1])) for group in groups]


def simulate(store: Store, began: Instant, *, entries: int, days: int, seed: int, policies: dict[int, int]) -> None:
    chance, until = random.Random(seed), days * DAY
    simulation = Simulation(store, began)
    with store.writer.begin() as connection:
        keep_policy(connection, read_policy(POLICY_TEXT, file_name="default.toml"), text=POLICY_TEXT, adopted_at=began)
    histories = {number: lived_by_chance(chance, begins=chance.randrange(until * 2 // 3), ends=until) for number in range(entries)}
    events: list[Event] = [
        (step.at, place, step.what, number) for number, history in histories.items() for place, step in enumerate(history.steps)
    ]
    events += [(at, 1_000, "policy", halves) for at, halves in policies.items()]
    events += [(at, 2_000, "sweep", 0) for at in _looks(chance, until)]
    simulation.walk(
        sorted(events),
        {number: list(history.steps) for number, history in histories.items()},
        {number: (history.category, history.outstanding) for number, history in histories.items()},
    )
    simulation.hold(until)


def _looks(chance: random.Random, until: int) -> list[int]:
    """When a watcher looks: every few hours, with stops of up to four days, and once at the end."""
    at, looks = 0, [until]
    while (at := at + (chance.randint(DAY, 4 * DAY) if chance.random() < 0.05 else chance.randint(1, 16))) < until:
        looks.append(at)
    return looks


def test_a_fortnight_of_a_few_entries_tells_what_a_recount_tells(store: Store) -> None:
    """The spring's change of the clocks on one store, the autumn's on the other; the full form has both on both."""
    began = AUTUMN + timedelta(days=42) if store.is_shared else SPRING + timedelta(days=14)
    simulate(store, began, entries=6, days=14, seed=52, policies={3 * DAY: 1, 9 * DAY: 4})


@pytest.mark.full
@pytest.mark.parametrize("began", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_ninety_days_of_two_thousand_entries_tell_what_a_recount_tells(store: Store, began: Instant) -> None:
    simulate(store, began, entries=2_000, days=90, seed=5, policies={20 * DAY + 5: 1, 43 * DAY: 4, 44 * DAY + 1: 2, 70 * DAY: 3})
