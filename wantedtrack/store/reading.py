"""Reads for one entry: everything its page shows, in one read of the store's one moment."""

from collections.abc import Callable, Sequence
from dataclasses import Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeVar, cast

from sqlalchemy import Column, Connection, Table, select

from wantedtrack.rules import ages
from wantedtrack.rules.asks import AskedFacts, asks
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import decided_at
from wantedtrack.rules.entry import Collar, EntryId, Instant, PersonId
from wantedtrack.rules.instants import iso
from wantedtrack.rules.next_step import NextStep
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import ShiftPattern
from wantedtrack.rules.tried import KnownAddress, Tried, Visit, tried
from wantedtrack.store import schema
from wantedtrack.store import schema_decisions as decisions
from wantedtrack.store import why as whys
from wantedtrack.store.circulation_rows import CirculationStep, VerificationLine
from wantedtrack.store.entry_detail import (
    Address,
    Alias,
    AttemptLine,
    ChecklistLine,
    CirculationFacts,
    EntryDetail,
    NoteLine,
    OutcomeFacts,
    OwnValue,
    PauseLine,
    PersonDetail,
    ReviewLine,
    WarningSignal,
    Whereabouts,
)
from wantedtrack.store.entry_state import EntryState, read_entry
from wantedtrack.store.found import Found
from wantedtrack.store.inbox import proposals_about
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.queue_rows import as_json, flags_today, rows


class _Frozen(Protocol):
    """Any of the frozen rows of entry_detail.py."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Line = TypeVar("Line", bound=_Frozen)


def show(connection: Connection, entry: EntryId, *, reader: Acting, now: Instant) -> EntryDetail:
    """One entry with all that hangs on it.

    Raises Invalid("no_such_entry"), and NotAllowed("restricted") for a reader who may not read it.
    """
    state = read_entry(connection, entry, reader=reader)
    row = rows(connection, [entry], reader=reader)[0]
    collars = _Collars(connection)
    person = person_detail(connection, state.person_id, reader=reader, now=now, beside=state.id)
    return EntryDetail(
        row=row,
        flags=flags_today(row, now=now),
        person=person,
        addresses=of_person(connection, schema.address, Address, state.person_id),
        checklist=_checklist(connection, state, collars),
        own_fields=_own_fields(state),
        attempts=_lines(connection, schema.attempt, AttemptLine, entry, collars),
        reviews=_lines(connection, schema.review, ReviewLine, entry, collars),
        notes=_lines(connection, schema.note, NoteLine, entry, collars),
        pauses=_lines(connection, schema.pause, PauseLine, entry, collars, by="starts_at"),
        whereabouts=_lines(connection, schema.whereabouts, Whereabouts, entry, collars),
        circulation=_circulation(state),
        circulation_steps=_lines(connection, decisions.circulation_step, CirculationStep, entry, collars),
        verifications=_lines(connection, decisions.verification, VerificationLine, entry, collars),
        asks=_asks(state, person, now=now),
        outcome=_outcome(state, collars),
        clocks=whys.explain_read(connection, entry, now=now),
        proposals=proposals_about(connection, entry, now=now),
        band_by=collars.get(state.band_by),
        **{name: getattr(state, name) for name in _AS_HELD},
    )


_AS_HELD = (
    "earlier_stage", "band_rationale", "band_at", "offence_code", "asn", "asn_verified", "source", "source_reference", "owning_force", "beat",
    "plan", "first_attempt_by", "next_step", "next_by", "withdrawal_proposed", "added_at", "accepted_at", "allocated_at", "restricted",
    "data_subject", "officer_to_be_confirmed", "typed_account",
)  # fmt: skip


class _Collars:
    """Every officer's collar by id: a force has hundreds, so one read serves the page."""

    def __init__(self, connection: Connection) -> None:
        self._by_id = {row.id: row.collar for row in connection.execute(select(schema.officer.c.id, schema.officer.c.collar))}

    def __getitem__(self, number: int) -> Collar:
        return self._by_id[number]

    def get(self, number: int | None) -> Collar | None:
        return None if number is None else self._by_id[number]


def _columns(table: Table, line: type[_Frozen]) -> list[Column[Any]]:
    """The columns that a frozen row names, in its order."""
    return [table.c[name.name] for name in fields(line)]


def _lines(
    connection: Connection, table: Table, line: type[Line], entry: EntryId, collars: _Collars, *, by: str = "at"
) -> tuple[Line, ...]:
    """The rows of a table that hang on an entry, newest first; the last field of each is an officer, shown by collar."""
    statement = select(*_columns(table, line)).where(table.c.entry_id == entry).order_by(table.c[by].desc(), table.c.id.desc())
    made = cast("Callable[..., Line]", line)
    return tuple(made(*row[:-1], collars[row[-1]]) for row in connection.execute(statement))


def of_person(connection: Connection, table: Table, line: type[Line], person: int) -> tuple[Line, ...]:
    """The rows of a table that belong to a person, in the order they were added; what has ended stands last where it is shown at all."""
    statement = select(*_columns(table, line)).where(table.c.person_id == person)
    if "ended_at" not in {field.name for field in fields(line)}:
        statement = statement.where(table.c.ended_at.is_(None))
    made = cast("Callable[..., Line]", line)
    return tuple(made(*row) for row in connection.execute(statement.order_by(table.c.ended_at.is_not(None), table.c.id)))


