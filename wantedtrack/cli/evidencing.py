"""The pack for an inspection on the command line."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.measuring import given_period
from wantedtrack.cli.session import Session
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.periods import twelve_months


@click.command("evidence")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for the workbook and the PDF, made if missing.",
)
@click.option("--from", "first", help="The first day that counts; left out with --to: the last twelve months.")
@click.option("--to", "last")
@click.option(
    "--sample", type=click.IntRange(min=0), default=10, show_default=True, help="How many closed and how many open entries are drawn."
)
@click.option("--seed", type=click.IntRange(min=0), help="Draws the same entries again; it stands on the cover.")
@click.option("--names", is_flag=True, help="Names beside the references; needs --purpose.")
@click.option("--purpose")
@click.option("--recipient")
@click.pass_obj
def evidence(
    holder: dict[str, Any], *, out: Path, first: str | None, last: str | None, sample: int, seed: int | None, names: bool, purpose: str | None, recipient: str | None
) -> None:  # fmt: skip
    """What an inspection is shown: process, figures, policy, failures, and a sample that nobody chose; as a workbook and a PDF."""
    from wantedtrack.evidence import Asked, make_evidence  # noqa: PLC0415 (loads openpyxl, which only a workbook needs)

    session: Session = holder["session"]
    period = given_period(session, first, last) if first or last else twelve_months(now=session.now)
    asked = Asked(period, sample, seed, names, purpose, recipient)
    document = make_evidence(session.opened, out, asked, officer=session.opened.officer, now=session.now)
    lines = [f"{Path(one['file']).name} written, export {one['export']}." for one in document["files"]]
    lines.append(f"{len(document['sample'])} entries drawn with seed {document['seed']}; {document['failures']} failures told.")
    if document["no_pdf_because"]:
        lines.append(document["no_pdf_because"])
    session.answer(document, lines=lines, looked=Looked(Consulted.ENTRY) if names else None)
