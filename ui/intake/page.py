"""The intake page: an extract on its way in, and under it the rows that a person must decide."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.intake.import_panel import ImportPanel
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.dates import british
from wantedtrack.rules.returns import SOURCE as RETURNS

_SHOWN = 100


class IntakePage(QWidget):
    """`said` carries a sentence for the window's bar, `list_wanted` a list to go to, `form_wanted` a deed's card with words filled in."""

    said = Signal(str)
    list_wanted = Signal(str)
    form_wanted = Signal(object, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("intake")
        self.setAccessibleName(tr("Intake"))
        self._desk = desk
        self._welcome: Welcome | None = None
        layout = QVBoxLayout(self)
        head = QLabel(tr("Intake"), self)
        head.setProperty("scale", "large")
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(tr("Intake"))
        self.panel = ImportPanel(desk, self)
        self._waiting = QScrollArea(self)
        self._waiting.setWidgetResizable(True)
        self._waiting.setFrameShape(QFrame.Shape.NoFrame)
        self._waiting.setAccessibleName(tr("Rows that wait for a decision"))
        self.tabs.addTab(self.panel, tr("Import an extract"))
        self.tabs.addTab(self._waiting, tr("Waiting for a decision"))
        for widget in (head, confirm):
            layout.addWidget(widget)
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
        self.reload()

    def reload(self) -> None:
        """Read the waiting rows anew."""
        if self._welcome is not None:
            self._desk.read(lambda reads: (reads.waiting_rows(), reads.counts()), self._show, owner=self, topic="intake")

    def clear(self) -> None:
        """Names leave the screen."""
        self._waiting.setWidget(QWidget(self._waiting))
        self.panel.start_over()

    def _show(self, read: tuple[Sequence[Mapping[str, Any]], dict[str, int]]) -> None:
        waiting, counts = read
        self.tabs.setTabText(1, tr("Waiting for a decision ({waiting_count})", waiting_count=len(waiting)))
        body = QWidget(self._waiting)
        layout = QVBoxLayout(body)
        drafts = counts.get("drafts", 0)
        line = QHBoxLayout()
        line.addWidget(
            _words(tr("{drafts:,} drafts wait for their checklist.", drafts=drafts) if drafts else tr("No draft waits for its checklist.")),
            1,
        )
        line.addWidget(_button(tr("Go to the drafts"), partial(self.list_wanted.emit, "drafts")))
        layout.addLayout(line)
        if not waiting:
            layout.addWidget(_words(tr("No row of an extract waits for a person to decide.")))
        for row in waiting[:_SHOWN]:
            layout.addWidget(self._row(row))
        if len(waiting) > _SHOWN:
            layout.addWidget(
                _words(tr("… and {waiting_count:,} more; they come up as these are decided.", waiting_count=len(waiting) - _SHOWN))
            )
        layout.addStretch(1)
        self._waiting.setWidget(body)

    def _row(self, row: Mapping[str, Any]) -> QFrame:
        card = QFrame(self)
        card.setProperty("panel", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(10, 6, 10, 6)
        name = labels.joined([row["surname"], row["forenames"]], ", ")
        since = times.exact(row["became_outstanding_at"]) if row["became_outstanding_at"] else None
        born = tr("born {born}", born=british(date.fromisoformat(row["born"]))) if row["born"] else None
        offence = str(row["offence"] or "").rstrip(". ")
        who = _words(labels.joined([name or tr("no name"), born, row["pnc_id"], offence, since and tr("since {since}", since=since)]))
        who.setProperty("scale", "heading")
        layout.addWidget(who)
        layout.addWidget(_words(row["message"]))
        line = QHBoxLayout()
        origin = _words(labels.joined([row["file"], tr("row {row}", row=row["row"])]))
        origin.setProperty("tone", "quiet")
        line.addWidget(origin, 1)
        # A warrant for a parent or a witness is never an entry against the person it names.
        is_attempt = row["source"] == RETURNS
        take = tr("Take it as an attempt") if is_attempt else tr("Make a draft of it")
        offered = ((take, "take"),) if row["code"] != "other_person" else ()
        for text, decision in (*offered, (tr("Set it aside"), "discard")):
            line.addWidget(_button(text, partial(self._decide, row["number"], decision), about=name))
        if not is_attempt:
            line.addWidget(_button(tr("Same person as…"), partial(self._same, row["number"], name), about=name))
        layout.addLayout(line)
        return card

    def _decide(self, number: int, decision: str) -> None:
        self._desk.do(
            "decide-row", None, {"row": number, "decision": decision}, on_done=self._decided, on_refused=self._refused, owner=self
        )

    def _same(self, number: int, name: str) -> None:
        if self._welcome is not None and "decide-row" in self._welcome.cards:
            self.form_wanted.emit(self._welcome.cards["decide-row"], name, {"row": number, "decision": "same_person"})

    def _decided(self, _: object) -> None:
        self.said.emit(tr("The row is decided."))
        self.reload()

    def _refused(self, refused: Refusal) -> None:
        self.said.emit(tr(refused.message))
        self.reload()

    def _taken_in(self, sentence: str) -> None:
        self.said.emit(sentence)
        self.reload()


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(text: str, does: Callable[[], object], *, about: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(labels.joined([text, about], ": "))
    button.clicked.connect(_calling(does))
    return button


def _calling(does: Callable[[], object]) -> Callable[[], None]:
    """A slot without words, whatever the signal hands."""

    def call() -> None:
        does()

    return call
