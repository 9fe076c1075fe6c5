"""Entries in a real store, changed by deeds alone, step by step as a history says: what is held against the recount."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tests.fixtures_store import seeded_officers
from tests.rules.histories import Step
from tests.rules.recount import Told
from wantedtrack.deeds import circulation, closing, deciding, escalation, intake, progress, suspending
from wantedtrack.deeds.catalogue import proposed
from wantedtrack.rules import entry as values
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference

OFFICERS = seeded_officers()
At = Callable[[int], Instant]


class Lived:
    """One entry, added at a half-hour. `instant` gives the instant of a half-hour, `half_hour` the way back."""

    def __init__(
        self, store: Store, category: str, *, begins: int, outstanding: int, instant: At, half_hour: Callable[[Instant], int]
    ) -> None:
        self.store, self._instant, self._half_hour = store, instant, half_hour
        self.category = values.Category(category)
        made_entry = intake.add_entry(
            store=store, officer=OFFICERS.pc, now=instant(begins), category=self.category, surname="TESTER", forenames="Ann",
            became_outstanding_at=instant(outstanding), offence="Theft from a shop",
        )  # fmt: skip
        with store.reading() as connection:
            self.entry = find_reference(connection, str(made_entry.reference))

    def step(self, step: Step) -> None:
        """One deed of the history; a look and a suspension's own end are nobody's deed."""
        if step.what not in ("wakes", "look"):
            getattr(self, f"_{step.what}")(step.at, step.word)

    def sweep(self, at: int) -> None:
        """The sweep after it, as every head has one."""
        escalation.sweep(store=self.store, officer=OFFICERS.pc, now=self._instant(at))

    def escalations(self) -> list[tuple[Told, values.Cause]]:
        """What the store says was crossed."""
        clock, crossed = schema.clock.c, schema.escalation.c
        found = (
            select(clock.name, clock.cycle, crossed.level, crossed.rank, crossed.due_at, crossed.cause)
            .join(schema.clock, clock.id == crossed.clock_id)
            .where(crossed.entry_id == self.entry)
        )
        with self.store.reading() as connection:
            rows = connection.execute(found).all()
        return [(Told(row.name.value, row.cycle, row.level, row.rank.value, self._half_hour(row.due_at)), row.cause) for row in rows]

    def _do(self, deed: Callable[..., Changes], now: int, officer: Acting = OFFICERS.insp, **words: Any) -> Changes:
        return deed(store=self.store, officer=officer, now=self._instant(now), entry=self.entry, **words)

    def _accept(self, at: int, band: str) -> None:
        answers = {question.key: "yes" for question in CATEGORIES[self.category].checklist}
        self._do(progress.accept, at, band=values.Band(band), rationale="as the risk assessment says", checklist=answers)

    def _allocate(self, at: int, by: int) -> None:
        self._do(progress.allocate, at, owner="DEMO-PC", first_attempt_by=self._instant(by))

    def _attempt(self, at: int, by: int | None) -> None:
        words: dict[str, Any] = {"kind": values.AttemptKind.VISIT, "where": "last known address", "result": values.AttemptResult.NO_REPLY}
        self._do(progress.log_attempt, at, at=self._instant(at), next_by=None if by is None else self._instant(by), **words)

    def _review(self, at: int, by: int | None) -> None:
        words: dict[str, Any] = {"findings": "nothing new", "direction": "go on", "next_by": None if by is None else self._instant(by)}
        self._do(progress.record_review, at, **words)

    def _regrade(self, at: int, band: str) -> None:
        asked = self._do(progress.regrade, at, band=values.Band(band), rationale="risk has changed")
        if asked.proposal is not None:
            now = self._instant(at)
            deciding.approve(store=self.store, officer=OFFICERS.insp2, now=now, proposal=asked.proposal, proposed=proposed)

    def _rebail(self, at: int, to: int) -> None:
        self._do(intake.rebail, at, at=self._instant(to), by="custody sergeant")

    def _circulation(self, at: int, state: str) -> None:
        self._do(circulation.set_circulation, at, state=values.Circulation(state), reference="26/TEST/1", reason="as agreed")

    def _verify(self, at: int, _word: None) -> None:
        self._do(circulation.verify_circulation, at, result="as circulated")

    def _suspend(self, at: int, until: int) -> None:
        self._do(suspending.suspend, at, reason=values.SuspensionReason.IN_HOSPITAL, until=self._instant(until))

    def _resume(self, at: int, _word: None) -> None:
        self._do(suspending.resume, at, reason="discharged")

    def _outcome(self, at: int, _word: None) -> None:
        self._do(closing.record_outcome, at, outcome=values.Outcome.ARRESTED_BY_THIS_FORCE, at=self._instant(at))

    def _close(self, at: int, _word: None) -> None:
        words: dict[str, Any] = {
            "recheck": values.Recheck.CLEAR,
            "victim_informed": values.VictimInformed.YES,
            "cancellation_reference": "26/TEST/2",
        }
        self._do(closing.close, at, OFFICERS.insp2, **words)

    def _reopen(self, at: int, _word: None) -> None:
        self._do(closing.reopen, at, reason="the wrong person was arrested")
