"""One row of an extract that a person must decide, side by side with who it may be: what the file says, who is held, and why they may be one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import labels, times
from ui.people.alike import VERDICTS, wanted_for
from ui.widgets.long_words import Told
from ui.widgets.press_once import press_once
from ui.wording import counted, tr
from wantedtrack.rules.dates import british
from wantedtrack.rules.returns import SOURCE as RETURNS

if TYPE_CHECKING:
    from ui.desk.answers import Candidate
    from ui.desk.reads import Reads
    from wantedtrack.rules.entry import EntryRow

_BESIDE = 2
_DRAFTS = 5


@dataclass(frozen=True, slots=True)
class Waits:
    """What the page shows of one moment: the rows with who each may be, how many there are, and the drafts that come first."""

    rows: Sequence[tuple[Mapping[str, Any], "Sequence[Candidate]"]]
    row_count: int
    drafts: "Sequence[EntryRow]"
    draft_count: int


def read_waits(reads: "Reads", shown: int) -> Waits:
    """Read on the worker: matching is asked only for the rows that are shown."""
    waiting = reads.waiting_rows()
    rows = [(row, () if row["source"] == RETURNS else reads.alike(_typed(row))) for row in waiting[:shown]]
    _, drafts = reads.first_page("list:drafts", sort="due", descending=False, limit=_DRAFTS)
    return Waits(rows, len(waiting), drafts, reads.counts().get("drafts", 0))


def _typed(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: str(row[name] or "")
        for key, name in (("surname", "surname"), ("forenames", "forenames"), ("born", "born"), ("pnc-id", "pnc_id"))
    }


class WaitingCard(QFrame):
    """`decided` carries the row's number, the decision and the person it is about, None for none; `look_wanted` a reference; `same_wanted` the number and name of the row."""

    decided = Signal(int, str, object)
    look_wanted = Signal(str)
    same_wanted = Signal(int, str)

    def __init__(self, row: Mapping[str, Any], alike: "Sequence[Candidate]", parent: QWidget | None = None) -> None:
        """One row, and who it may be, best first."""
        super().__init__(parent)
        self.setProperty("panel", "card")
        self._number = int(row["number"])
        # A warrant for a parent or a witness is never an entry against the person it names, so nobody it resembles is offered as the one.
        self._for_another = row["code"] == "other_person"
        self._is_attempt = row["source"] == RETURNS
        self._has_alike = bool(alike) and not self._for_another
        self.by_key: dict[str, QPushButton] = {}
        self._name = labels.joined([row["surname"], row["forenames"]], ", ") or tr("no name")
        self.setObjectName(f"waiting-{self._number}")
        self.setAccessibleName(tr("Row that waits: {name}", name=self._name))
        reasons = "; ".join(tr(reason) for reason in alike[0].reasons) if self._has_alike else None
        self.setAccessibleDescription(labels.joined([tr(row["message"]), reasons], " "))
        # Itself, not a button: Enter on what is looked at decides nothing.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        heading = words(labels.joined([self._name, row["file"], tr("row {row}", row=row["row"])]))
        heading.setProperty("scale", "heading")
        layout.addWidget(heading)
        layout.addWidget(words(tr(row["message"])))
        layout.addLayout(self._beside(row, alike))
        if len(alike) > _BESIDE:
            layout.addWidget(
                words(
                    counted(
                        "{n} more may be the same person: see People.", "{n} more may be the same person: see People.", len(alike) - _BESIDE
                    )
                )
            )
        layout.addLayout(self._buttons())

    def _beside(self, row: Mapping[str, Any], alike: "Sequence[Candidate]") -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        since = times.exact(row["became_outstanding_at"]) if row["became_outstanding_at"] else "–"
        in_file = (
            self._name, british(date.fromisoformat(row["born"])) if row["born"] else "–", row["pnc_id"] or "–",
            labels.joined([str(row["offence"] or "").rstrip(". ") or None, tr("since {since}", since=since)]),
        )  # fmt: skip
        names = (tr("Name"), tr("Born"), tr("PNC ID"), tr("Wanted for"), *((tr("Why one"),) if alike else ()))
        for line, text in enumerate(("", *names)):
            label = words(text)
            label.setProperty("tone", "quiet")
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        for line, text in enumerate((tr("In the file"), *in_file)):
            grid.addWidget(_cell(text, is_head=line == 0), line, 1, Qt.AlignmentFlag.AlignTop)
        for place, one in enumerate(alike[:_BESIDE], 1):
            self._candidate(grid, place, one)
        if not alike and not self._is_attempt:
            grid.addWidget(_cell(tr("Nobody held is like this."), is_head=True), 0, 2, Qt.AlignmentFlag.AlignTop)
        for column in range(1, 2 + max(1, min(_BESIDE, len(alike)))):
            grid.setColumnStretch(column, 1)
        return grid

    def _candidate(self, grid: QGridLayout, place: int, one: "Candidate") -> None:
        column = place + 1
        name = labels.joined([one.surname, one.forenames], ", ")
        head = tr("Held as person {number}: {verdict}", number=one.person, verdict=tr(VERDICTS[one.verdict.value]).lower())
        texts = (
            head,
            name or "–",
            british(one.born) or "–",
            one.pnc_id or "–",
            wanted_for(one) or tr("no entry you may read"),
            "; ".join(tr(reason) for reason in one.reasons),
        )
        for line, text in enumerate(texts):
            grid.addWidget(_cell(text, is_head=line == 0), line, column, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        about = labels.joined([name, self._name])
        if not self._for_another:
            same = partial(self.decided.emit, self._number, "same_person", int(one.person))
            made = button(tr("This person ({place})", place=place), same, about=about, name=f"same-{one.person}")
            self.by_key[str(place)] = made
            row.addWidget(made)
        if one.entries:
            row.addWidget(button(tr("Show"), partial(self.look_wanted.emit, one.entries[0]), about=about))
        row.addStretch(1)
        grid.addLayout(row, len(texts), column)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        if self._is_attempt:
            take = tr("Take it as an attempt (N)")
        else:
            take = tr("Not the same: make a draft (N)") if self._has_alike else tr("Make a draft of it (N)")
        offered = () if self._for_another else ((take, "take", "N"),)
        for text, decision, key in (*offered, (tr("Set it aside (A)"), "discard", "A")):
            made = button(text, partial(self.decided.emit, self._number, decision, None), about=self._name, name=decision)
            self.by_key[key] = made
            line.addWidget(made)
        if not self._is_attempt:
            line.addWidget(button(tr("Same person as…"), partial(self.same_wanted.emit, self._number, self._name), about=self._name))
        return line

    def press(self, key: str) -> bool:
        """Press the button of this key; tells whether there is one."""
        made = self.by_key.get(key)
        if made is not None:
            made.click()
        return made is not None


def words(text: str) -> QLabel:
    """A line of plain words that wraps."""
    return Told(text)


def _cell(text: str, *, is_head: bool) -> QLabel:
    label = words(text)
    label.setProperty("scale", "heading" if is_head else "")
    return label


def button(text: str, does: Callable[[], object], *, about: str = "", name: str = "") -> QPushButton:
    """A button whose spoken name says whom it is about."""
    made = QPushButton(text)
    press_once(made)
    made.setObjectName(name)
    made.setAccessibleName(labels.joined([text, about], ": "))

    def call() -> None:
        does()

    made.clicked.connect(call)
    return made
