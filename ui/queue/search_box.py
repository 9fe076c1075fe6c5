"""The search box: people and filters in words. Typing narrows by itself; a wrong word is marked where it stands, with what would be accepted."""

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import labels
from ui.queue.completion import Completion
from ui.queue.filter_menu import filter_menu
from ui.queue.search_line import SearchLine
from ui.theme.style import Theme
from ui.widgets.announcing import announce
from ui.widgets.flow import FlowLayout
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Band
from wantedtrack.rules.search_language import LONGEST, FilterKey
from wantedtrack.rules.search_places import Known, WordPlace, corrections, filters_in, toggled, without, words_in
from wantedtrack.rules.search_words import SHIPPED_LABELS, WrongWord

_HIGH = 32
_MOST_OFFERED = 14
_MOST_NAMED = 6
_DATE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Za-z]+,? \d{2,4}|\d{1,2} \d{1,2} \d{2,4}|[A-Za-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{2,4}"
)
_PNC_ID = re.compile(r"\d{2}(?:\d{2})?/?\d{1,7}[A-Za-z]")


class SearchBox(QWidget):
    """The line, its filters as chips that can be taken away, and what is wrong with a word.

    `words_changed` carries the whole text; `person_typed` the name that a person types, so that those alike can be shown; `save_wanted`
    that the search is to be kept; `values_wanted` the key of a filter whose values only the store knows.
    """

    words_changed = Signal(str)
    person_typed = Signal(object)
    left_for_queue = Signal()
    save_wanted = Signal()
    values_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty: everything."""
        super().__init__(parent)
        self._labels: dict[Band, str] = dict(SHIPPED_LABELS)
        self._standing: tuple[str, ...] = ()
        self._lay_out(self._make_line())
        self.completion = Completion(self.line, self._put)
        self.completion.wanted.connect(self.values_wanted)
        self.line.textChanged.connect(self._typed)
        self.line.inputRejected.connect(self._too_long)
        self.line.left_for_queue.connect(self.left_for_queue)
        self.line.emptied.connect(self.line.clear)

    def _make_line(self) -> QHBoxLayout:
        self.line = SearchLine(self)
        self.line.setObjectName("search")
        self.line.setAccessibleName(tr("Search"))
        self._tell_what_it_takes()
        self.line.setPlaceholderText(tr("Name, PNC ID, born, postcode, reference, or band:red owner:me due:<24h    (/)"))
        self.line.setClearButtonEnabled(True)
        for cross in self.line.findChildren(QToolButton):
            cross.setAccessibleName(tr("Empty the search"))
            cross.setToolTip(tr("Empty the search"))
        self.line.setMaxLength(LONGEST)
        self.line.setMinimumHeight(_HIGH)
        self.filters = QToolButton(self)
        self.filters.setObjectName("filter-button")
        self.filters.setText(tr("Filter"))
        self.filters.setAccessibleName(tr("Filter the queue"))
        self.filters.setToolTip(tr("Choose filters; each writes its word into the box"))
        self.filters.setMinimumHeight(_HIGH)
        self.filters.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.filters.clicked.connect(self.open_filters)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.filters)
        return row

    def _lay_out(self, row: QHBoxLayout) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._chips_place, self._chips = self._flow("chips")
        self._wrong = QLabel(self)
        self._wrong.setProperty("tone", "wrong")
        self._wrong.setObjectName("search-wrong")
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        self._wrong.hide()
        self._taken = QLabel(self)
        self._taken.setProperty("tone", "soon")
        self._taken.setObjectName("search-taken-for")
        self._taken.setWordWrap(True)
        self._taken.setTextFormat(Qt.TextFormat.PlainText)
        self._taken.hide()
        self._instead_place, self._instead = self._flow("search-instead")
        layout.addLayout(row)
        for widget in (self._chips_place, self._wrong, self._taken, self._instead_place):
            layout.addWidget(widget)

    def _flow(self, name: str) -> tuple[QWidget, FlowLayout]:
        place = QWidget(self)
        place.setObjectName(name)
        place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        place.hide()
        return place, FlowLayout(place)

    # ---- what the page may ask -------------------------------------------------------------------------------------------------------

    def follow(self, theme: Theme) -> None:
        """Take colours from this theme."""
        self.line.follow(theme)

    def know(self, band_labels: Mapping[Band, str], known: Known) -> None:
        """How the force labels its bands, and values that the store knows."""
        self._labels = dict(band_labels)
        self.completion.labels = self._labels
        self.completion.known = {**self.completion.known, **known}

    def know_more(self, band_labels: Mapping[Band, str], known: Known) -> None:
        """Values that had to be asked for first: they are offered at once where one is being typed."""
        is_new = any(self.completion.known.get(key) != values for key, values in known.items())
        self.know(band_labels, known)
        if is_new and self.line.hasFocus():
            self.completion.offer()

    @property
    def words(self) -> str:
        """The whole text."""
        return self.line.text()

    def set_words(self, words: str) -> None:
        """Put words in, as a click on a list or a filter does."""
        self.line.setText(words)

    def toggle(self, word: str) -> None:
        """Write the word of a filter into the box, or take it away where it stands."""
        self.set_words(toggled(self.words, word))

    def list_shown(self) -> str | None:
        """The list whose words are the whole text, None for a search of the officer's own."""
        words = words_in(self.words)
        is_list = len(words) == 1 and words[0].key == FilterKey.LIST and not words[0].is_negated
        return words[0].value.lower().replace("_", "-") if is_list else None

    def say_wrong(self, wrong: Refusal | None) -> None:
        """Say what cannot be understood, mark it where it stands, and offer what would be; the queue stays as it was."""
        place = (wrong.start, wrong.end) if isinstance(wrong, WrongWord) and wrong.end <= len(self.words) else None
        if place is not None and self.completion.is_open and place[0] < self.line.cursorPosition() <= place[1]:
            # Still being typed, and what could follow is on screen already.
            wrong, place = None, None
        self.line.mark_wrong(place)
        self._say(wrong.message if wrong is not None else "")
        self._offer_instead(wrong if isinstance(wrong, WrongWord) and place is not None else None)

    def say_taken_for(self, taken: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Say of each name that nobody has, which names a letter or two away are shown instead."""
        told = [
            tr("Nobody is called “{typed}”. Shown are names a letter or two away: {names}.", typed=typed, names=_listed(names))
            for typed, names in taken
        ]
        is_new = self._taken.text() != " ".join(told)
        self._taken.setText(" ".join(told))
        self._taken.setVisible(bool(told))
        if told and is_new:
            announce(self._taken, self._taken.text())

    def open_filters(self) -> None:
        """The menu of filters, under the button."""
        for key in (FilterKey.STATION, FilterKey.TEAM):
            self.values_wanted.emit(key.value)
        menu = filter_menu(self.words, self._labels, self.completion.known, self.toggle, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filters.mapToGlobal(QPoint(0, self.filters.height())))

    # ---- within ----------------------------------------------------------------------------------------------------------------------

    def _put(self, text: str, cursor: int) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(cursor)

    def _typed(self) -> None:
        self._show_chips()
        self.words_changed.emit(self.words)
        self.person_typed.emit(_person_in(self.words))

    def _too_long(self) -> None:
        self._say(tr("Only the first {most} characters were kept: more is too much for one search.", most=f"{LONGEST:,}"))

    def _say(self, message: str) -> None:
        said = self._wrong.text() if self._wrong.isVisibleTo(self) else ""
        self._wrong.setText(message)
        self._wrong.setVisible(bool(message))
        self._tell_what_it_takes(message)
        if message and message != said:
            announce(self.line, message)

    def _tell_what_it_takes(self, wrong: str = "") -> None:
        takes = tr("Names in any order, PNC ID, date of birth, postcode, reference, and filters such as band:red owner:me due:<24h.")
        self.line.setAccessibleDescription(wrong or takes)

    def _offer_instead(self, wrong: WrongWord | None) -> None:
        self._instead.clear()
        made = corrections(self.words[wrong.start : wrong.end], wrong.accepted)[:_MOST_OFFERED] if wrong is not None else []
        for offered, whole in made:
            assert wrong is not None  # noqa: S101 (nothing is offered without one)
            text = f"{self.words[: wrong.start]}{whole}{self.words[wrong.end :]}"
            self._button(self._instead_place, self._instead, offered, tr("Write {word} instead", word=whole), self._writing(text))
        self._instead_place.setVisible(bool(made))

    def _writing(self, text: str) -> Callable[[], None]:
        def write() -> None:
            self.set_words(text)
            self.line.setFocus()
            if text.endswith(":"):
                self.completion.offer()

        return write

    def _show_chips(self) -> None:
        found = [] if self.list_shown() else filters_in(self.words)
        standing = tuple(word.text for word in found)
        if standing == self._standing:
            # A name is being typed: buttons made anew with every letter cost more than the letter, and would lose the focus.
            return
        self._standing = standing
        self._chips.clear()
        for place, word in enumerate(found):
            said = _said(word)
            button = self._button(
                self._chips_place, self._chips, f"{said}  ×", tr("Take away the filter {said}", said=said), self._taking_away(place)
            )
            button.setProperty("kind", "chip")
        if found:
            save = self._button(self._chips_place, self._chips, tr("Save this search…"), tr("Save this search…"), self.save_wanted.emit)
            save.setObjectName("save-search-button")
        self._chips_place.setVisible(bool(found))
        before: QWidget = self.filters
        for chip in self._chips_place.findChildren(QToolButton):
            # Made while one types, they would come last for the Tab key.
            if chip.isVisibleTo(self._chips_place):
                QWidget.setTabOrder(before, chip)
                before = chip

    def _button(self, place: QWidget, flow: FlowLayout, text: str, spoken: str, does: Callable[[], None]) -> QToolButton:
        button = QToolButton(place)
        button.setText(text)
        button.setAccessibleName(spoken)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMinimumHeight(24)
        button.clicked.connect(does)
        button.show()
        flow.addWidget(button)
        return button

    def _taking_away(self, place: int) -> Callable[[], None]:
        def take() -> None:
            self.set_words(without(self.words, filters_in(self.words)[place]))
            self.line.setFocus()

        return take


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*(name.title() for name in names[:_MOST_NAMED]), *(["…"] if len(names) > _MOST_NAMED else [])])


def _said(word: WordPlace) -> str:
    said = labels.joined([word.key, word.value], " ")
    return tr("not {said}", said=said) if word.is_negated else said


def _person_in(words: str) -> dict[str, str]:
    """The name, date of birth and PNC ID among the words; filters, references and postcodes are not about who somebody is."""
    plain = [word.value for word in words_in(words) if word.is_about_a_person]
    return {
        "name": " ".join(word for word in plain if not any(mark.isdigit() for mark in word)),
        "born": next((word for word in plain if _DATE.fullmatch(word)), ""),
        "pnc-id": next((word for word in plain if _PNC_ID.fullmatch(word)), ""),
    }
