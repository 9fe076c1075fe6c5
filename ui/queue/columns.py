"""The columns of the queue as values: key, label, width, how a row reads in it, what SQL sorts by, and the filter that a cell stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from ui import labels, times
from ui.wording import tr
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Band, EntryRow, Instant
from wantedtrack.rules.search_language import shown
from wantedtrack.rules.search_places import band_word, quoted

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's words depend on beside its row: the store's clock, and how the force labels its bands."""

    now: Instant
    band_labels: Mapping[Band, str] = field(default_factory=dict[Band, str])


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is in characters of the table's font; `sort` is the key the store sorts by, None where it cannot; `filter` the word of
    the search that finds those with the same in this cell. `is_shown` says whether it stands in the queue before anybody chose.
    """

    key: str
    label: str
    width: int
    text: Callable[[EntryRow, Look], str]
    sort: str | None = None
    align: Qt.AlignmentFlag = _LEFT
    exact: Callable[[EntryRow], str] | None = None
    filter: Callable[[EntryRow, Look], str] | None = None
    is_shown: bool = True


def _warned(row: EntryRow, _: Look) -> str:
    return labels.joined([*row.warnings, *(labels.FLAG[flag] for flag in row.flags)], ", ")


def _tried(row: EntryRow, look: Look) -> str:
    return f"{row.attempt_count} × {times.ago(row.last_attempt_at, look.now)}" if row.attempt_count else tr("never")


def _due(row: EntryRow, look: Look) -> str:
    if row.due_at is None and row.rests_until is not None and row.rests_left is not None:
        return times.rest_in_words(row.rests_until, row.rests_left)
    return times.due_in_words(row.due_at, look.now)


def _due_exact(row: EntryRow) -> str:
    if row.due_at is None and row.rests_until is not None and row.rests_left is not None:
        return times.exact_rest(row.rests_until, row.rests_left)
    return times.exact(row.due_at)


def _of_band(row: EntryRow, look: Look) -> str:
    return band_word(row.band, look.band_labels) if row.band else "stage:draft"


COLUMNS: tuple[Column, ...] = (
    Column("band", "Band", 12, lambda row, look: labels.band_words(row.band, dict(look.band_labels)), "band", filter=_of_band),
    Column("person", "Person", 18, lambda row, _: row.name, "person"),
    Column("why", "Why", 20, lambda row, _: labels.joined([labels.CATEGORY[row.category], row.offence]), "category",
           filter=lambda row, _: f"category:{shown(row.category)}"),
    Column("due", "Due", 15, _due, "due", exact=_due_exact,
           filter=lambda row, look: "due:overdue" if row.due_at is not None and row.due_at <= look.now else "due:<24h"),
    Column("owner", "Owner", 10, lambda row, _: row.owner or tr("nobody"), "owner", filter=lambda row, _: f"owner:{row.owner or 'none'}"),
    Column("warned", "Warnings", 12, _warned),
    Column("tried", "Tried", 12, _tried, "last-attempt", exact=lambda row: times.exact(row.last_attempt_at),
           filter=lambda row, _: "attempted" if row.attempt_count else "-attempted"),
    Column("stage", "Stage", 12, lambda row, _: labels.STAGE[row.stage], "stage", filter=lambda row, _: f"stage:{shown(row.stage)}"),
    Column("circulation", "Circulation", 14, lambda row, _: labels.CIRCULATION[row.circulation], "circulation",
           filter=lambda row, _: f"circulation:{shown(row.circulation)}"),
    Column(
        "age", "Age", 8, lambda row, look: times.rough(max(look.now - row.became_outstanding_at, look.now - look.now)), "age", _RIGHT,
        exact=lambda row: times.exact(row.became_outstanding_at),
    ),
    Column("station", "Station", 10, lambda row, _: row.station or "–", "station", filter=lambda row, _: f"station:{quoted(row.station or 'none')}"),
    Column("reference", "Reference", 14, lambda row, _: row.reference, "reference"),
    Column("born", "Born", 11, lambda row, _: british(row.born) if row.born else "–", is_shown=False),
    Column("pnc-id", "PNC ID", 15, lambda row, _: row.pnc_id or "–", is_shown=False),
    Column("team", "Team", 12, lambda row, _: row.team or "–", filter=lambda row, _: f"team:{quoted(row.team or 'none')}", is_shown=False),
    Column("verified", "Verified on PNC", 16, lambda row, look: times.ago(row.verified_at, look.now), exact=lambda row: times.exact(row.verified_at), is_shown=False),
    Column("attempts", "Attempts", 9, lambda row, _: str(row.attempt_count), "attempts", _RIGHT, is_shown=False),
)  # fmt: skip

PLACE: dict[str, int] = {column.key: place for place, column in enumerate(COLUMNS)}


def spoken(row: EntryRow, look: Look, *, is_read_cell_by_cell: bool = False) -> str:
    """The row as a screen reader says it: the same facts as the eye gets, in one sentence.

    A reader that goes on to read the other cells by itself is told only what stands in none of them.
    """
    due = _due(row, look)
    band, warned = labels.band_words(row.band, dict(look.band_labels)).lower(), _warned(row, look)
    if is_read_cell_by_cell:
        return labels.joined([band, warned and tr("warnings {what}", what=warned)], ", ")
    said = [
        band,
        row.name,
        labels.CATEGORY[row.category],
        row.offence,
        due if row.due_at is None else tr("due {when}", when=due),
    ]
    return labels.joined([*said, tr("owner {who}", who=row.owner or tr("nobody")), warned and tr("warnings {what}", what=warned)], ", ")
