"""What leaves the program, from one place: numbered, written whole into the force's folder, never over somebody else's file, and recorded.

A file's number stands on each of its pages, so it is taken before the file is written; where another desktop took it meanwhile, the file is
written again with the next. Source: DPA 2018 s.62 (disclosure with its recipient).
"""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wantedtrack.deeds.exporting import record_export
from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.exchange.handover_page import handover_parts
from wantedtrack.exchange.handover_workbook import WrittenFile, write_handover
from wantedtrack.exchange.measures_file import Whose, write_measures
from wantedtrack.exchange.whole_file import write_bytes_whole
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.export_numbers import free_place, numbered, refuse_to_overwrite
from wantedtrack.opening import Opened
from wantedtrack.rules.disclosure import number_in_title, read_purpose
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.handover_cover import handover_seal
from wantedtrack.rules.handover_said import Said
from wantedtrack.rules.measure_tables import Measures
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.stages import refuse_unless_allowed
from wantedtrack.settings import Home, read_settings
from wantedtrack.store import handovers
from wantedtrack.store.handover_said import said_in
from wantedtrack.store.standing_rows import force_name
from wantedtrack.window_program import make_pdf

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_PDF = ".pdf"
_NUMBER_ON_A_PAGE = re.compile(r" · export (\d{1,9})")


@dataclass(frozen=True, slots=True)
class Left:
    """A file that left: where, under which number, how many rows, its hash, and the seal it prints."""

    number: int
    path: Path
    rows: int
    sha256: str
    seal: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Why it leaves and for whom."""

    purpose: str
    recipient: str


def export_folder(home: Home) -> Path:
    """The folder that this desktop's settings name, else the home's own for exports, made if missing. Raises Unavailable("no_folder")."""
    named = read_settings(home)[0].export_folder
    if named is None:
        home.exports.mkdir(exist_ok=True)
        return home.exports
    if not named.is_dir():
        message = f"The folder for files, {named.name}, is not there. Nothing was written; connect it, or name another place to save in."
        raise Unavailable(message, code="no_folder", field="export_folder")
    return named


def name_of_handover(held: handovers.Handover, content: HandoverContent, suffix: str) -> str:
    """Shift, station, date, draft or signed: "Handover 2026-03-02 Early Keynsham signed.xlsx"."""
    state = "signed" if held.is_sealed else "draft"
    return _NOT_IN_NAMES.sub(" ", f"Handover {held.shift_id[:10]} {content.shift} {content.station} {state}").strip() + suffix


def leave(
    opened: Opened, officer: Acting, now: Instant, what: Callable[[WrittenFile], str], whom: Whom, write: Callable[[int], WrittenFile]
) -> Left:
    """Write a file under the next number and record it. `write` is handed the number; `what` says of the written file what it is."""
    # Before the file is written: what is refused afterwards would have left unrecorded.
    refuse_unless_allowed("record-export", rank=officer.rank, is_administrator=officer.is_administrator)
    read_purpose(whom.purpose)

    def record(written: WrittenFile, number: int) -> None:
        record_export(
            store=opened.store, officer=officer, now=now, what=what(written), purpose=whom.purpose, recipient=whom.recipient,
            rows=written.rows, sha256=written.sha256, number=number,
        )  # fmt: skip

    number, written = numbered(opened, write, record)
    return Left(number, written.path, written.rows, written.sha256, written.seal)


def leave_bytes(
    opened: Opened, path: Path | None, what: str, rows: int, whom: Whom, make: Callable[[int], bytes], *, officer: Acting, now: Instant
) -> Left:
    """Put what `make` gives for a number into the file, and record it. Without a file it is for paper, and is recorded before it is printed.

    Raises Unavailable where it cannot be written or where something else lies there.
    """
    if path is not None:
        refuse_to_overwrite(opened, path)

    def write(number: int) -> WrittenFile:
        data = make(number)
        if path is not None:
            write_bytes_whole(path, data)
        return WrittenFile(path or Path(), hashlib.sha256(data).hexdigest(), rows, "")

    return leave(opened, officer, now, lambda _: what, whom, write)


def export_handover(
    opened: Opened,
    home: Home,
    held: handovers.Handover,
    out: Path | None,
    whom: Whom,
    *,
    officer: Acting,
    now: Instant,
    suffix: str = ".xlsx",
    heard: Callable[[int], None] | None = None,
) -> Left:
    """Write a handover as workbook or PDF, by the ending of `out`, and record it. Without `out`, or with a folder, it gets a name of its own.

    Raises Unavailable where it cannot be written, and what `make_pdf` raises.
    """
    with opened.store.reading() as connection:
        content, said = handovers.content_of(connection, held.id), said_in(connection, held.id)
    if out is None or out.is_dir():
        path = free_place((out or export_folder(home)) / name_of_handover(held, content, suffix))
    else:
        path = out
        refuse_to_overwrite(opened, path)

    def write(number: int) -> WrittenFile:
        if path.suffix.lower() == _PDF:
            return _write_pdf(content, held, said, path, number)
        return write_handover(content, held.signatures, path, said=said, export=number, heard=heard)

    def what(written: WrittenFile) -> str:
        is_sealed = held.is_sealed and written.seal == held.content_digest
        return f"handover {held.shift_id}" if is_sealed else f"handover {held.shift_id}, draft, seal {written.seal}"

    return leave(opened, officer, now, what, whom, write)


def export_measures(opened: Opened, measures: Measures, path: Path, whom: Whom, *, officer: Acting, now: Instant) -> Left:
    """Write the figures as .xlsx, .csv or .json, by the ending of `path`, and record it. Raises Invalid("unknown_format"), Unavailable."""
    refuse_to_overwrite(opened, path)
    with opened.store.reading() as connection:
        force = force_name(connection, opened.info.force_code)
    whose = Whose(force, officer.collar, whom.recipient, whom.purpose, opened.info.is_demonstration)

    def write(number: int) -> WrittenFile:
        return write_measures(measures, opened.policy.band_labels, whose, path, export=number)

    return leave(opened, officer, now, lambda _: f"measures, {measures.period.words}", whom, write)


def _write_pdf(content: HandoverContent, held: handovers.Handover, said: Said, path: Path, number: int) -> WrittenFile:
    data = make_pdf(handover_parts(content, held.signatures, said, export=number))
    write_bytes_whole(path, data)
    seal = handover_seal(content, held.signatures, said)
    return WrittenFile(path, hashlib.sha256(data).hexdigest(), sum(content.counts.values()), seal)


def look_at(path: Path) -> tuple[str, int | None]:
    """A file that was found: its SHA-256, and the number on its pages where it is a workbook or a PDF that says so. Raises Unavailable."""
    try:
        data = path.read_bytes()
    except OSError:
        message = f"{path.name} cannot be read: it is not there, or this account may not. Nothing was looked up."
        raise Unavailable(message, code="no_such_file", field="file") from None
    number = None
    if data.startswith(b"%PDF-"):
        number = number_in_title(data)
    elif data.startswith(b"PK"):
        with suppress(Invalid):
            said = _NUMBER_ON_A_PAGE.search(see_workbook(data, file_name=path.name).foot)
            number = int(said[1]) if said else None
    return hashlib.sha256(data).hexdigest(), number
