"""The words of an entry: its identifiers, its enumerated values and the row that lists show of it.

Every enumeration is stored and exchanged by its value. Source: domain.md sections 2 to 4, kept in docs/ARCHITECTURE.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

EntryId = NewType("EntryId", int)
PersonId = NewType("PersonId", int)
OfficerId = NewType("OfficerId", int)
Collar = NewType("Collar", str)
Reference = NewType("Reference", str)
Instant = datetime
"""An aware datetime in UTC. The store refuses any other."""


class Category(StrEnum):
    """Why a person is to be arrested."""

    WANTED = "wanted"
    BAIL_FAILURE = "bail_failure"
    FORENSIC = "forensic"
    WARRANT = "warrant"
    RECALL = "recall"


class Band(StrEnum):
    """How urgent the arrest is, most urgent first; a force labels them (shipped: red, amber, blue)."""

    HIGH = "high"
    MEDIUM = "medium"
    STANDARD = "standard"


class Stage(StrEnum):
    """Where an entry is in its life, in the order of that life."""

    DRAFT = "draft"
    UNALLOCATED = "unallocated"
    ALLOCATED = "allocated"
    ACTIVE = "active"
    LOCATED = "located"
    APPOINTMENT = "appointment"
    SUSPENDED = "suspended"
    CLEARING = "clearing"
    CLOSED = "closed"
    DISPOSED = "disposed"


OPEN_STAGES = (
    Stage.UNALLOCATED,
    Stage.ALLOCATED,
    Stage.ACTIVE,
    Stage.LOCATED,
    Stage.APPOINTMENT,
    Stage.SUSPENDED,
)
"""What "open" means: accepted, and no outcome recorded."""


class Circulation(StrEnum):
    """The state of the entry on PNC/LEDS, an axis apart from its stage."""

    NOT_REQUIRED = "not_required"
    NOT_YET = "not_yet"
    REQUESTED = "requested"
    CIRCULATED = "circulated"
    CANCEL_REQUESTED = "cancel_requested"
    CANCELLED = "cancelled"


class CirculationLevel(StrEnum):
    """How widely an entry is circulated."""

    LOCAL = "local"
    NATIONAL = "national"


class Flag(StrEnum):
    """A fact about an entry that changes how it is handled."""

    CHILD = "child"
    DOMESTIC_ABUSE = "domestic_abuse"
    MAPPA = "mappa"
    IOM = "iom"
    REGISTERED_SEX_OFFENDER = "registered_sex_offender"
    FIREARMS = "firearms"
    MENTAL_HEALTH = "mental_health"
    MISSING = "missing"
    FOREIGN_NATIONAL = "foreign_national"
    RESTRICTED = "restricted"


class AttemptKind(StrEnum):
    """What sort of try an attempt was."""

    VISIT = "visit"
    ENQUIRY = "enquiry"
    CONTACT = "contact"
    STOP = "stop"


class AttemptResult(StrEnum):
    """What came of an attempt."""

    ARRESTED = "arrested"
    NO_REPLY = "no_reply"
    NOT_PRESENT = "not_present"
    MOVED_AWAY = "moved_away"
    SIGHTED = "sighted"
    INFORMATION = "information"
    NOT_SAFE = "not_safe"
    NOT_TRIED = "not_tried"


class SuspensionReason(StrEnum):
    """Why an entry may be suspended; nothing else pauses a clock."""

    ABROAD = "abroad"
    IN_PRISON = "in_prison"
    IN_HOSPITAL = "in_hospital"
    COVERT = "covert"
    EXTRADITION = "extradition"
    INVESTIGATIVE_DECISION = "investigative_decision"
    SAFETY = "safety"


class Recheck(StrEnum):
    """What PNC/LEDS showed when it was looked at again after cancellation."""

    CLEAR = "clear"
    STILL_SHOWING = "still_showing"


class Answer(StrEnum):
    """An answer to a checklist question; `no` needs a note."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class NoteKind(StrEnum):
    """Fact and assessment are kept apart. Source: DPA 2018 s.38(2)."""

    FACT = "fact"
    INTELLIGENCE = "intelligence"
    ASSESSMENT = "assessment"


