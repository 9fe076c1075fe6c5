"""What an inspection asks and what it is shown: the questions, the process in one page, what failed, and a sample that can be drawn again.

Sources of the questions: HMIC, PEEL 2015, Avon and Somerset; HMIC to every force, March 2017. Victims, places, free text and officers' names stand
nowhere in it: a timeline says what was done, when, and by what rank.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Band, Category, Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.measure_sheets import Labels, all_sheets, figures_sheet
from wantedtrack.rules.measure_tables import Measures
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.sheets import Cell, Column, Kind, Sheet
from wantedtrack.rules.spans import in_words

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("Process", "Is there a clear process, so that those circulated as wanted on the PNC, those who fail to appear on police bail and named suspects identified through forensic evidence are arrested swiftly?"),
    ("Swiftly arrested", "Are they arrested swiftly? Those circulated as wanted, who failed to answer bail, and forensic identifications."),
    ("Circulated and not", "How many are wanted who are circulated, and how many who are not yet circulated?"),
    ("Figures", "What do the figures of the last twelve months say, and what do they leave out?"),
    ("Policy", "What deadlines has the force set itself, and who is told when one passes?"),
    ("Policy versions", "Who wrote and who approved each version of them?"),
    ("Failures", "When was nobody watching, what was late, what was not signed, and what was done without a second officer?"),
    ("Sample", "Show us some, closed and open, that nobody chose."),
    ("Timelines", "What was done about each of them, when, and by what rank?"),
)  # fmt: skip
_PROCESS: tuple[tuple[str, str, str, str], ...] = (
    ("Recorded", "Anybody records that a person is wanted, or an extract brings it; it cannot be refused.", "Anyone", "median_time_from_event_to_record"),
    ("Accepted", "The category's checklist is answered and a band is given with its reasons.", "Sergeant or above", "outstanding_not_yet_accepted"),
    ("Circulated", "The marker is asked for and confirmed on PNC/LEDS; the clock runs from when the person became outstanding.", "Anyone", "circulated_within_the_limit_of_all_whose_time_was_up"),
    ("Allocated", "One officer owns it, with a plan and a time for the first attempt.", "Sergeant or above", "median_time_from_identification_to_allocation"),
    ("Attempted", "Each try and its result is recorded; the next one has a time.", "Anyone", "never_attempted"),
    ("Reviewed", "A supervisor looks again by a set time, and directs what comes next.", "Sergeant or above", "reviews_on_time"),
    ("Escalated", "A deadline that passes tells the next rank, once, whether or not anybody is looking.", "The program", "levels_recorded_late"),
    ("Arrested", "The outcome is recorded with time, place and custody reference.", "Whoever reached it", "arrested_within_the_standard_of_all_whose_time_was_up"),
    ("Cleared and closed", "The marker is cancelled and looked for again; a second officer closes.", "A second officer, sergeant or above", "markers_alive_after_closure"),
    ("Handed over", "Each shift signs what it leaves, and the next accepts it; both are sealed.", "Two officers", "hours_when_nobody_was_watching"),
)  # fmt: skip
_SWIFT = (Category.WANTED, Category.BAIL_FAILURE, Category.FORENSIC)
_SWIFT_KEYS = (
    "outstanding", "median_age", "oldest", "never_attempted", "arrested_or_surrendered", "median_time_to_arrest_closed", "median_time_to_arrest_with_those_still_outstanding",
    "arrested_within_the_standard", "arrested_within_the_standard_of_all_whose_time_was_up",
)  # fmt: skip
_COUNT_KEYS = (
    "outstanding", "outstanding_and_circulated", "outstanding_and_not_yet_circulated", "outstanding_not_yet_accepted", "median_time_to_circulation",
    "circulated_within_the_limit", "circulated_within_the_limit_of_all_whose_time_was_up", "markers_alive_after_closure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline: what was done, by what rank (None: by the program), and the levels that were crossed with it."""

    at: Instant
    done: str
    rank: str | None
    levels: str


