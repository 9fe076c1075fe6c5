"""The search box: people and filters in words. Typing narrows by itself; a wrong word is said where it stands."""

import re

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui import labels
from ui.widgets.flow import FlowLayout
from ui.wording import tr
from wantedtrack.rules.search_words import accepted

_HIGH = 32
_WORD = re.compile(r'-?(?:[A-Za-z-]+:)?(?:"[^"]*"?|[^\s"]+)')
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_PNC_ID = re.compile(r"\d{2}(?:\d{2})?/?\d{1,7}[A-Za-z]")
_LIST = re.compile(r"^list:([a-z-]+)$")


class SearchLine(QLineEdit):
    """The line itself. Down goes to the queue; Escape empties it."""

    left_for_queue = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go on to the queue, Escape back to the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_for_queue.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


class SearchBox(QWidget):
    """The line, its filters as chips that can be taken away, and what is wrong with a word.

    `words_changed` carries the whole text; `person_typed` the name that a person types, so that those alike can be shown.
    """

    words_changed = Signal(str)
    person_typed = Signal(object)
    left_for_queue = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty: everything."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.line = SearchLine(self)
        self.line.setObjectName("search")
        self.line.setAccessibleName(tr("Search"))
        self.line.setAccessibleDescription(
            tr("Names in any order, PNC ID, date of birth, postcode, reference, and filters such as band:red owner:me due:<24h.")
        )
        self.line.setPlaceholderText(tr("Name, PNC ID, born, postcode, reference, or band:red owner:me due:<24h    (/)"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(2_000)
        self.line.setMinimumHeight(_HIGH)
        self._chips_place = QWidget(self)
        self._chips = FlowLayout(self._chips_place)
        self._wrong = QLabel(self)
        self._wrong.setProperty("tone", "wrong")
        self._wrong.setObjectName("search-wrong")
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        self._wrong.hide()
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        layout.addLayout(row)
        layout.addWidget(self._chips_place)
        layout.addWidget(self._wrong)
        self._completions = QStringListModel(self)
        self.line.textChanged.connect(self._typed)
        self.line.left_for_queue.connect(self.left_for_queue)
        self.line.emptied.connect(self.line.clear)
        self._completer()

    def _completer(self) -> None:
        """Offers filter words for the word being typed."""
        completer = QCompleter(self._completions, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setWidget(self.line)
        completer.activated.connect(self._complete)
        self._popup = completer
        self.line.textEdited.connect(self._offer)

    @property
    def words(self) -> str:
        """The whole text."""
        return self.line.text()

    def set_words(self, words: str) -> None:
        """Put words in, as a click on a list or a filter does."""
        self.line.setText(words)

    def list_shown(self) -> str | None:
        """The list whose words are the whole text, None for a search of the officer's own."""
        found = _LIST.match(self.words.strip())
        return found[1] if found else None

    def say_wrong(self, message: str | None) -> None:
        """Say what cannot be understood; the queue stays as it was."""
        self._wrong.setText(message or "")
        self._wrong.setVisible(bool(message))

    def _typed(self) -> None:
        self._show_chips()
        self.words_changed.emit(self.words)
        self.person_typed.emit(_person_in(self.words))

    def _show_chips(self) -> None:
        self._chips.clear()
        words = [found.group() for found in _WORD.finditer(self.words)]
        filters = [word for word in words if ":" in word or word.startswith("-")]
        shown = filters if not self.list_shown() else []
        for word in shown:
            chip = QToolButton(self._chips_place)
            chip.setText(f"{_said(word)}  ×")
            chip.setAccessibleName(tr("Take away the filter {word}", word=_said(word)))
            chip.clicked.connect(self._taking_away(word))
            chip.show()
            self._chips.addWidget(chip)
        self._chips_place.setVisible(bool(shown))

    def _taking_away(self, word: str):  # noqa: ANN202 (a slot without words)
        return lambda: self.set_words(" ".join(self.words.replace(word, "", 1).split()))

    def _offer(self) -> None:
        word = self._word_at_cursor()
        offered = accepted(word.lstrip("-")) if word.lstrip("-") else ()
        if not offered or offered == (word,) or ":" not in word:
            if (popup := self._popup.popup()) is not None:
                popup.hide()
            return
        self._completions.setStringList(list(offered))
        self._popup.complete()

    def _complete(self, chosen: str) -> None:
        word = self._word_at_cursor()
        before = self.words[: self.line.cursorPosition() - len(word)]
        after = self.words[self.line.cursorPosition() :]
        self.line.setText(f"{before}{'-' if word.startswith('-') else ''}{chosen}{after}")

    def _word_at_cursor(self) -> str:
        before = self.words[: self.line.cursorPosition()]
        return before.rpartition(" ")[2]


def _said(word: str) -> str:
    key, _, value = word.lstrip("-").partition(":")
    said = labels.joined([key, value.strip('"')], " ") if value else key
    return tr("not {said}", said=said) if word.startswith("-") else said


def _person_in(words: str) -> dict[str, str]:
    """The name, date of birth and PNC ID among the words; filters, references and postcodes are not about who somebody is."""
    plain = [found.group().strip('"') for found in _WORD.finditer(words) if ":" not in found.group() and not found.group().startswith("-")]
    names = [word for word in plain if word and not any(mark.isdigit() for mark in word)]
    return {
        "name": " ".join(names),
        "born": next((word for word in plain if _DATE.fullmatch(word)), ""),
        "pnc-id": next((word for word in plain if _PNC_ID.fullmatch(word)), ""),
    }
