"""Copies rows of the queue as cells: why and for whom is asked first, it is recorded as having left, and text that looks like a formula is neutral."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import labels
from ui.clipboard import put_text
from ui.desk.door import Desk
from ui.forms.officer_box import NO_LIMIT
from ui.queue.columns import COLUMNS, PLACE, Look
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.disclosure import LONGEST_LIST, Purpose
from wantedtrack.rules.entry import EntryId, EntryRow

if TYPE_CHECKING:
    from ui.desk.opened import Office

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """One cell of a clipboard: no line break or tab parts it, and a spreadsheet takes it for text, whatever it begins with."""
    told = " ".join(text.split())
    return f"'{told}" if told.startswith(_STARTS_A_FORMULA) or text.startswith(_STARTS_A_FORMULA) else told


def cells_of(rows: Sequence[EntryRow], keys: Sequence[str], look: Look) -> str:
    """The rows as cells parted by tabs, headings first, exact times instead of rough ones; the last line says what has to be confirmed."""
    columns = [COLUMNS[PLACE[key]] for key in keys]
    lines = [[tr(column.label) for column in columns]]
    lines += [[column.exact(row) if column.exact else column.text(row, look) for column in columns] for row in rows]
    lines.append([f"{labels.MARKING} · {tr(labels.CONFIRM)}"])
    return "".join("\t".join(neutral(cell) for cell in line) + "\n" for line in lines)


class CopyPanel(QWidget):
    """Asks why and for whom. `said` carries what was done, `closed` that nothing more is wanted."""

    said = Signal(str)
    closed = Signal()

    def __init__(
        self, desk: Desk, entries: Sequence[EntryId], keys: Sequence[str], look: Look, collar: str, parent: QWidget | None = None
    ) -> None:
        """`entries` are copied in this order, with the columns of these keys; `collar` is whom they are for unless somebody says otherwise."""
        super().__init__(parent)
        self.setObjectName("copy-cells")
        self.setAccessibleName(tr("Copy as cells"))
        self._desk, self._keys, self._look = desk, tuple(keys), look
        self._entries, self._all = tuple(entries[:LONGEST_LIST]), len(entries)
        self._lay_out(collar)
        FirstStop(self, self.why)

    def _lay_out(self, collar: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        head = QLabel(tr("Copy as cells"), self)
        head.setProperty("scale", "large")
        about = counted("{n} entry, with the columns that are shown. It is noted under What has left.",
                        "{n} entries, with the columns that are shown. They are noted under What has left.", len(self._entries))  # fmt: skip
        if self._all > len(self._entries):
            about = f"{about} {tr('The first {most} only: more is a file, not a clipboard.', most=f'{LONGEST_LIST:,}')}"
        told = QLabel(about, self)
        told.setWordWrap(True)
        self.why = QComboBox(self)
        self.why.setObjectName("field-purpose")
        self.why.addItem(tr("Choose…"), "")
        for purpose in Purpose:
            self.why.addItem(labels.words_of_text(purpose.value), purpose.value)
        self.whom = QLineEdit(collar, self)
        self.whom.setMaxLength(NO_LIMIT)
        self.whom.setObjectName("field-recipient")
        layout.addWidget(head)
        layout.addWidget(told)
        for text, widget in ((tr("Wh&y"), self.why), (tr("&For whom"), self.whom)):
            label = QLabel(text, self)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            layout.addWidget(label)
            layout.addWidget(widget)
        self._wrong = RefusedLine(self)
        self.copy = QPushButton(tr("&Copy"), self)
        self.copy.setObjectName("save")
        self.copy.setProperty("kind", "main")
        self.copy.clicked.connect(self._read)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.closed)
        buttons = FlowLayout(ends_right=True)
        for button in (cancel, self.copy):
            buttons.addWidget(button)
        layout.addWidget(self._wrong)
        layout.addStretch(1)
        layout.addLayout(buttons)
        QWidget.setTabOrder(self.whom, self.copy)
        QWidget.setTabOrder(self.copy, cancel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Enter copies."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._read()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        if not self.copy.isEnabled():
            return
        if not self.why.currentData():
            self._say_wrong(tr("Say why these leave the program. Nothing was copied."))
            self.why.setFocus()
            return
        self.copy.setEnabled(False)
        wanted = list(self._entries)
        self._desk.read(lambda reads: reads.rows(wanted), self._record, on_refused=self._refuse, owner=self)

    def _record(self, rows: list[EntryRow]) -> None:
        """What leaves is recorded before it is in the clipboard."""
        text = cells_of(rows, self._keys, self._look)
        words = (str(self.why.currentData()), self.whom.text().strip(), len(rows), hashlib.sha256(text.encode()).hexdigest())
        self._desk.run(partial(_recorded, words), lambda _: self._copied(text, len(rows)), on_refused=self._refuse, owner=self)

    def _copied(self, text: str, rows: int) -> None:
        put_text(text)
        self.said.emit(
            counted(
                "{n} entry is copied as cells, and noted under What has left.",
                "{n} entries are copied as cells, and noted under What has left.",
                rows,
            )
        )
        self.closed.emit()

    def _refuse(self, refused: Refusal) -> None:
        self.copy.setEnabled(True)
        self._wrong.tell(refused)

    def _say_wrong(self, message: str) -> None:
        self._wrong.say(message)


def _recorded(words: tuple[str, str, int, str], office: "Office") -> None:
    purpose, whom, rows, sha256 = words
    office.record_left(what="queue copied as cells", purpose=purpose, recipient=whom or office.officer.collar, rows=rows, sha256=sha256)
