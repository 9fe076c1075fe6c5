"""What is known of one deed: the card that the catalogue holds of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wantedtrack.rules import stages, undo
from wantedtrack.rules.deed_words import Holds, Word
from wantedtrack.rules.entry import Stage
from wantedtrack.rules.ranks import Rank, from_rank_up
from wantedtrack.store.changes import Changes

VERSION = Word("version", "Version", Holds.NUMBER)
"""The entry's version as the caller had read it: every deed about an entry takes it, given by a window or a script and never typed."""


@dataclass(frozen=True, slots=True)
class DeedCard:
    """One deed as everything above the deeds sees it.

    `label` is the verb of its button and menu, `says` one sentence for the palette and the guide. `reason` tells that a reason from a
    short list is asked before it (DPA 2018 s.62). `by_hand` is False for a deed whose words no person can type: a head collects them.
    `hands_on` marks a deed that carries out others: the catalogue hands it the way to them.
    """

    name: str
    function: Callable[..., Changes]
    label: str
    says: str
    words: tuple[Word, ...] = ()
    about_entry: bool = True
    reason: bool = False
    by_hand: bool = True
    hands_on: bool = False

    @property
    def rule(self) -> stages.DeedRule:
        """Its line in the table of who may do what at which stage."""
        return stages.TABLE[self.name]

    @property
    def ranks(self) -> tuple[Rank, ...]:
        """The ranks that may do it; none for a deed of the administrator alone."""
        return () if self.rule.by_administrator else from_rank_up(self.rule.lowest_rank)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which the entry may be."""
        return self.rule.stages

    def word(self, name: str) -> Word | None:
        """Its word of that name."""
        return next((word for word in self.all_words if word.name == name), None)

    @property
    def all_words(self) -> tuple[Word, ...]:
        """The words that are typed, and the version where the deed is about an entry."""
        return (*self.words, VERSION) if self.about_entry else self.words

    @property
    def cannot_be_undone(self) -> str | None:
        """What a form says before a deed that has no reverse; None for one that has."""
        return undo.cannot_be_undone(self.name)

    def as_json(self) -> dict[str, Any]:
        """The line of `do --list`."""
        return {
            "name": self.name,
            "words": [{"name": word.name, "type": word.type_words, "required": word.required} for word in self.all_words],
            "ranks": [rank.value for rank in self.ranks],
            "stages": [stage.value for stage in self.stages],
            "second_officer": self.rule.second_officer,
            "second_officer_when": _when_json(self.rule.second_when),
            "reason": self.reason,
            "cannot_be_undone": self.cannot_be_undone,
        }


def _when_json(when: stages.SecondWhen | None) -> dict[str, Any] | None:
    """For which values of which word a second officer is awaited; None for a deed that never, or always, has one."""
    return None if when is None else {"word": when.word, "values": list(when.values), "says": when.says}
