"""What officers say in a handover beside what the store says: remarks, queries with their answers, and what was added after the seal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """What the outgoing officer says of an entry, or of the shift where `reference` is None. `at` is ISO text."""

    reference: str | None
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a query. `is_late` marks one that was given after the seal, which it changes nothing of."""

    text: str
    by: str
    at: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the incoming officer said of an entry: understood, or a query with its answers."""

    reference: str
    by: str
    query: str | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Addendum:
    """What was added after the seal."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that officers said in one handover."""

    remarks: tuple[Remark, ...] = ()
    read_back: tuple[ReadBack, ...] = ()
    addenda: tuple[Addendum, ...] = ()

    def of_entries(self) -> Mapping[str, tuple[Remark, ...]]:
        """The remarks by entry."""
        found: dict[str, tuple[Remark, ...]] = {}
        for remark in self.remarks:
            if remark.reference is not None:
                found[remark.reference] = (*found.get(remark.reference, ()), remark)
        return found

    @property
    def open_queries(self) -> tuple[ReadBack, ...]:
        """The queries that nobody has answered."""
        return tuple(one for one in self.read_back if one.query is not None and not one.answers)

    def as_json(self) -> dict[str, Any]:
        """As the command line gives it."""
        return {
            "remarks": [{"reference": one.reference, "text": one.text, "by": one.by, "at": one.at} for one in self.remarks],
            "read_back": [
                {
                    "reference": one.reference, "by": one.by, "query": one.query,
                    "answers": [{"text": answer.text, "by": answer.by, "at": answer.at, "after_seal": answer.is_late} for answer in one.answers],
                }
                for one in self.read_back
            ],
            "addenda": [{"text": one.text, "by": one.by, "at": one.at} for one in self.addenda],
        }  # fmt: skip
