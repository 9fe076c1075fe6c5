"""Taking the rows of one file into the store: what each becomes, against what is held."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, insert, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.circulation import ALIVE
from wantedtrack.rules.entry import Category, Cause, EntryId, Instant, Outcome, Reference, Stage
from wantedtrack.rules.extract_rows import Extract, ExtractRow, Fate, Problem, Source
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.closing_rows import close_entry
from wantedtrack.store.entry_state import EntryState, load_entry
from wantedtrack.store.intake_rows import KnownPeople, Newcomers, held_rows, owned_values, read_owned, reference_of, row_digest
from wantedtrack.store.person_keys import traits_of
from wantedtrack.store.rows import add_row, change_entry, change_row
from wantedtrack.store.taking_up import settle
from wantedtrack.store.waiting_rows import as_data
from wantedtrack.store.writing import Work

_ENDED = (Stage.CLOSED, Stage.DISPOSED)
_CHUNK = 400
NEW, MATCHED, UNCHANGED, REFUSED, WAITS = "new", "matched", "unchanged", "refused", "needs_decision"


def refuse_uncounted(extract: Extract) -> None:
    """Raise Invalid("counts_differ") where the rows read are not those counted: then nothing is imported."""
    if extract.counted != len(extract.rows):
        message = f"{extract.file_name} has {extract.counted} rows by one count and {len(extract.rows)} by another. Nothing was imported."
        raise Invalid(message, code="counts_differ", field="file")


@dataclass(slots=True)
class Taking:
    """One file on its way in. Rows are taken in order; what is new is written together at `finish`."""

    work: Work
    extract: Extract
    held: dict[str, Row[Any]]
    people: KnownPeople
    waiting: set[tuple[str, str]]
    file_id: int | None = None
    fates: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    problems: list[Problem] = field(default_factory=list[Problem])
    fresh: list[tuple[ExtractRow, int]] = field(default_factory=list[tuple[ExtractRow, int]])
    settled: dict[str, str] = field(default_factory=dict[str, str])
    decides: bool = False

    @classmethod
    def of(cls, work: Work, extract: Extract) -> "Taking":
        """Load what is held of the file's rows and people."""
        keys = sorted({row.key for row in extract.rows if row.key})
        takes = [row for row in extract.rows if row.fate in (Fate.TAKE, Fate.MOVES_BAIL)]
        held, waiting = held_rows(work, extract.source, keys), _waiting(work, extract.source, keys)
        taking = cls(work, extract, held, KnownPeople.of(work, takes), waiting)
        again = (row for row in extract.rows if row.key in held and held[row.key].digest == row_digest(row))
        taking.settled = {row.key: held[row.key].digest for row in again}
        return taking

    @classmethod
    def for_one(cls, work: Work, row: ExtractRow, file_id: int) -> "Taking":
        """The same for one row that waited."""
        alone = Extract("", "", row.source, 1, (row,))
        return cls(work, alone, held_rows(work, row.source, [row.key]), KnownPeople.of(work, [row]), set(), file_id, decides=True)

    @property
    def last_settled(self) -> tuple[EntryId | None, Reference | None]:
        """The entry that the last row made or changed, with its reference; none where it did neither."""
        entry: EntryId | None = self.fates[-1]["entry"] if self.fates else None
        return entry, None if entry is None else Reference(reference_of(self.work, entry))

    @property
    def wrote(self) -> bool:
        """Whether anything was written."""
        return self.file_id is not None

    def take(self, row: ExtractRow) -> None:
        """Settle what a row becomes."""
        if row.fate is Fate.REFUSED:
            self._settle(row, REFUSED)
            return
        held, digest = self.held.get(row.key), row_digest(row)
        if digest in (held.digest if held is not None else None, self.settled.get(row.key)) or (row.key, digest) in self.waiting:
            self._settle(row, UNCHANGED, held.entry_id if held is not None else None)
            return
        if row.fate is Fate.NEEDS_DECISION:
            self._wait(row, row.code, row.message)
            return
        if row.key in self.settled:
            message = f"Another row of this file has the reference {row.key[:60]} and says otherwise: say which of them holds."
            self._wait(row, "doubled_reference", message)
            return
        self.settled[row.key] = digest
        if row.fate is Fate.WITHDRAWS:
            self._withdraw(row)
        elif row.fate is Fate.ENDS_BAIL:
            self._end_bail(row, held)
        elif held is None or held.entry_id is None:
            self.fresh.append((row, len(self.fates)))
            self._settle(row, NEW)
        else:
            self._change(row, held)

    def finish(self) -> None:
        """Write what is new, and replace the warrants that a new one says are withdrawn."""
        rows = [row for row, _ in self.fresh]
        entries = Newcomers(self.work, self.people).take(rows)
        kept = [
            {"source": row.source.value, "key": row.key, "entry_id": entries[row.key], **self._reading(row)}
            for row in rows
            if row.key not in self.held
        ]
        if kept:
            self.work.connection.execute(insert(record.source_row), kept)
        for row in rows:
            if row.key in self.held:
                self._keep(row, entries[row.key])
        for row, place in self.fresh:
            entry = entries[row.key]
            self.fates[place] |= {"entry": entry, "reference": reference_of(self.work, entry)}
            if row.withdraws_earlier:
                self._propose_withdrawal(row, besides=entry)
        if self.wrote and self.extract.file_name:
            counts = json.dumps(self.counts())
            self.work.connection.execute(record.intake_file.update().where(record.intake_file.c.id == self.file_id).values(counts=counts))

    def counts(self) -> dict[str, int]:
        """How many rows became what; `read` is their sum."""
        counted = Counter(fate["verdict"] for fate in self.fates)
        return {
            "rows": self.extract.counted,
            "read": len(self.fates),
            **{name: counted[name] for name in (NEW, MATCHED, UNCHANGED, REFUSED, WAITS)},
        }

    def as_json(self) -> dict[str, Any]:
        """The document of interfaces.md, with `fates` beside it."""
        told = [{"row": one.row, "column": one.column, "code": one.code, "message": one.message} for one in self.problems]
        head = {"file": self.extract.file_name, "sha256": self.extract.sha256, "source": self.extract.source.value}
        return {**head, **self.counts(), "problems": sorted(told, key=lambda one: one["row"]), "fates": self.fates}

    def _settle(self, row: ExtractRow, verdict: str, entry: EntryId | None = None, *, why: str = "") -> None:
        reference = reference_of(self.work, entry) if entry is not None else None
        name = f"{row.surname}, {row.forenames}" if row.forenames else row.surname
        said = why or row.message
        self.fates.append(
            {"row": row.row, "verdict": verdict, "entry": entry, "reference": reference, "name": name, "offence": row.offence, "why": said}
        )
        self.problems += row.problems
        if verdict == REFUSED:
            self.problems.append(Problem(row.row, row.column, row.code, row.message))

    def _wait(self, row: ExtractRow, code: str, message: str) -> None:
        kept = {"source": row.source.value, "key": row.key, "row": row.row, "code": code, "message": message, "data": as_data(row)}
        add_row(self.work, record.waiting_row, {**kept, "file_id": self._file(), "digest": row_digest(row), "at": self.work.now})
        self.waiting.add((row.key, row_digest(row)))
        self._settle(row, WAITS, why=message)
        self.problems.append(Problem(row.row, row.column, code, message))

    def _withdraw(self, row: ExtractRow) -> None:
        """A warrant that is only withdrawn creates nothing and changes no stage: it proposes the next step on the live one."""
        entry = self._propose_withdrawal(row, besides=None)
        if entry is None:
            message = "The court has withdrawn a warrant that is not held here: say which entry it was, or set the row aside."
            self._wait(row, "withdrawn_not_held", message)
            return
        self._keep(row, entry)
        self._settle(row, MATCHED, entry, why="warrant withdrawn by the court: proposed as the next step")

    def _propose_withdrawal(self, row: ExtractRow, *, besides: EntryId | None) -> EntryId | None:
        table, source = schema.entry.c, record.source_row.c
        ptiurn = row.details.get("ptiurn", "")
        live = (
            select(table.id)
            .join(record.source_row, source.entry_id == table.id)
            .where(
                table.category == Category.WARRANT, table.stage.not_in([*_ENDED, Stage.CLEARING]), source.source == Source.WARRANTS.value
            )
            .where(source.key.startswith(f"{ptiurn}|{row.asn or ''}|", autoescape=True))
            .order_by(table.id)
        )
        for entry in self.work.connection.execute(live).scalars():
            if entry != besides:
                state = load_entry(self.work.connection, entry)
                change_entry(
                    self.work, state, withdrawal_proposed=f"The court's report of {row.cells.get('hearing_date', '')} says withdrawn."
                )
                self._file()
                return entry
        return None

    def _end_bail(self, row: ExtractRow, held: Row[Any] | None) -> None:
        """A return that was answered or cancelled ends a draft; on an accepted entry, or a marker still alive, it only proposes the next step."""
        said = row.details.get("status", "")
        if held is None or held.entry_id is None:
            self._settle(row, UNCHANGED, why=f"{said}, and no entry is held for it")
            return
        state = load_entry(self.work.connection, held.entry_id)
        if state.stage is Stage.DRAFT and state.circulation not in ALIVE:
            settle(self.work, state.id)
            ended = {"outcome_recorded_at": self.work.now, "outcome_rationale": f"bail return: {said}"}
            close_entry(self.work, load_entry(self.work.connection, state.id), outcome=_outcome_of(state, said, self.work.now), **ended)
        elif state.stage not in _ENDED:
            change_entry(self.work, state, withdrawal_proposed=f"The bail return says {said}.")
        self._keep(row, state.id)
        self._settle(row, MATCHED, state.id, why=f"bail return: {said}")

    def _change(self, row: ExtractRow, held: Row[Any]) -> None:
        """A changed row changes what the source owns and no officer wrote over; clocks that it moves pass their levels in silence."""
        settle(self.work, held.entry_id)
        state = load_entry(self.work.connection, held.entry_id)
        if state.stage in _ENDED and self.decides:
            self._want_again(row, state)
            return
        if state.stage in _ENDED:
            message = f"{state.reference} is closed and the row has changed since: say whether it is wanted again."
            self._wait(row, "entry_closed", message)
            return
        after = change_entry(self.work, state, **_changes_for(state, read_owned(held.data), row))
        if after.became_outstanding_at != state.became_outstanding_at:
            refresh_clocks(self.work, after, cause=Cause.BASELINE)
        self._keep(row, state.id)
        self._settle(
            row,
            MATCHED,
            state.id,
            why="the source changed it" if after.version != state.version else "read again; nothing of the entry changed",
        )

    def _want_again(self, row: ExtractRow, ended: EntryState) -> None:
        """Somebody said that a row of a closed entry is wanted again: a new draft of the same person."""
        person = ended.person_id
        self.people = KnownPeople.only(person, traits_of(self.work.connection, [person])[person])
        self.fresh.append((row, len(self.fates)))
        self._settle(row, NEW)

    def _keep(self, row: ExtractRow, entry: EntryId) -> None:
        """Keep the newest reading of a row that is held, or hold it."""
        held = self.held.get(row.key)
        if held is None:
            add_row(
                self.work,
                record.source_row,
                {"source": row.source.value, "key": row.key, "entry_id": entry, **self._reading(row)},
                entry=entry,
            )
        else:
            change_row(self.work, record.source_row, held.id, held, {"entry_id": entry, **self._reading(row)}, entry=entry)

    def _reading(self, row: ExtractRow) -> dict[str, Any]:
        told = json.dumps({"owned": owned_values(row), "cells": dict(row.cells)}, ensure_ascii=False)
        return {"file_id": self._file(), "row": row.row, "digest": row_digest(row), "data": told}

    def _file(self) -> int:
        """The file's own row, made when the first thing of it is kept: an import that changes nothing leaves nothing."""
        if self.file_id is None:
            told = {
                "source": self.extract.source.value,
                "file_name": self.extract.file_name,
                "sha256": self.extract.sha256,
                "at": self.work.now,
            }
            self.file_id = add_row(
                self.work, record.intake_file, {**told, "by": self.work.officer.officer, "counts": "{}", "sequence": self.work.sequence}
            )
        return self.file_id


