"""Goes to every page, form and state that a person meets, one after another, so that each can be drawn and looked at."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QStackedWidget, QTableWidget, QWidget

from ui.desk.answers import ChangedField
from ui.first_run.page import FirstRunPage
from ui.first_run.sign_in_page import SignInPage
from ui.forms.form import DeedForm
from ui.main_window import MainWindow
from ui.officer_panel import OfficerPanel
from wantedtrack.errors import NotAllowed
from wantedtrack.resources import resource_path
from wantedtrack.rules.entry import Band

_LONGEST_MS = 60_000
_EXTRACT = "bail_returns_example.csv"
_FORMS = (
    "add-entry", "set-circulation", "record-outcome", "close", "record-review", "regrade", "suspend", "locate", "appoint", "allocate",
    "enrol-officer", "come-on", "dispose", "set-details",
)  # fmt: skip
_PLAIN_PAGES = (
    "inbox", "duty", "person", "retention", "exports", "brief", "shortcuts", "about", "print", "tasking", "returns", "policy",
)  # fmt: skip
_ROWS_TRIED = 12
_INVENTED_KEY = "INVENT-ED000-00000-00000-00000"
_TABS = ("timeline", "attempts", "circulation", "people-and-places", "checklist")
BRIEF = (
    "queue",
    "entry",
    "why",
    "reason-card",
    "log-attempt",
    "accept",
    "start-of-shift",
    "handover-signing",
    "intake-preview",
    "intake",
    "palette",
    "shortcuts",
    "about",
)
"""What a demonstration draws; the guide and whoever looks at the window draw everything."""


class Tour:
    """Each stop goes to a place, yields while it is looked at, and leaves it as it was found."""

    def __init__(self, window: MainWindow) -> None:
        """On a window that is shown and settled."""
        self.window = window
        self._does = window.commands.do_named
        self._stops: dict[str, Callable[[], Generator[QWidget]]] = {
            "queue": self._queue, "entry": self._entry, "why": partial(self._about_entry, "why"), "reason-card": partial(self._about_entry, "reason-card"),
            **{f"entry-{name}": partial(self._tab, place) for place, name in enumerate(_TABS)},
            "queue-narrow-search": self._nothing_found, "queue-columns": self._columns, "copy-cells": self._copy_cells, "several": self._several,
            "log-attempt": partial(self._form, "log-attempt", "list-everything"), "accept": partial(self._form, "accept", "list-drafts"),
            **{f"form-{name}": partial(self._form, name, "list-everything") for name in _FORMS},
            "form-refused": self._refused, "form-clash": self._clash, "form-restored": self._restored,
            "start-of-shift": partial(self._page, "start-of-shift"), "handover-signing": self._handover, "handover-sheet": self._handover_sheet,
            "intake-preview": self._preview, "intake": self._intake, "people": self._people,
            "measures": partial(self._measures, 0), **{f"measures-{place}": partial(self._measures, place) for place in range(1, 9)},
            **{name: partial(self._page, name) for name in _PLAIN_PAGES}, "guide": self._guide, "policy-rehearsed": self._rehearsed, "settings": self._settings,
            "palette": self._palette, "second-officer": self._second_officer, "lock": self._lock, "opening": self._opening,
            **{f"first-run-{step + 1}": partial(self._first_run, step) for step in range(4)},
            **{f"sign-in-{way + 1}": partial(self._sign_in, way) for way in range(2)},
        }  # fmt: skip

    def stops(self, *, is_brief: bool) -> Iterator[tuple[str, QWidget]]:
        """Each place in turn, with the widget to look at, settled."""
        for name, stop in self._stops.items():
            if is_brief and name not in BRIEF:
                continue
            with contextmanager(stop)() as seen:
                self.settle()
                self.window.area.notices.clear()
                self.settle()
                yield name, seen

    def settle(self) -> None:
        """Wait for the reads under way, then for the painting they asked for."""
        spin(lambda: self.window.desk.is_settled, self.window)
        for _ in range(5):
            QCoreApplication.processEvents()
        spin(lambda: self.window.desk.is_settled, self.window)

    # ---- the queue and the entry ------------------------------------------------------------------------------------------------------

    def _stand(self, place: str = "list-this-shift") -> None:
        self._does(place)
        self.settle()
        self.window.area.queue.table.look_at_place(self._telling())
        self.settle()

    def _telling(self) -> int:
        """A row that shows much: high, owned, tried; else the first."""
        model = self.window.area.queue.model
        rows = [model.row_of(model.entry_at(place)) for place in range(min(model.rowCount(), 200))]
        return next((place for place, row in enumerate(rows) if row and row.band is Band.HIGH and row.attempt_count and row.owner), 0)

    def _queue(self) -> Generator[QWidget]:
        self._stand()
        yield self.window

    def _entry(self) -> Generator[QWidget]:
        yield from self._tab(1)

    def _tab(self, place: int) -> Generator[QWidget]:
        self._stand()
        tabs = self.window.area.queue.entry.tabs
        self._does("open-entry")
        tabs.setCurrentIndex(place)
        yield self.window
        tabs.setCurrentIndex(0)
        self._does("queue")

    def _nothing_found(self) -> Generator[QWidget]:
        self._does("list-everything")
        self.window.area.search.set_words("band:red band:purple zzz")
        yield self.window
        self._does("list-everything")

    def _columns(self) -> Generator[QWidget]:
        self._stand("list-everything")
        self._does("columns")
        yield self.window
        self._leave_side()

    def _copy_cells(self) -> Generator[QWidget]:
        self._stand("list-everything")
        self._does("copy-cells")
        yield self.window
        self._leave_side()

    def _several(self) -> Generator[QWidget]:
        self._stand("list-everything")
        self.window.area.queue.table.selectAll()
        self.settle()
        self._does("log-attempt")
        yield self.window
        self._leave_side()

    def _leave_side(self) -> None:
        side = self.window.area.queue.side.currentWidget()
        if side is not None and side is not self.window.area.queue.entry:
            self.window.area.queue.take_form_away(side)
        self._does("list-everything")
        self.settle()

    def _about_entry(self, action: str) -> Generator[QWidget]:
        self._stand()
        self._does(action)
        yield self.window
        self._does("queue")

    # ---- forms ------------------------------------------------------------------------------------------------------------------------

    def _open(self, deed: str, place: str) -> DeedForm | None:
        """The form of a deed, for the first entry of this list that it can be done to; None where it can be done to none."""
        queue, asked = self.window.area.queue, self.window.commands.actions.named(deed)
        self._stand(place)
        for number in range(min(queue.model.rowCount(), _ROWS_TRIED)):
            if asked.isEnabled():
                break
            queue.table.look_at_place(number)
            self.settle()
        self._does(deed)
        self.settle()
        return queue.open_form()

    def _form(self, deed: str, place: str) -> Generator[QWidget]:
        form = self._open(deed, place)
        yield self.window
        if form is not None:
            form.throw_away()
            form.cancel.click()

    def _refused(self) -> Generator[QWidget]:
        form = self._open("log-attempt", "list-everything")
        if form is not None:
            form.save.click()
        yield self.window
        if form is not None:
            form.cancel.click()

    def _clash(self) -> Generator[QWidget]:
        form, now = self._open("regrade", "list-everything"), self.window.desk.now()
        if form is not None:
            told = NotAllowed(
                "DEMO-PS2 saved this entry while you typed. Nothing of yours is lost: look at both, then save again.",
                code="clash",
                field="band",
            )
            form.fields["rationale"].set_value("Seen twice at the home of a witness")
            form.refuse(told)
            self.settle()
            changed = [
                ChangedField("entry.band", "medium", "high", "DEMO-PS2", now),
                ChangedField("entry.band_rationale", "First look", "A knife was found", "DEMO-PS2", now),
            ]
            form.show_clash((form.extra["version"] + 1, changed))
        yield self.window
        if form is not None:
            form.throw_away()
            form.cancel.click()

    def _restored(self) -> Generator[QWidget]:
        form = self._open("add-note", "list-everything")
        if form is not None:
            form.offer(
                {"text": "Neighbour at 14 says the flat has been empty since"},
                self.window.desk.now() - timedelta(minutes=25),
                version=None,
                deed_id=None,
            )
        yield self.window
        if form is not None:
            form.throw_away()
            form.cancel.click()

    # ---- pages ------------------------------------------------------------------------------------------------------------------------

    def _guide(self) -> Generator[QWidget]:
        self._does("start-of-shift")
        self.window.area.start.setFocus()
        self._does("guide")
        yield self.window
        self._does("queue")

    def _page(self, action: str) -> Generator[QWidget]:
        self._stand()
        self._does(action)
        yield self.window
        self._does("queue")

    def _settings(self) -> Generator[QWidget]:
        """A picture in the guide shows no folder of the machine that drew it."""
        self._does("settings")
        folder = self.window.area.settings.findChild(QLabel, "settings-folder")
        if folder is not None:
            folder.setText("wantedtrack/exports")
        yield self.window
        self._does("queue")

    def _handover(self) -> Generator[QWidget]:
        """As the outgoing officer reads it through, before signing."""
        self._does("handover")
        self.settle()
        if self.window.area.handover.prepare.isEnabled():
            self.window.area.handover.prepare.click()
            self.settle()
        yield self.window
        self._does("queue")

    def _handover_sheet(self) -> Generator[QWidget]:
        self._does("handover")
        self.settle()
        sheets = self.window.area.handover.findChild(QListWidget, "sheets")
        if sheets is not None:
            sheets.setCurrentRow(min(2, sheets.count() - 1))
        yield self.window
        self._does("queue")

    def _preview(self) -> Generator[QWidget]:
        self._does("import")
        panel = self.window.area.intake.panel
        panel.source.setCurrentIndex(1)
        panel.path.setText(str(resource_path("extracts", _EXTRACT)))
        panel.preview()
        self.settle()
        # A picture in the guide shows the file's name, not where it lay on the machine that drew it.
        panel.path.setText(_EXTRACT)
        yield self.window
        panel.start_over()
        self._does("queue")

    def _intake(self) -> Generator[QWidget]:
        self._does("intake")
        yield self.window
        self._does("queue")

    def _people(self) -> Generator[QWidget]:
        """Two lines that may be one person, side by side."""
        page = self.window.area.people
        self._does("people")
        page.name.setText("O'Brien Test")
        page.reload()
        self.settle()
        found = page.findChild(QTableWidget, "people-found")
        if found is not None and found.rowCount() > 1:
            found.setCurrentCell(0, 0)
            _button(page, "people-stays").click()
            self.settle()
            found.setCurrentCell(1, 0)
        yield self.window
        self._does("queue")

    def _measures(self, place: int) -> Generator[QWidget]:
        self._does("measures")
        self.settle()
        self.window.area.measures.which.setCurrentIndex(place)
        yield self.window
        self._does("queue")

    def _rehearsed(self) -> Generator[QWidget]:
        page = self.window.area.policy
        self._does("policy")
        page.path.setText(str(resource_path("policy", "default.toml")))
        page.rehearse()
        self.settle()
        page.path.setText("default.toml")
        yield self.window
        page.path.clear()
        page.clear()
        self._does("queue")

    # ---- what lies over the window, and what is there without a store -----------------------------------------------------------------

    def _palette(self) -> Generator[QWidget]:
        self._stand()
        self._does("palette")
        self.window.commands.palette.line.setText("no reply")
        yield self.window
        self.window.commands.palette.close_again()

    def _second_officer(self) -> Generator[QWidget]:
        self._does("act-as")
        self.settle()
        panel = self.window.findChild(OfficerPanel)
        yield panel or self.window
        if panel is not None:
            panel.close()

    def _lock(self) -> Generator[QWidget]:
        self.window.lock()
        yield self.window
        self.window.lock_page.button.click()
        self.settle()

    def _opening(self) -> Generator[QWidget]:
        whole, page = self.window.centralWidget(), self.window.findChild(QWidget, "opening")
        if page is None or not isinstance(whole, QStackedWidget):
            yield self.window
            return
        before = whole.currentWidget()
        whole.setCurrentWidget(page)
        yield self.window
        if before is not None:
            whole.setCurrentWidget(before)

    def _first_run(self, step: int) -> Generator[QWidget]:
        page = FirstRunPage([("52", "Avon and Somerset Constabulary"), ("01", "Metropolitan Police")], self.window.area)
        for _ in range(min(step, 2)):
            _button(page, "next").click()
        if step == 3:  # noqa: PLR2004 (the last of four)
            page.made(_INVENTED_KEY)
        yield from self._before_a_store(page)

    def _sign_in(self, way: int) -> Generator[QWidget]:
        page = SignInPage(self.window.area)
        if way == 1:
            _button(page, "other-way").click()
        yield from self._before_a_store(page)

    def _before_a_store(self, page: QWidget) -> Generator[QWidget]:
        pages = self.window.area.pages
        pages.addWidget(page)
        pages.setCurrentWidget(page)
        yield self.window
        pages.removeWidget(page)
        page.deleteLater()
        self._does("queue")


def spin(is_done: Callable[[], bool], window: MainWindow) -> None:
    """Let the window work until it is so."""
    while not is_done():
        loop = QEventLoop()
        window.settled.connect(loop.quit)
        QTimer.singleShot(_LONGEST_MS, loop.quit)
        loop.exec()


def _button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name  # noqa: S101 (each page has its buttons)
    return found
