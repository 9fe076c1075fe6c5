"""The brief on the command line: to be read out, mailed or printed."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.briefs import give_brief
from wantedtrack.cli.session import Session
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.brief_reading import read_brief


@click.command("brief")
@click.option("--for", "rank", type=click.Choice([rank.value for rank in Rank if rank is not Rank.CONSTABLE]), required=True)
@click.option("--format", "form", type=click.Choice(["text", "html", "xlsx"]), default="text", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write to this file; a workbook without one goes to the home's folder for exports."
)
@click.option("--purpose", default="brief")
@click.option("--recipient")
@click.pass_obj
def brief(holder: dict[str, Any], *, rank: str, form: str, out: Path | None, purpose: str, recipient: str | None) -> None:
    """What that rank has to know now, since its last brief; without victim data."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        made = read_brief(connection, Rank(rank), policy=opened.policy, info=opened.info, now=session.now)
    document: dict[str, Any] = made.as_json()
    path = out if out is not None or form != "xlsx" else session.home.exports / f"brief-{rank}-{session.now:%Y%m%dT%H%M%SZ}.xlsx"
    given = give_brief(opened, made, path, form=form, officer=opened.officer, now=session.now, purpose=purpose, recipient=recipient or "")
    document["export"] = given.number
    lines = given.text.splitlines()
    if path is not None:
        document |= {"file": str(path), "sha256": given.sha256}
        lines = [f"{path.name} written: {made.rows} rows."]
    session.answer(document, lines=lines, looked=Looked(Consulted.BRIEF))
