"""Reading what a tasking sheet says: for each of its rows what is needed to go and knock safely, and the page behind it."""

from collections.abc import Mapping

from sqlalchemy import Connection

from wantedtrack.rules.addresses import in_one_line
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import state_words
from wantedtrack.rules.dates import british, british_instant
from wantedtrack.rules.entry import Band, ClockName, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.shifts import ShiftPattern
from wantedtrack.rules.tasking import Place, Task, TaskingSheet, ToDoFacts, letters_for, result_words, row_check, to_do_words
from wantedtrack.rules.tried import WEEKEND, Tried
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.info import Info
from wantedtrack.store.officers import all_officers
from wantedtrack.store.reading import show, tried_at
from wantedtrack.store.reason_card_reading import card_of
from wantedtrack.store.standing_rows import forces
from wantedtrack.store.tasking_rows import SheetMade, Tasked, check_key, number_of, rows_of

_LAST_ATTEMPTS = 5


def read_tasking(
    connection: Connection, made: SheetMade, *, suspended: int, reader: Acting, now: Instant, policy: Policy, info: Info
) -> TaskingSheet:
    """Everything that goes onto the sheet, for this reader. Raises NotAllowed("restricted") where he may not read one of its entries."""
    key, names, force_names = check_key(info), part_names(policy.shift_patterns), forces(connection)
    tasks = [
        _task(connection, tasked, made.id, key, reader=reader, now=now, policy=policy, names=names, force_names=force_names)
        for tasked in rows_of(connection, made.id).values()
    ]
    return TaskingSheet(
        number=number_of(info, made.id),
        made_at=made.at,
        made_by=reader.collar,
        force=force_names.get(info.force_code, info.force_code),
        chosen=made.chosen,
        suspended=suspended,
        is_demonstration=info.is_demonstration,
        shift_names=names,
        officers=tuple(one.collar for one in all_officers(connection) if one.rank is not None),
        tasks=tuple(tasks),
    )


def part_names(patterns: tuple[ShiftPattern, ...]) -> dict[str, str]:
    """The parts of the day by key, in the force's own words, and the weekend."""
    return {**{pattern.key: pattern.name for pattern in patterns}, WEEKEND: "Weekend"}


def _task(
    connection: Connection,
    tasked: Tasked,
    sheet: int,
    key: bytes,
    *,
    reader: Acting,
    now: Instant,
    policy: Policy,
    names: Mapping[str, str],
    force_names: dict[str, str],
) -> Task:
    detail = show(connection, tasked.entry, reader=reader, now=now)
    tried = tried_at(detail, policy.shift_patterns)
    row = detail.row
    return Task(
        row=tasked.row,
        reference=row.reference,
        check=row_check(key, sheet=sheet, row=tasked.row, reference=row.reference, version=tasked.version),
        warnings=_warnings(detail),
        person=_person(detail),
        wanted_for=_wanted_for(detail),
        band=_band(row.band, policy),
        circulation=_circulation(detail),
        places=_places(detail, tried, names),
        to_do=to_do_words(_facts(detail)),
        attempts=_attempts(detail),
        owner=row.owner,
        tried=tried,
        card=card_of(detail, force_names, now=now),
    )


def _warnings(detail: EntryDetail) -> tuple[str, ...]:
    """Warning signals first, then the flags, each with its date."""
    signals = [
        f"{f'{one.code} ' if one.code else ''}{one.words} ({f'confirmed {british(one.confirmed_on)}' if one.confirmed_on else 'never confirmed'})"
        for one in detail.person.warnings
    ]
    return (*signals, *(flag.value.replace("_", " ").capitalize() for flag in detail.flags))


def _person(detail: EntryDetail) -> str:
    person, row = detail.person, detail.row
    aliases = [f"also {one.surname}, {one.forenames}" if one.forenames else f"also {one.surname}" for one in person.aliases]
    age = f", {person.age}" if person.age is not None else ""
    about = (
        f"aged about {person.age_from} to {person.age_to}"
        if person.age_from is not None and person.born is None
        else "date of birth not held"
    )
    born = f"born {british(person.born)}{age}" if person.born else about
    sex = {"M": "male", "F": "female"}.get(person.sex.value) if person.sex else None
    pnc = f"PNC ID {person.pnc_id}" if person.pnc_id else None
    return "\n".join(part for part in (row.name, *aliases, born, sex, pnc) if part)


def _wanted_for(detail: EntryDetail) -> str:
    return f"{CATEGORIES[detail.row.category].label}: {detail.row.offence}"


def _band(band: Band | None, policy: Policy) -> str:
    return "not graded" if band is None else f"{policy.band_labels[band].upper()} ({band.value})"


def _circulation(detail: EntryDetail) -> str:
    looked = f"looked at {british_instant(detail.row.verified_at)}" if detail.row.verified_at else "never looked at again"
    return f"{state_words(detail.row.circulation).capitalize()}, {looked}"


def _places(detail: EntryDetail, tried: Tried, names: Mapping[str, str]) -> tuple[Place, ...]:
    # A letter stays an address's own, whatever is added or ends between the sheet's going out and its coming home.
    ever = sorted(detail.addresses, key=lambda one: one.id)
    missing: dict[int, list[str]] = {}
    for address, part in tried.not_tried:
        missing.setdefault(address, []).append(names.get(part, part).lower())
    return tuple(
        Place(
            letter,
            one.id,
            in_one_line(one.lines, one.postcode),
            f"looked at {british_instant(one.last_checked_at)}: {(one.result or 'no result').replace('_', ' ')}"
            if one.last_checked_at
            else "never looked at",
            ", ".join(missing.get(one.id, [])),
        )
        for letter, one in zip(letters_for(len(ever)), ever, strict=True)
        if one.ended_at is None
    )


def _facts(detail: EntryDetail) -> ToDoFacts:
    row = detail.row
    where = next((place for place in detail.whereabouts if place.ended_at is None), None)
    never_tried = row.attempt_count == 0
    return ToDoFacts(
        stage=row.stage,
        attempt_count=row.attempt_count,
        planned=detail.plan if never_tried else detail.next_step or detail.plan,
        planned_by=detail.first_attempt_by if never_tried else detail.next_by,
        due_at=_attempt_due(detail),
        place=where.place if where else None,
        place_by=where.by_when if where else None,
    )


def _attempt_due(detail: EntryDetail) -> Instant | None:
    """When the next attempt is due, whatever else of the entry is due before: who goes out is not who circulates."""
    running = (one for one in detail.clocks if one.clock is ClockName.ATTEMPT and one.stopped_at is None)
    return next((one.first_due_at for one in running), None)


def _attempts(detail: EntryDetail) -> tuple[str, ...]:
    """The newest attempts in words, without what was written beside them."""
    return tuple(
        f"{british_instant(one.at)} {one.kind.value}, {one.place}: {result_words(one.result).lower()} ({one.officers})"
        for one in detail.attempts[:_LAST_ATTEMPTS]
    )
