"""Looking up the standing data: offences, courts, forces and stations by code or words."""

from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.rules.lookups import MOST_FOUND
from wantedtrack.store.standing_reading import Standing, look_up


@click.command("lookup")
@click.argument("what", type=click.Choice([what.value for what in Standing]))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=MOST_FOUND)
@click.pass_obj
def lookup(holder: dict[str, Any], what: str, words: tuple[str, ...], limit: int) -> None:
    """An offence, court, force or station by its code or by words in any order, the best first."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        found = look_up(connection, Standing(what), " ".join(words), limit=limit)
    document = {"what": what, "found": [{"code": one.code, "name": one.name, "note": one.note} for one in found]}
    lines = [f"{one.code:<10} {one.name}{f'  ({one.note})' if one.note else ''}" for one in found]
    session.answer(
        document, lines=lines or ["Nothing in the standing data has these words; what is typed by hand is kept as it is written."]
    )
