"""Who may read an entry: restricted where the work is covert or an extradition is under way, and the officers it is opened to by name.

Source: domain.md section 4, "A restricted entry". Answers the threat "a curious colleague with a right to read" of trust.md.
"""

from sqlalchemy import delete, insert, select

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.officers import find_officer
from wantedtrack.store.rows import change_entry
from wantedtrack.store.schema_decisions import named_reader
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def set_restricted(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    restricted: bool,
    reason: str,
    version: int | None = None,
) -> Changes:
    """Restrict an entry to its owner, the officers named on it and inspectors, or open it again. By an inspector or above.

    Raises NotAllowed("rank", "stage", "clash", "no_difference").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "set-restricted", version=version)
        if state.restricted is restricted:
            said = "restricted" if restricted else "open to all"
            raise NotAllowed(f"The entry is {said} already. Nothing was changed.", code="no_difference", field="restricted")
        work.remember({"reason": reason}, entry=entry)
        change_entry(work, state, restricted=restricted)
        work.entry = entry
        return Changes("set-restricted", reference=state.reference, detail={"restricted": restricted})

    return carry_out(store, deed="set-restricted", officer=officer, now=now, deed_id=deed_id, act=act)


def name_reader(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    collar: str,
    may_read: bool = True,
    version: int | None = None,
) -> Changes:
    """Name an officer who may read the entry while it is restricted, or take the name away again. By an inspector or above.

    Raises NotAllowed("rank", "stage", "clash", "no_difference"), Invalid("no_such_officer", "officer_left").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "name-reader", version=version)
        reader = find_officer(work.connection, collar, field="collar")
        mine = (named_reader.c.entry_id == entry) & (named_reader.c.officer_id == reader.id)
        is_named = work.connection.execute(select(named_reader.c.entry_id).where(mine)).first() is not None
        if is_named is may_read:
            said = "named already" if may_read else "not named"
            raise NotAllowed(f"{reader.collar} is {said} on this entry. Nothing was changed.", code="no_difference", field="collar")
        if may_read:
            row = {"entry_id": entry, "officer_id": reader.id, "by": officer.officer, "at": work.now}
            work.connection.execute(insert(named_reader), row)
        else:
            work.connection.execute(delete(named_reader).where(mine))
        work.remember({"reader": reader.collar, "may_read": may_read}, entry=entry)
        work.entry = entry
        return Changes("name-reader", reference=state.reference, detail={"reader": reader.collar, "may_read": may_read})

    return carry_out(store, deed="name-reader", officer=officer, now=now, deed_id=deed_id, act=act)
