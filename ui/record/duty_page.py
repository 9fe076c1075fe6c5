"""Officers and duty: who is on, where nobody will be, every officer; and what changes them, a roster file too."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ui.desk.door import Desk
from ui.desk.rosters import read_roster_file, take_roster
from ui.desk.welcome import Welcome
from ui.record import written
from ui.record.page import RecordPage
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.roster import Roster

if TYPE_CHECKING:
    from ui.desk.answers import Changes


class DutyPage(RecordPage):
    """`deed_wanted` carries the deed of one of its buttons, `said` a sentence for the window's bar and whether it is trouble, `trouble` a refusal for it;
    `passphrase_wanted` that an officer is to be given one.
    """

    deed_wanted = Signal(str)
    passphrase_wanted = Signal()
    said = Signal(str, bool)
    trouble = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Read when it is looked at."""
        super().__init__(desk, "duty", tr("Officers and duty"), lambda reads: reads.duty(), written.duty_text)
        self._by_deed = {
            deed: self.add_button(text, f"duty-{deed}", partial(self.deed_wanted.emit, deed))
            for deed, text in (
                ("come-on", tr("&On duty…")),
                ("go-off", tr("O&ff duty…")),
                ("enrol-officer", tr("Enro&l an officer…")),
                ("retire-officer", tr("An off&icer has left…")),
            )
        }
        self.add_button(tr("&Passphrase…"), "duty-passphrase", self.passphrase_wanted.emit)
        self._by_deed["keep-roster"] = self.add_button(tr("&Read a roster file…"), "duty-roster", self._choose)

    def begin(self, welcome: Welcome) -> None:
        """Who acts decides what may be pressed."""
        for deed, button in self._by_deed.items():
            button.setEnabled(welcome.may(deed))
            button.setToolTip("" if welcome.may(deed) else tr("This needs another rank or role; ask one to do it."))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Roster"), "", tr("Rosters (*.csv *.xlsx)"))
        if chosen:
            self.take_file(chosen)

    def take_file(self, chosen: str) -> None:
        """Read this roster and take it in: all its rows or none."""
        path = Path(chosen)
        now = self._desk.now()
        self._desk.run_beside(lambda: read_roster_file(path, now), partial(self._was_read, path.name), on_refused=self._trouble, owner=self)

    def _was_read(self, name: str, roster: Roster) -> None:
        self._desk.run(lambda office: take_roster(office, roster), partial(self._taken, name), on_refused=self._trouble, owner=self)

    def _taken(self, name: str, changes: "Changes") -> None:
        taken = counted("{n} duty of {name} is taken in", "{n} duties of {name} are taken in", changes.detail["duties"], name=name)
        self.said.emit(tr("{taken}; {replaced} of before are replaced.", taken=taken, replaced=changes.detail["replaced"]), False)  # noqa: FBT003 (a signal hands its values by position)
        self.reload()

    def _trouble(self, refused: Refusal) -> None:
        self.trouble.emit(refused)
