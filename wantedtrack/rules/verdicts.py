"""How sure two descriptions are of one person, and from which weight on: the force's to set, so the policy carries it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How sure two descriptions are of one person."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least weight of each verdict. A whole name weighs 3.6, a date of birth 4, an address 1.6, an identifier 5 *(force default)*."""

    same: float = 7.0
    likely: float = 4.5
    possible: float = 2.5


SHIPPED = Thresholds()
