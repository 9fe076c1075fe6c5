"""Which forms an officer has begun and not saved, with the entry that each is about: what the window says when somebody is back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.desk.answers import Draft
    from ui.desk.reads import Reads
    from wantedtrack.rules.entry import EntryId

BegunForm = tuple["Draft", "EntryId | None"]


def begun_forms(reads: "Reads") -> Sequence[BegunForm]:
    """The newest first. Left out is what is about more than one entry, for which nothing opens by itself, and what this officer may no longer read."""
    found: list[BegunForm] = []
    for draft in reads.drafts():
        entry = _entry_of(reads, draft.about)
        if draft.about == "" or entry is not None:
            found.append((draft, entry))
    return found


def _entry_of(reads: "Reads", about: str) -> "EntryId | None":
    """The entry of this reference; None where it names none, or more than an entry."""
    if not about or " " in about or "=" in about:
        return None
    try:
        return next(iter(reads.ordered_ids(f"ref:{about}", sort="due", descending=False, limit=1)), None)
    except Refusal:
        return None
