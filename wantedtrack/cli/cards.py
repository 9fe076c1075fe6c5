"""The reason card on the command line: to be read out, or printed."""

from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.exchange.reason_card_page import as_html, as_text
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.reason_card_reading import read_reason_card


@click.command("card")
@click.argument("reference")
@click.option("--format", "form", type=click.Choice(["text", "html"]), default="text")
@click.pass_obj
def card(holder: dict[str, Any], reference: str, form: str) -> None:
    """The reason card: power, grounds, who decided, what an officer of another force needs; without victim data."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        entry = find_reference(connection, reference)
        made = read_reason_card(connection, entry, reader=opened.officer, now=session.now)
    session.answer(made.as_json(), lines=[as_html(made) if form == "html" else as_text(made)], looked=Looked(Consulted.CARD, entry))
