"""A brief: what one rank has to know now, since its last one, on one page. No victim data, no free text of notes; restricted entries are a number.

Source: domain.md sections 5 and 8; issue of supervisors who did not know what had been told to them, PEEL 2015.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wantedtrack.rules.entry import Band, ClockName, Instant, Outcome
from wantedtrack.rules.handover import CONFIRM, MARKING
from wantedtrack.rules.instants import iso
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.sheets import Column, Kind, Sheet
from wantedtrack.rules.spans import moment

NAMES = (Column("Reference", width=14), Column("Band", Kind.BAND, 16), Column("Surname", width=20), Column("Forenames", width=18))
_MOST_LISTED = 500
"""Lines of one table: more is a queue to work in, not a brief to read. How many there are is always said."""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One level: told, or due next. `about` is a reference or a shift's id."""

    about: str
    band: Band | None
    surname: str
    forenames: str
    clock: ClockName
    level: int
    due_at: Instant
    promised_by: str | None = None


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """What a brief is made from. `since` is the last brief's instant, None for a first one, which looks back a day."""

    rank: Rank
    at: Instant
    since: Instant
    is_first: bool
    force: str
    is_demonstration: bool
    to_sequence: int
    band_labels: Mapping[Band, str]
    outstanding: Mapping[Band | None, int]
    added: int
    ended: Mapping[Outcome, int]
    restricted: int
    waiting: int
    told: Sequence[BriefLine]
    coming: Sequence[BriefLine]
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief as plain data: sentences to read first, then two tables."""

    rank: Rank
    at: Instant
    since: Instant
    title: str
    force: str
    is_demonstration: bool
    to_sequence: int
    lines: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    @property
    def rows(self) -> int:
        """How many rows the tables list."""
        return sum(len(sheet.rows) for sheet in self.sheets)

    def as_json(self) -> dict[str, Any]:
        """The brief for scripts."""
        return {
            "rank": self.rank.value, "at": iso(self.at), "since": iso(self.since), "title": self.title, "marking": MARKING, "confirm": CONFIRM,
            "lines": list(self.lines),
            "tables": [
                {"name": sheet.name, "columns": [column.heading for column in sheet.columns], "rows": [list(row) for row in sheet.rows]}
                for sheet in self.sheets
            ],
        }  # fmt: skip


def make_brief(facts: BriefFacts) -> Brief:
    """Put the facts into sentences and tables; it works with none of either."""
    since = "yesterday at this time" if facts.is_first else f"the last brief, {moment(facts.since)}"
    lines = [
        f"{_count(sum(facts.outstanding.values()), 'entry', 'entries')} outstanding: {_by_band(facts)}. {facts.restricted} more restricted.",
        f"Since {since}: {facts.added} added, {sum(facts.ended.values())} ended{_ends(facts.ended)}.",
        f"{_count(facts.waiting, 'notice waits', 'notices wait')} for the {facts.rank.words}; {len(facts.told)} told since.",
        f"{_count(len(facts.coming), 'level falls', 'levels fall')} to the {facts.rank.words} in the next 24 hours unless something is done before.",
        *facts.said,
    ]
    columns = (*NAMES, Column("Clock", width=12), Column("Level", Kind.NUMBER, 8), Column("Due", Kind.INSTANT, 18))
    told = Sheet("Told since", (*columns, Column("Promised by", width=14)), tuple((*_row(facts, one), one.promised_by or "nobody yet") for one in facts.told[:_MOST_LISTED]),
                 "Nothing was told to this rank since.")  # fmt: skip
    coming = Sheet(
        "Next 24 hours",
        columns,
        tuple(_row(facts, one) for one in facts.coming[:_MOST_LISTED]),
        "Nothing falls to this rank in the next 24 hours.",
    )
    title = f"Brief for the {facts.rank.words}, {moment(facts.at)}"
    return Brief(
        facts.rank, facts.at, facts.since, title, facts.force, facts.is_demonstration, facts.to_sequence, tuple(lines), (told, coming)
    )


def _row(facts: BriefFacts, one: BriefLine) -> tuple[str | int | None, ...]:
    band = f"{facts.band_labels[one.band].upper()} ({one.band.value})" if one.band is not None else None
    return (one.about, band, one.surname, one.forenames, one.clock.value, one.level, iso(one.due_at))


def _by_band(facts: BriefFacts) -> str:
    told = [f"{facts.outstanding.get(band, 0)} {facts.band_labels[band]}" for band in Band]
    return ", ".join([*told, f"{facts.outstanding.get(None, 0)} without a band"])


def _ends(ended: Mapping[Outcome, int]) -> str:
    told = ", ".join(f"{count} {outcome.value.replace('_', ' ')}" for outcome, count in ended.items() if count)
    return f" ({told})" if told else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
