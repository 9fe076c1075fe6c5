"""A sheet of a handover as a table: the same rows that the workbook prints."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wantedtrack.rules.dates import british, british_instant
from wantedtrack.rules.sheets import Cell, Kind, Sheet

AnyIndex = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """One sheet; the columns and rows are the handover's own, frozen when it was prepared."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        """Show this sheet."""
        super().__init__(parent)
        self._sheet = sheet

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """As many as the sheet lists; a table has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """As many as the sheet has."""
        return 0 if parent is not None and parent.isValid() else len(self._sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own signature)
        """The sheet's headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.columns[section].heading
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own signature)
        """A cell as people read it."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return in_words(self._sheet.rows[index.row()][index.column()], self._sheet.columns[index.column()].kind)


def in_words(cell: Cell, kind: Kind) -> str:
    """A cell in British order and force time."""
    if cell is None:
        return ""
    if kind is Kind.INSTANT and isinstance(cell, str):
        return british_instant(datetime.fromisoformat(cell))
    if kind is Kind.DATE and isinstance(cell, str):
        return british(date.fromisoformat(cell[:10]))
    if kind is Kind.DAYS and isinstance(cell, int | float):
        return f"{cell:.1f} d"
    return str(cell)