def _waiting(work: Work, source: Source, keys: list[str]) -> set[tuple[str, str]]:
    table = record.waiting_row.c
    return {
        (row.key, row.digest)
        for start in range(0, len(keys), _CHUNK)
        for row in work.connection.execute(
            select(table.key, table.digest).where(table.source == source.value, table.key.in_(keys[start : start + _CHUNK]))
        )
    }


def _outcome_of(state: EntryState, status: str, now: Instant) -> Outcome | None:
    """What a return that ended comes to. Before its time it was no bail failure at all, and has no outcome; cancelled, it never was one."""
    if state.became_outstanding_at > now:
        return None
    return Outcome.BAIL_FAILURE_RECORDED_IN_ERROR if status.strip().lower() == "cancelled" else Outcome.ANSWERED_BAIL_LATE


def _changes_for(state: EntryState, before: dict[str, Any], row: ExtractRow) -> dict[str, Any]:
    """The fields that the source gave before, that still stand as it gave them, and that it gives otherwise now."""
    now_says: dict[str, Any] = {
        "offence": row.offence, "became_outstanding_at": row.became_outstanding_at, "station": row.station, "owning_force": row.owning_force,
        "circulation_level": row.circulation_level, "weed_date": row.weed_date, "asn": row.asn,
    }  # fmt: skip
    current = state.as_mapping()
    changes = {name: value for name, value in now_says.items() if value is not None and current[name] == before.get(name) != value}
    if state.category is Category.BAIL_FAILURE and state.stage is not Stage.DRAFT and "became_outstanding_at" in changes:
        # A failure to appear that a sergeant accepted keeps its age: domain.md section 5, rule 2. Another time is only proposed.
        moved_to = to_force_time(changes.pop("became_outstanding_at"))
        changes["withdrawal_proposed"] = f"The bail return says {row.details.get('status', '')}: {moved_to:%d/%m/%Y %H:%M}."
    details = state.own_fields
    told_before: dict[str, str] = before.get("details", {})
    mine = {key: value for key, value in row.details.items() if details.get(key, "") == told_before.get(key, "") != value}
    return {**changes, "details": json.dumps({**details, **mine}, ensure_ascii=False)} if mine else changes
