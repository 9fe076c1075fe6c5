"""Where the person is, and what that does to the entry: located, an appointment, a suspension and its end."""

from datetime import timedelta

from sqlalchemy import update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId, Instant, Stage, SuspensionReason
from wantedtrack.rules.instants import refuse_past
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.officers import find_officer
from wantedtrack.store.proposals import propose
from wantedtrack.store.rows import add_row, change_entry
from wantedtrack.store.sweeping import end_pause
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_LONGEST = timedelta(days=28)
_LONGEST_HELD = timedelta(days=90)
_HELD = (SuspensionReason.IN_PRISON, SuspensionReason.ABROAD)
_RETURNS = (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.ACTIVE, Stage.DRAFT)


def locate(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    where: str,
    told_by: str | None = None,
    collect_by: Instant | None = None,
) -> Changes:
    """Record where the person is held or found (custody elsewhere, prison, hospital); no clock stops.

    Taken on a draft it leaves it a draft. Raises NotAllowed("rank", "stage").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "locate")
        row = {"entry_id": entry, "kind": "located", "place": where, "told_by": told_by, "at": work.now, "by_when": collect_by}
        add_row(work, schema.whereabouts, {**row, "by": officer.officer}, entry=entry)
        end_pause(work, entry, why="located")
        after = state if state.stage is Stage.DRAFT else change_entry(work, state, stage=Stage.LOCATED, earlier_stage=_earlier(state))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("locate", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="locate", officer=officer, now=now, deed_id=deed_id, act=act)


def not_located(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str) -> Changes:
    """Bring a located entry back to its earlier stage, with why the person is no longer there. Raises NotAllowed("rank", "stage")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "not-located")
        after = _brought_back(work, state, reason)
        return Changes("not-located", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="not-located", officer=officer, now=now, deed_id=deed_id, act=act)


def appoint(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    place: str,
    at: Instant,
    reason: str,
    within: Work | None = None,
) -> Changes:
    """Agree a voluntary attendance: place, time and why it is adequate. A constable who owns the entry proposes it.

    Raises NotAllowed("rank", "stage"), Invalid("in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "appoint")
        is_owner = state.owner_id == officer.officer
        if not is_owner:
            stages.refuse_rank_below(Rank.SERGEANT, deed="appoint", rank=officer.rank, is_administrator=officer.is_administrator)
        refuse_past(at, now=work.now, field="at", what="An appointment")
        if officer.rank is Rank.CONSTABLE and within is None:
            return propose(work, state, deed="appoint", words={"place": place, "at": at, "reason": reason})
        row = {"entry_id": entry, "kind": "appointment", "place": place, "told_by": reason, "at": work.now, "by_when": at}
        add_row(work, schema.whereabouts, {**row, "by": officer.officer}, entry=entry)
        end_pause(work, entry, why="appointment")
        after = change_entry(work, state, stage=Stage.APPOINTMENT, earlier_stage=_earlier(state))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("appoint", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="appoint", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def suspend(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    reason: SuspensionReason,
    until: Instant,
    authoriser: str | None = None,
) -> Changes:
    """Pause attempt, review and arrest for a listed reason until a time: 28 days at most, 90 for prison and abroad.

    The authoriser is the officer unless another of the needed rank is named. At `until` the pause ends by itself. Source: domain.md
    sections 4 and 5, rule 3. Raises NotAllowed("rank", "stage"), Invalid("in_the_past", "too_long").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "suspend")
        if state.stage is Stage.SUSPENDED:
            raise NotAllowed("This entry is suspended already. Nothing was changed; resume it first.", code="stage", field="reference")
        who = find_officer(work.connection, authoriser, field="authoriser").acting(officer.desktop) if authoriser else officer
        stages.refuse_rank_below(stages.rank_for_suspension(reason), deed="suspend", rank=who.rank, is_administrator=who.is_administrator)
        _refuse_span(reason, until, now=work.now)
        row = {"entry_id": entry, "reason": reason, "starts_at": work.now, "until": until, "authoriser": who.officer, "by": officer.officer}
        add_row(work, schema.pause, row, entry=entry)
        after = change_entry(work, state, stage=Stage.SUSPENDED, earlier_stage=_earlier(state))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("suspend", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="suspend", officer=officer, now=now, deed_id=deed_id, act=act)


def resume(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str) -> Changes:
    """End a suspension before its time; what was left of each clock is left still. Raises NotAllowed("rank", "stage")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "resume")
        end_pause(work, entry, why=reason)
        after = _brought_back(work, state, reason)
        return Changes("resume", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="resume", officer=officer, now=now, deed_id=deed_id, act=act)


def _earlier(state: EntryState) -> Stage:
    """Where the entry comes back to: the stage before the first of located, appointment and suspended."""
    return state.stage if state.stage in _RETURNS else state.earlier_stage or Stage.ACTIVE


def _brought_back(work: Work, state: EntryState, reason: str) -> EntryState:
    where = schema.whereabouts
    ending = update(where).where(where.c.entry_id == state.id, where.c.ended_at.is_(None))
    work.connection.execute(ending.values(ended_at=work.now, ended_why=reason))
    work.remember({"ended": state.stage.value, "why": reason}, entry=state.id)
    after = change_entry(work, state, stage=state.earlier_stage or Stage.ACTIVE, earlier_stage=None)
    refresh_clocks(work, after)
    work.entry = state.id
    return after


def _refuse_span(reason: SuspensionReason, until: Instant, *, now: Instant) -> None:
    refuse_past(until, now=now, field="until", what="The end of a suspension")
    longest = _LONGEST_HELD if reason in _HELD else _LONGEST
    if until - now > longest:
        message = f"A suspension for this reason ends within {longest.days} days. Nothing was changed; give an earlier end."
        raise Invalid(message, code="too_long", field="until")
