"""Where the columns that matter do not stand beside each other, a row is a card that tells what they say; nothing of the queue lies off the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.ui.driving import Driver
from ui.queue.cards import told_below, wrapped
from ui.queue.columns import COLUMNS, PLACE

FIRST = COLUMNS[:5]
LETTERS = {column.key: float(column.width) for column in COLUMNS}


def test_a_card_tells_the_clock_first_and_no_column_is_left_out() -> None:
    assert told_below(FIRST, LETTERS, 200) == ()
    assert [column.key for column in told_below(FIRST, LETTERS, 40)] == ["due", "why", "owner"]
    assert told_below([column for column in FIRST if column.key != "person"], LETTERS, 40) == (), "a queue without names has no cards"


def test_a_card_holds_no_more_lines_than_its_row(qapp: QApplication) -> None:
    font = QFont(qapp.font())
    width = QFontMetrics(font).horizontalAdvance("FITZWILLIAM-HARTINGTON-")
    lines = wrapped("FITZWILLIAM-HARTINGTON-BEAUCHAMP-SOMERVILLE, Test Ewa", font, width, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= width for line in lines)
    assert "".join(wrapped("", font, width, 2)) == ""


def test_at_twice_the_text_a_row_tells_who_why_and_until_when_and_nothing_lies_off_the_screen(window: Driver) -> None:
    window.does("list-everything")
    whole, queue = window.window, window.window.area.queue
    table = queue.table
    whole.resize(1900, 768)
    window.settle()
    height = table.verticalHeader().defaultSectionSize()
    whole.theme.scale_text(2.0)
    whole.resize(1366, 768)
    window.settle()
    cards = table.itemDelegateForColumn(PLACE["person"])
    assert [column.key for column in cards.below] == ["due", "why", "owner"]  # pyright: ignore[reportAttributeAccessIssue] (Qt's own answer is a plain delegate)
    assert table.columnWidth(PLACE["band"]) + table.columnWidth(PLACE["person"]) == table.viewport().width()
    assert table.verticalHeader().defaultSectionSize() > 2 * height
    assert all(table.columnWidth(PLACE[column.key]) for column in FIRST), "what a card tells stands in its column too"
    # A list that is empty offers two ways on, which stand below each other where there is no room beside.
    whole.area.search.set_words("zzz nobody")
    window.settle()
    window.does("columns")
    whole.area.search.set_words("list:everything")
    window.settle()
    right = queue.side.mapTo(whole, queue.side.rect().topRight()).x()
    assert right < whole.width()
    whole.theme.scale_text(1.0)
    whole.resize(1900, 768)
    window.settle()
    assert cards.below == ()  # pyright: ignore[reportAttributeAccessIssue] (the same)
    assert table.verticalHeader().defaultSectionSize() < 2 * height
    assert table.indexAt(table.viewport().rect().topLeft()).data(int(Qt.ItemDataRole.DisplayRole))
