"""Where the queue shows nobody: what that means, and the next step as a button."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import labels
from ui.widgets.flow import FlowLayout
from ui.wording import counted, tr
from wantedtrack.rules.search_language import FilterKey
from wantedtrack.rules.search_places import filters_in, replaced, words_in
from wantedtrack.rules.search_words import accepted

_NO_MATCH = "Nobody in the queue matches. Try fewer words, or Esc for everything."
_EITHER = (
    "All words are looked for together, and “or” is none of the language: two values of one filter mean either, as in band:red band:amber."
)
_NOBODY_AT_ALL = (
    "The queue is empty: nobody is recorded as wanted here yet. Import an extract (Ctrl+I), or add an entry (Ctrl+N), to begin."
)
_NOT_READ = "This list could not be read. {why} It is read by itself as soon as the store answers."
_CLOSED = "stage:closed"
_MOST_MEANT = 2
_EMPTY: Mapping[str, str] = {name: empty for name, _, _, empty in labels.LISTS}
_BEGIN = (("import", "Import an extract…"), ("add-entry", "Add an entry…"))
_INBOX = (("inbox", "Open the inbox"),)
_NEXT: Mapping[str, Sequence[tuple[str, str]]] = {
    "this-shift": (("list-everything", "Show everything"),),
    "notices": (("list-this-shift", "Show what is due this shift"),),
    "not-circulated": (("list-never-attempted", "Show whom nobody has tried"),),
    "never-attempted": (("list-this-shift", "Show what is due this shift"),),
    "bail-due": (("import", "Import an extract…"),),
    "cleardown": (("list-everything", "Show everything"),),
    "located": (("list-everything", "Show everything"),),
    "suspended": (("list-this-shift", "Show what is due this shift"),),
    "drafts": _BEGIN,
    "everything": _BEGIN,
}
"""What is done next from each list that is empty: actions by name, and what their buttons say."""


def _filter_meant(typed: str) -> str | None:
    """The filter that somebody may have meant who typed the value of one as if it were a name."""
    wanted = f"is:{typed.lower().replace(' ', '-')}"
    return next((one for one in accepted(wanted) if one.lower() == wanted), None)


class NothingHere(QWidget):
    """Stands in the queue's place. `wanted` carries the name of an action, `words_wanted` the words of another search."""

    wanted = Signal(str)
    words_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Says nothing yet."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(1)
        self._text = QLabel(self)
        self._text.setObjectName("queue-empty")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self._text)
        self._buttons = FlowLayout(is_centred=True)
        layout.addLayout(self._buttons)
        layout.addStretch(2)

    def explain(self, words: str, shown: str | None, counts: Mapping[str, int]) -> None:
        """Why nothing is shown for these words; `shown` is the list that they are, None for a search; `counts` holds what is known so far."""
        if shown is None or shown not in _EMPTY:
            meant = [(word, whole) for word in words_in(words) if word.is_about_a_person and (whole := _filter_meant(word.value))]
            has_either = any(word.is_about_a_person and word.value.lower() == "or" for word in words_in(words))
            self._say(labels.joined([tr(_NO_MATCH), tr(_EITHER) if has_either else ""], " "))
            for word, whole in meant[:_MOST_MEANT]:
                other, _ = replaced(words, word, whole)
                self._offer(tr("Write {word} instead", word=whole), partial(self.words_wanted.emit, other.strip()))
            if not any(one.key in (FilterKey.STAGE, "is") for one in filters_in(words)):
                self._offer(tr("Look among closed entries"), partial(self.words_wanted.emit, f"{words.strip()} {_CLOSED}"))
        elif shown == "notices" and counts.get("inbox"):
            told = counted(
                "No entry has a notice for you; {n} notice about a shift waits in the inbox.",
                "No entry has a notice for you; {n} notices about shifts wait in the inbox.",
                counts["inbox"],
            )
            self._say(told)
            self._offer_all(_INBOX)
        elif counts.get("everything") == 0:
            self._say(tr(_NOBODY_AT_ALL))
            self._offer_all(_BEGIN)
        else:
            self._say(tr(_EMPTY[shown]))
            self._offer_all(_NEXT[shown])

    def say_not_read(self, why: str) -> None:
        """What was asked for could not be read, and what stood here before was something else."""
        self._say(tr(_NOT_READ, why=why))

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._buttons.clear()

    def _offer_all(self, offers: Sequence[tuple[str, str]]) -> None:
        for name, text in offers:
            self._offer(tr(text), partial(self.wanted.emit, name))

    def _offer(self, text: str, does: "partial[None]") -> None:
        button = QPushButton(text, self)
        button.setObjectName("queue-empty-do")
        button.clicked.connect(partial(_doing, does))
        self._buttons.addWidget(button)


def _doing(does: "partial[None]", _: bool = False) -> None:  # noqa: FBT001, FBT002 (a click hands its state by position)
    does()
