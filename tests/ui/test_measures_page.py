"""The page of figures: reached by key, a table and its chart, a period that is typed, and every way out recorded with its purpose."""

import json
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.measures.page import MeasuresPage
from ui.widgets.rows_table import RowsTable


def _page(window: Driver) -> MeasuresPage:
    window.does("measures")
    page = window.find("measures", MeasuresPage)
    window.until(lambda: page.table is not None)
    return page


def _table(page: MeasuresPage) -> RowsTable:
    assert page.table is not None
    return page.table


def test_figures_stand_in_a_table_beside_their_chart(window: Driver) -> None:
    page = _page(window)
    assert page.table is not None
    assert page.table.columnCount() == 6
    which = window.find("field-measures-table", QComboBox)
    assert not page.chart.isVisibleTo(page)
    which.setCurrentText("Outstanding")
    assert page.chart.isVisibleTo(page)
    assert "PNC wanted" in page.chart.accessibleDescription()
    which.setCurrentText("By week")
    assert _table(page).rowCount() == 52
    window.find("field-from", QLineEdit).setText("1/3/26")
    assert window.find("told-from", QLabel).text() == "= Sunday 1 March 2026"
    assert window.find("field-from").accessibleDescription() == "= Sunday 1 March 2026"
    window.find("field-to", QLineEdit).setText("31/02/2026")
    assert "no such day" in window.find("told-to", QLabel).text()
    page.reload()
    wrong = next(iter(page.findChildren(QLabel, "refused")))
    window.until(lambda: "no such day" in wrong.text())


def test_every_way_out_is_recorded_with_its_purpose(window: Driver, force: Force, tmp_path: Path) -> None:
    page = _page(window)
    window.find("field-measures-table", QComboBox).setCurrentText("Outstanding")
    QGuiApplication.clipboard().clear()
    window.find("measures-cells", QPushButton).click()
    window.until(lambda: QGuiApplication.clipboard().text().startswith("Category\t"))
    window.find("measures-picture", QPushButton).click()
    window.until(lambda: not QGuiApplication.clipboard().pixmap().isNull())
    page.save(tmp_path / "m.json")
    window.until((tmp_path / "m.json").exists)
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["measures"]
    page.save_evidence(tmp_path / "pack")
    window.until(lambda: len(list((tmp_path / "pack").glob("Evidence*"))) == 2 and not page.progress.isVisibleTo(page))
    with force.store.reading() as connection:
        left = connection.exec_driver_sql("SELECT what, purpose FROM export ORDER BY id").all()
    assert [what.split(",")[0] for what, _ in left] == ["measures", "measures", "measures", "evidence", "evidence as PDF"]
    assert {purpose for _, purpose in left} == {"supervision"}
