"""Import an extract: choose it, see what each row would become, then take it in. Until then nothing is changed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ui import labels
from ui.desk.door import Desk
from ui.desk.files import read_file
from ui.desk.long_work import LongWork
from ui.desk.welcome import Welcome
from ui.theme.motion import show_busy
from ui.widgets.press_once import press_once
from ui.widgets.reading_table import set_up_for_reading, show_cells
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.extract_rows import Source

if TYPE_CHECKING:
    from ui.desk.answers import Changes
    from wantedtrack.rules.extract_rows import Extract

_SOURCES = (
    (Source.WARRANTS, "Warrants report (Bichard)"), (Source.BAIL, "Bail returns (custody)"), (Source.PNC, "PNC wanted"),
    (Source.FORENSIC, "Forensic identifications"), (Source.RECALL, "Recalls to prison"),
)  # fmt: skip
_COUNTS = (
    ("new", "new"),
    ("matched", "added to an entry held"),
    ("unchanged", "unchanged"),
    ("needs_decision", "wait for a decision"),
    ("refused", "refused"),
)
_VERDICTS = {key: words.capitalize() for key, words in _COUNTS}
_HEADINGS = ("Row", "Becomes", "Person", "Offence", "Entry", "Why")
_MOST_ROWS = 2000


class ImportPanel(QWidget):
    """`taken_in` tells that a file was taken in, with a sentence."""

    taken_in = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nothing chosen."""
        super().__init__(parent)
        self.setObjectName("form-import")
        self.setAccessibleName(tr("Import an extract"))
        self._desk = desk
        self._extract: Extract | None = None
        self._home = Path()
        self._asked = 0
        self._is_taking = False
        self._work = LongWork(tr("The import"), self)
        layout = QVBoxLayout(self)
        layout.addLayout(self._choosing())
        self._summary = QLabel(tr("Choose what the file is, then the file. A preview comes first; nothing is changed by it."), self)
        self._summary.setObjectName("import-summary")
        self._wrong = RefusedLine(self)
        for label in (self._summary, self._wrong):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self._wrong.hide()
        self.rows = self._table()
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._ending())

    def begin(self, welcome: Welcome) -> None:
        """The store is open: its home may hold the force's own headings."""
        self._home = welcome.home

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("&This file is"), self)
        self.source = QComboBox(self)
        self.source.setObjectName("field-source")
        self.source.setAccessibleName(tr("What the file is"))
        for source, words in _SOURCES:
            self.source.addItem(tr(words), source)
        label.setBuddy(self.source)
        self.path = QLineEdit(self)
        self.path.setObjectName("field-file")
        self.path.setAccessibleName(tr("File"))
        self.path.setPlaceholderText(tr("Path of the file, CSV or Excel"))
        self.path.returnPressed.connect(self.preview)
        choose = QPushButton(tr("&Choose…"), self)
        choose.clicked.connect(self._choose)
        self.look = QPushButton(tr("&Preview"), self)
        self.look.setObjectName("preview")
        self.look.clicked.connect(self.preview)
        for widget, stretch in ((label, 0), (self.source, 0), (self.path, 1), (choose, 0), (self.look, 0)):
            row.addWidget(widget, stretch)
        return row

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(_HEADINGS), self)
        table.setObjectName("import-rows")
        table.setAccessibleName(tr("What each row becomes"))
        table.setHorizontalHeaderLabels([tr(heading) for heading in _HEADINGS])
        set_up_for_reading(table)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setWordWrap(False)
        table.horizontalHeader().setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def _ending(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(tr("Progress"))
        show_busy(self.progress)
        self.progress.setFormat(tr("Reading…"))
        self.progress.hide()
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setObjectName("cancel")
        self.cancel.clicked.connect(self._cancel)
        self.save = QPushButton(tr("Ta&ke in"), self)
        press_once(self.save)
        self.save.setObjectName("save")
        self.save.setProperty("kind", "main")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._take_in)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return row

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the extract"), "", tr("Extracts (*.csv *.xlsx *.xlsm *.txt);;All files (*)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.path.setText(path)
        self.preview()

    def take(self, path: str) -> None:
        """A file that was dropped on the window: chosen, and what it is still to be said."""
        self.start_over()
        self.path.setText(path)
        self._summary.setText(tr("Say what this file is, then Preview. Nothing is changed by it."))
        self.source.setFocus()

    # ---- preview -------------------------------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Read the file beside the worker, then ask what each row would become."""
        path = self.path.text().strip()
        if not path:
            self._refuse_words(tr("Choose a file first."))
            return
        self.start_over()
        self.path.setText(path)
        self._busy(tr("Reading the file…"))
        ticket = self._asked
        self._desk.read(
            lambda reads: (reads.forces(), reads.now),
            partial(self._read, ticket, Path(path)),
            on_refused=partial(self._refused, ticket),
            owner=self,
        )

    def _read(self, ticket: int, path: Path, known: tuple[dict[str, str], Any]) -> None:
        forces, now = known
        source = Source(self.source.currentData())
        self._desk.run_beside(
            partial(read_file, path, source, forces=forces, now=now, home=self._home, whose=self._work),
            partial(self._got_file, ticket),
            on_refused=partial(self._refused, ticket),
            owner=self,
        )

    def _got_file(self, ticket: int, extract: "Extract") -> None:
        if ticket != self._asked:
            return
        self._extract = extract
        self._busy(tr("Looking at the rows: %v of %m"), of=len(extract.rows))
        heard = self._work.step
        self._desk.run(
            lambda office: office.import_extract(extract, dry_run=True, heard=heard),
            partial(self._got_preview, ticket),
            on_refused=partial(self._refused, ticket),
            owner=self,
        )

    def _got_preview(self, ticket: int, changes: "Changes") -> None:
        if ticket != self._asked:
            return
        self.progress.hide()
        self._show(changes.detail, is_preview=True)
        self.save.setEnabled(True)
        self.save.setFocus()

    def _show(self, told: Any, *, is_preview: bool) -> None:  # noqa: ANN401 (the plain document of the deed)
        counted = ", ".join(f"{told[key]:,} {tr(words)}" for key, words in _COUNTS if told.get(key))
        said = tr("Preview: nothing is changed yet.") if is_preview else tr("Taken in.")
        self._summary.setText(
            tr("{file}: {read:,} rows read: {counted}. {said}", file=told["file"], read=told["read"], counted=counted or "none", said=said)
        )
        fates: Sequence[dict[str, Any]] = told.get("fates", [])[:_MOST_ROWS]
        reserved = _reservations(told)
        rows = [
            (
                fate["row"],
                tr(_VERDICTS.get(fate["verdict"]) or str(fate["verdict"])),
                fate["name"],
                fate["offence"],
                fate["reference"],
                labels.joined([fate["why"].rstrip(".") if fate["row"] in reserved else fate["why"], *reserved.get(fate["row"], ())], "; "),
            )
            for fate in fates
        ]
        show_cells(self.rows, rows, widest=260)

    # ---- the deed ------------------------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        extract = self._extract
        if extract is None:
            return
        self.save.setEnabled(False)
        self._is_taking = True
        self._begin_work()
        self._busy(tr("Taking the rows in: %v of %m"), of=len(extract.rows))
        heard = self._work.step
        self._desk.run(
            lambda office: office.import_extract(extract, dry_run=False, heard=heard),
            self._taken,
            on_refused=self._not_taken,
            owner=self,
        )

    def _not_taken(self, refused: Refusal) -> None:
        self._end_taking()
        self._refused(self._asked, refused)

    def _end_taking(self) -> None:
        self._is_taking = False
        self.cancel.setEnabled(True)
        self.progress.hide()

    def _taken(self, changes: "Changes") -> None:
        self._extract = None
        self._end_taking()
        self.cancel.setText(tr("Close"))
        self._show(changes.detail, is_preview=False)
        self.taken_in.emit(
            tr(
                "{file} is taken in: {new} new, {needs_decision} wait for a decision, {refused} refused.",
                file=changes.detail["file"],
                new=changes.detail["new"],
                needs_decision=changes.detail["needs_decision"],
                refused=changes.detail["refused"],
            )
        )

    def _cancel(self) -> None:
        """While the rows are taken in, the answer tells whether it was still in time."""
        if self._is_taking:
            self._work.give_up()
            self.cancel.setEnabled(False)
        else:
            self.start_over()

    def start_over(self) -> None:
        """Let go of the file: what is still being read or taken in stops at its next row, and nothing of it is kept."""
        self._asked += 1
        self._work.give_up()
        self._begin_work()
        self._extract = None
        self.cancel.setText(tr("Cancel"))
        self.progress.hide()
        self.save.setEnabled(False)
        self._wrong.hide()
        self.rows.setRowCount(0)
        self._summary.setText(tr("Choose what the file is, then the file. A preview comes first; nothing is changed by it."))

    def _begin_work(self) -> None:
        self._work = LongWork(tr("The import"), self)
        self._work.heard.connect(self.progress.setValue)

    def _busy(self, words: str, *, of: int = 0) -> None:
        show_busy(self.progress, of=of)
        self.progress.setFormat(words)
        self._summary.setText(words.partition(":")[0])
        self.progress.show()

    def _refused(self, ticket: int, refused: Refusal) -> None:
        if ticket != self._asked:
            return
        self.progress.hide()
        self._summary.setText("")
        self._refuse_words(tr(refused.message), refused.code)
        self.save.setEnabled(self._extract is not None)

    def _refuse_words(self, message: str, code: str = "") -> None:
        self._wrong.say(message, code=code)
        self.path.setFocus()


def _reservations(told: Any) -> "dict[int, list[str]]":  # noqa: ANN401 (the plain document of the deed)
    """By row: what was taken all the same and is to be looked at, with its column; what a row is refused or waits for stands there already."""
    whys = {(fate["row"], fate["why"]) for fate in told.get("fates", [])}
    found: dict[int, list[str]] = {}
    for one in told.get("problems", []):
        if (one["row"], one["message"]) not in whys:
            found.setdefault(one["row"], []).append(labels.joined([one["column"], tr(one["message"])], ": "))
    return found
