"""The first start in the window: shows its page where there is no store, makes what was chosen, and opens a demonstration in a window of its own."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from ui.desk.door import Desk
from ui.first_run.page import FirstRunPage
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal
from wantedtrack.rules.shifts import to_force_time


class FirstRun(QObject):
    """`made` tells that there is a store to be opened now."""

    made = Signal()

    def __init__(self, desk: Desk, area: WorkArea, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is the home, in which a demonstration has a home of its own."""
        super().__init__(parent)
        self._desk, self._area, self._folder = desk, area, folder
        self._page: FirstRunPage | None = None

    def begin(self) -> None:
        """Ask what has to be asked on a desktop's first start."""
        self._desk.read_forces(self._show, owner=self)

    def end(self) -> None:
        """The store is open: nothing more is asked."""
        if self._page is not None:
            self._area.pages.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    def _show(self, forces: list[tuple[str, str]]) -> None:
        if self._page is not None or self._desk.is_open:
            return
        self._page = page = FirstRunPage(forces, self._area)
        page.demonstration_wanted.connect(self._open_demonstration)
        page.make_wanted.connect(self._make_store)
        page.done.connect(self._done)
        self._area.pages.addWidget(page)
        self._area.pages.setCurrentWidget(page)

    def _make_store(self, words: dict[str, object]) -> None:
        page = self._page
        if page is not None:
            self._desk.make(words, self._made, self._not_made, owner=page)

    def _not_made(self, refused: Refusal) -> None:
        """Why there is none yet; one that somebody else has made meanwhile is opened as it is."""
        if refused.code == "store_exists":
            self._done()
            self._area.notices.say(tr("There is a store here already. It is opened as it is; nothing was made anew."), key="said")
        elif self._page is not None:
            self._page.refuse(refused)

    def _made(self, recovery_key: str | None) -> None:
        """There is a store now: nothing says any longer that there is none."""
        self._area.notices.take_back("open")
        self._area.status.say("")
        if self._page is not None:
            self._page.made(recovery_key, to_force_time(self._desk.now_in_any_case()).date())

    def _done(self) -> None:
        self.end()
        self.made.emit()

    def _open_demonstration(self) -> None:
        """In a process and a home of its own, so that nothing of it can come near the real queue."""
        folder = str(self._folder / "demonstration")
        words = ["--demo", folder] if getattr(sys, "frozen", False) else ["-m", "ui", "--demo", folder]
        if not QProcess.startDetached(sys.executable, words)[0]:
            told = tr("The demonstration could not be started. Nothing was changed; try “wantedtrack-desktop --demo FOLDER”.")
            self._area.notices.say(told, is_trouble=True, key="said")
            return
        told = tr(
            "The demonstration opens in a window of its own. The first time its invented people are made, which takes about half a minute."
        )
        self._area.notices.say(told, key="said")
