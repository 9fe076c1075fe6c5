"""What waits for an officer: notices to the rank or the collar, and proposals that a second officer may decide."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from wantedtrack.rules import stages
from wantedtrack.rules.entry import Band, ClockName, Collar, EntryId, Instant, Outcome
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank, from_rank_up
from wantedtrack.store.found import Found
from wantedtrack.store.queue_lists import readable_by, recipients_of
from wantedtrack.store.schema import clock, entry, escalation, notice, officer, person, proposal
from wantedtrack.store.schema_duty import telling

RING_AFTER = timedelta(minutes=15)
"""How long a notice for an inspector or above may stand unopened before the duty sergeant is asked to ring."""

_ABOVE = tuple(f"rank:{rank.value}" for rank in from_rank_up(Rank.INSPECTOR))


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """One notice. `reference` is the entry's, or the shift's id for a handover clock; `name` is the person's, None for a shift."""

    notice: int
    entry: EntryId | None
    reference: str
    name: str | None
    band: Band | None
    clock: ClockName
    cycle: int
    level: int
    rank: Rank
    due_at: Instant
    told_at: Instant
    late: bool
    recipient: str
    round: int
    for_information: bool
    because: str | None


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """A deed that takes effect when a second officer approves it; `by` is who proposed."""

    proposal: int
    deed: str
    entry: EntryId | None
    reference: str | None
    name: str | None
    by: Collar
    at: Instant
    expires_at: Instant | None
    reason: str | None
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Notices by due time, oldest first; proposals by number; `ring` are notices above this rank that nobody has opened for 15 minutes."""

    notices: tuple[WaitingNotice, ...]
    proposals: tuple[WaitingProposal, ...]
    ring: tuple[WaitingNotice, ...] = ()


def for_officer(connection: Connection, *, officer: Acting, rank: Rank | None = None, now: Instant) -> Inbox:
    """What waits for this officer; with `rank` what would wait for one of that rank with the same collar.

    Entries that the officer may not read are left out, whatever rank is asked for. A proposal is left out where the officer made it,
    where it has lapsed, and where the rank may not approve it.
    """
    asked = officer if rank is None else replace(officer, rank=rank)
    mine = notice.c.recipient.in_(recipients_of(asked))
    return Inbox(
        notices=_each_level_once(_notices(connection, mine, officer)),
        proposals=proposals_for(connection, officer=officer, rank=asked.rank, now=now),
        ring=to_ring(connection, _ABOVE, officer, now) if asked.rank is Rank.SERGEANT else (),
    )


def newest_notice(connection: Connection) -> int:
    """The highest number of a notice, 0 where there is none."""
    return connection.execute(select(func.coalesce(func.max(notice.c.id), 0))).scalar_one()


def notices_after(connection: Connection, number: int) -> tuple[WaitingNotice, ...]:
    """Every notice with a higher number that nobody is done with, of restricted entries too: for files that name no person."""
    return tuple(_notice_from(row) for row in connection.execute(_statement().where(notice.c.id > number).order_by(notice.c.id)))


def still_waiting(connection: Connection, numbers: Sequence[int]) -> frozenset[int]:
    """Of these notices, by number, those that nobody is done with."""
    if not numbers:
        return frozenset()
    return frozenset(connection.execute(select(notice.c.id).where(notice.c.id.in_(numbers), notice.c.done_at.is_(None))).scalars())


def to_ring(connection: Connection, recipients: Sequence[str], reader: Acting, now: Instant) -> tuple[WaitingNotice, ...]:
    """Notices for these that nobody has opened or been told of in person within 15 minutes: the duty sergeant rings.

    Source: domain.md section 5, rules 7 and 8.
    """
    rung = select(telling.c.id).where(telling.c.notice_id == notice.c.id).exists()
    overdue = and_(notice.c.opened_at.is_(None), notice.c.told_at <= now - RING_AFTER, ~rung)
    return _notices(connection, and_(notice.c.recipient.in_(recipients), notice.c.for_information.is_(False), overdue), reader)


def _each_level_once(waiting: tuple[WaitingNotice, ...]) -> tuple[WaitingNotice, ...]:
    """A sergeant who owns the entry is told as sergeant and as owner; one line is enough, the one that is not for information first."""
    kept: dict[tuple[object, ...], WaitingNotice] = {}
    for one in sorted(waiting, key=lambda one: one.for_information):
        kept.setdefault((one.reference, one.clock, one.cycle, one.level), one)
    return tuple(one for one in waiting if kept[one.reference, one.clock, one.cycle, one.level] is one)


def _notices(connection: Connection, which: ColumnElement[bool], reader: Acting) -> tuple[WaitingNotice, ...]:
    statement = _statement().where(which, or_(entry.c.id.is_(None), readable_by(reader))).order_by(escalation.c.due_at, notice.c.id)
    return tuple(_notice_from(row) for row in connection.execute(statement))


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            notice.c.id, escalation.c.entry_id, entry.c.reference, clock.c.shift_id, person.c.surname, person.c.forenames, entry.c.band,
            clock.c.name, clock.c.cycle, escalation.c.level, escalation.c.rank, escalation.c.due_at, notice.c.told_at, escalation.c.late,
            notice.c.recipient, notice.c.round, notice.c.for_information, notice.c.because,
        )
        .join(escalation, escalation.c.id == notice.c.escalation_id)
        .join(clock, clock.c.id == escalation.c.clock_id)
        .outerjoin(entry, entry.c.id == escalation.c.entry_id)
        .outerjoin(person, person.c.id == entry.c.person_id)
        .where(notice.c.done_at.is_(None))
    )  # fmt: skip


def _notice_from(row: Found) -> WaitingNotice:
    number, held, reference, shift, surname, forenames, band, *rest = row
    return WaitingNotice(number, held, reference or shift, _name(surname, forenames), band, *rest)


def _name(surname: str | None, forenames: str | None) -> str | None:
    return f"{surname}, {forenames}" if surname and forenames else surname


def proposals_for(connection: Connection, *, officer: Acting, rank: Rank | None, now: Instant) -> tuple[WaitingProposal, ...]:
    """The proposals that wait and that this officer, at this rank, may approve."""
    statement = _waiting_at(now).where(proposal.c.by != officer.officer, or_(entry.c.id.is_(None), readable_by(officer)))
    found = (_proposal_from(row) for row in connection.execute(statement))
    return tuple(waiting for waiting, needed in found if rank is not None and rank.is_at_least(needed))


def proposals_about(connection: Connection, entry: EntryId, *, now: Instant) -> tuple[WaitingProposal, ...]:
    """The proposals that wait about one entry, whoever made them; whether the entry may be read is the caller's to ask."""
    statement = _waiting_at(now).where(proposal.c.entry_id == entry)
    return tuple(_proposal_from(row)[0] for row in connection.execute(statement))


