"""The figures as plain tables: what the workbook, the window and the pack for an inspection show alike. Each share and median stands beside its n."""

from collections.abc import Mapping, Sequence

from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Band, Category, Outcome
from wantedtrack.rules.measure_tables import CAUTIONS, Measures
from wantedtrack.rules.measures import Figure
from wantedtrack.rules.sheets import Cell, Column, Kind, Sheet

Labels = Mapping[Band, str]
"""The force's words for the bands."""

_GROUPED = (
    ("outstanding", "Outstanding"), ("median_age", "Median age (days)"), ("oldest", "Oldest (days)"), ("never_attempted", "Never attempted"),
    ("unallocated_over_24_hours", "Unallocated over 24 h"), ("median_time_to_circulation", "Median days to circulation"),
    ("circulated_within_the_limit", "Circulated in limit (%)"), ("median_time_to_arrest_closed", "Median days to arrest"),
    ("median_time_to_arrest_with_those_still_outstanding", "Median with those still outstanding (days)"),
    ("arrested_within_the_standard", "Arrested in standard (%)"),
)  # fmt: skip
_WITH_N = ("median_time_to_circulation", "circulated_within_the_limit", "median_time_to_arrest_closed", "median_time_to_arrest_with_those_still_outstanding", "arrested_within_the_standard")  # fmt: skip
_SECONDS_OF_A_DAY = 86_400


def all_sheets(measures: Measures, labels: Labels) -> tuple[Sheet, ...]:
    """Every table, in the order of the workbook."""
    return (
        figures_sheet(measures.figures),
        outstanding_sheet(measures, labels),
        *(group_sheet(measures, kind, labels) for kind in ("station", "category", "band")),
        outcomes_sheet(measures),
        reviews_sheet(measures),
        weeks_sheet(measures),
        survival_sheet(measures),
        definitions_sheet(measures),
    )


def figures_sheet(figures: Sequence[Figure]) -> Sheet:
    """Each figure with its n, its meaning and its caution."""
    columns = (
        Column("Measure", width=44), Column("Value", Kind.NUMBER, 10), Column("Unit", width=13), Column("n", Kind.NUMBER, 8),
        Column("Meaning", Kind.LONG_TEXT, 60), Column("Caution", Kind.LONG_TEXT, 50),
    )  # fmt: skip
    return Sheet(
        "Figures", columns, tuple((one.name, _rounded(one.value), one.unit, one.n, one.meaning, one.caution or None) for one in figures)
    )


def outstanding_sheet(measures: Measures, labels: Labels) -> Sheet:
    """How many are outstanding, by category across the bands."""
    bands: tuple[Band | None, ...] = (*Band, None)
    headings = [_band(band, labels) for band in bands]
    columns = (Column("Category", width=34), *(Column(heading, Kind.NUMBER, 18) for heading in headings), Column("All", Kind.NUMBER, 10))
    rows: list[tuple[Cell, ...]] = []
    for category in Category:
        counts = [measures.outstanding.get((category, band), 0) for band in bands]
        rows.append((CATEGORIES[category].label, *counts, sum(counts)))
    return Sheet("Outstanding", columns, tuple(rows))


def group_sheet(measures: Measures, kind: str, labels: Labels) -> Sheet:
    """The figures that tell most, by station, category or band; restricted entries are in none."""
    columns = [Column(kind.capitalize(), width=30)]
    for key, heading in _GROUPED:
        columns.append(Column(heading, Kind.NUMBER, 14))
        if key in _WITH_N:
            columns.append(Column(f"n of {heading[:1].lower()}{heading[1:]}", Kind.NUMBER, 11))
    rows: list[tuple[Cell, ...]] = []
    for group, told in measures.groups[kind].items():
        by_key = {one.key: one for one in told}
        cells: list[Cell] = [_group_words(kind, group, labels)]
        for key, _ in _GROUPED:
            cells.append(_rounded(by_key[key].value))
            if key in _WITH_N:
                cells.append(by_key[key].n)
        rows.append(tuple(cells))
    return Sheet(f"By {kind}", tuple(columns), tuple(rows), says="Nobody has been wanted in this period.")


def outcomes_sheet(measures: Measures) -> Sheet:
    """How entries came to their end."""
    columns = (
        Column("Outcome", width=40),
        Column("Reached in the period", Kind.NUMBER, 16),
        Column("Closed in the period", Kind.NUMBER, 16),
    )
    rows = tuple((outcome_words(outcome), recorded, closed) for outcome, recorded, closed in measures.outcomes)
    return Sheet("Outcomes", columns, rows, says="Nothing came to its end in this period.")


def reviews_sheet(measures: Measures) -> Sheet:
    """Reviews on time, by rank."""
    columns = (
        Column("Rank", width=24),
        Column("Done or overdue", Kind.NUMBER, 16),
        Column("On time", Kind.NUMBER, 12),
        Column("Share (%)", Kind.NUMBER, 12),
    )
    rows = tuple((one.rank.words.capitalize(), one.n, one.on_time, _rounded(one.share)) for one in measures.reviews)
    return Sheet("Reviews", columns, rows, says="No review was done or owed in this period.")


