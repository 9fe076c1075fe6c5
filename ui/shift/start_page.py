"""Start of shift: the first thing to do and why, what comes after it, and what there is of each in due order."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.shift.first_card import first_card
from ui.shift.first_words import Said, Ways, nothing, ranks_told, said_of
from ui.shift.lines import Press, band_mark, card, line, words
from ui.shift.starting import AboutOne, Start, few, read_start
from ui.times import moment
from ui.widgets.made_anew import MadeAnew
from ui.widgets.page_width import keep_narrow
from ui.wording import counted, tr
from wantedtrack.rules.consultation import Consulted
from wantedtrack.rules.entry import Band
from wantedtrack.rules.first_things import in_order

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard, WaitingNotice, WaitingProposal

_GAPS_SHOWN = 3
_LISTED = 8


class StartPage(QWidget):
    """`entry_wanted` carries an entry to go to, `form_wanted` a deed's card with the words it is to be filled with, `first_known` what comes first, None for nothing."""

    entry_wanted = Signal(object)
    list_wanted = Signal(str)
    page_wanted = Signal(str)
    form_wanted = Signal(object, str, object)
    first_known = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `begin`."""
        super().__init__(parent)
        self.setObjectName("start-of-shift")
        self.setAccessibleName(tr("Start of shift"))
        self._desk = desk
        self._welcome: Welcome | None = None
        layout = QVBoxLayout(self)
        self._head = words(tr("Start of shift"))
        self._head.setProperty("scale", "large")
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self._area = MadeAnew(self)
        self._area.setAccessibleName(tr("What to do first, and what waits"))
        layout.addWidget(self._head)
        layout.addWidget(confirm)
        hint = words(
            tr(
                "Up and Down go from line to line, Enter presses. On a line: G goes to it, I says you have it, N that it is not yours, T that somebody was told, A approves, D declines."
            )
        )
        hint.setObjectName("start-keys")
        hint.setProperty("tone", "quiet")
        hint.setProperty("scale", "small")
        layout.addWidget(hint)
        layout.addWidget(self._area, 1)
        self.clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus goes to what is to be done first: Enter does it."""
        super().focusInEvent(event)
        self._area.focus_first()

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
        self._area.put(QWidget(self._area))

    def _show(self, start: Start) -> None:
        welcome = self._welcome
        if welcome is None:
            return
        shift = welcome.shift(start.at)
        named = tr("{name} shift, until {ends_at}", name=shift.name, ends_at=moment(shift.ends_at)) if shift else tr("Between shifts")
        self._head.setText(tr("Start of shift: {named}", named=named))
        ways = Ways(
            self.entry_wanted.emit, self.list_wanted.emit, self.page_wanted.emit, self._form, welcome.may, dict(welcome.band_labels),
            welcome.shift_patterns,
        )  # fmt: skip
        waits = start.waits(may_sign=welcome.may("sign-handover"), may_accept=welcome.may("accept"))
        things: list[Said] = [said_of(thing, start, ways) for thing in in_order(waits)]
        self.first_known.emit(things[0] if things else None)
        until = times.clock_time(welcome.shift_ends_at(start.at), start.at)
        body = QWidget(self._area)
        keep_narrow(body)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 8, 8)
        rows.setSpacing(8)
        for section in (first_card(things or [nothing(start, ways, until=until)], ways), *self._sections(start)):
            rows.addWidget(section)
        rows.addStretch(1)
        self._area.put(body)
        if self.isVisible():
            self._desk.note(Consulted.INBOX)

    def _sections(self, start: Start) -> list[QFrame]:
        found = (self._ring(start), self._notices(start), self._proposals(start), _unwatched(start), self._gaps(start), self._due(start))
        return [section for section in (*found, _quiet(start)) if section is not None]

    def _ring(self, start: Start) -> QFrame | None:
        """Notices that nobody of their rank has opened in time: somebody has to be rung."""
        waiting = start.waiting
        if not waiting.ring:
            return None
        said = tr("Nobody of the rank that was told has opened these. Until somebody of it was told they stand here, the oldest due first.")
        made, rows = card(tr("Ring the duty {ranks}", ranks=ranks_told(waiting.ranks)), said, name="ring")
        for notice in waiting.rung:
            told = self._about(notice, start)
            press = Press(tr("Somebody was told…"), partial(self._form, "record-told", told, {"notice": notice.notice}), key="T")
            rows.addWidget(self._line(notice, told, [*self._way_to(notice), press]))
        if waiting.ring > len(waiting.rung):
            more = Press(tr("All {count:,} in the inbo&x", count=waiting.ring), partial(self.page_wanted.emit, "inbox"))
            rows.addWidget(line("", [more]))
        return made

    def _notices(self, start: Start) -> QFrame | None:
        waiting = start.waiting
        if not waiting.notices:
            return None
        said = labels.joined(
            [
                counted("{n} to answer", "{n} to answer", waiting.to_answer),
                counted("{n} for information", "{n} for information", waiting.notices - waiting.to_answer)
                if waiting.to_answer < waiting.notices
                else None,
                counted("about {n} entry or shift", "about {n} entries or shifts", waiting.about),
            ],
            ", ",
        )
        made, rows = card(
            tr("What escalated ({waiting_count:,})", waiting_count=waiting.notices), tr("{said}; the oldest due first.", said=said)
        )
        for one in waiting.escalated:
            rows.addWidget(self._notice_line(one, start))
        if waiting.about > len(waiting.escalated):
            press = Press(tr("&All {count:,} in the inbox", count=waiting.notices), partial(self.page_wanted.emit, "inbox"))
            rows.addWidget(line("", [press]))
        return made

    def _notice_line(self, one: AboutOne, start: Start) -> QWidget:
        notice = one.notice
        told = labels.joined(
            [
                self._about(notice, start),
                tr("for information") if notice.for_information else None,
                tr("told late") if notice.late else None,
                counted("{n} more notice about it", "{n} more notices about it", one.more) if one.more else None,
            ]
        )
        presses = self._way_to(notice)
        if not notice.for_information:
            about = labels.joined([notice.name, notice.reference])
            presses.append(Press(tr("I have it…"), partial(self._form, "acknowledge", about, {"notice": notice.notice}), key="I"))
            presses.append(Press(tr("Not mine…"), partial(self._form, "pass-on", about, {"notice": notice.notice}), key="N"))
        return self._line(notice, told, presses)

    def _about(self, notice: "WaitingNotice", start: Start) -> str:
        what = tr(
            "{clock}, {words} level, {due_at}",
            clock=labels.CLOCK[notice.clock],
            words=tr(notice.rank.words),
            due_at=times.due_in_words(notice.due_at, start.at),
        )
        return labels.joined([notice.name or tr("Shift {reference}", reference=notice.reference), what])

    def _way_to(self, notice: "WaitingNotice") -> list[Press]:
        return [] if notice.entry is None else [Press(tr("Go to it"), partial(self.entry_wanted.emit, notice.entry), key="G")]

    def _line(self, notice: "WaitingNotice", told: str, presses: Sequence[Press]) -> QWidget:
        mark = band_mark(notice.band, self._band(notice.band)) if notice.entry is not None else None
        return line(told, presses, mark=mark)

    def _proposals(self, start: Start) -> QFrame | None:
        waiting = start.waiting.proposals
        if not waiting:
            return None
        said = tr("Another officer has proposed these; they take effect when you approve.")
        made, rows = card(tr("Waiting for a second officer ({waiting_count})", waiting_count=len(waiting)), said)
        shown = few(waiting)
        for one in shown:
            rows.addWidget(self._proposal_line(one))
        if len(waiting) > len(shown):
            press = Press(tr("All {count:,} in the inbox", count=len(waiting)), partial(self.page_wanted.emit, "inbox"))
            rows.addWidget(line("", [press]))
        return made

    def _proposal_line(self, one: "WaitingProposal") -> QWidget:
        many = one.words.get("references", ())
        listed = ", ".join(many[:_LISTED]) + (tr(" and {many_count} more", many_count=len(many) - _LISTED) if len(many) > _LISTED else "")
        told = labels.joined([one.name, one.reference or listed, one.deed.replace("-", " "), tr("by {by}", by=one.by), one.reason])
        about, filled = labels.joined([one.name, one.reference, one.deed]), {"proposal": one.proposal}
        go = [Press(tr("Go to it"), partial(self.entry_wanted.emit, one.entry), key="G")] if one.entry is not None else []
        approve = Press(tr("Approve…"), partial(self._form, "approve", about, filled), key="A")
        return line(told, [*go, approve, Press(tr("Decline…"), partial(self._form, "decline", about, filled), key="D")])

    def _gaps(self, start: Start) -> QFrame | None:
        """Where nobody of a rank is on duty in the coming day, before it begins; nothing where a roster covers it, or there is none."""
        if not start.duty.gaps:
            return None
        made, rows = card(tr("Nobody on duty in the next 24 hours"), tr("What falls to these ranks then goes to the next one at once."))
        for gap in start.duty.gaps[:_GAPS_SHOWN]:
            rank, begins, ends = tr(gap.rank.words).capitalize(), moment(gap.starts_at), moment(gap.ends_at)
            rows.addWidget(words(tr("{words}: {starts_at} to {ends_at}", words=rank, starts_at=begins, ends_at=ends)))
        rows.addWidget(line("", [Press(tr("Officers and duty"), partial(self.page_wanted.emit, "duty"))]))
        return made

    def _due(self, start: Start) -> QFrame | None:
        if not start.due:
            return None
        made, rows = card(
            tr("Due before this shift ends ({due_count:,})", due_count=start.due_count), tr("In due order; each line opens its entry.")
        )
        shown = few(start.due)
        for row in shown:
            what = f"{labels.CLOCK[row.worst_clock]} {times.due_in_words(row.due_at, start.at)}" if row.worst_clock else ""
            owner = tr("owner {owner}", owner=row.owner) if row.owner else tr("nobody owns it")
            told = labels.joined([row.name, labels.CATEGORY[row.category], what, owner])
            go = Press(tr("Go to it"), partial(self.entry_wanted.emit, row.entry), key="G")
            rows.addWidget(line(told, [go], mark=band_mark(row.band, self._band(row.band))))
        if start.due_count > len(shown):
            press = Press(tr("All {due_count:,} in the q&ueue", due_count=start.due_count), partial(self.list_wanted.emit, "this-shift"))
            rows.addWidget(line("", [press]))
        return made

    def _band(self, band: Band | None) -> str:
        return labels.band_words(band, dict(self._welcome.band_labels) if self._welcome else None)

    def _form(self, deed: str, about: str, filled: dict[str, Any]) -> None:
        held: DeedCard | None = self._welcome.cards.get(deed) if self._welcome else None
        if held is not None:
            self.form_wanted.emit(held, about, filled)


def _unwatched(start: Start) -> QFrame | None:
    if not start.watch.unwatched:
        return None
    made, rows = card(tr("While nothing was watching"))
    for gap in start.watch.unwatched[:_GAPS_SHOWN]:
        told = words(gap.sentence)
        told.setObjectName("unwatched-told")
        rows.addWidget(told)
    return made


def _quiet(start: Start) -> QFrame | None:
    """What there is nothing of, in one breath: silence is said too."""
    nothing_of = (
        (start.handover is None, tr("No handover waits for your signature.")),
        (
            start.handover is not None and not start.handover.is_for_the_asker,
            tr("The handover that you signed waits for the incoming officer."),
        ),
        (not start.waiting.notices, tr("Nothing escalated to your rank is waiting.")),
        (not start.waiting.proposals, tr("No proposal waits for a second officer.")),
        (not start.watch.unwatched, tr("A desktop has been watching all the time.")),
        (not start.due, tr("Nothing falls due before this shift ends.")),
    )
    told = labels.joined([sentence for is_so, sentence in nothing_of if is_so], " ")
    if not told:
        return None
    made, rows = card(tr("All quiet"))
    said = words(told)
    said.setProperty("tone", "quiet")
    rows.addWidget(said)
    return made
