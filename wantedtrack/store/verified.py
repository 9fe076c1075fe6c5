"""How many living markers somebody has looked at on PNC/LEDS of late: this queue is a working copy, and every window says how fresh it is."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, literal_column, select

from wantedtrack.rules.entry import Circulation, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.queue_lists import LISTED, one_of, readable_by
from wantedtrack.store.schema import entry

WITHIN = timedelta(days=7)
"""The longest that the shipped policy lets a marker go unverified. Source: domain.md 5 (verify: 24 h high, 7 d otherwise)."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Of so many living markers, how many were verified within a week."""

    markers: int
    of_late: int

    @property
    def percent(self) -> int | None:
        """The share, rounded down so that 100 means all; None where there is no marker."""
        return self.of_late * 100 // self.markers if self.markers else None


def verified_of_late(connection: Connection, *, reader: Acting, now: Instant) -> Verified:
    """Of the markers that live on PNC/LEDS, as far as this reader may see them."""
    alive = one_of(entry.c.circulation, Circulation.CIRCULATED, Circulation.CANCEL_REQUESTED)
    # Which they are the queue's index alone knows; asked in one go for both, SQLite goes through every entry whole, and keeps what it went through.
    markers = select(entry.c.id).where(LISTED, readable_by(reader), alive)
    marked = entry.alias("marked")
    counted = select(func.count(), func.count(literal_column("1")).filter(marked.c.verified_at > now - WITHIN))
    found, of_late = connection.execute(counted.where(marked.c.id.in_(markers))).one()
    return Verified(int(found), int(of_late))
