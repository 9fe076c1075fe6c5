"""The line at the foot: who checked last and when, backup, how many are open. It tells the truth when nobody watches."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.widgets.announcing import announce
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.unwatched import AMBER_AFTER

if TYPE_CHECKING:
    from ui.desk.answers import Verified, WatchStatus

_READ_EVERY_MS = 5000
_VERIFIED_EVERY_MS = 60_000
_ABOUT_MARKERS = frozenset(
    {"set-circulation", "verify-circulation", "bulk-set-circulation", "bulk-verify", "record-outcome", "close", "import"}
)
SHAPES = {"ok": "✓", "amber": "▲", "red": "■"}
_TONES = {"ok": "fine", "amber": "soon", "red": "over"}


SOUND = "fine"


class StatusLine(QWidget):
    """The status. Reads the watch every five seconds, quietly, and words it anew every second.

    What was read last is judged at the second in which it is worded: when the store or the worker answers no more, the line turns amber and
    red all the same. `watch_worded` carries what is said of the watch alone, and its tone, for where no count may stand. `unwatched` carries the hours in which nobody watched, newest first, as last read.
    """

    unwatched = Signal(object)
    watch_worded = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Says that the store is being opened until it is."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName(tr("Status"))
        self._desk = desk
        self._watch: WatchStatus | None = None
        self._heard_at: Instant | None = None
        self._unreachable: str | None = None
        self._counts: dict[str, int] = {}
        self._verified: Verified | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        self._text = QLabel(tr("Opening the store…"), self)
        self._text.setObjectName("status-text")
        self._text.setWordWrap(True)
        self._shown = QLabel(self)
        self._shown.setProperty("tone", "quiet")
        self._shown.setObjectName("status-shown")
        self._hint = QLabel(self)
        self._hint.setObjectName("status-hint")
        self._hint.setWordWrap(True)
        self._hint.hide()
        layout.addWidget(self._text, 1)
        layout.addWidget(self._hint, 1)
        self._officer = QLabel(self)
        self._officer.setProperty("tone", "quiet")
        self._officer.setObjectName("status-officer")
        layout.addWidget(self._shown)
        layout.addWidget(self._officer)
        self._read_again = QTimer(self, interval=_READ_EVERY_MS)
        self._read_again.timeout.connect(self.read)
        self._word_again = QTimer(self, interval=1000)
        self._word_again.timeout.connect(self.show_words)
        self._verify_again = QTimer(self, interval=_VERIFIED_EVERY_MS)
        self._verify_again.timeout.connect(self._ask_verified)

    @property
    def watching(self) -> tuple[str, ...]:
        """The desktops that checked within the last minute and a half, as last read."""
        return self._watch.watching if self._watch is not None else ()

    def begin(self) -> None:
        """The store is open."""
        self._ask(is_quiet=False)
        self._read_again.start()
        self._word_again.start()
        self._verify_again.start()

    def read(self) -> None:
        """Ask who watched last, without counting as work under way."""
        self._ask(is_quiet=True)

    def take_in(self, touched: Touched) -> None:
        """Something was written: who watches is asked anew, and where a marker may have been looked at that too."""
        self.read()
        if not _ABOUT_MARKERS.isdisjoint(touched.deeds):
            self._ask_verified()

    def _ask_verified(self) -> None:
        self._desk.read(
            lambda reads: reads.verified(), self._got_verified, on_refused=_nothing_to_say, owner=self, topic="verified", is_quiet=True
        )

    def _got_verified(self, verified: "Verified") -> None:
        self._verified = verified
        self.show_words()

    def _ask(self, *, is_quiet: bool) -> None:
        self._desk.read(lambda reads: reads.watch(), self._got, on_refused=self._lost, owner=self, topic="watch", is_quiet=is_quiet)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many are in the queue."""
        is_first, self._counts = not self._counts, counts
        if is_first:
            # After the first page and its counts: nothing of the start waits for this.
            self._ask_verified()
        self.show_words()

    def show_extra(self, text: str) -> None:
        """What is shown of the queue: "12 of 1,204"; announced where it is another than before."""
        if self._shown.text() != text:
            self._shown.setText(text)
            announce(self._shown, text)

    def hint(self, text: str) -> None:
        """While somebody goes through a menu: what the action does, or why it cannot be done; empty gives the line back."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self._text.setVisible(not text)

    def say_of_queue(self, *, is_seen: bool) -> None:
        """What is shown of the queue is said beside the queue alone."""
        self._shown.setVisible(is_seen)

    def show_officer(self, collar: str) -> None:
        """Who acts at this desk: under whose number the next deed stands."""
        self._officer.setText(tr("Acting: {collar}", collar=collar))

    def say(self, text: str) -> None:
        """Say one thing instead, until the watch has been read."""
        self._text.setText(text)

    def _got(self, watch: "WatchStatus") -> None:
        self._watch = watch
        self._heard_at = self._desk.now()
        self._unreachable = None
        self.show_words()
        self.unwatched.emit(watch.unwatched)

    def _lost(self, refused: Refusal) -> None:
        self._unreachable = refused.message
        self.show_words()

    def show_words(self) -> None:
        """Word the newest that is known for this second."""
        if self._unreachable is not None:
            self._set(f"■ {self._unreachable}", "over")
            self.watch_worded.emit(f"■ {self._unreachable}", "over")
        elif self._watch is not None:
            watch = self._watch.as_of(self._desk.now())
            shape, tone = SHAPES[watch.state.value], _TONES[watch.state.value]
            self._set(f"{shape} {self._words(watch)}", tone)
            self.watch_worded.emit(f"{shape} {self._of_the_watch(watch)}", tone)

    def _words(self, watch: "WatchStatus") -> str:
        now = self._desk.now()
        checked = self._of_the_watch(watch)
        backup = tr("backup {when}", when=times.clock_time(watch.last_backup.at, now)) if watch.last_backup else tr("no backup yet")
        held = tr("{count} open", count=f"{self._counts['open']:,}") if "open" in self._counts else ""
        return labels.joined([checked, backup, held, self._verified_words()])

    def _verified_words(self) -> str:
        if self._verified is None or self._verified.percent is None:
            return ""
        return tr("verified on PNC: {percent} % of {count} within 7 d", percent=self._verified.percent, count=f"{self._verified.markers:,}")

    def _of_the_watch(self, watch: "WatchStatus") -> str:
        now = self._desk.now()
        return " ".join([*self._troubles(watch, now), self._checked(watch, now)])

    def _checked(self, watch: "WatchStatus", now: Instant) -> str:
        if watch.last_sweep_at is None:
            return tr("No desktop has checked yet")
        words = {"ago": times.ago(watch.last_sweep_at, now), "desktop": watch.desktop}
        gap = now - watch.last_sweep_at
        if gap > AMBER_AFTER and watch.unwatched_since is None:
            return tr("Checked {ago} by {desktop}: checks are missing", **words)
        return tr("Checked {ago} by {desktop}", **words)

    def _troubles(self, watch: "WatchStatus", now: Instant) -> list[str]:
        """What is wrong with the watch, the gravest first, each with what to do."""
        told: list[str] = []
        if watch.doubts:
            wrong = ", ".join(f"{one.desktop} ({one.kind})" for one in watch.doubts)
            told.append(tr("The clock of {desktops} stands wrong: set it right.", desktops=wrong))
        if watch.unwatched_since is not None:
            since = times.clock_time(watch.unwatched_since, now)
            told.append(tr("Nobody is watching since {when}: due times are right, notices wait.", when=since))
        elif watch.limits_lost:
            told.append(tr("A clock names a policy version that is missing: it tells nothing. Restore a backup, or adopt the policy anew."))
        elif watch.oldest_late is not None:
            late = times.clock_time(watch.oldest_late, now)
            told.append(tr("A level has been due since {when} and is not recorded.", when=late))
        if self._heard_at is not None and now - self._heard_at > AMBER_AFTER:
            told.append(
                tr("The store has not answered here since {when}: start this window again.", when=times.clock_time(self._heard_at, now))
            )
        if watch.policies_lost and not watch.limits_lost:
            lost = ", ".join(str(version) for version in watch.policies_lost)
            told.append(tr("The text of policy version {numbers} is missing: restore a backup, or adopt it anew.", numbers=lost))
        if watch.behind and watch.unwatched_since is None:
            silent = ", ".join(one.desktop for one in watch.behind)
            told.append(tr("{desktops} should be watching and is silent: see whether it still runs.", desktops=silent))
        return told

    def _set(self, text: str, tone: str) -> None:
        if self._text.text() != text:
            self._text.setText(text)
            self._text.setToolTip(text)
        if self._text.property("tone") != tone:
            if self._text.property("tone") is not None or tone != SOUND:
                announce(self._text, text)
            self._text.setProperty("tone", tone)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)


def _nothing_to_say(_: Refusal) -> None:
    """The watch, which is asked more often, says it."""
