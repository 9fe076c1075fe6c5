"""A row of an extract as plain data: what another system said of one person and one reason, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wantedtrack.rules.entry import Category, CirculationLevel, Instant, Sex


class Source(StrEnum):
    """The system that wrote the file."""

    PNC = "pnc"
    BAIL = "bail"
    FORENSIC = "forensic"
    WARRANTS = "warrants"
    RECALL = "recall"

    @property
    def category(self) -> Category:
        """The category of the entries it makes."""
        return _CATEGORIES[self]

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]


_CATEGORIES = {
    Source.PNC: Category.WANTED, Source.BAIL: Category.BAIL_FAILURE, Source.FORENSIC: Category.FORENSIC,
    Source.WARRANTS: Category.WARRANT, Source.RECALL: Category.RECALL,
}  # fmt: skip
_WORDS = {
    Source.PNC: "PNC wanted list", Source.BAIL: "bail returns", Source.FORENSIC: "forensic identifications",
    Source.WARRANTS: "court warrants", Source.RECALL: "recalls to prison",
}  # fmt: skip


class Fate(StrEnum):
    """What the row itself asks for, before the store is asked what it holds."""

    TAKE = "take"
    REFUSED = "refused"
    NEEDS_DECISION = "needs_decision"
    WITHDRAWS = "withdraws"
    ENDS_BAIL = "ends_bail"
    MOVES_BAIL = "moves_bail"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to report of a row: refused, waiting, or taken with a reservation. `column` is the heading as the file has it."""

    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One row, read. `row` counts from 1 after the headings; `cells` are the source's own words by heading, kept as written.

    `code` and `message` say why a row is refused or waits. `withdraws_earlier` marks a new warrant that replaces one withdrawn.
    """

    row: int
    source: Source
    key: str
    fate: Fate
    cells: Mapping[str, str]
    surname: str = ""
    forenames: str = ""
    born: date | None = None
    pnc_id: str | None = None
    pnc_id_verified: bool = True
    asn: str | None = None
    asn_verified: bool | None = None
    sex: Sex | None = None
    address: str | None = None
    postcode: str | None = None
    offence: str = ""
    offence_code: str | None = None
    became_outstanding_at: Instant | None = None
    station: str | None = None
    owning_force: str | None = None
    circulated_at: Instant | None = None
    circulation_level: CirculationLevel | None = None
    weed_date: date | None = None
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    withdraws_earlier: bool = False
    code: str = ""
    message: str = ""
    column: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """A file, read to its end and counted twice."""

    file_name: str
    sha256: str
    source: Source
    counted: int
    rows: tuple[ExtractRow, ...]
