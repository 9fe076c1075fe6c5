"""Verify on the command line: the journal's chain, and a handover's workbook against its seal, the store and that chain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from wantedtrack.cli.session import Session
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.exchange.faults import KEPT
from wantedtrack.exchange.workbook_seal import Checked, Difference, check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.handover_cover import COVER, SEAL, added_rows, sealed_pages
from wantedtrack.rules.seal import Page, aloud
from wantedtrack.settings import read_settings
from wantedtrack.store import consultations, handovers, journal
from wantedtrack.store.database import Connection
from wantedtrack.store.exports import seal_has_left
from wantedtrack.store.handover_said import said_in

_VERDICTS = {"intact": 0, "broken": 2, "truncated": 3, "forked": 4, "edited": 5}
_WRONG_USAGE, _SURROUNDINGS = 64, 74
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Book:
    """What was found of the workbook; `note` says in words what it is."""

    name: str
    checked: Checked
    note: str = ""

    @property
    def state(self) -> str:
        return "intact" if self.checked.is_intact else "edited"

    def as_json(self) -> dict[str, Any]:
        seal = self.checked.seal
        return {
            "file": self.name, "state": self.state, "seal": seal, "aloud": aloud(seal) if seal else None, "note": self.note,
            "differences": [one.as_json() for one in self.checked.differences],
        }  # fmt: skip

    def lines(self) -> list[str]:
        if self.checked.is_intact:
            return [
                f"{self.name}: every cell is as it was sealed; seal to read aloud {aloud(self.checked.seal or '')}. {self.note}".rstrip()
            ]
        return [f"{self.name}: edited. {self.note}".rstrip(), *(f"    {one.words}" for one in self.checked.differences)]


def _head(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001 (click's signature)
    """A whole head in small letters: part of one would be told as lines that are missing."""
    if value is None:
        return None
    plain = value.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", plain, re.ASCII):
        raise click.BadParameter("a journal head has 64 characters, 0 to 9 and a to f. Nothing was checked.")
    return plain


@click.command("verify")
@click.option("--workbook", type=click.Path(path_type=Path), help="A handover's workbook, held against its seal.")
@click.option("--head", "head_hash", callback=_head, help="A journal head known from elsewhere.")
@click.pass_obj
def verify(holder: dict[str, Any], workbook: Path | None, head_hash: str | None) -> int:
    """Check the journal's chain, and a workbook: 0 intact, 2 broken, 3 truncated, 4 forked, 5 workbook edited, 74 the surroundings."""
    session: Session = holder["session"]
    try:
        data = _read(workbook) if workbook is not None else None
        if workbook is not None and data is not None and not _has_store(session):
            return _without_store(session, _cells(workbook.name, data))
        with session.opened.store.reading() as connection:
            book = _against_store(connection, workbook.name, data) if workbook is not None and data is not None else None
            verdict, lines = _chain(connection, head_hash, book)
    except Refusal as error:
        session.refuse(error)
        return _WRONG_USAGE if error.field == "at" else _SURROUNDINGS
    state = "edited" if book is not None and book.state == "edited" else verdict.state
    document = {"state": state, "lines": verdict.lines, "head": verdict.head, "sequence": verdict.sequence, "why": verdict.why}
    document |= {"consultations": lines, "chain": verdict.state}
    told = [f"{verdict.state}: {verdict.lines} lines, head {verdict.head}" + (f"; {verdict.why}" if verdict.why else "")]
    if book is not None:
        document |= {"workbook": book.as_json()}
        told = [*book.lines(), f"Journal {told[0]}"]
    session.answer(document, lines=told)
    return _VERDICTS[state]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unavailable(f"{path.name} is far larger than a handover, so it was not opened. Nothing was checked.", code="too_large")
        return path.read_bytes()
    except OSError:
        message = f"{path.name} cannot be read: it is not there, or this account may not. Nothing was checked."
        raise Unavailable(message, code="no_such_file", field="workbook") from None


def _has_store(session: Session) -> bool:
    return bool(session.database) or session.home.holds_a_store or read_settings(session.home)[0].database is not None


def _without_store(session: Session, book: _Book) -> int:
    book = replace(book, note="The journal's chain was not checked: there is no store here.")
    document = {
        "state": book.state,
        "lines": None,
        "head": None,
        "sequence": None,
        "why": None,
        "chain": "not_checked",
        "workbook": book.as_json(),
    }
    session.answer(document, lines=book.lines())
    return _VERDICTS[book.state]


def _cells(name: str, data: bytes) -> _Book:
    try:
        return _Book(name, check_workbook(see_workbook(data, file_name=name)))
    except Refusal as refused:
        return _Book(name, Checked(None, (Difference(name, None, refused.message.removesuffix(KEPT).rstrip(". ")),), {}))


def _against_store(connection: Connection, name: str, data: bytes) -> _Book:
    """The cells against the seal, the seal against what this store sealed or let out."""
    try:
        seen = see_workbook(data, file_name=name)
    except Refusal:
        return _cells(name, data)
    checked = check_workbook(seen, expected=lambda seal: _sealed_as(connection, seal))
    if checked.seal is None:
        return _Book(name, checked)
    held = handovers.of_seal(connection, checked.seal)
    if held is None and not seal_has_left(connection, checked.seal):
        unknown = Difference(
            COVER, None, f"this store has sealed no handover with the {SEAL.lower()} that is printed, and has let no draft with it out"
        )
        return _Book(name, replace(checked, differences=(*checked.differences, unknown)))
    if held is not None and held.is_sealed:
        strange = _strange(connection, held.id, checked)
        note = f"The handover of {held.shift_id}, signed by {held.signed_by}, accepted by {held.accepted_by}."
        return _Book(name, replace(checked, differences=(*checked.differences, *strange)), note)
    return _Book(name, checked, "It is a draft or an earlier state, not the sealed handover.")


def _sealed_as(connection: Connection, seal: str) -> Sequence[Page]:
    """The pages of the handover of this seal, none where it is not held as it was sealed."""
    held = handovers.of_seal(connection, seal)
    if held is None:
        return ()
    return tuple(sealed_pages(handovers.content_of(connection, held.id), held.signatures, said_in(connection, held.id)))


def _strange(connection: Connection, number: int, checked: Checked) -> list[Difference]:
    known = set(added_rows(said_in(connection, number)))
    return [Difference(COVER, None, "an addition after the seal is not one of this store") for row in checked.added if row not in known][:1]


def _chain(connection: Connection, head_hash: str | None, book: _Book | None) -> tuple[journal.Verdict, int]:
    anchors: list[tuple[int | None, str]] = [*handovers.sealed_heads(connection)]
    if head_hash is not None:
        anchors.append((None, head_hash))
    if book is not None and book.checked.is_intact:
        facts = book.checked.facts
        anchors.append((int(facts["To sequence"]), facts["Journal head"]))
    verdict = journal.verify(connection, expected=anchors)
    log = consultations.verify(connection)
    if verdict.state == "intact" and log.state != "intact":
        # The journal is whole; what was altered is the log beside it, and its line is named.
        verdict = replace(verdict, state=log.state, why=log.why)
    return verdict, log.lines
