"""A file dropped anywhere on the window: the right kind opens its panel with it chosen, any other gets a sentence and nothing else."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.driving import Driver
from wantedtrack.resources import resource_path

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def drop(window: Driver, where: QWidget, *urls: str) -> None:
    """Drag over a widget and let go, as the window system tells it."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(url) if url.startswith("/") else QUrl(url) for url in urls])
    enters = QDragEnterEvent(QPoint(2, 2), Qt.DropAction.CopyAction, carried, LEFT, NONE)
    QApplication.sendEvent(where, enters)
    assert enters.isAccepted()
    drops = QDropEvent(QPointF(2, 2), Qt.DropAction.CopyAction, carried, LEFT, NONE, QEvent.Type.Drop)
    window.window.drops.eventFilter(where, drops)
    window.settle()


def test_a_file_of_the_wrong_kind_gets_a_sentence_and_nothing_else(window: Driver, tmp_path: Path) -> None:
    picture = tmp_path / "holiday.pdf"
    picture.write_bytes(b"%PDF-1.7 not ours")
    line, page = window.window.area.search.line, window.window.area.pages.currentWidget()
    before = line.text()
    for target in (window.table, line, window.window, window.find("lists")):
        window.window.area.notices.clear()
        drop(window, target, str(picture))
        assert "“holiday.pdf” is neither an extract nor a tasking sheet" in window.messages()
        assert line.text() == before
        assert window.window.area.pages.currentWidget() is page


def test_an_extract_opens_the_import_with_it_chosen(window: Driver) -> None:
    path = str(resource_path("extracts", "bail_returns_example.csv"))
    drop(window, window.table, path)
    window.until(lambda: window.is_there("form-import"))
    assert window.find("field-file", QLineEdit).text() == path
    assert window.find("field-source").hasFocus()


def test_a_tasking_sheet_opens_its_panel_with_it_chosen(window: Driver, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Reference,Sheet,Row,Check,Attempted at,Kind,Result\nDEMO-000001,1,1,x,,,\n", encoding="utf-8")
    drop(window, window.table, str(sheet))
    window.until(lambda: window.is_there("form-returns"))
    assert window.find("field-returned", QLineEdit).text() == str(sheet)


def test_folders_links_and_several_files_are_said(window: Driver, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    drop(window, window.table, str(tmp_path))
    assert "neither an extract nor a tasking sheet" in window.messages()
    drop(window, window.table, "https://example.invalid/a.csv")
    assert "A link is not a file" in window.messages()
    drop(window, window.table, str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))
    assert "2 files were dropped" in window.messages()


def test_behind_the_lock_a_drop_does_nothing(window: Driver, tmp_path: Path) -> None:
    window.does("lock")
    drop(window, window.window, str(tmp_path / "a.pdf"))
    window.press("unlock", " ")
    window.until(lambda: not window.window.is_locked)
    assert "a.pdf" not in window.messages()
