"""The plain answers that pages are given, by name: frozen rows without a table or a session in them.

Pages import this for types only: loading it loads the store's libraries, which must not happen before the first paint.
"""

from wantedtrack.deeds.cards import DeedCard
from wantedtrack.rules.deed_words import Holds, Word
from wantedtrack.rules.reason_card import ReasonCard
from wantedtrack.rules.tried import Tried
from wantedtrack.store.candidates import Candidate
from wantedtrack.store.changes import Changes
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.handovers import Handover
from wantedtrack.store.inbox import Inbox, WaitingNotice, WaitingProposal
from wantedtrack.store.watching import WatchStatus
from wantedtrack.store.why import ClockExplained

__all__ = [
    "Candidate",
    "Changes",
    "ClockExplained",
    "DeedCard",
    "EntryDetail",
    "Handover",
    "Holds",
    "Inbox",
    "ReasonCard",
    "Tried",
    "WaitingNotice",
    "WaitingProposal",
    "WatchStatus",
    "Word",
]
