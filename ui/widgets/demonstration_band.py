"""The band that says, by its words before its colour, that everybody here is invented."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.wording import tr


class DemonstrationBand(QLabel):
    """Hidden until it is known that this is a demonstration."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` is the object name."""
        super().__init__(tr("DEMONSTRATION. Invented people only. Nothing here is a record of anybody."), parent)
        self.setObjectName(name)
        self.setProperty("tone", "demonstration")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
