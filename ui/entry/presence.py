"""Who else has the entry open: said while it stands here, asked for again and again, and gone by itself when the other has left or has gone to sleep."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.desk.door import Desk
from ui.times import ago, clock_time
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, Instant

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail, Present

_SETTLED_MS = 600
"""Passing over rows is not having them open."""

_AGAIN_MS = 30_000


class PresenceLine(QLabel):
    """The line at the entry's head. A collar number and a desktop; nobody's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nobody is there."""
        super().__init__(parent)
        self.setObjectName("present")
        self.setAccessibleName(tr("Who else has this entry open"))
        self.setProperty("tone", "soon")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def show_present(self, others: "Sequence[Present]", now: Instant | None = None) -> None:
        """Say who; nothing where nobody is."""
        said = [_said(one, now or one.at) for one in others]
        self.setText(" ".join(said))
        self.setVisible(bool(said))


def _said(one: "Present", now: Instant) -> str:
    """Since when, and when it was last heard: the one says whether somebody works on it, the other whether he still does."""
    if one.since is None:
        return tr(
            "{collar} has this entry open at {desktop} (seen {time}).", collar=one.collar, desktop=one.desktop, time=clock_time(one.at, now)
        )
    return tr(
        "{collar} has this entry open at {desktop} since {since} (seen {time}).",
        collar=one.collar,
        desktop=one.desktop,
        since=clock_time(one.since, now),
        time=ago(one.at, now),
    )


class PresenceKeeper(QObject):
    """Says at which entry this desktop is, and shows who else is at it."""

    def __init__(self, desk: Desk, line: PresenceLine, parent: QObject) -> None:
        """At no entry yet."""
        super().__init__(parent)
        self._desk, self._line = desk, line
        self._entry: EntryId | None = None
        self._said: EntryId | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._soon.timeout.connect(self.look)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self.look)

    def look_at(self, detail: "EntryDetail | None") -> None:
        """The entry that stands on screen now, None for none."""
        entry = detail.row.entry if detail is not None else None
        if entry == self._entry:
            return
        self._entry = entry
        self._line.show_present(())
        self._again.stop()
        self._soon.start()

    def look(self) -> None:
        """Say it, and ask who else."""
        self._soon.stop()
        entry = self._entry
        if entry is not None or self._said is not None:
            self._desk.be_present(entry)
        self._said = entry
        if entry is not None:
            self._again.start()
            self._desk.read(
                lambda reads: reads.present(entry), partial(self._show, entry), on_refused=lambda _: None, owner=self, topic="who else",
                is_quiet=True,
            )  # fmt: skip

    def _show(self, entry: EntryId, others: "Sequence[Present]") -> None:
        if entry == self._entry:
            self._line.show_present(others, self._desk.now())
