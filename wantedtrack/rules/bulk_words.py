"""The words of the deeds that take several entries at once, and what an entry of their list may look like."""

from wantedtrack.errors import Invalid
from wantedtrack.rules.deed_words import Holds, Word
from wantedtrack.rules.people_words import ADD_NOTE
from wantedtrack.rules.progress_words import ALLOCATE, CLOSE, LOG_ATTEMPT, REGRADE, SET_CIRCULATION, VERIFY_CIRCULATION

_REFERENCES = Word("references", "Entries", Holds.LIST, required=True, hint="DEMO-000001, DEMO-000002")
BULK_ALLOCATE = (_REFERENCES, *ALLOCATE)
BULK_REGRADE = (_REFERENCES, *REGRADE)
BULK_CLOSE = (_REFERENCES, *CLOSE)
BULK_LOG_ATTEMPT = (_REFERENCES, *(word for word in LOG_ATTEMPT if word.name != "address"))
"""An address is one person's: several entries have none in common."""

BULK_ADD_NOTE = (_REFERENCES, *ADD_NOTE)
BULK_SET_CIRCULATION = (_REFERENCES, *SET_CIRCULATION)
BULK_VERIFY = (_REFERENCES, *VERIFY_CIRCULATION)

MOST_AT_ONCE = 500
"""Entries of one bulk deed: more in one transaction would let other desktops wait."""

CLOSED_WITHOUT_SECOND_LIST = 5
"""A longer list to close waits for a second officer. Source: domain.md section 4, "bulk close of more than five"."""


def read_chosen(references: tuple[str, ...]) -> dict[str, int | None]:
    """Reference → version, each once and in the order given; `REF@4` says that the entry was read at version 4.

    Raises Invalid("missing_word") for an empty list, ("too_many") for one that is too long, ("not_accepted") for a version that is no number.
    """
    chosen: dict[str, int | None] = {}
    for written in references:
        reference, at, version = written.strip().upper().partition("@")
        if at and not version.isdigit():
            raise Invalid(f"“{written[:40]}” has no version after the @. Nothing was changed.", code="not_accepted", field="references")
        chosen.setdefault(reference, int(version) if at else None)
    if not chosen:
        raise Invalid("Name at least one entry. Nothing was changed.", code="missing_word", field="references")
    if len(chosen) > MOST_AT_ONCE:
        message = f"{len(chosen)} entries are more than the {MOST_AT_ONCE} that one deed takes. Nothing was changed; take them in parts."
        raise Invalid(message, code="too_many", field="references")
    return chosen
