"""Making a tasking sheet: recorded first, so that it has its number, then written under the number of what leaves, then noted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wantedtrack.deeds.tasking import record_tasking
from wantedtrack.exchange.handover_workbook import WrittenFile
from wantedtrack.exchange.tasking_sheet import refuse_existing, write_tasking
from wantedtrack.leaving import Whom, leave
from wantedtrack.opening import Opened
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.store.tasking_reading import read_tasking
from wantedtrack.store.tasking_rows import find_sheet


@dataclass(frozen=True, slots=True)
class Wish:
    """Which tasks are asked for, as typed, and why and for whom the sheet is made; left out: tasking, and the officer who makes it."""

    owner: str | None = None
    team: str | None = None
    beat: str | None = None
    purpose: str = "tasking"
    recipient: str = ""


def make_tasking(
    opened: Opened,
    wish: Wish,
    out: Path | Callable[[dict[str, Any]], Path],
    *,
    officer: Acting,
    now: Instant,
    heard: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Write a tasking sheet and record it: gives the document of `tasking`. `out` is the file, or makes its name of what the sheet holds.

    A file that cannot be written leaves a number that no sheet has, and nothing else. Raises NotAllowed("rank"), Invalid("no_such_officer",
    "too_many", "file_exists"), Unavailable where the file cannot be written.
    """
    if isinstance(out, Path):
        refuse_existing(out)
    store = opened.store
    done = record_tasking(store=store, officer=officer, now=now, owner=wish.owner, team=wish.team, beat=wish.beat)
    detail = dict(done.detail)
    with store.reading() as connection:
        made = find_sheet(connection, detail["number"])
        assert made is not None  # noqa: S101 (it was recorded just now)
        content = read_tasking(
            connection, made, suspended=detail["suspended"], reader=officer, now=now, policy=opened.policy, info=opened.info
        )
    path = out if isinstance(out, Path) else out(detail)
    own: list[Path] = []

    def write(number: int) -> WrittenFile:
        # Only a sheet of our own whose number was taken meanwhile lies there by now; any other was refused before.
        for earlier in own:
            earlier.unlink(missing_ok=True)
        written = write_tasking(content, path, export=number, heard=heard)
        own[:] = [path]
        return written

    whom = Whom(wish.purpose, wish.recipient or officer.collar)
    left = leave(opened, officer, now, lambda _: f"tasking sheet {detail['sheet']}", whom, write)
    return {"file": str(path), "sha256": left.sha256, **detail, "export": left.number}


def file_name(detail: dict[str, Any], now: Instant) -> str:
    """A name that says what the file is, with nothing in it that a file's name may not have."""
    about = "-".join(str(detail[key]) for key in ("owner", "team", "beat") if detail[key]) or "all"
    plain = "".join(letter if letter.isalnum() else "-" for letter in about)
    return f"tasking-{plain}-{to_force_time(now):%Y-%m-%d}-{detail['sheet']}.xlsx"
