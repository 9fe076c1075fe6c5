"""How far a long piece of work is, and the button that gives it up."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.desk.long_work import LongWork
from ui.wording import tr


class ProgressRow(QWidget):
    """Hidden while nothing is under way."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the object's, and "cancel-NAME" its button's."""
        super().__init__(parent)
        self.setObjectName(name)
        self._work: LongWork | None = None
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setObjectName(f"cancel-{name}")
        self.cancel.clicked.connect(self._give_up)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel)
        self.hide()

    def follow(self, work: LongWork, words: str, *, of: int) -> None:
        """Show this work; `words` may hold Qt's %v and %m."""
        self._work = work
        self.bar.setRange(0, of)
        self.bar.setValue(0)
        self.bar.setFormat(words)
        work.heard.connect(self.bar.setValue)
        self.cancel.setEnabled(True)
        self.show()

    def end(self) -> None:
        """The work is done, or is not."""
        self._work = None
        self.hide()

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.give_up()
            self.cancel.setEnabled(False)
