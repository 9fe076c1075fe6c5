"""Actions as data: each has a parent, a name, words; no two share a key; menus, palette and the page of shortcuts agree."""

from collections import Counter

from PySide6.QtWidgets import QToolButton

from tests.ui.driving import Driver
from ui import labels
from ui.menus import plain
from wantedtrack.deeds.catalogue import CATALOGUE


def test_every_action_has_a_parent_and_says_what_it_does(window: Driver) -> None:
    for action, made in window.window.commands.actions:
        assert made.parent() is window.window, action.name
        assert action.says, action.name
        assert made.objectName() == f"action-{action.name}"


def test_no_two_actions_share_a_key(window: Driver) -> None:
    keys = Counter(made.shortcut().toString() for _, made in window.window.commands.actions if not made.shortcut().isEmpty())
    assert [key for key, count in keys.items() if count > 1] == []
    assert "Ctrl+Return" not in keys, "this key saves in every form"


def test_every_list_has_its_action(window: Driver) -> None:
    names = {made.objectName() for _, made in window.window.commands.actions}
    assert {f"action-list-{name}" for name, *_ in labels.LISTS} <= names


def test_every_deed_about_an_entry_has_its_action(window: Driver) -> None:
    names = {made.objectName() for _, made in window.window.commands.actions}
    wanted = {f"action-{card.name}" for card in CATALOGUE if card.about_entry}
    assert wanted <= names


def test_an_icon_in_the_toolbar_never_stands_alone(window: Driver) -> None:
    made = [shown for _, shown in window.window.commands.actions]
    for button in window.window.findChildren(QToolButton):
        if button.defaultAction() in made and button.isVisible():
            assert button.text()
            assert not button.icon().isNull()


def test_the_catalogue_words_the_actions(window: Driver) -> None:
    made = {action.deed: plain(shown.text()) for action, shown in window.window.commands.actions if action.deed}
    for card in CATALOGUE:
        if card.name in made:
            assert made[card.name].rstrip("…") == card.label
