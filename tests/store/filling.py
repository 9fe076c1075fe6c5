"""Rows for tests of reads, laid straight into the tables: thousands of them, and states that take a deed weeks to reach."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, insert

from tests.fixtures_store import BEGAN
from wantedtrack.rules.entry import Category, Circulation, ClockName, DataSubject, EntryId, Stage
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema

_numbers = count(1)


def inserted(connection: Connection, table: Any, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table), values).inserted_primary_key
    assert key is not None
    return int(key[0])


def put_person(connection: Connection, surname: str = "TESTER", forenames: str = "Ann", **values: Any) -> int:
    held = {"surname": surname, "forenames": forenames, "sort_key": f"{surname} {forenames}".lower(), "search_names": surname.lower()}
    return inserted(connection, schema.person, {**held, **values})


def put_entry(connection: Connection, *, person: int | None = None, **values: Any) -> EntryId:
    """An active entry, outstanding since the store began, with whatever the test says instead."""
    held: dict[str, Any] = {
        "reference": f"DEMO-{next(_numbers):06}",
        "category": Category.WANTED,
        "person_id": person if person is not None else put_person(connection),
        "stage": Stage.ACTIVE,
        "circulation": Circulation.NOT_REQUIRED,
        "offence": "Theft",
        "source": "typed",
        "became_outstanding_at": BEGAN,
        "added_at": BEGAN,
        "flags": "[]",
        "details": "{}",
        "data_subject": DataSubject.SUSPECT,
    }
    return EntryId(inserted(connection, schema.entry, {**held, **values}))


def put_ladder(
    connection: Connection, clock: ClockName, *levels: tuple[Rank, timedelta], repeat_every: timedelta | None = None, version: int = 1
) -> int:
    row = {"policy_version": version, "clock": clock, "last_level": len(levels), "repeat_every": repeat_every}
    ladder = inserted(connection, schema.ladder, row)
    steps = [{"ladder_id": ladder, "level": place, "rank": rank, "after": after} for place, (rank, after) in enumerate(levels, start=1)]
    connection.execute(insert(schema.ladder_level), steps)
    return ladder


def put_clock(connection: Connection, ladder: int, *, entry: EntryId, name: ClockName, first: timedelta, **values: Any) -> int:
    started: datetime = values.get("started_at", BEGAN)
    held = {"entry_id": entry, "name": name, "cycle": 1, "ladder_id": ladder, "started_at": started, "first_limit": first}
    held |= {"paused": timedelta(0), "level": 0, "next_level": 1, "next_due_at": started + first, "deadline_at": started + first}
    return inserted(connection, schema.clock, {**held, **values})


def put_escalation(
    connection: Connection, clock: int, *, entry: EntryId | None, level: int, rank: Rank, due_at: datetime, **values: Any
) -> int:
    held = {
        "clock_id": clock,
        "entry_id": entry,
        "level": level,
        "rank": rank,
        "due_at": due_at,
        "crossed_at": due_at,
        "recorded_at": due_at,
    }
    return inserted(connection, schema.escalation, {**held, "late": False, "cause": "due", "sequence": 1, **values})


def put_notice(connection: Connection, escalation: int, recipient: str, *, told_at: datetime, **values: Any) -> int:
    held = {"escalation_id": escalation, "recipient": recipient, "for_information": False, "told_at": told_at}
    return inserted(connection, schema.notice, {**held, **values})
