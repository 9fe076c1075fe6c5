"""A new passphrase for an officer, typed twice and unseen: an administrator gives one to anybody, every officer one to himself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.desk.door import Desk
from ui.desk.passphrases import give
from ui.desk.welcome import Welcome
from ui.widgets.press_once import press_once
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal


class PassphrasePanel(QDialog):
    """What is typed is never shown, announced, kept as a draft or written anywhere but into the key file, wrapped."""

    def __init__(self, desk: Desk, welcome: Welcome, on_given: Callable[[str], None], parent: QWidget) -> None:
        """`on_given` gets the collar number of who can sign in with it now."""
        super().__init__(parent)
        self.setObjectName("passphrase")
        self.setWindowTitle(tr("Passphrase"))
        self._desk, self._on_given = desk, on_given
        layout = QVBoxLayout(self)
        says = QLabel(
            tr(
                "With it the officer signs in at this desk, acts here as a second officer, and unlocks the window. It replaces an earlier one."
            ),
            self,
        )
        says.setWordWrap(True)
        layout.addWidget(says)
        self.officer = QComboBox(self)
        self.officer.setObjectName("field-officer")
        self.officer.setAccessibleName(tr("Officer"))
        own = welcome.officer.collar
        for one in welcome.colleagues:
            if welcome.officer.is_administrator or one.collar == own:
                self.officer.addItem(one.words, one.collar)
        self.officer.setCurrentIndex(max(self.officer.findData(own), 0))
        _below(layout, tr("&Officer"), self.officer)
        hint = tr("At least 12 characters; three random words do well.")
        self.first = self._line("field-passphrase", tr("New passphrase"), hint)
        self.second = self._line("field-passphrase-again", tr("The same again"), tr("So that a slip is found."))
        _below(layout, tr("&New passphrase"), self.first)
        _below(layout, tr("The same &again"), self.second)
        told = QLabel(hint, self)
        told.setProperty("tone", "quiet")
        told.setWordWrap(True)
        layout.addWidget(told)
        self._wrong = RefusedLine(self)
        layout.addWidget(self._wrong)
        buttons = QDialogButtonBox(self)
        self._give = QPushButton(tr("&Set the passphrase"), self)
        self._give.setObjectName("save")
        self._give.setProperty("kind", "main")
        press_once(self._give, lone_double=True)
        buttons.addButton(self._give, QDialogButtonBox.ButtonRole.AcceptRole)
        leave = buttons.addButton(tr("&Leave it as it is"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.setObjectName("cancel")
        self._give.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.finished.connect(self._forget)

    def open_over(self, window: QWidget) -> None:
        """Show it over this window."""
        self.setMinimumWidth(min(480, window.width()))
        self.open()
        (self.officer if self.officer.count() > 1 else self.first).setFocus()

    def _line(self, name: str, spoken: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(spoken)
        line.setAccessibleDescription(hint)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def _ask(self) -> None:
        if not self._give.isEnabled():
            return
        typed = self.first.text()
        if typed != self.second.text():
            self._wrong.say(tr("The two are not the same. Nothing was changed; type it twice."))
            self.second.clear()
            self.second.setFocus()
            return
        self._wrong.hide()
        self._give.setEnabled(False)
        self._desk.look(partial(give, str(self.officer.currentData()), typed), self._given, on_refused=self._refused, owner=self)

    def _given(self, collar: str) -> None:
        self._on_given(collar)
        self.accept()

    def _refused(self, refused: Refusal) -> None:
        self._give.setEnabled(True)
        self._wrong.tell(refused)
        self.first.setFocus()

    def _forget(self, _: int) -> None:
        """Nothing that was typed stays in the window."""
        self.first.clear()
        self.second.clear()
        self.deleteLater()


def _below(layout: QVBoxLayout, text: str, widget: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(widget)
    layout.addWidget(label)
    layout.addWidget(widget)
