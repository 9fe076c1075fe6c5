"""A piece of work that a person may watch and give up: followed from the window, stopped at its next step on the worker."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, Signal

from wantedtrack.errors import Invalid


class LongWork(QObject):
    """`heard` carries how far the work is, in whatever it counts."""

    heard = Signal(int)

    def __init__(self, what: str, parent: QObject | None = None) -> None:
        """`what` begins the sentence that is told once it was given up: "The import"."""
        super().__init__(parent)
        self._what = what
        self._given_up = Event()
        self._then: list[Callable[[], None]] = []

    def give_up(self) -> None:
        """Stop at the next step; nothing of the work is kept."""
        self._given_up.set()
        for does in tuple(self._then):
            does()

    def when_given_up(self, does: Callable[[], None]) -> None:
        """Call this once it is given up, at once where it was."""
        self._then.append(does)
        if self._given_up.is_set():
            does()

    def is_given_up(self) -> bool:
        """Whether the person gave it up."""
        return self._given_up.is_set()

    def step(self, done: int) -> None:
        """Called by the work itself, on its own thread. Raises Invalid("given_up")."""
        self._refuse_given_up()
        self.heard.emit(done)
        # Whoever heard may have given it up.
        self._refuse_given_up()

    def _refuse_given_up(self) -> None:
        if self._given_up.is_set():
            raise Invalid(f"{self._what} was given up. Nothing of it was kept.", code="given_up")
