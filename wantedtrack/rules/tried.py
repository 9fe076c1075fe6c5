"""Tried and not tried: each known address against the parts of the day and the weekend, so that nobody knocks where everybody has been.

The parts of a day are the force's own shifts. Where two overlap, a time belongs to the one that began last: the shipped pattern gives early
07:00 to 14:00, late to 22:00, night to 07:00. Saturday and Sunday count as weekend beside their part of the day: a Saturday morning is an
early and a weekend. All in force time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from wantedtrack.rules.entry import AttemptKind, AttemptResult, Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.shifts import ShiftPattern, shifts_between, to_force_time

WEEKEND = "weekend"
_SATURDAY = 5
_DAY = timedelta(days=1)
_NOBODY_WENT = (AttemptResult.NOT_TRIED, AttemptResult.NOT_SAFE)
_GOING_THERE = (AttemptKind.VISIT, AttemptKind.STOP)


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """One of the person's addresses, by its number; `ended` where the person no longer lives there."""

    id: int
    lines: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt as this matrix needs it."""

    at: Instant
    kind: AttemptKind
    result: AttemptResult
    address: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """How often somebody went there at that part of the day, and when last."""

    count: int = 0
    last_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One address with a cell for each part."""

    address: int
    lines: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """The matrix. `parts` are the columns' keys, the weekend last; `elsewhere` counts visits that were at none of these addresses."""

    parts: tuple[str, ...]
    rows: tuple[TriedRow, ...]
    elsewhere: tuple[Cell, ...]
    not_tried: tuple[tuple[int, str], ...] = field(default=())
    """Each address and part where nobody has been, in the order of the rows."""

    def as_json(self) -> dict[str, object]:
        """`tried` of `show --json`."""
        rows = [{"address": row.address, "lines": row.lines, "parts": self._told(row.cells)} for row in self.rows]
        not_tried = [{"address": address, "part": part} for address, part in self.not_tried]
        return {"parts": list(self.parts), "addresses": rows, "elsewhere": self._told(self.elsewhere), "not_tried": not_tried}

    def _told(self, cells: Sequence[Cell]) -> dict[str, object]:
        return {part: {"count": cell.count, "last_at": iso(cell.last_at)} for part, cell in zip(self.parts, cells, strict=True)}


def tried(addresses: Sequence[KnownAddress], visits: Sequence[Visit], patterns: Sequence[ShiftPattern]) -> Tried:
    """The matrix of who has been where and when.

    Only who went there counts: a telephone call, an attempt not tried and one that was not safe say nothing of an hour. An address that has
    ended stands no more, what was tried there counts as elsewhere.
    """
    keys = (*(pattern.key for pattern in sorted(patterns, key=lambda one: one.start)), WEEKEND)
    went = [visit for visit in visits if visit.kind in _GOING_THERE and visit.result not in _NOBODY_WENT]
    known = [address for address in addresses if not address.ended]
    rows = tuple(TriedRow(one.id, one.lines, _cells([v for v in went if v.address == one.id], keys, patterns)) for one in known)
    numbers = {one.id for one in known}
    elsewhere = _cells([visit for visit in went if visit.address not in numbers], keys, patterns)
    missing = tuple((row.address, key) for row in rows for key, cell in zip(keys, row.cells, strict=True) if not cell.count)
    return Tried(keys, rows, elsewhere, missing)


def parts_of(at: Instant, patterns: Sequence[ShiftPattern]) -> tuple[str, ...]:
    """The parts that an instant belongs to: the shift under way that began last, and the weekend; no part where no shift is under way."""
    day = to_force_time(at).date()
    under_way = [shift for shift in shifts_between(patterns, day - _DAY, day) if shift.starts_at <= at < shift.ends_at]
    parts = [max(under_way, key=lambda shift: (shift.starts_at, shift.shift_id)).shift_id.split("-", 3)[3]] if under_way else []
    return (*parts, WEEKEND) if day.weekday() >= _SATURDAY else tuple(parts)


def _cells(visits: Sequence[Visit], keys: Sequence[str], patterns: Sequence[ShiftPattern]) -> tuple[Cell, ...]:
    times: dict[str, list[Instant]] = {key: [] for key in keys}
    for visit in visits:
        for part in parts_of(visit.at, patterns):
            times[part].append(visit.at)
    return tuple(Cell(len(found), max(found, default=None)) for found in times.values())
