"""The words of the deeds about how long a closed entry is kept."""

from wantedtrack.rules.deed_words import Holds, Word, choice, text
from wantedtrack.rules.retention import DisposalReason

KEEP_ENTRY = (
    text("reason", "Why it is still needed", required=True),
    Word("next-review", "Look again on", Holds.DATE, required=True),
)
DISPOSE = (
    choice("reason", "Reason", DisposalReason, required=True),
    Word("references", "Entries", Holds.LIST, hint="left out: all whose time is over"),
    Word("dry-run", "Only say what would go", Holds.YES_NO),
)
