"""Reading a policy from its TOML text, with every fault named by line and key and what would be accepted."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise, takewhile
from typing import Any, cast

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy import Limits, Policy
from wantedtrack.rules.prompts import SHIPPED_RAISERS, Raiser, Raisers
from wantedtrack.rules.ranks import Rank, from_rank_up
from wantedtrack.rules.shifts import ShiftPattern
from wantedtrack.rules.verdicts import SHIPPED, Thresholds

_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SPAN = re.compile(r"\s*([0-9]{1,6})\s*(min|h|d)\s*")
_LONGEST = timedelta(days=3650)
_MOST = 9_999
_LEAST_WEIGHT, _MOST_WEIGHT = 1, 12
"""Below, a street would be a match; above, not even a whole name, a date of birth, an address and a postcode together."""
_A_SPAN = 'a time such as "30 min", "4 h" or "7 d", more than nothing and at most ten years'
_WALL = re.compile(r"[0-9]{2}:[0-9]{2}")
_SHIFT_KEY = re.compile(r"[a-z0-9_]+")
_HEADING = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_RISING = ("sergeant", "inspector", "chief_inspector", "superintendent")
_SINGLE = ("verify_high", "verify_other", "clear_sergeant", "clear_inspector", "handover_inspector")
_LIMITS = tuple(field.name for field in fields(Limits))
_BRIEFED = from_rank_up(Rank.SERGEANT)
_KEYS = {
    "": ("policy", "bands", "clocks", "limits", "shifts", "retention", "matching", "prompts", "briefs"),
    "policy": ("version", "author", "approver"),
    "bands": tuple(band.value for band in Band),
    "clocks": _SINGLE,
    "limits": tuple(category.value for category in Category),
    **{f"limits.{category.value}": tuple(band.value for band in Band) for category in Category},
    **{f"limits.{category.value}.{band.value}": _LIMITS for category in Category for band in Band},
    "retention": ("review_after", "disposal_after_months"),
    "matching": ("possible", "likely", "same"),
    "prompts": ("look_for", "second_failure_within", "leaving_words"),
    "briefs": tuple(rank.value for rank in _BRIEFED),
}
"""Every table that a policy has, and the keys it may have; the shifts beside them are named by the force."""

_SHIFT_KEYS = ("name", "start", "end", "team")
_ANY_SPAN = timedelta(hours=1)
"""Stands in for what could not be read, so that the rest is still checked; a policy with faults is never made."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the file: its line (0 where there is none), its key, and what would be accepted."""

    line: int
    key: str
    accepted: str

    def words(self, file_name: str) -> str:
        """The fault as one sentence."""
        where = f"{file_name}, line {self.line}" if self.line else file_name
        return f"{where}, “{self.key}”: give {self.accepted}"


class PolicyFaults(Invalid):
    """The file cannot be used; `faults` names each thing wrong in it, by line."""

    def __init__(self, file_name: str, faults: tuple[Fault, ...]) -> None:
        """Make one message of all faults."""
        one_by_one = "\n".join(f"{fault.words(file_name)}." for fault in faults)
        told = f" {one_by_one} " if len(faults) == 1 else f"\n{one_by_one}\n"
        super().__init__(
            f"The policy cannot be used:{told}Nothing was changed; correct the file and check it again.", code="policy", field="file"
        )
        self.faults = faults
        self.file_name = file_name

    @property
    def more(self) -> dict[str, object]:
        """Each fault by itself, for scripts."""
        return {
            "faults": [{"file": self.file_name, "line": one.line or None, "key": one.key, "accepted": one.accepted} for one in self.faults]
        }

    @property
    def kind(self) -> str:
        """It is a wrong value like any other."""
        return "invalid"


