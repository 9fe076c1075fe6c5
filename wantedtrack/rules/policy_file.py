"""Reading a policy from its TOML text, with every fault named by line and key and what would be accepted."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy import Limits, Policy
from wantedtrack.rules.shifts import ShiftPattern

_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "months": timedelta(days=30)}
_SPAN = re.compile(r"^\s*(\d+)\s*(min|h|d)\s*$")
_RISING = ("inspector", "chief_inspector", "superintendent")
_SINGLE = ("verify_high", "verify_other", "clear_sergeant", "clear_inspector", "handover_inspector")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the file: its line (0 where a line is missing), its key, and what would be accepted."""

    line: int
    key: str
    accepted: str

    def words(self, file_name: str) -> str:
        """The fault as one sentence."""
        where = f"{file_name}, line {self.line}" if self.line else file_name
        return f"{where}, “{self.key}”: {self.accepted}"


class PolicyFaults(Invalid):
    """The file cannot be used; `faults` names each thing wrong in it."""

    def __init__(self, file_name: str, faults: tuple[Fault, ...]) -> None:
        """Make one message of all faults."""
        told = "; ".join(fault.words(file_name) for fault in faults)
        super().__init__(
            f"The policy cannot be used: {told}. Nothing was changed; correct the file and check it again.", code="policy", field="file"
        )
        self.faults = faults

    @property
    def kind(self) -> str:
        """It is a wrong value like any other."""
        return "invalid"


def read_policy(text: str, *, file_name: str) -> Policy:
    """Read a policy from TOML. Raises PolicyFaults (an Invalid) that names every fault, not only the first."""
    try:
        words = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        fault = Fault(int(found.group(1)) if found else 0, "the line itself", "a key, an equals sign and a value in quotation marks")
        raise PolicyFaults(file_name, (fault,)) from None
    return _Reader(text, words, file_name).read()


class _Reader:
    """One reading of one file; gathers faults instead of stopping at the first."""

    def __init__(self, text: str, words: Mapping[str, Any], file_name: str) -> None:
        self._lines = text.splitlines()
        self._words = words
        self._file_name = file_name
        self._faults: list[Fault] = []

    def read(self) -> Policy:
        self._refuse_unknown(self._words, "", {"policy", "bands", "clocks", "limits", "shifts", "retention"})
        limits = {(category, band): self._limits(category, band) for category in Category for band in Band}
        singles = {name: self._span("clocks", name) for name in _SINGLE}
        labels = {
            band: str(self._table("bands").get(band.value) or self._missing("bands", band.value, "a label such as red")) for band in Band
        }
        patterns = tuple(self._pattern(key, words) for key, words in self._table("shifts").items())
        months = self._table("retention").get("disposal_after_months")
        if not isinstance(months, int) or months < 1:
            self._fault("retention", "disposal_after_months", "a whole number of months, 1 or more")
        review = self._span("retention", "review_after")
        if self._faults:
            raise PolicyFaults(self._file_name, tuple(self._faults))
        head = self._table("policy")
        return Policy(
            version=int(head.get("version", 1)), author=str(head.get("author", "")), approver=str(head.get("approver", "")),
            effective_from=datetime(1970, 1, 1, tzinfo=UTC), limits=limits, band_labels=labels, shift_patterns=patterns, review_after=review,
            disposal_after_months=int(months or 1), **singles,
        )  # fmt: skip

    def _table(self, *path: str) -> Mapping[str, Any]:
        words: Any = self._words
        for name in path:
            words = words.get(name, {}) if isinstance(words, Mapping) else {}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return words if isinstance(words, Mapping) else {}  # pyright: ignore[reportUnknownVariableType]

    def _limits(self, category: Category, band: Band) -> Limits:
        path = ("limits", category.value, band.value)
        if not self._table(*path):
            self._fault(".".join(path), "", "a table with the limits of this band")
            return Limits(*(timedelta(hours=1) for _ in fields(Limits)))
        names = [field.name for field in fields(Limits)]
        self._refuse_unknown(self._table(*path), ".".join(path), set(names))
        spans = {name: self._span(*path, name) for name in names}
        for lower, higher in pairwise(_RISING):
            if spans[higher] <= spans[lower]:
                self._fault(".".join(path), higher, f"longer than “{lower}”: a higher rank is told later")
        return Limits(**spans)

    def _span(self, *path: str) -> timedelta:
        value = self._table(*path[:-1]).get(path[-1])
        found = _SPAN.match(value) if isinstance(value, str) else None
        if found is None or int(found.group(1)) == 0:
            self._fault(".".join(path[:-1]), path[-1], 'a time such as "30 min", "4 h" or "7 d", not zero')
            return timedelta(hours=1)
        return int(found.group(1)) * _UNITS[found.group(2)]

    def _pattern(self, key: str, words: Any) -> ShiftPattern:  # noqa: ANN401 (TOML's values)
        try:
            start, end = time.fromisoformat(words["start"]), time.fromisoformat(words["end"])
            return ShiftPattern(key, str(words["name"]), start, end, words.get("team"))
        except (KeyError, TypeError, ValueError, AttributeError):
            self._fault(f"shifts.{key}", "start", 'a name, and start and end such as "07:00"')
            return ShiftPattern(key, key, time(0), time(0), None)

    def _refuse_unknown(self, words: Mapping[str, Any], place: str, known: set[str]) -> None:
        for key in words:
            if key not in known:
                self._fault(place, key, f"one of {', '.join(sorted(known))}")

    def _missing(self, place: str, key: str, accepted: str) -> str:
        self._fault(place, key, accepted)
        return ""

    def _fault(self, place: str, key: str, accepted: str) -> None:
        self._faults.append(Fault(self._line_of(place, key), f"{place}.{key}".strip("."), accepted))

    def _line_of(self, place: str, key: str) -> int:
        """The line where the key stands under its heading, else that of the heading, else 0."""
        heading = 0
        inside = not place
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                inside = stripped.strip("[] ") == place
                heading = number if inside else heading
                if not place and stripped.strip("[] ").split(".")[0] == key:
                    return number
            elif inside and key and re.match(rf"{re.escape(key)}\s*=", stripped):
                return number
        return heading
