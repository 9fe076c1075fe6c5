"""Bringing a tasking sheet home: each row's verdict by reading alone, then its attempt as an ordinary deed of the officer named.

The writers' lock is taken for a portion of the rows at a time, so that a sheet of thousands keeps no other desktop waiting (decision 0070).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from wantedtrack.deeds.progress import log_attempt
from wantedtrack.deeds.tasking import Undecided, record_returns
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting, refuse_unknown
from wantedtrack.rules.returns import MOST_ROWS, ReturnedFile, Verdict
from wantedtrack.store import journal
from wantedtrack.store.database import Connection, Store
from wantedtrack.store.queue import rows as read_rows
from wantedtrack.store.returned_judging import Judge, Judged, refused_by
from wantedtrack.store.returned_rows import Brought, WaitingReturn
from wantedtrack.store.writing import Together, make_way, ready_to_write, together

_HEARD_EVERY = 50
PORTION = 50
"""Attempts recorded under one hold of the writers' lock: a quarter of a second's work on a plain desktop."""

_STOPS_ALL = ("before_journal", "unknown_account", "given_up")
"""Refusals that concern the whole file and not one row of it."""


def bring_home(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    file: ReturnedFile,
    dry_run: bool,
    heard: Callable[[int], None] | None = None,
    portion: int = PORTION,
) -> dict[str, Any]:
    """Read back a sheet: gives the document of `returns`, with a verdict for each row.

    A file that is refused, and a dry run, write nothing and take no lock. `heard` is told the rows looked at, or those taken in, and may end
    it: what is taken by then stands, and is known when the file is read again. A file in which nothing is new writes nothing. Raises
    NotAllowed("rank"), Invalid("counts_differ", "too_many_rows", "other_store", …), Unavailable.
    """
    refuse_unknown(officer, "record-returns")
    stages.refuse_unless_allowed("record-returns", rank=officer.rank, is_administrator=officer.is_administrator)
    _refuse_uncounted(file)
    with store.reading() as connection:
        info, head = ready_to_write(connection, now)
        judge = Judge.of(connection, info, officer, file, now=now)
        verdicts: list[Judged] = []
        for number, row in enumerate(file.rows):
            if heard is not None and number % _HEARD_EVERY == 0:
                heard(number if dry_run else 0)
            verdicts.append(judge.look(row))
        if dry_run:
            return _document(file, verdicts, _told(connection, verdicts, officer))
    if any(one.verdict in (Verdict.NEW, Verdict.WAITS) for one in verdicts):
        _Taking(store, judge, file, verdicts, head).take(heard, portion)
    with store.reading() as connection:
        return _document(file, verdicts, _told(connection, verdicts, officer))


class _Taking:
    """The rows that are new, portion by portion; `verdicts` become what the deeds themselves said."""

    def __init__(self, store: Store, judge: Judge, file: ReturnedFile, verdicts: list[Judged], head: journal.Head) -> None:
        self._store, self._judge, self._file, self._verdicts = store, judge, file, verdicts
        self._head = head.sequence
        self._others_wrote = False
        self._taken = 0

    def take(self, heard: Callable[[int], None] | None, size: int) -> None:
        """Take them all; the last portion also keeps what waits, and that the file was read."""
        new = [place for place, one in enumerate(self._verdicts) if one.verdict is Verdict.NEW]
        portions = [new[start : start + size] for start in range(0, len(new), size)] or [[]]
        for number, portion in enumerate(portions, 1):
            try:
                if heard is not None:
                    heard((number - 1) * size)
                self._portion(portion, is_last=number == len(portions))
            except Refusal as refused:
                raise self._broken_off(refused) from None
            if number < len(portions):
                make_way(self._store)

    def _portion(self, portion: Sequence[int], *, is_last: bool) -> None:
        waiting = [place for place, one in enumerate(self._verdicts) if one.verdict is Verdict.WAITS] if is_last else []
        places = sorted((*portion, *waiting))
        with together(self._store) as among:
            self._others_wrote = self._others_wrote or journal.head(among.connection).sequence != self._head
            if self._others_wrote:
                self._look_again(among.connection, places)
            for place in places:
                self._verdicts[place] = self._deed(self._verdicts[place], among)
            if is_last:
                self._end(among)
            written = journal.head(among.connection).sequence
        self._head = written
        self._taken += sum(self._verdicts[place].verdict is Verdict.NEW for place in places)

    def _look_again(self, connection: Connection, places: Sequence[int]) -> None:
        """Others wrote since these rows were judged: judge them again, with nobody else writing now."""
        entries = sorted({tasked.entry for place in places if (tasked := self._verdicts[place].tasked) is not None})
        again = self._judge.again(connection, [self._file.rows[place] for place in places], entries=entries)
        for place, judged in zip(places, again, strict=True):
            self._verdicts[place] = judged

    def _deed(self, judged: Judged, among: Together) -> Judged:
        """Log the attempt of a row that is new. What a rule says no to is that row's refusal, and the others stand."""
        if judged.verdict is not Verdict.NEW:
            return judged
        filled, tasked, named = judged.filled, judged.tasked, judged.named
        assert filled is not None  # noqa: S101 (a new row was read)
        assert tasked is not None  # noqa: S101 (and found)
        assert named is not None  # noqa: S101 (and is somebody's)
        try:
            log_attempt(
                store=self._store,
                officer=named,
                now=self._judge.now,
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
                brought=Brought(judged.sheet, tasked.row, judged.digest, self._judge.officer.officer),
                among=among,
            )
        except (NotAllowed, Invalid) as refused:
            if refused.code in _STOPS_ALL:
                raise
            return refused_by(judged, refused)
        return judged

    def _end(self, among: Together) -> None:
        """Keep the rows that wait, and that the file was read back."""
        counts = _counts(self._verdicts)
        if not counts["taken"] and not counts["needs_decision"]:
            return
        record_returns(
            store=self._store,
            officer=self._judge.officer,
            now=self._judge.now,
            file=self._file,
            counts=counts,
            undecided=[_undecided(one) for one in self._verdicts if one.verdict is Verdict.WAITS],
            among=among,
        )

    def _broken_off(self, refused: Refusal) -> Refusal:
        """What stopped it, with what stands all the same."""
        if not self._taken:
            return refused
        why = "It was given up." if refused.code == "given_up" else refused.message
        kept = f"{self._taken:,} attempts of {self._file.file_name} had been recorded before that and stand. Read the file again for the rest; none is recorded twice."
        return type(refused)(f"{why} {kept}", code=refused.code, field=refused.field)


