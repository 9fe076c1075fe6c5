"""Correcting a mistake: which fields may be corrected, at which stage and by whom, and how the corrected value is read.

The old value stays in the history with who, when and why. What was decided (band, owner, circulation, outcome, checklist) is no mistake of
typing: it is changed by the deed that decides it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.deed_words import Holds, Word, as_kept, read_word
from wantedtrack.rules.entry import OPEN_STAGES, Category, DataSubject, Instant, Sex, Stage
from wantedtrack.rules.own_fields import own_field_words
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.stages import stage_words, stages_in_words


class Holder(StrEnum):
    """Whose field it is: a column of the entry, a column of the person, or one of the category's own fields."""

    ENTRY = "entry"
    PERSON = "person"
    OWN = "own"


_WORKED_ON = (Stage.DRAFT, *OPEN_STAGES)
_ENDED = (Stage.CLEARING, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Correctable:
    """One field: its word, whose it is, the stages in which it may be corrected, and from which rank on.

    Once the outcome is recorded every correction is a sergeant's: what a closed entry says is what others rely on. `may_be_empty` allows the
    correction to take the value away.
    """

    word: Word
    holder: Holder
    stages: tuple[Stage, ...] = (*_WORKED_ON, *_ENDED)
    lowest_rank: Rank = Rank.CONSTABLE
    may_be_empty: bool = False

    def rank_at(self, stage: Stage) -> Rank:
        """The lowest rank that may correct it at this stage."""
        return Rank.SERGEANT if stage in _ENDED else self.lowest_rank


_ENTRY, _PERSON = Holder.ENTRY, Holder.PERSON
_FIELDS: Mapping[str, Correctable] = {
    field.word.name: field
    for field in (
        Correctable(Word("category", "Category", Holds.CHOICE, choices=Category), _ENTRY, (Stage.DRAFT,)),
        Correctable(Word("offence", "Offence"), _ENTRY),
        Correctable(Word("became-outstanding-at", "Wanted since", Holds.INSTANT), _ENTRY, _WORKED_ON, Rank.SERGEANT),
        Correctable(Word("asn", "ASN"), _ENTRY, may_be_empty=True),
        Correctable(Word("source-reference", "Source reference"), _ENTRY, may_be_empty=True),
        Correctable(Word("owning-force", "Owning force"), _ENTRY),
        Correctable(Word("station", "Station"), _ENTRY, may_be_empty=True),
        Correctable(Word("team", "Team"), _ENTRY, may_be_empty=True),
        Correctable(Word("beat", "Beat"), _ENTRY, may_be_empty=True),
        Correctable(Word("plan", "Plan", Holds.LONG_TEXT), _ENTRY, may_be_empty=True),
        Correctable(Word("data-subject", "Data subject", Holds.CHOICE, choices=DataSubject), _ENTRY),
        Correctable(Word("outcome-at", "When it ended", Holds.INSTANT), _ENTRY, _ENDED, Rank.SERGEANT),
        Correctable(Word("outcome-place", "Where it ended"), _ENTRY, _ENDED, Rank.SERGEANT, may_be_empty=True),
        Correctable(Word("custody-reference", "Custody reference"), _ENTRY, _ENDED, Rank.SERGEANT, may_be_empty=True),
        Correctable(Word("surname", "Surname"), _PERSON),
        Correctable(Word("forenames", "Forenames"), _PERSON, may_be_empty=True),
        Correctable(Word("born", "Date of birth", Holds.DATE), _PERSON, may_be_empty=True),
        Correctable(Word("pnc-id", "PNC ID"), _PERSON, may_be_empty=True),
        Correctable(Word("cro", "CRO number"), _PERSON, may_be_empty=True),
        Correctable(Word("sex", "Sex", Holds.CHOICE, choices=Sex), _PERSON, may_be_empty=True),
        Correctable(Word("nationality", "Nationality"), _PERSON, may_be_empty=True),
        Correctable(Word("language", "Language"), _PERSON, may_be_empty=True),
    )
}


def correctable(field: str, category: Category) -> Correctable:
    """The field of that name, or that a form calls so, however it is typed. Raises Invalid("no_such_field") with the names that there are."""
    typed = " ".join(field.lower().split())
    name = typed.replace("_", "-").replace(" ", "-")
    for known in _FIELDS.values():
        if name == known.word.name or typed == known.word.label.lower():
            return known
    own = [word for word in own_field_words() if category.value in word.only_for]
    for word in own:
        if name == word.name or typed == word.label.lower():
            return Correctable(word, Holder.OWN, may_be_empty=True)
    accepted = ", ".join([*_FIELDS, *(word.name for word in own)])
    raise Invalid(
        f"“{field[:40]}” is not a field that is corrected; these are: {accepted}. Nothing was changed.", code="no_such_field", field="field"
    )


def correctable_words(category: Category, stage: Stage, rank: Rank | None) -> tuple[Word, ...]:
    """The fields of an entry of this category that this officer may correct at this stage, each as its word."""
    held = [*_FIELDS.values(), *(Correctable(word, Holder.OWN) for word in own_field_words() if category.value in word.only_for)]
    return tuple(field.word for field in held if stage in field.stages and rank is not None and rank.is_at_least(field.rank_at(stage)))


def refuse_stage(field: Correctable, stage: Stage) -> None:
    """Raise NotAllowed("stage") where this field may no longer, or not yet, be corrected."""
    if stage not in field.stages:
        message = f"“{field.word.label}” is corrected while an entry is {stages_in_words(field.stages)}; this one is {stage_words(stage)}. Nothing was changed."
        raise NotAllowed(message, code="stage", field="field", who_could=f"nobody while it is {stage_words(stage)}")


def read_value(field: Correctable, value: str | None, *, now: Instant) -> Any:  # noqa: ANN401 (the value's type is the field's to say)
    """The corrected value as the store keeps it, None where it is taken away. Raises Invalid with the field `value`."""
    if value is None:
        if not field.may_be_empty:
            raise Invalid(f"“{field.word.label}” cannot be empty. Nothing was changed.", code="missing_word", field="value")
        return None
    try:
        read = read_word(field.word, value, now=now)
    except Invalid as wrong:
        raise Invalid(wrong.message, code=wrong.code, field="value") from None
    return as_kept(read) if field.holder is Holder.OWN else read
