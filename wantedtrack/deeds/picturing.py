"""What is known of a person beside the name: sex, nationality, language, an age range where no date of birth is known; and addresses looked at."""

from typing import Any

from sqlalchemy import select

from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import refuse_age_range
from wantedtrack.rules.entry import EntryId, Instant, Sex
from wantedtrack.rules.identifiers import read_cro
from wantedtrack.rules.instants import refuse_future
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.person_rows import of_person, touch_entries_of
from wantedtrack.store.rows import change_row
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def describe_person(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    sex: Sex | None = None,
    nationality: str | None = None,
    language: str | None = None,
    cro: str | None = None,
    age_from: int | None = None,
    age_to: int | None = None,
    estimated: bool | None = None,
    version: int | None = None,
) -> Changes:
    """Say what is known of the person; what is not given stays as it was, and what stood there stays in the history.

    An age range is in whole years, both included; `estimated` left out means that a range is an estimate. A range whose youngest is under 18 makes
    a child of the person until more is known. Source: domain.md section 3. Raises NotAllowed("rank", "stage", "clash"),
    Invalid("under_10", "end_before_start", "no_difference", "born_is_known").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "describe-person", version=version)
        held = work.connection.execute(select(schema.person).where(schema.person.c.id == state.person_id)).one()
        values: dict[str, Any] = {"sex": sex, "nationality": nationality, "language": language, "cro": read_cro(cro).text if cro else None}
        given = {name: value for name, value in values.items() if value is not None}
        if age_from is not None or age_to is not None:
            if held.born is not None:
                message = "The date of birth is known, so an age range says nothing. Nothing was changed; correct the date if it is wrong."
                raise Invalid(message, code="born_is_known", field="age-from")
            given |= refuse_age_range(age_from, age_to)
            given["age_estimated"] = estimated if estimated is not None else True
        elif estimated is not None:
            given["age_estimated"] = estimated
        changed = change_row(work, schema.person, held.id, held, given, person=state.person_id)
        if not changed:
            raise Invalid("That is what is held already. Nothing was changed.", code="no_difference", field="person")
        change_row(work, schema.person, held.id, held, {"version": held.version + 1}, person=state.person_id)
        keep_keys(work.connection, state.person_id)
        touch_entries_of(work, state.person_id)
        work.touched.add(entry)
        work.entry = entry
        return Changes("describe-person", reference=state.reference, detail={"fields": sorted(changed)})

    return carry_out(store, deed="describe-person", officer=officer, now=now, deed_id=deed_id, act=act)


def check_address(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    address: int,
    result: str,
    at: Instant | None = None,
    version: int | None = None,
) -> Changes:
    """Say that an address was looked at and what came of it; now, unless a time is given.

    Raises NotAllowed("rank", "stage", "ended", "clash"), Invalid("not_this_person", "in_the_future").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "check-address", version=version)
        row = of_person(work, schema.address, address, state.person_id)
        looked_at = at or work.now
        refuse_future(looked_at, now=work.now, field="at", what="A look at an address")
        change_row(
            work, schema.address, address, row, {"last_checked_at": looked_at, "result": result}, entry=entry, person=state.person_id
        )
        work.entry = entry
        return Changes("check-address", reference=state.reference, detail={"address": address})

    return carry_out(store, deed="check-address", officer=officer, now=now, deed_id=deed_id, act=act)
