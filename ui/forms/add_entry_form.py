"""Add an entry: who, why, since when; while the name is typed, who is held already and may be the same."""

from functools import partial
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
from wantedtrack.errors import Refusal
from wantedtrack.rules.deed_words import LARGEST_NUMBER

if TYPE_CHECKING:
    from ui.desk.answers import Candidate, DeedCard, WholePerson

_PERSON = "person"
_WHO = ("surname", "forenames", "born", "pnc-id")


class AddEntryForm(DeedForm):
    """The form of `add-entry`. `look_wanted` carries words for the search box; what was typed stays."""

    look_wanted = Signal(str)

    def __init__(self, card: "DeedCard", about: str, around: Surroundings, desk: Desk, *, filled: dict[str, Any]) -> None:
        """`desk` is asked who is alike; `filled` are words that the page knows already."""
        self.alike = AlikePanel(desk, "alike-form", attaches=True)
        self._attached = QWidget()
        self._desk = desk
        self._names: dict[str, str] = {}
        super().__init__(card, about, None, around, hidden=tuple(filled))
        self.extra = dict(filled)
        self.alike.look_wanted.connect(self.look_wanted)
        self.alike.attach_wanted.connect(self._attach)
        for name in _WHO:
            if name in self.fields:
                self.fields[name].changed.connect(self._look_alike)
                self.alike.tab_after = self.fields[name].findChild(QLineEdit) or self.alike.tab_after
        if _PERSON in self.fields:
            self.fields[_PERSON].changed.connect(self._say_who)
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

    def _attach(self, candidate: "Candidate") -> None:
        number = str(candidate.person)
        self._names[number] = labels.joined([candidate.surname, candidate.forenames], ", ")
        self.fields[_PERSON].set_value(number)

    def _detach(self) -> None:
        self.fields[_PERSON].set_value("")
        self.fields[_PERSON].input.setFocus()

    def _say_who(self) -> None:
        """Whom the entry would be attached to, by name: asked for where a number was typed, or came back with a draft."""
        number = str(self.fields[_PERSON].value()).strip()
        if number in self._names:
            self._who.setText(tr("This entry will be another reason for {name}, who is held already.", name=self._names[number]))
            self._attached.show()
            self.alike.clear()
            return
        self._attached.hide()
        self._look_alike()
        if number.isdecimal() and int(number) <= LARGEST_NUMBER:
            self._desk.read(
                lambda reads: reads.person(int(number)),
                partial(self._found, number),
                on_refused=partial(self._not_found, number),
                owner=self,
                topic="known-person",
            )

    def _found(self, number: str, found: "WholePerson") -> None:
        self._names[number] = labels.joined([found.person.surname, found.person.forenames], ", ")
        if number == str(self.fields[_PERSON].value()).strip():
            self._say_who()

    def _not_found(self, number: str, refused: Refusal) -> None:
        if number == str(self.fields[_PERSON].value()).strip():
            self.fields[_PERSON].say_wrong(tr(refused.message))
