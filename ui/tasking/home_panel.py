"""A tasking sheet that came home: choose it or drop it here, see what each line would become, then take it in. Until then nothing is changed."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.long_work import LongWork
from ui.desk.tasking import read_sheet, take_home
from ui.widgets.first_stop import FirstStop
from ui.widgets.press_once import press_once
from ui.widgets.reading_table import set_up_for_reading, show_cells
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from wantedtrack.rules.returns import ReturnedFile

_VERDICTS = {"new": "Attempt", "unchanged": "Unchanged", "refused": "Refused", "needs_decision": "Waits for a decision"}
_FIRST = ("refused", "needs_decision", "new", "unchanged")
_HEADINGS = ("Row", "Becomes", "Entry", "Person", "Attempt", "Officer", "Why")
_BLANK = "blank"
_MOST_ROWS = 2_000


class HomePanel(QWidget):
    """`taken_in` tells that a sheet was taken in, with a sentence."""

    taken_in = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nothing chosen."""
        super().__init__(parent)
        self.setObjectName("form-returns")
        self.setAccessibleName(tr("Bring a tasking sheet home"))
        self.setAcceptDrops(True)
        self._desk = desk
        self._file: ReturnedFile | None = None
        self._asked = 0
        self._is_taking = False
        self._work = LongWork(tr("Bringing the sheet home"), self)
        layout = QVBoxLayout(self)
        layout.addLayout(self._choosing())
        self._summary = _words(tr(_BEGIN), self)
        self._summary.setObjectName("returns-summary")
        self._wrong = RefusedLine(self)
        layout.addWidget(self._summary)
        layout.addWidget(self._wrong)
        self.rows = self._table()
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._ending())
        FirstStop(self, self.path)

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("&File"), self)
        self.path = QLineEdit(self)
        self.path.setObjectName("field-returned")
        self.path.setAccessibleName(tr("File"))
        self.path.setPlaceholderText(tr("Path of the sheet: xlsx, ods or CSV; or drop it here"))
        self.path.setAcceptDrops(False)
        self.path.returnPressed.connect(self.preview)
        label.setBuddy(self.path)
        choose = QPushButton(tr("&Choose…"), self)
        choose.clicked.connect(self._choose)
        self.look = QPushButton(tr("Previe&w"), self)
        self.look.setObjectName("preview-returns")
        self.look.clicked.connect(self.preview)
        for widget, stretch in ((label, 0), (self.path, 1), (choose, 0), (self.look, 0)):
            row.addWidget(widget, stretch)
        return row

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(_HEADINGS), self)
        table.setObjectName("returns-rows")
        table.setAccessibleName(tr("What each line becomes"))
        table.setHorizontalHeaderLabels([tr(heading) for heading in _HEADINGS])
        set_up_for_reading(table)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def _ending(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self._stop)
        self.save = QPushButton(tr("Take in"), self)
        press_once(self.save)
        self.save.setObjectName("save")
        self.save.setProperty("kind", "main")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._take_in)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if [url for url in event.mimeData().urls() if url.isLocalFile()]:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self._chosen(files[0])

    def take(self, path: str) -> None:
        """A file that was dropped on the window: looked at, and not taken in yet."""
        self._chosen(path)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the tasking sheet"), "", tr("Tasking sheets (*.xlsx *.ods *.csv);;All files (*)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.path.setText(path)
        self.preview()

    # ---- preview -------------------------------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Read the file beside the worker, then ask what each line would become."""
        path = self.path.text().strip()
        if not path:
            self._refuse_words(tr("Choose a file first."))
            return
        if self._is_taking:
            self._refuse_words(tr("A sheet is being taken in. Wait until it is done, or cancel it, then look at this one."))
            return
        self.start_over()
        self.path.setText(path)
        self._summary.setText(tr("Reading the file…"))
        ticket = self._asked
        refused = partial(self._refused, ticket)
        self._desk.run_beside(partial(read_sheet, Path(path), self._work), partial(self._got_file, ticket), on_refused=refused, owner=self)

    def _got_file(self, ticket: int, file: "ReturnedFile") -> None:
        if ticket != self._asked:
            return
        self._file = file
        self._summary.setText(tr("Looking at the lines…"))
        self._desk.run(
            partial(_taking, file, self._work, dry_run=True),
            partial(self._got_preview, ticket),
            on_refused=partial(self._refused, ticket),
            owner=self,
        )

    def _got_preview(self, ticket: int, told: dict[str, Any]) -> None:
        if ticket == self._asked:
            self._show(told, tr("Preview: nothing is changed yet."))
            has_something = bool(told["taken"] or told["needs_decision"])
            self.save.setEnabled(has_something)
            (self.save if has_something else self.path).setFocus()

    def _show(self, told: dict[str, Any], ending: str) -> None:
        parts = [
            counted("{n} attempt", "{n} attempts", told["taken"]),
            counted("{n} line refused", "{n} lines refused", told["refused"]),
            counted("{n} line waits for a decision", "{n} lines wait for a decision", told["needs_decision"]),
            counted("{n} line unchanged", "{n} lines unchanged", told["unchanged"]),
        ]
        self._summary.setText(tr("{file}: {counts}. {ending}", file=told["file"], counts=", ".join(parts), ending=ending))
        # What needs a person stands first; lines that nobody filled in say nothing.
        filled = [one for one in told["verdicts"] if one["code"] != _BLANK]
        shown = sorted(filled, key=lambda one: (_FIRST.index(one["verdict"]), one["row"]))[:_MOST_ROWS]
        show_cells(self.rows, [_cells(one) for one in shown], widest=220)
        self.rows.resizeRowsToContents()

    # ---- taking in -----------------------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        file = self._file
        if file is None:
            return
        self.save.setEnabled(False)
        self._is_taking = True
        self._summary.setText(tr("Taking the lines in…"))
        self._work.heard.connect(self._tell_how_far)
        self._desk.run(
            partial(_taking, file, self._work, dry_run=False), partial(self._taken, self._asked), on_refused=self._broke_off, owner=self
        )

    def _tell_how_far(self, done: int) -> None:
        if self._is_taking and done and not self._work.is_given_up():
            self._summary.setText(counted("Taking the lines in: {n} is done.", "Taking the lines in: {n} are done.", done))

    def _stop(self) -> None:
        """Before a sheet is taken in, let go of it; while it is, stop after the lines under way and say what stands."""
        if self._is_taking:
            self._summary.setText(tr("Stopping after the lines under way…"))
            self._work.give_up()
        else:
            self.start_over()

    def _broke_off(self, refused: Refusal) -> None:
        """The sentence says what was recorded before; it is told however the taking in came to its end."""
        self._is_taking = False
        self._work = LongWork(tr("Bringing the sheet home"), self)
        self._refused(self._asked, refused)

    def _taken(self, ticket: int, told: dict[str, Any]) -> None:
        self._file, self._is_taking = None, False
        if ticket == self._asked:
            self._show(told, tr("Taken in."))
            self.cancel.setText(tr("Close"))
        said = counted("{file} is taken in: {n} attempt", "{file} is taken in: {n} attempts", told["taken"], file=told["file"])
        waits = counted("{n} line waits for a decision.", "{n} lines wait for a decision.", told["needs_decision"])
        self.taken_in.emit(tr("{said}, {waits}", said=said, waits=waits))

    def start_over(self) -> None:
        """Let go of the file: what is still being read stops at its next line. What is being taken in goes on, and its names are not shown."""
        self._asked += 1
        if not self._is_taking:
            self._work.give_up()
            self._work = LongWork(tr("Bringing the sheet home"), self)
        self._file = None
        self.path.clear()
        self.cancel.setText(tr("Cancel"))
        self.save.setEnabled(False)
        self._wrong.hide()
        self.rows.setRowCount(0)
        self._summary.setText(tr(_BEGIN))

    def _refused(self, ticket: int, refused: Refusal) -> None:
        if ticket == self._asked:
            self._summary.setText("")
            self.save.setEnabled(False)
            self._refuse_words(tr(refused.message), refused.code)

    def _refuse_words(self, message: str, code: str = "") -> None:
        self._wrong.say(message, code=code)
        self.path.setFocus()


_BEGIN = "Choose the sheet that came back. A preview comes first; nothing is changed by it."


def _cells(one: dict[str, Any]) -> tuple[str, ...]:
    """One line of the table."""
    tried = (
        labels.joined(
            [labels.words_of_text(one["kind"]), labels.words_of_text(one["result"]).lower(), times.exact(datetime.fromisoformat(one["at"]))]
        )
        if one["kind"]
        else ""
    )
    shown = (tr(_VERDICTS[one["verdict"]]), one["reference"], one["name"], tried, one["officer"], one["message"])
    return (str(one["row"]), *(str(cell or "") for cell in shown))


def _taking(file: "ReturnedFile", work: LongWork, office: Any, *, dry_run: bool) -> dict[str, Any]:  # noqa: ANN401 (the office, whose type is loaded late)
    return take_home(office, file, work.step, dry_run=dry_run)


def _words(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
