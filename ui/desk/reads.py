"""Everything the window may read, each in the words of the page that asks; all in one moment of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ui.desk.queue_reads import QueueReads
from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import today
from wantedtrack.rules.brief import Brief
from wantedtrack.rules.dates import read_date
from wantedtrack.rules.duty import Duty, Gap, gaps
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.prompts import Prompt
from wantedtrack.rules.ranks import Rank, from_rank_up
from wantedtrack.rules.reason_card import ReasonCard
from wantedtrack.rules.rehearsal import Rehearsal
from wantedtrack.rules.retention import Kept
from wantedtrack.rules.traits import Traits
from wantedtrack.rules.tried import Tried
from wantedtrack.rules.verdicts import Verdict
from wantedtrack.store import (
    drafts,
    handovers,
    inbox,
    presences,
    reading,
    saved_searches,
    standing_rows,
    waiting_rows,
    watching,
    why,
)
from wantedtrack.store.brief_reading import due_briefs, read_brief
from wantedtrack.store.clashes import ChangedField, fields_since
from wantedtrack.store.drafts import Draft
from wantedtrack.store.duty_rows import duties, rostered
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.entry_state import open_for_deed, read_entry
from wantedtrack.store.exports import Export, all_exports
from wantedtrack.store.inbox import WaitingNotice
from wantedtrack.store.officers import Officer, all_officers
from wantedtrack.store.person_reading import MergeLine, WholePerson, read_person, standing_merges
from wantedtrack.store.policy_rows import PolicyVersion, all_versions, current_text
from wantedtrack.store.presences import Present
from wantedtrack.store.prompt_rows import read_prompts
from wantedtrack.store.reason_card_reading import read_reason_card
from wantedtrack.store.rehearsing import rehearse
from wantedtrack.store.retention_rows import closed_entries
from wantedtrack.store.standing_reading import Standing, look_up
from wantedtrack.store.undoing import find_reverse
from wantedtrack.store.verified import Verified, verified_of_late

if TYPE_CHECKING:
    from wantedtrack.store.candidates import Candidate


_COVERED = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DutyNow:
    """Who is on duty at an instant, the gaps of the coming day, and whether a roster says so at all."""

    at: Instant
    present: tuple[Duty, ...]
    gaps: tuple[Gap, ...]
    has_roster: bool
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class HandoverWaits:
    """A handover that is not sealed yet: whose turn it is follows from who has signed it, and who asks."""

    shift: str
    prepared_by: str
    signed_by: str | None
    asked_by: str

    @property
    def is_for_the_asker(self) -> bool:
        """Nobody accepts what he has signed himself."""
        return self.signed_by != self.asked_by


@dataclass(frozen=True, slots=True)
class Reads(QueueReads):
    """One moment of the store, read for one officer: the queue, and everything else."""

    def saved_searches(self) -> "tuple[list[saved_searches.SavedSearch], dict[int, int | None]]":
        """The searches that this officer has in the list, and how many entries each finds."""
        held = saved_searches.saved_searches(self.connection, reader=self.officer)
        found = saved_searches.counts(
            self.connection, reader=self.officer, now=self.now, shift_ends_at=self._shift_ends_at, labels=self.policy.band_labels
        )
        return held, found

    def entry(self, entry: EntryId) -> EntryDetail:
        """One entry with all that hangs on it. Raises NotAllowed("restricted")."""
        return reading.show(self.connection, entry, reader=self.officer, now=self.now)

    def tried(self, detail: EntryDetail) -> Tried:
        """Where and when somebody has been, against the force's shifts."""
        return reading.tried_at(detail, self.policy.shift_patterns)

    def prompts(self, detail: EntryDetail) -> tuple[Prompt, ...]:
        """What the program would have an officer look at: may this be a reason for a higher band?"""
        return read_prompts(self.connection, detail, self.policy, reader=self.officer)

    def drafts(self) -> Sequence[Draft]:
        """The forms that this officer has begun and not saved, the newest first."""
        return drafts.of_officer(self.connection, self.officer.officer)

    def draft(self, deed: str, about: str) -> Draft | None:
        """What this officer has typed of this form, None where nothing is kept."""
        return drafts.find(self.connection, self.officer.officer, deed, about)

    def present(self, entry: EntryId) -> Sequence[Present]:
        """Who else has this entry open now. Raises NotAllowed("restricted")."""
        read_entry(self.connection, entry, reader=self.officer)
        return presences.others_at(self.connection, entry, self.officer, self.now)

    def reverse(self, entry: EntryId) -> tuple[int, str]:
        """The newest deed of this officer on the entry, by its journal line, and what taking it back would do. Raises as `undo` does."""
        state = open_for_deed(self.connection, entry, "undo", self.officer)
        sequence, _, reverse = find_reverse(self.connection, state, officer=self.officer, sequence=None, reason=None, now=self.now)
        return sequence, reverse.sentence

    def changed_since(self, entry: EntryId, version: int) -> tuple[int, tuple[ChangedField, ...]]:
        """The version that the entry has now, and what others changed of it since this one. Raises NotAllowed("restricted")."""
        state = read_entry(self.connection, entry, reader=self.officer)
        return state.version, fields_since(self.connection, entry, version)

    def person(self, person: int) -> WholePerson:
        """One person whole. Raises Invalid("no_such_person")."""
        return read_person(self.connection, person, reader=self.officer, now=self.now)

    def merges(self) -> Sequence[MergeLine]:
        """The merges of people that stand."""
        return standing_merges(self.connection, reader=self.officer)

    def retention(self) -> tuple[Sequence[Kept], date]:
        """The closed entries that this officer may read, with their days, and today's date."""
        return closed_entries(self.connection, reader=self.officer, now=self.now), today(self.now)

    def brief(self) -> Brief:
        """What this officer's rank has to know now; for constables and administrators, what the sergeant has to."""
        rank = self.officer.rank if self.officer.rank in from_rank_up(Rank.SERGEANT) else Rank.SERGEANT
        return read_brief(self.connection, rank or Rank.SERGEANT, policy=self.policy, info=self.info, now=self.now)

    def duty(self) -> "DutyNow":
        """Who is on duty, where the coming 24 hours have a gap, and every serving officer."""
        held = duties(self.connection, since=self.now, until=self.now + _COVERED)
        covered = rostered(self.connection)
        missing = gaps(held, since=self.now, until=self.now + _COVERED, rostered=covered)
        present = tuple(one for one in held if one.covers(self.now))
        return DutyNow(self.now, present, missing, bool(held or missing), tuple(all_officers(self.connection)))

    def policies(self) -> "tuple[Policy, str, tuple[PolicyVersion, ...]]":
        """The policy in effect, its text, and every version with who wrote and approved it."""
        return self.policy, current_text(self.connection, now=self.now), all_versions(self.connection)

    def rehearse(self, text: str, file_name: str) -> Rehearsal:
        """What a policy would do, writing nothing. Raises PolicyFaults."""
        return rehearse(self.connection, read_policy(text, file_name=file_name), in_effect=self.policy, now=self.now)

    def exports(self) -> Sequence[Export]:
        """What has left the program, newest first."""
        return all_exports(self.connection)

    def reason_card(self, entry: EntryId) -> ReasonCard:
        """What an officer of another force needs at the roadside. Raises NotAllowed("restricted")."""
        return read_reason_card(self.connection, entry, reader=self.officer, now=self.now)

    def look_up(self, what: str, typed: str) -> list[tuple[str, str]]:
        """Offences, courts, forces or stations by code or words: what the field would hold, and how it reads in a list."""
        found = look_up(self.connection, Standing(what), typed)
        return [
            (one.code if what == Standing.OFFENCE else one.name, " · ".join(filter(None, (one.name, one.code, one.note)))) for one in found
        ]

    def why(self, entry: EntryId) -> tuple[why.ClockExplained, ...]:
        """The arithmetic of its clocks."""
        return why.explain(self.connection, entry, reader=self.officer, now=self.now)

    def inbox(self) -> inbox.Inbox:
        """What waits for this officer."""
        return inbox.for_officer(self.connection, officer=self.officer, now=self.now)

    def brief_ready(self) -> Instant | None:
        """The time by the policy of this officer's brief that nobody has made yet, None where none waits."""
        found = due_briefs(self.connection, self.policy, now=self.now)
        return next((due.at for due in found if due.rank is self.officer.rank), None)

    def notices_after(self, number: int | None) -> tuple[int, tuple[WaitingNotice, ...]]:
        """The newest number of a notice, and those of this officer's above `number`; none of them where that is None. Costs one look where there is nothing new."""
        newest = inbox.newest_notice(self.connection)
        if number is None or newest <= number:
            return newest, ()
        return newest, tuple(one for one in self.inbox().notices if one.notice > number)

    def still_waiting(self, numbers: Sequence[int]) -> frozenset[int]:
        """Of these notices, by number, those that nobody has answered."""
        return inbox.still_waiting(self.connection, numbers)

    def verified(self) -> Verified:
        """How many living markers were verified on PNC/LEDS within a week."""
        return verified_of_late(self.connection, reader=self.officer, now=self.now)

    def watch(self) -> watching.WatchStatus:
        """Who checked last, and whether that is too long ago."""
        return watching.status(self.connection, now=self.now)

    def handover(self) -> tuple[handovers.Handover, HandoverContent] | None:
        """The newest handover with what it holds, None where none was prepared."""
        held = handovers.newest(self.connection)
        return None if held is None else (held, handovers.content_of(self.connection, held.id))

    def handover_waiting(self) -> HandoverWaits | None:
        """The handover that is not sealed yet and what it waits for, None where none does."""
        held = handovers.newest(self.connection, sealed=False)
        return None if held is None else HandoverWaits(held.shift_id, held.prepared_by, held.signed_by, self.officer.collar)

    def alike(self, typed: Mapping[str, str]) -> "Sequence[Candidate]":
        """Who may be the person as far as typed; a date or an ID that is not whole yet is left out.

        Keys are those of the deed's words; `name` holds names in an order that nobody has said, so each end may be the surname.
        """
        from wantedtrack.store.candidates import candidates  # noqa: PLC0415 (the libraries that compare names are not needed for a queue)

        born, pnc_id = _born(typed.get("born", ""), self.now), typed.get("pnc-id") or None
        found: dict[int, Candidate] = {}
        for surname, forenames in _names(typed):
            traits = Traits(surname, forenames, born, pnc_id)
            for one in candidates(self.connection, traits, reader=self.officer, thresholds=self.policy.matching):
                held = found.get(one.person)
                if held is None or _VERDICTS.index(one.verdict) < _VERDICTS.index(held.verdict):
                    found[one.person] = one
        return sorted(found.values(), key=lambda one: _VERDICTS.index(one.verdict))

    def forces(self) -> dict[str, str]:
        """The forces of the standing data, name by code."""
        return standing_rows.forces(self.connection)

    def waiting_rows(self) -> list[Mapping[str, Any]]:
        """The rows of extracts that a person must decide, oldest first."""
        return waiting_rows.waiting(self.connection)


_VERDICTS = (Verdict.SAME, Verdict.LIKELY, Verdict.POSSIBLE)


def _names(typed: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    words = typed.get("name", "").split()
    if len(words) > 1:
        return ((words[-1], " ".join(words[:-1])), (words[0], " ".join(words[1:])))
    return ((words[0] if words else typed.get("surname", ""), typed.get("forenames", "")),)


def _born(text: str, now: Instant) -> date | None:
    try:
        return read_date(text, now=now) if text else None
    except Invalid:
        return None
