"""Whatever deeds an entry sees, its escalations in the store are those of a recount that shares no code with the program."""

import shutil
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from sqlalchemy import select

from tests.fixtures_store import KEY, made, seeded_officers
from tests.rules.following import half_hour, instant
from tests.rules.histories import History, Step, histories
from tests.rules.recount import Recount, Told
from wantedtrack.deeds import circulation, closing, deciding, escalation, intake, progress, suspending
from wantedtrack.deeds.catalogue import proposed
from wantedtrack.rules import entry as values
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store, open_embedded
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.policy_rows import keep_policy

OFFICERS = seeded_officers()
SHIPPED = (Path(__file__).parents[2] / "resources/policy/default.toml").read_text(encoding="utf-8")
FreshStore = Callable[[], AbstractContextManager[Store]]


@pytest.fixture(scope="module")
def fresh_store(embedded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> FreshStore:
    """Gives a function that opens a store of its own for each history."""
    folder, numbers = tmp_path_factory.mktemp("histories"), count()

    @contextmanager
    def opened() -> Generator[Store]:
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(embedded_template, path)
        with made(open_embedded(path, KEY)) as store:
            with store.writer.begin() as connection:
                policy = read_policy(SHIPPED, file_name="default.toml")
                keep_policy(connection, policy, text=SHIPPED, adopted_at=instant(0))
            yield store
        path.unlink()

    return opened


class Lived:
    """One entry in a real store, changed by deeds alone, with a sweep after each as every head does."""

    def __init__(self, store: Store, history: History) -> None:
        self.store = store
        self.category = values.Category(history.category)
        made_entry = intake.add_entry(
            store=store, officer=OFFICERS.pc, now=instant(0), category=self.category, surname="TESTER", forenames="Ann",
            became_outstanding_at=instant(history.outstanding), offence="Theft from a shop",
        )  # fmt: skip
        with store.reading() as connection:
            self.entry = find_reference(connection, str(made_entry.reference))

    def step(self, step: Step) -> None:
        """One deed of the history and the sweep after it; a suspension's own end is nobody's deed."""
        if step.what == "wakes":
            return
        if step.what != "look":
            getattr(self, f"_{step.what}")(step.at, step.word)
        escalation.sweep(store=self.store, officer=OFFICERS.pc, now=instant(step.at))

    def escalations(self) -> list[tuple[Told, values.Cause]]:
        clock, crossed = schema.clock.c, schema.escalation.c
        found = (
            select(clock.name, clock.cycle, crossed.level, crossed.rank, crossed.due_at, crossed.cause)
            .join(schema.clock, clock.id == crossed.clock_id)
            .where(crossed.entry_id == self.entry)
        )
        with self.store.reading() as connection:
            rows = connection.execute(found).all()
        return [(Told(row.name.value, row.cycle, row.level, row.rank.value, half_hour(row.due_at)), row.cause) for row in rows]

    def _do(self, deed: Callable[..., Changes], now: int, officer: Acting = OFFICERS.insp, **words: Any) -> Changes:
        return deed(store=self.store, officer=officer, now=instant(now), entry=self.entry, **words)

    def _accept(self, at: int, band: str) -> None:
        answers = {question.key: "yes" for question in CATEGORIES[self.category].checklist}
        self._do(progress.accept, at, band=values.Band(band), rationale="as the risk assessment says", checklist=answers)

    def _allocate(self, at: int, by: int) -> None:
        self._do(progress.allocate, at, owner="DEMO-PC", first_attempt_by=instant(by))

    def _attempt(self, at: int, by: int | None) -> None:
        words: dict[str, Any] = {"kind": values.AttemptKind.VISIT, "where": "last known address", "result": values.AttemptResult.NO_REPLY}
        self._do(progress.log_attempt, at, at=instant(at), next_by=None if by is None else instant(by), **words)

    def _review(self, at: int, by: int | None) -> None:
        words: dict[str, Any] = {"findings": "nothing new", "direction": "go on", "next_by": None if by is None else instant(by)}
        self._do(progress.record_review, at, **words)

    def _regrade(self, at: int, band: str) -> None:
        asked = self._do(progress.regrade, at, band=values.Band(band), rationale="risk has changed")
        if asked.proposal is not None:
            deciding.approve(store=self.store, officer=OFFICERS.insp2, now=instant(at), proposal=asked.proposal, proposed=proposed)

    def _rebail(self, at: int, to: int) -> None:
        self._do(intake.rebail, at, at=instant(to), by="custody sergeant")

    def _circulation(self, at: int, state: str) -> None:
        self._do(circulation.set_circulation, at, state=values.Circulation(state), reference="26/TEST/1", reason="as agreed")

    def _verify(self, at: int, _word: None) -> None:
        self._do(circulation.verify_circulation, at, result="as circulated")

    def _suspend(self, at: int, until: int) -> None:
        self._do(suspending.suspend, at, reason=values.SuspensionReason.IN_HOSPITAL, until=instant(until))

    def _resume(self, at: int, _word: None) -> None:
        self._do(suspending.resume, at, reason="discharged")

    def _outcome(self, at: int, _word: None) -> None:
        self._do(closing.record_outcome, at, outcome=values.Outcome.ARRESTED_BY_THIS_FORCE, at=instant(at))

    def _close(self, at: int, _word: None) -> None:
        words: dict[str, Any] = {
            "recheck": values.Recheck.CLEAR,
            "victim_informed": values.VictimInformed.YES,
            "cancellation_reference": "26/TEST/2",
        }
        self._do(closing.close, at, OFFICERS.insp2, **words)

    def _reopen(self, at: int, _word: None) -> None:
        self._do(closing.reopen, at, reason="the wrong person was arrested")


# An outcome during a suspension: the suspension's own end must not bring the arrested person's entry back to life.
ARRESTED_WHILE_SUSPENDED = History(
    "wanted",
    0,
    (Step(1, "accept", "high"), Step(2, "suspend", 40), Step(20, "outcome"), Step(200, "circulation", "not_required"), Step(210, "close")),
)


def hold_against_the_recount(fresh_store: FreshStore, history: History) -> None:
    """The same levels of the same cycles, once each, each due at exactly the instant of the recount, whatever its cause."""
    recount = Recount(history.category, history.outstanding)
    with fresh_store() as store:
        lived = Lived(store, history)
        for step in history.steps:
            recount.happens(step.at, step.what, step.word)
            lived.step(step)
        found = lived.escalations()
    assert len(found) == len(recount.told)
    assert {told for told, _ in found} == set(recount.told)


SHARED_FIXTURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=25, suppress_health_check=SHARED_FIXTURE)
@example(history=ARRESTED_WHILE_SUSPENDED)
@given(history=histories())
def test_the_store_tells_what_an_independent_recount_tells(fresh_store: FreshStore, history: History) -> None:
    hold_against_the_recount(fresh_store, history)


@pytest.mark.full
@settings(max_examples=2_000, suppress_health_check=SHARED_FIXTURE)
@given(history=histories())
def test_the_store_tells_what_an_independent_recount_tells_two_thousand_times(fresh_store: FreshStore, history: History) -> None:
    hold_against_the_recount(fresh_store, history)