def read_policy(text: str, *, file_name: str) -> Policy:
    """Read a policy from TOML. Raises PolicyFaults (an Invalid) that names every fault, not only the first."""
    try:
        words = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, and so is a number of 5,000 digits
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else len(text.splitlines())
        fault = Fault(line, "the line itself", "each key once, with an equals sign and a value in quotation marks")
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
        for place, known in _KEYS.items():
            self._refuse_unknown(place, known)
        limits = {(category, band): self._limits(category, band) for category in Category for band in Band}
        singles = {name: self._span("clocks", name) for name in _SINGLE}
        self._refuse_falling("clocks", ("clear_sergeant", "clear_inspector"), singles)
        policy = Policy(
            version=self._whole_number("policy", "version", default=1),
            author=self._text("policy", "author", "a name", default=""),
            approver=self._text("policy", "approver", "a name", default=""),
            effective_from=datetime(1970, 1, 1, tzinfo=UTC),
            limits=limits,
            band_labels=self._labels(),
            shift_patterns=self._patterns(),
            review_after=self._span("retention", "review_after"),
            disposal_after_months=self._whole_number("retention", "disposal_after_months"),
            matching=self._matching(),
            raisers=self._raisers(),
            briefs=self._briefs(),
            **singles,
        )
        if self._faults:
            raise PolicyFaults(self._file_name, tuple(sorted(self._faults, key=lambda fault: fault.line)))
        return policy

    def _table(self, place: str) -> Mapping[str, Any]:
        """The table at this place; an empty one where there is none, or something else."""
        words: Mapping[str, Any] = self._words
        for name in place.split(".") if place else ():
            inner: object = words.get(name)
            words = cast(Mapping[str, Any], inner) if isinstance(inner, dict) else {}
        return words

    def _limits(self, category: Category, band: Band) -> Limits:
        place = f"limits.{category.value}.{band.value}"
        if not self._table(place):
            self._fault(place, "", "a table with the limits of this band")
            return Limits(*(_ANY_SPAN for _ in _LIMITS))
        spans = {name: self._span(place, name) for name in _LIMITS}
        self._refuse_falling(place, _RISING, spans)
        return Limits(**spans)

    def _refuse_falling(self, place: str, names: tuple[str, ...], spans: Mapping[str, timedelta]) -> None:
        unread = {fault.key for fault in self._faults}
        for lower, higher in pairwise(names):
            both_read = unread.isdisjoint((f"{place}.{lower}", f"{place}.{higher}"))
            if both_read and spans[higher] < spans[lower]:
                self._fault(place, higher, f"a time no shorter than “{lower}”: a higher rank is never told before a lower one")

    def _span(self, place: str, key: str) -> timedelta:
        value = self._table(place).get(key)
        found = _SPAN.fullmatch(value) if isinstance(value, str) else None
        span = int(found.group(1)) * _UNITS[found.group(2)] if found else timedelta(0)
        if not timedelta(0) < span <= _LONGEST:
            self._fault(place, key, _A_SPAN)
            return _ANY_SPAN
        return span

    def _text(self, place: str, key: str, accepted: str, *, default: str | None = None) -> str:
        value = self._table(place).get(key, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            self._fault(place, key, f"{accepted}, in quotation marks")
            return ""
        return value.strip()

    def _labels(self) -> Mapping[Band, str]:
        """What the bands are called: no two the same, and none by another's own name, or a row and a filter would say the wrong one."""
        labels = {band: self._text("bands", band.value, 'a label such as "red"') for band in Band}
        taken: dict[str, Band] = {band.value: band for band in Band}
        for band, label in labels.items():
            if label and taken.setdefault(label.casefold(), band) is not band:
                self._fault("bands", band.value, f"another label: “{label}” is what the band {taken[label.casefold()].value} is called")
        return labels

    def _whole_number(self, place: str, key: str, *, default: int | None = None) -> int:
        value = self._table(place).get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
            self._fault(place, key, f"a whole number from 1 to {_MOST}, without quotation marks")
            return 1
        return value

    def _matching(self) -> Thresholds:
        """The weights of the verdicts; a figure that the file does not name is the shipped one, so that older policies stay whole."""
        least = {key: self._weight(key, getattr(SHIPPED, key)) for key in _KEYS["matching"]}
        for lower, higher in pairwise(_KEYS["matching"]):
            if least[higher] <= least[lower]:
                self._fault("matching", higher, f"a weight above “{lower}”: a surer verdict needs more")
        return Thresholds(**least)

    def _weight(self, key: str, shipped: float) -> float:
        value = self._table("matching").get(key, shipped)
        if isinstance(value, bool) or not isinstance(value, int | float) or not _LEAST_WEIGHT <= value <= _MOST_WEIGHT:
            self._fault("matching", key, f"a weight from {_LEAST_WEIGHT} to {_MOST_WEIGHT}, without quotation marks")
            return shipped
        return float(value)

    def _raisers(self) -> Raisers:
        """What prompts look for; what the file does not name is as shipped, so that older policies stay whole."""
        table = self._table("prompts")
        names = self._texts("prompts", "look_for", tuple(raiser.value for raiser in SHIPPED_RAISERS.looked_for))
        known = [raiser for raiser in Raiser if raiser.value in names]
        if len(known) < len(names):
            self._fault("prompts", "look_for", f"a list of some of {', '.join(raiser.value for raiser in Raiser)}")
        within = (
            self._span("prompts", "second_failure_within") if "second_failure_within" in table else SHIPPED_RAISERS.second_failure_within
        )
        return Raisers(tuple(known), within, self._texts("prompts", "leaving_words", SHIPPED_RAISERS.leaving_words))

    def _texts(self, place: str, key: str, shipped: tuple[str, ...]) -> tuple[str, ...]:
        value: object = self._table(place).get(key, list(shipped))
        texts = cast(list[object], value) if isinstance(value, list) else [None]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            self._fault(place, key, "a list of texts, each in quotation marks")
            return shipped
        return tuple(dict.fromkeys(str(text).strip() for text in texts))

    def _briefs(self) -> dict[Rank, tuple[time, ...]]:
        """When a brief is made by itself, by rank; a rank that the file does not name gets none."""
        return {rank: self._wall_times("briefs", rank.value) for rank in _BRIEFED if rank.value in self._table("briefs")}

    def _wall_times(self, place: str, key: str) -> tuple[time, ...]:
        read = [_wall_time_of(text) for text in self._texts(place, key, ())]
        if None in read:
            self._fault(place, key, 'a list of times from "00:00" to "23:59"')
        return tuple(sorted({at for at in read if at is not None}))

    def _patterns(self) -> tuple[ShiftPattern, ...]:
        shifts = self._table("shifts")
        if not shifts:
            self._fault("shifts", "", "at least one shift: without one there is no handover")
        for key in shifts:
            if not _SHIFT_KEY.fullmatch(key):
                self._fault("shifts", key, "small letters, digits and underlines only, such as early")
        return tuple(self._pattern(key) for key in shifts)

    def _pattern(self, key: str) -> ShiftPattern:
        place = f"shifts.{key}"
        self._refuse_unknown(place, _SHIFT_KEYS)
        team = self._text(place, "team", "a team") if "team" in self._table(place) else None
        return ShiftPattern(key, self._text(place, "name", "a name"), self._wall_time(place, "start"), self._wall_time(place, "end"), team)

    def _wall_time(self, place: str, key: str) -> time:
        read = _wall_time_of(self._table(place).get(key))
        if read is None:
            self._fault(place, key, 'a time from "00:00" to "23:59"')
        return read or time(0)

    def _refuse_unknown(self, place: str, known: tuple[str, ...]) -> None:
        for key in self._table(place):
            if key not in known:
                self._fault(place, key, f"one of {', '.join(known)} instead")

    def _fault(self, place: str, key: str, accepted: str) -> None:
        self._faults.append(Fault(self._line_of(place, key), f"{place}.{key}".strip("."), accepted))

    def _line_of(self, place: str, key: str) -> int:
        """The line where the key stands, else that of its heading, else of the first that belongs to the same part of the file, else 0."""
        path = [part for part in f"{place}.{key}".split(".") if part]
        best, at, under = 0, 0, ""
        for number, line in enumerate(self._lines, 1):
            heading = _HEADING.match(line)
            under = heading.group(1) if heading else under
            stands = under if heading else f"{under}.{line.partition('=')[0]}"
            parts = [part.strip("\"' ") for part in stands.strip(".").split(".")]
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(parts, path, strict=False)))
            if shared > best:
                best, at = shared, number
        return at


def _wall_time_of(value: object) -> time | None:
    """A time of the day as "07:00"; None for anything else, an hour or minute that no clock shows among it."""
    if not isinstance(value, str) or not _WALL.fullmatch(value):
        return None
    try:
        return time(int(value[:2]), int(value[3:]))
    except ValueError:
        return None
