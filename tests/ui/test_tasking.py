"""The sheet for one's own beat in three keys; what came home is looked at before anything is changed; both by keyboard."""

from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTableWidget

from tests.exchange.sheets_back import fill
from tests.pdf_text import text_of
from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.desk.long_work import LongWork
from ui.printing.page import PrintPage
from ui.tasking.home_panel import HomePanel
from wantedtrack.returning import PORTION
from wantedtrack.store.exports import all_exports


def _beat(force: Force, reference: str) -> None:
    force.does("enrol-officer", by="DEMO-ADMIN", collar="DEMO-PS", beats="Keynsham 1, Keynsham 2")
    force.does("correct", reference, field="beat", value="Keynsham 1", reason="Filled in")


def _written(force: Force) -> list[Path]:
    return sorted((force.home / "exports").glob("tasking-*.xlsx"))


def _write_a_sheet(window: Driver, force: Force) -> None:
    window.does("tasking")
    window.press("write-sheet", Qt.Key.Key_Return)
    window.until(lambda: bool(_written(force)))
    window.settle()


def test_the_sheet_for_ones_own_beat_takes_three_keys(queue: list[str], force: Force, opening: Opening) -> None:
    _beat(force, queue[0])
    window = opening()
    window.does("tasking")
    whose = window.find("field-whose", QComboBox)
    assert whose.currentText() == "My beat: Keynsham 1"
    assert window.find("tasking-count", QLabel).text() == "1 open task."
    focus = QApplication.focusWidget()
    assert focus is window.find("write-sheet", QPushButton)
    window.press("write-sheet", Qt.Key.Key_Return)
    window.until(lambda: "with 1 task is written" in window.messages())
    (path,) = _written(force)
    assert load_workbook(path)["Tasks"]["A2"].value == queue[0]
    with force.store.reading() as connection:
        (left,) = all_exports(connection)
    assert left.what.startswith("tasking sheet T52-1-")


def test_a_sheet_that_came_home_is_looked_at_before_anything_is_changed(
    queue: list[str], force: Force, opening: Opening, tmp_path: Path
) -> None:
    _beat(force, queue[0])
    window = opening()
    _write_a_sheet(window, force)
    at = (force.clock.now() + timedelta(minutes=10)).replace(tzinfo=None)
    words = {"Attempted at": at, "Kind": "Visit", "Result": "No reply", "Remarks": "=1+1"}
    filled = fill(_written(force)[0], {1: words}, tmp_path / "back.xlsx")
    wrong = fill(_written(force)[0], {1: {**words, "Result": "Vanished"}}, tmp_path / "wrong.xlsx")
    force.clock.forward(hours=1)
    before = _attempts(force, queue[0])
    window.does("returns")
    panel = window.find("form-returns", HomePanel)
    window.press("field-returned", str(wrong), Qt.Key.Key_Return)
    rows = window.find("returns-rows", QTableWidget)
    window.until(lambda: rows.rowCount() == 1)
    assert "Refused" in _row(rows)
    assert not panel.save.isEnabled()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(filled))])
    panel.dropEvent(QDropEvent(QPointF(), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier))
    window.until(panel.save.isEnabled)
    assert "Attempt" in _row(rows)
    assert queue[0] in _row(rows)
    assert "nothing is changed yet" in window.find("returns-summary", QLabel).text()
    assert _attempts(force, queue[0]) == before
    window.press(panel.save, Qt.Key.Key_Space)
    window.until(lambda: "is taken in: 1 attempt" in window.messages())
    assert _attempts(force, queue[0]) == before + 1
    window.does("lock")
    assert rows.rowCount() == 0


