"""Random deeds in random order by random ranks: the entry is always what a recount in plain Python says, and the journal stays whole."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.deeds.force import Force
from tests.deeds.recounted_life import BANDS, MARKER, MISFITS, NEEDS, RANKS, Life
from wantedtrack.errors import Refusal
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category
from wantedtrack.store import journal, schema
from wantedtrack.store.proposals import read_proposal

ANSWERS = {question.key: "yes" for question in CATEGORIES[Category.WANTED].checklist}
OUTCOMES = ("arrested_by_this_force", "surrendered", "deceased", "located_in_prison", "no_further_action", "no_longer_wanted", *MISFITS)
REASONS = ("abroad", "in_prison", "in_hospital", "covert", "extradition", "investigative_decision", "safety")


@dataclass(frozen=True)
class Step:
    """One deed by one officer, an approval by him of what waits, or hours that pass. `number` and `hours` choose among the deed's words."""

    what: str
    officer: str
    number: int
    hours: int


STEPS = st.builds(
    Step,
    st.sampled_from([*NEEDS, *NEEDS, "approve", "approve", "wait"]),
    st.sampled_from([*RANKS, "DEMO-PS", "DEMO-PS2", "DEMO-INSP", "DEMO-SUPT", "DEMO-SUPT"]),
    st.integers(0, 10),
    st.integers(1, 60),
)
ACCEPTED = Step("accept", "DEMO-PS", 0, 1)
LIVES = st.builds(
    lambda first, steps: [*first, *steps], st.sampled_from([[], [ACCEPTED], [ACCEPTED]]), st.lists(STEPS, min_size=10, max_size=40)
)
"""Two lives of three begin with an acceptance: left to chance alone most would end as drafts."""


