"""Pausing an entry for a listed reason, extending the pause, and ending it early."""

from datetime import timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId, Instant, Stage, SuspensionReason
from wantedtrack.rules.instants import refuse_past
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.officers import find_officer
from wantedtrack.store.rows import add_row, change_entry
from wantedtrack.store.sweeping import end_pause
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.whereabouts_rows import come_back, stage_under
from wantedtrack.store.writing import Work, carry_out

_LONGEST = timedelta(days=28)
_LONGEST_HELD = timedelta(days=90)
_HELD = (SuspensionReason.IN_PRISON, SuspensionReason.ABROAD)
_RESTRICTS = (SuspensionReason.COVERT, SuspensionReason.EXTRADITION)
"""An entry that rests for one of these is restricted from then on. Source: domain.md section 4, "A restricted entry (covert, extradition)"."""


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
    version: int | None = None,
) -> Changes:
    """Pause attempt, review and arrest for a listed reason until a time: 28 days at most, 90 for prison and abroad.

    The authoriser is the officer unless another of the needed rank is named. An entry that is suspended already is extended, or shortened: its
    pause ends now and the new one begins, so that each has its own authoriser. Covert and extradition make the entry restricted, which ends
    only when an inspector says so. At `until` the pause ends by itself. Source: domain.md sections 4 and 5, rule 3. Raises
    NotAllowed("rank", "stage", "clash"), Invalid("in_the_past", "too_long", "no_such_officer", "officer_left").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "suspend", version=version)
        who = find_officer(work.connection, authoriser, field="authoriser").acting(officer.desktop) if authoriser else officer
        needed, field = stages.rank_for_suspension(reason), "authoriser" if authoriser else "reason"
        stages.refuse_rank_below(needed, deed="suspend", rank=who.rank, is_administrator=who.is_administrator, field=field)
        _refuse_span(reason, until, now=work.now)
        end_pause(work, entry, why="extended")
        row = {"entry_id": entry, "reason": reason, "starts_at": work.now, "until": until, "authoriser": who.officer, "by": officer.officer}
        add_row(work, schema.pause, row, entry=entry)
        restricted = state.restricted or reason in _RESTRICTS
        after = change_entry(work, state, stage=Stage.SUSPENDED, earlier_stage=stage_under(state), restricted=restricted)
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("suspend", reference=state.reference, detail={"stage": after.stage.value, "restricted": restricted})

    return carry_out(store, deed="suspend", officer=officer, now=now, deed_id=deed_id, act=act)


def resume(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str, version: int | None = None
) -> Changes:
    """End a suspension before its time; what was left of each clock is left still. Raises NotAllowed("rank", "stage", "clash")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "resume", version=version)
        end_pause(work, entry, why=reason)
        after = come_back(work, state, at=work.now)
        work.entry = entry
        return Changes("resume", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="resume", officer=officer, now=now, deed_id=deed_id, act=act)


def _refuse_span(reason: SuspensionReason, until: Instant, *, now: Instant) -> None:
    refuse_past(until, now=now, field="until", what="The end of a suspension")
    longest = _LONGEST_HELD if reason in _HELD else _LONGEST
    if until - now > longest:
        message = f"A suspension for this reason ends within {longest.days} days. Nothing was changed; give an earlier end."
        raise Invalid(message, code="too_long", field="until")
