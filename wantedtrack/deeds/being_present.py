"""Saying which entry an officer has open, so that two do not work on it unknown to each other."""

from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import presences
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.writing import Work, carry_out


def be_present(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId | None) -> Changes:
    """Say that this officer has this entry open at this desktop, None for none; overwritten each time, without a journal line.

    Raises NotAllowed("restricted") for an entry that the officer may not read, Unavailable.
    """

    def act(work: Work) -> Changes:
        if entry is not None:
            read_entry(work.connection, entry, reader=officer)
        presences.say(work.connection, officer, entry, work.now)
        return Changes("be-present", sequence=-1)

    return carry_out(store, deed="be-present", officer=officer, now=now, deed_id=deed_id, act=act, keeps_result=False)
