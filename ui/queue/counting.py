"""What the queue asks of the store besides its rows: how many entries each list and each saved search holds, and what filters may name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import labels
from ui.desk.door import Desk
from ui.queue.lists import Lists
from ui.queue.search_box import SearchBox
from wantedtrack.rules.entry import Band
from wantedtrack.rules.search_language import FilterKey

if TYPE_CHECKING:
    from ui.desk.answers import SavedSearch

_LISTS = frozenset(name for name, *_ in labels.LISTS)


class Counting(QObject):
    """`counted` says that `held` was read anew, and whether the whole queue is another than before."""

    counted = Signal(bool)

    def __init__(self, desk: Desk, lists: Lists, search: SearchBox, parent: QObject) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self._desk, self._lists, self._search = desk, lists, search
        self.held: dict[str, int] = {}
        self.band_labels: Mapping[Band, str] | None = None

    def read(self) -> None:
        """Each list."""
        self._desk.read(lambda reads: reads.counts(), self._got, owner=self, topic="counts")

    def read_saved(self) -> None:
        """Each saved search, and which there are."""
        self._desk.read(lambda reads: reads.saved_searches(), self._got_saved, owner=self, topic="saved", is_quiet=True)

    def read_values(self, key: str) -> None:
        """Stations and teams, once somebody wants to filter by them."""
        band_labels = self.band_labels
        if key not in (FilterKey.STATION, FilterKey.TEAM) or band_labels is None:
            return
        self._desk.read(
            lambda reads: reads.known_values(),
            lambda known: self._search.know_more(band_labels, known),
            owner=self,
            topic="values",
            is_quiet=True,
        )

    def choose(self) -> None:
        """Stand on the list, or the saved search, that the words in the box are."""
        shown = self._search.list_shown()
        self._lists.choose(shown if shown in _LISTS else None, self._search.words)

    def _got_saved(self, found: "tuple[list[SavedSearch], dict[int, int | None]]") -> None:
        self._lists.show_saved(*found)
        self.choose()

    def _got(self, counts: dict[str, int]) -> None:
        is_other = counts.get("everything") != self.held.get("everything")
        self.held = counts
        self._lists.show_counts(counts)
        self.counted.emit(is_other)
