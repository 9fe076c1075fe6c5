"""A small force for tests of the window: a real store that only deeds have filled, with a clock that the test moves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.fixtures_store import BEGAN
from wantedtrack.deeds.catalogue import perform
from wantedtrack.deeds.escalation import sweep
from wantedtrack.opening import open_home
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.officers import find_officer


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    at: datetime = BEGAN

    def now(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


class Force:
    """The vocabulary of these tests: each word is a deed, done at another desktop of the same home."""

    def __init__(self, home: Path, clock: HandClock) -> None:
        self.home, self.clock = home, clock
        self.store = open_home(home, at=clock.now()).store

    def acting(self, collar: str) -> Acting:
        with self.store.reading() as connection:
            return find_officer(connection, collar, field="as").acting("OTHER-PC-02")

    def does(self, deed: str, about: str | None = None, /, by: str = "DEMO-PS", **words: Any) -> Changes:
        """Do a deed as an officer at another desktop."""
        raw = {name.replace("_", "-"): value for name, value in words.items()}
        return perform(store=self.store, officer=self.acting(by), now=self.clock.now(), deed_id=None, name=deed, reference=about, raw=raw)

    def wants(
        self, surname: str, forenames: str = "Test", category: Category = Category.WANTED, *, hours_ago: float = 2, **words: Any
    ) -> str:
        """Record that somebody is wanted; answers with the reference of the draft."""
        since = (self.clock.now() - timedelta(hours=hours_ago)).isoformat()
        made = self.does("add-entry", category=category.value, surname=surname, forenames=forenames, became_outstanding_at=since,
                         offence=words.pop("offence", "Theft from a shop"), **words)  # fmt: skip
        return str(made.reference)

    def accepts(self, reference: str, band: str = "high") -> str:
        """Answer the checklist and take the draft into the queue."""
        with self.store.reading() as connection:
            category = connection.execute(select(schema.entry.c.category).where(schema.entry.c.reference == reference)).scalar_one()
        answers = {question.key: "yes" for question in CATEGORIES[category].checklist}
        self.does("accept", reference, band=band, rationale="Risk to the public", checklist=answers)
        return reference

    def sweeps(self) -> None:
        sweep(store=self.store, officer=self.acting("DEMO-PS"), now=self.clock.now())

    def close(self) -> None:
        self.store.close()


def small_queue(force: Force) -> list[str]:
    """Seven entries at different stages, by deeds alone; nine hours pass. A red one, one that awaits cleardown, a draft."""
    nguyen = force.accepts(force.wants("NGUYỄN", "An", Category.FORENSIC, born="1990-02-03", hours_ago=20), "high")
    force.does("allocate", nguyen, owner="DEMO-PC", plan="Home address at night")
    force.does("add-warning", nguyen, code="VI", words="Violent", source="PNC")
    force.does("add-address", nguyen, lines="1 Test Street, Keynsham", postcode="BS31 1AA", kind="home")
    force.does("log-attempt", nguyen, at=force.clock.now().isoformat(), kind="visit", where="1 Test Street, Keynsham", result="no_reply",
               next_step="Try again at night", next_by="today 22:00")  # fmt: skip
    force.accepts(force.wants("O'BRIEN-TESTER", "Una", Category.BAIL_FAILURE, hours_ago=30), "medium")
    force.accepts(force.wants("KOWALSKI", "Ewa", Category.WARRANT, hours_ago=50), "standard")
    force.accepts(force.wants("SMITH-TESTER", "Jo", Category.RECALL, hours_ago=5), "high")
    gone = force.accepts(force.wants("GONE", "Al", hours_ago=60), "medium")
    force.does("set-circulation", gone, state="circulated", reference="PNC/1", level="national")
    force.does("record-outcome", gone, outcome="surrendered", at=force.clock.now().isoformat())
    draft = force.wants("DRAFTED", "Di", Category.BAIL_FAILURE, hours_ago=3)
    force.wants("TOCOME", "Ty", Category.BAIL_FAILURE, hours_ago=-20)
    force.clock.forward(hours=9)
    force.sweeps()
    return [nguyen, gone, draft]
