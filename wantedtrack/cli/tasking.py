"""Tasking sheets on the command line: one that goes out, and one that came home."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.returning import bring_home
from wantedtrack.tasking import Wish, make_tasking


@click.command("tasking")
@click.option("--owner", help="The tasks of this officer.")
@click.option("--team", help="The tasks of this team.")
@click.option("--beat", help="The tasks of this beat.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The workbook to write; one that is there already is left as it is."
)
@click.option("--purpose", default="tasking", show_default=True)
@click.option("--recipient", help="Left out: the officer who makes it.")
@click.pass_obj
def tasking(
    holder: dict[str, Any], *, owner: str | None, team: str | None, beat: str | None, out: Path, purpose: str, recipient: str | None
) -> None:
    """Write the open tasks of an officer, a team or a beat to a sheet to be filled in."""
    session: Session = holder["session"]
    wish = Wish(owner, team, beat, purpose, recipient or "")
    document = make_tasking(session.opened, wish, out, officer=session.opened.officer, now=session.now)
    resting = f" {document['suspended']} suspended left out." if document["suspended"] else ""
    session.answer(document, lines=[f"{out.name} written: sheet {document['sheet']}, {_rows(document['rows'])}.{resting}"])


def _rows(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"


@click.command("returns")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what each row would become, and keep nothing.")
@click.option("--sheet", help="Which sheet of a workbook.")
@click.pass_obj
def returns(holder: dict[str, Any], *, file: Path, dry_run: bool, sheet: str | None) -> None:
    """Read back a tasking sheet that officers filled in: xlsx, ods or CSV."""
    session: Session = holder["session"]
    opened = session.opened
    read = read_returned(file, sheet=sheet)
    document = bring_home(store=opened.store, officer=opened.officer, now=session.now, file=read, dry_run=dry_run)
    session.answer(document, lines=summary(document, dry_run=dry_run))


def summary(document: dict[str, Any], *, dry_run: bool) -> list[str]:
    """What came home, in lines: the counts, then each row that was refused, waits, or is taken with something to know."""
    head = f"{document['file']}: {document['read']} rows read, {document['taken']} attempts taken, {document['unchanged']} unchanged "
    head += f"({document['blank']} not filled in), {document['refused']} refused, {document['needs_decision']} waiting for a decision."
    told = [f"  row {one['row']}: {_what(one)}: {one['message']}" for one in document["problems"]]
    return [f"Preview, nothing kept. {head}" if dry_run else head, *told]


def _what(problem: dict[str, Any]) -> str:
    return f"{problem['code']} ({problem['column']})" if problem["column"] else str(problem["code"])
