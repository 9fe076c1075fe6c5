"""The shift document: prepare, sign, accept, export, list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.deeds import escalation
from wantedtrack.deeds import handover as deeds
from wantedtrack.deeds import handover_saying as saying
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.leaving import Whom, export_handover
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.disclosure import Purpose, read_purpose
from wantedtrack.rules.seal import aloud
from wantedtrack.store import handovers
from wantedtrack.store.changes import Changes
from wantedtrack.store.handover_list import read_overview


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


def _say(session: Session, deed: Callable[..., Changes], done: str, **words: str | None) -> None:
    """Do a deed that says something of a handover, and answer with what it says now."""
    opened = session.opened
    _answer(session, deed(store=opened.store, officer=opened.officer, now=session.now, **words), done)


@handover.command("remark")
@click.argument("text")
@click.option("--reference", help="About this entry; left out: about the shift.")
@click.option("--shift")
@click.pass_obj
def remark(holder: dict[str, Any], text: str, reference: str | None, shift: str | None) -> None:
    """Say something of an entry or of the shift, before signing."""
    _say(holder["session"], saying.remark_handover, "remark kept", text=text, reference=reference, shift=shift)


@handover.command("query")
@click.argument("reference")
@click.argument("text")
@click.option("--shift")
@click.pass_obj
def query_command(holder: dict[str, Any], reference: str, text: str, shift: str | None) -> None:
    """Ask the outgoing officer about an entry, while reading back."""
    _say(holder["session"], saying.query_handover, "query kept", reference=reference, text=text, shift=shift)


@handover.command("answer")
@click.argument("reference")
@click.argument("text")
@click.option("--shift")
@click.pass_obj
def answer(holder: dict[str, Any], reference: str, text: str, shift: str | None) -> None:
    """Answer a query about an entry."""
    _say(holder["session"], saying.answer_query, "answer kept", reference=reference, text=text, shift=shift)


@handover.command("addendum")
@click.argument("text")
@click.option("--shift")
@click.pass_obj
def addendum(holder: dict[str, Any], text: str, shift: str | None) -> None:
    """Add to a sealed handover, marked as such."""
    _say(holder["session"], saying.add_addendum, "addendum kept", text=text, shift=shift)


@handover.command("export")
@click.option("--shift")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="FILE.xlsx or FILE.pdf; a folder, or left out: a name of its own in the folder for files.",
)
@click.option("--purpose", default=Purpose.HANDOVER.value, show_default=True, help=f"One of {', '.join(Purpose)}, or words.")
@click.option("--recipient", help="Left out: whoever writes it.")
@click.pass_obj
def export(holder: dict[str, Any], shift: str | None, out: Path | None, purpose: str, recipient: str | None) -> None:
    """Write the workbook, or a PDF of the same; before both signatures it is marked as a draft."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        held = handovers.newest(connection) if shift is None else handovers.of_shift(connection, shift)
    if held is None:
        raise NotAllowed("There is no handover to export. Nothing was written; prepare one first.", code="no_handover", field="shift")
    whom = Whom(read_purpose(purpose), recipient or opened.officer.collar)
    left = export_handover(opened, session.home, held, out, whom, officer=opened.officer, now=session.now)
    document = {
        **held.as_json(),
        "file": str(left.path),
        "sha256": left.sha256,
        "rows": left.rows,
        "export": left.number,
        "printed_seal": left.seal,
    }
    draft = "" if held.is_sealed else ", marked as a draft, not signed"
    session.answer(
        document,
        lines=[f"{left.path.name} written as export {left.number}: {left.rows} rows{draft}; seal to read aloud {aloud(left.seal)}."],
        looked=Looked(Consulted.HANDOVER),
    )


@handover.command("list")
@click.pass_obj
def list_all(holder: dict[str, Any]) -> None:
    """Every handover, the newest first, and the shifts of the last weeks that have none."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        overview = read_overview(connection, session.opened.policy, session.opened.info, now=session.now)
    lines = [one.words for one in overview.handovers]
    if overview.skipped:
        lines.append(f"Ended without a handover: {', '.join(one.shift_id for one in overview.skipped)}.")
    session.answer(overview.as_json(), lines=lines or ["No handover has been prepared."])
