"""What is seen until the store is open: what is being done, and a way out. Painted first, so it is made of little."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.theme.motion import show_busy
from ui.wording import tr

_LONG_MS = 3000
_WIDTH = 360


class OpeningPage(QWidget):
    """`given_up` asks for the program's end: the store is as it was, whatever step of opening it stood at."""

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Busy from the start."""
        super().__init__(parent)
        self.setObjectName("opening")
        self._said = QLabel(tr("Opening the store…"), self)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        show_busy(self._bar)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Opening the store"))
        self._bar.setFixedWidth(_WIDTH)
        self._close = QPushButton(tr("Close the program"), self)
        self._close.setObjectName("give-up-opening")
        self._close.clicked.connect(self.given_up)
        self._close.hide()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._said)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._long = QTimer(self, interval=_LONG_MS, singleShot=True)
        self._long.timeout.connect(self._say_why)
        self._long.start()

    def say_making(self) -> None:
        """A demonstration is made first: what takes so long, and that it is once only."""
        self._long.stop()
        self._said.setText(tr("Opening the demonstration. The first time its invented people are made, which takes about half a minute."))

    def end(self) -> None:
        """The store is open, or is not."""
        self._long.stop()

    def _say_why(self) -> None:
        self._said.setText(
            tr(
                "Still opening the store. A server may be slow to answer; a store that an earlier version made is brought up to date now, and a copy of it is kept first."
            )
        )
        self._close.show()
