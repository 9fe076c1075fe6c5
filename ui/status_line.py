"""The line at the foot: who checked last and when, backup, how many are open. It tells the truth when nobody watches."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.wording import tr
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.desk.answers import WatchStatus

_READ_EVERY_MS = 5000
_SHAPES = {"ok": "✓", "amber": "▲", "red": "■"}
_TONES = {"ok": "fine", "amber": "soon", "red": "over"}


class StatusLine(QWidget):
    """The status. Reads the watch every five seconds, quietly, and words it anew every second."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Says that the store is being opened until it is."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName(tr("Status"))
        self._desk = desk
        self._watch: WatchStatus | None = None
        self._unreachable: str | None = None
        self._counts: dict[str, int] = {}
        self._extra = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        self._text = QLabel(tr("Opening the store…"), self)
        self._text.setObjectName("status-text")
        self._shown = QLabel(self)
        self._shown.setProperty("tone", "quiet")
        self._shown.setObjectName("status-shown")
        layout.addWidget(self._text, 1)
        layout.addWidget(self._shown)
        self._read_again = QTimer(self, interval=_READ_EVERY_MS)
        self._read_again.timeout.connect(self.read)
        self._word_again = QTimer(self, interval=1000)
        self._word_again.timeout.connect(self.show_words)

    @property
    def watching(self) -> tuple[str, ...]:
        """The desktops that checked within the last minute and a half, as last read."""
        return self._watch.watching if self._watch is not None else ()

    def begin(self) -> None:
        """The store is open."""
        self._ask(is_quiet=False)
        self._read_again.start()
        self._word_again.start()

    def read(self) -> None:
        """Ask who watched last, without counting as work under way."""
        self._ask(is_quiet=True)

    def _ask(self, *, is_quiet: bool) -> None:
        self._desk.read(lambda reads: reads.watch(), self._got, on_refused=self._lost, owner=self, topic="watch", is_quiet=is_quiet)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many are in the queue."""
        self._counts = counts
        self.show_words()

    def show_extra(self, text: str) -> None:
        """What is shown of the queue: "12 of 1,204"."""
        self._shown.setText(text)

    def say(self, text: str) -> None:
        """Say one thing instead, until the watch has been read."""
        self._text.setText(text)

    def _got(self, watch: "WatchStatus") -> None:
        self._watch = watch
        self._unreachable = None
        self.show_words()

    def _lost(self, refused: Refusal) -> None:
        self._unreachable = refused.message
        self.show_words()

    def show_words(self) -> None:
        """Word the newest that is known for this second."""
        if self._unreachable is not None:
            self._set(f"■ {self._unreachable}", "over")
        elif self._watch is not None:
            state = self._watch.state.value
            self._set(f"{_SHAPES[state]} {self._words(self._watch)}", _TONES[state])

    def _words(self, watch: "WatchStatus") -> str:
        now = self._desk.now()
        if watch.last_sweep_at is None:
            checked = tr("No desktop has checked yet")
        else:
            checked = tr("Checked {last_sweep_at} by {desktop}", last_sweep_at=times.ago(watch.last_sweep_at, now), desktop=watch.desktop)
        if watch.unwatched_since is not None:
            checked = tr(
                "Nobody is watching since {unwatched_since}: due times are right, notices wait. {checked}",
                unwatched_since=times.clock_time(watch.unwatched_since, now),
                checked=checked,
            )
        elif watch.oldest_late is not None:
            checked = tr(
                "A level has been due since {oldest_late} and is not recorded. {checked}",
                oldest_late=times.clock_time(watch.oldest_late, now),
                checked=checked,
            )
        elif watch.state.value == "amber":
            checked = tr("{checked}: checks are missing", checked=checked)
        if watch.doubts:
            wrong = ", ".join(f"{one.desktop} ({one.kind})" for one in watch.doubts)
            checked = tr("The clock of {wrong} stands wrong: set it right. {checked}", wrong=wrong, checked=checked)
        backup = tr("backup {at}", at=times.clock_time(watch.last_backup.at, now)) if watch.last_backup else tr("no backup yet")
        held = tr("{everything:,} in the queue", everything=self._counts["everything"]) if "everything" in self._counts else ""
        return labels.joined([checked, backup, held])

    def _set(self, text: str, tone: str) -> None:
        if self._text.text() != text:
            self._text.setText(text)
            self._text.setToolTip(text)
        if self._text.property("tone") != tone:
            self._text.setProperty("tone", tone)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
