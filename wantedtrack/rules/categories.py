"""The five categories: the fields each adds to an entry and the checklist that acceptance asks. Source: domain.md section 3."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Answer, Band, Category


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a checklist: a key for scripts, and the question as a custody sergeant asks it."""

    key: str
    text: str


class IdentifiedBy(StrEnum):
    """What a forensic identification rests on."""

    DNA = "dna"
    FINGERPRINT = "fingerprint"
    FOOTWEAR = "footwear"
    OTHER = "other"


class Sufficient(StrEnum):
    """Whether a forensic identification alone is enough to arrest."""

    YES = "yes"
    NEEDS_CORROBORATION = "needs_corroboration"


class WarrantCategory(StrEnum):
    """How urgent the court's warrant is: A, B and C stand for the bands high, medium and standard."""

    A = "A"
    B = "B"
    C = "C"


class RecallType(StrEnum):
    """How fast the person is to be returned to prison."""

    EMERGENCY = "emergency"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that only this category has. `holds` is text, choice, date, instant or yes_no; `choices` what a choice takes.

    `is_asked` marks what changes a decision or is read out at an arrest: while it is empty the next step asks for it, and nothing is refused.
    `is_past` marks a time that cannot lie ahead. An extract's own words for a choice are kept as the source wrote them.
    """

    key: str
    label: str
    holds: str = "text"
    choices: type[StrEnum] | None = None
    is_asked: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRules:
    """What a category adds: its name in words, what its age is counted from, its fields and its checklist."""

    category: Category
    label: str
    outstanding_from: str
    fields: tuple[OwnField, ...]
    checklist: tuple[Question, ...]


_WANTED = CategoryRules(
    Category.WANTED,
    "PNC wanted",
    "the decision that the person is to be arrested",
    (
        OwnField("grounds", "Grounds for arrest", is_asked=True),
        OwnField("necessity", "Necessity", is_asked=True),
        OwnField("voluntary_attendance_considered", "Voluntary attendance considered", "yes_no"),
    ),
    (
        Question("identity", "Is the person's identity established?"),
        Question("grounds", "Are there grounds for arrest?"),
        Question("necessity", "Is arrest necessary?"),
        Question("addresses", "Are the addresses checked?"),
        Question("custody_prison_checked", "Have custody and prison records been checked?"),
        Question("voluntary_attendance", "Has voluntary attendance been considered?"),
        Question("warnings", "Are the warning signals recorded?"),
        Question("circulation_decision", "Has it been decided whether to circulate?"),
    ),
)
_BAIL_FAILURE = CategoryRules(
    Category.BAIL_FAILURE,
    "Failed to answer bail",
    "the time appointed",
    (
        OwnField("authority", "Authority for bail", is_asked=True),
        OwnField("station_appointed", "Station appointed", is_asked=True),
        OwnField("time_appointed", "Time appointed", "instant"),
        OwnField("notice_served", "Notice of change served", "yes_no"),
        OwnField("bail_in_force", "Bail still in force", "yes_no"),
        OwnField("conditions", "Conditions", is_asked=True),
        OwnField("officer_in_case", "Officer in the case"),
    ),
    (
        Question("bail_ran", "Did bail exist and run to that day?"),
        Question("changes_served", "Were changes of date served on the person?"),
        Question("not_in_custody_or_hospital", "Has it been checked that the person is not in custody or in hospital?"),
        Question("not_charged_or_nfa", "Has it been checked that the person is not already charged and the case not ended?"),
        Question("contact_tried", "Has contact been tried?"),
        Question("victim_told", "Has the victim been told?"),
    ),
)
_FORENSIC = CategoryRules(
    Category.FORENSIC,
    "Forensic identification",
    "receipt by the force",
    (
        OwnField("identification_type", "Identified by", "choice", IdentifiedBy, is_asked=True),
        OwnField("laboratory_reference", "Laboratory reference", is_asked=True),
        OwnField("crime_reference", "Crime reference"),
        OwnField("report_date", "Report date", "date", is_past=True),
        OwnField("received_date", "Received", "instant", is_past=True),
        OwnField("sufficient", "Sufficient for arrest", "choice", Sufficient, is_asked=True),
        OwnField("legitimate_access_considered", "Legitimate access considered", "yes_no"),
    ),
    (
        Question("not_arrested_or_eliminated", "Has it been checked that the person is not already arrested or eliminated?"),
        Question("identity_matched", "Does the identity match the identification?"),
        Question("sufficient", "Is the identification sufficient for arrest?"),
        Question("legitimate_access", "Has legitimate access been considered?"),
        Question("lawful_retention", "Was the sample or print lawfully held?"),
    ),
)
_WARRANT = CategoryRules(
    Category.WARRANT,
    "Court warrant",
    "the date of issue at court",
    (
        OwnField("court", "Court", is_asked=True),
        OwnField("issue_date", "Issue date", "instant", is_past=True),
        OwnField("police_receipt_date", "Received by police", "instant", is_past=True),
        OwnField("bail", "Backed for bail", "yes_no", is_asked=True),
        OwnField("result_code", "CJS result code"),
        OwnField("warrant_category", "Warrant category", "choice", WarrantCategory, is_asked=True),
        OwnField("warrant_type", "Warrant type"),
        OwnField("ptiurn", "PTIURN"),
        OwnField("warrant_text", "Warrant text"),
        OwnField("wording", "Offence wording"),
        OwnField("next_court", "Next court appearance"),
        OwnField("next_appearance", "Next court date", "date"),
    ),
    (
        Question("warrant_read", "Has the warrant been read?"),
        Question("not_executed_or_withdrawn", "Has it been checked that it is not already executed or withdrawn?"),
        Question("pnc_screen_updated", "Is the PNC screen updated?"),
    ),
)
_RECALL = CategoryRules(
    Category.RECALL,
    "Recall to prison",
    "notification to police",
    (
        OwnField("recall_type", "Recall", "choice", RecallType, is_asked=True),
        OwnField("notified_at", "Notified", "instant", is_past=True),
        OwnField("prison", "Prison", is_asked=True),
        OwnField("revocation_reference", "Revocation reference", is_asked=True),
        OwnField("nomis", "NOMIS number"),
    ),
    (
        Question("revocation_seen", "Has the revocation been seen?"),
        Question("not_already_returned", "Has it been checked that the person is not already returned?"),
    ),
)

CATEGORIES: dict[Category, CategoryRules] = {rules.category: rules for rules in (_WANTED, _BAIL_FAILURE, _FORENSIC, _WARRANT, _RECALL)}


_WARRANT_BANDS = {"A": Band.HIGH, "B": Band.MEDIUM, "C": Band.STANDARD}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as given; `no` always carries a note."""

    key: str
    answer: Answer
    note: str | None


