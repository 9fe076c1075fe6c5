"""What leaves this desktop by itself, for a force's own mail or paging: briefs at the policy's times, and a small file for each notice.

Both go into folders that the desktop's settings name; without a folder nothing is written. A notice's file holds no personal data: who is told is a
rank or a collar number, about whom is a reference. Source: domain.md section 5; issue 5, "Duty and inbox" and "Brief".
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from wantedtrack.deeds.briefing import record_brief
from wantedtrack.exchange.brief_page import brief_as_html, brief_as_text, write_brief_workbook
from wantedtrack.exchange.whole_file import write_text_whole
from wantedtrack.export_numbers import free_place, numbered, refuse_to_overwrite
from wantedtrack.opening import Opened
from wantedtrack.rules.brief import Brief
from wantedtrack.rules.disclosure import read_purpose
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.stages import refuse_unless_allowed
from wantedtrack.settings import Home, read_settings
from wantedtrack.store import inbox
from wantedtrack.store.brief_reading import BriefDue, due_briefs, read_brief

_MADE_LATE_WITHIN = timedelta(hours=2)
"""A brief whose time passed while nothing ran is made afterwards, within this; later it would tell of another day."""

_FILED_TO = "notices-filed.json"


def file_brief(brief: Brief, path: Path, *, form: str, export: int) -> str:
    """Write a brief as text, html or xlsx, whole or not at all; gives the file's SHA-256. Raises Unavailable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "xlsx":
        write_brief_workbook(brief, path, export=export)
    else:
        write_text_whole(path, brief_as_html(brief, export=export) if form == "html" else brief_as_text(brief, export=export))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Given:
    """A brief that left: its number, its hash, and its text where it went to no file."""

    number: int
    sha256: str
    text: str


def give_brief(
    opened: Opened,
    brief: Brief,
    path: Path | None,
    *,
    form: str,
    officer: Acting,
    now: Instant,
    purpose: str = "brief",
    recipient: str = "",
) -> Given:
    """Make a brief under the next number, into a file or as text, and record it. Raises Unavailable("file_there", …), Invalid, NotAllowed("rank")."""
    refuse_unless_allowed("record-brief", rank=officer.rank, is_administrator=officer.is_administrator)
    read_purpose(purpose)
    if path is not None:
        refuse_to_overwrite(opened, path)

    def make(number: int) -> tuple[str, str]:
        if path is not None:
            return file_brief(brief, path, form=form, export=number), ""
        text = brief_as_html(brief, export=number) if form == "html" else brief_as_text(brief, export=number)
        return hashlib.sha256(text.encode()).hexdigest(), text

    def record(made: tuple[str, str], number: int) -> None:
        record_brief(
            store=opened.store, officer=officer, now=now, rank=brief.rank, to_sequence=brief.to_sequence, rows=brief.rows, sha256=made[0],
            purpose=purpose, recipient=recipient, number=number,
        )  # fmt: skip

    number, (sha256, text) = numbered(opened, make, record)
    return Given(number, sha256, text)


def briefs_due(opened: Opened, *, now: Instant) -> list[BriefDue]:
    """The briefs of the policy whose time has come within the last two hours and which nobody has made since."""
    with opened.store.reading() as connection:
        return due_briefs(connection, opened.policy, now=now, within=_MADE_LATE_WITHIN)


def make_briefs(home: Home, opened: Opened, *, now: Instant) -> list[Path]:
    """Make the briefs that are due, into the folder of this desktop's settings. Raises Unavailable; the next turn tries again."""
    folder = read_settings(home)[0].brief_folder
    if folder is None:
        return []
    written: list[Path] = []
    for due in briefs_due(opened, now=now):
        with opened.store.reading() as connection:
            brief = read_brief(connection, due.rank, policy=opened.policy, info=opened.info, now=now)
        path = free_place(folder / f"brief-{due.rank.value}-{to_force_time(due.at):%Y%m%d-%H%M}.html")
        give_brief(opened, brief, path, form="html", officer=opened.officer, now=now, recipient=f"the folder {folder.name}")
        written.append(path)
    return written


def file_notices(home: Home, opened: Opened) -> int:
    """Write a file for each notice that is new since this desktop last looked; gives how many. The first look begins with those to come.

    Several desktops may name one folder: a file that is there already is left. Raises Unavailable.
    """
    folder = read_settings(home)[0].notice_folder
    if folder is None:
        return 0
    mark = home.root / _FILED_TO
    with opened.store.reading() as connection:
        newest = inbox.newest_notice(connection)
        since = _read_mark(mark, opened.info.store_id)
        new = inbox.notices_after(connection, since) if since is not None else ()
    for one in new:
        told = {
            "notice": one.notice, "reference": one.reference, "clock": one.clock.value, "level": one.level, "rank": one.rank.value, "to": one.recipient,
            "for_information": one.for_information, "due_at": iso(one.due_at), "told_at": iso(one.told_at), "late": one.late, "because": one.because,
        }  # fmt: skip
        path = folder / f"notice-{one.notice:08}.json"
        if not path.exists():
            write_text_whole(path, json.dumps(told))
    if since != newest:
        write_text_whole(mark, json.dumps({"store": opened.info.store_id, "notice": newest}))
    return len(new)


def _read_mark(path: Path, store_id: str) -> int | None:
    """Up to which notice files were written; None where this desktop has not looked at this store yet."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_text(encoding="utf-8"))
        return int(held["notice"]) if held["store"] == store_id else None
    return None
