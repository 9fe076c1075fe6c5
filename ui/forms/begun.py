"""Forms that were begun and never saved: said when their officer is back, with the way into each, so that nobody types again what is kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui import labels
from ui.desk.begun_forms import BegunForm, begun_forms
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.notices_bar import NoticesBar
from ui.times import moment
from ui.wording import counted, tr
from wantedtrack.rules.entry import EntryId

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard

_MOST_NAMED = 3
_KEY = "begun"


class Begun(QObject):
    """Asks what lies there after the first page of the queue, and when another officer takes over."""

    def __init__(
        self, desk: Desk, notices: NoticesBar, go_to: Callable[[EntryId, str], None], do: Callable[[str], None], parent: QObject
    ) -> None:
        """`go_to` goes to an entry and into the form of a deed, `do` does an action by its name."""
        super().__init__(parent)
        self._desk, self._notices, self._go_to, self._do = desk, notices, go_to, do
        self._goes_on = False

    def tell(self, welcome: Welcome) -> None:
        """Ask what this officer has begun, and say it."""
        self._desk.read(begun_forms, partial(self._say, welcome), on_refused=_nothing_to_say, owner=self, topic=_KEY, is_quiet=True)

    def tell_again(self, welcome: Welcome) -> None:
        """A form was saved: what stands in the message may be done with."""
        if self._notices.shows(_KEY) or self._goes_on:
            self.tell(welcome)

    def _say(self, welcome: Welcome, found: Sequence[BegunForm]) -> None:
        begun = [(draft, entry, card) for draft, entry in found if (card := _opens_by_itself(draft.deed, entry, welcome)) is not None]
        self._notices.take_back(_KEY)
        self._goes_on = False
        if not begun:
            return
        named = [labels.joined([tr(card.label), draft.about, moment(draft.at)]) for draft, _, card in begun[:_MOST_NAMED]]
        more = len(begun) - _MOST_NAMED
        ways = [
            (tr("Go on: {form}", form=draft.about or tr(card.label)), partial(self._go_on, card.name, entry))
            for draft, entry, card in begun[:_MOST_NAMED]
        ]
        self._notices.say(
            tr("Begun and not saved: {forms}. What was typed is kept.", forms="; ".join([*named, *_and_more(more)])),
            button=ways[0][0],
            on_button=ways[0][1],
            others=ways[1:],
            key=_KEY,
        )

    def _go_on(self, deed: str, entry: EntryId | None) -> None:
        # The message goes with its button; what else stood in it is told once this form is saved.
        self._goes_on = True
        if entry is None:
            self._do(deed)
        else:
            self._go_to(entry, deed)


def _opens_by_itself(deed: str, entry: EntryId | None, welcome: Welcome) -> "DeedCard | None":
    card = welcome.cards.get(deed)
    return card if card is not None and card.by_hand and card.about_entry == (entry is not None) and welcome.may(deed) else None


def _and_more(more: int) -> list[str]:
    return [counted("{n} more", "{n} more", more)] if more > 0 else []


def _nothing_to_say(_: object) -> None:
    """The form says it itself when it is opened."""