def person_detail(connection: Connection, person: PersonId, *, reader: Acting, now: Instant, beside: EntryId | None = None) -> PersonDetail:
    """What is known of a person today; `beside` is the entry that is shown already and so is none of the others."""
    held: Found = connection.execute(select(schema.person).where(schema.person.c.id == person)).one()
    others = select(schema.entry.c.reference).where(schema.entry.c.person_id == held.id, readable_by(reader))
    if beside is not None:
        others = others.where(schema.entry.c.id != beside)
    day = ages.today(now)
    return PersonDetail(
        id=held.id,
        surname=held.surname,
        forenames=held.forenames,
        born=held.born,
        age=None if held.born is None else ages.age_on(held.born, day),
        age_from=held.age_from,
        age_to=held.age_to,
        age_estimated=held.age_estimated,
        is_child=ages.is_child(held.born, day, age_from=held.age_from),
        pnc_id=held.pnc_id,
        pnc_id_verified=held.pnc_id_verified,
        cro=held.cro,
        sex=held.sex,
        nationality=held.nationality,
        language=held.language,
        aliases=of_person(connection, schema.alias, Alias, held.id),
        warnings=of_person(connection, schema.warning, WarningSignal, held.id),
        other_entries=tuple(connection.execute(others.order_by(schema.entry.c.id)).scalars()),
    )


def _checklist(connection: Connection, state: EntryState, collars: _Collars) -> tuple[ChecklistLine, ...]:
    table = schema.checklist_answer.c
    rows: Found = connection.execute(select(schema.checklist_answer).where(table.entry_id == state.id))
    given = {row.question: row for row in rows}
    return tuple(
        ChecklistLine(question.key, question.text, answer.answer, answer.note, collars[answer.by], answer.at)
        if (answer := given.get(question.key))
        else ChecklistLine(question.key, question.text, None, None, None, None)
        for question in CATEGORIES[state.category].checklist
    )


def _own_fields(state: EntryState) -> tuple[OwnValue, ...]:
    held = state.own_fields
    return tuple(OwnValue(field.key, field.label, held.get(field.key)) for field in CATEGORIES[state.category].fields)


def _circulation(state: EntryState) -> CirculationFacts:
    outstanding = state.became_outstanding_at
    return CirculationFacts(
        decided_at=decided_at(state.category, became_outstanding_at=outstanding, accepted_at=state.accepted_at),
        reference=state.circulation_reference,
        level=state.circulation_level,
        weed_date=state.weed_date,
        not_required_reason=state.not_required_reason,
        requested_at=state.requested_at,
        circulated_at=state.circulated_at,
        verified_at=state.verified_at,
        verify_result=state.verify_result,
        cancelled_at=state.cancelled_at,
        cancellation_reference=state.cancellation_reference,
        recheck=state.recheck,
    )


def _asks(state: EntryState, person: PersonDetail, *, now: Instant) -> tuple[NextStep, ...]:
    facts = AskedFacts(
        state.stage,
        state.category,
        state.circulation,
        state.own_fields,
        state.weed_date,
        tuple((warning.words, warning.confirmed_on) for warning in person.warnings),
        bool(state.owning_force),
        state.officer_to_be_confirmed,
        bool(state.circulation_reference),
    )
    return asks(facts, now=now)


def _outcome(state: EntryState, collars: _Collars) -> OutcomeFacts:
    return OutcomeFacts(
        outcome=state.outcome,
        at=state.outcome_at,
        by=collars.get(state.outcome_by),
        place=state.outcome_place,
        custody_reference=state.custody_reference,
        rationale=state.outcome_rationale,
        closed_at=state.closed_at,
        closed_by=collars.get(state.closed_by),
        victim_informed=state.victim_informed,
        reopened_at=state.reopened_at,
    )


def tried_at(detail: EntryDetail, patterns: Sequence[ShiftPattern]) -> Tried:
    """Where and when somebody has tried: the person's addresses against the force's shifts and the weekend."""
    addresses = [KnownAddress(one.id, one.lines, one.ended_at is not None) for one in detail.addresses]
    return tried(addresses, [Visit(one.at, one.kind, one.result, one.address_id) for one in detail.attempts], patterns)


def show_json(detail: EntryDetail, *, now: Instant) -> dict[str, Any]:
    """`show` of interfaces.md section 2: ENTRY, and with it everything else that the page shows, each under its own name."""
    told = {field.name: plain_json(getattr(detail, field.name)) for field in fields(detail) if field.name not in _ELSEWHERE}
    told["own_fields"] = {own.key: own.value for own in detail.own_fields}
    told["circulation_facts"] = plain_json(detail.circulation)
    told["outcome_facts"] = plain_json(detail.outcome)
    told["clocks"] = [whys.clock_json(clock) for clock in detail.clocks]
    return as_json(detail.row, now=now) | told


_ELSEWHERE = ("row", "flags", "own_fields", "circulation", "outcome", "clocks")


def plain_json(value: Any) -> Any:  # noqa: ANN401 (any field of the frozen rows)
    """A frozen row, and all that it holds, as JSON's values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain_json(one) for one in cast("tuple[Any, ...]", value)]
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
