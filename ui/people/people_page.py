"""The people page: look for people, see two side by side, propose that they are one, and take a merge apart again. Nothing merges alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QTableWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from ui import labels, times
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.help.meaning import explain_under
from ui.people.alike import VERDICTS, wanted_for
from ui.people.side_by_side import side_text
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_order import in_reading_order
from ui.widgets.reading_text import ReadingText
from ui.widgets.rows_table import RowsTable
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.consultation import Consulted
from wantedtrack.rules.dates import british

if TYPE_CHECKING:
    from ui.desk.answers import Candidate, DeedCard, MergeLine, WholePerson
    from ui.desk.reads import Reads

_PAUSE_MS = 150
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows of one moment: who answers to the words, and the merges that stand."""

    people: "Sequence[Candidate]"
    merges: "Sequence[MergeLine]"


class PeoplePage(QWidget):
    """`person_wanted` carries the number of a person to show whole, `form_wanted` a deed's card with the words it is to be filled with."""

    person_wanted = Signal(int)
    form_wanted = Signal(object, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nobody until a name is typed."""
        super().__init__(parent)
        self.setObjectName("people")
        self.setAccessibleName(tr("People"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._found: Sequence[Candidate] = ()
        self._merges: Sequence[MergeLine] = ()
        self._stays: int | None = None
        self._stays_name = ""
        self._buttons: dict[str, QPushButton] = {}
        head = QLabel(tr("People"), self)
        head.setProperty("scale", "large")
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self._said = QLabel(self)
        self._said.setObjectName("people-said")
        self._said.setWordWrap(True)
        columns = (
            (tr("Number"), 10),
            (tr("Person"), 24),
            (tr("Born"), 12),
            (tr("Likeness"), 12),
            (tr("Because"), 30),
            (tr("Wanted for"), 32),
        )
        self.found = RowsTable("people-found", tr("People found"), columns, self)
        merged = ((tr("Number"), 10), (tr("Who went"), 24), (tr("Into person"), 12), (tr("When"), 16), (tr("By"), 10), (tr("Why"), 34))
        self.merges = RowsTable("people-merges", tr("Merges that stand"), merged, self)
        self._head_merges = QLabel(tr("Merges that stand"), self)
        self._head_merges.setProperty("scale", "heading")
        layout = QVBoxLayout(self)
        for widget in (head, confirm):
            layout.addWidget(widget)
        layout.addLayout(self._asking())
        layout.addWidget(self._said)
        layout.addWidget(self.found, 3)
        layout.addLayout(
            self._row(
                ("show", tr("Sh&ow this person"), self._show_person),
                ("stays", tr("This one sta&ys"), self._choose_who_stays),
                ("merge", tr("&Merge into the one who stays…"), self._merge),
            )
        )
        layout.addWidget(self._sides(), 4)
        layout.addWidget(self._head_merges)
        layout.addWidget(self.merges, 2)
        layout.addLayout(self._row(("unmerge", tr("&Take it apart…"), self._unmerge)))
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.reload)
        self.found.looked_at.connect(self._at_person)
        self.found.opened.connect(self._show_person)
        self.merges.looked_at.connect(self._at_merge)
        chosen = [self._buttons[name] for name in ("show", "stays", "merge")]
        in_reading_order(self.name, self.found, *chosen, self._this, self._other, self.merges, self._buttons["unmerge"])
        FirstStop(self, self.name)
        self.clear()

    def _asking(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("&Look for"), self)
        self.name = QLineEdit(self)
        self.name.setObjectName("field-people")
        self.name.setAccessibleName(tr("Look for people"))
        self.name.setPlaceholderText(tr("Surname and forenames in any order, accents and spelling forgiven"))
        self.name.textChanged.connect(self._pause_again)
        self.name.returnPressed.connect(self.found_first)
        label.setBuddy(self.name)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        return row

    def _pause_again(self) -> None:
        self._pause.start()

    def _row(self, *buttons: tuple[str, str, Callable[[], None]]) -> FlowLayout:
        row = FlowLayout(ends_right=True)
        for name, text, does in buttons:
            button = QPushButton(text, self)
            button.setObjectName(f"people-{name}")
            button.clicked.connect(does)
            self._buttons[name] = button
            row.addWidget(button)
        return row

    def _sides(self) -> QWidget:
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._this, self._other = (ReadingText(sides) for _ in range(2))
        for text, name, said in (
            (self._this, "people-this", tr("The person looked at")),
            (self._other, "people-stays", tr("The person who stays")),
        ):
            text.setObjectName(name)
            text.setAccessibleName(said)
            text.setTabChangesFocus(True)
            sides.addWidget(text)
        self._sides_shown = sides
        return sides

    def begin(self, welcome: Welcome) -> None:
        """Another officer acts."""
        self._welcome = welcome

    def reload(self) -> None:
        """Look for who answers to what is typed, and read the merges."""
        if self._welcome is None:
            return
        typed = self.name.text().strip()

        def read(reads: "Reads") -> Found:
            return Found(reads.alike({"name": typed}) if len(typed) >= _LEAST_LETTERS else (), reads.merges())

        self._desk.read(read, self._show, on_refused=self._refused, owner=self, topic="people")

    def clear(self) -> None:
        """Names leave the screen, those typed too."""
        self._pause.stop()
        self.name.blockSignals(True)  # noqa: FBT003 (Qt's own signature)
        self.name.clear()
        self.name.blockSignals(False)  # noqa: FBT003 (the same)
        self._found, self._merges = (), ()
        self._stays, self._stays_name = None, ""
        self.found.show_rows([])
        self.merges.show_rows([])
        self._other.clear()
        self._said.setText(tr("Type a name. Two lines that are one person are brought together here, once a second officer approves."))
        self._sides_shown.hide()

    def found_first(self) -> None:
        """Enter in the line goes to the people found."""
        self._pause.stop()
        self.reload()
        self.found.setFocus()

    def _refused(self, refused: Refusal) -> None:
        self._said.setText(tr(refused.message))
        explain_under(self._said, refused.code)

    def _show(self, found: Found) -> None:
        self._found, self._merges = found.people, found.merges
        explain_under(self._said, "")
        typed = self.name.text().strip()
        if len(typed) >= _LEAST_LETTERS:
            many = counted("{n} person answers to “{typed}”.", "{n} people answer to “{typed}”.", len(found.people), typed=typed)
            self._said.setText(
                many if found.people else tr("Nobody answers to “{typed}”. Try fewer letters, or the other name.", typed=typed)
            )
            if found.people:
                self._desk.note(Consulted.PERSON)
        self.found.show_rows([_person_cells(one) for one in found.people])
        self._sides_shown.setVisible(bool(found.people))
        for widget in (self._head_merges, self.merges, self._buttons["unmerge"]):
            widget.setVisible(bool(found.merges))
        self.merges.show_rows([_merge_cells(one) for one in found.merges])

    # ---- what can be done with a line -----------------------------------------------------------------------------------------------

    def _at_person(self, place: int) -> None:
        one = self._person(place)
        is_known = one is not None and bool(one.surname or one.forenames)
        for name in ("show", "stays"):
            self._buttons[name].setEnabled(is_known)
        self._allow_merge()
        self._this.clear()
        if one is not None and is_known:
            self._read_side(one.person, self._this, "people-this")

    def _allow_merge(self) -> None:
        one, welcome = self._person(), self._welcome
        fits = one is not None and self._stays is not None and one.person != self._stays and bool(one.surname or one.forenames)
        self._buttons["merge"].setEnabled(fits and welcome is not None and welcome.may("merge-people"))
        self._buttons["merge"].setToolTip(tr("Choose who stays first, then the one who goes.") if self._stays is None else self._stays_name)

    def _at_merge(self, place: int) -> None:
        may = self._welcome is not None and self._welcome.may("unmerge-people")
        self._buttons["unmerge"].setEnabled(0 <= place < len(self._merges) and may)

    def _person(self, place: int | None = None) -> "Candidate | None":
        place = self.found.currentRow() if place is None else place
        return self._found[place] if 0 <= place < len(self._found) else None

    def _read_side(self, person: int, where: QTextBrowser, topic: str) -> None:
        def show(whole: "WholePerson") -> None:
            where.setHtml(side_text(whole, stays=where is self._other))

        refused = partial(_say_in, where)
        self._desk.read(lambda reads: reads.person(person), show, on_refused=refused, owner=self, topic=topic)

    def _show_person(self) -> None:
        one = self._person()
        if one is not None and (one.surname or one.forenames):
            self.person_wanted.emit(int(one.person))

    def _choose_who_stays(self) -> None:
        one = self._person()
        if one is None:
            return
        self._stays, self._stays_name = int(one.person), _name(one)
        self._read_side(one.person, self._other, "people-stays")
        self._said.setText(tr("{name} stays. Now choose the line that is the same person, and merge it.", name=self._stays_name))
        self._allow_merge()

    def _merge(self) -> None:
        one = self._person()
        if one is None or self._stays is None:
            return
        about = tr(
            "{goes} (person {number}) becomes {stays} (person {into})",
            goes=_name(one),
            number=one.person,
            stays=self._stays_name,
            into=self._stays,
        )
        self._form("merge-people", about, {"person": int(one.person), "into": self._stays})

    def _unmerge(self) -> None:
        place = self.merges.currentRow()
        if 0 <= place < len(self._merges):
            one = self._merges[place]
            about = tr("{name} (person {number}) leaves person {into} again", name=one.name, number=one.absorbed, into=one.survivor)
            self._form("unmerge-people", about, {"person": int(one.absorbed)})

    def _form(self, deed: str, about: str, words: dict[str, object]) -> None:
        card: DeedCard | None = self._welcome.cards.get(deed) if self._welcome else None
        if card is not None:
            self.form_wanted.emit(card, about, words)


def _say_in(where: QTextBrowser, refused: Refusal) -> None:
    where.setPlainText(tr(refused.message))
    explain_under(where, refused.code)


def _name(one: "Candidate") -> str:
    return labels.joined([one.surname, one.forenames], ", ") or tr("Not for you to read")


def _person_cells(one: "Candidate") -> Sequence[QTableWidgetItem]:
    texts = (
        str(one.person),
        _name(one),
        british(one.born) or "–",
        tr(VERDICTS[one.verdict.value]),
        "; ".join(one.reasons),
        wanted_for(one) or "–",
    )
    return [QTableWidgetItem(text) for text in texts]


def _merge_cells(one: "MergeLine") -> Sequence[QTableWidgetItem]:
    texts = (str(one.absorbed), one.name or "–", str(one.survivor), times.exact(one.at), str(one.by), one.reason)
    return [QTableWidgetItem(text) for text in texts]
