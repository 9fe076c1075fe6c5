"""The eleven sheets of a handover, made from plain facts of the entries."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.circulation import days_to_weeding
from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, EntryRow, Instant, Stage
from wantedtrack.rules.instants import iso
from wantedtrack.rules.measures import Figure
from wantedtrack.rules.next_step import StepFacts, next_step
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.sheets import Cell, Column, Kind, Sheet

_SECONDS_OF_A_DAY = 86400

REFERENCE = Column("Reference", width=13)
_NAME = (Column("Surname", width=17), Column("Forenames", width=14))
_BAND = Column("Band", Kind.BAND, 15)


@dataclass(frozen=True, slots=True)
class HandoverEntry:
    """One entry with what the sheets need beyond its row in the queue."""

    row: EntryRow
    planned: str | None = None
    planned_by: Instant | None = None
    place: str | None = None
    place_by: Instant | None = None
    told_by: str | None = None
    until: Instant | None = None
    outcome: str | None = None
    outcome_at: Instant | None = None
    circulation_reference: str | None = None
    escalated_to: Rank | None = None
    warning_words: tuple[str, ...] = ()
    missing: str | None = None
    weed_date: date | None = None


@dataclass(frozen=True, slots=True)
class Escalated:
    """One escalation since the last handover; `about` is a reference or a shift's id."""

    about: str
    name: tuple[str, str]
    band: Band | None
    clock: ClockName
    level: int
    rank: Rank
    due_at: Instant
    late: bool
    acknowledged_by: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """One journal line since the last handover."""

    sequence: int
    at: Instant
    officer: str
    desktop: str
    deed: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What all sheets are made from."""

    now: Instant
    shift_ends_at: Instant
    next_shift_ends_at: Instant
    entries: tuple[HandoverEntry, ...]
    escalations: tuple[Escalated, ...]
    done: tuple[Done, ...]
    figures: tuple[Figure, ...]
    outstanding: Mapping[tuple[Category, Band | None], int]
    policy: Policy


def build_sheets(facts: SheetFacts) -> tuple[Sheet, ...]:
    """All sheets after the cover, in their order; each works with no rows."""
    return (
        _do_this_shift(facts), _escalations(facts), _since(facts), _not_circulated(facts), _cleardown(facts), _bail_due(facts), _located(facts),
        _never_attempted(facts), _full_queue(facts), _measures(facts), _definitions(facts),
    )  # fmt: skip


def sentence_of(entry: HandoverEntry, now: Instant) -> str:
    """The next step in one sentence: the same that the window shows."""
    row = entry.row
    facts = StepFacts(
        row.stage, row.category, row.circulation, row.owner, row.became_outstanding_at, row.attempt_count, row.worst_clock, row.due_at,
        entry.planned, entry.planned_by, entry.place, entry.place_by, entry.until,
        days_to_weeding(entry.weed_date, row.circulation, now), entry.missing,
    )  # fmt: skip
    return next_step(facts, now=now).sentence


_GOES_ON = re.compile(r"\. (Arrange|Choose|Give|Make|Nobody|Record|Resume|Say|Still|That|Try)\b")
"""Where the program's own second sentence begins; what somebody typed keeps its points."""


def in_one_sentence(step: str) -> str:
    """The next step as one sentence, for a list that is read out at a desk."""
    return _GOES_ON.sub(lambda found: f"; {found[1].lower()}", step)


def _do_this_shift(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, _BAND, *_NAME, Column("Due", Kind.INSTANT, 15), Column("Clock", width=9), Column("What to do", Kind.LONG_TEXT, 60),
        Column("Owner", width=10), Column("Warnings", width=15),
    )  # fmt: skip
    due = [
        entry for entry in facts.entries
        if entry.row.due_at is not None and entry.row.due_at <= facts.next_shift_ends_at and entry.row.became_outstanding_at <= facts.now
    ]  # fmt: skip
    rows = [
        (entry.row.reference, *_who(facts, entry), iso(entry.row.due_at), _clock(entry), in_one_sentence(sentence_of(entry, facts.now)), entry.row.owner, _warnings(entry))
        for entry in sorted(due, key=lambda entry: (entry.row.due_at or facts.now, entry.row.entry))
    ]  # fmt: skip
    return Sheet("Do this shift", columns, tuple(rows), "Nothing falls due before the end of the coming shift.")


def _escalations(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, _BAND, *_NAME, Column("Clock", width=11), Column("Level", Kind.NUMBER, 7), Column("Told", width=16),
        Column("Due", Kind.INSTANT, 16), Column("Late", width=7), Column("Promised by", width=13),
    )  # fmt: skip
    rows = [
        (one.about, _band(facts, one.band), *one.name, one.clock.value, one.level, one.rank.words, iso(one.due_at), "late" if one.late else "", one.acknowledged_by)
        for one in facts.escalations
    ]  # fmt: skip
    return Sheet("Escalations", columns, tuple(rows), "Nothing was escalated since the last handover.")


