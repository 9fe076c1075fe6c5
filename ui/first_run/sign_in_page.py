"""Signing in where the account does not open the store: by collar number and passphrase, or with the recovery key from the paper.

Answers the threat "a stolen or shared desktop" of trust.md: what is typed here is emptied as soon as it was handed on, and stands in no log, no setting
and no clipboard that the program fills.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from ui.first_run.step import LETTERS, field, stand_in_the_middle, step
from ui.widgets.flow import FlowLayout
from ui.widgets.pages import Pages
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal

_BY_PASSPHRASE, _BY_RECOVERY = range(2)


class SignInPage(QWidget):
    """`sign_in_wanted` carries collar and passphrase; `recovery_wanted` what the recovery key needs; `try_again` asks for another try by the account."""

    sign_in_wanted = Signal(str, str)
    recovery_wanted = Signal(object)
    try_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, at the passphrase."""
        super().__init__(parent)
        self.setObjectName("sign-in")
        self.setAccessibleName(tr("Sign in"))
        self._ways = Pages(self)
        self._ways.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._fields: tuple[Sequence[QLineEdit], ...] = ()
        for page, fields in (self._by_passphrase(), self._by_recovery()):
            self._ways.addWidget(page)
            self._fields = (*self._fields, fields)
        self._wrong = RefusedLine(self)
        self._other = self._button("other-way", self._take_other_way)
        self._again = self._button("try-again", self.try_again.emit)
        self._again.setText(tr("&Try the account again"))
        self._again.setToolTip(tr("Opens the store by your account, as it does every day: for when the system's keyring is unlocked now."))
        self._go = self._button("save", self._go_on)
        self._go.setProperty("kind", "main")
        buttons = FlowLayout(ends_right=True)
        for button in (self._other, self._again, self._go):
            buttons.addWidget(button)
        stand_in_the_middle(self, self._ways, self._wrong, buttons)
        self._fit_text()
        self._show_way(_BY_PASSPHRASE)

    def _button(self, name: str, does: object) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(does)
        return button

    def _by_passphrase(self) -> tuple[QWidget, Sequence[QLineEdit]]:
        page, layout = step(
            tr("Sign in"),
            tr(
                "This account does not open the store by itself. Sign in once as yourself: from then on the account opens it, unless it is another officer's. An administrator gives out passphrases."
            ),
        )
        self._collar = field(layout, tr("&Collar number"), "field-collar")
        self._passphrase = field(layout, tr("&Passphrase"), "field-passphrase", is_secret=True)
        return page, (self._collar, self._passphrase)

    def _by_recovery(self) -> tuple[QWidget, Sequence[QLineEdit]]:
        page, layout = step(
            tr("Come in with the recovery key"),
            tr(
                "For when nobody's account or passphrase opens the store any more. The key is on the paper that was written when the store was made: eight groups of five letters and figures. It stays the same afterwards; lock the paper away again."
            ),
        )
        self._key = field(layout, tr("Recovery &key"), "field-recovery-key")
        self._who = field(layout, tr("&Collar number of an officer of this store"), "field-recovered-collar")
        self._new = field(layout, tr("&New passphrase, at least 12 characters"), "field-new-passphrase", is_secret=True)
        self._repeated = field(layout, tr("New passphrase a&gain"), "field-new-passphrase-again", is_secret=True)
        return page, (self._key, self._who, self._new, self._repeated)

    # ---- by keys ---------------------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def _fit_text(self) -> None:
        self._ways.setFixedWidth(LETTERS * self.fontMetrics().averageCharWidth())

    def showEvent(self, event: QShowEvent) -> None:
        """Work begins at the first field."""
        super().showEvent(event)
        self._to_first_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field that is empty, and with none left goes on; Escape goes back to the passphrase."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
            elif not self._to_first_empty():
                self._go_on()
        elif event.key() == Qt.Key.Key_Escape and self._ways.currentIndex() == _BY_RECOVERY:
            self._show_way(_BY_PASSPHRASE)
        else:
            super().keyPressEvent(event)

    def _to_first_empty(self) -> bool:
        """Whether there was one; the focus goes there, else to the first of all."""
        fields = self._fields[self._ways.currentIndex()]
        empty = next((one for one in fields if not one.text().strip()), None)
        (empty or fields[-1]).setFocus()
        return empty is not None

    # ---- what was typed --------------------------------------------------------------------------------------------------------------

    def refuse(self, refused: Refusal) -> None:
        """Why nobody came in; what was typed stays, and the focus goes to what is wrong."""
        self._set_busy(is_busy=False)
        self._wrong.tell(refused)
        of_refusal = {"as": (self._collar, self._who), "collar": (self._collar, self._who), "recovery_key": (self._key, self._key)}
        wrong = of_refusal.get(refused.field or "", (self._passphrase, self._new))[self._ways.currentIndex()]
        wrong.setFocus()
        wrong.selectAll()

    def clear(self) -> None:
        """Nothing that was typed is kept."""
        for one in (one for fields in self._fields for one in fields):
            one.clear()
        self._wrong.hide()
        self._set_busy(is_busy=False)

    def _take_other_way(self) -> None:
        self._show_way(_BY_RECOVERY if self._ways.currentIndex() == _BY_PASSPHRASE else _BY_PASSPHRASE)

    def _show_way(self, way: int) -> None:
        self._wrong.hide()
        self._ways.setCurrentIndex(way)
        is_recovery = way == _BY_RECOVERY
        self._other.setText(tr("&Back to the passphrase") if is_recovery else tr("Passphrase lost: use the &recovery key…"))
        self._go.setText(tr("&Let me in again") if is_recovery else tr("&Sign in"))
        self._again.setVisible(not is_recovery)
        self._to_first_empty()

    def _go_on(self) -> None:
        if self._to_first_empty():
            self._wrong.say(tr("Fill in every field. Nothing was changed."))
            return
        is_recovery = self._ways.currentIndex() == _BY_RECOVERY
        if is_recovery and self._new.text() != self._repeated.text():
            self._wrong.say(tr("The two new passphrases are not the same. Nothing was changed; type both again."))
            self._new.setFocus()
            self._new.selectAll()
            return
        self._wrong.hide()
        self._set_busy(is_busy=True)
        if is_recovery:
            self.recovery_wanted.emit(
                {"recovery_key": self._key.text(), "collar": self._who.text().strip(), "passphrase": self._new.text()}
            )
        else:
            self.sign_in_wanted.emit(self._collar.text().strip(), self._passphrase.text())

    def _set_busy(self, *, is_busy: bool) -> None:
        """A passphrase takes about half a second to be tried; a second Enter meanwhile is not a second try."""
        for button in (self._go, self._other, self._again):
            button.setEnabled(not is_busy)
