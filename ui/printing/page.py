"""The print page: what, why and for whom; the pages as they will be; then paper or PDF. What leaves is recorded before it is said to be done."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.files import LeavingWords, leave_bytes
from ui.desk.tasking import read_own_tasks
from ui.desk.welcome import Welcome
from ui.forms.officer_box import NO_LIMIT
from ui.printing.paper import Imprint, as_pdf, paint_on, print_on, set_up, steps_of_setting
from ui.printing.preview import Preview
from ui.printing.setting import Setting
from ui.printing.written import Paper, brief_paper, entry_paper, list_paper, tasks_paper, why_paper
from ui.queue.columns import Look
from ui.widgets.first_stop import FirstStop
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.disclosure import LONGEST_LIST, Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desk.opened import Office
    from ui.desk.reads import Reads
    from wantedtrack.rules.entry import EntryId

_WHAT = (
    ("list", "The list as shown"),
    ("entry", "The entry, with its reason card"),
    ("why", "Why the entry is red"),
    ("tasks", "A page for each of my tasks"),
    ("brief", "Brief for my rank"),
)

_NOTHING = "nothing"
_AT_ONCE = 200
"""Rows that are laid out before anybody notices."""


class PrintPage(QWidget):
    """`said` carries a sentence about what was printed."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nothing to print until `begin` and `choose`."""
        super().__init__(parent)
        self.setObjectName("print")
        self.setAccessibleName(tr("Print"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._paper: Paper | None = None
        self._list: tuple[str, Sequence[EntryId]] = ("", ())
        self._entry: EntryId | None = None
        head = QLabel(tr("Print"), self)
        head.setProperty("scale", "large")
        self._wrong = RefusedLine(self)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addLayout(self._choosing())
        layout.addWidget(self._wrong)
        self._pages = QLabel(self)
        self._pages.setObjectName("print-pages")
        layout.addWidget(self._pages)
        # Until there is something to preview the lines above stand at the top.
        layout.addStretch()
        self._layout = layout
        self._preview: Preview | None = None
        self._printer: QPrinter | None = None
        self._setting: Setting | None = None
        self._is_asked = False
        FirstStop(self, self.what)

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.what = _choice("print-what", tr("What"), self)
        for value, words in _WHAT:
            self.what.addItem(tr(words), value)
        self.why = _choice("print-why", tr("Why"), self)
        for purpose in Purpose:
            self.why.addItem(labels.words_of_text(purpose.value), purpose.value)
        self.recipient = QLineEdit(self)
        self.recipient.setMaxLength(NO_LIMIT)
        self.recipient.setObjectName("field-print-for")
        self.recipient.setAccessibleName(tr("For whom"))
        for text, widget in ((tr("&What"), self.what), (tr("Wh&y"), self.why), (tr("&For"), self.recipient)):
            label = QLabel(text, self)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget, 1)
        self.what.currentIndexChanged.connect(self.reload)
        for widget in (self.why, self.recipient):
            signal = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.editingFinished
            signal.connect(self._show)
        self._print = _button(tr("&Print…"), "print-on-paper", self._choose_printer, self)
        self._save = _button(tr("Save as P&DF…"), "print-to-pdf", self._choose_file, self)
        row.addWidget(self._print)
        row.addWidget(self._save)
        return row

    def begin(self, welcome: Welcome) -> None:
        """Who prints stands on every page."""
        self._welcome = welcome
        self.recipient.setText(welcome.officer.collar)

    def choose(self, what: str, shown: str, ids: "Sequence[EntryId]", entry: "EntryId | None") -> None:
        """What could be printed now: the list as it is shown, and the entry looked at."""
        self._list, self._entry = (shown, ids), entry
        place = self.what.findData(what if entry is not None or what not in ("entry", "why") else "list")
        with QSignalBlocker(self.what):
            self.what.setCurrentIndex(place)

    def clear(self) -> None:
        """Names leave the screen, and what was asked for already comes to nothing."""
        self._is_asked = False
        self._paper = None
        self._list, self._entry = ("", ()), None
        self._drop_preview()

    def reload(self) -> None:
        """Read what is to be printed, anew."""
        self._is_asked = True
        self._wrong.hide()
        reading = {
            "list": self._read_list, "entry": self._read_entry, "why": self._read_why, "tasks": _read_tasks, "brief": _read_brief,
        }[self.what.currentData()]  # fmt: skip
        self._desk.read(reading, self._got, on_refused=self._refuse, owner=self, topic="print")

    def _read_list(self, reads: "Reads") -> Paper:
        shown, ids = self._list
        return list_paper(reads.rows(list(ids[:LONGEST_LIST])), shown, len(ids), Look(reads.now, dict(reads.policy.band_labels)))

    def _read_entry(self, reads: "Reads") -> Paper:
        if self._entry is None:
            return _nothing()
        detail = reads.entry(self._entry)
        band = labels.band_words(detail.row.band, dict(reads.policy.band_labels))
        return entry_paper(detail, reads.tried(detail), reads.reason_card(self._entry), band, reads.now)

    def _read_why(self, reads: "Reads") -> Paper:
        if self._entry is None:
            return _nothing()
        detail = reads.entry(self._entry)
        return why_paper(detail, labels.band_words(detail.row.band, dict(reads.policy.band_labels)), reads.now)

    def _got(self, paper: Paper) -> None:
        if not self._is_asked:
            return
        self._paper = paper
        for button in (self._print, self._save):
            button.setEnabled(paper.what != _NOTHING)
        self._show()

    def _imprint(self, paper: Paper) -> Imprint:
        assert self._welcome is not None  # noqa: S101 (nothing is read before `begin`)
        return Imprint(
            _begun(paper.what), self._welcome.officer.collar, times.exact(self._desk.now()), labels.words_of_text(self.why.currentData()).lower(),
            self.recipient.text().strip() or self._welcome.officer.collar, self._welcome.is_demonstration,
        )  # fmt: skip

    def _show(self) -> None:
        if self._paper is None or self._welcome is None:
            return
        self._drop_preview()
        # One printer for the page's whole life: a preview holds it without owning it.
        printer = self._printer = self._printer or QPrinter()
        set_up(printer, is_wide=self._paper.is_wide)
        if self._paper.rows <= _AT_ONCE:
            self._show_pages(partial(print_on, html=self._paper.html))
            return
        document = QTextDocument()
        self._pages.setText(tr("The pages are being laid out. Anything else can be done meanwhile."))
        steps = steps_of_setting(document, printer, self._paper.html)
        self._setting = Setting(steps, partial(self._show_pages, partial(paint_on, document=document)), self)

    def _show_pages(self, paint: "Callable[..., int]") -> None:
        paper, self._setting = self._paper, None
        if paper is None or self._printer is None:
            return
        self._pages.clear()

        def painted(printer: QPrinter) -> None:
            paint(printer, imprint=self._imprint(paper))

        self._preview = Preview(self._printer, painted, self)
        self._preview.counted.connect(self._say_pages)
        self._layout.addWidget(self._preview, 1)

    def _say_pages(self, count: int) -> None:
        self._pages.setText(counted("{n} page, as it will be printed.", "{n} pages, as they will be printed.", count) if count else "")

    def _drop_preview(self) -> None:
        self._pages.clear()
        if self._setting is not None:
            self._setting.give_up()
            self._setting = None
        if self._preview is not None:
            self._layout.removeWidget(self._preview)
            # Out of the window at once: a name must not wait for the event loop to be gone.
            self._preview.setParent(None)
            self._preview.deleteLater()
            self._preview = None

    def _choose_printer(self) -> None:
        paper = self._paper
        if paper is None:
            return
        printer = QPrinter()
        set_up(printer, is_wide=paper.is_wide)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer, paper)

    def print_to(self, printer: QPrinter, paper: Paper) -> None:
        """Record it under a number of its own, and then print it with that number on each page."""
        imprint = self._imprint(paper)

        def recorded(number: int) -> None:
            print_on(printer, paper.html, replace(imprint, number=number))
            self._told(paper, number, tr("printed"))

        self._leave(paper, None, recorded)

    def _choose_file(self) -> None:
        if self._paper is not None:
            chosen, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), f"{self._paper.what.replace(':', ' ')}.pdf", tr("PDF (*.pdf)"))
            if chosen:
                self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        """Write what is previewed as a PDF, whole or not at all, and record that it left."""
        paper = self._paper
        if paper is None:
            return
        self._leave(paper, path, lambda number: self._told(paper, number, tr("saved as {name}", name=path.name)))

    def _leave(self, paper: Paper, path: Path | None, then: Callable[[int], None]) -> None:
        """On the worker: the number first, for it stands on each page, then the pages, the file, and the record."""
        imprint = self._imprint(paper)
        words = LeavingWords(paper.what, str(self.why.currentData()), imprint.recipient, paper.rows)
        self._desk.run(partial(_left, paper, path, words, imprint), then, on_refused=self._refuse, owner=self)

    def _told(self, paper: Paper, number: int, how: str) -> None:
        self._wrong.hide()
        self.said.emit(
            tr("{what}: {how}, and noted under What has left as number {number}.", what=_begun(paper.what), how=how, number=number)
        )

    def _refuse(self, refused: Refusal) -> None:
        self._wrong.tell(refused)


def _begun(what: str) -> str:
    """As a sentence begins, and nothing else of it changed: a reference keeps its capitals."""
    return what[:1].upper() + what[1:]


def _nothing() -> Paper:
    return Paper(_NOTHING, f"<p>{escape(tr('Choose an entry in the queue first.'))}</p>", 0)


def _read_tasks(reads: "Reads") -> Paper:
    tasks = read_own_tasks(reads)
    bands = dict(reads.policy.band_labels)
    return tasks_paper(
        [entry_paper(detail, tried, card, labels.band_words(detail.row.band, bands), reads.now) for detail, tried, card in tasks]
    )


def _read_brief(reads: "Reads") -> Paper:
    return brief_paper(reads.brief())


def _left(paper: Paper, path: Path | None, words: LeavingWords, imprint: Imprint, office: "Office") -> int:
    return leave_bytes(office, path, words, lambda number: as_pdf(paper.html, replace(imprint, number=number), is_wide=paper.is_wide))


def _choice(name: str, spoken: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(f"field-{name}")
    box.setAccessibleName(spoken)
    return box


def _button(text: str, name: str, does: Callable[[], None], parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.clicked.connect(does)
    return button
