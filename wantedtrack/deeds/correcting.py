"""Correcting a mistake: the right value takes the place of the wrong one, which stays in the history with who, when and why."""

import json
from typing import Any

from sqlalchemy import select, update

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.ages import refuse_birth
from wantedtrack.rules.correcting import Correctable, Holder, correctable, read_value, refuse_stage
from wantedtrack.rules.entry import Category, Cause, ClockName, EntryId, Instant
from wantedtrack.rules.identifiers import read_asn, read_cro, read_pnc_id
from wantedtrack.rules.instants import refuse_before_birth, refuse_future
from wantedtrack.rules.names import normalised, sort_key, tidy
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.own_fields import own_field_words, refuse_own_fields
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.person_rows import born_of, touch_entries_of
from wantedtrack.store.rows import change_entry, change_row, plain
from wantedtrack.store.standing_reading import Standing
from wantedtrack.store.standing_rows import owning_force_code, tidied_own_places, tidied_place, titled_offence
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_FROM_BECOMING_OUTSTANDING = (ClockName.CIRCULATE, ClockName.ARREST)


def correct(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    field: str,
    reason: str,
    value: str | None = None,
    version: int | None = None,
) -> Changes:
    """Put a field of the entry, of its category or of its person right; `value` left out takes away what nobody knows.

    The category is fixed after acceptance; since when somebody is wanted is a sergeant's to correct, and recomputes the clocks as a regrade
    does: what was crossed stays crossed. Source: domain.md section 3. Raises NotAllowed("rank", "stage", "clash"), Invalid("no_such_field",
    "same_value", "missing_word", "in_the_future", "before_birth", "under_10", "pnc_id") and whatever the field's own reading refuses.
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "correct", version=version)
        wrong = correctable(field, state.category)
        refuse_stage(wrong, state.stage)
        needed = wrong.rank_at(state.stage)
        stages.refuse_rank_below(needed, deed="correct", rank=officer.rank, is_administrator=officer.is_administrator, field="field")
        right = read_value(wrong, value, now=work.now)
        changed = _CORRECTED_BY[wrong.holder](work, state, wrong, right)
        if not changed:
            raise Invalid("That is what stands there already. Nothing was changed.", code="same_value", field="value")
        work.remember({"corrected": wrong.word.name, "why": reason}, entry=entry)
        work.entry = entry
        return Changes("correct", reference=state.reference, detail={"field": wrong.word.name, "fields": sorted(changed)})

    return carry_out(store, deed="correct", officer=officer, now=now, deed_id=deed_id, act=act)


def _correct_entry(work: Work, state: EntryState, wrong: Correctable, right: Any) -> set[str]:  # noqa: ANN401 (the value's type is the field's)
    name = wrong.word.key
    values: dict[str, Any] = {name: right}
    if name == "became_outstanding_at":
        return _correct_start(work, state, right)
    if name == "category":
        values["details"] = json.dumps(_kept_own_fields(state, right), ensure_ascii=False)
    if name == "asn":
        read = read_asn(right) if right else None
        values = {"asn": read.text if read else None, "asn_verified": read.is_verified if read else None}
    if name == "offence":
        values["offence"], values["offence_code"] = titled_offence(work.connection, right)
    if name == "owning_force":
        values[name] = owning_force_code(work.connection, right)
    if name == "station":
        values[name] = tidied_place(work.connection, right, Standing.STATION)
    if name == "outcome_at":
        _refuse_time(work, state, right, what="An outcome")
    return _changed_entry(work, state, values, cause=Cause.REGRADE if name == "category" else Cause.DUE)


def _correct_own(work: Work, state: EntryState, wrong: Correctable, right: Any) -> set[str]:  # noqa: ANN401 (the value's type is the field's)
    if right is not None:
        refuse_own_fields(state.category, {wrong.word.key: right}, now=work.now)
        right = tidied_own_places(work.connection, {wrong.word.key: right})[wrong.word.key]
    held = {key: kept for key, kept in state.own_fields.items() if key != wrong.word.key}
    details = held if right is None else {**held, wrong.word.key: right}
    if details == state.own_fields:
        return set()
    return _changed_entry(work, state, {"details": json.dumps(details, ensure_ascii=False)}, cause=Cause.DUE)


def _correct_person(work: Work, state: EntryState, wrong: Correctable, right: Any) -> set[str]:  # noqa: ANN401 (the value's type is the field's)
    before = work.connection.execute(select(schema.person).where(schema.person.c.id == state.person_id)).one()
    name = wrong.word.key
    values = _person_values(name, right, now=work.now)
    if name in ("surname", "forenames"):
        surname, forenames = (values.get(part, getattr(before, part)) for part in ("surname", "forenames"))
        values |= {"sort_key": sort_key(surname, forenames), "search_names": normalised(f"{surname} {forenames}")}
    if all(getattr(before, column) == kept for column, kept in values.items()):
        return set()
    changed = change_row(work, schema.person, before.id, before, {**values, "version": before.version + 1}, person=state.person_id)
    keep_keys(work.connection, before.id)
    touch_entries_of(work, state.person_id)
    change_entry(work, state, version=state.version + 1)
    return set(changed) - {"version"}


def _person_values(name: str, right: Any, *, now: Instant) -> dict[str, Any]:  # noqa: ANN401 (the value's type is the field's)
    """The columns that a corrected field of the person sets."""
    if name in ("surname", "forenames"):
        return {name: tidy(right or "")}
    if name == "born" and right is not None:
        refuse_birth(right, now=now, field="value")
    if name == "pnc_id":
        read = read_pnc_id(right, this_year=now.year) if right else None
        if read is not None and not read.is_verified:
            raise Invalid("The PNC ID is not right: its letter or form does not fit. Nothing was changed.", code="pnc_id", field="value")
        return {"pnc_id": read.text if read else None, "pnc_id_verified": True}
    return {name: read_cro(right).text if name == "cro" and right else right}


def _correct_start(work: Work, state: EntryState, right: Instant) -> set[str]:
    """Another time since when the person is wanted: clocks that began then begin at the right time, in the same cycle, with what they crossed."""
    if state.category is not Category.BAIL_FAILURE or state.accepted_at is not None:
        refuse_future(right, now=work.now, field="value", what="The time somebody became outstanding")
    refuse_before_birth(right, born=born_of(work.connection, state.person_id), field="value", what="The time somebody became outstanding")
    clock = schema.clock
    began = (clock.c.entry_id == state.id, clock.c.started_at == state.became_outstanding_at, clock.c.name.in_(_FROM_BECOMING_OUTSTANDING))
    work.connection.execute(update(clock).where(*began, clock.c.stopped_at.is_(None)).values(started_at=right))
    values: dict[str, Any] = {"became_outstanding_at": right}
    if "time_appointed" in state.own_fields:
        values["details"] = json.dumps({**state.own_fields, "time_appointed": plain(right)}, ensure_ascii=False)
    return _changed_entry(work, state, values, cause=Cause.REGRADE)


def _refuse_time(work: Work, state: EntryState, at: Instant, *, what: str) -> None:
    refuse_future(at, now=work.now, field="value", what=what)
    refuse_before_birth(at, born=born_of(work.connection, state.person_id), field="value", what=what)


def _changed_entry(work: Work, state: EntryState, values: dict[str, Any], *, cause: Cause) -> set[str]:
    before = state.as_mapping()
    changed = {name for name, value in values.items() if before[name] != value}
    if changed:
        refresh_clocks(work, change_entry(work, state, **values), cause=cause)
    return changed


def _kept_own_fields(state: EntryState, category: Category) -> dict[str, str]:
    """Of the category's own fields those that the right category has too; the others stay in the history."""
    shared = {word.key for word in own_field_words() if category.value in word.only_for}
    return {key: kept for key, kept in state.own_fields.items() if key in shared}


_CORRECTED_BY = {Holder.ENTRY: _correct_entry, Holder.OWN: _correct_own, Holder.PERSON: _correct_person}
