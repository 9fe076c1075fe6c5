"""Finding what an officer did last to an entry, and whether it still stands so that it can be taken back."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.undo import Done, Reverse, cannot_be_undone, read_done, reverse_of
from wantedtrack.store import schema_record as record
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.officers import collar_of
from wantedtrack.store.rows import plain

_BY_ITSELF = ("version", "worst_clock", "due_at", "next_step", "next_by")
"""Fields that move along with others, and need not stand as the deed left them."""


def find_reverse(
    connection: Connection, state: EntryState, *, officer: Acting, sequence: int | None, reason: str | None, now: Instant
) -> tuple[int, str, Reverse]:
    """The deed to take back, by its journal line and name, and its reverse with words that can be read.

    Without `sequence` it is the newest deed of this officer on the entry. Raises Invalid("nothing_to_undo") where there is no such deed,
    NotAllowed("cannot_be_undone") for one that has no reverse, NotAllowed("changed_since") where what it did has been changed again.
    """
    journal = record.journal.c
    mine = select(journal.sequence, journal.deed).where(journal.entry_id == state.id)
    chosen = (
        mine.where(journal.officer == officer.collar, journal.deed != "sweep")
        if sequence is None
        else mine.where(journal.sequence == sequence)
    )
    line = connection.execute(chosen.order_by(journal.sequence.desc()).limit(1)).first()
    if line is None:
        which = "You have done nothing to this entry" if sequence is None else f"Line {sequence} of the journal is no deed on this entry"
        raise Invalid(f"{which} that could be undone. Nothing was changed.", code="nothing_to_undo", field="sequence")
    done = read_done(_lines(connection, line.sequence))
    reverse = reverse_of(line.deed, done, reason=reason, now=now)
    if reverse is None:
        message = cannot_be_undone(line.deed) or f"“{line.deed}” has nothing that could be undone."
        raise NotAllowed(f"{message} Nothing was changed.", code="cannot_be_undone", field="sequence", who_could="nobody")
    _refuse_changed_since(state, done)
    return line.sequence, line.deed, _by_collar(connection, reverse)


def _lines(connection: Connection, sequence: int) -> Sequence[dict[str, Any]]:
    kept = record.history.c
    told = connection.execute(select(kept.change).where(kept.sequence == sequence).order_by(kept.id)).scalars()
    return [json.loads(change) for change in told]


def _refuse_changed_since(state: EntryState, done: Done) -> None:
    """What the deed set has to stand as it set it: taking back what somebody has changed since would take back his change too."""
    now_held = state.as_mapping()
    since = [name for name, (_, after) in done.entry.items() if name not in _BY_ITSELF and plain(now_held[name]) != after]
    if since:
        names = " and ".join(name.replace("_", " ") for name in since)
        message = f"Since then {names} changed again. Nothing was changed; look at the entry, and do what is needed now."
        raise NotAllowed(message, code="changed_since", field="sequence", who_could="nobody")


def _by_collar(connection: Connection, reverse: Reverse) -> Reverse:
    if reverse.owner is None:
        return reverse
    return Reverse(reverse.deed, reverse.sentence, {**reverse.words, "owner": collar_of(connection, reverse.owner)})
