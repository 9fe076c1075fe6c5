"""Start of shift: what waits for a signature, what was told, what nobody was watching, what falls due before the shift ends."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.queue.band_mark import BandLabel
from ui.wording import tr
from wantedtrack.rules.entry import Band, EntryRow, Instant
from wantedtrack.rules.spans import moment

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard, Inbox, WaitingNotice, WatchStatus
    from ui.desk.reads import DutyNow, Reads

_SHOWN = 25
_NOTICES_SHOWN = 8
_RUNG_SHOWN = 3
_LISTED = 8
_LETTERS = 180
"""The widest line: at the end of it stand the buttons, and an eye has to find them from the name."""


@dataclass(frozen=True, slots=True)
class Start:
    """Everything that the page shows, of one moment."""

    at: Instant
    inbox: "Inbox"
    watch: "WatchStatus"
    due: list[EntryRow]
    due_count: int
    counts: dict[str, int]
    handover: str | None
    duty: "DutyNow"


def read_start(reads: "Reads") -> Start:
    """Read the page on the worker."""
    _, due = reads.first_page("list:this-shift", sort="due", descending=False, limit=_SHOWN)
    counts = reads.counts()
    return Start(reads.now, reads.inbox(), reads.watch(), due, counts["this-shift"], counts, reads.handover_waiting(), reads.duty())


class StartPage(QWidget):
    """`entry_wanted` carries an entry to go to, `form_wanted` a deed's card with the words it is to be filled with."""

    entry_wanted = Signal(object)
    list_wanted = Signal(str)
    page_wanted = Signal(str)
    form_wanted = Signal(object, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("start-of-shift")
        self.setAccessibleName(tr("Start of shift"))
        self._desk = desk
        self._welcome: Welcome | None = None
        layout = QVBoxLayout(self)
        self._head = QLabel(tr("Start of shift"), self)
        self._head.setProperty("scale", "large")
        self._confirm = QLabel(tr(labels.CONFIRM), self)
        self._confirm.setProperty("tone", "confirm")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._area = area
        layout.addWidget(self._head)
        layout.addWidget(self._confirm)
        layout.addWidget(area, 1)
        self.clear()

    def begin(self, welcome: Welcome) -> None:
        """Read the page anew for this officer."""
        self._welcome = welcome
        self.reload()

    def reload(self) -> None:
        """Read the page anew."""
        if self._welcome is not None:
            self._desk.read(read_start, self._show, owner=self, topic="start-of-shift")

    def clear(self) -> None:
        """Names leave the screen."""
        self._area.setWidget(QWidget(self._area))

    def _show(self, start: Start) -> None:
        if self._welcome is None:
            return
        shift = self._welcome.shift(start.at)
        named = tr("{name} shift, until {ends_at}", name=shift.name, ends_at=moment(shift.ends_at)) if shift else tr("Between shifts")
        self._head.setText(tr("Start of shift: {named}", named=named))
        body = QWidget(self._area)
        body.setMaximumWidth(_LETTERS * self.fontMetrics().averageCharWidth())
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 8)
        layout.setSpacing(8)
        ring = (self._ring(start),) if start.inbox.ring else ()
        for section in (
            *ring,
            self._handover(start),
            self._notices(start),
            self._proposals(start),
            self._unwatched(start),
            *self._gaps(start),
            self._due(start),
        ):
            layout.addWidget(section)
        layout.addStretch(1)
        place = self._area.verticalScrollBar().value()
        self._area.setWidget(body)
        self._area.verticalScrollBar().setValue(place)

    def _handover(self, start: Start) -> QFrame:
        card, rows = _section(
            tr("Handover"), start.handover or tr("No handover waits for your signature."), is_quiet=start.handover is None
        )
        if start.handover:
            rows.addWidget(
                _button(tr("Read it through and sign"), partial(self.page_wanted.emit, "handover"), is_main=True),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        return card

    def _notices(self, start: Start) -> QFrame:
        waiting = sorted(start.inbox.notices, key=lambda notice: notice.for_information)
        said = (
            tr("{waiting_count:,} told to you or your rank, the oldest first.", waiting_count=len(waiting))
            if waiting
            else tr("Nothing escalated to your rank is waiting.")
        )
        card, rows = _section(tr("What escalated ({waiting_count})", waiting_count=len(waiting)), said, is_quiet=not waiting)
        for notice in waiting[:_NOTICES_SHOWN]:
            rows.addWidget(self._notice_row(notice, start.at))
        if len(waiting) > _NOTICES_SHOWN:
            all_of_them = _button(
                tr("All {waiting_count:,} in the queue", waiting_count=len(waiting)), partial(self.list_wanted.emit, "notices")
            )
            rows.addWidget(all_of_them, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _ring(self, start: Start) -> QFrame:
        """Notices that nobody of their rank has opened in time: somebody has to be rung."""
        counted = Counter(notice.rank for notice in start.inbox.ring)
        ranks = ", ".join(f"{tr(rank.words)} ({counted[rank]})" for rank in sorted(counted, key=lambda rank: rank.order))
        said = tr("Nobody of that rank has opened these. Ring, then say who was told: until then they stand here.")
        card, rows = _section(tr("Ring the duty {ranks}", ranks=ranks), said, is_quiet=False)
        card.setObjectName("ring")
        for notice in start.inbox.ring[:_RUNG_SHOWN]:
            what = tr(
                "{clock}, {words} level, {due_at}",
                clock=labels.CLOCK[notice.clock],
                words=tr(notice.rank.words),
                due_at=times.due_in_words(notice.due_at, start.at),
            )
            about = labels.joined([notice.name or tr("Shift {reference}", reference=notice.reference), what])
            told = (tr("Somebody was told…"), partial(self._form, "record-told", about, {"notice": notice.notice}))
            go = [(tr("Go to it"), partial(self.entry_wanted.emit, notice.entry))] if notice.entry is not None else []
            rows.addWidget(self._row(notice.band, about, [*go, told], has_band=notice.entry is not None))
        if len(start.inbox.ring) > _RUNG_SHOWN:
            rows.addWidget(
                _words(
                    tr("… and {ring_count} more, the oldest first, once these are told.", ring_count=len(start.inbox.ring) - _RUNG_SHOWN)
                )
            )
        return card

    def _notice_row(self, notice: "WaitingNotice", now: Instant) -> QWidget:
        what = tr(
            "{clock}, {words} level, {due_at}",
            clock=labels.CLOCK[notice.clock],
            words=tr(notice.rank.words),
            due_at=times.due_in_words(notice.due_at, now),
        )
        words = labels.joined(
            [
                notice.name or tr("Shift {reference}", reference=notice.reference),
                what,
                tr("for information") if notice.for_information else None,
                (notice.late and tr("told late")) or None,
            ]
        )
        buttons = [(tr("Go to it"), partial(self.entry_wanted.emit, notice.entry))] if notice.entry is not None else []
        if not notice.for_information:
            about = labels.joined([notice.name, notice.reference])
            buttons.append((tr("I have it…"), partial(self._form, "acknowledge", about, {"notice": notice.notice})))
            buttons.append((tr("Not mine…"), partial(self._form, "pass-on", about, {"notice": notice.notice})))
        return self._row(notice.band, words, buttons, has_band=notice.entry is not None)

    def _proposals(self, start: Start) -> QFrame:
        waiting = start.inbox.proposals
        said = (
            tr("Another officer has proposed these; they take effect when you approve.")
            if waiting
            else tr("No proposal waits for a second officer.")
        )
        card, rows = _section(tr("Waiting for a second officer ({waiting_count})", waiting_count=len(waiting)), said, is_quiet=not waiting)
        for one in waiting[:_SHOWN]:
            many = one.words.get("references", ())
            listed = ", ".join(many[:_LISTED]) + (
                tr(" and {many_count} more", many_count=len(many) - _LISTED) if len(many) > _LISTED else ""
            )
            words = labels.joined([one.name, one.reference or listed, one.deed.replace("-", " "), tr("by {by}", by=one.by), one.reason])
            form = partial(self._form, about=labels.joined([one.name, one.reference, one.deed]), words={"proposal": one.proposal})
            go = [(tr("Go to it"), partial(self.entry_wanted.emit, one.entry))] if one.entry is not None else []
            buttons = [
                *go,
                (tr("Approve…"), partial(form, "approve")),
                (tr("Decline…"), partial(form, "decline")),
            ]
            rows.addWidget(self._row(None, words, buttons, has_band=False))
        _and_more(rows, len(waiting))
        return card

    def _unwatched(self, start: Start) -> QFrame:
        gaps = start.watch.unwatched
        card, rows = _section(
            tr("While nothing was watching"), "" if gaps else tr("A desktop has been watching all the time."), is_quiet=not gaps
        )
        for gap in gaps[:3]:
            rows.addWidget(_words(gap.sentence))
        return card

    def _gaps(self, start: Start) -> tuple[QFrame, ...]:
        """Where nobody of a rank is on duty in the coming day, before it begins; nothing where a roster covers it, or there is none."""
        if not start.duty.gaps:
            return ()
        card, rows = _section(
            tr("Nobody on duty in the next 24 hours"), tr("What falls to these ranks then goes to the next one at once."), is_quiet=False
        )
        for gap in start.duty.gaps[:_NOTICES_SHOWN]:
            rows.addWidget(
                _words(
                    tr(
                        "{words}: {starts_at} to {ends_at}",
                        words=tr(gap.rank.words).capitalize(),
                        starts_at=moment(gap.starts_at),
                        ends_at=moment(gap.ends_at),
                    )
                )
            )
        rows.addWidget(_button(tr("Officers and duty"), partial(self.page_wanted.emit, "duty")), 0, Qt.AlignmentFlag.AlignLeft)
        return (card,)

    def _due(self, start: Start) -> QFrame:
        said = tr("In due order; each line opens its entry.") if start.due else tr("Nothing falls due before this shift ends.")
        card, rows = _section(tr("Due before this shift ends ({due_count:,})", due_count=start.due_count), said, is_quiet=not start.due)
        for row in start.due:
            what = f"{labels.CLOCK[row.worst_clock]} {times.due_in_words(row.due_at, start.at)}" if row.worst_clock else ""
            words = labels.joined([row.name, labels.CATEGORY[row.category], what, tr("owner {owner}", owner=row.owner or "nobody")])
            rows.addWidget(self._row(row.band, words, [(tr("Go to it"), partial(self.entry_wanted.emit, row.entry))]))
        if start.due_count > len(start.due):
            rows.addWidget(
                _button(tr("All {due_count:,} in the queue", due_count=start.due_count), partial(self.list_wanted.emit, "this-shift")),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        return card

    def _row(self, band: Band | None, words: str, buttons: Sequence[tuple[str, Callable[[], object]]], *, has_band: bool = True) -> QWidget:
        line = QWidget(self)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if has_band:
            mark = BandLabel(line)
            mark.show_band(band, labels.band_words(band, dict(self._welcome.band_labels) if self._welcome else None))
            mark.setMinimumWidth(96)
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(_words(words), 1)
        for text, does in buttons:
            button = _button(text, does)
            button.setAccessibleName(f"{text} {words}")
            layout.addWidget(button)
        return line

    def _form(self, deed: str, about: str, words: dict[str, Any]) -> None:
        card: DeedCard | None = self._welcome.cards.get(deed) if self._welcome else None
        if card is not None:
            self.form_wanted.emit(card, about, words)


def _section(heading: str, said: str, *, is_quiet: bool) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("panel", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 8, 16, 8)
    layout.setSpacing(8)
    head = QLabel(heading, card)
    head.setProperty("scale", "heading")
    layout.addWidget(head)
    if said:
        words = _words(said)
        words.setProperty("tone", "quiet" if is_quiet else "")
        layout.addWidget(words)
    return card, layout


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(text: str, does: Callable[[], object], *, is_main: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "main" if is_main else "")
    button.clicked.connect(_calling(does))
    return button


def _and_more(rows: QVBoxLayout, count: int) -> None:
    if count > _SHOWN:
        rows.addWidget(_words(tr("… and {count:,} more under Notices in the queue.", count=count - _SHOWN)))


def _calling(does: Callable[[], object]) -> Callable[[], None]:
    """A slot without words, whatever the signal hands."""

    def call() -> None:
        does()

    return call
