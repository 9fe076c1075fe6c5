"""Escalation: the sweep that records what has come due, and the promise of the officer who was told."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, select, update

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import drafts, erasing, promises, schema, sealed_box, sweeping
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.crossing import Crossed, cross_due
from wantedtrack.store.database import Store
from wantedtrack.store.due import Due, clocks_are_due, look
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.policy_switch import switch_policies
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_duty import clock_doubt
from wantedtrack.store.turns import turn_to_sweep
from wantedtrack.store.types import iso_of_micros
from wantedtrack.store.whereabouts_rows import end_no_shows
from wantedtrack.store.writing import Work, carry_out

_BATCH = 10_000
"""Entries in one transaction of a sweep: small enough that no other desktop waits over a second, large enough that a weekend's levels take one."""


def sweep(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, batch: int = _BATCH) -> Changes:
    """Record every level that has come due, end pauses, appointments and promises whose time is over, and say that this desktop has looked.

    Looks before it locks: with nothing due only this desktop's own row is written, and no journal line. Otherwise it drains in due order,
    one transaction and one journal line for each batch, so that a kill loses nothing and repeats nothing. Any number of desktops may sweep
    at once: one that finds another sweeping waits for it, looks again, and crosses what is still due (`another_swept`), so that nothing
    that was due when it was called is left when it returns. What a disposal left to be forgotten by the store's files is forgotten first.
    `detail` is the document of interfaces.md, `sweep`. Source: domain.md section 5, rules 5, 6, 7 and 9.
    """
    erasing.finish(store)
    total, waited = _Total(now), False
    while _look(store, now).anything:
        with turn_to_sweep(store, waits=waited) as is_mine:
            if is_mine:
                total, is_done = _drain(store, officer, total, deed_id=deed_id, batch=batch)
                if is_done:
                    return total.as_changes(another_swept=waited)
                break
        waited = True
    looked = partial(_finished, changed=False)
    carry_out(store, deed="sweep", officer=officer, now=now, deed_id=None, act=looked, keeps_result=False, is_aside=store.is_shared)
    return total.as_changes(another_swept=waited)


def _look(store: Store, now: Instant) -> Due:
    with store.reading() as connection:
        return look(connection, now=now)


def _drain(store: Store, officer: Acting, total: "_Total", *, deed_id: str | None, batch: int) -> tuple["_Total", bool]:
    """Batch after batch until nothing is due; tells whether the last of them has said so in this desktop's row."""
    # Once more, now that nobody else sweeps: what was due a moment ago may have been crossed.
    due = _look(store, total.now)
    while due.anything:
        batched = partial(_one_batch, total=total, unwatched_from=due.unwatched_from, batch=batch)
        changes = carry_out(store, deed="sweep", officer=officer, now=total.now, deed_id=deed_id, act=batched, keeps_result=False)
        deed_id, total = None, total.plus(changes)
        if changes.detail["is_last"]:
            return total, True
        if changes.sequence == 0:
            break
    return total, False


class _Total:
    """What the batches of one sweep did together."""

    def __init__(self, now: Instant, done: tuple[Changes, ...] = ()) -> None:
        self.now = now
        self.done = done

    def plus(self, changes: Changes) -> "_Total":
        return _Total(self.now, (*self.done, changes))

    @property
    def is_first(self) -> bool:
        return not self.done

    @property
    def keeps_span(self) -> bool:
        return any(changes.detail.get("unwatched") for changes in self.done)

    def as_changes(self, *, another_swept: bool) -> Changes:
        def all_of(key: str) -> list[Any]:
            return [item for changes in self.done for item in changes.detail.get(key, ())]

        def sum_of(key: str) -> int:
            return sum(int(changes.detail.get(key, 0)) for changes in self.done)

        crossed = all_of("crossed")
        # Each batch tells the span as it stood then: the last one knows what crossed in it.
        unwatched: list[Any] = self.done[-1].detail.get("unwatched", []) if self.done else []
        detail = {
            "at": iso(self.now), "crossed": crossed, "notices": sum_of("notices"), "lapsed_acknowledgements": sum_of("lapsed_acknowledgements"),
            "ended_pauses": all_of("ended_pauses"), "ended_appointments": all_of("ended_appointments"), "unwatched": unwatched,
            "another_swept": another_swept,
        }  # fmt: skip
        entries = tuple(sorted({entry for changes in self.done for entry in changes.entries}))
        return Changes("sweep", max((changes.sequence for changes in self.done), default=0), entries=entries, detail=detail)


