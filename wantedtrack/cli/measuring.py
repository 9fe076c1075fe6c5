"""The figures on the command line: over any period, on the screen or as a file that is recorded as having left."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import read_date
from wantedtrack.rules.measure_tables import Measures
from wantedtrack.rules.periods import Period, period_of
from wantedtrack.store.measuring import read_measures


@click.command("measures")
@click.option("--from", "first", help="The first day that counts, in force time; left out: from the beginning.")
@click.option("--to", "last", help="The last day that counts; left out: up to now.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file: .xlsx with charts, .csv or .json.")
@click.option("--purpose", default="measures")
@click.option("--recipient")
@click.pass_obj
def measures(holder: dict[str, Any], *, first: str | None, last: str | None, out: Path | None, purpose: str, recipient: str | None) -> None:
    """The figures of a period, each with how many it rests on, what it means and what to beware of."""
    session: Session = holder["session"]
    period = given_period(session, first, last)
    with session.opened.store.reading() as connection:
        told = read_measures(connection, session.opened.policy, period=period, now=session.now)
    document = told.as_json()
    if out is None:
        session.answer(document, lines=list(_lines(told)))
        return
    document |= _write(session, told, out, purpose=purpose, recipient=recipient or session.opened.officer.collar)
    session.answer(document, lines=[f"{out.name} written: {len(told.figures)} measures, {period.words}."])


def given_period(session: Session, first: str | None, last: str | None) -> Period:
    """The period of two days as they were typed. Raises Invalid for a day that is none."""
    return period_of(_day(first, "from", session), _day(last, "to", session), now=session.now)


def _day(text: str | None, field: str, session: Session) -> date | None:
    if text is None:
        return None
    try:
        return read_date(text, now=session.now)
    except Invalid as wrong:
        raise Invalid(wrong.message, code=wrong.code, field=field) from None


def _write(session: Session, told: Measures, out: Path, *, purpose: str, recipient: str) -> dict[str, Any]:
    from wantedtrack.leaving import Whom, export_measures  # noqa: PLC0415 (loads openpyxl, which only a workbook needs)

    opened = session.opened
    left = export_measures(opened, told, out, Whom(purpose, recipient), officer=opened.officer, now=session.now)
    return {"file": str(out), "sha256": left.sha256, "rows": left.rows, "export": left.number}


def _lines(told: Measures) -> list[str]:
    lines = [f"Measures, {told.period.words}"]
    lines += [f"{one.name}: {one.shown} (n = {one.n}){f'. {one.caution}' if one.caution else ''}" for one in told.figures]
    return lines
