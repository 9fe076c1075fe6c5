"""Undo: the reverse of a deed, done as a deed of its own."""

from dataclasses import replace

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import open_for_deed
from wantedtrack.store.proposals import Proposed
from wantedtrack.store.undoing import find_reverse


def undo(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    proposed: Proposed,
    sequence: int | None = None,
    reason: str | None = None,
    version: int | None = None,
) -> Changes:
    """Take back the newest deed of this officer on the entry, or the one of journal line `sequence`, by its reverse deed.

    The reverse is a deed like any other: it asks for its own rank and stage, waits for a second officer where it must, and has its own journal
    line; nothing leaves the record. Raises Invalid("nothing_to_undo"), NotAllowed("cannot_be_undone", "changed_since"), and whatever the
    reverse deed raises.
    """
    with store.reading() as connection:
        state = open_for_deed(connection, entry, "undo", officer)
        undone, deed, reverse = find_reverse(connection, state, officer=officer, sequence=sequence, reason=reason, now=now)
    function, words = proposed(reverse.deed, reverse.words, now)
    if reverse.about_entry:
        words = {**words, "entry": entry, "version": state.version if version is None else version}
    done = function(store=store, officer=officer, now=now, deed_id=deed_id, **words)
    return replace(done, detail={**done.detail, "undone": undone, "undone_deed": deed, "by": reverse.deed})
