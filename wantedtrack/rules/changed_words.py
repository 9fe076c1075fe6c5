"""What a change of an entry is called and how its value reads: for whoever saves second, and for what comes home on paper.

A key names what was changed: `entry.plan`, `person.born`, `details.prison`, `whereabouts.place`. What follows from a change by itself (who
set the band, when) has no key here: it is not what two officers differ about.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from wantedtrack.rules import entry as words
from wantedtrack.rules.dates import british, british_instant
from wantedtrack.rules.deed_words import Holds
from wantedtrack.rules.own_fields import own_field_words
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.spans import moment

NOTHING = "nothing"
"""What is said of a field that is empty."""


@dataclass(frozen=True, slots=True)
class Changeable:
    """What a change is called, what its value is, and of a choice which values there are."""

    label: str
    holds: Holds = Holds.TEXT
    choices: type[StrEnum] | None = None

    @property
    def in_a_sentence(self) -> str:
        """The label within a sentence: "Next step" loses its capital, "PNC ID" keeps them."""
        return self.label if self.label[:2].isupper() else self.label[:1].lower() + self.label[1:]


def _choice(label: str, choices: type[StrEnum]) -> Changeable:
    return Changeable(label, Holds.CHOICE, choices)


def _instant(label: str) -> Changeable:
    return Changeable(label, Holds.INSTANT)


_OF_ENTRY: Mapping[str, Changeable] = {
    "category": _choice("Category", words.Category),
    "band": _choice("Band", words.Band),
    "band_rationale": Changeable("Why this band"),
    "stage": _choice("Stage", words.Stage),
    "circulation": _choice("Circulation", words.Circulation),
    "circulation_reference": Changeable("PNC/LEDS reference"),
    "circulation_level": _choice("Level", words.CirculationLevel),
    "not_required_reason": Changeable("Why not circulated"),
    "weed_date": Changeable("Weed date", Holds.DATE),
    "verify_result": Changeable("What PNC/LEDS showed"),
    "offence": Changeable("Offence"),
    "asn": Changeable("ASN"),
    "source_reference": Changeable("Source reference"),
    "owning_force": Changeable("Owning force"),
    "station": Changeable("Station"),
    "owner_id": Changeable("Owner", Holds.OFFICER),
    "team": Changeable("Team"),
    "beat": Changeable("Beat"),
    "became_outstanding_at": _instant("Wanted since"),
    "plan": Changeable("Plan", Holds.LONG_TEXT),
    "first_attempt_by": _instant("First attempt by"),
    "next_step": Changeable("Next step"),
    "next_by": _instant("Next step by"),
    "outcome": _choice("Outcome", words.Outcome),
    "outcome_at": _instant("When it ended"),
    "outcome_place": Changeable("Where it ended"),
    "custody_reference": Changeable("Custody reference"),
    "outcome_rationale": Changeable("Rationale", Holds.LONG_TEXT),
    "cancellation_reference": Changeable("Cancellation reference"),
    "recheck": _choice("Re-check of PNC/LEDS", words.Recheck),
    "victim_informed": Changeable("Victim informed"),
    "restricted": Changeable("Restricted", Holds.YES_NO),
    "flags": Changeable("Flags", Holds.LIST),
    "data_subject": _choice("Data subject", words.DataSubject),
}
_OF_PERSON: Mapping[str, Changeable] = {
    "surname": Changeable("Surname"),
    "forenames": Changeable("Forenames"),
    "born": Changeable("Date of birth", Holds.DATE),
    "pnc_id": Changeable("PNC ID"),
    "cro": Changeable("CRO number"),
    "sex": _choice("Sex", words.Sex),
    "nationality": Changeable("Nationality"),
    "language": Changeable("Language"),
    "age_from": Changeable("Age from", Holds.NUMBER),
    "age_to": Changeable("Age to", Holds.NUMBER),
}
_OF_OTHERS: Mapping[str, Changeable] = {
    "whereabouts.place": Changeable("Where"),
    "whereabouts.told_by": Changeable("Told by"),
    "whereabouts.by_when": _instant("By when"),
    "pause.reason": _choice("Reason", words.SuspensionReason),
    "pause.until": _instant("Until"),
    "pause.authoriser": Changeable("Authorised by", Holds.OFFICER),
    "review.findings": Changeable("Findings", Holds.LONG_TEXT),
    "review.direction": Changeable("Direction", Holds.LONG_TEXT),
    "review.next_by": _instant("Next review by"),
}
CHANGEABLE: Mapping[str, Changeable] = {
    **{f"entry.{name}": one for name, one in _OF_ENTRY.items()},
    **{f"person.{name}": one for name, one in _OF_PERSON.items()},
    **_OF_OTHERS,
    **{f"details.{word.key}": Changeable(word.label, word.holds, word.choices) for word in own_field_words()},
}
"""By key. A column of the store that stands neither here nor among what follows by itself fails a test."""

FOLLOWS = frozenset(
    {
        "accepted_at", "added_at", "allocated_at", "asn_verified", "attempt_count", "band_at", "band_by", "cancelled_at", "circulated_at", "closed_at",
        "closed_by", "details", "due_at", "earlier_stage", "id", "last_attempt_at", "offence_code", "officer_to_be_confirmed", "outcome_by",
        "outcome_recorded_at", "person_id", "reference", "reopened_at", "requested_at", "retention_review_on", "source", "typed_account",
        "verified_at", "version", "withdrawal_proposed", "worst_clock",
    }
)  # fmt: skip
"""Columns of an entry that a deed sets by itself beside what was decided; `details` is told field by field."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "accept": {"entry.band": "band", "entry.band_rationale": "rationale"},
    "regrade": {"entry.band": "band", "entry.band_rationale": "rationale"},
    "allocate": {"entry.owner_id": "owner", "entry.plan": "plan", "entry.first_attempt_by": "first-attempt-by"},
    "set-circulation": {
        "entry.circulation": "state", "entry.circulation_reference": "reference", "entry.circulation_level": "level",
        "entry.weed_date": "weed-date", "entry.not_required_reason": "reason",
    },
    "verify-circulation": {"entry.verify_result": "result"},
    "record-review": {"review.findings": "findings", "review.direction": "direction", "review.next_by": "next-by"},
    "locate": {"whereabouts.place": "where", "whereabouts.told_by": "told-by", "whereabouts.by_when": "collect-by"},
    "appoint": {"whereabouts.place": "place", "whereabouts.by_when": "at"},
    "suspend": {"pause.reason": "reason", "pause.until": "until", "pause.authoriser": "authoriser"},
    "record-outcome": {
        "entry.outcome": "outcome", "entry.outcome_at": "at", "entry.outcome_place": "place", "entry.custody_reference": "custody-reference",
        "entry.outcome_rationale": "rationale",
    },
    "close": {"entry.cancellation_reference": "cancellation-reference", "entry.recheck": "recheck", "entry.victim_informed": "victim-informed"},
    "set-restricted": {"entry.restricted": "restricted"},
    "describe-person": {f"person.{name}": name.replace("_", "-") for name in ("sex", "nationality", "language", "cro", "age_from", "age_to")},
    "set-details": {f"details.{word.key}": word.name for word in own_field_words()},
}  # fmt: skip


