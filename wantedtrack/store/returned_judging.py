"""What becomes of each row of a tasking sheet that came back, against what the store holds: found again, read, and held beside what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.entry import AttemptResult, EntryId, Instant, Stage
from wantedtrack.rules.officers import Acting, collar_key
from wantedtrack.rules.returns import (
    Filled,
    ReturnedFile,
    ReturnedRow,
    RowRefused,
    Verdict,
    has_month_first,
    lost_of,
    read_filled,
    refuse_formulas,
    turned_round,
)
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.stages import DRAFT_OR_OPEN, stage_words
from wantedtrack.rules.tasking import OLDEST, SheetNumber, letters_for, read_sheet_number, row_check, store_mark
from wantedtrack.store import schema
from wantedtrack.store.clashes import fields_since
from wantedtrack.store.entry_state import EntryState, may_read, refuse_for_deed
from wantedtrack.store.found import by_column
from wantedtrack.store.info import Info
from wantedtrack.store.officers import Officer
from wantedtrack.store.returned_held import Held, read_held
from wantedtrack.store.returned_rows import KnownAttempt, digest_of, key_of
from wantedtrack.store.tasking_rows import SheetMade, Tasked, check_key, find_sheet, rows_of

LEFT_OUT = "left_out"
NOT_SAID = "not said on the tasking sheet"
_SHOWN_CHANGES = 4
_WHOLE_FILE = ("other_force", "other_store", "unknown_sheet", "sheet_too_old")
"""What is wrong with a sheet as a whole: a file with nothing but such sheets is refused at once."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """Something to tell of a row that is taken all the same."""

    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's verdict. `tasked` is None where it was not found again; all from `filled` on only for a row that is new or waits."""

    row: int
    verdict: Verdict
    code: str = ""
    column: str = ""
    message: str = ""
    tasked: Tasked | None = None
    sheet: int = 0
    filled: Filled | None = None
    digest: str = ""
    named: Acting | None = None
    address: int | None = None
    place: str = ""
    reservations: tuple[Reservation, ...] = ()