def _one_batch(work: Work, total: _Total, unwatched_from: Instant | None, batch: int) -> Changes:
    """What one transaction of a sweep does: first what changes due times, then the levels themselves."""
    switched = switch_policies(work)
    ended, lapsed, missed = switched.ended, switched.lapsed, list[str]()
    if total.is_first:
        ended += sweeping.end_pauses(work)
        missed = end_no_shows(work)
        lapsed += promises.lapse(work)
        sweeping.start_handover_clocks(work)
    crossing = cross_due(work.connection, now=work.now, sequence=work.sequence, late_from=unwatched_from, batch=batch)
    levels = [*switched.levels, *crossing.levels]
    spans = sweeping.note_unwatched(work, unwatched_from, is_mine=total.keeps_span)
    work.changed.append([[level.about, level.clock, level.cycle, level.level, level.due] for level in crossing.levels])
    is_last = not clocks_are_due(work.connection, now=work.now)
    if is_last:
        _finished(work, changed=True)
    if not (levels or ended or missed or lapsed or spans or switched.versions):
        return Changes("sweep", sequence=-1, detail={"is_last": is_last})
    detail = {
        "is_last": is_last, "crossed": [_as_json(level) for level in levels], "notices": switched.notices + crossing.notices + lapsed, "lapsed_acknowledgements": lapsed,
        "ended_pauses": ended, "ended_appointments": missed, "unwatched": spans,
    }  # fmt: skip
    return Changes("sweep", detail=detail)


def _as_json(level: Crossed) -> dict[str, Any]:
    return {
        "reference": level.about, "clock": level.clock, "cycle": level.cycle, "level": level.level, "rank": level.rank,
        "due_at": iso_of_micros(level.due), "late": level.late, "cause": level.cause,
    }  # fmt: skip


def _finished(work: Work, *, changed: bool) -> Changes:
    """Overwrite this desktop's row: it looked, and at how many clocks. No journal line, so that a quiet night writes nothing but this.

    The clocks are counted when the sweep changed something: counting them each time would cost more the larger the store is. Otherwise
    they are as many as the newest sweep anywhere has found.
    """
    looked_at = None if changed else sweeping.last_looked_at(work.connection)
    if looked_at is None:
        looked_at = sweeping.running_clocks(work.connection)
    sweeping.say_finished(work, looked_at=looked_at)
    return Changes("sweep", sequence=-1)


def beat(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    doubt: str | None = None,
    off_by: timedelta | None = None,
    is_last: bool = False,
) -> Changes:
    """Say that this desktop watches, and what is doubtful about its clock if anything; overwritten each time, without a journal line.

    `is_last` says goodbye: a desktop that stops watching on purpose is not missed, one that falls silent is (`watching.Behind`).

    A doubt that begins, or is of another kind than before, is kept as an event: when, at which desktop, and by how much. Source: domain.md 5.1.
    """

    def act(work: Work) -> Changes:
        before = work.connection.execute(select(record.desktop.c.doubt).where(record.desktop.c.name == officer.desktop)).scalar()
        if doubt is not None and doubt != before:
            event = {"at": work.now, "desktop": officer.desktop, "kind": doubt, "by": off_by or timedelta(0)}
            work.connection.execute(insert(clock_doubt), event)
        values = {"last_beat_at": None if is_last else work.now, "doubt": doubt}
        row = update(record.desktop).where(record.desktop.c.name == officer.desktop).values(**values)
        if work.connection.execute(row).rowcount == 0:
            work.connection.execute(insert(record.desktop), {"name": officer.desktop, **values, "looked_at": 0})
        # A store made by an earlier version has no key for the outbox yet.
        sealed_box.make_key(work.connection)
        drafts.forget_old(work.connection, work.now)
        return Changes("beat", sequence=-1)

    return carry_out(store, deed="beat", officer=officer, now=now, deed_id=deed_id, act=act, keeps_result=False)


def acknowledge(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, notice: int, next_step: str, by: Instant
) -> Changes:
    """Promise a next step by a time: repeats of that level rest until the promise lapses.

    It lapses at the earlier of `by` and 30 minutes after the acknowledger's shift ends. Opening an entry is not an acknowledgement.
    Source: domain.md section 5, rule 7. Raises NotAllowed("rank") below the rank told, ("not_waiting") for a notice that is done with,
    Invalid("no_such_notice", "in_the_past").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("acknowledge", rank=officer.rank, is_administrator=officer.is_administrator)
        told = promises.read_notice(work.connection, notice)
        if told.entry_id is not None:
            read_entry(work.connection, told.entry_id, reader=officer)
        promises.refuse_unless_told(told, officer)
        if by <= work.now:
            raise Invalid("A promise is for a time to come. Nothing was changed; give a later time.", code="in_the_past", field="by")
        lapses_at = promises.lapses_at(work, by)
        row = {"notice_id": notice, "clock_id": told.clock_id, "level": told.level, "by": officer.officer, "at": work.now}
        row |= {"next_step": next_step, "promised_by": by, "lapses_at": lapses_at}
        add_row(work, schema.acknowledgement, row, entry=told.entry_id)
        promises.rest_repeats(work, told)
        again = promises.tell_next_rank_of_second_promise(work, told)
        work.entry = told.entry_id
        return Changes(
            "acknowledge", reference=told.reference, detail={"notice": notice, "lapses_at": iso(lapses_at), "told_next_rank": again}
        )

    return carry_out(store, deed="acknowledge", officer=officer, now=now, deed_id=deed_id, act=act)
