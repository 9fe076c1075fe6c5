"""`move`: a desktop's store into an empty PostgreSQL, verified before it says done."""

from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.deeds.administration import record_move
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.opening import Opened, is_url
from wantedtrack.rules.entry import Instant
from wantedtrack.settings import keep_database, read_settings
from wantedtrack.store import journal, moving
from wantedtrack.store.accounts import account_name
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store, login_of, open_shared, without_password


@click.command("move")
@click.option("--to", "url", required=True, help="An empty PostgreSQL database: postgresql://login@server/name.")
@click.pass_obj
def move(holder: dict[str, Any], url: str) -> None:
    """Move this desktop's store to an empty PostgreSQL database: every row, compared; the file stays here, for reading only."""
    session: Session = holder["session"]
    opened = session.opened
    _refuse_unless_movable(opened, url)
    target = open_shared(url)
    told: list[Changes] = []

    def finish() -> None:
        told.append(_recorded(session, target, url, counts=tables))
        if session.database is None and read_settings(session.home)[0].database is None:
            keep_database(session.home, without_password(url))

    tables: dict[str, int] = {}
    try:
        moving.move_rows(opened.store, target, now=session.now, counts=tables, finish=finish)
        with target.reading() as connection:
            verdict = journal.verify(connection)
    finally:
        target.close()
    rows = sum(tables.values())
    document = {
        "to": without_password(url), "tables": tables, "rows": rows, "levels": told[0].detail["levels"],
        "lines": verdict.lines, "head": verdict.head, "verified": verdict.state == "intact",
    }  # fmt: skip
    lines = [
        f"The store is moved: {rows} rows of {len(tables)} tables, each read back and equal; {verdict.lines} journal lines, {verdict.state}.",
        "This home now uses the server. The old file stays as it was and takes no deed any more; keep or destroy it by your retention rules.",
        "Give each officer a login on the server and enrol it: do enrol-officer --collar … --account LOGIN (see the administrator guide).",
    ]
    session.answer(document, lines=lines)


def _refuse_unless_movable(opened: Opened, url: str) -> None:
    if not is_url(url):
        message = "A store is moved to a PostgreSQL database, named as postgresql://login@server/name. Nothing was moved."
        raise NotAllowed(message, code="not_a_server", field="to")
    if opened.store.is_shared:
        raise NotAllowed("This store is on a server already. Nothing was moved.", code="shared", field="to")
    if opened.info.has_moved:
        raise Unavailable("This store was moved to a server already. Nothing was moved again.", code="moved")
    if opened.store.read_only_because is not None:
        raise Unavailable(opened.store.read_only_because, code="newer_store")
    if not opened.info.is_demonstration and not opened.officer.is_administrator:
        message = "Moving a store is an administrator's. Nothing was moved; ask one to do it."
        raise NotAllowed(message, code="rank", field="officer", who_could="administrator")


def _recorded(session: Session, target: Store, url: str, *, counts: dict[str, int]) -> Changes:
    opened = session.opened
    account = None if opened.info.is_demonstration else login_of(url) or account_name()
    now = _now(session, target)
    return record_move(store=target, officer=opened.officer, now=now, account=account, tables=len(counts), rows=sum(counts.values()))


def _now(session: Session, target: Store) -> Instant:
    """The server's time; on a demonstration the time asked for, else that of its newest line, for a move takes none of its own."""
    if not session.opened.info.is_demonstration:
        return target.server_now()
    if session.at is not None:
        return session.at
    with target.reading() as connection:
        return journal.head(connection).at or session.now
