"""The inbox: notices for the officer's rank, the oldest due first, and the proposals that wait for a second officer, each with its answers as buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.help.meaning import explain_under
from ui.widgets.band_column import BandColumn, band_item
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.rows_table import RowsTable
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.consultation import Consulted
from wantedtrack.rules.entry import Band, EntryId, Instant

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard, WaitingNotice, WaitingProposal
    from ui.desk.reads import Reads

_SHOWN = 500
_LISTED = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the notices: `is_to_ring` where it is another rank's and nobody of it has looked in time."""

    notice: "WaitingNotice"
    is_to_ring: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """The inbox of one moment, sorted and counted on the worker: the first lines, and how many there are of each kind."""

    lines: list[_Line]
    to_ring: int
    to_answer: int
    to_know: int
    proposals: "Sequence[WaitingProposal]"
    now: Instant
    brief_at: Instant | None


def _read_inbox(reads: "Reads") -> _Read:
    inbox = reads.inbox()
    lines = [_Line(one, is_to_ring=True) for one in inbox.ring] + [_Line(one, is_to_ring=False) for one in inbox.notices]
    first = sorted(lines, key=lambda line: (line.notice.for_information, line.notice.due_at, line.notice.notice))[:_SHOWN]
    to_know = sum(one.for_information for one in inbox.notices)
    return _Read(first, len(inbox.ring), len(inbox.notices) - to_know, to_know, inbox.proposals, reads.now, reads.brief_ready())


