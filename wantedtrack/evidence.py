"""The pack for an inspection in one call: read, drawn, written as a workbook and a PDF into a folder, each recorded as having left."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.exchange.evidence_file import evidence_parts, write_evidence
from wantedtrack.exchange.handover_workbook import WrittenFile
from wantedtrack.exchange.whole_file import write_bytes_whole
from wantedtrack.export_numbers import free_place
from wantedtrack.leaving import Left, Whom, leave
from wantedtrack.opening import Opened
from wantedtrack.rules.disclosure import Purpose
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.evidence import Evidence
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.periods import Period
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.store.evidence_reading import draw_sample, read_failures
from wantedtrack.store.measuring import read_measures
from wantedtrack.store.policy_rows import all_versions
from wantedtrack.store.standing_rows import force_name
from wantedtrack.window_program import make_pdf

MOST_SAMPLED = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `seed` None is the last day of the period as a number; names need a purpose from the short list."""

    period: Period
    sample: int = 10
    seed: int | None = None
    has_names: bool = False
    purpose: str | None = None
    recipient: str | None = None


def make_evidence(
    opened: Opened, out: Path, asked: Asked, *, officer: Acting, now: Instant, heard: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Write the pack into the folder `out`, made if missing: gives the document of `evidence`. `heard` is told of each of four steps.

    Where the window's program is not installed the workbook is written and the document says why there is no PDF. Raises
    Invalid("purpose", "sample"), Unavailable where a file cannot be written.
    """
    _refuse(asked)
    step = heard or _nothing
    evidence = read_evidence(opened, asked, officer=officer, now=now)
    step(1)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unavailable(
            f"The folder {out.name} cannot be made. Nothing was written; choose another.", code="no_folder", field="out"
        ) from None
    name = f"Evidence {to_force_time(evidence.measures.period.until):%Y-%m-%d} seed {evidence.seed}"
    whom = Whom(evidence.purpose, evidence.recipient)
    book_path, page_path = free_place(out / f"{name}.xlsx"), free_place(out / f"{name}.pdf")
    book = leave(
        opened,
        officer,
        now,
        lambda _: f"evidence, {evidence.measures.period.words}",
        whom,
        lambda number: write_evidence(evidence, book_path, export=number),
    )
    step(2)
    files, refused = [_file(book)], None
    try:
        page = leave(
            opened,
            officer,
            now,
            lambda _: f"evidence as PDF, {evidence.measures.period.words}",
            whom,
            partial(_write_pdf, evidence, page_path),
        )
        files.append(_file(page))
    except Unavailable as error:
        if error.code != "no_window_program":
            raise
        refused = error.message
    step(3)
    return _document(evidence, files, refused)


def read_evidence(opened: Opened, asked: Asked, *, officer: Acting, now: Instant) -> Evidence:
    """Everything that the pack shows, read in one moment of the store."""
    seed = asked.seed if asked.seed is not None else int(f"{to_force_time(asked.period.until):%Y%m%d}")
    with opened.store.reading() as connection:
        drawn = draw_sample(connection, asked.period, count=asked.sample, seed=seed, has_names=asked.has_names, reader=officer)
        return Evidence(
            force=force_name(connection, opened.info.force_code), is_demonstration=opened.info.is_demonstration, drawn_at=now, drawn_by=officer.collar,
            purpose=asked.purpose or Purpose.INSPECTION.value, recipient=asked.recipient or officer.collar, seed=seed,
            measures=read_measures(connection, opened.policy, period=asked.period, now=now), policy=opened.policy,
            versions=tuple((one.version, one.author, one.approver, one.effective_from) for one in all_versions(connection)),
            failures=read_failures(connection, asked.period), sample=drawn.sample, open_of=drawn.open_of, closed_of=drawn.closed_of, has_names=asked.has_names,
        )  # fmt: skip


def _refuse(asked: Asked) -> None:
    if asked.has_names and asked.purpose not in {one.value for one in Purpose}:
        listed = ", ".join(one.value for one in Purpose)
        raise Invalid(
            f"Names leave only with a purpose: {listed}. Nothing was written; give one, or leave the names out.",
            code="purpose",
            field="purpose",
        )
    if not 0 <= asked.sample <= MOST_SAMPLED:
        raise Invalid(
            f"A sample has at most {MOST_SAMPLED} open and as many closed entries. Nothing was written; ask for fewer.",
            code="sample",
            field="sample",
        )


def _write_pdf(evidence: Evidence, path: Path, number: int) -> WrittenFile:
    data = make_pdf(evidence_parts(evidence, export=number))
    write_bytes_whole(path, data)
    return WrittenFile(path, hashlib.sha256(data).hexdigest(), len(evidence.sample))


def _document(evidence: Evidence, files: list[dict[str, Any]], refused: str | None) -> dict[str, Any]:
    period = evidence.measures.period
    return {
        "from": period.first.isoformat() if period.first else None, "to": period.last.isoformat() if period.last else None, "seed": evidence.seed,
        "names": evidence.has_names, "purpose": evidence.purpose, "recipient": evidence.recipient, "files": files, "no_pdf_because": refused,
        "sample": [{"reference": one.reference, "state": one.state} for one in evidence.sample], "open_of": evidence.open_of, "closed_of": evidence.closed_of,
        "restricted": evidence.measures.restricted, "failures": len(evidence.failures),
    }  # fmt: skip


def _file(left: Left) -> dict[str, Any]:
    return {"file": str(left.path), "sha256": left.sha256, "export": left.number}


def _nothing(_: int) -> None:
    """Nobody watches."""
