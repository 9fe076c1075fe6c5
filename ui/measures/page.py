"""The page of figures: a period, one table at a time with its chart beside it, and the ways out, each with a purpose and recorded."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import labels
from ui.clipboard import put_picture, put_text
from ui.desk.door import Desk
from ui.desk.long_work import LongWork
from ui.desk.measuring import read_figures, record_copy, save_evidence, save_figures
from ui.desk.welcome import Welcome
from ui.forms.read_back import day_read_back
from ui.widgets.bars import BarsChart, Series, png_of
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.progress_row import ProgressRow
from ui.widgets.refused_line import RefusedLine
from ui.widgets.rows_table import RowsTable
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.disclosure import Purpose
from wantedtrack.rules.measure_sheets import all_sheets
from wantedtrack.rules.sheets import Cell, Kind, Sheet

if TYPE_CHECKING:
    from ui.desk.opened import Office
    from wantedtrack.rules.measure_tables import Measures

_DRAWN: dict[str, tuple[tuple[int, ...], str]] = {
    "Outstanding": ((1, 2, 3), "entries"), "By station": ((1,), "entries"), "By category": ((1,), "entries"), "By band": ((1,), "entries"),
    "Outcomes": ((1, 2), "entries"), "Reviews": ((1, 2), "reviews"), "By week": ((1, 2, 4), "entries"), "Still outstanding": ((1,), "per cent"),
}  # fmt: skip
"""By table the columns that its chart draws, and in what; the figures themselves are of several units and have no chart."""

_MOST_BARS = 8
_TALLEST_CHART = 420
_WEEKS = "By week"
_LINES_OF_A_HEADING = 3
_FIGURES = (Kind.NUMBER, Kind.DAYS)
_EVIDENCE_STEPS = 3


class MeasuresPage(QWidget):
    """`said` carries a sentence about what was copied or written."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until it is looked at."""
        super().__init__(parent)
        self.setObjectName("measures")
        self.setAccessibleName(tr("Measures"))
        self._desk = desk
        self._measures: Measures | None = None
        self._sheets: dict[str, Sheet] = {}
        self._bands: dict[Any, str] = {}
        self._work: LongWork | None = None
        head = QLabel(tr("Measures"), self)
        head.setProperty("scale", "large")
        self.told = QLabel(self)
        self.told.setObjectName("measures-told")
        self.told.setWordWrap(True)
        self._wrong = RefusedLine(self)
        self.progress = ProgressRow("evidence-progress", self)
        self.chart = BarsChart("measures-chart", self, has_buttons=False, tallest=_TALLEST_CHART)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.table: RowsTable | None = None
        # Beside the table, at the top: what is left below stays empty.
        self._beside = QWidget(self.parts)
        around = QVBoxLayout(self._beside)
        around.setContentsMargins(8, 0, 0, 0)
        around.addWidget(self.chart, 100)
        around.addStretch(1)
        self.parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addLayout(self._choosing())
        layout.addLayout(self._leaving())
        for widget in (self._wrong, self.told, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self.parts, 1)
        FirstStop(self, self.which)

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._read: dict[QLineEdit, QLabel] = {}
        self.first = self._line("field-from", tr("From"), tr("the beginning"))
        self.last = self._line("field-to", tr("Until"), tr("now"))
        self.which = QComboBox(self)
        self.which.setObjectName("field-measures-table")
        self.which.setAccessibleName(tr("Table"))
        self.which.currentIndexChanged.connect(self._chosen)
        for text, widget in ((tr("&From"), self.first), (tr("&Until"), self.last), (tr("Ta&ble"), self.which)):
            beside = QVBoxLayout()
            beside.setContentsMargins(0, 6, 0, 0)
            beside.addWidget(self._label(text, widget))
            beside.addStretch(1)
            row.addLayout(beside)
            below = QVBoxLayout()
            below.setSpacing(2)
            below.addWidget(widget)
            if isinstance(widget, QLineEdit):
                below.addWidget(self._read[widget])
            below.addStretch(1)
            row.addLayout(below, 1)
        return row

    def _leaving(self) -> QHBoxLayout:
        row, ways = QHBoxLayout(), FlowLayout(ends_right=True)
        self.why = QComboBox(self)
        self.why.setObjectName("field-measures-why")
        self.why.setAccessibleName(tr("Why it leaves"))
        for purpose in Purpose:
            self.why.addItem(labels.words_of_text(purpose.value), purpose.value)
        self.why.setCurrentIndex(self.why.findData(Purpose.SUPERVISION.value))
        row.addWidget(self._label(tr("Wh&y it leaves"), self.why))
        row.addWidget(self.why)
        ways.addWidget(self._button(tr("Copy &picture"), "measures-picture", self.copy_picture))
        ways.addWidget(self._button(tr("Copy &cells"), "measures-cells", self.copy_cells))
        ways.addWidget(self._button(tr("S&ave…"), "measures-save", self._choose_file))
        ways.addWidget(self._button(tr("Ev&idence for an inspection…"), "measures-evidence", self._choose_folder))
        row.addLayout(ways, 1)
        return row

    def _label(self, text: str, widget: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setBuddy(widget)
        return label

    def _line(self, name: str, spoken: str, empty: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(spoken)
        line.setPlaceholderText(empty)
        line.editingFinished.connect(self.reload)
        told = self._read[line] = QLabel(self)
        told.setObjectName(name.replace("field", "told"))
        told.setProperty("tone", "quiet")
        told.setProperty("scale", "small")
        told.setWordWrap(True)
        told.hide()
        line.textChanged.connect(partial(self._read_back, line))
        return line

    def _read_back(self, line: QLineEdit, typed: str) -> None:
        """What day that is, in full, while it is typed; a screen reader hears it with the field."""
        told = day_read_back(typed, self._desk.now())
        self._read[line].setText(told)
        self._read[line].setVisible(bool(told))
        line.setAccessibleDescription(told)

    def _button(self, text: str, name: str, does: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(does)
        return button

    def begin(self, welcome: Welcome) -> None:
        """The force's words for its bands."""
        self._bands = dict(welcome.band_labels)

    def reload(self) -> None:
        """Read the figures anew."""
        first, last = self.first.text(), self.last.text()
        self._desk.read(lambda reads: read_figures(reads, first, last), self._show, on_refused=self._refuse, owner=self, topic="measures")

    def clear(self) -> None:
        """Nothing is shown."""
        self._measures, self._sheets = None, {}
        self.chart.clear()
        self._drop_table()
        self.told.clear()
        self._wrong.hide()

    def _show(self, measures: "Measures") -> None:
        self._wrong.hide()
        self._measures = measures
        self._sheets = {sheet.name: sheet for sheet in all_sheets(measures, self._bands)}
        if self.which.count() == 0:
            with QSignalBlocker(self.which):
                for name in self._sheets:
                    self.which.addItem(tr(name), name)
        outstanding, never = measures.figure("outstanding"), measures.figure("never_attempted")
        self.told.setText(
            tr(
                "{period}: {outstanding} outstanding, {never} never attempted. Each figure stands beside the number it rests on.",
                period=measures.period.words.capitalize(), outstanding=outstanding.n, never=int(never.value or 0),
            )
        )  # fmt: skip
        self._chosen()

    def _chosen(self) -> None:
        self._show_table(str(self.which.currentData()))

    def _show_table(self, name: str) -> None:
        sheet = self._sheets.get(name)
        if sheet is None:
            return
        self._drop_table()
        newest_first = sheet.rows[::-1] if sheet.name == _WEEKS else sheet.rows
        table = RowsTable(
            "measures-table",
            tr("{table}, figures", table=tr(name)),
            [(tr(column.heading), min(column.width, 60)) for column in sheet.columns],
            self,
        )
        table.wrap_rows()
        heads = table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        if any(" " in column.heading for column in sheet.columns):
            heads.setMinimumHeight(_LINES_OF_A_HEADING * heads.fontMetrics().height() + 8)
        table.show_rows([[_item(value, column.kind) for value, column in zip(row, sheet.columns, strict=True)] for row in newest_first])
        self.table = table
        self.parts.insertWidget(0, table)
        self._draw(sheet)
        self._beside.setVisible(not self.chart.isHidden())
        self.parts.setSizes([self.width() * 11 // 20, self.width() * 9 // 20])

    def _draw(self, sheet: Sheet) -> None:
        self.chart.clear()
        columns, unit = _DRAWN.get(sheet.name, ((), ""))
        rows = sheet.rows[-_MOST_BARS:] if sheet.name == _WEEKS else sheet.rows[:: max(1, -(-len(sheet.rows) // _MOST_BARS))]
        if sheet.name in {"By station", "Outcomes"}:
            rows = sorted(sheet.rows, key=lambda row: -float(row[1] or 0))[:_MOST_BARS]
        if columns and rows:
            series = [Series(tr(sheet.columns[place].heading), [float(row[place] or 0) for row in rows]) for place in columns]
            self.chart.show_bars(
                tr(sheet.name),
                tr(unit),
                [_short(_text(row[0], sheet.columns[0].kind)[: 5 if sheet.name == _WEEKS else None]) for row in rows],
                series,
                tr(sheet.columns[0].heading) if sheet.columns[0].kind in _FIGURES else "",
            )

    def _drop_table(self) -> None:
        if self.table is not None:
            self.table.setParent(None)
            self.table.deleteLater()
            self.table = None

    def copy_cells(self) -> None:
        """The table as cells, once it is recorded that it leaves."""
        sheet = self._sheets.get(str(self.which.currentData()))
        if sheet is not None:
            lines = ["\t".join(column.heading for column in sheet.columns)]
            lines += ["\t".join(_pasted(value) for value in row) for row in sheet.rows]
            text = "\n".join(lines)
            self._record(
                text.encode(),
                len(sheet.rows),
                lambda: put_text(text),
                tr("The cells are copied, and noted under What has left."),
            )

    def copy_picture(self) -> None:
        """The chart as a picture, once it is recorded that it leaves."""
        picture = self.chart.picture()
        if picture is None:
            self.said.emit(tr("This table has no chart; copy its cells instead."))
            return
        self._record(
            png_of(picture),
            1,
            lambda: put_picture(picture),
            tr("The picture is copied, and noted under What has left."),
        )

    def _record(self, content: bytes, rows: int, copy: Callable[[], None], done: str) -> None:
        what, why = f"measures, {self.which.currentData()}", str(self.why.currentData())

        def copied(_: object) -> None:
            copy()
            self.said.emit(done)

        self._desk.run(lambda office: record_copy(office, content, what, why, rows), copied, on_refused=self._refuse, owner=self)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save measures"), "measures.xlsx", "Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the figures of the period shown to this file."""
        measures, why = self._measures, str(self.why.currentData())
        if measures is not None:
            self._desk.run(
                lambda office: save_figures(office, measures, path, why),
                lambda _: self.said.emit(tr("{file} is written, and noted under What has left.", file=path.name)),
                on_refused=self._refuse,
                owner=self,
            )

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for the evidence"))
        if chosen:
            self.save_evidence(Path(chosen))

    def save_evidence(self, folder: Path) -> None:
        """Write the pack for an inspection into this folder; without days it is of the last twelve months."""
        work = self._work = LongWork(tr("The evidence"), self)
        self.progress.follow(work, tr("Writing the evidence, %v of %m"), of=_EVIDENCE_STEPS)
        days, why = (self.first.text(), self.last.text()), str(self.why.currentData())
        self._desk.run(partial(_evidence, folder, days, why, work), self._evidence_done, on_refused=self._evidence_refused, owner=self)

    def _evidence_done(self, document: dict[str, Any]) -> None:
        self.progress.end()
        names = ", ".join(Path(one["file"]).name for one in document["files"])
        self.said.emit(labels.joined([tr("Written: {files}.", files=names), document["no_pdf_because"]], " "))

    def _evidence_refused(self, refused: Refusal) -> None:
        self.progress.end()
        self._refuse(refused)

    def _refuse(self, refused: Refusal) -> None:
        self._wrong.tell(refused)


def _evidence(folder: Path, days: tuple[str, str], why: str, work: LongWork, office: "Office") -> dict[str, Any]:
    return save_evidence(office, folder, days, why, work)


def _item(value: Cell, kind: Kind) -> QTableWidgetItem:
    item = QTableWidgetItem(_text(value, kind))
    if kind in _FIGURES:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _text(value: Cell, kind: Kind) -> str:
    if value is None:
        return "–"
    if kind is Kind.DATE and isinstance(value, str):
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    return f"{value:,g}" if isinstance(value, int | float) else tr(value)


def _pasted(value: Cell) -> str:
    """A cell for the clipboard; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value).replace("\t", " ").replace("\n", " ")
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@")) else text


def _short(text: str) -> str:
    most = 26
    return text if len(text) <= most else f"{text[: most - 1]}…"
