"""Completion of the word being typed in the search: filters first, after a colon their values. Arrows choose, Enter takes, Esc puts it away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCompleter

from ui.queue.search_line import SearchLine
from ui.wording import tr
from wantedtrack.rules.entry import Band
from wantedtrack.rules.search_places import Known, replaced, word_at
from wantedtrack.rules.search_words import SHIPPED_LABELS, accepted

_FROM_LETTERS = 2
"""Letters of a filter's name before it is offered: every surname begins with one letter of some filter."""


class Completion(QObject):
    """Offers what could be meant. `wanted` asks for values that only the store knows, by the filter's key."""

    wanted = Signal(str)

    def __init__(self, line: SearchLine, put: Callable[[str, int], None]) -> None:
        """`put` is given the text with a word completed, and where the cursor then stands."""
        super().__init__(line)
        self._line, self._put = line, put
        self.labels: dict[Band, str] = dict(SHIPPED_LABELS)
        self.known: Known = {}
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(line)
        self._completer.activated.connect(self._take)
        popup = self.popup
        popup.setObjectName("search-offers")
        popup.setAccessibleName(tr("Words that could follow"))
        line.textEdited.connect(self.offer)
        line.leaves_to_offers = self._takes

    @property
    def is_open(self) -> bool:
        """Whether something is offered just now."""
        return self.popup.isVisible()

    def offers(self) -> list[str]:
        """What is offered just now."""
        return self._offers.stringList() if self.is_open else []

    def offer(self) -> None:
        """Offer what could complete the word at the cursor."""
        word = word_at(self._line.text(), self._line.cursorPosition())
        typed = word.text if word is not None else ""
        if ":" in typed:
            self.wanted.emit(typed.lstrip("-").partition(":")[0].lower())
        bare = typed.lstrip("-")
        found = accepted(typed, labels=self.labels, known=self.known) if ":" in typed or len(bare) >= _FROM_LETTERS else ()
        if not found or [one.lower() for one in found] == [typed.lower()] or not self._line.hasFocus():
            self.popup.hide()
            return
        self._offers.setStringList(list(found))
        self._completer.complete()

    def _takes(self, key: Qt.Key) -> bool:
        """Escape puts the offers away, Enter takes the one that was chosen; with none chosen it goes on to the queue."""
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.popup.currentIndex().isValid()
        return self.is_open and (is_enter or key == Qt.Key.Key_Escape)

    def _take(self, chosen: str) -> None:
        word = word_at(self._line.text(), self._line.cursorPosition())
        if word is None:
            return
        self._put(*replaced(self._line.text(), word, chosen))
        if chosen.endswith(":"):
            self.offer()

    @property
    def popup(self) -> QAbstractItemView:
        """The list of what is offered."""
        popup = self._completer.popup()
        assert popup is not None  # noqa: S101 (a completer makes its popup when it is first asked for)
        return popup
