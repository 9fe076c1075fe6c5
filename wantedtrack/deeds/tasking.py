"""Tasking sheets: recording one that goes out with its rows, and what came home of it. The attempts themselves are ordinary deeds."""

from collections.abc import Sequence
from dataclasses import dataclass

from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.returns import ReturnedFile
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.returned_rows import WaitingReturn, keep_file, keep_waiting
from wantedtrack.store.tasking_rows import choose_tasks, keep_sheet, number_of, read_choice
from wantedtrack.store.writing import Together, Work, carry_out


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row of a file that a person must decide: its number in the file, what it says, and why it waits."""

    row: int
    waits: WaitingReturn
    code: str
    message: str


def record_tasking(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    owner: str | None = None,
    team: str | None = None,
    beat: str | None = None,
) -> Changes:
    """Record a sheet of the open entries of an officer, a team or a beat that this officer may read, as they stand now.

    `detail` has its number, how many rows it has, and how many suspended entries it leaves out. It changes no entry. Raises
    NotAllowed("rank"), Invalid("no_such_officer", "too_many").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-tasking", rank=officer.rank, is_administrator=officer.is_administrator)
        chosen = read_choice(work.connection, officer, owner=owner, team=team, beat=beat)
        tasks, suspended = choose_tasks(work.connection, chosen, reader=officer)
        sheet = keep_sheet(work, chosen, tasks)
        told = {"number": sheet, "sheet": str(number_of(work.info, sheet)), "rows": len(tasks), "suspended": suspended}
        return Changes("record-tasking", detail={**told, "owner": chosen.owner, "team": chosen.team, "beat": chosen.beat})

    return carry_out(store, deed="record-tasking", officer=officer, now=now, deed_id=deed_id, act=act)


def record_returns(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    file: ReturnedFile,
    counts: dict[str, int],
    undecided: Sequence[Undecided] = (),
    among: Together | None = None,
) -> Changes:
    """Record that a tasking sheet was read back, by whom, and the rows of it that wait for a person.

    Its attempts were logged beside it in the same transaction, each as a deed of the officer named. Raises NotAllowed("rank").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-returns", rank=officer.rank, is_administrator=officer.is_administrator)
        number = keep_file(work, file, counts)
        for one in undecided:
            keep_waiting(work, number, one.row, one.waits, code=one.code, message=one.message)
        return Changes("record-returns", detail={"file": number, **counts})

    return carry_out(store, deed="record-returns", officer=officer, now=now, deed_id=deed_id, act=act, among=among)
