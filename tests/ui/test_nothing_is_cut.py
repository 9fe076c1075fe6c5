"""On a laptop's screen nothing is cut at twice the text; that a language longer by two fifths is not is seen where it is looked for what is not in it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.cuts import cuts
from tests.ui.driving import Driver
from tests.ui.walking import every_form, every_page

SCREEN = (1366, 768)


def on_pages(driver: Driver) -> list[str]:
    found: list[str] = []
    for page in every_page(driver):
        found += [f"{page.objectName()}: {one}" for one in cuts(driver.window)]
        size = (driver.window.width(), driver.window.height())
        assert size == SCREEN, f"{page.objectName()} made the window {size}"
    return [*dict.fromkeys(found)]


def in_forms(driver: Driver) -> list[str]:
    found: list[str] = []
    for name, form in every_form(driver):
        found += [f"{name}: {one}" for one in cuts(form)]
        size = (driver.window.width(), driver.window.height())
        assert size == SCREEN, f"{name} made the window {size}"
        form.cancelled.emit()
    return [*dict.fromkeys(found)]


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    label, button = QLabel("A sentence that is far too long for its place", page), QPushButton("Do what is written here", page)
    for widget in (label, button):
        widget.setFixedWidth(40)
        row.addWidget(widget)
    page.show()
    assert len([*cuts(page)]) == 2


def test_at_twice_the_text_nothing_is_cut(window: Driver, queue: list[str]) -> None:
    window.window.resize(*SCREEN)
    window.window.theme.scale_text(2.0)
    try:
        window.go_to(queue[0])
        assert on_pages(window) == []
        window.does("queue")
        assert in_forms(window) == []
    finally:
        window.window.theme.scale_text(1.0)
