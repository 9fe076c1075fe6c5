"""The handover as a workbook: a cover, then the eleven sheets, as one thing to sign, print and carry."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wantedtrack.exchange.workbook import Book, Marks, wall_of
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING, UNCOUNTED, HandoverContent, Signatures, aloud, content_digest
from wantedtrack.rules.sheets import Cell

DRAFT = "Draft, not signed"
_A3_SHEETS = ("Full queue",)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that left the program: where, its hash, and how many rows it lists."""

    path: Path
    sha256: str
    rows: int


def write_handover(
    content: HandoverContent, signatures: Signatures, path: Path, *, heard: Callable[[int], None] | None = None
) -> WrittenFile:
    """Write the handover to `path`, whole or not at all. `heard` is told how many sheets are written; what it raises ends the writing.

    Raises Unavailable where the file cannot be written.
    """
    book = Book(_marks(content, signatures))
    book.add_cover("Cover", f"{content.shift} shift handover, {content.shift_id[:10]}", _cover(content, signatures))
    with book:
        for number, sheet in enumerate(content.sheets, 1):
            book.add_table(sheet, large=sheet.name in _A3_SHEETS)
            if heard is not None:
                heard(number)
        book.save(path)
    return WrittenFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), sum(content.counts.values()))


def _marks(content: HandoverContent, signatures: Signatures) -> Marks:
    notices = [CONFIRM]
    if content.is_demonstration:
        notices.append(DEMONSTRATION)
    if not signatures.is_sealed:
        notices.append(DRAFT)
    return Marks(f"Handover {content.shift_id}", f"Shift handover of wanted people, {content.force}", content.force, MARKING, notices)


def _cover(content: HandoverContent, signatures: Signatures) -> Iterator[tuple[str, Cell | date, str]]:
    """Label, value and style, line by line."""
    yield MARKING, CONFIRM, "notice"
    if content.is_demonstration:
        yield "DEMONSTRATION", "Invented people only. Nothing in this workbook is about anybody.", "notice"
    if not signatures.is_sealed:
        yield "DRAFT", "Draft, not signed: both officers have to sign before it counts.", "notice"
    yield "Shift", f"{content.shift} ({content.shift_id})", "plain"
    yield "Force", content.force, "plain"
    yield "Station", content.station, "plain"
    yield "Prepared by", content.prepared_by, "plain"
    yield "Prepared at", wall_of(content.prepared_at), "instant"
    yield from _signed("Signed", signatures.signed_by, signatures.signed_at)
    yield from _signed("Accepted", signatures.accepted_by, signatures.accepted_at)
    for said in content.told:
        yield "Read this first", said, "plain"
    for name, count in content.counts.items():
        yield name, count, "figure"
    yield "Restricted entries", content.restricted, "figure"
    yield "From sequence", content.from_sequence, "figure"
    yield "To sequence", content.to_sequence, "figure"
    yield "Journal head", content.head_hash, "plain"
    yield "Policy version", content.policy_version, "figure"
    digest = content_digest(content)
    yield "Content seal", digest, "plain"
    yield "Seal to read aloud", aloud(digest), "plain"
    listed = ", ".join(sheet.name for sheet in content.sheets if sheet.name not in UNCOUNTED)
    yield "Sheets counted above", listed, "told"


def _signed(label: str, officer: str | None, at: str | None) -> Iterator[tuple[str, Cell | date, str]]:
    yield f"{label} by", officer or "not yet", "plain"
    if at is not None:
        yield f"{label} at", wall_of(at), "instant"
