"""What goes through the door: one job with the words that say what becomes of its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import EntryId

OnDone = Callable[[Any], None]
OnRefused = Callable[[Refusal], None]


def always(_: object) -> bool:
    """Every result of a question put to the store shows that it can be had."""
    return True


def never(_: object) -> bool:
    """No result of what does not touch the store shows anything of it."""
    return False


def _nothing() -> None:
    """What is left to do of a job that is over."""


@dataclass(slots=True)
class Job:
    """One piece of work for the worker.

    `topic` names a question of which only the newest answer counts (a search while typing); an older one is not even begun. `is_quiet`
    marks the door's own looking round, which is not "work under way". `owner` is the widget that asked: once it is gone nobody is told.
    `shows_store` says of a result whether it shows that the store can be had: what was kept beside it does not.
    """

    what: Callable[[], Any]
    on_done: OnDone | None
    on_refused: OnRefused | None
    owner: Any
    topic: str | None
    serial: int
    is_quiet: bool
    shows_store: Callable[[Any], bool] = always


@dataclass(slots=True)
class Answer:
    """What became of a job: a result, a refusal, or a bug (its kind in words; it was logged). All None where a newer question overtook it."""

    job: Job
    result: Any = None
    refused: Refusal | None = None
    bug: str | None = None
    was_overtaken: bool = False

    def let_go(self) -> None:
        """Called on the main thread once it has been told: the worker may hold this for a moment longer, and must not be the last to hold a form, which would then die on its thread."""
        self.result = self.refused = None
        self.job.what, self.job.on_done, self.job.on_refused, self.job.owner = _nothing, None, None, None
        self.job.shows_store = never


@dataclass(frozen=True, slots=True)
class Touched:
    """What was written since the door last looked, by whichever desktop: each view asks whether this concerns it.

    `by_others` are the entries that an officer changed elsewhere: what was done here, and a sweep, which only says that time has gone on, leave an entry out.
    """

    entries: frozenset[EntryId]
    deeds: tuple[str, ...]
    is_own: bool = False
    by_others: frozenset[EntryId] = frozenset()

    def concerns(self, entry: EntryId | None) -> bool:
        """Whether this entry's rows changed."""
        return entry is not None and entry in self.entries
