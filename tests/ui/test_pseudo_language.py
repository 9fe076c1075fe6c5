"""The window in a made-up language, each text in brackets and longer by two fifths: what was not marked for translation shows itself, and so does what is cut."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opening
from tests.ui.cuts import cuts
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.menus import faults, menus_of
from tests.ui.shown_words import CLOSE, OPEN, left_over, of_action, texts, words_of_the_record
from tests.ui.walking import every_form, every_page
from ui.telling import SystemTray
from ui.times import moment
from ui.wording import counted

LONGER = 0.4
SCREEN = (1366, 768)
OF_THE_RECORD = (
    "handover-cover",
    "sheets",
    "policy-text",
    "brief-text",
    "queue-unwatched",
    "status-text",
    "unwatched-told",
    "handover-told",
)
"""What is told in the words of the record, the same for everybody, or in sentences of the core that hold values (decision 0050)."""
BANDS = "red amber blue"
"""As the force labels them."""
PAGES_OF_THE_RECORD = ("guide", "about", "brief")


class Pseudo(QTranslator):
    """Every text of the window's own in brackets, and longer; values in braces and access keys stay what they are."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # noqa: ARG002 (Qt hands them over)
        if context != "WantedTrack" or not source.strip():
            return None
        return f"{OPEN}{source}{'·' * int(len(source) * LONGER)}{CLOSE}"


@pytest.fixture
def spoken(qapp: QCoreApplication) -> Iterator[None]:
    """The made-up language, for one test."""
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def driver(request: pytest.FixtureRequest, queue: list[str], opening: Opening) -> Driver:
    """The window, opened in the made-up language on a laptop's screen."""
    request.getfixturevalue("spoken")
    opened = opening()
    opened.window.resize(*SCREEN)
    opened.go_to(queue[0])
    return opened


def in_english(top: QWidget, record: str) -> list[str]:
    """Each part of a text under `top` that was not put into the language, and where it stands."""
    named = [f" {name}" for name in OF_THE_RECORD]
    return [
        f"{where}: “{part}” in “{text[:80]}”"
        for where, text in texts(top)
        if not where.endswith(tuple(named))
        for part in left_over(text, record)
    ]


def test_what_is_not_put_into_the_language_is_found(qtbot: QtBot) -> None:
    label = QLabel(f"{OPEN}Born{CLOSE} 3/11/1987, NGUYEN, An Example, not known yet")
    qtbot.addWidget(label)
    label.setToolTip("On hover")
    label.show()
    assert [part for _, text in texts(label) for part in left_over(text, "nguyen\nan example")] == ["On hover", "not known yet"]


def test_every_action_and_menu_is_put_into_the_language_and_has_a_letter_in_it(driver: Driver) -> None:
    made = [one for one in driver.window.findChildren(QAction) if one.objectName().startswith("action-")]
    assert len(made) > 100
    assert [part for one in made for text in of_action(one) for part in left_over(text, "del")] == []
    assert [part for menu in menus_of(driver) for part in left_over(menu.title(), "")] == []
    assert [fault for menu in menus_of(driver) for fault in faults(menu)] == []
    tray = SystemTray(QIcon(), driver.window)
    assert [part for one in tray.findChildren(QMenu) or [tray._menu] for line in one.actions() for part in left_over(line.text(), "")] == []
    driver.window.lock()
    assert left_over(driver.window.windowTitle(), "wantedtrack") == []


def test_every_page_is_put_into_the_language_and_holds_it(driver: Driver, force: Force) -> None:
    record, found = f"{words_of_the_record(force)}\n{BANDS}", dict[str, None]()

    def look(where: str) -> None:
        found.update(dict.fromkeys(f"{where}: {one}" for one in cuts(driver.window)))
        if where not in PAGES_OF_THE_RECORD:
            found.update(dict.fromkeys(f"{where}: {one}" for one in in_english(driver.window, record)))
        assert (driver.window.width(), driver.window.height()) == SCREEN, f"{where} made the window larger"

    for page in every_page(driver):
        look(page.objectName())
    driver.does("queue")
    tabs = driver.window.area.queue.entry.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        driver.settle()
        look(f"tab {place}")
    driver.does("handover")
    driver.window.area.handover.prepare.click()
    driver.settle()
    look("handover, prepared")
    driver.does("measures")
    for place in range(driver.window.area.measures.which.count()):
        driver.window.area.measures.which.setCurrentIndex(place)
        driver.settle()
        look(f"measures {place}")
    driver.does("queue")
    for action in ("columns", "copy-cells", "palette"):
        driver.does(action)
        look(action)
    assert not found, "\n".join(found)


def test_every_form_is_put_into_the_language_and_holds_it(driver: Driver, force: Force) -> None:
    record, found = f"{words_of_the_record(force)}\n{BANDS}", dict[str, None]()
    for name, form in every_form(driver):
        found.update(dict.fromkeys(f"{name}: {one}" for one in (*in_english(form, record), *cuts(form))))
        assert (driver.window.width(), driver.window.height()) == SCREEN, f"{name} made the window larger"
        form.cancelled.emit()
    assert not found, "\n".join(found)


def test_numbers_and_dates_are_those_of_the_language(qapp: QApplication) -> None:
    at = datetime(2026, 9, 7, 13, 5, tzinfo=UTC)

    class Welsh(QTranslator):
        """Another form for each of the first three numbers, as Welsh has."""

        def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # noqa: ARG002 (Qt hands them over)
            return (
                {1: "{n} cofnod", 2: "{n} gofnod"}.get(n, "{n} chofnod")
                if source == "{n} entries"
                else "cy_GB"
                if source == "en_GB"
                else None
            )

    assert moment(at) == "Mon 7 Sep 14:05"
    assert (counted("{n} entry", "{n} entries", 1), counted("{n} entry", "{n} entries", 2)) == ("1 entry", "2 entries")
    translator = Welsh()
    qapp.installTranslator(translator)
    try:
        assert [counted("{n} entry", "{n} entries", n) for n in (1, 2, 3)] == ["1 cofnod", "2 gofnod", "3 chofnod"]
        assert moment(at) == "Llun 7 Medi 14:05"
    finally:
        qapp.removeTranslator(translator)
