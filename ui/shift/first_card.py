"""The first thing to do, the biggest on the page, with why it comes first; under it what comes after, in order."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import labels
from ui.shift.first_words import Said, Ways
from ui.shift.lines import band_mark, button, line, words
from ui.shift.row_keys import ButtonRow, RowButton
from ui.widgets.flow import FlowLayout
from ui.wording import tr


def first_card(things: Sequence[Said], ways: Ways) -> QFrame:
    """The card of these, the first of them large."""
    first, *then = things
    made = QFrame()
    made.setProperty("panel", "next")
    made.setObjectName("first-thing")
    made.setAccessibleName(tr("What to do first"))
    rows = QVBoxLayout(made)
    rows.setContentsMargins(16, 8, 16, 8)
    rows.setSpacing(8)
    head = words(tr("First"))
    head.setProperty("scale", "heading")
    rows.addWidget(head)
    rows.addLayout(_large(first, ways))
    if first.how:
        how = words(first.how)
        how.setObjectName("first-how")
        rows.addWidget(how)
    why = words(tr("Why first: {why}", why=first.why))
    why.setObjectName("first-why")
    rows.addWidget(why)
    rows.addWidget(_pressed(first))
    for number, one in enumerate(then, 2):
        rows.addWidget(_then(number, one, ways))
    return made


def _large(first: Said, ways: Ways) -> QHBoxLayout:
    across = QHBoxLayout()
    if first.of is not None:
        across.addWidget(band_mark(first.of.row.band, labels.band_words(first.of.row.band, dict(ways.bands))))
    what = words(first.what)
    what.setProperty("scale", "large")
    what.setObjectName("first-what")
    across.addWidget(what, 1)
    return across


def _pressed(first: Said) -> QWidget:
    holder = ButtonRow()
    flow = FlowLayout(holder)
    pressed: list[RowButton] = []
    for place, press in enumerate(first.presses):
        made = button(press, about=first.what, is_main=place == 0)
        made.setAccessibleDescription(labels.joined([first.how, tr("Why first: {why}", why=first.why)], " "))
        flow.addWidget(made)
        pressed.append(made)
    holder.take(pressed, {"G": pressed[0]} if first.of is not None else {})
    return holder


def _then(number: int, one: Said, ways: Ways) -> QWidget:
    mark = band_mark(one.of.row.band, labels.band_words(one.of.row.band, dict(ways.bands))) if one.of is not None else None
    told = labels.joined([one.what, one.how], ": ")
    return line(told, list(one.presses[:1]), mark=mark, lead=tr("{number}.", number=number))