class Lived:
    """One entry in a real store beside its recount."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.force.forward(hours=1)
        self.began = force.now
        self.reference = force.wants("INVENTED")
        self.life = Life()
        self.waiting: tuple[int, str, str, dict[str, Any], int] | None = None
        self.asked: dict[tuple[Any, ...], int] = {}

    @property
    def hours(self) -> float:
        return (self.force.now - self.began) / timedelta(hours=1)

    def step(self, step: Step) -> None:
        if step.what == "wait":
            self.force.forward(hours=step.hours)
            self.life.waits(self.hours)
            self.force.sweeps()
            self.waiting = None  # a proposal may expire with its proposer's shift
        elif step.what == "approve":
            self._approve(step.officer)
        else:
            self._do(step)
        self.agrees()

    def _do(self, step: Step) -> None:
        self.force.forward(minutes=1)
        self.life.waits(self.hours)
        words = self._words(step)
        expected = self.life.does(step.what, step.officer, _as_hours(words, self), self.hours)
        version = self.force.state(self.reference).version
        same = (
            step.what,
            words.get("band"),
            words.get("outcome"),
            words.get("place"),
            words.get("at") if step.what == "appoint" else None,
            version,
        )
        if expected == "waits" and self._still_waits(self.asked.get(same)):
            expected = "already_proposed"
        done = self._tried(step.what, self.reference, step.officer, words, expected)
        if expected == "waits":
            assert done is not None
            self.asked[same] = done
            self.waiting = (done, step.what, step.officer, _as_hours(words, self), version)

    def _still_waits(self, proposal: int | None) -> bool:
        """Whether nobody has decided it and the proposer's shift is not over."""
        if proposal is None:
            return False
        with self.force.store.reading() as connection:
            held = read_proposal(connection, proposal)
        return held.decided_at is None and (held.expires_at is None or held.expires_at > self.force.now)

    def _approve(self, officer: str) -> None:
        if self.waiting is None:
            return
        proposal, deed, by, words, version = self.waiting
        rank = RANKS[officer]
        if rank is None or rank < 1:
            expected = "rank"
        elif officer == by:
            expected = "second-officer"
        elif self.force.state(self.reference).version != version:
            expected = "clash"
        else:
            expected = self.life.does(deed, officer, words, self.hours, approving=True)
        self._tried("approve", None, officer, {"proposal": proposal}, expected)
        if expected is None:
            self.waiting = None

    def _tried(self, deed: str, reference: str | None, officer: str, words: dict[str, Any], expected: str | None) -> int | None:
        before, told = self._head(), f"{deed} by {officer}: {words}"
        try:
            done = self.force.does(deed, reference, officer=self.force.officers[officer], **words)
        except Refusal as refusal:
            done, code = None, refusal.code
        else:
            code = None if done.proposal is None else "waits"
        event(f"{deed}: {code}")
        assert code == expected, told
        assert self._head() == before + (done is not None), told
        return done and done.proposal

    def _words(self, step: Step) -> dict[str, Any]:
        """The words that this step's numbers choose."""

        def one_of(values: tuple[str, ...]) -> str:
            return values[step.number % len(values)]

        later = self.force.now + timedelta(hours=step.hours)
        chosen: dict[str, dict[str, Any]] = {
            "accept": {"band": one_of(BANDS), "rationale": "x", "checklist": ANSWERS},
            "allocate": {"owner": one_of(("DEMO-PC", "DEMO-PS"))},
            "log-attempt": {"at": self.force.now, "kind": "visit", "where": "Home", "result": "no_reply"},
            "record-review": {"findings": "x", "direction": "x"},
            "regrade": {"band": one_of(BANDS), "rationale": "x"},
            "set-circulation": {"state": one_of(tuple(MARKER)), "reference": "R1", "reason": "as agreed"},
            "locate": {"where": "HMP Invented"},
            "not-located": {"reason": "x"},
            "appoint": {"place": "Keynsham", "at": later, "reason": "x"},
            "suspend": {"reason": one_of(REASONS), "until": self.force.now + timedelta(hours=step.hours * 20)},
            "resume": {"reason": "x"},
            "record-outcome": {"outcome": one_of(OUTCOMES), "at": self.force.now, "rationale": "x"},
            "close": {
                "recheck": "still_showing" if step.number == 0 else "clear",
                "victim_informed": "yes",
                "cancellation_reference": "C1",
            },
            "reopen": {"reason": "x"},
            "add-note": {"text": "x"},
        }
        return chosen.get(step.what, {})

    def _head(self) -> int:
        with self.force.store.reading() as connection:
            return journal.head(connection).sequence

    def agrees(self) -> None:
        """The store and the recount say the same of the entry."""
        state, life = self.force.state(self.reference), self.life
        with self.force.store.reading() as connection:
            counted = [
                connection.execute(select(func.count()).select_from(table).where(table.c.entry_id == state.id)).scalar_one()
                for table in (schema.attempt, schema.review, schema.note)
            ]
        owner = next((collar for collar, acting in self.force.officers.by_collar.items() if acting.officer == state.owner_id), None)
        found = (
            state.stage.value,
            state.circulation.value,
            state.band and state.band.value,
            owner,
            state.restricted,
            counted,
            state.attempt_count,
        )
        told = (life.stage, life.marker, life.band, life.owner, life.restricted, [life.attempts, life.reviews, life.notes], life.attempts)
        assert found == told
        assert (state.earlier_stage.value if state.earlier_stage else None) == (
            life.under if life.stage in ("located", "appointment", "suspended") else None
        )


def _as_hours(words: dict[str, Any], lived: Lived) -> dict[str, Any]:
    """The same words with times as hours, as the recount counts them."""
    return {
        name: (value - lived.began) / timedelta(hours=1) if name in ("at", "until") and not isinstance(value, str) else value
        for name, value in words.items()
    }


def hold_against_the_recount(force: Force, steps: list[Step]) -> None:
    lived = Lived(force)
    for step in steps:
        lived.step(step)
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"


PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


@settings(max_examples=15, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps=LIVES)
def test_whatever_is_done_the_entry_is_what_a_recount_says(force: Force, steps: list[Step]) -> None:
    hold_against_the_recount(force, steps)


@pytest.mark.full
@settings(
    max_examples=1_000, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(steps=LIVES)
def test_whatever_is_done_the_entry_is_what_a_recount_says_a_thousand_times(force: Force, steps: list[Step]) -> None:
    hold_against_the_recount(force, steps)
