"""Two people that turned out to be one: whose rows move where, kept row by row so that a merge can be taken apart again.

Answers the threat "a mistake by someone tired" of trust.md: a merge changes no row but its owner, and remembers each.
"""

from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Category, EntryId, PersonId
from wantedtrack.rules.names import normalised
from wantedtrack.store import schema
from wantedtrack.store.person_keys import keep_keys, traits_of
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.rows import add_row, change_row
from wantedtrack.store.schema_decisions import person_merge, person_merge_row
from wantedtrack.store.writing import Work

_MOVED: tuple[Table, ...] = (schema.entry, schema.address, schema.warning, schema.alias)
_MADE = "alias made"
"""What the row of the alias is called that a merge itself makes: it goes again when the merge is taken apart."""


def read_living(work: Work, person: int, *, field: str) -> Row[Any]:
    """The row of a person who was not merged into another, and whom this officer may know.

    Raises Invalid("no_such_person"), NotAllowed("restricted", "merged_already"). Answers the threat "a curious colleague with a right to read" of
    trust.md: whoever may read no entry of a person must not come to the name by joining it to something that he may read.
    """
    row = work.connection.execute(select(schema.person).where(schema.person.c.id == person)).first()
    if row is None:
        raise Invalid("No person has that number. Nothing was changed.", code="no_such_person", field=field)
    entry = schema.entry.c
    every = select(entry.id).where(entry.person_id == person)
    if (
        work.connection.execute(every.limit(1)).first()
        and not work.connection.execute(every.where(readable_by(work.officer)).limit(1)).first()
    ):
        message = "Known: ask the duty inspector. Nothing was changed."
        raise NotAllowed(message, code="restricted", field=field, who_could="inspector or above")
    if row.merged_into is not None:
        message = f"Person {person} was merged into person {row.merged_into} already. Nothing was changed; use that one, or take that merge apart first."
        raise NotAllowed(message, code="merged_already", field=field)
    return row


def refuse_live_warrant(work: Work, people: tuple[int, int]) -> None:
    """Raise NotAllowed("live_warrant") while a court's warrant names one of them: a merge would let it name somebody else."""
    entry = schema.entry.c
    live = select(entry.reference).where(entry.person_id.in_(people), entry.category == Category.WARRANT, schema.LISTED)
    found = work.connection.execute(live.order_by(entry.id).limit(1)).scalar()
    if found is not None:
        message = f"{found} is a live court warrant, and a merge would change whom it names. Nothing was changed; merge once it is executed or withdrawn."
        raise NotAllowed(message, code="live_warrant", field="person")


def merge(work: Work, absorbed: PersonId, survivor: PersonId, *, reason: str) -> int:
    """Bring everything of one person to the other and remember each row; gives the merge's number."""
    gone = work.connection.execute(select(schema.person).where(schema.person.c.id == absorbed)).one()
    row = {"survivor_id": survivor, "absorbed_id": absorbed, "at": work.now, "by": work.officer.officer, "reason": reason}
    number = add_row(work, person_merge, row, person=survivor)
    for table in _MOVED:
        moved = list(work.connection.execute(select(table.c.id).where(table.c.person_id == absorbed).order_by(table.c.id)).scalars())
        _remember(work, number, table.name, moved)
        _give(work, table, moved, survivor)
    spelled = normalised(f"{gone.surname} {gone.forenames}")
    if spelled not in {
        normalised(f"{surname} {forenames}") for surname, forenames in traits_of(work.connection, [survivor])[survivor].names
    }:
        alias = {"person_id": survivor, "surname": gone.surname, "forenames": gone.forenames, "source": "merge", "since": work.now}
        _remember(work, number, _MADE, [add_row(work, schema.alias, alias, person=survivor)])
    change_row(work, schema.person, absorbed, gone, {"merged_into": survivor, "version": gone.version + 1}, person=absorbed)
    _touch(work, survivor)
    keep_keys(work.connection, survivor)
    return number


def take_apart(work: Work, absorbed: PersonId, *, why: str) -> tuple[int, PersonId]:
    """Give back each row that the newest merge of this person had brought away; gives its number and who had survived.

    Raises NotAllowed("not_merged"), and NotAllowed("merged_since") where the survivor was merged into somebody else since.
    """
    table = person_merge.c
    newest = select(person_merge).where(table.absorbed_id == absorbed, table.undone_at.is_(None)).order_by(table.id.desc()).limit(1)
    made = work.connection.execute(newest).first()
    if made is None:
        raise NotAllowed("This person was not merged into another. Nothing was changed.", code="not_merged", field="person")
    survivor = work.connection.execute(select(schema.person).where(schema.person.c.id == made.survivor_id)).one()
    if survivor.merged_into is not None:
        message = (
            f"Person {survivor.id} was merged into person {survivor.merged_into} since. Nothing was changed; take that merge apart first."
        )
        raise NotAllowed(message, code="merged_since", field="person")
    for moved in _MOVED:
        _give(work, moved, _remembered(work, made.id, moved.name), absorbed, only_of=survivor.id)
    for alias in _remembered(work, made.id, _MADE):
        work.connection.execute(delete(schema.alias).where(schema.alias.c.id == alias))
        work.remember({"removed": schema.alias.name, "id": alias}, person=PersonId(survivor.id))
    gone = work.connection.execute(select(schema.person).where(schema.person.c.id == absorbed)).one()
    change_row(work, schema.person, absorbed, gone, {"merged_into": None, "version": gone.version + 1}, person=absorbed)
    ending = {"undone_at": work.now, "undone_by": work.officer.officer, "undone_why": why}
    change_row(work, person_merge, made.id, made, ending, person=PersonId(survivor.id))
    for person in (PersonId(survivor.id), absorbed):
        _touch(work, person)
        keep_keys(work.connection, person)
    return made.id, PersonId(survivor.id)


def _give(work: Work, table: Table, rows: list[int], person: PersonId, *, only_of: int | None = None) -> None:
    for row in rows:
        held = work.connection.execute(select(table.c.person_id).where(table.c.id == row)).scalar()
        if held is None or (only_of is not None and held != only_of):
            continue
        entry = EntryId(row) if table is schema.entry else None
        change_row(work, table, row, {"person_id": held}, {"person_id": person}, entry=entry, person=person)
        if entry is not None:
            work.connection.execute(update(table).where(table.c.id == row).values(version=table.c.version + 1))


def _touch(work: Work, person: PersonId) -> None:
    """Every page that shows one of the person's entries shows the person too."""
    entries = select(schema.entry.c.id).where(schema.entry.c.person_id == person)
    work.touched.update(EntryId(number) for number in work.connection.execute(entries).scalars())


def _remember(work: Work, merge_id: int, what: str, rows: list[int]) -> None:
    if rows:
        work.connection.execute(insert(person_merge_row), [{"merge_id": merge_id, "what": what, "row_id": row} for row in rows])


def _remembered(work: Work, merge_id: int, what: str) -> list[int]:
    table = person_merge_row.c
    found = select(table.row_id).where(table.merge_id == merge_id, table.what == what).order_by(table.row_id)
    return list(work.connection.execute(found).scalars())
