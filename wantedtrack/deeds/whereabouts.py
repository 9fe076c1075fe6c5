"""Where the person is, and what that does to the entry: located, no longer located, an appointment."""

from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId, Instant, Stage
from wantedtrack.rules.instants import refuse_past
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.proposals import propose
from wantedtrack.store.rows import change_entry
from wantedtrack.store.sweeping import end_pause
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.whereabouts_rows import (
    APPOINTMENT,
    LOCATED,
    LOCATED_ON_DRAFT,
    add_whereabouts,
    come_back,
    end_whereabouts,
    stage_under,
)
from wantedtrack.store.writing import Work, carry_out


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
    version: int | None = None,
) -> Changes:
    """Record where the person is held or found (custody elsewhere, prison, hospital); no clock stops.

    Taken on a draft it leaves it a draft; taken on a suspended entry it ends the pause, for what was rested for is found. A later place
    replaces an earlier one. Source: domain.md section 4. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "locate", version=version)
        if collect_by is not None:
            refuse_past(collect_by, now=work.now, field="collect-by", what="To collect or produce somebody")
        end_pause(work, entry, why="located")
        is_draft = state.stage is Stage.DRAFT
        add_whereabouts(work, state, LOCATED_ON_DRAFT if is_draft else LOCATED, place=where, told_by=told_by, by_when=collect_by)
        after = state if is_draft else change_entry(work, state, stage=Stage.LOCATED, earlier_stage=stage_under(state))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("locate", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="locate", officer=officer, now=now, deed_id=deed_id, act=act)


def not_located(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, reason: str, version: int | None = None
) -> Changes:
    """Bring a located entry back to its earlier stage, with why the person is no longer there. Raises NotAllowed("rank", "stage", "clash")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "not-located", version=version)
        end_whereabouts(work, entry, why=reason, kinds=(LOCATED, LOCATED_ON_DRAFT))
        after = come_back(work, state, at=work.now)
        work.entry = entry
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
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Agree a voluntary attendance: place, time and why it is adequate. A constable who owns the entry proposes it.

    One hour after a no-show the entry returns to its earlier stage by itself; an appointment that was kept ends with its outcome. Source:
    domain.md section 4. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_past").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "appoint", version=version)
        if state.owner_id != officer.officer:
            stages.refuse_rank_below(Rank.SERGEANT, deed="appoint", rank=officer.rank, is_administrator=officer.is_administrator)
        refuse_past(at, now=work.now, field="at", what="An appointment")
        if officer.rank is Rank.CONSTABLE and within is None:
            return propose(work, state, deed="appoint", words={"place": place, "at": at, "reason": reason})
        end_pause(work, entry, why="appointment")
        add_whereabouts(work, state, APPOINTMENT, place=place, told_by=reason, by_when=at)
        after = change_entry(work, state, stage=Stage.APPOINTMENT, earlier_stage=stage_under(state))
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("appoint", reference=state.reference, detail={"stage": after.stage.value})

    return carry_out(store, deed="appoint", officer=officer, now=now, deed_id=deed_id, act=act, within=within)
