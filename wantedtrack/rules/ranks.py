"""The ranks of an officer, in order, and what "sergeant or above" means."""

from enum import StrEnum


class Rank(StrEnum):
    """A police rank; the members stand in rising order."""

    CONSTABLE = "constable"
    SERGEANT = "sergeant"
    INSPECTOR = "inspector"
    CHIEF_INSPECTOR = "chief_inspector"
    SUPERINTENDENT = "superintendent"

    @property
    def order(self) -> int:
        """0 for constable to 4 for superintendent."""
        return _ORDER[self]

    @property
    def words(self) -> str:
        """The rank as it is said: "chief inspector"."""
        return self.value.replace("_", " ")

    def is_at_least(self, needed: "Rank") -> bool:
        """Tell whether this rank is `needed` or above."""
        return self.order >= needed.order

    def next_above(self) -> "Rank | None":
        """The next rank up, None above superintendent."""
        ranks = tuple(Rank)
        return ranks[self.order + 1] if self.order + 1 < len(ranks) else None


def from_rank_up(needed: Rank) -> tuple[Rank, ...]:
    """All ranks that are `needed` or above, lowest first."""
    return _FROM[needed]


# Worked out once: for each entry that is opened the window asks some hundred times.
_ORDER = {rank: place for place, rank in enumerate(Rank)}
_FROM = {rank: tuple(Rank)[place:] for rank, place in _ORDER.items()}
