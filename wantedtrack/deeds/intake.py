"""Recording that somebody is wanted, and what becomes of a bail date before it is a failure to appear."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.ages import refuse_birth
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import refuse_closing_while_alive
from wantedtrack.rules.entry import Category, Circulation, DataSubject, EntryId, Instant, Outcome, PersonId, Stage
from wantedtrack.rules.identifiers import read_asn, read_pnc_id
from wantedtrack.rules.instants import refuse_before_birth, refuse_future
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.names import normalised, tidy
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.own_fields import refuse_own_fields
from wantedtrack.rules.verdicts import Verdict
from wantedtrack.store import schema
from wantedtrack.store.candidates import KNOWN, Candidate
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.closing_rows import close_entry
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.intake_rows import reference_of
from wantedtrack.store.merging_rows import read_living
from wantedtrack.store.person_rows import add_person, born_of, person_values, touch_entries_of
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.rows import add_row, change_entry, plain
from wantedtrack.store.seeking import seek
from wantedtrack.store.standing_reading import Standing
from wantedtrack.store.standing_rows import owning_force_code, tidied_own_places, tidied_place, titled_offence
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why somebody is wanted, as typed."""

    category: Category
    offence: str
    offence_code: str | None
    source: str
    source_reference: str | None


def add_entry(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    category: Category,
    surname: str,
    became_outstanding_at: Instant,
    offence: str,
    forenames: str = "",
    born: date | None = None,
    pnc_id: str | None = None,
    asn: str | None = None,
    person: int | None = None,
    source: str = "typed",
    source_reference: str | None = None,
    owning_force: str | None = None,
    station: str | None = None,
    override: str | None = None,
    details: Mapping[str, str] | None = None,
) -> Changes:
    """Record that somebody is wanted: a draft, never refused for what is missing but a surname, a category, a time and an offence.

    Likely matches come back in `detail["candidates"]` and never refuse; only the same live reason of the same person is refused. Where they
    could not be sought, `detail["matching"]` says "not_available". A bail date still to come is taken as a draft that is not yet outstanding. A
    PNC ID with a wrong letter is blocked unless `override` says why. An offence that is exactly a CJS code is kept by its title; a station or
    court of the standing data by its tidied name, any other as written. An account that maps to no officer may add it too: it is marked
    "officer to be confirmed". Source: domain.md sections 3 and 4. Raises Invalid("missing_surname",
    "in_the_future", "before_birth", "under_10", "pnc_id", "not_this_category", "end_before_start", "unknown_force", "no_such_person"),
    NotAllowed("rank", "duplicate").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("add-entry", rank=officer.rank, is_administrator=officer.is_administrator)
        name = _checked_name(surname)
        if category is not Category.BAIL_FAILURE:
            refuse_future(became_outstanding_at, now=work.now, field="became-outstanding-at", what="The time somebody became outstanding")
        if born is not None:
            refuse_birth(born, now=work.now, field="born")
            refuse_before_birth(
                became_outstanding_at, born=born, field="became-outstanding-at", what="The time somebody became outstanding"
            )
        refuse_own_fields(category, details or {}, now=work.now)
        pnc, verified = _read_pnc_id(pnc_id, override, work.now)
        traits = Traits(name, tidy(forenames), born, pnc if verified else None)
        # Who is known here is not told to an account that nobody knows; whoever accepts the draft sees the likeness.
        likely = seek(work.connection, traits, reader=officer, now=work.now) if officer.is_confirmed else None
        reason = _Reason(category, *titled_offence(work.connection, offence), source, source_reference)
        known = _known(work, person) if person is not None else None
        _refuse_duplicate(work, reason, [known] if known is not None else _the_same(work, traits, likely or ()))
        who = known or add_person(
            work, person_values(surname=name, forenames=tidy(forenames), born=born, pnc_id=pnc, pnc_id_verified=verified)
        )
        made = _add(work, reason, who, became_outstanding_at, asn, owning_force, station, details or {})
        if known is not None:
            touch_entries_of(work, known)
        shown = [] if known is not None else [one.as_json() for one in likely or ()]
        detail = {"reference": made[1], "stage": Stage.DRAFT.value, "person": who, "candidates": shown}
        return Changes("add-entry", reference=made[1], detail=detail if likely is not None else {**detail, "matching": "not_available"})

    return carry_out(store, deed="add-entry", officer=officer, now=now, deed_id=deed_id, act=act)


def _add(
    work: Work, reason: _Reason, who: int, at: Instant, asn: str | None, force: str | None, station: str | None, details: Mapping[str, str]
) -> tuple[EntryId, Any]:
    read = read_asn(asn) if asn else None
    row = {
        "category": reason.category, "person_id": who, "stage": Stage.DRAFT, "circulation": Circulation.NOT_YET, "offence": reason.offence,
        "offence_code": reason.offence_code, "source": reason.source, "source_reference": reason.source_reference,
        "owning_force": owning_force_code(work.connection, force) or work.info.force_code, "station": tidied_place(work.connection, station, Standing.STATION),
        "asn": read.text if read else None, "asn_verified": read.is_verified if read else None, "became_outstanding_at": at, "added_at": work.now,
        "restricted": False, "flags": "[]", "details": json.dumps(tidied_own_places(work.connection, details), ensure_ascii=False),
        "attempt_count": 0, "version": 1, "data_subject": DataSubject.CONVICTED if reason.category is Category.RECALL else DataSubject.SUSPECT,
        "officer_to_be_confirmed": not work.officer.is_confirmed, "typed_account": work.officer.unknown_account,
    }  # fmt: skip
    entry = EntryId(add_row(work, schema.entry, row))
    reference = reference_of(work, entry)
    state = change_entry(work, load_entry(work.connection, entry).but(version=0), reference=reference)
    refresh_clocks(work, state)
    work.entry = entry
    work.touched.add(entry)
    return entry, reference


def _checked_name(surname: str) -> str:
    name = tidy(surname)
    if not name:
        raise Invalid("A surname is needed; a single name counts as one. Nothing was changed.", code="missing_surname", field="surname")
    if len(name) > _LONGEST_NAME:
        raise Invalid(f"A surname has at most {_LONGEST_NAME} characters. Nothing was changed.", code="too_long", field="surname")
    return name


def _read_pnc_id(written: str | None, override: str | None, now: Instant) -> tuple[str | None, bool]:
    """The PNC ID in its one form. A wrong letter is blocked, unless an officer says why it is to be kept as written."""
    if not written:
        return None, True
    read = read_pnc_id(written, this_year=now.year)
    if not read.is_verified and not override:
        message = "The PNC ID is not right: its letter or form does not fit. Nothing was changed; correct it, or give a reason to keep it as written."
        raise Invalid(message, code="pnc_id", field="pnc-id")
    return read.text, read.is_verified


def _known(work: Work, person: int) -> PersonId:
    """The person to attach to. Raises Invalid("no_such_person"), NotAllowed("restricted", "merged_already")."""
    return PersonId(read_living(work, person, field="person").id)


def _the_same(work: Work, traits: Traits, likely: Sequence[Candidate]) -> list[int]:
    """Who is held under this very name and date of birth, or PNC ID. Somebody who is only much like them is for an officer to judge."""
    table = schema.person.c
    rows = select(table.id, table.surname, table.forenames, table.born, table.pnc_id)
    alike = [one.person for one in likely if one.verdict is Verdict.SAME]

    def is_same(row: Any) -> bool:  # noqa: ANN401 (a row as SQLAlchemy gives it)
        if traits.pnc_id is not None and row.pnc_id is not None:
            return row.pnc_id == traits.pnc_id
        names = [(normalised(one[0]), normalised(one[1])) for one in ((row.surname, row.forenames), (traits.surname, traits.forenames))]
        return names[0] == names[1] and row.born == traits.born

    return [row.id for row in work.connection.execute(rows.where(table.id.in_(alike))) if is_same(row)] if alike else []


def _refuse_duplicate(work: Work, reason: _Reason, same: Sequence[int]) -> None:
    """The same live reason of the same person is one entry; another reason is a second one."""
    if not same:
        return
    entry = schema.entry.c
    live = select(entry.reference, entry.offence, entry.source_reference, readable_by(work.officer).label("may_read")).where(
        entry.person_id.in_(same), entry.category == reason.category, schema.LISTED
    )
    for row in work.connection.execute(live):
        same_reference = bool(reason.source_reference) and row.source_reference == reason.source_reference
        if same_reference or (not reason.source_reference and normalised(row.offence) == normalised(reason.offence)):
            message = f"{row.reference} already holds this reason for this person. Nothing was added; open that entry, or give the reference of the other offence in “source-reference”."
            raise NotAllowed(message if row.may_read else f"{KNOWN} Nothing was added.", code="duplicate", field="surname")


def answer_bail(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    at: Instant,
    by: str,
    version: int | None = None,
) -> Changes:
    """Record that a person answered bail: the draft ends. `by` says who told it.

    A draft whose marker is or may be alive on PNC/LEDS is not closed so: its outcome is recorded, and it awaits cleardown. Raises
    NotAllowed("rank", "stage", "category", "open-circulation"), Invalid("in_the_future").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "answer-bail", version=version)
        _refuse_other_category(state.category, "answer-bail")
        refuse_future(at, now=work.now, field="at", what="An answer to bail")
        refuse_before_birth(at, born=born_of(work.connection, state.person_id), field="at", what="An answer to bail")
        refuse_closing_while_alive(state.circulation)
        late = at > state.became_outstanding_at
        ended = {"outcome": Outcome.ANSWERED_BAIL_LATE if late else None, "outcome_at": at, "outcome_recorded_at": work.now}
        close_entry(work, state, **ended, outcome_by=officer.officer, outcome_rationale=f"answered bail, told by {by}")
        work.entry = entry
        return Changes("answer-bail", reference=state.reference, detail={"stage": Stage.CLOSED.value, "late": late})

    return carry_out(store, deed="answer-bail", officer=officer, now=now, deed_id=deed_id, act=act)


