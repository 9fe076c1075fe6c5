"""What a deed answers with: what it changed, so that each view can ask whether that concerns it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wantedtrack.rules.entry import EntryId, Reference


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of one deed.

    `sequence` is the journal line, 0 where nothing was written. `entries` are those whose rows changed. `detail` is plain data for the
    command line's `changes` and for the window's summary. `proposal` is the number of a proposal that now waits for a second officer.
    `undo` says in words what the reverse deed would do, None where there is none.
    """

    deed: str
    sequence: int = 0
    reference: Reference | None = None
    entries: tuple[EntryId, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict[str, Any])
    proposal: int | None = None
    undo: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The document of interfaces.md section 2, `do`."""
        answer: dict[str, Any] = {"deed": self.deed, "reference": self.reference, "sequence": self.sequence, "changes": dict(self.detail)}
        if self.proposal is not None:
            answer["proposal"] = self.proposal
        if self.undo is not None:
            answer["undo"] = self.undo
        return answer
