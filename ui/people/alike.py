"""Who may be the person just typed: each with the reasons, to look at or to attach to; the officer decides, nothing merges alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.widgets.press_once import press_once
from ui.wording import tr
from wantedtrack.rules.dates import british

if TYPE_CHECKING:
    from ui.desk.answers import Candidate

_PAUSE_MS = 120
VERDICTS = {"same": "Same person", "likely": "Likely", "possible": "Possible"}
_LEAST_LETTERS = 2


def wanted_for(one: "Candidate") -> str:
    """What this person is wanted for, and where it stands: "Forensic hit: Theft from a shop (WT-000001)"; empty where the reader may see nothing."""
    told = zip(one.entries, one.wanted_for, strict=True)
    return "; ".join(
        tr("{category}: {offence} ({reference})", category=labels.CATEGORY[category], offence=labels.straight(offence), reference=reference)
        for reference, (category, offence) in told
    )


class AlikePanel(QFrame):
    """Probable matches, best first. `look_wanted` carries words for the search box, `attach_wanted` a Candidate."""

    look_wanted = Signal(str)
    attach_wanted = Signal(object)

    tab_after: QWidget | None = None
    """The widget from which Tab goes on to the first button of the panel: those buttons are made while one types."""

    def __init__(self, desk: Desk, name: str, *, shown: int = 3, attaches: bool = False, parent: QWidget | None = None) -> None:
        """Hidden until somebody is alike; `attaches` offers to attach what is being typed to a person."""
        super().__init__(parent)
        self._held: list[Candidate] = []
        self.setObjectName(name)
        self.setAccessibleName(tr("Probable matches"))
        self.setProperty("panel", "notice")
        self._desk, self._shown, self._attaches = desk, shown, attaches
        self._typed: Mapping[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        self._head = QLabel(self)
        self._head.setProperty("scale", "heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        layout.addWidget(self._head)
        layout.addLayout(self._rows)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.hide()

    def look_for(self, typed: Mapping[str, str]) -> None:
        """Somebody is being typed, as far as it goes; asked once the typing rests for a moment."""
        given = {key: value.strip() for key, value in typed.items() if value.strip()}
        if given == self._typed:
            return
        self._typed = given
        if max((len(value) for value in given.values()), default=0) < _LEAST_LETTERS:
            self.clear()
        else:
            self._pause.start()

    def clear(self) -> None:
        """Nobody: names leave the screen."""
        self._pause.stop()
        self._typed = {}
        self._empty()
        self.hide()

    def _ask(self) -> None:
        typed = dict(self._typed)
        self._desk.read(lambda reads: reads.alike(typed), partial(self._show, typed), owner=self, topic=self.objectName())

    def _show(self, typed: Mapping[str, str], alike: "Sequence[Candidate]") -> None:
        if typed != self._typed or list(alike) == self._held:
            # The next letter mostly finds the same people: what stands there stays, and so does the focus in it.
            return
        self._empty()
        self._held = list(alike)
        for one in alike[: self._shown]:
            self._rows.addWidget(self._row(one))
        more = tr(", {alike_count} more", alike_count=len(alike) - self._shown) if len(alike) > self._shown else ""
        self._head.setText(tr("Already held? {alike_count} probable{more}", alike_count=min(len(alike), self._shown), more=more))
        self.setVisible(bool(alike))
        self._order_tabs()

    def _order_tabs(self) -> None:
        if self.tab_after is None:
            return
        before: QWidget = self.tab_after
        for button in self.findChildren(QPushButton):
            self.setTabOrder(before, button)
            before = button

    def _row(self, one: "Candidate") -> QWidget:
        line = QWidget(self)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        name = labels.joined([one.surname, one.forenames], ", ")
        born = tr("born {born}", born=british(one.born)) if one.born else None
        words = labels.joined([tr(VERDICTS[one.verdict.value]), name, born, "; ".join(one.reasons), wanted_for(one)])
        label = QLabel(words, line)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(label, 1)
        if one.entries:
            layout.addWidget(self._button(tr("Look"), words, line, partial(self.look_wanted.emit, one.entries[0])))
        if self._attaches and name:
            layout.addWidget(self._button(tr("This person"), words, line, partial(self.attach_wanted.emit, one)))
        return line

    def _button(self, text: str, about: str, line: QWidget, does: Callable[..., Any]) -> QPushButton:
        button = QPushButton(text, line)
        button.setAccessibleName(f"{text}: {about}")
        button.clicked.connect(does)
        press_once(button)
        return button

    def _empty(self) -> None:
        self._held = []
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                # Out of the window at once: a name must not wait for the event loop to be gone.
                row.setParent(None)
                row.deleteLater()
