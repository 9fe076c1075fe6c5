"""What somebody who comes on duty does first, and what after that: an order worked out from what waits, so that nobody has to weigh it up at six in the morning.

The handover comes before all else, because it says the rest and its own hour runs. A person of high band comes before any paper, and a rank that has not
heard of one is rung first of all. Source: domain.md sections 5 and 6.
"""

from dataclasses import dataclass
from enum import StrEnum

from wantedtrack.rules.entry import Band, ClockName, Collar, EntryRow, Instant

_NOT_ENDED_BY_A_PLAN = (ClockName.CIRCULATE, ClockName.VERIFY, ClockName.REVIEW)
"""Clocks that a promised visit does nothing for: what they ask is done at the desk."""


class FirstThing(StrEnum):
    """One thing that waits."""

    HANDOVER = "handover"
    RING = "ring"
    ENTRY = "entry"
    PROPOSALS = "proposals"
    DRAFTS = "drafts"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """What stands before this officer. `band` is the band of the entry that comes first, where there is one."""

    handover: bool
    to_ring: int
    has_entry: bool
    band: Band | None
    proposals: int
    drafts: int
    notices: int


def in_order(waits: WhatWaits) -> tuple[FirstThing, ...]:
    """What is done one after the other; empty where nothing waits."""
    is_high = waits.has_entry and waits.band is Band.HIGH
    order = (
        (FirstThing.HANDOVER, waits.handover),
        (FirstThing.RING, waits.to_ring > 0),
        (FirstThing.ENTRY, is_high),
        (FirstThing.PROPOSALS, waits.proposals > 0),
        (FirstThing.ENTRY, waits.has_entry and not is_high),
        (FirstThing.DRAFTS, waits.drafts > 0),
        (FirstThing.NOTICES, waits.notices > 0 and not waits.has_entry),
    )
    return tuple(thing for thing, is_there in order if is_there)


def is_in_hand(row: EntryRow, promised_by: Instant | None, *, asker: Collar, now: Instant) -> bool:
    """Whether another officer owns it and has promised a visit for later: then one of the same band that nobody has comes first."""
    if row.owner in (None, asker) or promised_by is None or row.worst_clock in _NOT_ENDED_BY_A_PLAN:
        return False
    return promised_by > now
