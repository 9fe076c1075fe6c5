"""Going from row to row costs little: what is the same for both entries stays as it is, what differs is written into it, and no name is left behind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from tests.fixtures_store import BEGAN
from tests.ui.driving import Driver
from ui.actions import Action
from ui.entry import tabs
from ui.queue.columns import Look
from ui.queue.model import QueueModel
from ui.queue.table import QueueTable
from wantedtrack.rules.entry import EntryId


def fact_lines(window: Driver) -> list[str]:
    return [label.text() for label in window.find("entry").findChildren(QLabel) if label.isVisible()]


def test_lines_of_one_entry_give_way_to_those_of_the_next(window: Driver, queue: list[str]) -> None:
    seen: dict[str, list[str]] = {}
    for reference in (queue[0], queue[1], queue[0]):
        window.go_to(reference)
        if reference in seen:
            assert fact_lines(window) == seen[reference]
        seen[reference] = fact_lines(window)
    assert "Home address at night" in seen[queue[0]]
    assert "Home address at night" not in seen[queue[1]]
    assert "⚠ VI Violent" in seen[queue[0]]
    assert "No warning or flag is recorded" in seen[queue[1]]
    window.does("lock")
    assert not [label.text() for label in window.find("entry").findChildren(QLabel) if "night" in label.text() or "Violent" in label.text()]
    window.press("unlock", " ")
    window.until(lambda: not window.window.is_locked)
    window.go_to(queue[0])
    assert fact_lines(window) == seen[queue[0]]


def test_the_widgets_of_an_entry_are_written_into_and_not_made_anew(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    before = {id(label) for label in window.find("clocks").findChildren(QLabel)}
    window.go_to("DEMO-000004")
    window.go_to(queue[0])
    after = {id(label) for label in window.find("clocks").findChildren(QLabel)}
    assert before & after


def test_actions_are_looked_at_again_only_where_something_else_can_be_done(
    window: Driver, queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go_to(queue[0])
    commands = window.window.commands
    asked: list[str] = []
    enable = commands.actions.enable

    def counting(why_not: Callable[[Action], str]) -> None:
        asked.append("asked")
        enable(why_not)

    monkeypatch.setattr(commands.actions, "enable", counting)
    commands.enable()
    assert asked == []
    close = commands.actions.named("close")
    assert not close.isEnabled()
    window.go_to(queue[1])
    assert asked
    assert close.isEnabled()


def test_chips_stay_while_a_name_is_typed_beside_them(window: Driver) -> None:
    window.search("band:red owner:none")
    chip = next(one for one in window.find("chips").findChildren(QToolButton) if one.text().startswith("owner"))
    window.search("band:red owner:none kow")
    assert chip.isVisible()
    window.search("kow band:red owner:none")
    chip.click()
    window.settle()
    assert window.window.area.search.words == "kow band:red"


def test_what_stands_behind_another_tab_is_worked_out_when_it_is_looked_at(
    window: Driver, queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    real = tabs.people
    monkeypatch.setattr(tabs, "people", lambda *words: worked.append("people") or real(*words))
    window.go_to(queue[1])
    window.go_to(queue[0])
    assert worked == []
    page = window.find("entry-people-and-places", QTextBrowser)
    assert "1 Test Street, Keynsham" in page.toPlainText(), "asked for, it says what it will show"
    assert worked == ["people"]
    window.go_to(queue[1])
    shown = window.window.area.queue.entry.tabs
    shown.setCurrentWidget(page)
    assert "Test Street" not in page.document().toPlainText()
    window.go_to(queue[0])
    assert "1 Test Street, Keynsham" in page.document().toPlainText()
    window.does("lock")
    assert page.toPlainText() == ""


def test_choosing_every_row_asks_only_those_on_screen(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Counting(QueueModel):
        def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
            asked.append(index.row())
            return super().flags(index)

    look = Look(BEGAN, {})
    table = QueueTable(Counting(lambda *_: None, lambda: look))
    qtbot.addWidget(table)
    table.show_ids([EntryId(number) for number in range(1, 20_001)])
    with qtbot.waitExposed(table):
        table.show()
    asked.clear()
    table.selectAll()
    table.repaint()
    qtbot.waitUntil(lambda: table.chosen_count() == 20_000, timeout=20_000)
    QApplication.processEvents()
    assert len(asked) < 5_000