def rebail(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    at: Instant,
    by: str,
    station: str | None = None,
    version: int | None = None,
) -> Changes:
    """Move a draft's bail to another time, and perhaps another station; its clocks start at that time.

    Raises NotAllowed("rank", "stage", "category"), Invalid("in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "rebail", version=version)
        _refuse_other_category(state.category, "rebail")
        if at <= work.now:
            raise Invalid("Bail is moved to a time to come. Nothing was changed; give a later time.", code="in_the_past", field="at")
        place = tidied_place(work.connection, station, Standing.STATION)
        details = {
            **state.own_fields,
            "time_appointed": plain(at),
            "station_appointed": place or state.own_fields.get("station_appointed", ""),
        }
        told = {"details": json.dumps(details, ensure_ascii=False), "station": place or state.station, "next_step": f"rebailed by {by}"}
        after = change_entry(work, state, became_outstanding_at=at, **told)
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("rebail", reference=state.reference, detail={"became_outstanding_at": plain(at)})

    return carry_out(store, deed="rebail", officer=officer, now=now, deed_id=deed_id, act=act)


def _refuse_other_category(category: Category, deed: str) -> None:
    if category is not Category.BAIL_FAILURE:
        label = CATEGORIES[category].label
        raise NotAllowed(
            f"“{deed}” is for police bail; this entry is of the category “{label}”. Nothing was changed.",
            code="category",
            field="reference",
        )