def _since(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, Column("Sequence", Kind.NUMBER, 10), Column("When", Kind.INSTANT, 16), Column("Officer", width=13),
        Column("What was done", width=24), Column("Desktop", width=18),
    )  # fmt: skip
    rows = [(one.reference or "—", one.sequence, iso(one.at), one.officer, one.deed.replace("-", " "), one.desktop) for one in facts.done]
    return Sheet("Since last handover", columns, tuple(rows), "Nothing was done since the last handover.")


def _not_circulated(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, Column("Category", width=21), _BAND, *_NAME, Column("Date of birth", Kind.DATE, 12), Column("Became outstanding", Kind.INSTANT, 16),
        Column("Circulation", width=14), Column("Due", Kind.INSTANT, 16), Column("Owner", width=11),
    )  # fmt: skip
    waiting = (Circulation.NOT_YET, Circulation.REQUESTED)
    rows = [
        (row.reference, _category(row), *_who(facts, entry), _day(row), iso(row.became_outstanding_at), row.circulation.value.replace("_", " "), iso(row.due_at), row.owner)
        for entry in facts.entries
        if (row := entry.row).circulation in waiting and row.stage is not Stage.CLEARING and row.became_outstanding_at <= facts.now
    ]  # fmt: skip
    return Sheet("Not yet circulated", columns, tuple(rows), "Everybody who is outstanding is circulated, or need not be.")


def _cleardown(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, _BAND, *_NAME, Column("PNC ID", width=15), Column("Outcome", width=26), Column("When", Kind.INSTANT, 16),
        Column("Circulation", width=16), Column("PNC/LEDS reference", width=18), Column("Due", Kind.INSTANT, 16),
    )  # fmt: skip
    rows = [
        (
            entry.row.reference, *_who(facts, entry), entry.row.pnc_id, (entry.outcome or "").replace("_", " "), iso(entry.outcome_at),
            entry.row.circulation.value.replace("_", " "), entry.circulation_reference, iso(entry.row.due_at),
        )
        for entry in facts.entries
        if entry.row.stage is Stage.CLEARING
    ]  # fmt: skip
    return Sheet("Awaiting cleardown", columns, tuple(rows), "No marker waits to be cancelled.")


def _bail_due(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, *_NAME, Column("Date of birth", Kind.DATE, 12), Column("PNC ID", width=15), Column("Due", Kind.INSTANT, 16),
        Column("Station", width=26), Column("Offence", Kind.LONG_TEXT, 40),
    )  # fmt: skip
    rows = [
        (row.reference, row.surname, row.forenames, _day(row), row.pnc_id, iso(row.became_outstanding_at), row.station, row.offence)
        for entry in sorted(facts.entries, key=lambda one: (one.row.became_outstanding_at, one.row.entry))
        if (row := entry.row).category is Category.BAIL_FAILURE
        and row.stage is Stage.DRAFT
        and 0 < (row.became_outstanding_at - facts.now).total_seconds() <= _SECONDS_OF_A_DAY
    ]  # fmt: skip
    return Sheet("Bail due next 24 h", columns, tuple(rows), "Nobody is to answer bail in the next 24 hours.")


def _located(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, _BAND, *_NAME, Column("Stage", width=13), Column("Where", Kind.LONG_TEXT, 34), Column("By when", Kind.INSTANT, 16),
        Column("Told by", width=22),
    )  # fmt: skip
    rows = [
        (entry.row.reference, *_who(facts, entry), entry.row.stage.value, entry.place, iso(entry.place_by), entry.told_by)
        for entry in facts.entries
        if entry.row.stage in (Stage.LOCATED, Stage.APPOINTMENT)
    ]  # fmt: skip
    return Sheet("Located and appointments", columns, tuple(rows), "Nobody is located elsewhere or has an appointment.")


def _never_attempted(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, Column("Category", width=21), _BAND, *_NAME, Column("Became outstanding", Kind.INSTANT, 16), Column("Age", Kind.DAYS, 9),
        Column("Stage", width=12), Column("Owner", width=11), Column("Warnings", width=16),
    )  # fmt: skip
    rows = [
        (row.reference, _category(row), *_who(facts, entry), iso(row.became_outstanding_at), _age(facts, row), row.stage.value, row.owner, _warnings(entry))
        for entry in facts.entries
        if (row := entry.row).attempt_count == 0 and row.stage is not Stage.CLEARING and row.became_outstanding_at <= facts.now
    ]  # fmt: skip
    return Sheet("Never attempted", columns, tuple(rows), "Everybody who is outstanding has been tried at least once.")


