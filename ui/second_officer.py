"""Another officer acts at this desk: asks who, takes over on the page that was looked at, and says whose deeds they are from now on."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.commands import Commands
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.forms.begun import Begun
from ui.wording import tr
from ui.work_area import WorkArea


class SecondOfficer(QObject):
    """`take_up` makes the window this officer's."""

    def __init__(self, desk: Desk, area: WorkArea, commands: Commands, take_up: Callable[[Welcome], None], window: QWidget) -> None:
        """Nobody is asked yet."""
        super().__init__(window)
        self._desk, self._area, self._commands, self._take_up, self._window = desk, area, commands, take_up, window
        self._welcome: Welcome | None = None
        self._begun = Begun(desk, area.notices, commands.going_on.to, commands.do_named, self)
        desk.opened.connect(self._opened)
        area.queue.filled.connect(self._tell_begun)
        commands.forms.done.connect(self._form_done)

    def ask(self) -> None:
        """Who acts from now on?"""
        if self._welcome is None:
            return
        from ui.officer_panel import OfficerPanel  # noqa: PLC0415 (seldom used)

        self._commands.forms.drafts.flush()
        OfficerPanel(self._desk, self._welcome, self._take_over, self._window).open_over(self._window)

    def _opened(self, welcome: Welcome) -> None:
        self._welcome = welcome

    def _tell_begun(self) -> None:
        if self._welcome is not None:
            self._begun.tell(self._welcome)

    def _form_done(self) -> None:
        if self._welcome is not None:
            self._begun.tell_again(self._welcome)

    def _take_over(self, welcome: Welcome) -> None:
        self._welcome = welcome
        before = self._area.pages.currentWidget()
        self._commands.forms.leave_all()
        self._take_up(welcome)
        if before is not None:
            # Two officers sign one handover at one desk: the second goes on where the first has stopped.
            self._commands.come_back_to(before)
        self._area.notices.say(tr("{collar} acts at this desk from now on.", collar=welcome.officer.collar), key="said")
        self._tell_begun()
