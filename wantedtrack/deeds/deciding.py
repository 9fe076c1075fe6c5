"""The second officer: approving what another proposed, or declining it with a reason."""

from wantedtrack.errors import NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import load_entry, read_entry
from wantedtrack.store.proposals import Proposal, Proposed, read_proposal, refuse_own, refuse_unless_open
from wantedtrack.store.rows import change_row
from wantedtrack.store.writing import Work, carry_out


def approve(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    proposal: int,
    proposed: Proposed,
    reason: str | None = None,
) -> Changes:
    """Approve what another officer proposed; the deed takes effect in the same transaction.

    Raises NotAllowed("rank") below the rank that the deed asks for, ("second-officer") for the proposer, ("decided") for one decided
    already, ("clash") where the entry was changed since it was proposed.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("approve", rank=officer.rank, is_administrator=officer.is_administrator)
        asked = read_proposal(work.connection, proposal)
        refuse_unless_open(asked, now=work.now)
        refuse_own(asked, officer.officer)
        _refuse_changed(work, asked)
        deed, words = proposed(asked.deed, asked.words, work.now)
        about = {} if asked.entry is None else {"entry": asked.entry}
        work.proposed_by = asked.by
        done = deed(store=store, officer=officer, now=work.now, within=work, **about, **words)
        _decide(work, asked, "approved", reason)
        return Changes("approve", reference=done.reference, detail={"proposal": proposal, "deed": asked.deed, **done.detail})

    return carry_out(store, deed="approve", officer=officer, now=now, deed_id=deed_id, act=act)


def decline(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, proposal: int, reason: str) -> Changes:
    """Decline a proposal with a reason; the proposer may take it back the same way. Raises NotAllowed("rank", "decided", "restricted")."""

    def act(work: Work) -> Changes:
        asked = read_proposal(work.connection, proposal)
        if asked.by != officer.officer:
            stages.refuse_rank_below(Rank.SERGEANT, deed="decline", rank=officer.rank, is_administrator=officer.is_administrator)
        refuse_unless_open(asked, now=work.now)
        reference = None if asked.entry is None else read_entry(work.connection, asked.entry, reader=officer).reference
        _decide(work, asked, "declined", reason)
        return Changes("decline", reference=reference, detail={"proposal": proposal, "deed": asked.deed})

    return carry_out(store, deed="decline", officer=officer, now=now, deed_id=deed_id, act=act)


def _decide(work: Work, asked: Proposal, decision: str, reason: str | None) -> None:
    after = {"decided_at": work.now, "decided_by": work.officer.officer, "decision": decision, "decision_reason": reason}
    change_row(work, schema.proposal, asked.id, {}, after, entry=asked.entry)
    work.entry = asked.entry


def _refuse_changed(work: Work, asked: Proposal) -> None:
    if asked.entry is None or asked.entry_version is None:
        return
    if load_entry(work.connection, asked.entry).version != asked.entry_version:
        message = "The entry was changed after this was proposed. Nothing was done; look at it again, decline this and propose anew."
        raise NotAllowed(message, code="clash", field="proposal")
