"""Add an entry: who, why, since when; while the name is typed, who is held already and may be the same."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.forms.fields import Surroundings
from ui.forms.form import DeedForm
from ui.people.alike import AlikePanel
from ui.widgets.beside import Beside
from ui.wording import tr
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import Candidate, DeedCard

_PERSON, _NAME = "(person)", "(name)"
"""In a draft, beside the fields: whom the entry is attached to."""
_WHO = ("surname", "forenames", "born", "pnc-id")


class AddEntryForm(DeedForm):
    """The form of `add-entry`. `look_wanted` carries words for the search box; what was typed stays."""

    look_wanted = Signal(str)

    def __init__(self, card: "DeedCard", about: str, around: Surroundings, desk: Desk, *, filled: dict[str, Any]) -> None:
        """`desk` is asked who is alike; `filled` are words that the page knows already."""
        self.alike = AlikePanel(desk, "alike-form", attaches=True)
        self._attached = QWidget()
        self._name = ""
        super().__init__(card, about, None, around, hidden=("person", *filled))
        self.extra = dict(filled)
        self.alike.look_wanted.connect(self.look_wanted)
        self.alike.attach_wanted.connect(self._attach)
        for name in _WHO:
            if name in self.fields:
                self.fields[name].changed.connect(self._look_alike)
                self.alike.tab_after = self.fields[name].findChild(QLineEdit) or self.alike.tab_after
        if "became-outstanding-at" in self.fields:
            self.fields["became-outstanding-at"].set_value("now")

    def lay_out(self) -> None:
        """Who first, with those alike below it, then the rest in the order of the words."""
        for names in (("category",), ("surname", "forenames"), ("born", "pnc-id")):
            self.body.addWidget(Beside([self.fields[name] for name in names if name in self.fields], self))
        self.body.addWidget(self.alike)
        self._lay_out_attached()
        placed = {"category", *_WHO}
        for name, field in self.fields.items():
            if name not in placed:
                self.body.addWidget(field)

    def _lay_out_attached(self) -> None:
        layout = QHBoxLayout(self._attached)
        layout.setContentsMargins(0, 0, 0, 0)
        self._who = QLabel(self._attached)
        self._who.setWordWrap(True)
        self._who.setProperty("tone", "fine")
        self._who.setObjectName("attached-to")
        undo = QPushButton(tr("Somebody else"), self._attached)
        undo.setAccessibleName(tr("This is somebody else: do not attach"))
        undo.clicked.connect(self._detach)
        layout.addWidget(self._who, 1)
        layout.addWidget(undo)
        self._attached.hide()
        self.body.addWidget(self._attached)

    def _look_alike(self) -> None:
        self.alike.look_for({name: str(self.fields[name].value()) for name in _WHO if name in self.fields})

    def typed(self) -> dict[str, Any]:
        """Whom the entry is attached to was chosen here too, where the page had not filled it in."""
        typed = super().typed()
        return {**typed, _PERSON: self.extra["person"], _NAME: self._name} if typed and self._name else typed

    def fill(self, words: Mapping[str, Any], at: Instant) -> None:
        """As it was, attached to the same person."""
        super().fill(words, at)
        if _PERSON in words:
            self._attach_to(words[_PERSON], words[_NAME])

    def throw_away(self) -> None:
        """Nobody is chosen either."""
        if self._name:
            self._detach()
        super().throw_away()

    def _attach(self, candidate: "Candidate") -> None:
        self._attach_to(candidate.person, labels.joined([candidate.surname, candidate.forenames], ", "))
        self.changed.emit()

    def _attach_to(self, person: int, name: str) -> None:
        self.extra["person"], self._name = person, name
        self._who.setText(tr("This entry will be another reason for {name}, who is held already.", name=name))
        self._attached.show()
        self.alike.clear()

    def _detach(self) -> None:
        self.extra.pop("person", None)
        self._name = ""
        self._attached.hide()
        self._look_alike()
        self.changed.emit()
