"""What the start of shift shows of one moment, read on the worker, and which entry of it comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ui.entry.facts import step_of
from wantedtrack.rules.entry import Band, EntryRow, Instant
from wantedtrack.rules.first_things import WhatWaits, is_in_hand
from wantedtrack.rules.next_step import NextStep, left_to
from wantedtrack.rules.ranks import Rank

if TYPE_CHECKING:
    from ui.desk.answers import Inbox, WaitingNotice, WaitingProposal, WatchStatus
    from ui.desk.reads import DutyNow, HandoverWaits, Reads

_AT_MOST, _OF_MANY = 8, 5
_LOOKED_AT = 8
"""How many of the most pressing are read whole to find one that nobody has in hand."""
_THIS_SHIFT = "list:this-shift -stage:draft"


@dataclass(frozen=True, slots=True)
class FirstEntry:
    """The entry that comes first, and its next step. `is_in_hand` where somebody has promised a visit for later, as with all others like it;
    `left_to` says whose the step is where it is not this officer's.
    """

    row: EntryRow
    step: NextStep
    is_in_hand: bool
    is_own: bool
    left_to: str | None


@dataclass(frozen=True, slots=True)
class AboutOne:
    """What waits about one entry, or one shift: the notice due first, and how many more there are about the same."""

    notice: "WaitingNotice"
    more: int


@dataclass(frozen=True, slots=True)
class RankToRing:
    """A rank that has to be rung: how many notices stand there unopened, and the first of them."""

    rank: Rank
    count: int
    first: "WaitingNotice"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The inbox as far as the page shows it, counted and sorted on the worker: there may be many thousands.

    `escalated` are the first lines of the notices, of `about` entries and shifts; `oldest` is the first to answer. `rung` are the first that
    somebody is to be rung about, `ranks` who, and `heaviest` the one that weighs most.
    """

    notices: int
    to_answer: int
    about: int
    escalated: Sequence[AboutOne]
    oldest: "WaitingNotice | None"
    ring: int
    rung: "Sequence[WaitingNotice]"
    ranks: Sequence[RankToRing]
    heaviest: "WaitingNotice | None"
    proposals: "Sequence[WaitingProposal]"


@dataclass(frozen=True, slots=True)
class Start:
    """Everything that the page shows, of one moment. `drafts_due` are drafts past a limit, or that come to one before the shift ends."""

    at: Instant
    waiting: Waiting
    watch: "WatchStatus"
    due: Sequence[EntryRow]
    due_count: int
    counts: dict[str, int]
    high_due: int
    drafts_due: int
    first: FirstEntry | None
    handover: "HandoverWaits | None"
    duty: "DutyNow"

    def waits(self, *, may_sign: bool, may_accept: bool) -> WhatWaits:
        """What the order of things is worked out from, for an officer who may do this."""
        return WhatWaits(
            handover=may_sign and self.handover is not None and self.handover.is_for_the_asker,
            to_ring=self.waiting.ring,
            has_entry=self.first is not None,
            band=self.first.row.band if self.first else None,
            proposals=len(self.waiting.proposals),
            drafts=self.drafts_due if may_accept else 0,
            notices=self.waiting.to_answer,
        )


def read_start(reads: "Reads") -> Start:
    """Read the page on the worker."""
    _, due = reads.first_page("list:this-shift", sort="due", descending=False, limit=_AT_MOST + 1)
    counts = reads.counts()
    return Start(
        reads.now,
        in_short(reads.inbox()),
        reads.watch(),
        due,
        counts["this-shift"],
        counts,
        reads.count(f"{_THIS_SHIFT} band:high"),
        reads.count("list:this-shift stage:draft"),
        _first_entry(reads),
        reads.handover_waiting(),
        reads.duty(),
    )


def _first_entry(reads: "Reads") -> FirstEntry | None:
    """The highest band, then the first due; for a constable of his own first. One that somebody has in hand stands behind one that nobody has."""
    own = ("owner:me", "") if reads.officer.rank is Rank.CONSTABLE else ("",)
    fallback: FirstEntry | None = None
    for whose in own:
        for band in ("band:high", ""):
            _, rows = reads.first_page(f"{_THIS_SHIFT} {band} {whose}", sort="due", descending=False, limit=_LOOKED_AT)
            for row in rows:
                found = _looked_at(reads, row, is_own=bool(whose))
                if not found.is_in_hand:
                    return found
                fallback = fallback or found
    return fallback


def _looked_at(reads: "Reads", row: EntryRow, *, is_own: bool) -> FirstEntry:
    detail = reads.entry(row.entry)
    promised_by = detail.first_attempt_by if row.attempt_count == 0 else detail.next_by
    step, me = step_of(detail, reads.now), reads.officer
    others = left_to(step.deed, rank=me.rank, collar=me.collar, outcome_by=detail.outcome.by) if step.deed is not None else None
    return FirstEntry(row, step, is_in_hand(row, promised_by, asker=me.collar, now=reads.now), is_own, others)


Line = TypeVar("Line")


def few(lines: Sequence[Line]) -> Sequence[Line]:
    """All of them where they can be taken in at a glance; of more, the first: the rest is one key away."""
    return lines if len(lines) <= _AT_MOST else lines[:_OF_MANY]


def by_entry(notices: "Sequence[WaitingNotice]") -> list[AboutOne]:
    """One line for each entry: those to be answered first, then those for information, each the oldest due first."""
    held: dict[str, list[WaitingNotice]] = {}
    for one in sorted(notices, key=lambda one: (one.for_information, one.due_at, one.notice)):
        held.setdefault(one.reference, []).append(one)
    return [AboutOne(about[0], len(about) - 1) for about in held.values()]


def in_short(inbox: "Inbox") -> Waiting:
    """The inbox as far as the page shows it."""
    held = by_entry(inbox.notices)
    to_answer = [one for one in inbox.notices if not one.for_information]
    by_rank: dict[Rank, list[WaitingNotice]] = {}
    for one in inbox.ring:
        by_rank.setdefault(Rank(one.recipient.removeprefix("rank:")), []).append(one)
    return Waiting(
        notices=len(inbox.notices),
        to_answer=len(to_answer),
        about=len(held),
        escalated=few(held),
        oldest=min(to_answer, key=lambda one: (one.due_at, one.notice), default=None),
        ring=len(inbox.ring),
        rung=inbox.ring[:_RUNG_SHOWN],
        ranks=[RankToRing(rank, len(by_rank[rank]), by_rank[rank][0]) for rank in sorted(by_rank, key=lambda rank: rank.order)],
        heaviest=min(inbox.ring, key=lambda one: (_HEAVIEST.index(one.band), one.due_at, one.notice), default=None),
        proposals=inbox.proposals,
    )


_RUNG_SHOWN = 3
_HEAVIEST: tuple[Band | None, ...] = (*Band, None)
