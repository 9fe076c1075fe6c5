"""One step of what is asked before a store is open: a heading, what it is about, and fields with a label each."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

LETTERS = 66
"""How wide a step is: its longest line that does not wrap fits in."""


def step(heading: str, said: str) -> tuple[QWidget, QVBoxLayout]:
    """A step and the layout that its fields go into."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 8)
    layout.setSpacing(12)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    head = words(heading, page)
    head.setProperty("scale", "large")
    layout.addWidget(head)
    layout.addWidget(words(said, page))
    return page, layout


def words(text: str, parent: QWidget) -> QLabel:
    """Plain words that wrap."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def field(layout: QVBoxLayout, label: str, name: str, *, is_secret: bool = False) -> QLineEdit:
    """A line to type into under its label; a secret one shows dots."""
    typed = QLineEdit()
    typed.setObjectName(name)
    typed.setAccessibleName(label.replace("&", ""))
    if is_secret:
        typed.setEchoMode(QLineEdit.EchoMode.Password)
    said = QLabel(label)
    said.setBuddy(typed)
    inside = QVBoxLayout()
    inside.setSpacing(4)
    inside.addWidget(said)
    inside.addWidget(typed)
    layout.addLayout(inside)
    return typed


def stand_in_the_middle(page: QWidget, *pieces: QWidget | QLayout) -> None:
    """Lay the pieces below each other in the middle of the page, a little above half its height."""
    inside = QVBoxLayout()
    inside.addStretch(1)
    for piece in pieces:
        if isinstance(piece, QLayout):
            inside.addLayout(piece)
        else:
            inside.addWidget(piece)
    inside.addStretch(2)
    layout = QHBoxLayout(page)
    layout.addStretch(1)
    layout.addLayout(inside)
    layout.addStretch(1)