def _full_queue(facts: SheetFacts) -> Sheet:
    columns = (
        REFERENCE, Column("Category", width=13), _BAND, *_NAME, Column("Date of birth", Kind.DATE, 12), Column("PNC ID", width=14),
        Column("Offence", Kind.LONG_TEXT, 22), Column("Stage", width=11), Column("Circulation", width=11), Column("Became outstanding", Kind.INSTANT, 16),
        Column("Age", Kind.DAYS, 8), Column("Due", Kind.INSTANT, 16), Column("Clock", width=9), Column("Escalated to", width=14), Column("Owner", width=10),
        Column("Station", width=15), Column("Last attempt", Kind.INSTANT, 16), Column("Attempts", Kind.NUMBER, 9), Column("Next step", Kind.LONG_TEXT, 30),
        Column("Warnings", width=13), Column("Verified on PNC", Kind.INSTANT, 16),
    )  # fmt: skip
    rows = [
        (
            row.reference, _category(row), *_who(facts, entry), _day(row), row.pnc_id, row.offence, row.stage.value, row.circulation.value.replace("_", " "),
            iso(row.became_outstanding_at), _age(facts, row), iso(row.due_at), _clock(entry), entry.escalated_to.words if entry.escalated_to else None,
            row.owner, row.station, iso(row.last_attempt_at), row.attempt_count, sentence_of(entry, facts.now), _warnings(entry), iso(row.verified_at),
        )
        for entry in facts.entries
        if (row := entry.row)
    ]  # fmt: skip
    return Sheet("Full queue", columns, tuple(rows), "The queue is empty.")


def _measures(facts: SheetFacts) -> Sheet:
    columns = (
        Column("Measure", width=44), Column("Value", Kind.NUMBER, 11), Column("Unit", width=10), Column("n", Kind.NUMBER, 8),
        Column("What it means", Kind.LONG_TEXT, 54), Column("Caution", Kind.LONG_TEXT, 44),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (figure.name, None if figure.value is None else round(figure.value, 2), figure.unit, figure.n, figure.meaning, figure.caution)
        for figure in facts.figures
    ]
    for (category, band), number in sorted(
        facts.outstanding.items(), key=lambda pair: (tuple(Category).index(pair[0][0]), _order(pair[0][1]))
    ):
        label = f"Outstanding: {CATEGORIES[category].label}, {_band(facts, band) or 'draft'}"
        rows.append((label, number, "entries", number, "Outstanding now, of this category and band.", ""))
    return Sheet("Measures", columns, tuple(rows))


def _definitions(facts: SheetFacts) -> Sheet:
    labels = ", ".join(f"{label} is {band.value}" for band, label in facts.policy.band_labels.items())
    rows = (
        ("Band", f"How urgent the arrest is: {labels}."),
        (
            "Became outstanding",
            "The time a person's age is counted from: decision, appointed time, receipt, issue or notification, by category.",
        ),
        ("Age", "Days since the person became outstanding; never reset by a re-assignment or an attempt."),
        ("Due", "When the first deadline of the entry's worst clock falls or fell."),
        ("Clock", "Which deadline that is: circulate, attempt, review, arrest, verify or clear."),
        ("Escalated to", "The highest rank that was told on any clock."),
        ("Not yet circulated", "Not on PNC/LEDS yet, or only asked for. These people are wanted all the same."),
        ("Awaiting cleardown", "An outcome is recorded; the marker on PNC/LEDS is not yet confirmed gone."),
        (
            "Draft",
            "Known to the program, not yet accepted by a sergeant. An overdue bail date is a draft until the checklist says otherwise.",
        ),
        ("Late", "The level was crossed while no desktop was running, and recorded afterwards with its true time."),
        ("Limits", "The deadlines are this force's own policy, not national rules."),
        ("Working copy", "This is a working copy: confirm on PNC/LEDS before arrest."),
    )
    return Sheet("Definitions", (Column("Word", width=24), Column("Meaning", Kind.LONG_TEXT, 100)), rows)


def _who(facts: SheetFacts, entry: HandoverEntry) -> tuple[Cell, Cell, Cell]:
    return _band(facts, entry.row.band), entry.row.surname, entry.row.forenames


def _band(facts: SheetFacts, band: Band | None) -> str | None:
    """The band as the force labels it, its urgency beside it: "Red (high)"."""
    return None if band is None else f"{facts.policy.band_labels[band].capitalize()} ({band.value})"


def _order(band: Band | None) -> int:
    return len(Band) if band is None else tuple(Band).index(band)


def _category(row: EntryRow) -> str:
    return CATEGORIES[row.category].label


def _clock(entry: HandoverEntry) -> str | None:
    return entry.row.worst_clock.value if entry.row.worst_clock else None


def _day(row: EntryRow) -> str | None:
    return row.born.isoformat() if row.born else None


def _age(facts: SheetFacts, row: EntryRow) -> float:
    return round(max(0.0, (facts.now - row.became_outstanding_at).total_seconds() / _SECONDS_OF_A_DAY), 1)


def _warnings(entry: HandoverEntry) -> str | None:
    flags = [flag.value.replace("_", " ") for flag in entry.row.flags]
    return "; ".join((*entry.warning_words, *flags)) or None


def high_references(entries: Sequence[HandoverEntry]) -> tuple[str, ...]:
    """The high entries that the incoming officer has to understand or query one by one."""
    return tuple(entry.row.reference for entry in entries if entry.row.band is Band.HIGH)