def _refuse_uncounted(file: ReturnedFile) -> None:
    if file.counted != len(file.rows):
        message = (
            f"{file.file_name} has {file.counted} rows by one count and {len(file.rows)} by another. Nothing was changed; save it again."
        )
        raise Invalid(message, code="counts_differ", field="file")
    if len(file.rows) > MOST_ROWS:
        message = f"{file.file_name} has {len(file.rows):,} rows; no tasking sheet has more than {MOST_ROWS:,}. Nothing was changed."
        raise Invalid(message, code="too_many_rows", field="file")


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


def _document(file: ReturnedFile, verdicts: list[Judged], told: list[dict[str, Any]]) -> dict[str, Any]:
    head = {"file": file.file_name, "sha256": file.sha256, "sheet": file.sheet, "rows": file.counted}
    problems = [
        {"row": one.row, "column": said.column, "code": said.code, "message": said.message}
        for one in verdicts
        for said in (one.reservations if one.verdict is Verdict.NEW else (one, *one.reservations))
        if one.verdict is not Verdict.UNCHANGED
    ]
    return {**head, **_counts(verdicts), "problems": problems, "verdicts": told}


def _told(connection: Connection, verdicts: list[Judged], reader: Acting) -> list[dict[str, Any]]:
    """Each row's verdict with the person's name, as far as whoever reads it may know it."""
    found = [one.tasked.entry for one in verdicts if one.tasked is not None]
    names = {row.entry: row.name for row in read_rows(connection, found, reader=reader)}
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
            "message": " ".join(told for told in (one.message, *(said.message for said in one.reservations)) if told) or None,
        }
        for one in verdicts
    ]
