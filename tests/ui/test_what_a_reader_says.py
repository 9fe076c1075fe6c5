"""What a screen reader says of a page, a form, a row and the palette: once each, and with a name. Tried with Orca by hand; held here by what Qt hands on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QStackedWidget

from tests.ui.driving import Driver
from ui.queue.columns import Look, spoken
from ui.widgets.announcing import Heard
from ui.widgets.reader import Spoken, is_orca_s


def test_no_stack_of_pages_is_without_a_name(window: Driver, queue: list[str]) -> None:
    """A stack without a name is read as "layered pane" each time that the focus comes into it."""
    window.go_to(queue[0])
    window.window.area.late.make_all()
    pages = window.window.area.pages
    for place in range(pages.count()):
        pages.setCurrentIndex(place)
        page = pages.currentWidget()
        assert page is not None
        nameless = [
            f"{type(one).__name__} in {page.objectName()}"
            for one in window.window.findChildren(QStackedWidget)
            if one.isVisible() and not one.accessibleName()
        ]
        assert nameless == []


def test_a_form_is_said_by_name_when_it_is_entered(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    form = window.find("form-log-attempt")
    assert isinstance(form, QFrame)
    interface = QAccessible.queryAccessibleInterface(form)
    assert interface.text(QAccessible.Text.Name) == "Log an attempt"
    assert interface.role() is not QAccessible.Role.Client


def test_a_row_is_named_once_and_short_where_the_reader_reads_the_other_cells_itself(window: Driver, queue: list[str]) -> None:
    assert queue
    window.search("nguyen")
    model = window.window.area.queue.model
    index = model.index(0, 0)
    assert index.data(int(Qt.ItemDataRole.AccessibleDescriptionRole)) is None
    row = model.row_of(model.entry_at(0))
    assert row is not None
    look = Look(window.window.desk.now(), {})
    whole, short = spoken(row, look), spoken(row, look, is_read_cell_by_cell=True)
    assert "NGUYỄN" in whole
    assert "NGUYỄN" not in short
    assert short.endswith("warnings VI")
    assert not is_orca_s()


def test_the_palette_says_what_stands_chosen_while_the_line_keeps_the_focus(window: Driver, qapp: QApplication) -> None:
    heard = Heard(qapp)
    said: list[str] = []
    heard.said.connect(said.append)
    window.does("palette")
    window.press("palette-line", "handov")
    window.until(lambda: any("Handover" in one and "1 of" in one for one in said))
    window.press("palette-line", Qt.Key.Key_Down)
    window.until(lambda: any("2 of" in one for one in said))
    window.press("palette-line", Qt.Key.Key_Escape)
    assert not window.is_there("palette")
    heard.setParent(None)


def test_what_was_said_is_gone_behind_the_lock_and_enter_comes_back(window: Driver) -> None:
    spoken_here = Spoken(window.window)
    spoken_here.say("NGUYỄN, An: saved.")
    assert [label.text() for label in spoken_here.findChildren(QLabel)] == ["NGUYỄN, An: saved."]
    window.window.lock()
    assert [label.text() for label in spoken_here.findChildren(QLabel)] == [""]
    assert spoken_here.isHidden()
    assert "locked" in window.find("unlock", QPushButton).accessibleDescription()
    window.press("unlock", Qt.Key.Key_Return)
    window.until(lambda: not window.window.is_locked)
    assert window.find("search", QLineEdit).isVisible()


@pytest.mark.parametrize("page", ["intake", "tasking"])
def test_inside_of_tabs_is_called_as_its_tab(window: Driver, page: str) -> None:
    window.does(page)
    named = {one.accessibleName() for one in window.find(page).findChildren(QStackedWidget)}
    assert any(one.startswith(("Waiting for a decision", "Sheet to go out")) for one in named)