class _Stopping(QObject):
    """Presses Cancel once the first portion is recorded, while the worker waits for it."""

    def __init__(self, panel: HomePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        for work in panel.findChildren(LongWork):
            work.heard.connect(self.hear, Qt.ConnectionType.BlockingQueuedConnection)

    @Slot(int)
    def hear(self, done: int) -> None:
        if done >= PORTION:
            self._panel.cancel.click()


def test_taking_in_can_be_stopped_and_says_what_stands(queue: list[str], force: Force, opening: Opening, tmp_path: Path) -> None:
    """More rows than one portion: what was recorded when the officer stops it is told, and known when the sheet is read again."""
    _beat(force, queue[0])
    for number in range(PORTION + 1):
        force.does("correct", force.accepts(force.wants(f"INVENTED-{number}")), field="beat", value="Keynsham 1", reason="Filled in")
    window = opening()
    _write_a_sheet(window, force)
    at = (force.clock.now() + timedelta(minutes=10)).replace(tzinfo=None)
    words = {"Attempted at": at, "Kind": "Visit", "Result": "No reply"}
    filled = fill(_written(force)[0], dict.fromkeys(range(1, PORTION + 3), words), tmp_path / "back.xlsx")
    force.clock.forward(hours=1)
    window.does("returns")
    panel = window.find("form-returns", HomePanel)
    window.press("field-returned", str(filled), Qt.Key.Key_Return)
    window.until(panel.save.isEnabled)
    _Stopping(panel)
    window.press(panel.save, Qt.Key.Key_Space)
    window.until(lambda: any("50 attempts of back.xlsx had been recorded" in line.text() for line in panel.findChildren(QLabel, "refused")))
    window.press("field-returned", Qt.Key.Key_Return)
    window.until(panel.save.isEnabled)
    assert "2 attempts, 0 lines refused, 0 lines wait for a decision, 50 lines unchanged" in window.find("returns-summary", QLabel).text()


def _attempts(force: Force, reference: str) -> int:
    from wantedtrack.store.entry_state import find_reference, load_entry  # noqa: PLC0415 (only here)

    with force.store.reading() as connection:
        return load_entry(connection, find_reference(connection, reference)).attempt_count


def _row(rows: QTableWidget) -> str:
    return " ".join(item.text() for column in range(rows.columnCount()) if (item := rows.item(0, column)) is not None)


def test_a_file_that_is_no_tasking_sheet_is_refused_in_words(window: Driver, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Surname,Forenames\nX,Y\n", encoding="utf-8")
    window.does("returns")
    window.press("field-returned", str(tmp_path / "list.csv"), Qt.Key.Key_Return)
    panel = window.find("form-returns", HomePanel)
    window.until(lambda: any("headings" in label.text() for label in panel.findChildren(QLabel, "refused")))


def test_a_row_that_waits_is_decided_on_the_intake_page(queue: list[str], force: Force, opening: Opening, tmp_path: Path) -> None:
    _beat(force, queue[0])
    window = opening()
    _write_a_sheet(window, force)
    at = datetime.fromisoformat((force.clock.now() + timedelta(minutes=10)).isoformat()).replace(tzinfo=None)
    force.clock.forward(hours=1)
    for number, result in enumerate(("No reply", "Sighted")):
        filled = fill(
            _written(force)[0],
            {1: {"Attempted at": at + timedelta(minutes=number), "Kind": "Visit", "Result": result}},
            tmp_path / f"{number}.xlsx",
        )
        window.does("returns")
        window.press("field-returned", str(filled), Qt.Key.Key_Return)
        panel = window.find("form-returns", HomePanel)
        window.until(panel.save.isEnabled)
        window.press(panel.save, Qt.Key.Key_Space)
    window.does("intake")
    shown = [button for button in window.window.area.intake.findChildren(QPushButton) if button.text().startswith("Take it as an attempt")]
    before = _attempts(force, queue[0])
    shown[0].click()
    window.until(lambda: _attempts(force, queue[0]) == before + 1)


def test_a_page_for_each_task_is_printed(queue: list[str], force: Force, opening: Opening, tmp_path: Path) -> None:
    _beat(force, queue[0])
    window = opening()
    window.does("print")
    page = window.find("print", PrintPage)
    page.what.setCurrentIndex(page.what.findData("tasks"))
    window.until(lambda: page.findChild(QPrintPreviewWidget) is not None)
    window.settle()
    page.save_pdf(tmp_path / "tasks.pdf")
    window.until((tmp_path / "tasks.pdf").exists)
    told = text_of(tmp_path / "tasks.pdf")
    assert "Reason card" in told
    assert queue[0] in told