@dataclass(slots=True)
class Judge:
    """Looks at one file's rows in turn, reading alone: what it says of a row is what the attempt's own deed would say to it.

    `held` is what the store held when it was read last; see `again`.
    """

    connection: Connection
    info: Info
    officer: Acting
    now: Instant
    sheets: dict[str, SheetMade | RowRefused]
    rows: dict[int, dict[int, Tasked]]
    held: Held
    officers: dict[str, Officer]
    key: bytes = field(repr=False)
    has_month_first: bool = False

    @classmethod
    def of(cls, connection: Connection, info: Info, officer: Acting, file: ReturnedFile, *, now: Instant) -> "Judge":
        """Load what is held of the file's sheets. Raises Invalid where every sheet in it is one that cannot be read back here."""
        texts = {row.cells.get("sheet", "") for row in file.rows}
        sheets = {text: _sheet(connection, info, text, now) for text in texts}
        _refuse_foreign(file, sheets)
        numbers = [made.id for made in sheets.values() if isinstance(made, SheetMade)]
        rows = {number: rows_of(connection, number) for number in numbers}
        entries = sorted({tasked.entry for held in rows.values() for tasked in held.values()})
        officers = (Officer(**by_column(row)) for row in connection.execute(select(schema.officer)))
        return cls(
            connection,
            info,
            officer,
            now,
            sheets,
            rows,
            read_held(connection, numbers, entries),
            {collar_key(one.collar): one for one in officers},
            check_key(info),
            file.sheet is None and has_month_first(_tried(file, sheets), now=now),
        )

    def again(self, connection: Connection, rows: Sequence[ReturnedRow], *, entries: Sequence[EntryId]) -> list[Judged]:
        """The verdicts of rows that were looked at before, now that others wrote since. `entries` are those of the rows."""
        self.connection = connection
        self.held = read_held(connection, tuple(self.rows), entries)
        return [self.look(row) for row in rows]

    def look(self, row: ReturnedRow) -> Judged:
        """The row's verdict. A row that nobody filled in is unchanged, whatever became of its other cells."""
        if row.is_blank:
            return Judged(row.row, Verdict.UNCHANGED, "blank")
        turned = self._turned(row)
        try:
            refuse_formulas(row)
            made, tasked = self._found(row)
        except RowRefused as refused:
            return Judged(row.row, Verdict.REFUSED, refused.code, refused.column, refused.message)
        try:
            filled = read_filled(turned, made_at=made.at, now=self.now)
            named, filled, told = self._named(filled)
        except RowRefused as refused:
            return Judged(row.row, Verdict.REFUSED, refused.code, refused.column, refused.message, tasked)
        lost = tuple(_left_out(*one) for one in lost_of(row))
        return self._against_store(row, made, tasked, filled, named, (*told, *lost, *(() if turned is row else (_MONTH_FIRST,))))

    def _turned(self, row: ReturnedRow) -> ReturnedRow:
        if not self.has_month_first:
            return row
        dates = {key: turned_round(row.cells[key]) for key in ("attempted_at", "by_when") if key in row.cells}
        is_same = all(row.cells[key] == text for key, text in dates.items())
        return row if is_same else replace(row, cells={**row.cells, **dates})

    def _note_taken(self, judged: Judged) -> Judged:
        """Remember that this row is to be taken."""
        assert judged.tasked is not None  # noqa: S101 (only a row that was found is taken)
        assert judged.filled is not None  # noqa: S101 (the same)
        self.held.taken.setdefault((judged.sheet, judged.tasked.row), {})[judged.digest] = judged.filled.words
        return judged

    # ---- which row it is -------------------------------------------------------------------------------------------------------------

    def _found(self, row: ReturnedRow) -> tuple[SheetMade, Tasked]:
        made = self.sheets[row.cells.get("sheet", "")]
        if isinstance(made, RowRefused):
            raise made
        # A program that takes the column for figures writes them with a part of nothing: 3.0.
        number = row.cells.get("row", "").strip().removesuffix(".0")
        tasked = self.rows[made.id].get(int(number)) if number.isascii() and number.isdigit() else None
        if tasked is None:
            raise RowRefused("row", "unknown_row", "No row of that number went out with this sheet: it was added or its number changed.")
        typed = row.cells.get("reference", "").strip().upper()
        if typed != tasked.reference:
            message = "The reference is not the one that this row went out with. Put it back, or log the attempt by hand."
            raise RowRefused("reference", "other_reference", message)
        expected = row_check(self.key, sheet=made.id, row=tasked.row, reference=tasked.reference, version=tasked.version)
        if row.cells.get("check", "").strip().upper() != expected:
            message = "The check does not fit sheet, row and reference: one of them was changed. Put them back, or log the attempt by hand."
            raise RowRefused("check", "check", message)
        return made, tasked

    def _named(self, filled: Filled) -> tuple[Acting, Filled, tuple[Reservation, ...]]:
        """The officer whose attempt it is: the first one named, else whoever brings the sheet home."""
        if not filled.officers:
            message = f"No officer is named, so it is recorded as {self.officer.collar}'s, who brought the sheet home."
            named = replace(filled, officers=(self.officer.collar,))
            return self.officer, named, (Reservation("Officer", "officer_not_named", message),)
        known: list[Officer] = []
        for collar in filled.officers:
            found = self.officers.get(collar_key(collar))
            if found is None:
                raise RowRefused(
                    "officer",
                    "no_such_officer",
                    f"No officer has the collar number “{collar[:40]}”. Correct it, or have the officer enrolled.",
                )
            if found.left_at is not None and found.left_at <= filled.at:
                raise RowRefused("officer", "officer_left", f"{found.collar} had left by then. Name the officer who went.")
            known.append(found)
        named = replace(filled, officers=tuple(one.collar for one in known))
        return known[0].acting(self.officer.desktop), named, ()

    # ---- against what is held --------------------------------------------------------------------------------------------------------

    def _against_store(
        self, row: ReturnedRow, made: SheetMade, tasked: Tasked, filled: Filled, named: Acting, told: tuple[Reservation, ...]
    ) -> Judged:
        state = self.held.entries[tasked.entry]
        if not may_read(self.connection, state, self.officer):
            return Judged(row.row, Verdict.REFUSED, "restricted", "", "Known: ask the duty inspector.", tasked)
        digest = digest_of(self.info.digest_key, tasked.entry, filled)
        address, place, unsaid = self._place(state, filled)
        new = Judged(row.row, Verdict.NEW, "", "", "", tasked, made.id, filled, digest, named, address, place, (*told, *unsaid))
        earlier = self.held.taken.get((made.id, tasked.row), {})
        if digest in earlier or (key_of(made.id, tasked.row), digest) in self.held.decided:
            return replace(new, verdict=Verdict.UNCHANGED, code="known", reservations=())
        if earlier:
            message = f"This row was brought home already and said: {next(reversed(earlier.values()))}. This copy says: {filled.words}. Say whether both happened."
            return _waits(new, state, "filled_in_twice", message)
        if (known := self._known(tasked.entry, filled)) is not None:
            if known.result is filled.result:
                return replace(new, verdict=Verdict.UNCHANGED, code="known", reservations=())
            message = (
                f"An attempt at the same minute is held already: {known.words}. The sheet says: {filled.words}. Say whether both happened."
            )
            return _waits(new, state, "differs_from_known", message)
        return self._against_stage(new, state)

    def _against_stage(self, new: Judged, state: EntryState) -> Judged:
        assert new.filled is not None  # noqa: S101 (the caller has just read it)
        assert new.tasked is not None  # noqa: S101 (the same)
        if state.stage is Stage.DISPOSED:
            return replace(
                new, verdict=Verdict.REFUSED, code="disposed", message="The entry has been disposed of; nothing can be recorded about it."
            )
        if state.stage not in DRAFT_OR_OPEN:
            message = f"The entry is {stage_words(state.stage)} since the sheet was made, so no attempt can be added. The sheet says: {new.filled.words}."
            return _waits(new, state, "entry_ended", message)
        try:
            self._foresee(new, state)
        except (NotAllowed, Invalid) as refused:
            return refused_by(new, refused)
        told = (*new.reservations, *self._changes(new.tasked, state), *([_ARRESTED] if new.filled.result is AttemptResult.ARRESTED else []))
        return self._note_taken(replace(new, reservations=told))

    def _foresee(self, new: Judged, state: EntryState) -> None:
        """Ask what the deed will ask of the officer named, who may be another than the one who brings the sheet home."""
        assert new.named is not None  # noqa: S101 (a new row is somebody's)
        refuse_for_deed(self.connection, state, "log-attempt", new.named)

    def _changes(self, tasked: Tasked, state: EntryState) -> tuple[Reservation, ...]:
        """What others changed of the entry since the sheet was made: as it stood and as it stands."""
        changed = fields_since(self.connection, tasked.entry, tasked.version) if state.version != tasked.version else ()
        if not changed:
            return ()
        told = "; ".join(f"{one.label} was {one.was[:60]}, is {one.is_now[:60]} ({one.by})" for one in changed[:_SHOWN_CHANGES])
        more = f"; and {len(changed) - _SHOWN_CHANGES} more" if len(changed) > _SHOWN_CHANGES else ""
        return (
            Reservation(
                "", "entry_changed", f"The entry changed since the sheet was made: {told}{more}. The attempt is taken all the same."
            ),
        )

    def _known(self, entry: EntryId, filled: Filled) -> KnownAttempt | None:
        minute = filled.at.replace(second=0, microsecond=0)
        same = [
            one
            for one in self.held.attempts.get(entry, ())
            if one.at.replace(second=0, microsecond=0) == minute and one.kind is filled.kind
        ]
        return next((one for one in same if one.result is filled.result), same[0] if same else None)

    def _place(self, state: EntryState, filled: Filled) -> tuple[int | None, str, tuple[Reservation, ...]]:
        """The address that a letter stands for, the words as written, or the one address there is."""
        held = self.held.addresses.get(state.person_id, [])
        words = {one.id: one.words for one in held}
        letters = dict(zip(letters_for(len(held)), words, strict=True))
        typed = filled.where.strip().rstrip(".:)")
        chosen = letters.get(typed.upper()) or next(
            (number for number, said in words.items() if said.lower() == typed.lower() and typed), None
        )
        if chosen is not None:
            return chosen, words[chosen], ()
        if typed:
            return None, filled.where, ()
        living = [one.id for one in held if not one.has_ended]
        if len(living) == 1:
            return living[0], words[living[0]], ()
        return None, NOT_SAID, (Reservation("Where", "no_place", "“Where” is empty, so the place stays unknown; a note can tell it."),)


