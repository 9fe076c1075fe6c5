"""The order of the Tab key is that of reading: what is made later but stands earlier is put in its place."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_reading_order(*widgets: QWidget) -> None:
    """From the first of these Tab goes to the second, and so on."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def stops_in(page: QWidget) -> list[QWidget]:
    """What Tab stops at within a page, in the order in which it was made."""
    own = page.window()
    # The list that a choice drops down has a window of its own.
    return [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is own]
