"""What is kept how long, what has left, and who has looked: the retention list, the log of exports, the consultation log."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.leaving import look_at
from wantedtrack.rules.ages import today
from wantedtrack.rules.consultation import Consulted, LogPurpose, Looked, refuse_unless_may_read_log
from wantedtrack.rules.spans import dated_moment
from wantedtrack.store import consultations
from wantedtrack.store.exports import all_exports
from wantedtrack.store.retention_rows import closed_entries


@click.command("retention")
@click.option("--all", "is_all", is_flag=True, help="Every closed entry, not only those that wait for a decision.")
@click.pass_obj
def retention(holder: dict[str, Any], *, is_all: bool) -> None:
    """Closed entries to decide about: look again, or dispose of; each with its days."""
    session: Session = holder["session"]
    day = today(session.now)
    with session.opened.store.reading() as connection:
        kept = closed_entries(connection, reader=session.opened.officer, now=session.now)
    listed = [one for one in kept if is_all or one.is_for_review(day)]
    document = {
        "entries": [
            {
                "reference": one.reference, "category": one.category, "closed_on": one.closed_on.isoformat(),
                "review_on": one.review_on.isoformat() if one.review_on else None, "disposal_on": one.disposal_on.isoformat(),
                "review_due": one.is_for_review(day), "disposal_due": one.is_for_disposal(day),
            }
            for one in listed
        ]
    }  # fmt: skip
    lines = [
        f"{one.reference}: closed {one.closed_on:%d/%m/%Y}, "
        + (
            "its time is over: keep-entry with a reason, or dispose"
            if one.is_for_disposal(day)
            else f"may go from {one.disposal_on:%d/%m/%Y}"
        )
        + ("; a review is due" if one.is_for_review(day) and not one.is_for_disposal(day) else "")
        for one in listed
    ]
    session.answer(document, lines=lines or ["No closed entry waits for a decision."])


@click.command("exports")
@click.option("--sha256", help="Only the file of this hash.")
@click.option("--number", type=click.IntRange(min=1), help="Only the file of this number, as it stands on its pages.")
@click.option(
    "--file", "found", type=click.Path(path_type=Path), help="A file that was found: which it is, for whom and why it was written."
)
@click.pass_obj
def exports(holder: dict[str, Any], sha256: str | None, number: int | None, found: Path | None) -> None:
    """What has left the program: each file with its purpose, its recipient and its hash, the newest first."""
    session: Session = holder["session"]
    note = ""
    if found is not None:
        sha256, by_number = look_at(found)
        with session.opened.store.reading() as connection:
            if not all_exports(connection, sha256=sha256) and by_number is not None:
                sha256, number = None, by_number
                note = "Its bytes are not those that left: it was saved again or changed. The number on its pages is the one listed; “verify --workbook” says whether its cells are as they were."
    with session.opened.store.reading() as connection:
        left = all_exports(connection, sha256=sha256, number=number)
    lines = [
        f"{one.number}: {dated_moment(one.at)} {one.what}, by {one.by}, for {one.recipient} ({one.purpose}), {one.rows} rows, {one.sha256}"
        for one in left
    ]
    none = "Nothing has left the program yet." if sha256 is None and number is None else "No such file has left the program."
    document: dict[str, Any] = {"exports": [one.as_json() for one in left]}
    if found is not None:
        document |= {"file": found.name, "same_bytes": bool(left) and not note}
    session.answer(document, lines=[*(lines or [none]), *([note] if note and left else [])])


@click.command("consultations")
@click.option(
    "--reason", required=True, type=click.Choice([purpose.value for purpose in LogPurpose]), help="The log may be read for nothing else."
)
@click.option("--reference", help="Only looks at this entry.")
@click.option("--officer", help="Only looks by this collar number.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000)
@click.pass_obj
def consultation_log(holder: dict[str, Any], *, reason: str, reference: str | None, officer: str | None, limit: int) -> None:
    """Who looked at what, and when; for a superintendent or an administrator, and noted itself."""
    session: Session = holder["session"]
    refuse_unless_may_read_log(session.opened.officer)
    with session.opened.store.reading() as connection:
        wanted, collar = (text.strip().upper() if text else None for text in (reference, officer))
        found = consultations.lines(connection, reference=wanted, officer=collar, limit=limit)
    lines = [
        f"{one.number}: {dated_moment(one.at)} {one.officer} at {one.desktop}: {one.what} {one.reference or ''}".rstrip() for one in found
    ]
    document = {"consultations": [one.as_json() for one in found]}
    session.answer(document, lines=lines or ["Nobody has looked."], looked=Looked(Consulted.LOG, purpose=reason))
