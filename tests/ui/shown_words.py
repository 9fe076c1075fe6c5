"""Everything that a place shows or tells in words, and what of it was never put into the person's language."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QTableView,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from sqlalchemy import select

from tests.ui.force import Force
from wantedtrack.store import schema

OPEN, CLOSE = "⟦", "⟧"
_WORD = re.compile(r"[^\W\d_]{3,}")
_APART = re.compile(r"[|·;:,\n\t()“”\"→↵=]|  +")
_DATES = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
"""As the window's language has them: a test of their own."""
_SAME_EVERYWHERE = ("enter", "esc", "del", "down", "official-sensitive", "wantedtrack")
"""Keys as they are printed on them, the marking, the program's name."""
_KEPT_AS_A_VALUE = re.compile(r"[a-z_]+")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_LINES_LOOKED_AT = 12
_NOT_OURS = ("ScrollLeftButton", "ScrollRightButton", "qt_toolbar_ext_button", "qt_menubar_ext_button")
"""Qt's own, in Qt's own language."""
_STANDING = ("offence_code", "organisation_unit", "result_code", "force", "policy_version", "journal")
"""Tables whose texts are not about anybody in the queue; among 80,000 of them is every English word."""


def words_of_the_record(force: Force) -> str:
    """Everything that deeds wrote as free text, in one: a name, an address, a collar is the same in every language."""
    found: set[str] = set()
    with force.store.reading() as connection:
        for table in schema.METADATA.sorted_tables:
            if table.name not in _STANDING:
                for row in connection.execute(select(table)):
                    found |= {value.casefold() for value in row if isinstance(value, str) and not _KEPT_AS_A_VALUE.fullmatch(value)}
    return "\n".join(found)


def left_over(text: str, record: str) -> list[str]:
    """The parts of a text that hold words, stand in no brackets and are nothing that somebody recorded."""
    depth, outside = 0, []
    for letter in _plain(text).replace("&", ""):
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append("|" if letter in OPEN + CLOSE else letter if depth == 0 else "")
    parts = (part.strip(" .…–-⚠●■▲✓") for part in _APART.split(_DATES.sub("|", "".join(outside))))
    return [part for part in parts if _WORD.search(part) and "+" not in part and not _is_known(part.casefold(), record)]


def _is_known(part: str, record: str) -> bool:
    """Whether somebody recorded just that, or each of its words, as a code and its words are; or it is the same in every language."""
    return part in record or {*part.replace("—", " ").split()} <= {*record.split(), *_SAME_EVERYWHERE}


def _plain(text: str) -> str:
    if "<" not in text or ">" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def texts(top: QWidget) -> Iterator[tuple[str, str]]:
    """Where each text stands, and the text: what is seen, what is seen on hover, what is told to a screen reader."""
    for one in (top, *top.findChildren(QWidget)):
        if one.isVisible() and one.objectName() not in _NOT_OURS:
            called = f"{type(one).__name__} {one.objectName()}"
            yield from ((called, text) for text in (*_told(one), *_shown(one)) if text)


def _told(one: QWidget) -> Iterator[str]:
    yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.statusTip(), one.whatsThis())
    if one.isWindow():
        yield one.windowTitle()


def _shown(one: QWidget) -> Iterator[str]:
    match one:
        case QLabel() | QAbstractButton():
            yield one.text()
        case QLineEdit() | QPlainTextEdit():
            yield one.placeholderText()
        case QComboBox():
            yield from (one.itemText(place) for place in range(one.count()))
        case QListWidget():
            items = [one.item(place) for place in range(one.count())]
            yield from (str(item.data(role) or "") for item in items for role in _ROLES)
        case QTabWidget():
            yield from (text for place in range(one.count()) for text in (one.tabText(place), one.tabToolTip(place)))
        case QTextEdit():
            yield one.toPlainText()
        case QTableView():
            yield from _cells(one)
        case QProgressBar():
            yield one.format()
        case QGroupBox():
            yield one.title()
        case _:
            pass


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        yield from (str(model.headerData(column, Qt.Orientation.Horizontal, role) or "") for role in _ROLES)
        for row in range(min(model.rowCount(), _LINES_LOOKED_AT)):
            yield from (str(model.index(row, column).data(role) or "") for role in _ROLES)


def of_action(action: QAction) -> tuple[str, ...]:
    """What an action says of itself."""
    return action.text(), action.toolTip(), action.statusTip(), action.iconText(), action.whatsThis()
