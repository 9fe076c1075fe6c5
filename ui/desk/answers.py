"""The plain answers that pages are given, by name: frozen rows without a table or a session in them.

Pages import this for types only: loading it loads the store's libraries, which must not happen before the first paint.
"""

from wantedtrack.deeds.cards import DeedCard
from wantedtrack.leaving import Left
from wantedtrack.rules.brief import Brief
from wantedtrack.rules.deed_words import Holds, Word
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.reason_card import ReasonCard
from wantedtrack.rules.rehearsal import Rehearsal
from wantedtrack.rules.retention import Kept as ClosedEntry
from wantedtrack.rules.tried import Tried
from wantedtrack.store.candidates import Candidate
from wantedtrack.store.changes import Changes
from wantedtrack.store.clashes import ChangedField
from wantedtrack.store.drafts import Draft
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.exports import Export
from wantedtrack.store.handover_list import Listed, Overview
from wantedtrack.store.handovers import Handover
from wantedtrack.store.inbox import Inbox, WaitingNotice, WaitingProposal
from wantedtrack.store.person_reading import MergeLine, WholePerson
from wantedtrack.store.policy_rows import PolicyVersion
from wantedtrack.store.presences import Present
from wantedtrack.store.queue_groups import Group
from wantedtrack.store.saved_searches import SavedSearch
from wantedtrack.store.verified import Verified
from wantedtrack.store.watching import WatchStatus
from wantedtrack.store.why import ClockExplained
from wantedtrack.store.why_rows import LevelExplained, PauseExplained, PromiseExplained

__all__ = [
    "Brief",
    "Candidate",
    "ChangedField",
    "Changes",
    "ClockExplained",
    "ClosedEntry",
    "DeedCard",
    "Draft",
    "EntryDetail",
    "Export",
    "Group",
    "Handover",
    "Holds",
    "Inbox",
    "Left",
    "LevelExplained",
    "Listed",
    "MergeLine",
    "Overview",
    "PauseExplained",
    "Policy",
    "PolicyVersion",
    "Present",
    "PromiseExplained",
    "ReasonCard",
    "Rehearsal",
    "SavedSearch",
    "Tried",
    "Verified",
    "WaitingNotice",
    "WaitingProposal",
    "WatchStatus",
    "WholePerson",
    "Word",
]
