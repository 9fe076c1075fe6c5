"""The shift document: prepare, sign, accept, export, list."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.deeds import escalation
from wantedtrack.deeds import handover as deeds
from wantedtrack.deeds.exporting import record_export
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.store import handovers
from wantedtrack.store.changes import Changes


@click.group("handover")
def handover() -> None:
    """The shift document."""


def _answer(session: Session, changes: Changes, said: str) -> None:
    opened = session.opened
    escalation.sweep(store=opened.store, officer=opened.officer, now=session.now)
    detail = dict(changes.detail)
    counts = ", ".join(f"{name} {count}" for name, count in detail["counts"].items())
    session.answer(detail, lines=[f"{detail['shift']}: {said}. Sequences {detail['from_sequence']} to {detail['to_sequence']}; {counts}."])


@handover.command("prepare")
@click.option("--shift")
@click.pass_obj
def prepare(holder: dict[str, Any], shift: str | None) -> None:
    """Freeze what the coming shift must know."""
    session: Session = holder["session"]
    opened = session.opened
    _answer(session, deeds.prepare_handover(store=opened.store, officer=opened.officer, now=session.now, shift=shift), "prepared")


@handover.command("sign")
@click.option("--shift")
@click.pass_obj
def sign(holder: dict[str, Any], shift: str | None) -> None:
    """Sign as the outgoing officer."""
    session: Session = holder["session"]
    opened = session.opened
    _answer(session, deeds.sign_handover(store=opened.store, officer=opened.officer, now=session.now, shift=shift), "signed")


@handover.command("accept")
@click.option("--shift")
@click.option("--understood", multiple=True, help="The reference of a high entry.")
@click.option("--understood-all", is_flag=True)
@click.option("--query", multiple=True, help="REF=TEXT")
@click.argument("more", nargs=-1)
@click.pass_obj
def accept(
    holder: dict[str, Any],
    *,
    shift: str | None,
    understood: tuple[str, ...],
    understood_all: bool,
    query: tuple[str, ...],
    more: tuple[str, ...],
) -> None:
    """Accept as the incoming officer; each high entry is understood or queried."""
    session: Session = holder["session"]
    opened = session.opened
    references = [text for text in (*understood, *more) if "=" not in text]
    queries = dict(_query(text) for text in (*query, *(text for text in more if "=" in text)))
    changes = deeds.accept_handover(
        store=opened.store,
        officer=opened.officer,
        now=session.now,
        shift=shift,
        understood=references,
        understood_all=understood_all,
        query=queries,
    )
    _answer(session, changes, "accepted and sealed")


def _query(text: str) -> tuple[str, str]:
    reference, equals, said = text.partition("=")
    if not equals or not said.strip():
        raise Invalid("A query is REF=TEXT. Nothing was changed.", code="bad_query", field="query")
    return reference, said.strip()


@handover.command("export")
@click.option("--shift")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--purpose", default="handover export")
@click.option("--recipient")
@click.pass_obj
def export(holder: dict[str, Any], shift: str | None, out: Path, purpose: str, recipient: str | None) -> None:
    """Write the workbook; before both signatures it is marked as a draft."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        held = handovers.newest(connection) if shift is None else handovers.of_shift(connection, shift)
        if held is None:
            raise NotAllowed("There is no handover to export. Nothing was written; prepare one first.", code="no_handover", field="shift")
        content = handovers.content_of(connection, held.id)
    written = write_handover(content, held.signatures, out)
    record_export(
        store=opened.store, officer=opened.officer, now=session.now, what=f"handover {held.shift_id}", purpose=purpose,
        recipient=recipient or opened.officer.collar, rows=written.rows, sha256=written.sha256,
    )  # fmt: skip
    document = {**held.as_json(), "file": str(out), "sha256": written.sha256, "rows": written.rows}
    session.answer(
        document, lines=[f"{out.name} written: {written.rows} rows{'' if held.is_sealed else ', marked as a draft, not signed'}."]
    )


@handover.command("list")
@click.pass_obj
def list_all(holder: dict[str, Any]) -> None:
    """Every handover, the newest first."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        held = handovers.all_handovers(connection)
    lines = [f"{one.shift_id}: signed by {one.signed_by or '—'}, accepted by {one.accepted_by or '—'}" for one in held]
    session.answer({"handovers": [one.as_json() for one in held]}, lines=lines or ["No handover has been prepared."])