def read_answers(category: Category, words: object) -> tuple[Given, ...]:
    """Read a whole checklist: an object of key → `yes`/`no`/`not_applicable`, or `{"answer", "note"}`.

    Raises Invalid("checklist") for an unknown key, an answer outside the three or a `no` without a note, and
    NotAllowed("checklist") while a question is unanswered, naming it.
    """
    if not isinstance(words, Mapping):
        raise Invalid("The checklist is an object of question keys and answers. Nothing was changed.", code="checklist", field="checklist")
    answers = cast(Mapping[str, object], words)
    questions = CATEGORIES[category].checklist
    keys = [question.key for question in questions]
    for key in answers:
        if key not in keys:
            message = f"The checklist of this category has no question “{key}”; it has {', '.join(keys)}. Nothing was changed."
            raise Invalid(message, code="checklist", field=f"checklist.{key}")
    unanswered = [question for question in questions if answers.get(question.key) in (None, "")]
    if unanswered:
        message = f"{len(unanswered)} of {len(keys)} questions {'wait' if len(unanswered) > 1 else 'waits'} for an answer, the first: {unanswered[0].text} Nothing was changed."
        raise NotAllowed(message, code="checklist", field=f"checklist.{unanswered[0].key}")
    return tuple(_read_answer(question, answers[question.key]) for question in questions)


def _read_answer(question: Question, value: object) -> Given:
    given = cast(Mapping[str, object], value) if isinstance(value, Mapping) else {"answer": value}
    answer, note = given.get("answer"), given.get("note")
    try:
        read = Answer(str(answer).strip().lower())
    except ValueError:
        message = f"{question.text} takes yes, no or not_applicable. Nothing was changed."
        raise Invalid(message, code="checklist", field=f"checklist.{question.key}") from None
    text = str(note).strip() if note else ""
    if read is Answer.NO and not text:
        message = f"{question.text} A “no” needs a note that says why. Nothing was changed."
        raise Invalid(message, code="checklist_note", field=f"checklist.{question.key}")
    return Given(question.key, read, text or None)


def band_of_warrant(warrant_category: str) -> Band | None:
    """The band that a warrant's category A, B or C stands for, None where it has none."""
    return _WARRANT_BANDS.get(warrant_category.strip().upper())
