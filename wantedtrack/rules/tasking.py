"""A tasking sheet: who is to be looked for, what is needed to go and knock safely, and the words by which each row finds its way home.

Whatever is done to the sheet in a spreadsheet program, a row is known again by its sheet, row and reference, which its check vouches for.
No number of these can be taken for a figure or a date: all begin with a letter or have letters only. Source: issue 7, Build 4; domain.md
section 8 (a victim appears nowhere).
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.entry import AttemptKind, AttemptResult, Instant, Stage
from wantedtrack.rules.reason_card import ReasonCard
from wantedtrack.rules.spans import moment
from wantedtrack.rules.tried import Tried

MOST_TASKS = 2_000
"""Rows of one sheet: more is nobody's task, and a list on paper that long is read by nobody."""

OLDEST = timedelta(days=92)
"""A sheet older than a quarter is not read back: what it says of an entry is history, and is logged by hand."""

TASK_STAGES = (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.ACTIVE, Stage.LOCATED, Stage.APPOINTMENT)
"""Open entries that somebody may have to go to. A suspended one rests: nobody is to knock."""

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants only: no word, no figure, nothing that a spreadsheet turns into anything else."""
_NUMBER = re.compile(r"T([0-9A-Z]{2,5})-(\d{1,9})-([B-Z]{4})")
_CHECK_LETTERS, _MARK_LETTERS = 8, 4


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """The number that stands on every row and page: `T52-12-BCDF` is sheet 12 of force 52, of the store with that mark."""

    force: str
    sheet: int
    mark: str

    def __str__(self) -> str:
        """As it is printed."""
        return f"T{self.force}-{self.sheet}-{self.mark}"


def read_sheet_number(text: str) -> SheetNumber | None:
    """The number as somebody typed it; None where it is none."""
    found = _NUMBER.fullmatch("".join(text.split()).upper())
    return SheetNumber(found[1], int(found[2]), found[3]) if found else None


def store_mark(store_id: str) -> str:
    """Four letters that tell a store's sheets from another's; they give nothing of the store away."""
    return _as_letters(hashlib.sha256(f"tasking sheets of {store_id}".encode()).digest(), _MARK_LETTERS)


def row_check(key: bytes, *, sheet: int, row: int, reference: str, version: int) -> str:
    """The check of one row, keyed: nobody without the store can make one, so that an altered sheet, row or reference is found."""
    told = f"tasking row|{sheet}|{row}|{reference}|{version}".encode()
    letters = _as_letters(hmac.new(key, told, hashlib.sha256).digest(), _CHECK_LETTERS)
    return f"{letters[:4]}-{letters[4:]}"


def _as_letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest)
    letters: list[str] = []
    for _ in range(count):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which tasks a sheet holds: those of an officer, a team, a beat, or of any that are given at once; all where none is."""

    owner: str | None = None
    team: str | None = None
    beat: str | None = None

    @property
    def words(self) -> str:
        """The choice as a heading."""
        parts = (("owner", self.owner), ("team", self.team), ("beat", self.beat))
        return ", ".join(f"{name} {value}" for name, value in parts if value) or "every open task"


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the person may be found; `letter` is what an officer writes for it in the column Where."""

    letter: str
    address: int
    words: str
    looked_at: str
    not_tried: str


@dataclass(frozen=True, slots=True)
class Task:
    """One row, and the page behind it. Texts are as held; `to_do` says in a sentence what is to be done, and by when."""

    row: int
    reference: str
    check: str
    warnings: tuple[str, ...]
    person: str
    wanted_for: str
    band: str
    circulation: str
    places: tuple[Place, ...]
    to_do: str
    attempts: tuple[str, ...]
    owner: str | None
    tried: Tried
    card: ReasonCard


@dataclass(frozen=True, slots=True)
class TaskingSheet:
    """Everything that one sheet says."""

    number: SheetNumber
    made_at: Instant
    made_by: str
    force: str
    chosen: Chosen
    suspended: int
    is_demonstration: bool
    shift_names: dict[str, str]
    officers: tuple[str, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class ToDoFacts:
    """What is planned for an entry. `place` and `place_by` are where the person is held or is to come."""

    stage: Stage
    attempt_count: int
    planned: str | None
    planned_by: Instant | None
    due_at: Instant | None
    place: str | None
    place_by: Instant | None


def to_do_words(facts: ToDoFacts) -> str:
    """What the officer who goes out is to do, in a sentence or two."""
    if facts.stage is Stage.LOCATED:
        return f"Said to be at {facts.place or 'a place that is not recorded'}: collect or produce{_by(facts.place_by)}."
    if facts.stage is Stage.APPOINTMENT:
        when = f" on {moment(facts.place_by)}" if facts.place_by else ""
        return f"Has agreed to come to {facts.place or 'a station'}{when}. Do not go before that without asking."
    tried = "Nobody has tried yet." if not facts.attempt_count else f"Tried {times(facts.attempt_count)}."
    if facts.planned:
        step = facts.planned.rstrip(". ")
        return f"{step[:1].upper()}{step[1:]}{_by(facts.planned_by)}. {tried}"
    return f"{tried} Go at an hour when nobody has been{_by(facts.planned_by or facts.due_at)}."


def times(count: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _by(at: Instant | None) -> str:
    return f", by {moment(at)}" if at else ""


def letters_for(count: int) -> Sequence[str]:
    """A letter for each address, from A; whoever has more than 26 gets numbers with it."""
    return [chr(ord("A") + place % 26) + (str(place // 26) if place >= len("ABCDEFGHIJKLMNOPQRSTUVWXYZ") else "") for place in range(count)]


_SHORT_KINDS = {AttemptKind.VISIT: "Visit", AttemptKind.ENQUIRY: "Enquiry", AttemptKind.CONTACT: "Contact", AttemptKind.STOP: "Stop"}


def kind_words(kind: AttemptKind) -> str:
    """The kind as the sheet's list has it."""
    return _SHORT_KINDS[kind]


def result_words(result: AttemptResult) -> str:
    """The result as the sheet's list has it: "No reply"."""
    return result.value.replace("_", " ").capitalize()


FILL_IN = (
    ("attempted_at", "Attempted at"), ("kind", "Kind"), ("result", "Result"), ("where", "Where"), ("next_step", "Next step"),
    ("by_when", "By when"), ("remarks", "Remarks"), ("officer", "Officer"),
)  # fmt: skip
"""The columns to fill in: key and heading."""

IDENTITY = (("reference", "Reference"), ("sheet", "Sheet"), ("row", "Row"), ("check", "Check"))
"""The columns by which a row is known again."""
