"""Why is this red? The sentence a sergeant would say, then the arithmetic: start, pauses, elapsed, each level, who was told, what comes."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from ui import labels, times
from ui.entry.tabs import paragraph, table
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import ClockExplained, EntryDetail


def why_text(clocks: "Sequence[ClockExplained]", now: Instant) -> str:
    """Running clocks, the worst first, then those that have stopped."""
    running = sorted((clock for clock in clocks if clock.stopped_at is None), key=lambda clock: _first_due(clock, now))
    stopped = [clock for clock in clocks if clock.stopped_at is not None]
    parts = [_clock_text(clock, now) for clock in running] or [paragraph("No clock runs.")]
    if stopped:
        rows = ((f"{labels.CLOCK[clock.clock]}, cycle {clock.cycle}", clock.sentence) for clock in stopped)
        parts.append(f"<h4>Stopped</h4>{table(('Clock', ''), rows, '')}")
    return "".join(parts)


def _first_due(clock: "ClockExplained", now: Instant) -> float:
    due = next((level.due_at for level in clock.levels if level.due_at is not None), None)
    return (due - now).total_seconds() if due else float("inf")


def _clock_text(clock: "ClockExplained", now: Instant) -> str:
    cycle = f", cycle {clock.cycle}" if clock.cycle > 1 else ""
    head = f"<h4>{escape(labels.CLOCK[clock.clock])}{cycle}</h4><p><b>{escape(clock.sentence)}</b></p>"
    paused = f", {times.span(clock.paused)} paused" if clock.paused else ""
    sums = f"Began {times.exact(clock.started_at)}; {times.span(clock.elapsed)} counted{paused}; policy version {clock.policy_version}."
    rows = [
        (
            str(level.level),
            level.rank.words.capitalize(),
            times.exact(level.due_at) if level.due_at else "rests",
            f"{times.exact(level.crossed_at)}{' (late)' if level.late else ''}" if level.crossed_at else "not yet",
            ", ".join(told.replace("_", " ") for told in level.told) or "–",
        )
        for level in clock.levels
    ]
    pauses = [
        f"Paused from {times.exact(pause.starts_at)} to {times.exact(pause.ends_at) if pause.ends_at else 'now'}." for pause in clock.pauses
    ]
    coming = f"Next: level {clock.next.level}, {times.clock_time(clock.next.due_at, now)}." if clock.next else "No further level."
    levels = table(("Level", "Tells", "Due", "Crossed", "Told"), rows, "No level.")
    return head + paragraph(sums) + "".join(paragraph(pause) for pause in pauses) + levels + paragraph(coming)


class WhyPage(QWidget):
    """The whole page, for reading aloud and for copying."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `show_entry`."""
        super().__init__(parent)
        self.setObjectName("why")
        self.setAccessibleName("Why is this red?")
        layout = QVBoxLayout(self)
        self._head = QLabel("Why is this red?", self)
        self._head.setProperty("scale", "large")
        self._head.setWordWrap(True)
        self._confirm = QLabel(labels.CONFIRM, self)
        self._confirm.setProperty("tone", "confirm")
        self._text = QTextBrowser(self)
        self._text.setAccessibleName("The arithmetic of the clocks")
        self._text.setTabChangesFocus(True)
        for widget in (self._head, self._confirm, self._text):
            layout.addWidget(widget)
        self.setFocusProxy(self._text)

    def show_entry(self, detail: "EntryDetail", band: str, now: Instant) -> None:
        """Explain this entry."""
        is_what = band if detail.row.band is not None else "due"
        self._head.setText(f"Why is {detail.row.name} {is_what}?")
        self._text.setHtml(why_text(detail.clocks, now))

    def clear(self) -> None:
        """Names leave the screen."""
        self._head.setText("Why is this red?")
        self._text.clear()
