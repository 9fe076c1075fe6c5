"""What a handover holds: its cover and its sheets, as plain data that is frozen when it is prepared. Source: domain.md section 6.

Restricted entries are a number on the cover and nothing else; victims do not appear; free text of notes stays in the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wantedtrack.rules.entry import Instant, Reference
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.sheets import Sheet, sheet_from
from wantedtrack.rules.shifts import Shift
from wantedtrack.rules.spans import moment
from wantedtrack.rules.unwatched import Unwatched

SHEETS = (
    "Do this shift", "Escalations", "Since last handover", "Not yet circulated", "Awaiting cleardown", "Bail due next 24 h",
    "Located and appointments", "Never attempted", "Full queue", "Measures", "Definitions",
)  # fmt: skip
"""The sheets after the cover, in their order."""

UNCOUNTED = ("Measures", "Definitions")
"""Sheets that list no entries; the cover counts the others."""

CONFIRM = "Confirm on PNC/LEDS before arrest"
MARKING = "OFFICIAL-SENSITIVE"
DEMONSTRATION = "DEMONSTRATION: invented people only"


@dataclass(frozen=True, slots=True)
class HandoverContent:
    """Everything a handover says, except who signed it: that comes after.

    `told` are sentences for the first page (unwatched hours, emergency acts, handovers that nobody signed); `why` the arithmetic of each high
    entry; `before` what the handover sealed last counted, `worse` and `changed` what is different since, in words;
    `glance` what is read before anything else; `title` what stands over the first sheet, "" in one that was prepared before titles were kept.
    """

    shift: str
    shift_id: str
    force: str
    station: str
    from_sequence: int
    to_sequence: int
    head_hash: str
    policy_version: int
    prepared_at: str
    prepared_by: str
    is_demonstration: bool
    restricted: int
    told: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    high_references: tuple[str, ...] = field(default=())
    why: Mapping[str, str] = field(default_factory=dict[str, str])
    before: "Before | None" = None
    worse: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    glance: tuple[str, ...] = ()
    title: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each sheet that lists entries has."""
        return {sheet.name: len(sheet.rows) for sheet in self.sheets if sheet.name not in UNCOUNTED}

    def as_plain(self) -> dict[str, Any]:
        """The content as JSON holds it."""
        told = {name: getattr(self, name) for name in _PLAIN}
        return {
            **told,
            "told": list(self.told),
            "high_references": list(self.high_references),
            "sheets": [sheet.as_plain() for sheet in self.sheets],
            "why": dict(self.why),
            "before": self.before
            and {"shift_id": self.before.shift_id, "counts": dict(self.before.counts), "restricted": self.before.restricted},
            "worse": list(self.worse),
            "changed": list(self.changed),
            "glance": list(self.glance),
            "title": self.title,
        }

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


@dataclass(frozen=True, slots=True)
class Before:
    """What the handover that was sealed last counted."""

    shift_id: str
    counts: Mapping[str, int]
    restricted: int


_PLAIN = (
    "shift", "shift_id", "force", "station", "from_sequence", "to_sequence", "head_hash", "policy_version", "prepared_at", "prepared_by",
    "is_demonstration", "restricted",
)  # fmt: skip


def content_from(plain: Mapping[str, Any]) -> HandoverContent:
    """The content that `as_plain` gave; one of an earlier version lacks what was added since."""
    before = plain.get("before")
    return HandoverContent(
        **{name: plain[name] for name in _PLAIN},
        told=tuple(plain["told"]),
        sheets=tuple(sheet_from(sheet) for sheet in plain["sheets"]),
        high_references=tuple(plain["high_references"]),
        why=plain.get("why", {}),
        before=Before(before["shift_id"], before["counts"], before["restricted"]) if before else None,
        worse=tuple(plain.get("worse", ())),
        changed=tuple(plain.get("changed", ())),
        glance=tuple(plain.get("glance", ())),
        title=plain.get("title", ""),
    )


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who prepared, signed and accepted, with times; None where nobody has yet."""

    signed_by: str | None = None
    signed_at: str | None = None
    accepted_by: str | None = None
    accepted_at: str | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether both have signed: then nothing of it changes any more."""
        return self.signed_by is not None and self.accepted_by is not None


@dataclass(frozen=True, slots=True)
class Emergency:
    """What an inspector did without the second officer it needs. `about` is the entry's reference, None for several or for a person."""

    deed: str
    about: str | None
    is_restricted: bool
    by: str
    at: Instant
    reason: str


def told_of_emergencies(done: Sequence[Emergency]) -> tuple[str, ...]:
    """A sentence for each; of a restricted entry it says only that there was one. Source: domain.md section 4, "break glass"."""
    return tuple(
        f"Emergency, done without a second officer: {one.by}, {moment(one.at)}, {one.deed.replace('-', ' ')}"
        + (" on a restricted entry." if one.is_restricted else f"{f' on {one.about}' if one.about else ''}: {one.reason}")
        for one in done
    )


@dataclass(frozen=True, slots=True)
class Untold:
    """Levels of one rank that nobody of that rank was on duty for. `references` are of entries that may be named; `is_reached` says whether
    the next rank was told instead.
    """

    rank: Rank
    is_reached: bool
    levels: int
    references: tuple[Reference, ...]


def told_of_nobody(untold: Sequence[Untold]) -> tuple[str, ...]:
    """A sentence for each, those that reached nobody first. Source: domain.md section 5, rule 8."""
    return tuple(_untold_in_words(one) for one in sorted(untold, key=lambda one: (one.is_reached, -one.rank.order)))


def _untold_in_words(one: Untold) -> str:
    shown = ", ".join(one.references[:_NAMED_AT_MOST])
    more = f" and {len(one.references) - _NAMED_AT_MOST} more" if len(one.references) > _NAMED_AT_MOST else ""
    about = f" ({shown}{more})" if shown else ""
    what = f"{one.levels} {'notice' if one.levels == 1 else 'notices'}{about}"
    if one.is_reached:
        return f"No {one.rank.words} was on duty: {what} went to the next rank at once."
    return f"Nobody to tell: no {one.rank.words} and nobody above was on duty for {what}. Tell somebody, and record who was told."


_NAMED_AT_MOST = 8


def told_of_skipped(shifts: Sequence[Shift]) -> tuple[str, ...]:
    """One sentence about the shifts for which nobody has prepared a handover."""
    if not shifts:
        return ()
    named = ", ".join(one.shift_id for one in shifts[:_NAMED_AT_MOST])
    more = f" and {len(shifts) - _NAMED_AT_MOST} more" if len(shifts) > _NAMED_AT_MOST else ""
    what = "One shift has" if len(shifts) == 1 else f"{len(shifts)} shifts have"
    return (f"{what} ended without a handover ({named}{more}). What was done in them stands in this one.",)


def told_of_unwatched(spans: Sequence[Unwatched]) -> tuple[str, ...]:
    """A sentence for each span in which no desktop was running."""
    return tuple(span.sentence for span in spans)
