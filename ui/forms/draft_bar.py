"""What a form says of itself when it was begun before: when, that it is filled in again, and the way to throw it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.times import moment
from ui.widgets.announcing import announce
from ui.widgets.flow import FlowLayout
from ui.wording import tr
from wantedtrack.rules.entry import Instant


class DraftBar(QFrame):
    """`go_on` says that what was begun is wanted, `thrown_away` that it is not."""

    go_on = Signal()
    thrown_away = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Hidden until something is offered."""
        super().__init__(parent)
        self.setObjectName("draft")
        self.setAccessibleName(tr("Begun before"))
        self.setProperty("panel", "notice")
        below = QVBoxLayout(self)
        below.setContentsMargins(10, 4, 6, 4)
        row = FlowLayout(ends_right=True)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setObjectName("draft-words")
        self.on = QPushButton(tr("Go on"), self)
        self.on.setObjectName("draft-go-on")
        self.away = QPushButton(tr("Throw away"), self)
        self.away.setObjectName("draft-throw-away")
        self.on.clicked.connect(self.go_on)
        self.away.clicked.connect(self.thrown_away)
        below.addWidget(self._words)
        row.addWidget(self.on)
        row.addWidget(self.away)
        below.addLayout(row)
        self.hide()

    def offer(self, at: Instant, *, is_filled_in: bool) -> None:
        """Say when it was begun. Where somebody has typed meanwhile nothing is filled in until it is asked for."""
        said = (
            tr("You had begun this on {when} and not saved it. It is filled in again: go on, or throw it away.", when=moment(at))
            if is_filled_in
            else tr(
                "You had begun this on {when} and not saved it. Go on with that in the place of what you have typed now?", when=moment(at)
            )
        )
        self._words.setText(said)
        self.show()
        announce(self, said)
