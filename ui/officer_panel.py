"""A second officer at the same desk: who acts from now on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal


class OfficerPanel(QDialog):
    """Asks who acts; on a real store for that officer's passphrase too."""

    def __init__(self, desk: Desk, welcome: Welcome, on_taken_up: Callable[[Welcome], None], parent: QWidget) -> None:
        """`on_taken_up` gets the new Welcome."""
        super().__init__(parent)
        self.setObjectName("act-as")
        self.setWindowTitle(tr("Second officer at this desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._on_taken_up = desk, on_taken_up
        layout = QVBoxLayout(self)
        self.officer = QComboBox(self)
        self.officer.setObjectName("field-officer")
        self.officer.setAccessibleName(tr("Officer"))
        for one in welcome.colleagues:
            self.officer.addItem(one.words, one.collar)
        self.officer.setCurrentIndex(max(self.officer.findData(welcome.officer.collar), 0))
        _below(layout, tr("&Officer"), self.officer)
        self.passphrase = QLineEdit(self)
        self.passphrase.setObjectName("field-passphrase")
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        if not welcome.is_demonstration:
            _below(layout, tr("&Passphrase"), self.passphrase)
        else:
            self.passphrase.hide()
        self._wrong = RefusedLine(self)
        layout.addWidget(self._wrong)
        buttons = QDialogButtonBox(self)
        act = buttons.addButton(tr("&Act as this officer"), QDialogButtonBox.ButtonRole.AcceptRole)
        act.setObjectName("save")
        stay = buttons.addButton(tr("&Stay as now"), QDialogButtonBox.ButtonRole.RejectRole)
        stay.setObjectName("cancel")
        # Enter does what was chosen: it stays as it is only where nobody else was.
        stay.setDefault(True)
        now = welcome.officer.collar
        self.officer.currentIndexChanged.connect(lambda: (act if self.officer.currentData() != now else stay).setDefault(True))
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def open_over(self, window: QWidget) -> None:
        """Show it over this window."""
        self.setMinimumWidth(min(420, window.width()))
        self.open()
        self.officer.setFocus()

    def _ask(self) -> None:
        self._desk.act_as(str(self.officer.currentData()), self.passphrase.text(), self._taken_up, self._refused, owner=self)

    def _taken_up(self, welcome: Welcome) -> None:
        self._on_taken_up(welcome)
        self.accept()

    def _refused(self, refused: Refusal) -> None:
        self._wrong.tell(refused)


def _below(layout: QVBoxLayout, text: str, widget: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(widget)
    layout.addWidget(label)
    layout.addWidget(widget)