_by = officer.alias("proposed_by")


def _waiting_at(now: Instant) -> Select[*tuple[Any, ...]]:
    return (
        select(
            proposal.c.id, proposal.c.deed, proposal.c.entry_id, entry.c.reference, person.c.surname, person.c.forenames, _by.c.collar,
            proposal.c.at, proposal.c.expires_at, proposal.c.reason, proposal.c.words, entry.c.band,
        )
        .join(_by, _by.c.id == proposal.c.by)
        .outerjoin(entry, entry.c.id == proposal.c.entry_id)
        .outerjoin(person, person.c.id == entry.c.person_id)
        .where(proposal.c.decided_at.is_(None), or_(proposal.c.expires_at.is_(None), proposal.c.expires_at > now))
        .order_by(proposal.c.id)
    )  # fmt: skip


def _proposal_from(row: Found) -> tuple[WaitingProposal, Rank]:
    number, deed, held, reference, surname, forenames, by, at, expires_at, reason, words, band = row
    told = json.loads(words)
    waiting = WaitingProposal(number, deed, held, reference, _name(surname, forenames), by, at, expires_at, reason, told)
    return waiting, rank_to_approve(deed, told, band)


def rank_to_approve(deed: str, words: dict[str, Any], band: Band | None) -> Rank:
    """The lowest rank whose approval makes a proposed deed take effect. Source: domain.md section 4."""
    lowest = stages.TABLE["approve"].lowest_rank
    if deed == "record-outcome":
        return max(lowest, stages.rank_for_outcome(Outcome(words["outcome"]), band), key=lambda rank: rank.order)
    return max(lowest, stages.TABLE[deed].lowest_rank, key=lambda rank: rank.order)


def as_json(inbox: Inbox) -> dict[str, Any]:
    """`inbox` of interfaces.md section 2; beside it `ring`, where there are notices about which somebody has to be rung."""
    document = {
        "notices": [_notice_json(waiting) for waiting in inbox.notices],
        "proposals": [
            {"proposal": waiting.proposal, "deed": waiting.deed, "reference": waiting.reference, "by": waiting.by}
            for waiting in inbox.proposals
        ],
    }
    return {**document, "ring": [_notice_json(waiting) for waiting in inbox.ring]} if inbox.ring else document


def _notice_json(waiting: WaitingNotice) -> dict[str, Any]:
    """One notice; `because` only where it stands with somebody whom its level does not name."""
    told = {
        "notice": waiting.notice,
        "reference": waiting.reference,
        "clock": waiting.clock.value,
        "level": waiting.level,
        "rank": waiting.rank.value,
        "due_at": iso(waiting.due_at),
        "for_information": waiting.for_information,
    }
    return {**told, "because": waiting.because} if waiting.because else told