COLUMNS = {
    "at": "Attempted at",
    "kind": "Kind",
    "result": "Result",
    "where": "Where",
    "address": "Where",
    "next-by": "By when",
    "remark": "Remarks",
    "made-safe-by": "Remarks",
    "officer": "Officer",
}
"""The sheet's column of each word that the deed may refuse."""


def refused_by(judged: Judged, refused: Refusal) -> Judged:
    """What the deed says no to is that row's refusal, and the others stand."""
    column = COLUMNS.get(refused.field or "", "")
    return replace(judged, verdict=Verdict.REFUSED, code=refused.code, column=column, message=refused.message, reservations=())


_ARRESTED = Reservation(
    "Result", "outcome_to_record", "The attempt says arrested; record the outcome as well, so that the marker is cleared."
)
_MONTH_FIRST = Reservation(
    "Attempted at",
    "month_first",
    "The dates of this file have the month before the day, as a program set to America writes them, and were read so.",
)


def _tried(file: ReturnedFile, sheets: dict[str, SheetMade | RowRefused]) -> list[tuple[str, Instant]]:
    """The times of the rows that are filled in, with when their sheet was made."""
    found = [(row.cells.get("attempted_at", ""), sheets[row.cells.get("sheet", "")]) for row in file.rows if not row.is_blank]
    return [(text, made.at) for text, made in found if isinstance(made, SheetMade)]


