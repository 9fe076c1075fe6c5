"""Why an action cannot be done now, in a sentence that says what would let it: the officer, the rank, the stage, or an entry to do it to."""

from typing import TYPE_CHECKING

from ui import labels
from ui.actions import Action, Needs
from ui.desk.welcome import Welcome
from ui.wording import tr
from wantedtrack.rules.entry import Stage
from wantedtrack.rules.ranks import Rank

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard

_NEEDS_RANK = {
    Rank.CONSTABLE: "This needs a police rank; ask an officer who holds one.",
    Rank.SERGEANT: "This needs a sergeant or above; ask one to do it.",
    Rank.INSPECTOR: "This needs an inspector or above; ask one to do it.",
    Rank.CHIEF_INSPECTOR: "This needs a chief inspector or above; ask one to do it.",
    Rank.SUPERINTENDENT: "This needs a superintendent; ask one to do it.",
}
_MOST_NAMED = 3
"""Stages that are named in a reason; a deed for more of them says only which it is not for."""


ANYWHERE = frozenset({"guide", "words", "theme", "text-larger", "text-smaller"})
"""What can be done before a store is open, and behind the lock: it shows nothing of anybody."""


def why_not(action: Action, welcome: Welcome | None, *, stage: Stage | None, has_entry: bool, is_locked: bool) -> str:
    """Empty where it can be done. `stage` is that of the entry looked at, None while it is not known; `has_entry` whether there is one."""
    if welcome is None:
        return tr("This needs the store, which is not open here.")
    if is_locked:
        return tr("The window is locked. Unlock it first.")
    if action.deed is not None and not welcome.may(action.deed):
        return _who_may(welcome.cards.get(action.deed))
    if action.needs is Needs.ENTRY and not has_entry:
        return tr("No entry is chosen. Stand on one in the queue first.")
    card = welcome.cards.get(action.deed) if action.deed is not None else None
    if card is None or not card.about_entry or stage is None or stage in card.stages:
        return ""
    return _which_stage(stage, card)


def _who_may(card: "DeedCard | None") -> str:
    if card is None:
        return tr("This cannot be done here.")
    return tr("This is for an administrator; ask one to do it.") if card.rule.by_administrator else tr(_NEEDS_RANK[card.rule.lowest_rank])


def _which_stage(stage: Stage, card: "DeedCard") -> str:
    now = labels.STAGE[stage]
    if len(card.stages) > _MOST_NAMED:
        return tr("Not while the entry stands at “{now}”.", now=now)
    listed = ", ".join(labels.STAGE[one] for one in card.stages)
    return tr("The entry stands at “{now}”; this is for one at: {stages}.", now=now, stages=listed)