@dataclass(frozen=True, slots=True)
class Sampled:
    """One drawn entry. `name` is None unless names were asked for with a purpose."""

    reference: str
    state: str
    category: Category
    band: Band | None
    became_outstanding_at: Instant
    circulated_at: Instant | None
    attempts: int
    ended_at: Instant | None
    outcome: str | None
    name: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong or was done alone, in words without a name."""

    what: str
    start: Instant
    end: Instant | None
    told: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that an inspection is shown. `open_of` and `closed_of` are how many each half of the sample was drawn from."""

    force: str
    is_demonstration: bool
    drawn_at: Instant
    drawn_by: str
    purpose: str
    recipient: str
    seed: int
    measures: Measures
    policy: Policy
    versions: tuple[tuple[int, str, str, Instant], ...]
    failures: tuple[Failure, ...]
    sample: tuple[Sampled, ...]
    open_of: int
    closed_of: int
    has_names: bool

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"How {self.force} handles wanted people, {self.measures.period.words}"


def drawn(references: Iterable[str], *, count: int, seed: int) -> list[str]:
    """A sample that nobody chose and that the same seed draws again: the first of the references in the order of their hashes with the seed."""
    return sorted(sorted(references, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())[:count])


def evidence_sheets(evidence: Evidence) -> tuple[Sheet, ...]:
    """Every table, in the order of the questions, and after them the figures in full."""
    measures, labels = evidence.measures, evidence.policy.band_labels
    full = all_sheets(measures, labels)
    by_key = {one.key: one for one in measures.figures}
    counts = figures_sheet([by_key[key] for key in _COUNT_KEYS])
    return (
        _process(measures),
        _swift(measures),
        Sheet("Circulated and not", counts.columns, counts.rows),
        full[0],
        _policy(evidence.policy, labels),
        _versions(evidence),
        _failures(evidence),
        _sample(evidence, labels),
        _timelines(evidence),
        *full[1:],
    )


def cover_lines(evidence: Evidence) -> Iterator[tuple[str, Cell, str]]:
    """Label, value and style of the first page."""
    yield "Force", evidence.force, "plain"
    yield "Period", evidence.measures.period.words, "plain"
    yield "Drawn by", evidence.drawn_by, "plain"
    yield "Drawn at", iso(evidence.drawn_at), "instant"
    yield "For", f"{evidence.recipient} ({evidence.purpose.replace('_', ' ')})", "plain"
    closed = sum(one.state == "closed" for one in evidence.sample)
    yield (
        "Sample",
        f"{closed} of {evidence.closed_of} closed and {len(evidence.sample) - closed} of {evidence.open_of} open entries, seed {evidence.seed}: the same seed over the same period draws them again.",
        "plain",
    )
    yield (
        "Names",
        "Names stand in the sample, for the purpose given."
        if evidence.has_names
        else "No name stands in it; the references lead to the entries in the program.",
        "plain",
    )
    yield (
        "Left out",
        f"{evidence.measures.restricted_words} counted and never drawn. Victims, places, free text and officers' names are left out.",
        "plain",
    )
    for sheet, question in QUESTIONS:
        yield sheet, question, "plain"


def _process(measures: Measures) -> Sheet:
    columns = (
        Column("Step", width=20),
        Column("What happens", Kind.LONG_TEXT, 60),
        Column("By whom", width=26),
        Column("What the record shows", Kind.LONG_TEXT, 54),
    )
    rows = tuple(
        (step, what, who, f"{figure.name}: {figure.shown} (n = {figure.n})") for step, what, who, key in _PROCESS for figure in (measures.figure(key),)
    )  # fmt: skip
    return Sheet("Process", columns, rows)


def _swift(measures: Measures) -> Sheet:
    columns = (
        Column("Category", width=28),
        Column("Measure", width=52),
        Column("Value", width=14),
        Column("n", Kind.NUMBER, 8),
        Column("Caution", Kind.LONG_TEXT, 56),
    )
    rows: list[tuple[Cell, ...]] = []
    for category in _SWIFT:
        label = CATEGORIES[category].label
        by_key = {one.key: one for one in measures.groups["category"].get(label, ())}
        rows += [(label, one.name, one.shown, one.n, one.caution or None) for key in _SWIFT_KEYS if (one := by_key.get(key)) is not None]
    return Sheet("Swiftly arrested", columns, tuple(rows), says="Nobody of these categories is held.")


