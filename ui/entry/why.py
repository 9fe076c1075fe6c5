"""Why is this red? The sentence a sergeant would say, then the arithmetic: start, pauses, elapsed, each level, who was told, what comes."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from ui import labels, times
from ui.entry.tabs import paragraph, table
from ui.wording import tr
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained, EntryDetail


def why_text(clocks: "Sequence[ClockExplained]", now: Instant) -> str:
    """Running clocks, the worst first, then those that have stopped."""
    running = sorted((clock for clock in clocks if clock.stopped_at is None), key=lambda clock: _first_due(clock, now))
    stopped = [clock for clock in clocks if clock.stopped_at is not None]
    parts = [_clock_text(clock, now) for clock in running] or [paragraph(tr("No clock runs."))]
    if stopped:
        rows = ((tr("{clock}, cycle {cycle}", clock=labels.CLOCK[clock.clock], cycle=clock.cycle), clock.sentence) for clock in stopped)
        parts.append(f"<h4>Stopped</h4>{table(('Clock', ''), rows, '')}")
    return "".join(parts)


def _first_due(clock: "ClockExplained", now: Instant) -> float:
    due = next((level.due_at for level in clock.levels if level.due_at is not None), None)
    return (due - now).total_seconds() if due else float("inf")


def _clock_text(clock: "ClockExplained", now: Instant) -> str:
    cycle = tr(", cycle {cycle}", cycle=clock.cycle) if clock.cycle > 1 else ""
    head = f"<h4>{escape(labels.CLOCK[clock.clock])}{cycle}</h4><p><b>{escape(clock.sentence)}</b></p>"
    paused = tr(", {paused} paused", paused=times.span(clock.paused)) if clock.paused else ""
    sums = tr(
        "Began {started_at}; {elapsed} counted{paused}; policy version {policy_version}.",
        started_at=times.exact(clock.started_at),
        elapsed=times.span(clock.elapsed),
        paused=paused,
        policy_version=clock.policy_version,
    )
    rows = [
        (
            str(level.level),
            tr(level.rank.words).capitalize(),
            times.exact(level.due_at) if level.due_at else "rests",
            f"{times.exact(level.crossed_at)}{' (late)' if level.late else ''}" if level.crossed_at else tr("not yet"),
            ", ".join(told.replace("_", " ") for told in level.told) or "–",
        )
        for level in clock.levels
    ]
    pauses = [
        tr(
            "Paused from {starts_at} to {value}.",
            starts_at=times.exact(pause.starts_at),
            value=times.exact(pause.ends_at) if pause.ends_at else "now",
        )
        for pause in clock.pauses
    ]
    coming = (
        tr("Next: level {level}, {due_at}.", level=clock.next.level, due_at=times.clock_time(clock.next.due_at, now))
        if clock.next
        else tr("No further level.")
    )
    levels = table((tr("Level"), tr("Tells"), tr("Due"), tr("Crossed"), tr("Told")), rows, tr("No level."))
    return head + paragraph(sums) + "".join(paragraph(pause) for pause in pauses) + levels + paragraph(coming)


class WhyPage(QWidget):
    """The whole page, for reading aloud and for copying."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `show_entry`."""
        super().__init__(parent)
        self.setObjectName("why")
        self.setAccessibleName(tr("Why is this red?"))
        layout = QVBoxLayout(self)
        self._head = QLabel(tr("Why is this red?"), self)
        self._head.setProperty("scale", "large")
        self._head.setWordWrap(True)
        self._confirm = QLabel(tr(labels.CONFIRM), self)
        self._confirm.setProperty("tone", "confirm")
        self._text = QTextBrowser(self)
        self._text.setAccessibleName(tr("The arithmetic of the clocks"))
        self._text.setTabChangesFocus(True)
        for widget in (self._head, self._confirm, self._text):
            layout.addWidget(widget)
        self.setFocusProxy(self._text)

    def show_entry(self, detail: "EntryDetail", band: str, now: Instant) -> None:
        """Explain this entry."""
        is_what = band if detail.row.band is not None else "due"
        self._head.setText(tr("Why is {name} {is_what}?", name=detail.row.name, is_what=is_what))
        self._text.setHtml(why_text(detail.clocks, now))

    def clear(self) -> None:
        """Names leave the screen."""
        self._head.setText(tr("Why is this red?"))
        self._text.clear()
