"""What the queue shows, read in one moment of the store for one officer: loads only what the first page needs, for it is read before anything else."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from wantedtrack.rules.entry import EntryId, EntryRow, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.search_words import FilterKey, Query, read_query
from wantedtrack.rules.shifts import next_end_after
from wantedtrack.store import queue, queue_groups
from wantedtrack.store.database import Connection
from wantedtrack.store.info import Info
from wantedtrack.store.near_names import forgiven, taken_for


@dataclass(frozen=True, slots=True)
class QueueReads:
    """One moment of the store, read for one officer: order, rows and counts of the queue."""

    connection: Connection
    officer: Acting
    now: Instant
    policy: Policy
    info: Info

    def ordered_ids(
        self, words: str, *, sort: str, descending: bool, limit: int | None = None, group: str | None = None
    ) -> Sequence[EntryId]:
        """The entries that the search finds, in order. Raises Invalid("search_word") with the place of the word at fault."""
        return self._ordered(self._query(words), sort=sort, descending=descending, limit=limit, group=group)

    def _ordered(self, query: Query, *, sort: str, descending: bool, limit: int | None, group: str | None) -> Sequence[EntryId]:
        return queue.ordered_ids(
            self.connection,
            query,
            reader=self.officer,
            now=self.now,
            sort=sort,
            descending=descending,
            shift_ends_at=self._shift_ends_at,
            limit=limit,
            group=group,
        )

    def listed(
        self, words: str, *, sort: str, descending: bool, group: str
    ) -> tuple[Sequence[int], tuple[queue_groups.Group, ...], tuple[tuple[str, Sequence[str]], ...]]:
        """The same in groups: before the entries of each stands a number below nought, -1 for the first group's heading, and so on.

        Last each name of the search that nobody has, with the names a slip of the hand away that were looked for instead.
        """
        query = forgiven(self.connection, self._query(words))
        ids = self._ordered(query, sort=sort, descending=descending, limit=None, group=group or None)
        if not group:
            return ids, (), taken_for(query)
        groups = queue_groups.groups_of(self.connection, query, group, reader=self.officer, now=self.now, shift_ends_at=self._shift_ends_at)
        return under_headings(ids, [found.count for found in groups]), groups, taken_for(query)

    def known_values(self) -> dict[FilterKey, tuple[str, ...]]:
        """The stations and teams that filters may name."""
        return queue.known_values(self.connection, reader=self.officer)

    def first_page(self, words: str, *, sort: str, descending: bool, limit: int) -> tuple[Sequence[EntryId], list[EntryRow]]:
        """The first entries that the search finds, with their rows: what a window shows before it has asked how many there are."""
        ids = self.ordered_ids(words, sort=sort, descending=descending, limit=limit)
        return ids, self.rows(ids)

    def count(self, words: str) -> int:
        """How many entries the search finds."""
        return queue.count(self.connection, self._query(words), reader=self.officer, now=self.now, shift_ends_at=self._shift_ends_at)

    def rows(self, ids: Sequence[EntryId]) -> list[EntryRow]:
        """The rows of these entries; what may not be seen, or is gone, is left out."""
        return queue.rows(self.connection, ids, reader=self.officer)

    def counts(self) -> dict[str, int]:
        """How many entries each list holds; under `inbox` how many notices wait, those about a shift included, under `open` how many are open."""
        held = queue.counts_and_open(self.connection, reader=self.officer, now=self.now, shift_ends_at=self._shift_ends_at)
        return {**held, "inbox": queue.waiting_notices(self.connection, reader=self.officer)}

    def _query(self, words: str) -> Query:
        return read_query(words, now=self.now, labels=self.policy.band_labels)

    @property
    def _shift_ends_at(self) -> Instant:
        return next_end_after(self.policy.shift_patterns, self.now)


def under_headings(ids: Sequence[EntryId], counts: Sequence[int]) -> Sequence[int]:
    """The ids with a number for each heading before its group."""
    made, begins = array("q"), 0
    for number, count in enumerate(counts, 1):
        made.append(-number)
        made.extend(ids[begins : begins + count])
        begins += count
    return made
