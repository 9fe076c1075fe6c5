"""The steps of an entry on PNC/LEDS and the looks at its marker: each a row of its own, with who and when.

The entry itself says only how its circulation stands. A store made before steps were kept has them from the next change on; what went before
stands in the entry's dates and in its history.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from wantedtrack.rules.entry import Circulation, CirculationLevel, Collar, EntryId, Instant
from wantedtrack.store import schema
from wantedtrack.store import schema_decisions as decisions
from wantedtrack.store.rows import add_row
from wantedtrack.store.writing import Work


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step on PNC/LEDS as it is recorded. `at` is when it was done there, not when it was typed."""

    state: Circulation
    at: Instant
    reference: str | None = None
    level: CirculationLevel | None = None
    weed_date: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CirculationStep:
    """One step as the entry's page shows it, with who recorded it."""

    at: Instant
    state: Circulation
    reference: str | None
    level: CirculationLevel | None
    weed_date: date | None
    reason: str | None
    by: Collar


@dataclass(frozen=True, slots=True)
class VerificationLine:
    """One look at the marker on PNC/LEDS, and what it showed."""

    at: Instant
    result: str | None
    by: Collar


def add_step(work: Work, entry: EntryId, step: StepTaken) -> None:
    """Keep one step by the officer at work."""
    row = {"state": step.state, "at": step.at, "reference": step.reference, "level": step.level, "weed_date": step.weed_date}
    row |= {"entry_id": entry, "by": work.officer.officer, "reason": step.reason}
    add_row(work, decisions.circulation_step, row, entry=entry)


def add_verification(work: Work, entry: EntryId, *, at: Instant, result: str | None) -> None:
    """Keep one look at the marker by the officer at work."""
    add_row(work, decisions.verification, {"entry_id": entry, "at": at, "result": result, "by": work.officer.officer}, entry=entry)


def last_step_at(connection: Connection, entry: EntryId) -> Instant | None:
    """When the newest step was taken, None where none is kept."""
    step = decisions.circulation_step.c
    return connection.execute(select(func.max(step.at)).where(step.entry_id == entry)).scalar()


def cancelled_under(connection: Connection, entry: EntryId) -> str | None:
    """The reference under which the newest cancellation was recorded, None where it has none or something came after it."""
    step = decisions.circulation_step.c
    newest = select(step.state, step.reference).where(step.entry_id == entry).order_by(step.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return row.reference if row is not None and row.state is Circulation.CANCELLED else None


def circulated_by(connection: Connection, entry: EntryId) -> Collar | None:
    """Who recorded that the marker was put on PNC/LEDS, None where an extract or an older version said it."""
    step, officer = decisions.circulation_step.c, schema.officer.c
    first = select(officer.collar).join_from(decisions.circulation_step, schema.officer, officer.id == step.by)
    found = first.where(step.entry_id == entry, step.state == Circulation.CIRCULATED).order_by(step.id.desc()).limit(1)
    return connection.execute(found).scalar()
