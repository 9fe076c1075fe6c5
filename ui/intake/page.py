"""The intake page: an extract on its way in, and under it the rows that a person must decide."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.intake.import_panel import ImportPanel
from ui.intake.waiting_card import WaitingCard, Waits, button, read_waits, words
from ui.intake.waiting_rows import WaitingRows
from ui.widgets.page_width import keep_narrow
from ui.widgets.pages import name_as_tabs
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.consultation import Consulted

_SHOWN = 20


class IntakePage(QWidget):
    """`said` carries a sentence for the window's bar, `trouble` a refusal for it, `list_wanted` a list to go to, `entry_wanted` an entry, `look_wanted` words for the search box, `form_wanted` a deed's card with words filled in, `deed_wanted` an entry and the deed to be done to it."""

    said = Signal(str)
    trouble = Signal(object)
    list_wanted = Signal(str)
    entry_wanted = Signal(object)
    look_wanted = Signal(str)
    form_wanted = Signal(object, str, object)
    deed_wanted = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("intake")
        self.setAccessibleName(tr("Intake"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._shown = _SHOWN
        self._deciding: set[int] = set()
        layout = QVBoxLayout(self)
        head = QLabel(tr("Intake"), self)
        head.setProperty("scale", "large")
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(tr("Intake"))
        self.panel = ImportPanel(desk, self)
        self._waiting = WaitingRows(self)
        self.tabs.addTab(self.panel, tr("Import an extract"))
        self.tabs.addTab(self._waiting, tr("Waiting for a decision"))
        for widget in (head, confirm):
            layout.addWidget(widget)
        name_as_tabs(self.tabs)
        layout.addWidget(self.tabs, 1)
        self.panel.taken_in.connect(self._taken_in)
        self.clear()

    def begin(self, welcome: Welcome) -> None:
        """Another officer acts, or the page is looked at."""
        self._welcome = welcome
        self.panel.begin(welcome)
        self.reload()

    def show_import(self) -> None:
        """Go to the preview."""
        self.tabs.setCurrentWidget(self.panel)
        self.panel.source.setFocus()

    def show_waiting(self) -> None:
        """Go to the rows that wait."""
        self.tabs.setCurrentWidget(self._waiting)
        self._waiting.focus_first()
        self.reload()

    def reload(self) -> None:
        """Read the waiting rows anew."""
        if self._welcome is not None:
            self._desk.read(
                partial(read_waits, shown=self._shown), self._show, on_refused=self._refused_reading, owner=self, topic="intake"
            )

    def clear(self) -> None:
        """Names leave the screen; whoever comes before the rows have been read is told that they are being read."""
        looking = words(tr("Looking…"))
        looking.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._waiting.put(looking)
        self.panel.start_over()

    def _show(self, waits: Waits) -> None:
        self.tabs.setTabText(1, tr("Waiting for a decision ({waiting_count})", waiting_count=waits.row_count))
        body = QWidget(self._waiting)
        keep_narrow(body)
        layout = QVBoxLayout(body)
        layout.addWidget(self._drafts(waits))
        if waits.rows:
            keys = words(
                tr(
                    "J and K go from row to row. 1 or 2 says it is this person, N that it is not, A sets the row aside; Tab goes to its buttons."
                )
            )
            keys.setProperty("tone", "quiet")
            layout.addWidget(keys)
        else:
            layout.addWidget(words(tr("No row of an extract waits for a person to decide.")))
        for row, alike in waits.rows:
            card = WaitingCard(row, alike, body)
            card.decided.connect(self._decide)
            card.look_wanted.connect(self.look_wanted)
            card.same_wanted.connect(self._same)
            layout.addWidget(card)
        if waits.row_count > len(waits.rows):
            more = counted(
                "Show more: {n} row waits beside these", "Show more: {n} rows wait beside these", waits.row_count - len(waits.rows)
            )
            layout.addWidget(button(more, self._show_more, name="intake-more"), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._waiting.put(body)
        if self._waiting.hasFocus():
            self._waiting.focus_first()
        if self.isVisible():
            self._desk.note(Consulted.INTAKE)

    def _drafts(self, waits: Waits) -> QFrame:
        card = QFrame(self)
        card.setProperty("panel", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 8, 12, 8)
        many = counted("{n} draft waits for its checklist.", "{n} drafts wait for their checklist.", waits.draft_count)
        head = words(many if waits.draft_count else tr("No draft waits for its checklist."))
        head.setProperty("scale", "heading")
        layout.addWidget(head)
        for row in waits.drafts:
            line = QHBoxLayout()
            told = labels.joined(
                [
                    row.name,
                    tr(labels.CATEGORY[row.category]),
                    row.offence,
                    tr("since {since}", since=times.exact(row.became_outstanding_at)),
                ]
            )
            line.addWidget(words(told), 1)
            if self._welcome is not None and self._welcome.may("accept"):
                line.addWidget(
                    button(
                        tr("Accept…"), partial(self.deed_wanted.emit, row.entry, "accept"), about=row.name, name=f"accept-{row.reference}"
                    )
                )
            line.addWidget(button(tr("Show it"), partial(self.entry_wanted.emit, row.entry), about=row.name))
            layout.addLayout(line)
        layout.addWidget(button(tr("Go to the drafts"), partial(self.list_wanted.emit, "drafts")), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_more(self) -> None:
        self._shown += _SHOWN
        self.reload()

    def _refused_reading(self, refused: Refusal) -> None:
        self.trouble.emit(refused)

    def _decide(self, number: int, decision: str, person: int | None) -> None:
        if number in self._deciding:
            # Pressed again before the answer: it was asked for once.
            return
        self._deciding.add(number)
        said = {"row": number, "decision": decision} | ({} if person is None else {"person": person})
        self._desk.do(
            "decide-row", None, said, on_done=partial(self._decided, number), on_refused=partial(self._undecided, number), owner=self
        )

    def _same(self, number: int, name: str) -> None:
        if self._welcome is not None and "decide-row" in self._welcome.cards:
            self.form_wanted.emit(self._welcome.cards["decide-row"], name, {"row": number, "decision": "same_person"})

    def _decided(self, number: int, _: object) -> None:
        self._deciding.discard(number)
        self.said.emit(tr("The row is decided."))
        self.reload()

    def _undecided(self, number: int, refused: Refusal) -> None:
        self._deciding.discard(number)
        self._refused(refused)

    def _refused(self, refused: Refusal) -> None:
        self.trouble.emit(refused)
        self.reload()

    def _taken_in(self, sentence: str) -> None:
        self.said.emit(sentence)
        self.reload()
