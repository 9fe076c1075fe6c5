"""The command that lists saved searches: one's own, and those that everybody shares."""

from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.store import saved_searches


@click.command("searches")
@click.pass_obj
def searches(holder: dict[str, Any]) -> None:
    """Saved searches, each with how many entries it finds now; `queue --saved NAME` shows one, `do save-search` keeps another."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        held = saved_searches.saved_searches(connection, reader=opened.officer)
        found = saved_searches.counts(
            connection, reader=opened.officer, now=session.now, shift_ends_at=session.shift_ends_at, labels=opened.policy.band_labels
        )
    document = {"searches": [{**one.as_json(), "count": found[one.number]} for one in held]}
    lines = [
        f"{one.number:>4}  {one.name:<30} {'shared' if one.is_shared else 'yours':<7} {found[one.number]}  {one.words}" for one in held
    ]
    session.answer(document, lines=lines or ["No search is saved. Keep one with: do save-search --name NAME --search WORDS"])
