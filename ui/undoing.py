"""Undo in words: what taking back would do is said before it is done, and what cannot be taken back says so."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.desk.door import Desk
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.desk.answers import Changes

_KEY = "undo"


class Undoing(QObject):
    """Offers the reverse deed as a button in a message; nothing leaves the record, for the reverse is a deed of its own."""

    def __init__(self, desk: Desk, area: WorkArea, parent: QObject | None = None) -> None:
        """Deeds go through this desk; what is said stands in the area's messages."""
        super().__init__(parent)
        self._desk, self._area = desk, area

    def offer(self, about: str, changes: "Changes") -> None:
        """After a deed that has a reverse: saved, and the way back."""
        take_back = partial(self._take_back, changes.reference or "", changes.sequence)
        self._area.notices.say(
            tr("{about}: saved. Undo: {undo}", about=about, undo=changes.undo), button=tr("Undo"), on_button=take_back, key="said"
        )

    def ask_newest(self) -> None:
        """What would be taken back on the entry looked at: this officer's newest deed."""
        detail = self._area.queue.entry.detail
        if detail is not None:
            entry, reference = detail.row.entry, detail.row.reference
            self._desk.read(
                lambda reads: reads.reverse(entry), partial(self._offer_newest, reference), on_refused=self._refused, owner=self, topic=_KEY
            )

    def _offer_newest(self, reference: str, found: tuple[int, str]) -> None:
        sequence, sentence = found
        self._area.notices.say(
            tr("{reference}: {sentence} Enter does it.", reference=reference, sentence=tr(sentence)),
            button=tr("Undo"),
            on_button=partial(self._take_back, reference, sequence),
            key="said",
        )
        self._area.notices.go_to_button("said")

    def _take_back(self, reference: str, sequence: int) -> None:
        # The message goes, and its button with it: the hand is back where it came from.
        if self._area.queue.open_form() is None:
            self._area.focus_page()
        self._desk.do(
            "undo", reference, {"sequence": sequence}, on_done=partial(self._done, reference), on_refused=self._refused, owner=self
        )

    def _done(self, reference: str, changes: "Changes") -> None:
        waits = (
            tr(" It waits for a second officer as proposal {proposal}.", proposal=changes.proposal) if changes.proposal is not None else ""
        )
        self._area.notices.say(
            tr("{reference}: undone.{waits} Both deeds stay in the record.", reference=reference, waits=waits), key="said"
        )

    def _refused(self, refused: Refusal) -> None:
        self._area.notices.tell(refused, key="said")
