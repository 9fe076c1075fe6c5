"""The first sheet of a handover: what a superintendent reads in a minute, then each high entry as it was read back, then the record.

Window, workbook, PDF and seal are all made from these rows. What is added after the seal stands below everything and has a seal of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wantedtrack.rules.handover import CONFIRM, MARKING, HandoverContent, Signatures
from wantedtrack.rules.handover_said import ReadBack, Remark, Said
from wantedtrack.rules.seal import Page, Row, aloud, cell_of, column_checks, page_of, row_checks, seal_of, text_cell, trimmed
from wantedtrack.rules.sheets import Cell, Column, Kind, Sheet
from wantedtrack.rules.spans import moment_of
from wantedtrack.rules.typed_times import spelled_out

COVER = "Cover"
DRAFT = "Draft, not signed"
SEAL, SEAL_ALOUD, ADDED, ADDED_SEAL = "Content seal", "Seal to read aloud", "Added after the seal", "Seal with what was added"
HIGH_ENTRIES, FOR_THE_RECORD = "High entries", "For the record"
_SEALS = (SEAL, SEAL_ALOUD, ADDED_SEAL)
_REMARK = Column("Remark", Kind.LONG_TEXT, 24)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One row: label, value, and beside some what it was at the last handover. `style` is notice, plain, instant, figure, head or told."""

    label: str
    value: Cell = None
    style: str = "plain"
    third: Cell = None

    @property
    def kind(self) -> Kind:
        """What the value's cell holds."""
        return Kind.INSTANT if self.style == "instant" else Kind.NUMBER if self.style == "figure" else Kind.LONG_TEXT


def title_of(content: HandoverContent) -> str:
    """What stands over the first sheet: as it was prepared, for the seal is taken of it too."""
    return content.title or f"{content.shift} shift handover, {content.shift_id[:10]}"


def titled(shift: str, day: date) -> str:
    """The title of a handover that is being prepared: "Early shift handover, Friday 6 March 2026"."""
    return f"{shift} shift handover, {spelled_out(day)}"


def dressed(content: HandoverContent, said: Said) -> tuple[Sheet, ...]:
    """The sheets after the cover, with the remarks beside the entries to be dealt with in the coming shift."""
    remarks = said.of_entries()
    return tuple(_with_remarks(sheet, remarks) if sheet.name == "Do this shift" and remarks else sheet for sheet in content.sheets)


def _with_remarks(sheet: Sheet, remarks: Mapping[str, tuple[Remark, ...]]) -> Sheet:
    rows = tuple((*row, "; ".join(one.text for one in remarks.get(str(row[0]), ())) or None) for row in sheet.rows)
    return replace(sheet, columns=(*sheet.columns, _REMARK), rows=rows)


def cover_rows(content: HandoverContent, signatures: Signatures, said: Said) -> tuple[CoverRow, ...]:
    """Every row below the title, the seals filled in."""
    sealed = tuple(_sealed_rows(content, signatures, said))
    return _filled_in(sealed, seal_of(_pages(content, sealed, said)), said)


def cover_and_checks(
    content: HandoverContent, signatures: Signatures, said: Said
) -> tuple[tuple[CoverRow, ...], list[tuple[str, str, str]]]:
    """The same rows, and of every page its name and the checks of its columns and rows: each page is gone through once for all of it."""
    sealed = tuple(_sealed_rows(content, signatures, said))
    checks: list[tuple[str, str, str]] = []

    def noted() -> Iterator[Page]:
        for page in _pages(content, sealed, said):
            if page.name != COVER:
                checks.append((page.name, column_checks(page), row_checks(page)))
            yield page

    rows = _filled_in(sealed, seal_of(noted()), said)
    cover = _cover_page(content, rows)
    return rows, [(cover.name, column_checks(cover), row_checks(cover)), *checks]


def _filled_in(sealed: Sequence[CoverRow], seal: str, said: Said) -> tuple[CoverRow, ...]:
    filled = [replace(row, value=seal if row.label == SEAL else aloud(seal)) if row.label in _SEALS else row for row in sealed]
    added = tuple(_added(said))
    if added:
        head, *rest = added
        filled += [head, *rest, CoverRow(ADDED_SEAL, added_seal(seal, added))]
    return tuple(filled)


def handover_seal(content: HandoverContent, signatures: Signatures, said: Said) -> str:
    """The seal of a handover: SHA-256 of everything that is seen in it, without what was added after the seal."""
    return seal_of(_pages(content, tuple(_sealed_rows(content, signatures, said)), said))


def added_seal(seal: str, rows: Sequence[CoverRow]) -> str:
    """The seal of what was added, bound to the seal of what it was added to."""
    return seal_of((Page(seal, tuple(_row(row) for row in rows)),))


def sealed_pages(content: HandoverContent, signatures: Signatures, said: Said) -> Iterator[Page]:
    """Every page that the seal is taken of."""
    yield from _pages(content, tuple(_sealed_rows(content, signatures, said)), said)


def added_rows(said: Said) -> tuple[Row, ...]:
    """What was added after the seal, as it is read back."""
    return tuple(_row(row) for row in _added(said))


def _pages(content: HandoverContent, rows: Sequence[CoverRow], said: Said) -> Iterator[Page]:
    yield _cover_page(content, rows)
    for sheet in dressed(content, said):
        yield page_of(sheet)


def _cover_page(content: HandoverContent, rows: Sequence[CoverRow]) -> Page:
    return Page(COVER, ((text_cell(title_of(content)),), *(_row(row) for row in rows)))


def _row(row: CoverRow) -> Row:
    """A seal cannot seal itself: its own cell counts as empty."""
    value = "" if row.label in _SEALS else cell_of(row.value, row.kind)
    return trimmed([text_cell(row.label), value, cell_of(row.third, Kind.TEXT)])


