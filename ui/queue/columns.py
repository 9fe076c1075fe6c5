"""The columns of the queue as values: key, label, width, how a row reads in it, and what SQL sorts by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from ui import labels, times
from ui.wording import tr
from wantedtrack.rules.entry import Band, EntryRow, Instant

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's words depend on beside its row: the store's clock, and how the force labels its bands."""

    now: Instant
    band_labels: Mapping[Band, str] = field(default_factory=dict[Band, str])


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is in characters of the table's font; `sort` is the key the store sorts by, None where it cannot."""

    key: str
    label: str
    width: int
    text: Callable[[EntryRow, Look], str]
    sort: str | None = None
    align: Qt.AlignmentFlag = _LEFT
    exact: Callable[[EntryRow], str] | None = None


def _warned(row: EntryRow, _: Look) -> str:
    return labels.joined([*row.warnings, *(labels.FLAG[flag] for flag in row.flags)], ", ")


def _tried(row: EntryRow, look: Look) -> str:
    return f"{row.attempt_count} × {times.ago(row.last_attempt_at, look.now)}" if row.attempt_count else "never"


COLUMNS: tuple[Column, ...] = (
    Column("band", "Band", 11, lambda row, look: labels.band_words(row.band, dict(look.band_labels)), "band"),
    Column("person", "Person", 18, lambda row, _: row.name, "person"),
    Column("why", "Why", 20, lambda row, _: labels.joined([labels.CATEGORY[row.category], row.offence]), "category"),
    Column("due", "Due", 17, lambda row, look: times.due_in_words(row.due_at, look.now), "due", exact=lambda row: times.exact(row.due_at)),
    Column("owner", "Owner", 9, lambda row, _: row.owner or "nobody", "owner"),
    Column("warned", "Warnings", 12, _warned),
    Column("tried", "Tried", 12, _tried, "last-attempt", exact=lambda row: times.exact(row.last_attempt_at)),
    Column("stage", "Stage", 12, lambda row, _: labels.STAGE[row.stage], "stage"),
    Column("circulation", "Circulation", 14, lambda row, _: labels.CIRCULATION[row.circulation], "circulation"),
    Column(
        "age", "Age", 8, lambda row, look: times.rough(max(look.now - row.became_outstanding_at, look.now - look.now)), "age", _RIGHT,
        exact=lambda row: times.exact(row.became_outstanding_at),
    ),
    Column("station", "Station", 10, lambda row, _: row.station or "–", "station"),
    Column("reference", "Reference", 14, lambda row, _: row.reference, "reference"),
)  # fmt: skip

PLACE: dict[str, int] = {column.key: place for place, column in enumerate(COLUMNS)}


def spoken(row: EntryRow, look: Look) -> str:
    """The row as a screen reader says it: the same facts as the eye gets, in one sentence."""
    due = times.due_in_words(row.due_at, look.now)
    said = [
        labels.band_words(row.band, dict(look.band_labels)).lower(),
        row.name,
        labels.CATEGORY[row.category],
        row.offence,
        due and tr("due {due}", due=due),
    ]
    return labels.joined(
        [*said, tr("owner {owner}", owner=row.owner or "nobody"), _warned(row, look) and tr("warnings {row}", row=_warned(row, look))], ", "
    )
