"""Reading what an inspection is shown: failures as they are recorded, and a drawn sample with its history. Restricted entries are never drawn."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from wantedtrack.rules.entry import OPEN_STAGES, Cause, ClockName, EntryId, Stage
from wantedtrack.rules.evidence import Failure, Sampled, Step, drawn, late_words, levels_in_words
from wantedtrack.rules.measure_sheets import outcome_words
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.periods import Period
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.history_reading import history
from wantedtrack.store.schema_decisions import break_glass


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sample, and how many each half was drawn from."""

    sample: tuple[Sampled, ...]
    open_of: int
    closed_of: int


def read_failures(connection: Connection, period: Period) -> tuple[Failure, ...]:
    """What went wrong in the period, the oldest first: nobody watching, levels late, handovers not signed, the glass broken."""
    found = [*_unwatched(connection, period), *_late(connection, period), *_unsigned(connection, period), *_alone(connection, period)]
    return tuple(sorted(found, key=lambda one: one.start))


def _unwatched(connection: Connection, period: Period) -> list[Failure]:
    spans = record.unwatched.c
    query = select(spans.from_at, spans.to_at, spans.crossed, spans.entries).where(spans.from_at <= period.until)
    if period.since is not None:
        query = query.where(spans.to_at >= period.since)
    return [
        Failure(
            "Nobody was watching",
            row.from_at,
            row.to_at,
            f"{row.crossed} levels of {row.entries} entries passed meanwhile and were told afterwards.",
        )
        for row in connection.execute(query)
    ]


def _late(connection: Connection, period: Period) -> list[Failure]:
    level, clock = schema.escalation.c, schema.clock.c
    query = (
        select(
            clock.name,
            func.count(),
            func.count().filter(level.late),
            func.min(level.recorded_at).filter(level.late),
            func.max(level.recorded_at).filter(level.late),
        )
        .join(schema.clock, clock.id == level.clock_id)
        .where(level.cause != Cause.BASELINE, level.recorded_at <= period.until)
        .group_by(clock.name)
        .order_by(clock.name)
    )
    if period.since is not None:
        query = query.where(level.recorded_at >= period.since)
    rows = [row for row in connection.execute(query).all() if row[2]]
    if not rows:
        return []
    told = late_words({row[0].value: (row[1], row[2]) for row in rows})
    return [
        Failure(
            "Told late", min(row[3] for row in rows), max(row[4] for row in rows), f"Levels recorded after their time, by clock: {told}."
        )
    ]


def _unsigned(connection: Connection, period: Period) -> list[Failure]:
    held, level, clock = record.handover.c, schema.escalation.c, schema.clock.c
    unsigned = select(held.shift_id, held.prepared_at, held.signed_at).where(held.accepted_at.is_(None), held.prepared_at <= period.until)
    crossed = (
        select(clock.shift_id, level.due_at)
        .join(schema.clock, clock.id == level.clock_id)
        .where(clock.name == ClockName.HANDOVER, level.level == 1, level.recorded_at <= period.until)
    )
    if period.since is not None:
        unsigned, crossed = unsigned.where(held.prepared_at >= period.since), crossed.where(level.recorded_at >= period.since)
    found = [
        Failure(
            "Handover not accepted",
            row.prepared_at,
            None,
            f"{row.shift_id} was prepared and {'signed, and not accepted' if row.signed_at else 'never signed'}.",
        )
        for row in connection.execute(unsigned)
    ]
    late = connection.execute(crossed).all()
    if late:
        found.append(
            Failure(
                "Handovers late",
                min(row[1] for row in late),
                max(row[1] for row in late),
                f"{len(late)} shifts had no handover with both signatures an hour after their end.",
            )
        )
    return found


def _alone(connection: Connection, period: Period) -> list[Failure]:
    glass, entry, officer = break_glass.c, schema.entry.c, schema.officer.c
    query = (
        select(glass.deed, glass.at, entry.reference, entry.restricted, officer.rank)
        .join(schema.officer, officer.id == glass.by)
        .outerjoin(schema.entry, entry.id == glass.entry_id)
        .where(glass.at <= period.until)
    )
    if period.since is not None:
        query = query.where(glass.at >= period.since)
    return [
        Failure(
            "Done without a second officer", row.at, None,
            f"{row.deed.replace('-', ' ').capitalize()}{'' if row.reference is None or row.restricted else f' on {row.reference}'}, by the rank of {row.rank.words if row.rank else 'none'}, as an emergency.",
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def draw_sample(connection: Connection, period: Period, *, count: int, seed: int, has_names: bool, reader: Acting) -> Drawn:
    """`count` closed in the period and `count` open when it ended, drawn by the seed."""
    entry = schema.entry.c
    query = select(entry.id, entry.reference, entry.stage, entry.accepted_at, entry.outcome_at, entry.closed_at).where(
        entry.restricted.is_(False), entry.stage.not_in([Stage.DISPOSED, Stage.DRAFT]), entry.added_at <= period.until
    )
    still: dict[str, EntryId] = {}
    over: dict[str, EntryId] = {}
    for row in connection.execute(query):
        if row.stage is Stage.CLOSED and period.holds(row.closed_at):
            over[row.reference] = row.id
        elif (
            row.accepted_at is not None
            and row.accepted_at <= period.until
            and (row.stage in OPEN_STAGES or (row.outcome_at is not None and row.outcome_at > period.until))
        ):
            still[row.reference] = row.id
    chosen = [(over[one], "closed") for one in drawn(over, count=count, seed=seed)]
    chosen += [(still[one], "open") for one in drawn(still, count=count, seed=seed)]
    ranks: dict[str, str | None] = {
        row.collar: row.rank.words if row.rank else "administrator"
        for row in connection.execute(select(schema.officer.c.collar, schema.officer.c.rank))
    }
    sample = tuple(_sampled(connection, number, state, period, ranks, has_names=has_names, reader=reader) for number, state in chosen)
    return Drawn(sample, len(still), len(over))


def _sampled(
    connection: Connection, number: EntryId, state: str, period: Period, ranks: dict[str, str | None], *, has_names: bool, reader: Acting
) -> Sampled:
    entry, person = schema.entry.c, schema.person.c
    query = select(
        entry.reference, entry.category, entry.band, entry.became_outstanding_at, entry.circulated_at, entry.attempt_count, entry.outcome_at, entry.outcome,
        person.surname, person.forenames,
    ).join(schema.person, person.id == entry.person_id)  # fmt: skip
    row = connection.execute(query.where(entry.id == number)).one()
    steps = tuple(
        Step(
            line.at, line.deed.replace("-", " ").capitalize(), None if line.deed == "sweep" else ranks.get(line.officer),
            levels_in_words(line.escalated),
        )
        for line in history(connection, number, reader=reader)
        if line.at <= period.until
    )  # fmt: skip
    is_over = state == "closed"
    name = ", ".join(part for part in (row.surname, row.forenames) if part) if has_names else None
    return Sampled(
        row.reference, state, row.category, row.band, row.became_outstanding_at, row.circulated_at, row.attempt_count, row.outcome_at if is_over else None,
        outcome_words(row.outcome) if is_over else None, name, steps,
    )  # fmt: skip
