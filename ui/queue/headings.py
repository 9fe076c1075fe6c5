"""The headings of a grouped queue: a row of its own above each group, with the group's name and how many entries follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui import labels
from ui.wording import counted, tr
from wantedtrack.rules.entry import Band

GROUPINGS: tuple[tuple[str, str], ...] = (
    ("", "No groups"),
    ("band", "By band"),
    ("owner", "By owner"),
    ("station", "By station"),
    ("list", "By list"),
)
"""What the queue can be grouped by, and how that is said."""

_NONE = {"band": "Drafts, no band yet", "owner": "Nobody owns these", "station": "No station", "list": "Later"}


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as it is shown and spoken."""

    words: str


def heading_of(group: str, value: str | None, count: int, band_labels: Mapping[Band, str]) -> Heading:
    """The heading of one group."""
    if value is None:
        name = tr(_NONE[group])
    elif group == "band":
        name = labels.band_words(Band(value), dict(band_labels))
    elif group == "list":
        name = tr(next(label for key, label, *_ in labels.LISTS if key == value))
    else:
        name = value
    return Heading(f"{name} · {counted('{n} entry', '{n} entries', count)}")


def headings_of(group: str, found: Sequence[tuple[str | None, int]], band_labels: Mapping[Band, str]) -> tuple[Heading, ...]:
    """The headings of every group, in order."""
    return tuple(heading_of(group, value, count, band_labels) for value, count in found)
