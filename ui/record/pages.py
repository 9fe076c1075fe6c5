"""The record's pages: each is a reading and what it says."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.desk.door import Desk
from ui.record import written
from ui.record.page import RecordPage
from ui.wording import tr
from wantedtrack.rules.consultation import Consulted

if TYPE_CHECKING:
    from ui.desk.answers import WholePerson


class PersonPage(RecordPage):
    """The person behind the entry looked at. `deed_wanted` carries the deed of one of its buttons, about that entry."""

    deed_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Nobody until `show_person`."""
        super().__init__(
            desk,
            "person",
            tr("Person"),
            lambda reads: reads.person(self._person) if self._person is not None else None,
            written.person_text,
            lists_people=True,
        )
        self._person: int | None = None
        self.references: tuple[str, ...] = ()
        for deed, text in (("describe-person", tr("Describe…")), ("add-alias", tr("Add another name…")), ("add-address", tr("Add an address…")),
                           ("check-address", tr("Address looked at…")), ("add-warning", tr("Add a warning…")), ("merge-people", tr("Merge…")), ("unmerge-people", tr("Take a merge apart…"))):  # fmt: skip
            self.add_button(text, f"person-{deed}", partial(self._want, deed))

    def _want(self, deed: str) -> None:
        self.deed_wanted.emit(deed)

    @property
    def person(self) -> int | None:
        """Whose page it is."""
        return self._person

    def _show(self, answer: "WholePerson | None") -> None:
        self.references = tuple(entry.reference for entry in answer.entries) if answer is not None else ()
        super()._show(answer)

    def show_person(self, person: int | None) -> None:
        """From now on this person; what is shown is read when the page is shown."""
        self._person = person
        if person is not None:
            self._desk.note(Consulted.PERSON)

    def clear(self) -> None:
        """Names leave the screen."""
        super().clear()
        self._person, self.references = None, ()


def retention_page(desk: Desk) -> RecordPage:
    """What is kept, and until when."""
    return RecordPage(desk, "retention", tr("What is kept, and until when"), lambda reads: reads.retention(), written.retention_text)


def brief_page(desk: Desk) -> RecordPage:
    """The brief for the rank of whoever acts."""
    return RecordPage(desk, "brief", tr("Brief for your rank"), lambda reads: reads.brief(), written.brief_text, lists_people=True)


def exports_page(desk: Desk) -> RecordPage:
    """What has left the program."""
    return RecordPage(desk, "exports", tr("What has left the program"), lambda reads: reads.exports(), written.exports_text)
