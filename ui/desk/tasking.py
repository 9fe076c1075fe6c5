"""Tasking sheets for the window: whose tasks may be chosen, a sheet written on the worker, and one that came home read beside it.

What loads openpyxl or the store's reads is loaded when it is asked for: the window paints without it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.desk.long_work import LongWork

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail, ReasonCard, Tried
    from ui.desk.opened import Office
    from ui.desk.reads import Reads
    from wantedtrack.rules.returns import ReturnedFile


@dataclass(frozen=True, slots=True)
class Whose:
    """One choice of tasks. `kind` is owner, team, beat or all; `is_own` marks those of the officer who acts."""

    kind: str
    value: str
    is_own: bool = False

    @property
    def wish(self) -> dict[str, str]:
        """The words that the deed takes."""
        return {} if self.kind == "all" else {self.kind: self.value}


def read_choices(reads: "Reads") -> tuple[Whose, ...]:
    """Whose tasks may be chosen: the officer's own beats, team and tasks first, then every other beat, team and officer, then all."""
    from wantedtrack.store.tasking_rows import beats_of, known_choices  # noqa: PLC0415 (as said above)

    teams, beats = known_choices(reads.connection)
    officers = reads.duty().officers
    own = next((one for one in officers if one.collar == reads.officer.collar), None)
    mine = [Whose("beat", beat, is_own=True) for beat in beats_of(own.beats if own else None)]
    mine += [Whose("team", own.team, is_own=True)] if own and own.team else []
    mine.append(Whose("owner", reads.officer.collar, is_own=True))
    taken = {(one.kind, one.value.lower()) for one in mine}
    others = [Whose("beat", beat) for beat in beats] + [Whose("team", team) for team in teams]
    others += [Whose("owner", one.collar) for one in officers if one.rank is not None]
    return (*mine, *(one for one in others if (one.kind, one.value.lower()) not in taken), Whose("all", ""))


def count_tasks(reads: "Reads", whose: Whose) -> tuple[int, int]:
    """How many open tasks the choice holds for this officer, and how many suspended entries rest beside them."""
    from wantedtrack.store.tasking_rows import choose_tasks, read_choice  # noqa: PLC0415 (as said above)

    words: dict[str, str | None] = {"owner": None, "team": None, "beat": None, **whose.wish}
    chosen = read_choice(reads.connection, reads.officer, owner=words["owner"], team=words["team"], beat=words["beat"])
    tasks, suspended = choose_tasks(reads.connection, chosen, reader=reads.officer)
    return len(tasks), suspended


def read_own_tasks(reads: "Reads") -> "list[tuple[EntryDetail, Tried, ReasonCard]]":
    """The entries of the officer's own beat, else team, else own tasks, each with what its page needs."""
    from wantedtrack.store.tasking_rows import choose_tasks, read_choice  # noqa: PLC0415 (as said above)

    own = read_choices(reads)[0]
    words: dict[str, str | None] = {"owner": None, "team": None, "beat": None, **own.wish}
    chosen = read_choice(reads.connection, reads.officer, owner=words["owner"], team=words["team"], beat=words["beat"])
    tasks, _ = choose_tasks(reads.connection, chosen, reader=reads.officer)
    details = [reads.entry(entry) for entry, _, _ in tasks]
    return [(detail, reads.tried(detail), reads.reason_card(detail.row.entry)) for detail in details]


def write_sheet(office: "Office", whose: Whose, path: Path | None, heard: Callable[[int], None]) -> dict[str, Any]:
    """Write the sheet to this file, or without one to the folder for exports under a name of its own. Raises as `make_tasking` does."""
    from wantedtrack.settings import Home, read_settings  # noqa: PLC0415 (as said above)
    from wantedtrack.tasking import Wish, file_name, make_tasking  # noqa: PLC0415 (as said above)

    now = office.clock_now()

    def named(detail: dict[str, Any]) -> Path:
        home = Home(office.home)
        folder = read_settings(home)[0].export_folder or home.exports
        folder.mkdir(parents=True, exist_ok=True)
        return folder / file_name(detail, now)

    return make_tasking(office.opened, Wish(**whose.wish), path or named, officer=office.officer, now=now, heard=heard)


def read_sheet(path: Path, whose: LongWork) -> "ReturnedFile":
    """Read a sheet that came home, in its child process. Raises Invalid or Unavailable with what to do."""
    from wantedtrack.exchange.returned_sheet import read_returned  # noqa: PLC0415 (as said above)

    return read_returned(path, whose=whose)


def take_home(office: "Office", file: "ReturnedFile", heard: Callable[[int], None], *, dry_run: bool) -> dict[str, Any]:
    """Give each row its verdict, and unless it is a dry run take it in. Raises as `bring_home` does."""
    from wantedtrack.returning import bring_home  # noqa: PLC0415 (as said above)

    return bring_home(store=office.opened.store, officer=office.officer, now=office.clock_now(), file=file, dry_run=dry_run, heard=heard)
