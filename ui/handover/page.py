"""The handover page: prepare, read through sheet by sheet, sign, tick the high entries, accept, save the workbook."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.long_work import LongWork
from ui.desk.welcome import Welcome
from ui.handover.kept_ticks import KeptTicks
from ui.handover.read import browser, cover_text, high_entries, list_text, read_back_text
from ui.handover.saying import Saying, done_words
from ui.handover.sheet_model import SheetModel
from ui.handover.ticks import Ticks
from ui.times import moment
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.pages import name_as_page
from ui.widgets.press_once import press_once
from ui.widgets.progress_row import ProgressRow
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.seal import aloud
from wantedtrack.rules.shifts import shift_by_id

if TYPE_CHECKING:
    from ui.desk.answers import Changes, Handover, Left
    from ui.desk.handover_reads import ShownHandover
    from ui.desk.reads import Reads

_LINES_HIGH = 30
_MOST_WIDTH = 420


class HandoverPage(QWidget):
    """`said` carries a message for the window's bar: words, and whether it is trouble. `form_wanted` a deed's card, whom it is about, and words; `page_wanted` an action's name."""

    page_wanted = Signal(str)
    said = Signal(str, bool)
    form_wanted = Signal(object, str, dict)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("handover")
        self.setAccessibleName(tr("Handover"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._held: Handover | None = None
        self._content: HandoverContent | None = None
        self._shown_now: ShownHandover | None = None
        self._ticks: Ticks | None = None
        self.kept = KeptTicks(desk, self)
        layout = QVBoxLayout(self)
        self._head = _label(self, tr("Handover"), scale="large")
        self._confirm = _label(self, tr(labels.CONFIRM), tone="confirm")
        self._state = _label(self, "")
        self._state.setObjectName("handover-state")
        self._told = _label(self, "", tone="soon")
        self._told.setObjectName("handover-told")
        self._wrong = RefusedLine(self)
        for label in (self._head, self._confirm, self._state, self._told, self._wrong):
            layout.addWidget(label)
        layout.addLayout(self._buttons())
        self.progress = ProgressRow("export", self)
        layout.addWidget(self.progress)
        layout.addWidget(self._sheets_place(), 1)
        FirstStop(self, self._sheets)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout()
        self.prepare = _button(self, "prepare", tr("&Prepare"), self._prepare)
        self.sign = _button(self, "sign", tr("Sign as &outgoing officer"), self._sign)
        self.accept = _button(self, "accept", tr("Accept as &incoming officer"), self._accept)
        self.second = _button(self, "second-officer", tr("Second officer at &this desk…"), lambda: self.page_wanted.emit("act-as"))
        self.saying = Saying(self, self._open_form)
        self.save_here = _button(self, "save-to-folder", tr("Save to the &folder"), partial(self._save, None, ".xlsx"))
        self.save_here.setToolTip(tr("Into the folder for files, under shift, station and date; never over another file"))
        self.save_workbook = _button(self, "save-workbook", tr("S&ave as…"), self._ask_where)
        self.save_pdf = _button(self, "save-pdf", tr("P&DF"), partial(self._save, None, ".pdf"))
        self.save_pdf.setAccessibleName(tr("Save a PDF to the folder"))
        saves = (self.save_here, self.save_workbook, self.save_pdf)
        for button in (self.prepare, self.sign, self.accept, self.second, *self.saying.buttons.values(), *saves):
            row.addWidget(button)
        return row

    def _sheets_place(self) -> QSplitter:
        place = QSplitter(Qt.Orientation.Horizontal, self)
        self._sheets = QListWidget(place)
        self._sheets.setObjectName("sheets")
        self._sheets.setAccessibleName(tr("Sheets of the handover"))
        self._shown = QStackedWidget(place)
        name_as_page(self._shown, tr("Sheet of the handover"))
        self._sheets.setWordWrap(True)
        self._sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheets.currentRowChanged.connect(self._shown.setCurrentIndex)
        place.addWidget(self._sheets)
        place.addWidget(self._shown)
        place.setSizes([240, 1000])
        place.setStretchFactor(1, 1)
        return place

    def begin(self, welcome: Welcome) -> None:
        """Another officer acts, or the page is looked at."""
        if self.kept.is_of_another(welcome.officer.collar):
            self.clear()
        self._welcome = welcome
        self.reload()

    def reload(self) -> None:
        """Read the newest handover."""
        if self._welcome is not None:
            self._desk.read(_read, self._show, owner=self, topic="handover")

    def clear(self) -> None:
        """Names leave the screen."""
        self._held, self._content, self._shown_now = None, None, None
        self._told.clear()
        self._show_sheets(None)

    def _show(self, found: "ShownHandover") -> None:
        if self._welcome is None:
            return
        before, place = self._shown_now, self._sheets.currentRow()
        self._held, self._content, self._shown_now = found.held, found.content, found
        self._head.setText(self._name())
        self._state.setText(self._state_words())
        self._told.setText("\n".join(self._content.told) if self._content else "")
        self._told.setVisible(bool(self._told.text()))
        self._wrong.hide()
        is_other_officer = found.held is not None and self._may_read_back(found.held) != (self._ticks is not None)
        if before != found or is_other_officer or not self._sheets.count():
            self._show_sheets(found)
            is_same = before is not None and before.held is not None and found.held is not None and before.held.id == found.held.id
            waits = found.held is not None and found.held.signed_at is not None and not found.held.is_sealed
            self._sheets.setCurrentRow(place if is_same and 0 < place < self._sheets.count() else int(waits))
        self._enable()

    def _name(self) -> str:
        if self._held is None or self._welcome is None:
            return tr("Handover")
        shift = shift_by_id(self._welcome.shift_patterns, self._held.shift_id)
        return (
            tr(
                "Handover of the {name} shift, {starts_at} to {ends_at}",
                name=shift.name,
                starts_at=moment(shift.starts_at),
                ends_at=moment(shift.ends_at),
            )
            if shift
            else tr("Handover {shift_id}", shift_id=self._held.shift_id)
        )

    def _state_words(self) -> str:
        held = self._held
        if held is None:
            return tr(
                "No handover has been prepared yet. Prepare it near the end of the shift: it freezes what the coming shift must know."
            )
        parts = [
            tr(
                "Prepared {prepared_at} by {prepared_by}, journal {from_sequence} to {to_sequence}",
                prepared_at=times.exact(held.prepared_at),
                prepared_by=held.prepared_by,
                from_sequence=held.from_sequence + 1,
                to_sequence=held.to_sequence,
            )
        ]
        parts.append(
            tr("signed {signed_at} by {signed_by}", signed_at=times.exact(held.signed_at), signed_by=held.signed_by)
            if held.signed_at
            else tr("not signed yet")
        )
        if held.signed_at:
            parts.append(
                tr(
                    "accepted {accepted_at} by {accepted_by}: sealed",
                    accepted_at=times.exact(held.accepted_at),
                    accepted_by=held.accepted_by,
                )
                if held.accepted_at
                else tr("waits for the incoming officer")
            )
        return labels.joined([*parts, tr("content {content_digest}", content_digest=aloud(held.content_digest))])

    def _show_sheets(self, found: "ShownHandover | None") -> None:
        """The cover, the high entries to be read back, every sheet as the workbook holds it now, and the list of all handovers."""
        typed = self._ticks.words() if self._ticks is not None and found is not None else {}
        self.kept.let_go()
        self._sheets.clear()
        while self._shown.count():
            page = self._shown.widget(0)
            if page is not None:
                self._shown.removeWidget(page)
                page.deleteLater()
        self._ticks = None
        if found is None:
            return
        if found.content is not None:
            self._add(tr("Cover"), browser("handover-cover", tr("Cover"), cover_text(found.cover), self))
            high = high_entries(found.content)
            back = self._reading_back(high, found, typed)
            self._add(tr("High entries ({high_count})", high_count=len(high)), back)
        for sheet in found.sheets:
            table = self._table(sheet.name, SheetModel(sheet, self)) if sheet.rows else _label(self, sheet.says or tr("None."), margin=16)
            self._add(f"{sheet.name} ({len(sheet.rows)})", table)
        self._add(tr("All handovers"), browser("handovers", tr("All handovers"), list_text(found.overview), self))

    def _reading_back(self, high: list[tuple[str, str]], found: "ShownHandover", typed: dict[str, Any]) -> QWidget:
        """The high entries to be ticked where this officer may accept now, and else how they were or will be read back."""
        held = found.held
        assert held is not None  # noqa: S101 (there is a content, so there is a handover)
        if not self._may_read_back(held):
            return browser("high-entries", tr("High entries"), read_back_text(high, found.said, held), self)
        asked = {one.reference: one for one in found.said.read_back if one.query is not None}
        ticks = self._ticks = Ticks(high, self, asked=asked, typed=typed)
        ticks.changed.connect(self._count_ticks)
        self.kept.watch(ticks, held.shift_id)
        return ticks

    def _may_read_back(self, held: "Handover") -> bool:
        welcome = self._welcome
        is_waiting = held.signed_at is not None and not held.is_sealed
        return is_waiting and welcome is not None and held.signed_by != welcome.officer.collar and welcome.may("accept-handover")

    def _add(self, name: str, page: QWidget) -> None:
        self._shown.addWidget(page)
        self._sheets.addItem(name)

    def _table(self, name: str, model: SheetModel) -> QTableView:
        table = QTableView(self)
        table.setAccessibleName(name)
        table.setModel(model)
        model.setParent(table)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_LINES_HIGH)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.resizeColumnsToContents()
        for column in range(model.columnCount()):
            table.setColumnWidth(column, min(table.columnWidth(column) + 12, _MOST_WIDTH))
        return table

    def _enable(self) -> None:
        held, welcome = self._held, self._welcome
        is_signed, is_sealed = held is not None and held.signed_at is not None, held is not None and held.is_sealed
        may = welcome.may if welcome is not None else _may_nothing
        own = held is not None and welcome is not None and held.signed_by == welcome.officer.collar
        self.prepare.setEnabled(may("prepare-handover") and (not is_signed or is_sealed))
        self.sign.setEnabled(held is not None and not is_signed and may("sign-handover"))
        self.accept.setEnabled(is_signed and not is_sealed and not own and may("accept-handover"))
        self.accept.setToolTip(tr("The officer who signed cannot accept; the incoming officer does.") if own and not is_sealed else "")
        self.second.setVisible(own and not is_sealed)
        for button in (self.save_here, self.save_workbook, self.save_pdf):
            button.setEnabled(held is not None)
        read_back = self._shown_now.said.read_back if self._shown_now is not None else ()
        self.saying.enable(held, welcome, queries=sum(one.query is not None for one in read_back))
        main = self.accept if self.accept.isEnabled() else self.sign if self.sign.isEnabled() else self.prepare
        for button in (self.prepare, self.sign, self.accept):
            button.setProperty("kind", "main" if button is main else "")
            button.style().unpolish(button)
            button.style().polish(button)
        if self._ticks is not None and self.accept.isEnabled():
            self._count_ticks(self._ticks.settled(), len(self._content.high_references) if self._content else 0)

    def _count_ticks(self, settled: int, of: int) -> None:
        left = of - settled
        self.accept.setText(
            counted("Accept ({n} h&igh entry left)", "Accept ({n} h&igh entries left)", left) if left else tr("Accept as &incoming officer")
        )

    # ---- deeds ---------------------------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._do("prepare-handover", {})

    def _sign(self) -> None:
        self._do("sign-handover", self._shift())

    def _accept(self) -> None:
        self._do("accept-handover", {**self._shift(), **(self._ticks.words() if self._ticks else {})})

    def _shift(self) -> dict[str, Any]:
        return {"shift": self._held.shift_id} if self._held else {}

    def _do(self, deed: str, words: dict[str, Any]) -> None:
        for button in (self.prepare, self.sign, self.accept):
            button.setEnabled(False)
        self._desk.do(deed, None, words, on_done=partial(self._done, deed), on_refused=self._refused, owner=self)

    def _done(self, deed: str, _: "Changes") -> None:
        if deed == "accept-handover":
            self.kept.forget()
        self.said.emit(done_words(deed), False)  # noqa: FBT003 (a signal hands its values by position)
        self._sheets.setFocus()
        self.reload()

    def _refused(self, refused: Refusal) -> None:
        self.progress.end()
        self._wrong.tell(refused)
        self._enable()

    def _ask_where(self) -> None:
        if self._held is None:
            return
        name = f"Handover {self._held.shift_id}.xlsx"
        dialog = QFileDialog(self, tr("Save the handover workbook"), name, tr("Excel workbook (*.xlsx)"))
        dialog.setObjectName("save-workbook-as")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the workbook, or a PDF where the name ends so, to this file."""
        self._save(Path(path), ".xlsx")

    def _save(self, path: Path | None, suffix: str) -> None:
        held, content = self._held, self._content
        if held is None or content is None:
            return
        work = LongWork(tr("The export"), self)
        self.progress.follow(work, tr("Writing the workbook: sheet %v of %m"), of=len(content.sheets))
        self._desk.run(
            lambda office: office.export_handover(held.id, path, heard=work.step, suffix=suffix),
            self._saved,
            on_refused=self._refused,
            owner=self,
        )

    def _open_form(self, deed: str) -> None:
        card = self._welcome.cards.get(deed) if self._welcome is not None else None
        if card is not None:
            self.form_wanted.emit(card, "", self._shift())

    def _saved(self, left: "Left") -> None:
        self.progress.end()
        told = tr(
            "The handover is saved as {name} in {folder}, export {number}.",
            name=left.path.name,
            folder=left.path.parent.name,
            number=left.number,
        )
        self.said.emit(told, False)  # noqa: FBT003 (the same)


def _read(reads: "Reads") -> "ShownHandover":
    from ui.desk.handover_reads import read_handover  # noqa: PLC0415 (loads the store's libraries: on the worker, after the first paint)

    return read_handover(reads)


def _label(parent: QWidget, text: str, *, tone: str = "", scale: str = "", margin: int = 0) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("tone", tone)
    label.setProperty("scale", scale)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMargin(margin)
    if margin:
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _button(parent: QWidget, name: str, text: str, does: Any) -> QPushButton:  # noqa: ANN401 (a bound method)
    button = QPushButton(text, parent)
    press_once(button)
    button.setObjectName(name)
    button.clicked.connect(does)
    return button


def _may_nothing(_: str) -> bool:
    return False
