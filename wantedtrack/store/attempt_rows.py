"""Tries to arrest and sightings as rows: what each sets on the entry, and on the address where it was made."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import YOUNGEST
from wantedtrack.rules.entry import AttemptKind, AttemptResult, Instant, Stage
from wantedtrack.rules.instants import refuse_before_birth, refuse_future
from wantedtrack.store import schema
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.person_rows import born_of
from wantedtrack.store.rows import add_row, change_entry, change_row
from wantedtrack.store.writing import Work

_BECOMES_ACTIVE = (Stage.UNALLOCATED, Stage.ALLOCATED)
_NOBODY_LOOKED = (AttemptResult.NOT_TRIED, AttemptResult.NOT_SAFE)
_ALL_ARE_BORN = timedelta(days=365 * (YOUNGEST - 1))
"""Nobody under ten is held, so only a time further back than this can lie before a birth and is worth asking the person's row for."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as it is recorded. `where` is left out where `address`, the number of one of the person's addresses, says it."""

    at: Instant
    kind: AttemptKind
    result: AttemptResult
    where: str | None = None
    address: int | None = None
    officers: tuple[str, ...] = ()
    remark: str | None = None
    made_safe_by: str | None = None
    next_step: str | None = None
    next_by: Instant | None = None


def record_attempt(work: Work, state: EntryState, tried: Tried, *, what: str = "An attempt") -> EntryState:
    """Keep the attempt, count it on the entry, and mark the address as checked where somebody went there.

    Raises Invalid("in_the_future", "before_birth", "end_before_start", "missing_word", "no_such_address").
    """
    _refuse_time(work, state, tried.at, what=what)
    if tried.next_by is not None and tried.next_by <= tried.at:
        message = "The next step cannot be due before the attempt itself. Nothing was changed; give a later time."
        raise Invalid(message, code="end_before_start", field="next-by")
    place = _address(work, state, tried) if tried.address is not None else tried.where
    if not place:
        raise Invalid(
            "Say where it was, or give the number of the person's address. Nothing was changed.", code="missing_word", field="where"
        )
    row = {
        "at": tried.at,
        "kind": tried.kind,
        "place": place,
        "address_id": tried.address,
        "officers": ", ".join(tried.officers) or work.officer.collar,
        "result": tried.result,
        "remark": tried.remark,
        "made_safe_by": tried.made_safe_by,
        "next_step": tried.next_step,
        "next_by": tried.next_by,
    }
    add_row(work, schema.attempt, {**row, "entry_id": state.id, "by": work.officer.officer, "sequence": work.sequence}, entry=state.id)
    after = change_entry(
        work,
        state,
        stage=Stage.ACTIVE if state.stage in _BECOMES_ACTIVE else state.stage,
        earlier_stage=Stage.ACTIVE if state.earlier_stage in _BECOMES_ACTIVE else state.earlier_stage,
        last_attempt_at=tried.at if state.last_attempt_at is None else max(tried.at, state.last_attempt_at),
        attempt_count=state.attempt_count + 1,
        next_step=tried.next_step,
        next_by=tried.next_by,
    )
    refresh_clocks(work, after)
    return after


def _refuse_time(work: Work, state: EntryState, at: Instant, *, what: str) -> None:
    refuse_future(at, now=work.now, field="at", what=what)
    if work.now - at > _ALL_ARE_BORN:
        refuse_before_birth(at, born=born_of(work.connection, state.person_id), field="at", what=what)


_ADDRESS = select(schema.address).where(schema.address.c.id == bindparam("address"), schema.address.c.person_id == bindparam("person"))
"""Made once: making it takes longer than its answer."""


def _address(work: Work, state: EntryState, tried: Tried) -> str:
    """The address as the attempt's place; it now says when it was last checked, and what came of it."""
    held = work.connection.execute(_ADDRESS, {"address": tried.address, "person": state.person_id}).first()
    if held is None:
        message = f"The person has no address of the number {tried.address}. Nothing was changed; the entry's page lists them, or say where in words."
        raise Invalid(message, code="no_such_address", field="address")
    if tried.result not in _NOBODY_LOOKED and (held.last_checked_at is None or held.last_checked_at <= tried.at):
        checked = {"last_checked_at": tried.at, "result": tried.result.value}
        change_row(work, schema.address, held.id, held, checked, entry=state.id, person=state.person_id)
    return tried.where or ", ".join(part for part in (held.lines, held.postcode) if part)