def _policy(policy: Policy, labels: Labels) -> Sheet:
    columns = (
        Column("Category", width=28), Column("Band", Kind.BAND, 20), Column("Circulate within", width=16), Column("First attempt within", width=18),
        Column("Sergeant reviews within", width=20), Column("Inspector told after", width=18), Column("Chief inspector told after (the standard)", width=22),
        Column("Superintendent told after", width=22),
    )  # fmt: skip
    rows = tuple(
        (
            CATEGORIES[category].label, f"{labels[band].capitalize()} ({band.value})",
            *(in_words(span) for span in (limits.circulate, limits.first_attempt, limits.sergeant, limits.inspector, limits.chief_inspector, limits.superintendent)),
        )
        for category in Category for band in Band for limits in (policy.limits[category, band],)
    )  # fmt: skip
    return Sheet("Policy", columns, rows)


def _versions(evidence: Evidence) -> Sheet:
    columns = (
        Column("Version", Kind.NUMBER, 10),
        Column("Written by", width=30),
        Column("Approved by", width=30),
        Column("In effect from", Kind.INSTANT, 20),
    )
    rows = tuple((number, author, approver, iso(since)) for number, author, approver, since in evidence.versions)
    return Sheet("Policy versions", columns, rows)


def _failures(evidence: Evidence) -> Sheet:
    columns = (
        Column("What", width=34),
        Column("From", Kind.INSTANT, 18),
        Column("To", Kind.INSTANT, 18),
        Column("How long", width=14),
        Column("Told plainly", Kind.LONG_TEXT, 80),
    )
    rows = tuple((one.what, iso(one.start), iso(one.end), _long(one), one.told) for one in evidence.failures)
    return Sheet("Failures", columns, rows, says="None is recorded in this period.")


def _long(one: Failure) -> str | None:
    return in_words(one.end - one.start) if one.end is not None and one.end - one.start > timedelta(0) else None


def _sample(evidence: Evidence, labels: Labels) -> Sheet:
    named = (Column("Name", width=28),) if evidence.has_names else ()
    columns = (
        Column("Reference", width=16), *named, Column("State", width=10), Column("Category", width=28), Column("Band", Kind.BAND, 18), Column("Became outstanding", Kind.INSTANT, 18),
        Column("Circulated", Kind.INSTANT, 18), Column("Attempts", Kind.NUMBER, 10), Column("Ended", Kind.INSTANT, 18), Column("Outcome", width=32),
    )  # fmt: skip
    rows = tuple(
        (
            one.reference, *((one.name,) if evidence.has_names else ()), one.state, CATEGORIES[one.category].label,
            f"{labels[one.band].capitalize()} ({one.band.value})" if one.band else None, iso(one.became_outstanding_at), iso(one.circulated_at), one.attempts,
            iso(one.ended_at), one.outcome,
        )
        for one in evidence.sample
    )  # fmt: skip
    return Sheet("Sample", columns, rows, says="Nothing could be drawn: no entry is open, and none was closed in this period.")


def _timelines(evidence: Evidence) -> Sheet:
    columns = (
        Column("Reference", width=16),
        Column("When", Kind.INSTANT, 18),
        Column("What was done", width=36),
        Column("By", width=20),
        Column("Deadlines that passed", Kind.LONG_TEXT, 60),
    )
    rows = tuple(
        (one.reference, iso(step.at), step.done, step.rank or "the program", step.levels or None)
        for one in evidence.sample
        for step in one.steps
    )
    return Sheet("Timelines", columns, rows, says="Nothing was drawn, so there is nothing to tell.")


def levels_in_words(levels: Sequence[tuple[str, int, str]]) -> str:
    """The levels that a sweep recorded: "arrest, level 1, told the inspector"."""
    return "; ".join(f"{clock}, level {level}, told the {rank.replace('_', ' ')}" for clock, level, rank in levels)


def late_words(counts: Mapping[str, tuple[int, int]]) -> str:
    """How many levels of each clock were late: "arrest 3 of 40"."""
    return ", ".join(f"{clock} {late} of {all_of_it}" for clock, (all_of_it, late) in counts.items() if late)
