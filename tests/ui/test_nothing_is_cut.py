"""On a laptop's screen nothing is cut: not at twice the text, and not in a language whose words are longer by two fifths."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opening
from tests.ui.cuts import cuts
from tests.ui.driving import Driver
from tests.ui.test_pseudo_language import Pseudo
from tests.ui.walking import every_form, every_page

SCREEN = (1366, 768)
SOME = ("log-attempt", "accept", "add-entry", "bulk-log-attempt", "enrol-officer")


@pytest.fixture
def longer(qapp: QCoreApplication) -> Iterator[None]:
    """Every text longer by two fifths."""
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def on_pages(driver: Driver) -> list[str]:
    found: list[str] = []
    for page in every_page(driver):
        found += [f"{page.objectName()}: {one}" for one in cuts(driver.window)]
        size = (driver.window.width(), driver.window.height())
        assert size == SCREEN, f"{page.objectName()} made the window {size}"
    return [*dict.fromkeys(found)]


def in_forms(driver: Driver, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name, form in every_form(driver, names):
        found += [f"{name}: {one}" for one in cuts(form)]
        size = (driver.window.width(), driver.window.height())
        assert size == SCREEN, f"{name} made the window {size}"
        driver.press(form, Qt.Key.Key_Escape)
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


@pytest.mark.parametrize("forms", [pytest.param(SOME, id="some"), pytest.param((), id="every", marks=pytest.mark.full)])
def test_at_twice_the_text_nothing_is_cut(window: Driver, queue: list[str], forms: tuple[str, ...]) -> None:
    window.window.resize(*SCREEN)
    window.window.theme.scale_text(2.0)
    try:
        window.go_to(queue[0])
        assert on_pages(window) == []
        window.does("queue")
        assert in_forms(window, forms) == []
    finally:
        window.window.theme.scale_text(1.0)


@pytest.mark.parametrize("forms", [pytest.param(SOME, id="some"), pytest.param((), id="every", marks=pytest.mark.full)])
@pytest.mark.usefixtures("longer")
def test_in_a_longer_language_nothing_is_cut(queue: list[str], opening: Opening, forms: tuple[str, ...]) -> None:
    driver = opening()
    driver.window.resize(*SCREEN)
    driver.go_to(queue[0])
    assert on_pages(driver) == []
    driver.does("queue")
    assert in_forms(driver, forms) == []
