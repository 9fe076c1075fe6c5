"""Bringing a tasking sheet home: each row's verdict, then its attempt as an ordinary deed of the officer named, all of the file or nothing of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wantedtrack.deeds.progress import log_attempt
from wantedtrack.deeds.tasking import Undecided, record_returns
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules import stages
from wantedtrack.rules.entry import AttemptResult, Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting, refuse_unknown
from wantedtrack.rules.returns import MOST_ROWS, ReturnedFile, Verdict
from wantedtrack.store.database import Store
from wantedtrack.store.info import read_info
from wantedtrack.store.queue import rows as read_rows
from wantedtrack.store.returned_judging import Judge, Judged, Reservation
from wantedtrack.store.returned_rows import Brought, WaitingReturn
from wantedtrack.store.writing import Together, together

_HEARD_EVERY = 50
_STOPS_ALL = ("before_journal", "unknown_account", "given_up")
"""Refusals that concern the whole file and not one row of it."""

_COLUMNS = {
    "at": "Attempted at",
    "kind": "Kind",
    "result": "Result",
    "where": "Where",
    "address": "Where",
    "remark": "Remarks",
    "officer": "Officer",
}


def bring_home(
    *, store: Store, officer: Acting, now: Instant, file: ReturnedFile, dry_run: bool, heard: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Read back a sheet: gives the document of `returns`, with a verdict for each row.

    Everything is done in one transaction: what is raised on the way, and a dry run, keep nothing. `heard` is told the rows looked at, and may
    end it. A file in which nothing is new writes nothing. Raises NotAllowed("rank"), Invalid("counts_differ", "too_many_rows", "other_store", …).
    """
    refuse_unknown(officer, "record-returns")
    stages.refuse_unless_allowed("record-returns", rank=officer.rank, is_administrator=officer.is_administrator)
    _refuse_uncounted(file)
    with together(store, keeps=not dry_run) as among:
        judge = Judge.of(among.connection, read_info(among.connection), officer, file, now=now)
        verdicts: list[Judged] = []
        for number, row in enumerate(file.rows):
            if heard is not None and number % _HEARD_EVERY == 0:
                heard(number)
            verdicts.append(_taken(judge, judge.look(row), store, among))
        counts = _counts(verdicts)
        if counts["taken"] or counts["needs_decision"]:
            undecided = [_undecided(one) for one in verdicts if one.verdict is Verdict.WAITS]
            record_returns(store=store, officer=officer, now=now, file=file, counts=counts, undecided=undecided, among=among)
        return _document(file, verdicts, counts, judge)


def _refuse_uncounted(file: ReturnedFile) -> None:
    if file.counted != len(file.rows):
        message = (
            f"{file.file_name} has {file.counted} rows by one count and {len(file.rows)} by another. Nothing was changed; save it again."
        )
        raise Invalid(message, code="counts_differ", field="file")
    if len(file.rows) > MOST_ROWS:
        message = f"{file.file_name} has {len(file.rows):,} rows; no tasking sheet has more than {MOST_ROWS:,}. Nothing was changed."
        raise Invalid(message, code="too_many_rows", field="file")


def _taken(judge: Judge, judged: Judged, store: Store, among: Together) -> Judged:
    """Log the attempt of a row that is new. What a rule says no to is that row's refusal, and the others stand."""
    if judged.verdict is not Verdict.NEW:
        return judged
    filled, tasked, named = judged.filled, judged.tasked, judged.named
    assert filled is not None  # noqa: S101 (a new row was read)
    assert tasked is not None  # noqa: S101 (and found)
    assert named is not None  # noqa: S101 (and is somebody's)
    try:
        log_attempt(
            store=store,
            officer=named,
            now=judge.now,
            entry=tasked.entry,
            at=filled.at,
            kind=filled.kind,
            result=filled.result,
            where=judged.place,
            address=judged.address,
            officers=filled.officers,
            remark=filled.remarks,
            made_safe_by=filled.made_safe_by,
            next_step=filled.next_step,
            next_by=filled.next_by,
            brought=Brought(judged.sheet, tasked.row, judged.digest, judge.officer.officer),
            among=among,
        )
    except (NotAllowed, Invalid) as refused:
        if refused.code in _STOPS_ALL:
            raise
        return _refused(judged, refused)
    judge.note_taken(judged)
    if filled.result is AttemptResult.ARRESTED:
        told = Reservation(
            "Result", "outcome_to_record", "The attempt says arrested; record the outcome as well, so that the marker is cleared."
        )
        return replace(judged, reservations=(*judged.reservations, told))
    return judged


def _refused(judged: Judged, refused: Refusal) -> Judged:
    column = _COLUMNS.get(refused.field or "", "")
    return replace(judged, verdict=Verdict.REFUSED, code=refused.code, column=column, message=refused.message, reservations=())


def _undecided(judged: Judged) -> Undecided:
    assert judged.filled is not None  # noqa: S101 (a row that waits was read)
    assert judged.tasked is not None  # noqa: S101 (and found)
    tasked = judged.tasked
    waits = WaitingReturn(
        judged.sheet, tasked.row, judged.digest, tasked.entry, tasked.reference, judged.filled, judged.address, judged.place
    )
    return Undecided(judged.row, waits, judged.code, judged.message)


def _counts(verdicts: list[Judged]) -> dict[str, int]:
    found = Counter(one.verdict for one in verdicts)
    return {
        "read": len(verdicts),
        "taken": found[Verdict.NEW],
        "unchanged": found[Verdict.UNCHANGED],
        "refused": found[Verdict.REFUSED],
        "needs_decision": found[Verdict.WAITS],
        "blank": sum(one.code == "blank" for one in verdicts),
    }


def _document(file: ReturnedFile, verdicts: list[Judged], counts: dict[str, int], judge: Judge) -> dict[str, Any]:
    head = {"file": file.file_name, "sha256": file.sha256, "sheet": file.sheet, "rows": file.counted}
    problems = [
        {"row": one.row, "column": told.column, "code": told.code, "message": told.message}
        for one in verdicts
        for told in (one.reservations if one.verdict is Verdict.NEW else (one,))
        if one.verdict is not Verdict.UNCHANGED
    ]
    return {**head, **counts, "problems": problems, "verdicts": _told(verdicts, judge)}


def _told(verdicts: list[Judged], judge: Judge) -> list[dict[str, Any]]:
    """Each row's verdict with the person's name, as far as whoever reads it may know it."""
    found = [one.tasked.entry for one in verdicts if one.tasked is not None]
    names = {row.entry: row.name for row in read_rows(judge.connection, found, reader=judge.officer)}
    return [
        {
            "row": one.row,
            "verdict": one.verdict.value,
            "reference": one.tasked.reference if one.tasked else None,
            "name": names.get(one.tasked.entry) if one.tasked else None,
            "officer": one.named.collar if one.named else None,
            "at": iso(one.filled.at) if one.filled else None,
            "kind": one.filled.kind.value if one.filled else None,
            "result": one.filled.result.value if one.filled else None,
            "code": one.code or None,
            "message": one.message or " ".join(told.message for told in one.reservations) or None,
        }
        for one in verdicts
    ]