def weeks_sheet(measures: Measures) -> Sheet:
    """What came in and what ended, week by week."""
    columns = (
        Column("Week of", Kind.DATE, 14), Column("Became outstanding", Kind.NUMBER, 14), Column("No longer outstanding", Kind.NUMBER, 14),
        Column("Arrested or surrendered", Kind.NUMBER, 14), Column("Outstanding at its end", Kind.NUMBER, 14), Column("Hours unwatched", Kind.NUMBER, 12),
    )  # fmt: skip
    rows = tuple(
        (one.week.monday.isoformat(), one.inflow, one.outflow, one.arrests, one.outstanding, _rounded(one.unwatched.total_seconds() / 3600))
        for one in measures.weeks
    )
    return Sheet("By week", columns, rows)


def survival_sheet(measures: Measures) -> Sheet:
    """Of those who became outstanding in the period, the share not yet arrested after so many days."""
    columns = (Column("Days since becoming outstanding", Kind.NUMBER, 22), Column("Not yet arrested (%)", Kind.NUMBER, 16))
    rows: list[tuple[Cell, ...]] = [(0, 100)] if measures.survival else []
    for length, share in measures.survival:
        rows.append((round(length.total_seconds() / _SECONDS_OF_A_DAY, 3), round(100 * share, 2)))
    return Sheet("Still outstanding", columns, tuple(rows), says="Nobody who became outstanding in this period has been arrested.")


def definitions_sheet(measures: Measures) -> Sheet:
    """What each figure means, and what to beware of with all of them."""
    columns = (Column("Measure", width=50), Column("What it means", Kind.LONG_TEXT, 70), Column("Caution", Kind.LONG_TEXT, 50))
    rows: list[tuple[Cell, ...]] = [("All of them", caution, None) for caution in CAUTIONS]
    rows.append(
        (
            "The period",
            "Events are counted where they lie in it, in force time; what stands, as it stood when it ended, by what was recorded by then.",
            None,
        )
    )
    rows.append(
        (
            "Limits",
            "The limit for circulation and the standard for arrest are those of this force's policy in effect, not national rules.",
            None,
        )
    )
    rows.append(("Restricted entries", f"{measures.restricted_words} counted in the whole and in no part of it.", None))
    rows += [(one.name, one.meaning, one.caution or None) for one in measures.figures]
    return Sheet("Definitions", columns, tuple(rows))


def flat_sheet(measures: Measures, labels: Labels) -> Sheet:
    """Everything in one long table, for a program or a pivot table: what it is of, the group, the measure, its value and n."""
    columns = tuple(Column(heading) for heading in ("of", "group", "measure", "value", "unit", "n", "meaning", "caution"))
    rows: list[tuple[Cell, ...]] = [
        ("all", "all", one.key, _rounded(one.value), one.unit, one.n, one.meaning, one.caution) for one in measures.figures
    ]
    for kind, groups in measures.groups.items():
        rows += [
            (kind, _group_words(kind, group, labels), one.key, _rounded(one.value), one.unit, one.n, one.meaning, one.caution)
            for group, told in groups.items()
            for one in told
        ]
    rows += [
        ("category and band", f"{category.value}, {band.value if band else 'draft'}", "outstanding", count, "entries", count, "", "")
        for (category, band), count in measures.outstanding.items()
    ]
    for outcome, recorded, closed in measures.outcomes:
        rows += [
            ("outcome", outcome_words(outcome), name, count, "entries", count, "", "")
            for name, count in (("reached", recorded), ("closed", closed))
        ]
    rows += [("reviews", one.rank.value, "on_time", _rounded(one.share), "%", one.n, "", "") for one in measures.reviews]
    for one in measures.weeks:
        counts = (("inflow", one.inflow), ("outflow", one.outflow), ("arrests", one.arrests), ("outstanding", one.outstanding))
        rows += [("week", one.week.monday.isoformat(), name, count, "entries", count, "", "") for name, count in counts]
        rows.append(("week", one.week.monday.isoformat(), "unwatched", _rounded(one.unwatched.total_seconds() / 3600), "hours", 1, "", ""))
    return Sheet("Measures", columns, tuple(rows))


def outcome_words(outcome: Outcome | None) -> str:
    """An outcome as it is said; None is bail that was answered in time."""
    return "Answered bail in time" if outcome is None else outcome.value.replace("_", " ").capitalize()


def _group_words(kind: str, group: str, labels: Labels) -> str:
    return _band(None if group == "draft" else Band(group), labels) if kind == "band" else group


def _band(band: Band | None, labels: Labels) -> str:
    return "Draft, no band yet" if band is None else f"{labels[band].capitalize()} ({band.value})"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
