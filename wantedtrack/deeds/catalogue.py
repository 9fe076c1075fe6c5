"""The list of deeds: what each is called, which words it takes, who may. Command line, forms, permissions and the guide are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wantedtrack.deeds import progress
from wantedtrack.errors import Invalid
from wantedtrack.rules import entry as values
from wantedtrack.rules import stages
from wantedtrack.rules.deed_words import Holds, Word, choice, instant, read_words, text
from wantedtrack.rules.entry import Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank, from_rank_up
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference, open_for_deed


@dataclass(frozen=True, slots=True)
class DeedCard:
    """One deed as everything above the deeds sees it.

    `label` is the verb of its button and menu, `says` one sentence for the palette and the guide. `reason` tells that a reason from a
    short list is asked before it (DPA 2018 s.62).
    """

    name: str
    function: Callable[..., Changes]
    label: str
    says: str
    words: tuple[Word, ...] = ()
    about_entry: bool = True
    reason: bool = False

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
        return next((word for word in self.words if word.name == name), None)

    def as_json(self) -> dict[str, Any]:
        """The line of `do --list`."""
        return {
            "name": self.name,
            "words": [{"name": word.name, "type": word.type_words, "required": word.required} for word in self.words],
            "ranks": [rank.value for rank in self.ranks],
            "stages": [stage.value for stage in self.stages],
            "second_officer": self.rule.second_officer,
            "reason": self.reason,
        }


_NEXT = (text("next-step", "Next step"), instant("next-by", "By when", hint="today 22:00, +8h"))

CATALOGUE: tuple[DeedCard, ...] = (
    DeedCard(
        "log-attempt",
        progress.log_attempt,
        "Log an attempt",
        "Record a try to arrest, or an enquiry, and what came of it.",
        (
            instant("at", "When", required=True),
            choice("kind", "What was it", values.AttemptKind, required=True),
            text("where", "Where or how", required=True),
            Word("officers", "Officers", Holds.LIST),
            choice("result", "Result", values.AttemptResult, required=True),
            text("remark", "Remark", hint="why it was not tried or not safe"),
            *_NEXT,
        ),
    ),
)

BY_NAME: dict[str, DeedCard] = {card.name: card for card in CATALOGUE}


def card_named(name: str) -> DeedCard:
    """The deed of that name. Raises Invalid("unknown_deed")."""
    if name not in BY_NAME:
        raise Invalid(f"There is no deed “{name}”; “do --list” shows them all. Nothing was changed.", code="unknown_deed", field="deed")
    return BY_NAME[name]


def refuse_unknown_words(card: DeedCard, raw: Mapping[str, Any]) -> None:
    """Raise Invalid("unknown_word") for a word the deed does not take."""
    for name in raw:
        if card.word(name) is None:
            accepted = ", ".join(word.name for word in card.words) or "no words"
            raise Invalid(f"“{card.name}” has no word “{name}”; it takes {accepted}. Nothing was changed.", code="unknown_word", field=name)


def perform(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None, name: str, reference: str | None, raw: Mapping[str, Any]
) -> Changes:
    """Do a deed with words as they were typed: who may first, then the stage, then the words, then the deed itself.

    The deed asks again inside its transaction; asking here first gives the refusals their order. Raises NotAllowed, Invalid, Unavailable.
    """
    card = card_named(name)
    refuse_unknown_words(card, raw)
    stages.refuse_unless_allowed(name, rank=officer.rank, is_administrator=officer.is_administrator)
    about: dict[str, Any] = {}
    if card.about_entry:
        if not reference:
            raise Invalid(f"“{name}” needs the reference of an entry. Nothing was changed.", code="missing_word", field="reference")
        with store.reading() as connection:
            about["entry"] = find_reference(connection, reference)
            open_for_deed(connection, about["entry"], name, officer)
    return card.function(store=store, officer=officer, now=now, deed_id=deed_id, **about, **read_words(card.words, raw, now=now))
