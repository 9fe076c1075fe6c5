"""The window in a made-up language, each text in brackets and longer by two fifths: what was not marked for translation shows itself, and so does what is cut."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QTabWidget, QWidget

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.menus import faults, menus_of
from tests.ui.test_accessibility import INNER
from tests.ui.walking import every_form, every_page

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
_WORD = re.compile(r"[A-Za-z]{3,}")
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_a-z'’-]+(?:-[^\W\d_a-z]+)*, \w+")
"""Whom an entry is about: "O'BRIEN-TESTER, Una"."""


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


def unmarked(text: str) -> bool:
    """Whether words are left when all that stands in brackets is taken away."""
    depth, outside = 0, []
    for letter in text.replace("&", ""):
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0:
            outside.append(letter)
    return bool(_WORD.search(_NAME.sub("", "".join(outside))))


def shown_words(top: QWidget) -> Iterator[tuple[str, str]]:
    """What the window itself says: buttons, placeholders, headings, tabs, labels of fields, names for a screen reader."""
    for one in top.findChildren(QWidget):
        if not one.isVisible() or one.objectName() in INNER:
            continue
        called = f"{type(one).__name__} {one.objectName()}"
        yield f"{called} (spoken name)", one.accessibleName()
        if isinstance(one, QAbstractButton):
            yield called, one.text()
        elif isinstance(one, QLineEdit):
            yield called, one.placeholderText()
        elif isinstance(one, QTabWidget):
            yield from ((called, one.tabText(place)) for place in range(one.count()))
        elif isinstance(one, QTableView):
            model, heads = one.model(), one.horizontalHeader()
            yield from ((called, str(model.headerData(place, heads.orientation()) or "")) for place in range(heads.count()))
        elif isinstance(one, QLabel) and (one.buddy() or one.property("scale") == "large"):
            yield called, one.text()


@pytest.fixture
def driver(request: pytest.FixtureRequest, queue: list[str], opening: Opening) -> Driver:
    """The window, opened in the made-up language."""
    request.getfixturevalue("spoken")
    assert queue
    return opening()


def test_every_action_and_menu_is_put_into_the_language_and_has_a_letter_in_it(driver: Driver) -> None:
    left = [
        made.text() for made in driver.window.findChildren(QAction) if made.objectName().startswith("action-") and unmarked(made.text())
    ]
    assert left == []
    assert [menu.title() for menu in menus_of(driver) if unmarked(menu.title())] == []
    assert [fault for menu in menus_of(driver) for fault in faults(menu)] == []


def test_every_page_is_put_into_the_language(driver: Driver) -> None:
    left: dict[str, str] = {}
    for page in every_page(driver):
        left |= {f"{page.objectName()}: {where}: {text}": text for where, text in shown_words(driver.window) if unmarked(text)}
    assert not left, "\n".join(left)


def test_every_form_is_put_into_the_language(driver: Driver, queue: list[str]) -> None:
    driver.go_to(queue[0])
    left: dict[str, str] = {}
    for name, form in every_form(driver):
        left |= {f"{name}: {where}: {text}": text for where, text in shown_words(form) if unmarked(text)}
    assert not left, "\n".join(left)


def test_nothing_of_a_form_is_cut_when_its_words_are_longer(driver: Driver, queue: list[str]) -> None:
    driver.go_to(queue[0])
    driver.does("log-attempt")
    form = driver.find("form-log-attempt")
    cut = [
        label.text()
        for label in form.findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.text() and label.heightForWidth(label.width()) > label.height() + 2
    ]
    assert cut == []
    narrow = [one.text() for one in form.findChildren(QAbstractButton) if one.isVisible() and one.width() < one.minimumSizeHint().width()]
    assert narrow == []
