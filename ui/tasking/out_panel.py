"""A tasking sheet that goes out: whose tasks, how many, and one key to write it. The acting officer's own are chosen already."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.desk.door import Desk
from ui.desk.long_work import LongWork
from ui.desk.tasking import Whose, count_tasks, read_choices, write_sheet
from ui.widgets.first_stop import FirstStop
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal

_OWN = {"beat": "My beat: {name}", "team": "My team: {name}", "owner": "My own tasks ({name})"}
_OTHERS = {"beat": "Beat: {name}", "team": "Team: {name}", "owner": "Officer: {name}", "all": "Every open task"}


class OutPanel(QWidget):
    """`written` tells that a sheet was written, with a sentence."""

    written = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nothing chosen until the store was asked."""
        super().__init__(parent)
        self.setObjectName("form-tasking")
        self.setAccessibleName(tr("Tasking sheet"))
        self._desk = desk
        self._work = LongWork(tr("The sheet"), self)
        layout = QVBoxLayout(self)
        layout.addWidget(
            _words(
                tr(
                    "A workbook to work from, print and fill in: the tasks with their warnings first, and a page for each entry to take along."
                ),
                self,
            )
        )
        layout.addLayout(self._choosing())
        self._counted = _words("", self)
        self._counted.setObjectName("tasking-count")
        self._wrong = RefusedLine(self)
        self.told = _words("", self)
        self.told.setObjectName("tasking-written")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        for label in (self._counted, self._wrong, self.told):
            layout.addWidget(label)
        layout.addStretch(1)
        FirstStop(self, self.write)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self)
        enter.activated.connect(self._write_here)
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("&Whose tasks"), self)
        self.whose = QComboBox(self)
        self.whose.setObjectName("field-whose")
        self.whose.setAccessibleName(tr("Whose tasks"))
        self.whose.setMinimumWidth(280)
        self.whose.currentIndexChanged.connect(self._count)
        label.setBuddy(self.whose)
        self.write = QPushButton(tr("W&rite the sheet"), self)
        self.write.setObjectName("write-sheet")
        self.write.setProperty("kind", "main")
        self.write.clicked.connect(self._write_here)
        self.elsewhere = QPushButton(tr("Write it &to…"), self)
        self.elsewhere.setObjectName("write-sheet-to")
        self.elsewhere.clicked.connect(self._choose)
        for widget, stretch in ((label, 0), (self.whose, 1), (self.write, 0), (self.elsewhere, 0)):
            row.addWidget(widget, stretch)
        return row

    def reload(self) -> None:
        """Ask whose tasks there are; what was chosen stays chosen."""
        self._wrong.hide()
        self._desk.read(read_choices, self._offer, owner=self, topic="tasking-choices")

    def clear(self) -> None:
        """Names of beats, teams and files leave the screen."""
        with QSignalBlocker(self.whose):
            self.whose.clear()
        self._counted.clear()
        self.told.clear()
        self._wrong.hide()

    def _offer(self, choices: tuple[Whose, ...]) -> None:
        before: Whose | None = self.whose.currentData()
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for one in choices:
                self.whose.addItem(tr((_OWN if one.is_own else _OTHERS)[one.kind], name=one.value), one)
            self.whose.setCurrentIndex(choices.index(before) if before in choices else 0)
        self._count()

    def _count(self) -> None:
        whose: Whose | None = self.whose.currentData()
        if whose is not None:
            self._desk.read(partial(_counting, whose), self._say_count, on_refused=self._refuse, owner=self, topic="tasking-count")

    def _say_count(self, found: tuple[int, int]) -> None:
        tasks, suspended = found
        said = counted("{n} open task.", "{n} open tasks.", tasks)
        if suspended:
            said += " " + counted(
                "{n} suspended entry is left out: nobody is to go there.",
                "{n} suspended entries are left out: nobody is to go there.",
                suspended,
            )
        self._counted.setText(said)

    def _write_here(self) -> None:
        self._begin(None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Write the tasking sheet"), "tasking.xlsx", "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    def write_to(self, path: str) -> None:
        """Write the sheet to this file; one that is there already is left as it is."""
        self._begin(Path(path))

    def _begin(self, path: Path | None) -> None:
        whose: Whose | None = self.whose.currentData()
        if whose is None or not self.write.isEnabled():
            return
        self._wrong.hide()
        self.write.setEnabled(False)
        self._desk.run(partial(_writing, whose, path, self._work), self._wrote, on_refused=self._refuse, owner=self)

    def _wrote(self, told: dict[str, Any]) -> None:
        self.write.setEnabled(True)
        self.write.setFocus()
        said = counted(
            "Sheet {sheet} with {n} task is written.", "Sheet {sheet} with {n} tasks is written.", told["rows"], sheet=told["sheet"]
        )
        self.told.setText(tr("{said} It lies at {file}, and is noted under What has left.", said=said, file=told["file"]))
        self.written.emit(said)

    def _refuse(self, refused: Refusal) -> None:
        self.write.setEnabled(True)
        self._wrong.tell(refused)


def _counting(whose: Whose, reads: Any) -> tuple[int, int]:  # noqa: ANN401 (the reads, whose type is loaded late)
    return count_tasks(reads, whose)


def _writing(whose: Whose, path: Path | None, work: LongWork, office: Any) -> dict[str, Any]:  # noqa: ANN401 (the office, whose type is loaded late)
    return write_sheet(office, whose, path, work.step)


def _words(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
