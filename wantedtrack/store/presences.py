"""Who has which entry open at which desktop: said again while it is open, and forgotten by itself when it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, or_, select

from wantedtrack.rules.entry import Collar, EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.schema import officer as officer_table
from wantedtrack.store.schema_sheets import presence

SAID_EVERY = timedelta(seconds=30)
STALE_AFTER = timedelta(seconds=90)
"""Three times not said: the desktop went to sleep, or died."""


@dataclass(frozen=True, slots=True)
class Present:
    """One officer who has the entry open, at which desktop, as last said at `at`, and since when without a break."""

    collar: Collar
    desktop: str
    at: Instant
    since: Instant | None


def say(connection: Connection, officer: Acting, entry: EntryId | None, now: Instant) -> None:
    """This officer has this entry open at this desktop, or none. What was said too long ago goes on the way."""
    table = presence.c
    own = (table.desktop == officer.desktop) & (table.officer_id == officer.officer)
    still = select(table.since).where(own, table.entry_id == entry, table.at >= now - STALE_AFTER)
    since = connection.execute(still).scalar() if entry is not None else None
    connection.execute(delete(presence).where(or_(own, table.at < now - STALE_AFTER)))
    if entry is not None:
        row = {"desktop": officer.desktop, "officer_id": officer.officer, "entry_id": entry, "at": now, "since": since or now}
        connection.execute(insert(presence), row)


def others_at(connection: Connection, entry: EntryId, officer: Acting, now: Instant) -> Sequence[Present]:
    """Who else has this entry open now, by collar. The caller has asked whether the entry may be read."""
    table = presence.c
    own = (table.desktop == officer.desktop) & (table.officer_id == officer.officer)
    found = (
        select(officer_table.c.collar, table.desktop, table.at, table.since)
        .join(officer_table, officer_table.c.id == table.officer_id)
        .where(table.entry_id == entry, ~own, table.at > now - STALE_AFTER)
        .order_by(officer_table.c.collar, table.desktop)
    )
    return [Present(*row) for row in connection.execute(found)]
