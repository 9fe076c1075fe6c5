"""The first start: a demonstration or the real thing, alone or shared, which force, and the recovery key, written down before anything else.

Nothing is made before the third step is confirmed; until then every step has its way back. The recovery key is shown once and stands in no setting,
no log and no clipboard that the program fills.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from ui.first_run.step import LETTERS, stand_in_the_middle, step, words
from ui.widgets.flow import FlowLayout
from ui.widgets.refused_line import RefusedLine
from ui.wording import tr
from wantedtrack.errors import Refusal

_SHIPPED_FORCE = "52"


class FirstRunPage(QWidget):
    """`demonstration_wanted` asks for a window of its own to look around in; `make_wanted` carries what a store is to be; `done` that it is there."""

    demonstration_wanted = Signal()
    make_wanted = Signal(object)
    done = Signal()

    def __init__(self, forces: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`forces` are code and name."""
        super().__init__(parent)
        self.setObjectName("first-run")
        self.setAccessibleName(tr("First start"))
        self._forces = forces
        self._made_on: date | None = None
        self._steps = QStackedWidget(self)
        self._steps.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._wrong = RefusedLine(self)
        self._at = words("", self)
        self._at.setObjectName("first-run-step")
        self._at.setProperty("tone", "quiet")
        self._back = QPushButton(tr("&Back"), self)
        self._back.setObjectName("back")
        self._back.clicked.connect(self._go_back)
        self._next = QPushButton(tr("&Next"), self)
        self._next.setObjectName("next")
        self._next.setProperty("kind", "main")
        self._next.clicked.connect(self._go_on)
        for page in (self._what(), self._where(), self._whose(), self._recovery()):
            self._steps.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        stand_in_the_middle(self, self._at, self._steps, self._wrong, buttons)
        self._fit_text()
        self._showstep(0)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def _fit_text(self) -> None:
        self._steps.setFixedWidth(LETTERS * self.fontMetrics().averageCharWidth())

    # ---- the steps -----------------------------------------------------------------------------------------------------------------

    def _what(self) -> QWidget:
        page, layout = step(
            tr("There is nothing here yet"),
            tr("Look around first with invented people, or begin the real queue. Neither can be taken for the other."),
        )
        look = QPushButton(tr("Look around in a demonstration"), page)
        look.setObjectName("choose-demonstration")
        look.setToolTip(tr("It opens in a window of its own, under a purple band, with references that begin with DEMO."))
        look.clicked.connect(self.demonstration_wanted)
        layout.addWidget(look)
        layout.addWidget(words(tr("Next begins the real queue. You will be its first administrator."), page))
        return page

    def _where(self) -> QWidget:
        page, layout = step(
            tr("Where is the queue kept?"),
            tr("One desktop works alone; several share a server, and hear of each other's deeds as they happen."),
        )
        self._alone = QRadioButton(tr("On this desktop alone, encrypted"), page)
        self._alone.setObjectName("field-alone")
        self._shared = QRadioButton(tr("Shared, on my force's PostgreSQL server"), page)
        self._shared.setObjectName("field-shared")
        self._alone.setChecked(True)
        group = QButtonGroup(page)
        self._database = QLineEdit(page)
        self._database.setObjectName("field-database")
        self._database.setAccessibleName(tr("Address of the database"))
        self._database.setPlaceholderText(tr("postgresql://login@server/wanted"))
        self._database.setEnabled(False)
        self._shared.toggled.connect(self._database.setEnabled)
        for button in (self._alone, self._shared):
            group.addButton(button)
            layout.addWidget(button)
        layout.addWidget(self._database)
        layout.addWidget(words(tr("Where a store is on the server already, it is opened and not made anew."), page))
        return page

    def _whose(self) -> QWidget:
        page, layout = step(
            tr("Which force is it?"),
            tr("Entries belong to this force unless they say otherwise. The force's own limits come later, under Escalation policy."),
        )
        self._force = QComboBox(page)
        self._force.setObjectName("field-force")
        self._force.setAccessibleName(tr("Force"))
        for code, name in self._forces:
            self._force.addItem(f"{name} ({code})", code)
        self._force.setCurrentIndex(max(0, self._force.findData(_SHIPPED_FORCE)))
        layout.addWidget(self._force)
        return page

    def _recovery(self) -> QWidget:
        page, layout = step(
            tr("Write this down now"),
            tr(
                "It opens the store when nobody's account does any more. It is shown once; whoever has it can read everything. Lock it away."
            ),
        )
        self._key = QLabel(page)
        self._key.setObjectName("recovery-key")
        self._key.setAccessibleName(tr("Recovery key"))
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self._key.setProperty("scale", "heading")
        self._key.setWordWrap(True)
        self._written = QCheckBox(tr("I have written it down, printed it, or saved it to print"), page)
        self._written.setObjectName("field-written-down")
        self._written.toggled.connect(self._next.setEnabled)
        save = QPushButton(tr("Save to a file…"), page)
        save.setObjectName("save-recovery-key")
        save.clicked.connect(self._choose_file)
        printed = QPushButton(tr("&Print…"), page)
        printed.setObjectName("print-recovery-key")
        printed.clicked.connect(self._print)
        on_paper = FlowLayout()
        for button in (printed, save):
            on_paper.addWidget(button)
        layout.addWidget(self._key)
        layout.addLayout(on_paper)
        layout.addWidget(self._written)
        return page

    # ---- by keys ---------------------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Work begins at the button that goes on."""
        super().showEvent(event)
        self._next.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and elsewhere goes on; Escape goes back."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (focus if isinstance(focus, QPushButton) else self._next).click()
        elif event.key() == Qt.Key.Key_Escape and self._back.isVisible():
            self._go_back()
        else:
            super().keyPressEvent(event)

    # ---- going from one to the next -----------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is shown, from 0."""
        return self._steps.currentIndex()

    def words(self) -> Mapping[str, Any]:
        """What the store is to be, as chosen."""
        return {"database": self._database.text().strip() if self._shared.isChecked() else None, "force_code": self._force.currentData()}

    def made(self, recovery_key: str | None, made_on: date | None = None) -> None:
        """The store is there: its recovery key is shown, or, on a server that has none, the queue. `made_on` is the day that stands on the printed sheet."""
        self._made_on = made_on
        if recovery_key is None:
            self.done.emit()
            return
        self._key.setText(recovery_key)
        self._showstep(3)

    def refuse(self, refused: Refusal) -> None:
        """Why nothing was made; everything chosen stays."""
        self._next.setEnabled(True)
        self._wrong.tell(refused)

    def save_key(self, path: Path) -> None:
        """Write the key to a file that only this account may read; what is wrong with it is said."""
        try:
            path.touch(mode=0o600)
            path.write_text(f"{self._key.text()}\n", encoding="utf-8")
        except OSError:
            self._wrong.say(
                tr("{name} cannot be written there. The key is still shown; choose another folder, or write it down.", name=path.name)
            )
            return
        self._wrong.hide()
        self._written.setChecked(True)

    def _showstep(self, number: int) -> None:
        self._wrong.hide()
        self._steps.setCurrentIndex(number)
        last = number == 3  # noqa: PLR2004 (the fourth of four)
        self._at.setText(tr("Step {number} of {count}", number=number + 1, count=self._steps.count()))
        self._back.setVisible(number > 0 and not last)
        self._next.setText({2: "&Make it"}.get(number, "&Begin" if last else "&Next"))
        self._next.setEnabled(not last or self._written.isChecked())
        self._next.setFocus()

    def _go_back(self) -> None:
        self._showstep(self.step - 1)

    def _go_on(self) -> None:
        if self.step == 1 and self._shared.isChecked() and not self._database.text().strip():
            self._wrong.say(tr("Give the address of the database, such as postgresql://login@server/wanted."))
        elif self.step == 2:  # noqa: PLR2004 (the third of four)
            self._next.setEnabled(False)
            self._wrong.hide()
            self.make_wanted.emit(self.words())
        elif self.step == 3:  # noqa: PLR2004 (the last)
            self._key.clear()
            self.done.emit()
        else:
            self._showstep(self.step + 1)

    def _print(self) -> None:
        from ui.first_run.key_sheet import ask_and_print  # noqa: PLC0415 (loads the library of printing, once in a desktop's life)

        self._wrong.hide()
        self._written.setChecked(ask_and_print(self._key.text(), self._made_on, self) or self._written.isChecked())

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Recovery key"), "wantedtrack-recovery-key.txt", tr("Text (*.txt)"))
        if chosen:
            self.save_key(Path(chosen))
