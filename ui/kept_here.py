"""What became of entries that were recorded while the store could not be had: added, or refused by a rule, said once it is known."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.desk.door import Desk
from ui.desk.kept_letters import letters_here
from ui.desk.welcome import Welcome
from ui.forms.host import FormHost
from ui.notices_bar import NoticesBar
from ui.wording import counted, tr

if TYPE_CHECKING:
    from ui.desk.answers import Changes
    from ui.forms.form import DeedForm


class KeptHere(QObject):
    """One for the window. The files are looked at when the store is opened, and while any waits after each change: the watcher brings them in."""

    def __init__(self, desk: Desk, notices: NoticesBar, forms: FormHost, do: Callable[[str], None], parent: QObject) -> None:
        """Nothing waits as far as is known. `do` does an action by its name."""
        super().__init__(parent)
        self._desk, self._notices, self._do = desk, notices, do
        self._home: Path | None = None
        self._waiting = self._refused = 0
        desk.opened.connect(self._opened)
        desk.changed.connect(self._changed)
        forms.done.connect(self._form_done)

    def _opened(self, welcome: Welcome) -> None:
        self._home = welcome.home
        self._look()

    def _changed(self) -> None:
        if self._waiting:
            self._look()

    def _form_done(self, _: "DeedForm", changes: "Changes") -> None:
        if changes.detail.get("kept_in") == "outbox":
            self._waiting += 1

    def _look(self) -> None:
        if self._home is not None:
            self._desk.run_beside(partial(letters_here, self._home), self._say, on_refused=_nothing_to_say, owner=self)

    def _say(self, found: tuple[int, int]) -> None:
        waiting, refused = found
        came, more = self._waiting - waiting, refused - self._refused
        self._waiting, self._refused = found
        if came - more > 0:
            told = counted(
                "{n} entry that was kept on this desktop has been added.",
                "{n} entries that were kept on this desktop have been added.",
                came - more,
            )
            self._notices.say(told, button=tr("Show the drafts"), on_button=partial(self._do, "list-drafts"), key="kept")
        if more > 0:
            self._notices.say(
                counted(
                    "{n} entry that was kept on this desktop could not be added: a rule said no, or it is of another store. It still lies here; add it by hand.",
                    "{n} entries that were kept on this desktop could not be added: a rule said no, or they are of another store. They still lie here; add them by hand.",
                    more,
                ),
                is_trouble=True,
                button=tr("About and health"),
                on_button=partial(self._do, "about"),
                key="kept-refused",
            )


def _nothing_to_say(_: object) -> None:
    """Looked at again after the next change."""
