"""Commands that bring people in: an extract, the rows that wait, candidates for a person as typed."""

from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.cli.words_file import read_objects
from wantedtrack.deeds.importing import import_extract
from wantedtrack.errors import Invalid
from wantedtrack.exchange.extracts.own_headings import read_own_headings
from wantedtrack.exchange.extracts.reading import read_extract
from wantedtrack.exchange.standing_data import forces
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.dates import read_date
from wantedtrack.rules.extract_rows import Source
from wantedtrack.rules.identifiers import read_pnc_id
from wantedtrack.rules.matching import Traits
from wantedtrack.store import candidates, waiting_rows
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import plain

_TYPED = ("surname", "forenames", "born", "postcode", "address", "pnc-id")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, type=click.Choice([source.value for source in Source]))
@click.option("--dry-run", is_flag=True, help="Say what each row would become, and keep nothing.")
@click.option("--sheet", help="Which sheet of a workbook.")
@click.pass_obj
def import_command(holder: dict[str, Any], *, file: Path, source: str, dry_run: bool, sheet: str | None) -> None:
    """Read an extract that another system wrote."""
    session: Session = holder["session"]
    opened = session.opened
    own = read_own_headings(session.home.root, Source(source))
    extract = read_extract(file, Source(source), forces=forces(), now=session.now, sheet=sheet, headings=own)
    changes = import_extract(store=opened.store, officer=opened.officer, now=session.now, extract=extract, dry_run=dry_run)
    document = {name: value for name, value in changes.detail.items() if name != "fates"}
    session.answer(document, lines=summary(document, dry_run=dry_run))


def summary(document: dict[str, Any], *, dry_run: bool = False) -> list[str]:
    """What an import did, in lines: the counts, then each row that was refused, waits or is taken with a reservation."""
    head = f"{document['file']}: {document['read']} rows read, {document['new']} new, {document['matched']} matched, {document['unchanged']} unchanged, "
    head += f"{document['refused']} refused, {document['needs_decision']} waiting for a decision."
    told = [f"  row {one['row']}: {_what(one)}: {one['message']}" for one in document["problems"]]
    return [f"Preview, nothing kept. {head}" if dry_run else head, *told]


def _what(problem: dict[str, Any]) -> str:
    return f"{problem['code']} ({problem['column']})" if problem["column"] else str(problem["code"])


@click.command("intake")
@click.pass_obj
def intake_command(holder: dict[str, Any]) -> None:
    """Rows that wait for a decision; decided by do decide-row."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        rows = waiting_rows.waiting(connection)
    document = {"rows": [{name: plain(value) for name, value in row.items()} for row in rows]}
    session.answer(
        document,
        lines=[f"{row['number']}: {row['file']} row {row['row']}, {row['code']}: {row['message']}" for row in rows] or ["No row waits."],
        looked=Looked(Consulted.INTAKE),
    )


@click.command("match")
@click.option("--surname")
@click.option("--forenames")
@click.option("--born")
@click.option("--postcode")
@click.option("--address")
@click.option("--pnc-id")
@click.option("--words", type=click.Path(path_type=Path), help="A JSON file: one such object, or a list of them.")
@click.pass_obj
def match(holder: dict[str, Any], words: Path | None, **typed: str | None) -> None:
    """Candidates for a person as typed, best first, with verdict and reasons."""
    session: Session = holder["session"]
    asked = read_objects(words) if words is not None else [{name.replace("_", "-"): value for name, value in typed.items() if value}]
    traits = [_traits(one, session) for one in asked]
    with session.opened.store.reading() as connection:
        thresholds = current_policy(connection, now=session.now).matching
        found = [candidates.candidates(connection, one, reader=session.opened.officer, thresholds=thresholds) for one in traits]
    document = {"matches": [{"candidates": [one.as_json() for one in people]} for people in found]}
    lines = [
        f"{one['verdict']}: {one['surname']}, {one['forenames']} ({one['born'] or 'born unknown'}): {'; '.join(one['reasons'])}  {', '.join(one['entries'])}"
        for matched in document["matches"] for one in matched["candidates"]
    ]  # fmt: skip
    session.answer(document, lines=lines or ["Nobody held is like this person."], looked=Looked(Consulted.MATCH))


def _traits(typed: dict[str, Any], session: Session) -> Traits:
    unknown = [name for name in typed if name.replace("_", "-") not in _TYPED]
    if unknown:
        raise Invalid(f"“{unknown[0]}” is not known here; accepted are {', '.join(_TYPED)}.", code="unknown_word", field="words")
    words = {name.replace("_", "-"): str(value) for name, value in typed.items() if value}
    if not words:
        raise Invalid("Give at least a surname, a date of birth or a PNC ID. Nothing was done.", code="missing_word", field="surname")
    pnc = read_pnc_id(words["pnc-id"], this_year=session.now.year) if "pnc-id" in words else None
    return Traits(
        words.get("surname", ""), words.get("forenames", ""), read_date(words["born"], now=session.now) if "born" in words else None,
        pnc.text if pnc else None, None, (words["postcode"],) if "postcode" in words else (), (words["address"],) if "address" in words else (),
    )  # fmt: skip