def blanked(rows: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...], dict[str, str]]:
    """The cover as read back: its sealed rows, its added rows, and the seals that it prints, whose cells count as empty."""
    printed: dict[str, str] = {}
    parts: tuple[list[Row], list[Row]] = ([], [])
    is_added = False
    labels = {text_cell(label): label for label in _SEALS}
    for row in rows:
        is_added = is_added or row[:1] == (text_cell(ADDED),)
        label = labels.get(row[0]) if row else None
        if label is not None and len(row) > 1:
            printed[label] = row[1].removeprefix("t:")
            row = trimmed([row[0], "", *row[2:]])  # noqa: PLW2901 (the row as it is sealed)
        if label != ADDED_SEAL:
            parts[is_added].append(row)
    return tuple(parts[0]), tuple(parts[1]), printed


def _sealed_rows(content: HandoverContent, signatures: Signatures, said: Said) -> Iterator[CoverRow]:
    yield CoverRow(MARKING, CONFIRM, "notice")
    if content.is_demonstration:
        yield CoverRow("DEMONSTRATION", "Invented people only. Nothing in this workbook is about anybody.", "notice")
    if not signatures.is_sealed:
        yield CoverRow("DRAFT", "Draft, not signed: both officers have to sign before it counts.", "notice")
    # None of these in a handover that was prepared before there were any: its seal is taken of the same rows as then.
    for sentence in content.glance:
        yield CoverRow("At a glance", sentence)
    yield CoverRow("Shift", f"{content.shift} ({content.shift_id})")
    yield CoverRow("Force", content.force)
    yield CoverRow("Station", content.station)
    yield CoverRow("Prepared by", content.prepared_by)
    yield CoverRow("Prepared at", content.prepared_at, "instant")
    yield from _signed("Signed", signatures.signed_by, signatures.signed_at)
    yield from _signed("Accepted", signatures.accepted_by, signatures.accepted_at)
    yield CoverRow(SEAL_ALOUD)
    for sentence in content.told:
        yield CoverRow("Read this first", sentence)
    yield from _compared(content)
    for remark in said.remarks:
        if remark.reference is None:
            yield CoverRow(f"Remark of {remark.by}", remark.text)
    yield from _counts(content)
    yield from _high(content, said)
    yield CoverRow(FOR_THE_RECORD, style="head")
    yield CoverRow("From sequence", content.from_sequence, "figure")
    yield CoverRow("To sequence", content.to_sequence, "figure")
    yield CoverRow("Journal head", content.head_hash)
    yield CoverRow("Policy version", content.policy_version, "figure")
    yield CoverRow(SEAL)
    yield CoverRow(
        "How to check it",
        f"“wantedtrack verify --workbook FILE” holds every cell against this seal, and the journal against its head. By telephone: read the {SEAL_ALOUD.lower()}.",
        "told",
    )


def _signed(label: str, officer: str | None, at: str | None) -> Iterator[CoverRow]:
    yield CoverRow(f"{label} by", officer or "not yet")
    if at is not None:
        yield CoverRow(f"{label} at", at, "instant")


def _compared(content: HandoverContent) -> Iterator[CoverRow]:
    if content.before is None:
        yield CoverRow("What got worse", "There is no sealed handover before this one to hold it against.")
        return
    for sentence in content.worse or ("Nothing that is counted below.",):
        yield CoverRow("What got worse", sentence)
    for sentence in content.changed:
        yield CoverRow("Changed since the last", sentence)


def _counts(content: HandoverContent) -> Iterator[CoverRow]:
    before = content.before
    yield CoverRow("How many", "Now", "head", "At the last handover" if before else None)
    for name, count in content.counts.items():
        yield CoverRow(name, count, "figure", before.counts.get(name) if before else None)
    yield CoverRow("Restricted entries", content.restricted, "figure", before.restricted if before else None)


def _high(content: HandoverContent, said: Said) -> Iterator[CoverRow]:
    """Each high entry with its arithmetic, what the outgoing officer says of it, and how it was read back."""
    back = {one.reference: one for one in said.read_back}
    remarks = said.of_entries()
    others = [one for one in dict.fromkeys((*remarks, *back)) if one not in content.high_references]
    if not content.high_references and not others:
        return
    yield CoverRow(HIGH_ENTRIES, "Each with its arithmetic, to be read back one by one", "head", "Read back")
    for reference in (*content.high_references, *others):
        yield CoverRow(reference, content.why.get(reference) or "No clock of it is running.", third=_state(back.get(reference)))
        for remark in remarks.get(reference, ()):
            yield CoverRow(f"Remark of {remark.by}", remark.text)
        read = back.get(reference)
        if read is not None and read.query is not None:
            yield CoverRow(f"Query of {read.by}", read.query)
            for answer in read.answers:
                if not answer.is_late:
                    yield CoverRow(f"Answer of {answer.by}", answer.text)


def _state(read: ReadBack | None) -> str:
    if read is None:
        return "not yet"
    return f"understood, {read.by}" if read.query is None else f"queried, {read.by}"


def _added(said: Said) -> Iterator[CoverRow]:
    late = [(one, answer) for one in said.read_back for answer in one.answers if answer.is_late]
    if not late and not said.addenda:
        return
    yield CoverRow(ADDED, "Nothing above was changed by what stands here", "head")
    for one, answer in late:
        yield CoverRow(f"Answer of {answer.by}", f"{one.reference}, {moment_of(answer.at)}, to “{one.query}”: {answer.text}")
    for addendum in said.addenda:
        yield CoverRow(f"Addendum of {addendum.by}", f"{moment_of(addendum.at)}: {addendum.text}")
