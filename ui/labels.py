"""The words that pages show for the values of the domain; the values themselves never change, these may be translated."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from ui.wording import tr
from wantedtrack.rules.addresses import in_one_line
from wantedtrack.rules.entry import (
    AttemptResult,
    Band,
    Category,
    Circulation,
    ClockName,
    Flag,
    Stage,
)

K = TypeVar("K")


class Told(Mapping[K, str]):
    """Words by the value they stand for, each in the person's language when it is asked for."""

    def __init__(self, english: Mapping[K, str]) -> None:
        """The words in English."""
        self.english = dict(english)

    def __getitem__(self, value: K) -> str:
        return tr(self.english[value])

    def __iter__(self) -> Iterator[K]:
        return iter(self.english)

    def __len__(self) -> int:
        return len(self.english)


CATEGORY = Told(
    {
        Category.WANTED: "PNC wanted",
        Category.BAIL_FAILURE: "Failed bail",
        Category.FORENSIC: "Forensic hit",
        Category.WARRANT: "Court warrant",
        Category.RECALL: "Prison recall",
    }
)
STAGE = Told({stage: stage.value.capitalize() for stage in Stage} | {Stage.CLEARING: "Awaiting cleardown"})
CIRCULATION = Told(
    {
        Circulation.NOT_REQUIRED: "Not required",
        Circulation.NOT_YET: "Not circulated",
        Circulation.REQUESTED: "Requested",
        Circulation.CIRCULATED: "Circulated",
        Circulation.CANCEL_REQUESTED: "Cancel requested",
        Circulation.CANCELLED: "Cancelled",
    }
)
CLOCK = Told(
    {
        ClockName.CIRCULATE: "Circulate",
        ClockName.ATTEMPT: "Attempt",
        ClockName.REVIEW: "Review",
        ClockName.ARREST: "Arrest",
        ClockName.VERIFY: "Verify on PNC/LEDS",
        ClockName.CLEAR: "Cleardown",
        ClockName.HANDOVER: "Handover",
    }
)
FLAG = Told(
    {
        Flag.CHILD: "Child",
        Flag.DOMESTIC_ABUSE: "Domestic abuse",
        Flag.MAPPA: "MAPPA",
        Flag.IOM: "IOM",
        Flag.REGISTERED_SEX_OFFENDER: "Registered sex offender",
        Flag.FIREARMS: "Firearms",
        Flag.MENTAL_HEALTH: "Mental health",
        Flag.MISSING: "Missing",
        Flag.FOREIGN_NATIONAL: "Foreign national",
        Flag.RESTRICTED: "Restricted",
    }
)
RESULT = Told(
    {
        AttemptResult.ARRESTED: "Arrested",
        AttemptResult.NO_REPLY: "No reply",
        AttemptResult.NOT_PRESENT: "Not present",
        AttemptResult.MOVED_AWAY: "Moved away",
        AttemptResult.SIGHTED: "Sighted",
        AttemptResult.INFORMATION: "Information",
        AttemptResult.NOT_SAFE: "Not safe",
        AttemptResult.NOT_TRIED: "Not tried",
    }
)
LISTS: tuple[tuple[str, str, str, str], ...] = (
    ("this-shift", "This shift", "Due, or over, before this shift ends", "Nothing falls due before this shift ends. See Everything for what comes later."),
    ("notices", "Notices", "Escalations told to your rank", "No notice waits for your rank. New ones appear here by themselves. Next: what falls due this shift."),
    ("not-circulated", "Not circulated", "Wanted, but not yet on PNC/LEDS", "Everybody who is wanted is circulated, or need not be. Next: whom nobody has tried."),
    ("never-attempted", "Never tried", "Accepted, and nobody has tried", "Every open entry has been tried at least once. Next: what falls due this shift."),
    ("bail-due", "Bail due", "Bail dates still to come", "No bail date is coming up. Import the bail list to fill this."),
    ("cleardown", "Cleardown", "Ended here, the marker not confirmed gone", "No marker waits to be confirmed gone from PNC/LEDS. An entry comes here once its outcome is recorded (X)."),
    ("located", "Located", "Held elsewhere, or with an appointment", "Nobody is located or has an appointment. Where you learn that somebody is held, stand on the entry and press L."),
    ("suspended", "Suspended", "Paused for a listed reason", "Nothing is suspended: every clock runs. Next: what falls due this shift."),
    ("drafts", "Drafts to accept", "Waiting for their checklist", "No draft waits. Import an extract, or add an entry, to begin one."),
    ("everything", "Everything", "All that is not closed", "The queue is empty. Import an extract (Ctrl+I), or add an entry (Ctrl+N), to begin."),
)  # fmt: skip
"""Each list: its name, its label, what it holds, and what its being empty means and asks."""

_BY_KIND: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Category: CATEGORY, Stage: STAGE, Circulation: CIRCULATION, ClockName: CLOCK, Flag: FLAG, AttemptResult: RESULT,
}  # fmt: skip
"""By the kind of value: "clear" is a clock here and what a look on PNC/LEDS showed there."""
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
CONFIRM = "Confirm on PNC/LEDS before arrest"
MARKING = "OFFICIAL-SENSITIVE"


def words_of(value: StrEnum) -> str:
    """Any value of an enumeration as words: "bail_failure" becomes "Bail failure"."""
    return _BY_KIND.get(type(value), {}).get(value) or words_of_text(value.value)


def band_words(band: Band | None, labels: "dict[Band, str] | None" = None) -> str:
    """The band as the force labels it, in capitals; a draft without one says so."""
    if band is None:
        return tr("DRAFT")
    return (labels or {}).get(band, band.value).upper()


def joined(parts: Sequence[str | None], between: str = " · ") -> str:
    """The parts that are there, with a dot between."""
    return between.join(straight(part) for part in parts if part)


def straight(text: str) -> str:
    """Without the marks that turn what follows round: what one person typed decides nothing about the words after it."""
    return text.translate(_TURNS)


def words_of_text(value: str) -> str:
    """A value that is kept as plain text, as words."""
    return tr(value.replace("_", " ").capitalize())


def place_words(lines: str, postcode: str | None) -> str:
    """An address in one line; a postcode that stands in it already is not said twice."""
    return in_one_line(straight(lines), postcode)