def word_for(deed: str, key: str, *, corrected: str = "") -> str | None:
    """The word of this deed that decides the same, None where it decides something else. `corrected` is the field that `correct` is to put right."""
    if deed == "correct":
        name = corrected.strip().lower().replace("_", "-").replace(" ", "-")
        return "value" if key.partition(".")[2].replace("_", "-") == name else None
    return _WORDS.get(deed, {}).get(key)


def in_words(key: str, value: Any) -> str:  # noqa: ANN401 (as the history's JSON holds it)
    """A value as people read it; an officer is given by collar number already."""
    if value is None or value in ("", [], "[]"):
        return NOTHING
    holds = CHANGEABLE[key].holds
    if holds is Holds.YES_NO:
        return "yes" if value in (True, 1, "yes", "true") else "no"
    if holds is Holds.LIST:
        return ", ".join(str(one).replace("_", " ") for one in (json.loads(value) if isinstance(value, str) else value)) or NOTHING
    if holds is Holds.CHOICE:
        return str(value).replace("_", " ")
    if holds is Holds.INSTANT and (at := _read_instant(value)) is not None:
        return f"{moment(at)} ({british(to_force_time(at).date())})"
    return british(_read_date(value)) or str(value) if holds is Holds.DATE else str(value)


def as_typed(key: str, value: Any) -> str:  # noqa: ANN401 (the same)
    """A value as somebody would type it into a form, "" for none."""
    if value is None or value in ("", [], "[]"):
        return ""
    holds = CHANGEABLE[key].holds
    if holds is Holds.YES_NO:
        return in_words(key, value)
    if holds is Holds.INSTANT and (at := _read_instant(value)) is not None:
        return british_instant(at)
    return british(_read_date(value)) or str(value) if holds is Holds.DATE else str(value)


def _read_instant(value: Any) -> datetime | None:  # noqa: ANN401 (the same)
    try:
        at = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        # What an extract wrote in its own way stays as it is.
        return None
    return at if at.tzinfo is not None else None


def _read_date(value: Any) -> date | None:  # noqa: ANN401 (the same)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
