"""The figures for the window: read in one moment of the store, and written as files or copied, each recorded as having left."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import read_typed_date
from wantedtrack.rules.periods import Period, period_of, twelve_months

if TYPE_CHECKING:
    from datetime import date

    from ui.desk.long_work import LongWork
    from ui.desk.opened import Office
    from ui.desk.reads import Reads
    from wantedtrack.rules.entry import Instant
    from wantedtrack.rules.measure_tables import Measures


def read_figures(reads: "Reads", first: str, last: str) -> "Measures":
    """The figures between two days as they were typed, empty for none. Raises Invalid for a day that is none."""
    from wantedtrack.store.measuring import read_measures  # noqa: PLC0415 (only the page of figures needs it)

    return read_measures(reads.connection, reads.policy, period=typed_period(first, last, reads.now), now=reads.now)


def typed_period(first: str, last: str, now: "Instant") -> Period:
    """The period of two days as they were typed. Raises Invalid."""
    return period_of(_day(first, "from", now), _day(last, "to", now), now=now)


def _day(text: str, field: str, now: "Instant") -> "date | None":
    if not text.strip():
        return None
    try:
        return read_typed_date(text, now=now)
    except Invalid as wrong:
        raise Invalid(wrong.message, code=wrong.code, field=field) from None


def record_copy(office: "Office", content: bytes, what: str, purpose: str, rows: int) -> None:
    """Record what was put on the clipboard: it leaves with whoever pastes it."""
    sha256 = hashlib.sha256(content).hexdigest()
    office.record_left(what=what, purpose=purpose, recipient=office.officer.collar, rows=rows, sha256=sha256)


def save_figures(office: "Office", measures: "Measures", path: Path, purpose: str) -> Path:
    """Write the figures as .xlsx, .csv or .json and record it. Raises Invalid("unknown_format"), Unavailable."""
    from wantedtrack.leaving import Whom, export_measures  # noqa: PLC0415 (loads openpyxl, which only a workbook needs)

    whom = Whom(purpose, office.officer.collar)
    return export_measures(office.opened, measures, path, whom, officer=office.officer, now=office.clock_now()).path


def save_evidence(office: "Office", folder: Path, days: tuple[str, str], purpose: str, work: "LongWork") -> dict[str, Any]:
    """Write the pack for an inspection into the folder; the last twelve months where no day is given. Raises Invalid, Unavailable."""
    from wantedtrack.evidence import Asked, make_evidence  # noqa: PLC0415 (loads openpyxl, which only a workbook needs)

    now = office.clock_now()
    period = typed_period(*days, now) if any(day.strip() for day in days) else twelve_months(now=now)
    return make_evidence(office.opened, folder, Asked(period, purpose=purpose), officer=office.officer, now=now, heard=work.step)
