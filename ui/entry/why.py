"""Why is this red? One paragraph as a sergeant would say it, then each clock: its line of time, its sum, its levels, who was told, what comes."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import labels, times
from ui.clipboard import put_text
from ui.entry.tabs import paragraph, table
from ui.entry.time_line import time_line
from ui.retelling import retold
from ui.theme.colours import Colours
from ui.theme.style import Theme
from ui.widgets.first_stop import FirstStop
from ui.widgets.long_words import breakable
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.rules import why_words
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained, EntryDetail, LevelExplained, PauseExplained, PromiseExplained


def why_text(clocks: "Sequence[ClockExplained]", now: Instant, *, since: Instant, colours: Colours | None = None) -> str:
    """The paragraph, the running clocks with the worst first, then those that have stopped; with `colours` each running one is drawn as well."""
    running = why_words.worst_first(clocks)
    told = why_words.aloud(since=since, now=now, sentences=[clock.sentence for clock in running])
    parts = [f"<p style='font-size: large'>{escape(retold(told))}</p>"]
    parts += [_clock_text(clock, now, colours) for clock in running] or [paragraph(tr("No clock runs."))]
    stopped = [clock for clock in clocks if clock.stopped_at is not None]
    if stopped:
        rows = (
            (tr("{clock}, cycle {number}", clock=labels.CLOCK[clock.clock], number=clock.cycle), retold(clock.sentence))
            for clock in stopped
        )
        parts.append(f"<h4>{escape(tr('Stopped'))}</h4>{table((tr('Clock'), ''), rows, '')}")
    return "".join(parts)


def _clock_text(clock: "ClockExplained", now: Instant, colours: Colours | None) -> str:
    name = labels.CLOCK[clock.clock]
    head = tr("{clock}, cycle {number}", clock=name, number=clock.cycle) if clock.cycle > 1 else name
    drawn = time_line(clock, now, colours) if colours is not None and clock.levels else ""
    lines = [_sum(clock, now), _policy(clock), *(_pause(pause) for pause in clock.pauses)]
    rows = [_level(level, clock) for level in clock.levels]
    headings = (tr("Level"), tr("Tells"), tr("Due"), tr("Crossed"), tr("Told"), tr("Who has it"))
    levels = table(headings, rows, tr("No level."))
    coming = (
        tr("Next: level {number}, {when}.", number=clock.next.level, when=times.clock_time(clock.next.due_at, now))
        if clock.next
        else tr("No further level.")
    )
    said = "".join(paragraph(line) for line in lines if line)
    return f"<h4>{escape(head)}</h4>{paragraph(retold(clock.sentence))}{drawn}{said}{levels}{paragraph(coming)}"


def _sum(clock: "ClockExplained", now: Instant) -> str:
    """Start and its reason, clock time, and what of it counted."""
    whole = (clock.stopped_at or now) - clock.started_at
    began = tr("Began {when}, when {reason}.", when=times.exact(clock.started_at), reason=tr(clock.reason))
    if clock.paused:
        counted = tr(
            "{whole} gone by the clock, {paused} of it paused: {counted} counted.",
            whole=times.span(whole), paused=times.span(clock.paused), counted=times.span(clock.elapsed),
        )  # fmt: skip
    else:
        counted = tr("{whole} gone, all of it counted.", whole=times.span(whole))
    return f"{began} {counted}"


def _policy(clock: "ClockExplained") -> str:
    if clock.policy_version is None:
        return ""
    return tr("By policy version {number}: {limits}.", number=clock.policy_version, limits=retold(clock.limits))


def _pause(pause: "PauseExplained") -> str:
    """From when to when, why, who asked and who authorised."""
    end = times.exact(pause.ends_at) if pause.ends_at else tr("now, until {when} at most", when=times.exact(pause.until))
    words = {"start": times.exact(pause.starts_at), "end": end, "why": labels.words_of_text(pause.reason).lower(), "by": pause.by}
    if pause.authoriser == pause.by:
        return tr("Paused from {start} to {end}: {why}, by {by}.", **words)
    return tr("Paused from {start} to {end}: {why}, by {by}, authorised by {authoriser}.", **words, authoriser=pause.authoriser)


def _level(level: "LevelExplained", clock: "ClockExplained") -> tuple[str, ...]:
    crossed = tr("not yet")
    if level.crossed_at is not None:
        crossed = times.exact(level.crossed_at)
        if level.late:
            crossed = tr("{when}, while nobody watched", when=crossed)
        if level.policy_version is not None and level.policy_version != clock.policy_version:
            crossed = tr("{when}, under policy version {number}", when=crossed, number=level.policy_version)
    return (
        str(level.level),
        tr(level.rank.words).capitalize(),
        times.exact(level.due_at) if level.due_at else tr("rests"),
        crossed,
        ", ".join(tr(told.replace("_", " ")) for told in level.told) or "–",
        "; ".join(_promise(promise) for promise in level.promises) or "–",
    )


def _promise(promise: "PromiseExplained") -> str:
    if promise.ended_at is not None:
        return tr("{by}, until {when}", by=promise.by, when=times.exact(promise.ended_at))
    return tr("{by}: {step}, holds until {when}", by=promise.by, step=promise.next_step, when=times.exact(promise.holds_until))


class WhyPage(QWidget):
    """The whole page, for reading aloud, copying and printing. `print_wanted` asks for it on paper, `said` carries what was done."""

    print_wanted = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_entry`."""
        super().__init__(parent)
        self.setObjectName("why")
        self.setAccessibleName(tr("Why is this red?"))
        self._theme = theme
        self._reference = ""
        layout = QVBoxLayout(self)
        self._head = QLabel(tr("Why is this red?"), self)
        self._head.setProperty("scale", "large")
        self._head.setWordWrap(True)
        self._confirm = QLabel(tr(labels.CONFIRM), self)
        self._confirm.setProperty("tone", "confirm")
        self._text = ReadingText(self)
        self._text.setObjectName("why-text")
        self._text.setAccessibleName(tr("The arithmetic of the clocks"))
        self._text.setTabChangesFocus(True)
        for widget in (self._head, self._confirm, self._text):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        FirstStop(self, self._text)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        copy, paper = QPushButton(tr("&Copy as text"), self), QPushButton(tr("&Print…"), self)
        copy.setObjectName("why-copy")
        paper.setObjectName("why-print")
        copy.clicked.connect(self._copy)
        paper.clicked.connect(self.print_wanted)
        row.addWidget(copy)
        row.addWidget(paper)
        return row

    def show_entry(self, detail: "EntryDetail", band: str, now: Instant) -> None:
        """Explain this entry."""
        self._reference = detail.row.reference
        self._head.setText(
            tr("Why is {name} {band}?", name=breakable(detail.row.name), band=band if detail.row.band is not None else tr("due"))
        )
        since = detail.row.became_outstanding_at
        self._text.setHtml(why_text(detail.clocks, now, since=since, colours=self._theme.colours))

    def _copy(self) -> None:
        """The sum under its reference: nobody's name goes with it."""
        text = self._text.toPlainText().replace("\ufffc", "").strip()
        put_text(f"{self._reference}. {tr(labels.CONFIRM)}\n\n{text}\n")
        self.said.emit(tr("The arithmetic of {reference} is on the clipboard, without a name.", reference=self._reference))

    def clear(self) -> None:
        """Names leave the screen."""
        self._head.setText(tr("Why is this red?"))
        self._text.clear()