def _left_out(column: str, count: int) -> Reservation:
    return Reservation(column, LEFT_OUT, f"What cannot be kept was left out of “{column}”: {count:,} of its characters.")


def _waits(judged: Judged, state: EntryState, code: str, message: str) -> Judged:
    """A restricted entry's row waits without its words: the list of what waits is everybody's. What it lost is told all the same."""
    said = "Restricted: ask the duty inspector what this row says." if state.restricted else message
    lost = tuple(one for one in judged.reservations if one.code == LEFT_OUT)
    return replace(judged, verdict=Verdict.WAITS, code=code, message=said, reservations=lost)


def _sheet(connection: Connection, info: Info, text: str, now: Instant) -> SheetMade | RowRefused:
    number = read_sheet_number(text)
    if number is None:
        return RowRefused(
            "sheet", "no_sheet_number", "The row has no number of a sheet, so nobody can tell where it belongs. Log the attempt by hand."
        )
    if number.force != info.force_code:
        message = f"{number} is a sheet of force {number.force}; this store is of force {info.force_code}. Send it back to them."
        return RowRefused("sheet", "other_force", message)
    if number.mark != store_mark(info.store_id):
        return RowRefused("sheet", "other_store", f"{number} was made by another store of this force. Read it back where it was made.")
    made = find_sheet(connection, number.sheet)
    if made is None:
        return RowRefused(
            "sheet",
            "unknown_sheet",
            f"{_short(number)} is not known here: its number was changed, or it is newer than this copy of the store.",
        )
    if now - made.at > OLDEST:
        message = f"{number} was made on {to_force_time(made.at):%d/%m/%Y}, which is too long ago. Log what still matters by hand."
        return RowRefused("sheet", "sheet_too_old", message)
    return made


def _short(number: SheetNumber) -> str:
    return f"Sheet {number}"


def _refuse_foreign(file: ReturnedFile, sheets: dict[str, SheetMade | RowRefused]) -> None:
    """Raise Invalid where every row is of a sheet that this store cannot read back."""
    refused: Sequence[RowRefused] = [one for one in sheets.values() if isinstance(one, RowRefused)]
    if refused and len(refused) == len(sheets) and all(one.code in _WHOLE_FILE for one in refused):
        raise Invalid(f"{file.file_name}: {refused[0].message} Nothing was changed.", code=refused[0].code, field="sheet")
