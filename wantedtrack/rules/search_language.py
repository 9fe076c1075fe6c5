"""What the search box and `queue --where` can say: filters, words about people, and a query made of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category, Circulation, Flag, Stage

LISTS = (
    "this-shift", "notices", "not-circulated", "never-attempted", "bail-due", "cleardown", "located", "suspended", "drafts", "everything",
)  # fmt: skip
"""The lists on the left of the window, by their names in words."""

SHIPPED_LABELS: Mapping[Band, str] = {Band.HIGH: "red", Band.MEDIUM: "amber", Band.STANDARD: "blue"}

_ENDED = (Stage.CLOSED.value, Stage.DISPOSED.value)

LONGEST = 2_000
"""Characters of one search: more is a paste gone wrong."""

MOST_WORDS = 40

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class FilterKey(StrEnum):
    """What can be filtered by."""

    BAND = "band"
    CATEGORY = "category"
    STAGE = "stage"
    CIRCULATION = "circulation"
    OWNER = "owner"
    TEAM = "team"
    STATION = "station"
    DUE = "due"
    AGE = "age"
    WEED = "weed"
    ATTEMPTED = "attempted"
    FLAG = "flag"
    LIST = "list"


class PeopleKey(StrEnum):
    """What a person or an entry is looked up by; all but `name` are recognised by their form."""

    NAME = "name"
    PNC_ID = "pnc"
    CRO = "cro"
    BORN = "born"
    REFERENCE = "ref"
    POSTCODE = "postcode"


VALUES: Mapping[FilterKey, tuple[str, ...]] = {
    FilterKey.BAND: tuple(Band),
    FilterKey.CATEGORY: tuple(Category),
    FilterKey.STAGE: (*Stage, "open"),
    FilterKey.CIRCULATION: tuple(Circulation),
    FilterKey.FLAG: tuple(Flag),
    FilterKey.LIST: LISTS,
}
"""The keys that take one of a few values, as a Filter holds them; the box writes dashes for underscores and takes either."""

DUE_WORDS = ("overdue", "today")


@dataclass(frozen=True, slots=True)
class Span:
    """`<24h` or `>2d`: whole minutes, hours, days or weeks."""

    is_less: bool
    length: timedelta

    @property
    def words(self) -> str:
        """The span as it is typed, in the largest unit that fits."""
        unit = next((unit for unit in ("w", "d", "h") if not self.length % UNITS[unit]), "m")
        return f"{'<' if self.is_less else '>'}{self.length // UNITS[unit]}{unit}"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter. `value` is an enumeration's value, a text, or a Span; `attempted` has none. `due` also takes overdue and today."""

    key: FilterKey
    value: str | Span
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class PeopleWord:
    """One word about a person: a name's part, normalised, or something recognised by its form, in its one form.

    A date of birth is ISO, a reference has its dash and zeros, or its figures alone where no letters were given, identifiers and postcodes are as
    `traits.blocking_keys` keeps them, of a postcode whose end is missing "BS31" or "BS31 1". `near` are names that stand in for one that nobody
    has, None while nobody has looked for them.
    """

    key: PeopleKey
    value: str
    near: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Everything asked for at once: filters and people's words, all of which must hold."""

    filters: tuple[Filter, ...] = ()
    people: tuple[PeopleWord, ...] = ()

    def only(self, key: FilterKey) -> tuple[Filter, ...]:
        """The filters of one key."""
        return tuple(one for one in self.filters if one.key is key)

    @property
    def asks_for_ended(self) -> bool:
        """Whether entries closed or disposed may be found: only where such a stage or a reference is named."""
        stages = {found.value for found in self.only(FilterKey.STAGE) if not found.is_negated}
        return not stages.isdisjoint(_ENDED) or any(word.key is PeopleKey.REFERENCE for word in self.people)


class WrongWord(Invalid):
    """A word that cannot be understood: where it stands in the text (start, end) and what would be accepted in its place."""

    def __init__(self, message: str, *, start: int, end: int, accepted: Sequence[str]) -> None:
        """Keep the place for the search box to mark. The message leaves out what was typed: it may be a name."""
        super().__init__(f"{message} Accepted: {', '.join(accepted)}.", code="search_word", field="where")
        self.start, self.end, self.accepted = start, end, tuple(accepted)

    @property
    def kind(self) -> str:
        """It is a wrong value like any other."""
        return "invalid"


def shown(value: str) -> str:
    """A value as the box writes it."""
    return value.replace("_", "-")
