"""A deed done on several entries inside one transaction: what a rule refuses leaves nothing of its own and is told, the rest is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.proposals import Proposed
from wantedtrack.store.rows import plain
from wantedtrack.store.writing import Work


@dataclass(slots=True)
class Verdicts:
    """What became of each entry of the list."""

    done: list[str] = field(default_factory=list[str])
    refused: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def as_detail(self) -> dict[str, Any]:
        """As the deed tells it."""
        return {"done": self.done, "refused": self.refused}

    def refuse_if_nothing(self) -> None:
        """Raise NotAllowed with the first entry's code where not one entry could be changed: then there is nothing to keep."""
        if not self.done:
            told = "; ".join(f"{one['reference']}: {one['message']}" for one in self.refused[:3])
            message = f"None of the {len(self.refused)} entries could be changed. {told}"
            raise NotAllowed(message, code=self.refused[0]["code"], field="references", who_could=self.refused[0]["who_could"])


def each_of(
    work: Work, store: Store, proposed: Proposed, deed: str, chosen: Mapping[str, int | None], words: Mapping[str, Any]
) -> Verdicts:
    """Do the deed on each entry inside this one; a refused entry leaves nothing of its own, whatever had been written for it."""
    verdicts = Verdicts()
    function, read = proposed(deed, {name: plain(value) for name, value in words.items() if value is not None}, work.now)
    for reference, version in chosen.items():
        kept, touched = len(work.changed), set(work.touched)
        savepoint = work.connection.begin_nested()
        try:
            entry = find_reference(work.connection, reference)
            function(store=store, officer=work.officer, now=work.now, entry=entry, version=version, within=work, **read)
        except (NotAllowed, Invalid) as refusal:
            savepoint.rollback()
            del work.changed[kept:]
            work.touched = touched
            verdicts.refused.append(_told(reference, refusal))
        else:
            savepoint.commit()
            verdicts.done.append(reference)
    work.entry = None
    return verdicts


def _told(reference: str, refusal: Refusal) -> dict[str, Any]:
    who = refusal.who_could if isinstance(refusal, NotAllowed) else None
    return {"reference": reference, "code": refusal.code, "field": refusal.field, "message": refusal.message, "who_could": who}
