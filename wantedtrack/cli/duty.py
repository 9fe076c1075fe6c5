"""Duty on the command line: taking in a roster, and who is on."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.deeds import duty, escalation
from wantedtrack.exchange.roster import read_roster
from wantedtrack.rules.duty import gaps
from wantedtrack.rules.instants import iso
from wantedtrack.rules.spans import moment
from wantedtrack.store.duty_rows import duties, rostered

_AHEAD = timedelta(hours=24)


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--sheet", help="The sheet of a workbook.")
@click.pass_obj
def roster(holder: dict[str, Any], *, file: Path | None, sheet: str | None) -> None:
    """Take in a roster; without a file, say who is on duty and where the coming 24 hours have a gap."""
    session: Session = holder["session"]
    opened = session.opened
    if file is not None:
        read = read_roster(file, now=session.now, sheet=sheet)
        changes = duty.keep_roster(store=opened.store, officer=opened.officer, now=session.now, roster=read)
        escalation.sweep(store=opened.store, officer=opened.officer, now=session.now)
        session.answer(
            changes.as_json(), lines=[f"{file.name}: {changes.detail['duties']} duties taken in, {changes.detail['replaced']} replaced."]
        )
        return
    with opened.store.reading() as connection:
        held = duties(connection, since=session.now, until=session.now + _AHEAD)
        covered = rostered(connection)
    present = [one for one in held if one.covers(session.now)]
    missing = gaps(held, since=session.now, until=session.now + _AHEAD, rostered=covered)
    document = {
        "at": iso(session.now),
        "on_duty": [{"collar": one.collar, "rank": one.rank.value if one.rank else None, "until": iso(one.ends_at)} for one in present],
        "gaps": [{"rank": gap.rank.value, "from": iso(gap.starts_at), "to": iso(gap.ends_at)} for gap in missing],
    }
    lines = [f"on duty: {one.collar}, {one.rank.words if one.rank else 'no rank'}, until {moment(one.ends_at)}" for one in present]
    lines += [f"nobody on duty: {gap.rank.words}, {moment(gap.starts_at)} to {moment(gap.ends_at)}" for gap in missing]
    session.answer(document, lines=lines or ["No roster is held for now: every rank counts as on duty."])
