"""How every table of the window reads: whole rows, nothing to edit, no grid, headings to the left, and Tab goes on instead of walking the cells."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTableWidget, QTableWidgetItem

_ROOM = 8


def set_up_for_reading(table: QTableView) -> None:
    """Set a table up so."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def show_cells(table: QTableWidget, rows: Sequence[Sequence[object]], *, widest: int) -> None:
    """Fill a table; what a cell cuts off is its tool tip. No column is wider than `widest` pixels but the last, which takes what is left."""
    table.setRowCount(len(rows))
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            text = str(cell or "")
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(place, column, item)
    last = table.columnCount() - 1
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.resizeColumnsToContents()
    for column in range(last):
        table.setColumnWidth(column, min(table.columnWidth(column) + _ROOM, widest))
    table.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
