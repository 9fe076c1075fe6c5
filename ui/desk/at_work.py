"""What the door does on its worker: opens the store, reads, does deeds, looks round, watches. Nothing here knows a page or a signal."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ui.desk.jobs import Touched
from wantedtrack.errors import Refusal, Unavailable

if TYPE_CHECKING:
    from ui.desk.opened import Office
    from ui.desk.reads import Reads
    from ui.desk.welcome import Welcome
    from wantedtrack.rules.consultation import Looked
    from wantedtrack.rules.entry import EntryId, Instant
    from wantedtrack.store.drafts import Draft

Run = Callable[[Callable[[], None]], None]
Leave = Callable[[str, Mapping[str, Any], str, Refusal], Any]
"""Keeps a deed's words under its id where the store refused so; raises the refusal where this deed cannot wait."""


class Aside(Protocol):
    """Half-filled forms on this desktop while the store cannot be had, as far as the door needs it."""

    def leave(self, draft: "Draft", collar: str | None) -> None:
        """Seal it here. Raises Unavailable."""
        ...

    def bring_in(self, office: "Office") -> None:
        """Lay what was left into the store."""
        ...


class Watching(Protocol):
    """The watcher, as far as the door needs it."""

    def start(self) -> None:
        """Sweep now, and from then on."""
        ...

    def stop(self) -> None:
        """Stop after the job under way."""
        ...


class AtWork:
    """The office, once it is open, and each thing asked of it. All but the properties run on a thread of the door's.

    `seen` is the journal's newest sequence that the window has been told of: the door sets it when an answer has arrived, so that an answer
    which a newer question overtook loses nothing.
    """

    def __init__(
        self,
        opening: "Callable[[], Office]",
        watching: "Callable[[Office, Run], Watching] | None",
        leaving: Leave | None,
        run_on_worker: Run,
        aside: Aside | None = None,
    ) -> None:
        """`run_on_worker` is how the watcher gets its jobs done in turn with the window's."""
        self._opening, self._watching, self._leaving, self._run_on_worker = opening, watching, leaving, run_on_worker
        self._aside = aside
        self._is_aside_filled = True
        self._office: Office | None = None
        self._watcher: Watching | None = None
        self._not_open_because: Refusal | None = None
        self.seen = 0
        self._own: set[int] = set()

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened."""
        return self._office is not None

    @property
    def may_watch(self) -> bool:
        """Whether this window is to have a watcher of its own."""
        return self._watching is not None

    @property
    def is_watching(self) -> bool:
        """Whether it runs."""
        return self._watcher is not None

    def open(self) -> "tuple[Welcome, Instant, int]":
        """Open the store. Raises what opening raises, and from then on each read and deed with it."""
        try:
            office = self._opening()
        except Refusal as refused:
            self._not_open_because = refused
            raise
        opened = office.welcome(), office.clock_now(), office.newest()
        self._office = office
        self.bring_in_drafts()
        return opened

    def start_watching(self) -> None:
        """Beside the worker, because the watcher waits for the worker to have done each of its jobs."""
        if self._watching is not None:
            watcher = self._watching(self._opened(), self._run_on_worker)
            watcher.start()
            self._watcher = watcher

    def stop_watching(self) -> None:
        """Stop after the job under way."""
        if self._watcher is not None:
            self._watcher.stop()

    def close(self) -> None:
        """Let go of the store, where it was opened."""
        if self._office is not None:
            self._office.close()

    def read(self, reading: "Callable[[Reads], Any]") -> Any:  # noqa: ANN401 (the answer is the reading's to type)
        """Read, all in one moment of the store."""
        office = self._opened()
        with office.reads(office.clock_now()) as reads:
            return reading(reads)

    def look(self, what: "Callable[[Office], Any]") -> Any:  # noqa: ANN401 (the answer is the caller's to type)
        """Look at the opened store itself, writing nothing."""
        return what(self._opened())

    def do(self, deed: str, reference: str | None, words: Mapping[str, Any], deed_id: str) -> "tuple[Any, Touched, int, Instant | None]":
        """Do a deed, or where the store cannot be had and the deed can wait, keep it."""
        try:
            return self.run(lambda office: office.do(deed, reference, words, deed_id=deed_id, now=office.clock_now()))
        except Refusal as refused:
            if self._leaving is None:
                raise
            return self._leaving(deed, words, deed_id, refused), Touched(frozenset(), ()), self.seen, None

    def run(self, what: "Callable[[Office], Any]") -> "tuple[Any, Touched, int, Instant]":
        """Run what may take more than one deed, and the sweep after it."""
        office = self._opened()
        before = office.newest()
        result = what(office)
        office.sweep(office.clock_now())
        # The answer is told a moment later: looking round meanwhile must not take this for somebody else's doing.
        self._own = {line for line in self._own if line > self.seen} | office.lines_since(before)
        touched, seen = office.since(self.seen, is_own=True, own=self._own)
        return result, touched, seen, office.clock_now()

    def keep_draft(self, draft: "Draft") -> bool:
        """Keep what somebody has typed so far: in the store, or sealed on this desktop where it cannot be had. Answers whether in the store."""
        try:
            office = self._opened()
            office.keep_draft(draft, office.clock_now())
        except Refusal:
            if self._aside is None:
                raise
            self._aside.leave(draft, self._office.officer.collar if self._office is not None else None)
            self._is_aside_filled = True
            return False
        return True

    def bring_in_drafts(self) -> None:
        """Lay into the store what was left on this desktop; another time where it still cannot be had."""
        if self._aside is not None and self._is_aside_filled and self._office is not None:
            self._is_aside_filled = False
            try:
                self._aside.bring_in(self._office)
            except Refusal:
                self._is_aside_filled = True

    def be_present(self, entry: "EntryId | None") -> None:
        """Say which entry is open here."""
        self._opened().be_present(entry)

    def feed(self) -> "tuple[Touched | None, int, Instant]":
        """What other desktops did since."""
        office = self._opened()
        touched, seen = office.since(self.seen, is_own=False, own=self._own)
        self.bring_in_drafts()
        return touched if touched.deeds else None, seen, office.clock_now()

    def note(self, looks: "list[Looked]") -> None:
        """Write down, in the consultation log, what was looked at."""
        self._opened().note(looks)

    def act_as(self, collar: str, passphrase: str | None) -> "Welcome":
        """Let a second officer act at this desk."""
        office = self._opened()
        office.act_as(collar, passphrase)
        return office.welcome()

    def unlock(self, passphrase: str) -> "Welcome":
        """Let the officer who locked come back."""
        office = self._opened()
        office.unlock(passphrase)
        return office.welcome()

    def _opened(self) -> "Office":
        if self._office is None:
            if self._not_open_because is not None:
                raise self._not_open_because
            raise Unavailable("The store is not open yet. Nothing was changed; try again in a moment.", code="not_open")
        return self._office
