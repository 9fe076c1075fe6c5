"""What is seen while locked: no name, no count, only who may come back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets.demonstration_band import DemonstrationBand
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal

_LETTERS = 45


class LockPage(QWidget):
    """`unlock_asked` carries the passphrase, empty on a demonstration store."""

    unlock_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing of the store is on it."""
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAccessibleName(tr("Locked"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._demonstration = DemonstrationBand("lock-demonstration", self)
        whole.addWidget(self._demonstration)
        layout = QVBoxLayout()
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(8)
        whole.addLayout(layout, 1)
        head = QLabel(tr("Locked"), self)
        head.setProperty("scale", "large")
        self._says = QLabel(tr("The watcher goes on: due times are checked and notices are kept."), self)
        self._says.setWordWrap(True)
        self.passphrase = QLineEdit(self)
        self.passphrase.setObjectName("field-passphrase")
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton(tr("Unlock"), self)
        self.button.setObjectName("unlock")
        self.button.setProperty("kind", "main")
        self.button.clicked.connect(self._ask)
        for asked in (self.passphrase, self.button):
            asked.setAccessibleDescription(tr("The window is locked. The watcher goes on."))
        self._wrong = RefusedLine(self)
        self.watch = _line(self, "lock-watch")
        self.told = _line(self, "lock-told")
        for widget in (head, self._says, self.watch, self.told, self.passphrase, self._wrong, self.button):
            layout.addWidget(widget)
        self._fit_text()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unlocks, from the button as from the passphrase."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            (focus if isinstance(focus, QPushButton) else self.button).click()
        else:
            super().keyPressEvent(event)

    def _fit_text(self) -> None:
        for widget in (self._says, self.watch, self.told, self.passphrase, self.button, self._wrong):
            widget.setFixedWidth(_LETTERS * self.fontMetrics().averageCharWidth())

    def begin(self, *, asks_passphrase: bool, is_demonstration: bool = False) -> None:
        """Locked now; on a demonstration store no passphrase is asked, and the band says what it is here too."""
        self._demonstration.setVisible(is_demonstration)
        self.passphrase.clear()
        self._wrong.hide()
        self.say("")
        self.passphrase.setVisible(asks_passphrase)
        (self.passphrase if asks_passphrase else self.button).setFocus()

    def show_watch(self, words: str, tone: str) -> None:
        """Who checked last, and what is wrong with the watch: a desktop that nobody sits at is looked at all the same."""
        if self.watch.text() != words or self.watch.property("tone") != tone:
            self.watch.setText(words)
            self.watch.setProperty("tone", tone)
            self.watch.style().unpolish(self.watch)
            self.watch.style().polish(self.watch)

    def say(self, words: str) -> None:
        """Say something that names nobody, or nothing."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def refuse(self, refused: Refusal) -> None:
        """Stay locked and say why."""
        self._wrong.tell(refused)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _ask(self) -> None:
        self.unlock_asked.emit(self.passphrase.text())


def _line(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
