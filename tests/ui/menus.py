"""The menus of the window one after another, and what is wrong with one."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.ui.driving import Driver
from ui.menus import letter_of

MOST_TOGETHER = 10
"""Lines of one group: what is longer is not read, only searched."""


def menu_of(action: QAction) -> QMenu:
    found: QMenu = action.menu()  # pyright: ignore[reportAssignmentType] (the stubs say QObject)
    return found


def menus_under(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    for action in menu.actions():
        if action.menu():
            yield from menus_under(menu_of(action))


def menus_of(window: Driver) -> list[QMenu]:
    return [one for top in window.window.menuBar().actions() for one in menus_under(menu_of(top))]


def faults(menu: QMenu) -> list[str]:
    """Lines without a letter, two with the same, lines between groups where there is no group, and a group too long to read."""
    lines = menu.actions()
    called = [letter_of(one.text()) for one in lines if not one.isSeparator()]
    found = [f"{one.text()} has no letter" for one in lines if not one.isSeparator() and not letter_of(one.text())]
    found += [f"{menu.title()}: {letter} twice" for letter, count in Counter(called).items() if count > 1 and letter]
    groups = "".join("-" if one.isSeparator() else "x" for one in lines).split("-")
    found += [f"{menu.title()}: a line between groups where there is no group"] if "" in groups else []
    found += [f"{menu.title()}: {len(group)} lines together" for group in groups if len(group) > MOST_TOGETHER]
    return found
