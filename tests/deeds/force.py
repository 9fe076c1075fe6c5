"""The one vocabulary of these tests: a force that wants, accepts, tries, sweeps and is told, through the catalogue's deeds alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.fixtures_store import Officers
from wantedtrack.deeds import escalation
from wantedtrack.deeds.catalogue import perform
from wantedtrack.resources import resource_path
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Band, Category, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import EntryState, find_reference, load_entry
from wantedtrack.store.policy_rows import keep_policy

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
POLICY_TEXT = resource_path("policy", "default.toml").read_text(encoding="utf-8")


@dataclass
class Force:
    """A force on a store, with a clock of its own."""

    store: Store
    officers: Officers
    now: Instant = MORNING
    known: dict[str, str] = field(default_factory=dict)
    keeps_policy: bool = True

    def __post_init__(self) -> None:
        if not self.keeps_policy:
            return
        with self.store.writer.begin() as connection:
            keep_policy(connection, read_policy(POLICY_TEXT, file_name="default.toml"), text=POLICY_TEXT, adopted_at=self.now)

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)

    def does(
        self, deed: str, about: str | None = None, /, *, officer: Acting | None = None, deed_id: str | None = None, **words: Any
    ) -> Changes:
        raw: Mapping[str, Any] = {name.replace("_", "-"): value for name, value in words.items()}
        return perform(
            store=self.store, officer=officer or self.officers.ps, now=self.now, deed_id=deed_id, name=deed, reference=about, raw=raw
        )

    def wants(self, surname: str, *, category: Category = Category.WANTED, hours_ago: float = 1, **words: Any) -> str:
        since = self.now - timedelta(hours=hours_ago)
        done = self.does("add-entry", category=category.value, surname=surname, became_outstanding_at=since, offence="Theft", **words)
        assert done.reference is not None
        return done.reference

    def accepts(self, reference: str, band: Band = Band.HIGH) -> Changes:
        answers = {question.key: "yes" for question in CATEGORIES[self.state(reference).category].checklist}
        return self.does("accept", reference, band=band.value, rationale="Invented", checklist=answers)

    def wants_and_accepts(self, surname: str, band: Band = Band.HIGH, **words: Any) -> str:
        reference = self.wants(surname, **words)
        self.accepts(reference, band)
        return reference

    def tries(self, reference: str, **words: Any) -> Changes:
        told: dict[str, Any] = {"at": self.now, "kind": "visit", "where": "Home", "result": "no_reply", **words}
        return self.does("log-attempt", reference, **told)

    def sweeps(self, *, batch: int = 4000) -> dict[str, Any]:
        return dict(escalation.sweep(store=self.store, officer=self.officers.ps, now=self.now, batch=batch).detail)

    def watches(self, **span: float) -> list[dict[str, Any]]:
        """Let time pass with a sweep every ten minutes; gives every level crossed meanwhile."""
        until = self.now + timedelta(**span)
        crossed: list[dict[str, Any]] = []
        while self.now < until:
            self.now = min(until, self.now + timedelta(minutes=10))
            crossed += self.sweeps()["crossed"]
        return crossed

    def state(self, reference: str) -> EntryState:
        with self.store.reading() as connection:
            return load_entry(connection, find_reference(connection, reference))

    def told(self, rank: Rank, reference: str) -> int:
        """How many notices of this entry stand in a rank's inbox, done or not."""
        notice, level = schema.notice.c, schema.escalation.c
        with self.store.reading() as connection:
            entry = find_reference(connection, reference)
            found = select(notice.id).join(schema.escalation, level.id == notice.escalation_id)
            return len(connection.execute(found.where(level.entry_id == entry, notice.recipient == f"rank:{rank.value}")).all())

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table: what must be the same after a refusal."""
        with self.store.reading() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for table in schema.METADATA.sorted_tables
            }