class InboxPage(QWidget):
    """`entry_wanted` carries an entry to go to, `form_wanted` a deed's card with the words it is to be filled with."""

    entry_wanted = Signal(object)
    form_wanted = Signal(object, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("inbox")
        self.setAccessibleName(tr("Inbox"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._lines: list[_Line] = []
        self._waiting: list[WaitingProposal] = []
        self._head = QLabel(tr("Inbox"), self)
        self._head.setProperty("scale", "large")
        self._head.setWordWrap(True)
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self._said = _sentence(self, "inbox-said")
        columns = ((tr("Band"), 12), (tr("For"), 26), (tr("Person"), 32), (tr("What"), 28), (tr("Due"), 16), (tr("Told"), 16))
        self.notices = RowsTable("inbox-notices", tr("Notices"), columns, self)
        self.notices.setItemDelegateForColumn(0, BandColumn(self))
        self._head_proposals = QLabel(tr("Waiting for a second officer"), self)
        self._head_proposals.setProperty("scale", "heading")
        self._said_proposals = _sentence(self, "inbox-said-proposals")
        proposed = ((tr("Number"), 10), (tr("Proposed"), 20), (tr("Person"), 22), (tr("By"), 12), (tr("Why"), 30), (tr("Lapses"), 16))
        self.proposals = RowsTable("inbox-proposals", tr("Proposals"), proposed, self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        for widget in (self._head, confirm, self._said):
            layout.addWidget(widget)
        layout.addWidget(self.notices, 3)
        layout.addLayout(
            self._row(
                ("go", tr("Sh&ow the entry"), self._go_to_notice),
                ("told", tr("Somebody was &told…"), self._told),
                ("pass-on", tr("&Not mine…"), self._pass_on),
                ("acknowledge", tr("&I have it…"), self._acknowledge),
            )
        )
        layout.addWidget(self._head_proposals)
        layout.addWidget(self._said_proposals)
        layout.addWidget(self.proposals, 2)
        layout.addLayout(
            self._row(
                ("go-proposal", tr("Show its ent&ry"), self._go_to_proposal),
                ("decline", tr("&Decline…"), self._decline),
                ("approve", tr("&Approve…"), self._approve),
            )
        )
        self.notices.press_by_letter({"I": self._buttons["acknowledge"], "N": self._buttons["pass-on"], "T": self._buttons["told"]})
        self.proposals.press_by_letter({"A": self._buttons["approve"], "D": self._buttons["decline"]})
        self.notices.looked_at.connect(self._at_notice)
        self.notices.opened.connect(self._go_to_notice)
        self.proposals.looked_at.connect(self._at_proposal)
        self.proposals.opened.connect(self._approve)
        FirstStop(self, self.notices)
        self.clear()

    def _row(self, *buttons: tuple[str, str, Callable[[], None]]) -> FlowLayout:
        row = FlowLayout(ends_right=True)
        for name, text, does in buttons:
            button = QPushButton(text, self)
            button.setObjectName(f"inbox-{name}")
            button.clicked.connect(does)
            self._buttons[name] = button
            row.addWidget(button)
        return row

    def begin(self, welcome: Welcome) -> None:
        """Another officer acts."""
        self._welcome = welcome
        self.reload()

    def reload(self) -> None:
        """Read what waits anew."""
        if self._welcome is not None:
            self._desk.read(
                _read_inbox,
                self._show,
                on_refused=self._refused,
                owner=self,
                topic="inbox",
            )

    def clear(self) -> None:
        """Names leave the screen."""
        self._lines, self._waiting = [], []
        self.notices.show_rows([])
        self.proposals.show_rows([])
        self._said.setText("")
        self._said_proposals.setText("")

    def _refused(self, refused: Refusal) -> None:
        self.clear()
        self._said.setText(tr(refused.message))
        explain_under(self._said, refused.code)

    def _show(self, read: _Read) -> None:
        now, brief_at = read.now, read.brief_at
        explain_under(self._said, "")
        welcome = self._welcome
        if welcome is None:
            return
        if self.isVisible():
            self._desk.note(Consulted.INBOX)
        rank = tr(welcome.officer.rank.words) if welcome.officer.rank else tr("administrator")
        self._head.setText(tr("Inbox of {collar}, {rank}", collar=welcome.officer.collar, rank=rank))
        self._lines = read.lines
        self._waiting = list(read.proposals)[:_SHOWN]
        brief = (
            tr("Your brief of {when} is ready: make it by “Brief for your rank”.", when=times.clock_time(brief_at, now)) if brief_at else ""
        )
        self._said.setText(labels.joined([_summary(read), brief], " "))
        self.notices.show_rows([self._notice_cells(line, now) for line in self._lines])
        many = len(read.proposals)
        said = counted("{n} proposal takes effect when you approve it.", "{n} proposals take effect when you approve them.", many)
        self._said_proposals.setText(
            said if many else tr("No proposal waits for you. One that you made yourself waits for another officer.")
        )
        self.proposals.setVisible(bool(many))
        for name in ("go-proposal", "decline", "approve"):
            self._buttons[name].setVisible(bool(many))
        self.proposals.show_rows([_proposal_cells(one, now) for one in self._waiting])

    def _notice_cells(self, line: _Line, now: Instant) -> Sequence[QTableWidgetItem]:
        notice = line.notice
        due = QTableWidgetItem(times.due_in_words(notice.due_at, now))
        due.setToolTip(times.exact(notice.due_at))
        told = QTableWidgetItem(labels.joined([times.ago(notice.told_at, now), tr("late") if notice.late else None], ", "))
        told.setToolTip(times.exact(notice.told_at))
        what = tr("{clock}, {rank} level", clock=tr(labels.CLOCK[notice.clock]), rank=tr(notice.rank.words))
        return (
            band_item(notice.band, self._band(notice.band) if notice.entry is not None else "–", has_band=notice.entry is not None),
            QTableWidgetItem(_for_whom(line)),
            QTableWidgetItem(notice.name or tr("Shift {shift}", shift=notice.reference)),
            QTableWidgetItem(labels.joined([what, tr(notice.because) if notice.because else None])),
            due,
            told,
        )

    def _band(self, band: Band | None) -> str:
        return labels.band_words(band, dict(self._welcome.band_labels) if self._welcome else None)

    # ---- what can be done with a line -----------------------------------------------------------------------------------------------

    def _at_notice(self, place: int) -> None:
        line = self._line(place)
        self._buttons["go"].setEnabled(line is not None and line.notice.entry is not None)
        answers = line is not None and not line.is_to_ring and not line.notice.for_information
        for name, deed in (("acknowledge", "acknowledge"), ("pass-on", "pass-on")):
            self._buttons[name].setEnabled(answers and self._may(deed))
        self._buttons["told"].setEnabled(line is not None and line.is_to_ring and self._may("record-told"))

    def _at_proposal(self, place: int) -> None:
        one = self._proposal(place)
        self._buttons["go-proposal"].setEnabled(one is not None and one.entry is not None)
        for deed in ("approve", "decline"):
            self._buttons[deed].setEnabled(one is not None and self._may(deed))

    def _may(self, deed: str) -> bool:
        return self._welcome is not None and self._welcome.may(deed)

    def _line(self, place: int | None = None) -> _Line | None:
        place = self.notices.currentRow() if place is None else place
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def _proposal(self, place: int | None = None) -> "WaitingProposal | None":
        place = self.proposals.currentRow() if place is None else place
        return self._waiting[place] if 0 <= place < len(self._waiting) else None

    def _go_to_notice(self) -> None:
        line = self._line()
        if line is not None:
            self._go(line.notice.entry)

    def _go_to_proposal(self) -> None:
        one = self._proposal()
        if one is not None:
            self._go(one.entry)

    def _go(self, entry: EntryId | None) -> None:
        if entry is not None:
            self.entry_wanted.emit(entry)

    def _acknowledge(self) -> None:
        self._about_notice("acknowledge")

    def _pass_on(self) -> None:
        self._about_notice("pass-on")

    def _told(self) -> None:
        self._about_notice("record-told")

    def _about_notice(self, deed: str) -> None:
        line = self._line()
        if line is not None:
            self._form(deed, labels.joined([line.notice.name, line.notice.reference]), {"notice": line.notice.notice})

    def _approve(self) -> None:
        self._about_proposal("approve")

    def _decline(self) -> None:
        self._about_proposal("decline")

    def _about_proposal(self, deed: str) -> None:
        one = self._proposal()
        if one is not None and self._may(deed):
            self._form(deed, labels.joined([one.name, one.reference, _proposed(one)]), {"proposal": one.proposal})

    def _form(self, deed: str, about: str, words: dict[str, Any]) -> None:
        card: DeedCard | None = self._welcome.cards.get(deed) if self._welcome else None
        if card is not None:
            self.form_wanted.emit(card, about, words)


def _sentence(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _for_whom(line: _Line) -> str:
    if line.is_to_ring:
        return tr("Ring the {rank}", rank=tr(line.notice.rank.words))
    return tr("information") if line.notice.for_information else tr("answer")


def _summary(read: _Read) -> str:
    many = read.to_ring + read.to_answer + read.to_know
    if not many:
        return tr("Nothing waits for you. New notices appear here by themselves.")
    parts = [
        counted("{n} to answer", "{n} to answer", read.to_answer) if read.to_answer else tr("none to answer"),
        counted("{n} to ring somebody about", "{n} to ring somebody about", read.to_ring) if read.to_ring else None,
        counted("{n} for information", "{n} for information", read.to_know) if read.to_know else None,
        tr("the first {shown} are shown", shown=_SHOWN) if many > len(read.lines) else None,
    ]
    return tr(
        "The oldest due stands first: {what}. Enter shows the entry; I says that you have it, N that it is not yours, T that somebody was told.",
        what=labels.joined(parts, ", "),
    )


def _proposed(one: "WaitingProposal") -> str:
    return tr(one.deed.replace("-", " ").capitalize())


def _proposal_cells(one: "WaitingProposal", now: Instant) -> Sequence[QTableWidgetItem]:
    many: Sequence[str] = one.words.get("references", ())
    more = counted("and {n} more", "and {n} more", len(many) - _LISTED) if len(many) > _LISTED else None
    about = labels.joined([one.name, one.reference, ", ".join(many[:_LISTED]) or None, more])
    return (
        QTableWidgetItem(str(one.proposal)),
        QTableWidgetItem(_proposed(one)),
        QTableWidgetItem(about or "–"),
        QTableWidgetItem(str(one.by)),
        QTableWidgetItem(one.reason or "–"),
        QTableWidgetItem(times.clock_time(one.expires_at, now) if one.expires_at else tr("never")),
    )
