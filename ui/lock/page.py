"""What is seen while locked: no name, no count, only who may come back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.wording import tr

_WIDTH = 360


class LockPage(QWidget):
    """`unlock_asked` carries the passphrase, empty on a demonstration store."""

    unlock_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing of the store is on it."""
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAccessibleName(tr("Locked"))
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(8)
        head = QLabel(tr("Locked"), self)
        head.setProperty("scale", "large")
        self._says = QLabel(tr("The watcher goes on: due times are checked and notices are kept."), self)
        self._says.setWordWrap(True)
        self._says.setFixedWidth(_WIDTH)
        self.passphrase = QLineEdit(self)
        self.passphrase.setObjectName("field-passphrase")
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setPlaceholderText(tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setFixedWidth(_WIDTH)
        self.passphrase.returnPressed.connect(self._ask)
        self.button = QPushButton(tr("Unlock"), self)
        self.button.setObjectName("unlock")
        self.button.setProperty("kind", "main")
        self.button.setFixedWidth(_WIDTH)
        self.button.clicked.connect(self._ask)
        self._wrong = QLabel(self)
        self._wrong.setProperty("tone", "wrong")
        self._wrong.setWordWrap(True)
        self._wrong.setFixedWidth(_WIDTH)
        for widget in (head, self._says, self.passphrase, self._wrong, self.button):
            layout.addWidget(widget)

    def begin(self, *, asks_passphrase: bool) -> None:
        """Locked now; on a demonstration store no passphrase is asked."""
        self.passphrase.clear()
        self._wrong.setText("")
        self.passphrase.setVisible(asks_passphrase)
        (self.passphrase if asks_passphrase else self.button).setFocus()

    def refuse(self, message: str) -> None:
        """Stay locked and say why."""
        self._wrong.setText(message)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _ask(self) -> None:
        self.unlock_asked.emit(self.passphrase.text())
