"""Said where the program has no folder to keep anything in: why, and another folder or the end. There is no window yet that could say it."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from ui.first_run.step import LETTERS, words
from ui.wording import tr
from wantedtrack.errors import Refusal


class CannotBegin(QDialog):
    """`chosen` is the folder to try instead, None where the program is to end."""

    def __init__(self, refused: Refusal, parent: QWidget | None = None) -> None:
        """Say why."""
        super().__init__(parent)
        self.setObjectName("cannot-begin")
        self.setWindowTitle(tr("WantedTrack cannot begin"))
        self.chosen: Path | None = None
        head = words(tr("There is no folder to keep the queue in"), self)
        head.setProperty("scale", "large")
        why = words(tr(refused.message), self)
        why.setObjectName("refused")
        why.setProperty("tone", "wrong")
        told = words(
            tr(
                "Choose another folder for now, or ask whoever keeps this machine. Nothing was changed, and no queue that is there was touched."
            ),
            self,
        )
        buttons = QDialogButtonBox(self)
        another = buttons.addButton(tr("Choose another &folder…"), QDialogButtonBox.ButtonRole.ActionRole)
        another.setObjectName("choose-folder")
        another.clicked.connect(self._choose)
        end = buttons.addButton(tr("&Close the program"), QDialogButtonBox.ButtonRole.RejectRole)
        end.setObjectName("cancel")
        end.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (head, why, told, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(min(LETTERS * self.fontMetrics().averageCharWidth(), self.screen().availableGeometry().width() - 40))

    def try_folder(self, folder: str) -> None:
        """Go on with this folder; with none, stay."""
        if folder:
            self.chosen = Path(folder)
            self.accept()

    def _choose(self) -> None:
        self.try_folder(QFileDialog.getExistingDirectory(self, tr("Where the queue is kept")))
