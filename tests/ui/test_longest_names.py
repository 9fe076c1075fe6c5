"""The longest name and the longest offence of the standing data in every cell and label: nothing is pushed off the screen, and what a cell cuts off is told whole on hover and to a reader."""

import csv
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPushButton, QTableView, QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opening
from tests.ui.cuts import cuts
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.walking import every_form, every_page
from wantedtrack.resources import resource_path

SURNAME = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF-FEATHERSTONEHAUGH-CHOLMONDELEY-TESTER"
FORENAMES = "Hubert Blaine Bartholomew Maximilian Alexander Christopher Ignatius Featherington"
ADDRESS = "Flat 1234, The Longest Named House Between Here And There, 1 Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Test Street, Keynsham"
LINES_LOOKED_AT, PADDING = 20, 8


def elided(top: QWidget) -> Iterator[str]:
    """Each cell and line that shows less than it holds and does not tell the rest on hover and to a reader."""
    for table in top.findChildren(QTableView):
        if table.isVisible():
            yield from _cells(table)
    for held in top.findChildren(QListWidget):
        for item in (held.item(place) for place in range(held.count() if held.isVisible() and not held.wordWrap() else 0)):
            if held.visualItemRect(item).width() > held.viewport().width() and item.text() not in item.toolTip():
                yield f"{held.objectName()}: {item.text()}"


def _cells(table: QTableView) -> Iterator[str]:
    model, metrics = table.model(), table.fontMetrics()
    for row in range(min(model.rowCount(), LINES_LOOKED_AT)):
        for column in range(model.columnCount()):
            cell = model.index(row, column)
            text, tip, told = (
                str(cell.data(role) or "")
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
            )
            is_cut = not table.wordWrap() and metrics.horizontalAdvance(text) + PADDING > table.columnWidth(column)
            if not table.isColumnHidden(column) and is_cut and (text not in tip or (told and text not in told)):
                yield f"{table.objectName()}, line {row}, column {column}: “{text[:40]}” is told as “{tip[:40]}” and “{told[:40]}”"


def test_a_cell_that_keeps_the_rest_to_itself_is_found(qtbot: QtBot) -> None:
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setWordWrap(False)
    table.setItem(0, 0, QTableWidgetItem(SURNAME))
    table.setColumnWidth(0, 60)
    table.show()
    assert len([*elided(table)]) == 0, "the table itself is not under itself"
    holder = QWidget()
    qtbot.addWidget(holder)
    table.setParent(holder)
    holder.show()
    table.show()
    assert len([*elided(holder)]) == 1
    cell = table.item(0, 0)
    assert cell is not None
    cell.setToolTip(SURNAME)
    assert [*elided(holder)] == []


@pytest.fixture
def driver(queue: list[str], force: Force, opening: Opening) -> Driver:
    """The window on a laptop's screen, an entry of the longest kind stood on."""
    assert queue
    with resource_path("standing", "offence_codes.csv").open(encoding="utf-8") as file:
        offence = max((row["title"] for row in csv.DictReader(file)), key=len)
    entry = force.accepts(force.wants(SURNAME, FORENAMES, born="1980-01-01", offence=offence, hours_ago=30), "high")
    force.does("allocate", entry, owner="DEMO-PC", plan=f"{offence}, {ADDRESS}")
    force.does("add-address", entry, lines=ADDRESS, postcode="BS31 1AA", kind="home")
    force.wants(f"{SURNAME}-TOO", FORENAMES, offence=offence, hours_ago=3)
    force.clock.forward(hours=10)
    force.sweeps()
    opened = opening()
    opened.window.resize(1366, 768)
    opened.go_to(entry)
    return opened


def on_every_page(driver: Driver) -> list[str]:
    found: dict[str, None] = {}
    for page in every_page(driver):
        if page is driver.window.area.people:
            driver.window.area.people.name.setText(SURNAME)
            driver.window.area.people.reload()
            driver.settle()
        found |= dict.fromkeys(f"{page.objectName()}: {one}" for one in (*cuts(driver.window), *elided(driver.window)))
        assert (driver.window.width(), driver.window.height()) == (1366, 768), page.objectName()
    return [*found]


def test_no_name_is_too_long_nor_at_twice_the_text(driver: Driver) -> None:
    assert on_every_page(driver) == []
    driver.does("handover")
    driver.find("prepare", QPushButton).click()
    driver.settle()
    sheets = driver.find("sheets", QListWidget)
    for place in range(sheets.count()):
        sheets.setCurrentRow(place)
        driver.settle()
        assert [*cuts(driver.window), *elided(driver.window)] == [], sheets.item(place).text()
    driver.does("queue")
    for name, form in every_form(driver, ("log-attempt", "answer-bail", "bulk-allocate")):
        assert [*cuts(form)] == [], name
        form.cancelled.emit()
    driver.window.theme.scale_text(2.0)
    try:
        driver.settle()
        assert on_every_page(driver) == []
    finally:
        driver.window.theme.scale_text(1.0)
