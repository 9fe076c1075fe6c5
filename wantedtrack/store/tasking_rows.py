"""Tasking sheets as rows: which entries are tasks, which sheet went out with which of them, and how a sheet is found again."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, Instant, Reference, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.tasking import MOST_TASKS, TASK_STAGES, Chosen, SheetNumber, store_mark
from wantedtrack.store import schema
from wantedtrack.store.info import Info
from wantedtrack.store.officers import all_officers, find_officer
from wantedtrack.store.queue_lists import one_of, readable_by
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_sheets import tasking_row, tasking_sheet
from wantedtrack.store.writing import Work


@dataclass(frozen=True, slots=True)
class Tasked:
    """One entry of a sheet: its row on it, and the version it stood at."""

    row: int
    entry: EntryId
    reference: Reference
    version: int


@dataclass(frozen=True, slots=True)
class SheetMade:
    """A sheet that went out."""

    id: int
    at: Instant
    chosen: Chosen


def read_choice(connection: Connection, reader: Acting, *, owner: str | None, team: str | None, beat: str | None) -> Chosen:
    """The choice as typed: `me` is the reader. Raises Invalid("no_such_officer") for a collar number that nobody has."""
    named = None
    if owner and owner.strip():
        named = reader.collar if owner.strip().lower() == "me" else find_officer(connection, owner, field="owner").collar
    return Chosen(named, (team or "").strip() or None, (beat or "").strip() or None)


def choose_tasks(connection: Connection, chosen: Chosen, *, reader: Acting) -> tuple[list[tuple[EntryId, Reference, int]], int]:
    """The tasks that this reader may see, the most urgent first, and how many suspended entries were left out.

    An entry is of a beat or team if it says so, or if it says nothing and its owner is. Raises Invalid("too_many").
    """
    entry = schema.entry.c
    fits = and_(_fits(connection, chosen), readable_by(reader))
    listed = select(entry.id, entry.reference, entry.version).where(fits, one_of(entry.stage, *TASK_STAGES))
    order = (entry.band.nulls_last(), entry.due_at.nulls_last(), entry.id)
    tasks = [
        (EntryId(row.id), Reference(row.reference), int(row.version))
        for row in connection.execute(listed.order_by(*order).limit(MOST_TASKS + 1))
    ]
    if len(tasks) > MOST_TASKS:
        message = f"More than {MOST_TASKS:,} open entries fit, which is more than one sheet holds. Nothing was written; name an owner, a team or a beat."
        raise Invalid(message, code="too_many", field="beat")
    resting = select(func.count()).select_from(schema.entry).where(fits, entry.stage == Stage.SUSPENDED)
    return tasks, int(connection.execute(resting).scalar_one())


def _fits(connection: Connection, chosen: Chosen) -> ColumnElement[bool]:
    entry = schema.entry.c
    officers = all_officers(connection)
    conditions: list[ColumnElement[bool]] = [entry.id.is_not(None)]
    if chosen.owner:
        conditions.append(entry.owner_id.in_([one.id for one in officers if one.collar == chosen.owner]))
    if chosen.team:
        own = [one.id for one in officers if (one.team or "").strip().lower() == chosen.team.lower()]
        conditions.append(or_(func.lower(entry.team) == chosen.team.lower(), and_(entry.team.is_(None), entry.owner_id.in_(own))))
    if chosen.beat:
        own = [one.id for one in officers if chosen.beat.lower() in (beat.lower() for beat in beats_of(one.beats))]
        conditions.append(or_(func.lower(entry.beat) == chosen.beat.lower(), and_(entry.beat.is_(None), entry.owner_id.in_(own))))
    return and_(*conditions)


def beats_of(beats: str | None) -> list[str]:
    """An officer's beats, which one field holds, parted by commas or semicolons."""
    return [part.strip() for part in (beats or "").replace(";", ",").split(",") if part.strip()]


def known_choices(connection: Connection) -> tuple[list[str], list[str]]:
    """The teams and the beats that entries or officers have, in order: what a list offers."""
    entry = schema.entry.c
    officers = all_officers(connection)
    tasks = one_of(entry.stage, *TASK_STAGES)
    teams = {name for name in connection.execute(select(entry.team).where(tasks).distinct()).scalars() if name}
    beats = {name for name in connection.execute(select(entry.beat).where(tasks).distinct()).scalars() if name}
    teams |= {one.team for one in officers if one.team}
    beats |= {beat for one in officers for beat in beats_of(one.beats)}
    return sorted(teams, key=str.lower), sorted(beats, key=str.lower)


def keep_sheet(work: Work, chosen: Chosen, tasks: Sequence[tuple[EntryId, Reference, int]]) -> int:
    """Record a sheet with its rows, and give its number."""
    told = json.dumps({"owner": chosen.owner, "team": chosen.team, "beat": chosen.beat}, ensure_ascii=False)
    row = {"at": work.now, "by": work.officer.officer, "chosen": told, "sequence": work.sequence}
    sheet = add_row(work, tasking_sheet, row)
    rows = [
        {"sheet_id": sheet, "row": place, "entry_id": entry, "entry_version": version} for place, (entry, _, version) in enumerate(tasks, 1)
    ]
    if rows:
        work.connection.execute(insert(tasking_row), rows)
    work.changed.append([["tasked", one["row"], one["entry_id"], one["entry_version"]] for one in rows])
    return sheet


def find_sheet(connection: Connection, sheet: int) -> SheetMade | None:
    """The sheet of that number, None where none has it."""
    row = connection.execute(select(tasking_sheet).where(tasking_sheet.c.id == sheet)).first()
    return None if row is None else SheetMade(row.id, row.at, Chosen(**json.loads(row.chosen)))


def rows_of(connection: Connection, sheet: int) -> dict[int, Tasked]:
    """The rows of a sheet by their number on it."""
    kept = tasking_row.c
    joined = select(kept.row, kept.entry_id, schema.entry.c.reference, kept.entry_version).join(
        schema.entry, schema.entry.c.id == kept.entry_id
    )
    found = connection.execute(joined.where(kept.sheet_id == sheet).order_by(kept.row))
    return {row.row: Tasked(row.row, EntryId(row.entry_id), Reference(row.reference), row.entry_version) for row in found}


def number_of(info: Info, sheet: int) -> SheetNumber:
    """The number as it stands on the sheet."""
    return SheetNumber(info.force_code, sheet, store_mark(info.store_id))


def check_key(info: Info) -> bytes:
    """The key of the rows' checks, made of the store's own and useless for anything else."""
    return hmac.new(info.digest_key, b"rows of tasking sheets", hashlib.sha256).digest()
