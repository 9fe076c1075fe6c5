"""Reading what officers said in a handover: remarks, queries and answers, addenda."""

from collections import defaultdict

from sqlalchemy import Connection, select

from wantedtrack.rules.handover_said import Addendum, Answer, ReadBack, Remark, Said
from wantedtrack.rules.instants import iso
from wantedtrack.store import schema
from wantedtrack.store.schema_record import handover, handover_tick
from wantedtrack.store.schema_sheets import handover_addendum, handover_answer, handover_remark


def said_in(connection: Connection, number: int) -> Said:
    """Everything that was said in the handover of this number, in the order in which it was said."""
    return Said(_remarks(connection, number), _read_back(connection, number), _addenda(connection, number))


def _remarks(connection: Connection, number: int) -> tuple[Remark, ...]:
    table = handover_remark.c
    found = (
        select(schema.entry.c.reference, table.text, schema.officer.c.collar, table.at)
        .select_from(handover_remark)
        .join(schema.officer, schema.officer.c.id == table.by)
        .outerjoin(schema.entry, schema.entry.c.id == table.entry_id)
        .where(table.handover_id == number)
        .order_by(table.id)
    )
    return tuple(Remark(reference, text, by, iso(at) or "") for reference, text, by, at in connection.execute(found))


def _read_back(connection: Connection, number: int) -> tuple[ReadBack, ...]:
    tick, answer = handover_tick.c, handover_answer.c
    sealed_at = connection.execute(select(handover.c.accepted_at).where(handover.c.id == number)).scalar()
    answers: dict[int, list[Answer]] = defaultdict(list)
    told = (
        select(answer.tick_id, answer.text, schema.officer.c.collar, answer.at)
        .join(handover_tick, tick.id == answer.tick_id)
        .join(schema.officer, schema.officer.c.id == answer.by)
        .where(tick.handover_id == number)
        .order_by(answer.id)
    )
    for tick_id, text, by, at in connection.execute(told):
        answers[tick_id].append(Answer(text, by, iso(at) or "", is_late=sealed_at is not None and at > sealed_at))
    found = (
        select(tick.id, schema.entry.c.reference, schema.officer.c.collar, tick.query)
        .join(schema.entry, schema.entry.c.id == tick.entry_id)
        .join(schema.officer, schema.officer.c.id == tick.by)
        .where(tick.handover_id == number)
        .order_by(tick.entry_id)
    )
    return tuple(ReadBack(reference, by, query, tuple(answers[tick_id])) for tick_id, reference, by, query in connection.execute(found))


def _addenda(connection: Connection, number: int) -> tuple[Addendum, ...]:
    table = handover_addendum.c
    found = select(table.text, schema.officer.c.collar, table.at).join(schema.officer, schema.officer.c.id == table.by)
    return tuple(
        Addendum(text, by, iso(at) or "")
        for text, by, at in connection.execute(found.where(table.handover_id == number).order_by(table.id))
    )
