"""What waits for a second officer: a deed kept as it was asked for, until one who did not ask for it approves or declines.

Answers the threat "a dishonest supervisor" of trust.md. Source: domain.md section 4, "Two people are needed before effect".
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import shifts
from wantedtrack.rules.entry import EntryId, Instant, OfficerId
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import add_row, change_row, plain
from wantedtrack.store.schema_duty import duty
from wantedtrack.store.writing import Work

Proposed = Callable[[str, Mapping[str, Any], Instant], tuple[Callable[..., Changes], dict[str, Any]]]
"""Gives, for a deed's name and its words as kept, the deed itself and its words read: the catalogue's to know, not another deed's."""

_WITHOUT_A_SHIFT = timedelta(hours=12)
_ASKS_FOR: Mapping[str, frozenset[str]] = {"regrade": frozenset({"band"}), "record-outcome": frozenset({"outcome"})}
"""The words that make two proposals of such a deed on one entry the same; of any other deed all but the explanation."""

_EXPLAINS = frozenset({"rationale", "reason", "victim-view"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row of the table: the deed, the words as they were typed, who asked and when, and what was decided."""

    id: int
    deed: str
    entry: EntryId | None
    words: Mapping[str, Any]
    by: OfficerId
    at: Instant
    entry_version: int | None
    decided_at: Instant | None
    expires_at: Instant | None


def propose(work: Work, state: EntryState | None, *, deed: str, words: Mapping[str, Any]) -> Changes:
    """Keep a deed for a second officer instead of doing it; nothing else changes. `state` is None for a deed that is not about one entry.

    Raises NotAllowed("already_proposed") where the same waits for a second officer already and could still be approved.
    """
    told = {name.replace("_", "-"): plain(value) for name, value in words.items() if value is not None}
    _refuse_same_again(work, state, deed, told)
    row = {"deed": deed, "words": json.dumps(told, ensure_ascii=False), "by": work.officer.officer, "at": work.now}
    row |= {"expires_at": _expires_at(work)}
    if state is None:
        return Changes(deed, proposal=add_row(work, schema.proposal, row))
    number = add_row(work, schema.proposal, {**row, "entry_id": state.id, "entry_version": state.version}, entry=state.id)
    work.entry = state.id
    return Changes(deed, reference=state.reference, proposal=number)


def _refuse_same_again(work: Work, state: EntryState | None, deed: str, told: Mapping[str, Any]) -> None:
    table = schema.proposal.c
    still = or_(table.expires_at.is_(None), table.expires_at > work.now)
    waiting = select(table.id, table.words).where(table.deed == deed, table.decided_at.is_(None), still)
    if state is None:
        waiting = waiting.where(table.entry_id.is_(None))
    else:
        waiting = waiting.where(table.entry_id == state.id, table.entry_version == state.version)
    for number, words in work.connection.execute(waiting).all():
        if _asked_for(deed, json.loads(words)) == _asked_for(deed, told):
            message = (
                f"The same waits for a second officer already, as proposal {number}. Nothing was changed; have it approved or declined."
            )
            raise NotAllowed(message, code="already_proposed", field="deed", who_could="a second officer, who approves or declines it")


def _asked_for(deed: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a proposal asks for, without the explanation; through JSON, as it is kept."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(told)))
    asks = _ASKS_FOR.get(deed)
    return {name: value for name, value in kept.items() if (name in asks if asks else deed == "dispose" or name not in _EXPLAINS)}


def _expires_at(work: Work) -> Instant:
    """The end of the proposer's shift: of the duty held for him, else of the shift on duty that ends last, else twelve hours on."""
    mine = select(duty.c.ends_at).where(duty.c.officer_id == work.officer.officer, duty.c.starts_at <= work.now, duty.c.ends_at > work.now)
    held = work.connection.execute(mine.order_by(duty.c.ends_at.desc()).limit(1)).scalar()
    if held is not None:
        return held
    on_duty = shifts.on_duty_at(current_policy(work.connection, now=work.now).shift_patterns, work.now)
    return max((shift.ends_at for shift in on_duty), default=work.now + _WITHOUT_A_SHIFT)


def read_proposal(connection: Connection, number: int) -> Proposal:
    """Read one. Raises Invalid("no_such_proposal")."""
    table = schema.proposal.c
    columns = (
        table.id,
        table.deed,
        table.entry_id,
        table.words,
        table.by,
        table.at,
        table.entry_version,
        table.decided_at,
        table.expires_at,
    )
    row = connection.execute(select(*columns).where(table.id == number)).first()
    if row is None:
        message = "There is no proposal of that number. Nothing was changed; the inbox shows those that wait."
        raise Invalid(message, code="no_such_proposal", field="proposal")
    return Proposal(
        row.id, row.deed, row.entry_id, json.loads(row.words), row.by, row.at, row.entry_version, row.decided_at, row.expires_at
    )


def refuse_unless_open(proposal: Proposal, *, now: Instant) -> None:
    """Raise NotAllowed("decided") for a proposal that somebody has decided already, ("expired") for one whose proposer's shift is over."""
    if proposal.decided_at is not None:
        raise NotAllowed("This proposal was decided already. Nothing was changed; the entry shows how.", code="decided", field="proposal")
    if proposal.expires_at is not None and proposal.expires_at <= now:
        message = "This proposal ended with the shift of the officer who made it. Nothing was changed; look at it again and propose anew."
        raise NotAllowed(message, code="expired", field="proposal", who_could="whoever proposes it anew")


def end_proposals_of(work: Work, officer: OfficerId) -> None:
    """End what this officer proposed and nobody has decided: an officer who left cannot answer for it."""
    table = schema.proposal
    waiting = select(table.c.id, table.c.entry_id).where(table.c.by == officer, table.c.decided_at.is_(None))
    for number, entry in work.connection.execute(waiting).all():
        after = {
            "decided_at": work.now,
            "decided_by": work.officer.officer,
            "decision": "declined",
            "decision_reason": "the proposer has left",
        }
        change_row(work, table, number, {}, after, entry=entry)


def refuse_own(proposal: Proposal, officer: OfficerId) -> None:
    """Raise NotAllowed("second-officer") for the officer who proposed, under whatever account."""
    if proposal.by == officer:
        message = "The officer who proposed cannot approve. Nothing was changed; ask a second officer of the rank."
        raise NotAllowed(message, code="second-officer", field="proposal", who_could="a second officer")