class DataSubject(StrEnum):
    """Categories of data subject are kept apart. Source: DPA 2018 s.38(3)."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    WITNESS = "witness"
    OTHER = "other"


class Sex(StrEnum):
    """Sex as PNC records it."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class DiscardReason(StrEnum):
    """Why a draft is discarded by one sergeant alone."""

    DUPLICATE = "duplicate"
    RECORDED_IN_ERROR = "recorded_in_error"
    ELIMINATED = "eliminated"


class Outcome(StrEnum):
    """How an entry came to its end."""

    ARRESTED_BY_THIS_FORCE = "arrested_by_this_force"
    ARRESTED_BY_ANOTHER_FORCE = "arrested_by_another_force"
    SURRENDERED = "surrendered"
    INTERVIEWED_VOLUNTARILY = "interviewed_voluntarily"
    CHARGED_BY_POST = "charged_by_post"
    LOCATED_IN_PRISON = "located_in_prison"
    IN_HOSPITAL = "in_hospital"
    ANSWERED_BAIL_LATE = "answered_bail_late"
    BAIL_FAILURE_RECORDED_IN_ERROR = "bail_failure_recorded_in_error"
    WARRANT_EXECUTED = "warrant_executed"
    WARRANT_WITHDRAWN = "warrant_withdrawn"
    RETURNED_TO_CUSTODY = "returned_to_custody"
    RECALL_RESCINDED = "recall_rescinded"
    ELIMINATED = "eliminated"
    NO_FURTHER_ACTION = "no_further_action"
    NO_LONGER_WANTED = "no_longer_wanted"
    DECEASED = "deceased"
    PASSED_TO_EXTRADITION = "passed_to_extradition"
    DUPLICATE = "duplicate"


class ClockName(StrEnum):
    """The seven clocks: six of an entry, the last of a shift."""

    CIRCULATE = "circulate"
    ATTEMPT = "attempt"
    REVIEW = "review"
    ARREST = "arrest"
    VERIFY = "verify"
    CLEAR = "clear"
    HANDOVER = "handover"


class Cause(StrEnum):
    """Why an escalation was recorded: its time came, or a baseline, a regrade or a reopening passed it."""

    DUE = "due"
    BASELINE = "baseline"
    REGRADE = "regrade"
    REOPENED = "reopened"


class VictimInformed(StrEnum):
    """Whether the victim was told that the entry came to its end."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class RowDecision(StrEnum):
    """What becomes of a row of an extract that waited for a person."""

    TAKE = "take"
    SAME_PERSON = "same_person"
    DISCARD = "discard"


class AlsoTold(StrEnum):
    """What else somebody who was rung heard in the same call."""

    ALL_WAITING = "all_waiting"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as lists, sheets and the queue's JSON show it. Ages and overdue times are worked out against `now` by the reader.

    `rests_until` and `rests_left` stand on a row without a due time because it is suspended: until when at most, and how much is then left.
    """

    entry: EntryId
    reference: Reference
    category: Category
    band: Band | None
    stage: Stage
    circulation: Circulation
    person: PersonId
    surname: str
    forenames: str
    born: date | None
    pnc_id: str | None
    offence: str
    owner: Collar | None
    team: str | None
    station: str | None
    became_outstanding_at: Instant
    worst_clock: ClockName | None
    due_at: Instant | None
    level: int
    last_attempt_at: Instant | None
    attempt_count: int
    flags: tuple[Flag, ...]
    warnings: tuple[str, ...]
    verified_at: Instant | None
    version: int
    rests_until: Instant | None = None
    rests_left: timedelta | None = None

    @property
    def name(self) -> str:
        """SURNAME, Forenames, exactly as held: never re-cased; a single name stands alone."""
        return f"{self.surname}, {self.forenames}" if self.forenames else self.surname
