"""What the start of shift is put together from: cards with a heading, lines of words with a band before them and buttons after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.queue.band_mark import BandLabel
from ui.shift.row_keys import ButtonRow, RowButton
from ui.widgets.flow import FlowLayout
from ui.widgets.long_words import Told
from ui.widgets.press_once import press_once
from wantedtrack.rules.entry import Band


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it says, what it does, the name it is found by, where it has one, and the letter that presses it on its line."""

    text: str
    does: Callable[[], object]
    name: str = ""
    key: str = ""


def card(heading: str, said: str = "", *, kind: str = "card", name: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card with its heading, and a sentence under it where there is one; gives what further lines go into."""
    made = QFrame()
    made.setProperty("panel", kind)
    made.setObjectName(name)
    rows = QVBoxLayout(made)
    rows.setContentsMargins(16, 8, 16, 8)
    rows.setSpacing(8)
    head = words(heading)
    head.setProperty("scale", "heading")
    rows.addWidget(head)
    if said:
        rows.addWidget(words(said))
    return made, rows


def words(text: str) -> QLabel:
    """A line of plain words that wraps."""
    return Told(text)


def band_mark(band: Band | None, word: str) -> BandLabel:
    """The band as word, shape and colour, no wider than its word; what stands after it begins where it does after the widest of them."""
    mark = BandLabel()
    mark.show_band(band, word)
    mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return mark


_LETTERS_OF_A_BAND = 14
_SHARES = ((5, 1), (2, 1), (3, 2))
"""Of a line's width, for words and for so many buttons."""


def line(text: str, presses: Sequence[Press], *, mark: BandLabel | None = None, lead: str = "") -> QWidget:
    """One line: what leads it in, the mark, the words, and the buttons, which stand under each other where there is no room."""
    made = ButtonRow()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    if lead:
        across.addWidget(QLabel(lead, made))
    if mark is not None:
        across.addWidget(_as_wide_as_any(mark, made))
    for_words, for_buttons = _SHARES[max(0, min(len(presses), len(_SHARES)) - 1)]
    across.addWidget(words(text), for_words)
    holder = QWidget(made)
    flow = FlowLayout(holder, ends_right=True)
    pressed = [button(press, about=text) for press in presses]
    for one in pressed:
        flow.addWidget(one)
    across.addWidget(holder, for_buttons)
    made.take(pressed, {press.key: one for press, one in zip(presses, pressed, strict=True) if press.key})
    return made


def _as_wide_as_any(mark: BandLabel, parent: QWidget) -> QWidget:
    place = QWidget(parent)
    within = QHBoxLayout(place)
    within.setContentsMargins(0, 0, 0, 0)
    within.addWidget(mark)
    within.addStretch(1)
    place.setMinimumWidth(_LETTERS_OF_A_BAND * mark.fontMetrics().averageCharWidth())
    return place


def button(press: Press, *, about: str = "", is_main: bool = False) -> RowButton:
    """A button that Enter presses as Space does; its spoken name says what it is about."""
    made = RowButton(press.text)
    made.setObjectName(press.name)
    made.setProperty("kind", "main" if is_main else "")
    if about:
        made.setAccessibleName(f"{press.text} {about}".replace("&", ""))

    def call() -> None:
        press.does()

    made.clicked.connect(call)
    press_once(made)
    return made
