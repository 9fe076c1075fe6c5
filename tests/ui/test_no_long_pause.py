"""What is pasted, shown or dressed anew never keeps the window for long. Measured on the processor's own account: a busy machine changes nothing."""

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget

from tests.ui.driving import Driver
from wantedtrack.rules.search_language import LONGEST

_MAY_S = 0.5
"""Ten times what it is to be: what this looks for took three seconds."""


def shown(window: Driver) -> list[str]:
    return [label.text() for label in window.find("palette").findChildren(QLabel)]


def test_a_page_of_text_pasted_into_the_palette_is_cut_before_it_is_looked_for(window: Driver) -> None:
    window.does("palette")
    line, found = window.find("palette-line", QLineEdit), window.find("palette-found", QListWidget)
    QGuiApplication.clipboard().setText("Wanted Test 100 words " * 5_000)
    began = time.thread_time()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert time.thread_time() - began < _MAY_S
    assert len(line.text()) == LONGEST
    assert [found.item(row).text()[:16] for row in range(found.count())] == ["Search the queue"]
    assert "Only the first 2,000 characters were kept: more is too much for one search." in shown(window)
    line.setText("add")
    assert "Up and Down choose, Enter does it, Esc closes" in shown(window)
