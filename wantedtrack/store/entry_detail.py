"""One entry as its page shows it: frozen rows, with what is worked out for today already worked out."""

from dataclasses import dataclass
from datetime import date

from wantedtrack.rules.entry import (
    Answer,
    AttemptKind,
    AttemptResult,
    CirculationLevel,
    Collar,
    DataSubject,
    EntryRow,
    Flag,
    Instant,
    NoteKind,
    Outcome,
    PersonId,
    Recheck,
    Reference,
    Sex,
    Stage,
    SuspensionReason,
)
from wantedtrack.rules.next_step import NextStep
from wantedtrack.store.circulation_rows import CirculationStep, VerificationLine
from wantedtrack.store.inbox import WaitingProposal
from wantedtrack.store.why import ClockExplained


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that the person has used."""

    id: int
    surname: str
    forenames: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Address:
    """A place where the person may be found; `ended_at` says since when no longer."""

    id: int
    kind: str
    lines: str
    postcode: str | None
    source: str | None
    last_checked_at: Instant | None
    result: str | None
    ended_at: Instant | None


@dataclass(frozen=True, slots=True)
class WarningSignal:
    """A warning signal, with the date it was last confirmed."""

    id: int
    code: str
    words: str
    source: str | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """`age` is in whole years today in force time, None without a date of birth; `is_child` counts the youngest of an age range."""

    id: PersonId
    surname: str
    forenames: str
    born: date | None
    age: int | None
    age_from: int | None
    age_to: int | None
    age_estimated: bool
    is_child: bool
    pnc_id: str | None
    pnc_id_verified: bool
    cro: str | None
    sex: Sex | None
    nationality: str | None
    language: str | None
    aliases: tuple[Alias, ...]
    warnings: tuple[WarningSignal, ...]
    other_entries: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One question of the category's checklist; answer, by and at are None until it is given."""

    key: str
    text: str
    answer: Answer | None
    note: str | None
    by: Collar | None
    at: Instant | None


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A field that only this category has; `value` is as it was read, None where it is still empty."""

    key: str
    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One try to arrest, or one enquiry."""

    at: Instant
    kind: AttemptKind
    place: str
    address_id: int | None
    officers: str
    result: AttemptResult
    remark: str | None
    made_safe_by: str | None
    next_step: str | None
    next_by: Instant | None
    by: Collar


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One supervisor's look."""

    at: Instant
    findings: str
    direction: str
    next_by: Instant | None
    by: Collar


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note: fact, intelligence or assessment."""

    at: Instant
    kind: NoteKind
    text: str
    by: Collar


@dataclass(frozen=True, slots=True)
class PauseLine:
    """One suspension; `ended_at` is None while it lasts."""

    reason: SuspensionReason
    starts_at: Instant
    until: Instant
    ended_at: Instant | None
    ended_why: str | None
    authoriser: Collar


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the person is said to be, or is to come; `ended_at` says since when no longer."""

    kind: str
    place: str
    told_by: str | None
    at: Instant
    by_when: Instant | None
    ended_at: Instant | None
    ended_why: str | None
    by: Collar


@dataclass(frozen=True, slots=True)
class CirculationFacts:
    """What is known of the marker on PNC/LEDS beside its state: decided, requested and circulated are three dates."""

    decided_at: Instant | None

    reference: str | None
    level: CirculationLevel | None
    weed_date: date | None
    not_required_reason: str | None
    requested_at: Instant | None
    circulated_at: Instant | None
    verified_at: Instant | None
    verify_result: str | None
    cancelled_at: Instant | None
    cancellation_reference: str | None
    recheck: Recheck | None


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """How and by whom the entry came to its end, as far as it has."""

    outcome: Outcome | None
    at: Instant | None
    by: Collar | None
    place: str | None
    custody_reference: str | None
    rationale: str | None
    closed_at: Instant | None
    closed_by: Collar | None
    victim_informed: str | None
    reopened_at: Instant | None


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """Everything of one entry that its page, its sheet and `show` need; lists are newest first, but for the checklist and the clocks.

    `flags` are those of today, the child flag worked out. `clocks` are every cycle of every clock, as `why` explains them.
    """

    row: EntryRow
    flags: tuple[Flag, ...]
    person: PersonDetail
    addresses: tuple[Address, ...]
    checklist: tuple[ChecklistLine, ...]
    own_fields: tuple[OwnValue, ...]
    attempts: tuple[AttemptLine, ...]
    reviews: tuple[ReviewLine, ...]
    notes: tuple[NoteLine, ...]
    pauses: tuple[PauseLine, ...]
    whereabouts: tuple[Whereabouts, ...]
    circulation: CirculationFacts
    circulation_steps: tuple[CirculationStep, ...]
    verifications: tuple[VerificationLine, ...]
    asks: tuple[NextStep, ...]
    outcome: OutcomeFacts
    clocks: tuple[ClockExplained, ...]
    proposals: tuple[WaitingProposal, ...]
    earlier_stage: Stage | None
    band_rationale: str | None
    band_by: Collar | None
    band_at: Instant | None
    offence_code: str | None
    asn: str | None
    asn_verified: bool | None
    source: str
    source_reference: str | None
    owning_force: str | None
    beat: str | None
    plan: str | None
    first_attempt_by: Instant | None
    next_step: str | None
    next_by: Instant | None
    withdrawal_proposed: str | None
    added_at: Instant
    accepted_at: Instant | None
    allocated_at: Instant | None
    restricted: bool
    data_subject: DataSubject
    officer_to_be_confirmed: bool
    typed_account: str | None
