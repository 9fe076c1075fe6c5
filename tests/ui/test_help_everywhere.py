"""Help is where it is needed: each refusal leads to what it means, on whichever page it is said, and F1 works behind the lock and over a dialog too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QTextBrowser, QWidget

from checks.refusals import refusals
from tests.ui.driving import Driver
from ui.help import helping
from ui.help.guide_page import GuidePage
from ui.help.hovering import word_of
from ui.help.meaning import MeaningButton
from ui.help.places import GUIDE, REFUSALS, WORDS
from ui.officer_panel import OfficerPanel
from ui.widgets.refused_line import RefusedLine
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.resources import guide_path
from wantedtrack.rules.glossary import GLOSSARY

RANK = NotAllowed("This is an inspector's to do. Nothing was changed.", code="rank")


def _stands_at(guide: GuidePage) -> tuple[str, str]:
    return guide.page, guide.text.textCursor().block().text()


def _meaning_of(line: QWidget) -> MeaningButton:
    return next(one for one in line.window().findChildren(MeaningButton) if one.line is line)


def test_every_code_every_word_and_every_task_is_found_in_the_guide(window: Driver) -> None:
    guide = window.window.area.guide
    for code in {one.code for one in refusals()}:
        guide.show_place(REFUSALS, code)
        block = guide.text.textCursor().block()
        assert (block.text(), bool(block.blockFormat().headingLevel())) == (code, True)
    for word in GLOSSARY:
        guide.show_place(WORDS, word)
        assert _stands_at(guide) == (WORDS, word)
    for line in guide_path(GUIDE).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            guide.show_place(GUIDE, line.lstrip("# "))
            assert _stands_at(guide) == (GUIDE, line.lstrip("# "))


def test_each_line_that_says_a_refusal_leads_to_its_meaning_and_lets_go_of_it(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    window.window.area.late.make_all()
    lines = window.window.findChildren(RefusedLine)
    assert len(lines) >= 8
    for line in lines:
        line.tell(RANK)
        meaning = _meaning_of(line)
        assert not meaning.isHidden()
        line.say("Choose a file first.")
        assert meaning.isHidden()
        line.tell(RANK)
        line.hide()
        assert meaning.isHidden()
    form = window.find("form-log-attempt").findChild(RefusedLine)
    assert form is not None
    form.tell(RANK)
    window.press(_meaning_of(form), Qt.Key.Key_Space)
    assert _stands_at(window.find("guide", GuidePage)) == (REFUSALS, "rank")
    link = next(one for one in _links(window.find("guide", GuidePage).text) if one.endswith("#two-officers"))
    window.find("guide", GuidePage).text.anchorClicked.emit(link)
    assert _stands_at(window.find("guide", GuidePage)) == (GUIDE, "Two officers")


def _links(text: QTextBrowser) -> list[str]:
    found: list[str] = []
    block = text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            found += [name] if (name := place.fragment().charFormat().anchorHref()) else []
            place += 1
        block = block.next()
    return found


@pytest.mark.parametrize("page", ["inbox", "people", "retention", "reason-card"])
def test_a_page_that_cannot_be_read_says_what_that_means(window: Driver, queue: list[str], page: str) -> None:
    window.go_to(queue[0])
    window.does(page)
    shown = window.find(page)
    refuse: Callable[[Unavailable], None] = vars(type(shown))["_refused"].__get__(shown)
    refuse(Unavailable("The server cannot be reached.", code="server"))
    window.press("what-it-means", Qt.Key.Key_Space)
    assert _stands_at(window.find("guide", GuidePage)) == (REFUSALS, "server")
    window.does(page)
    window.settle()
    assert not window.is_there("what-it-means")


def test_a_message_explains_its_refusal_and_stays(window: Driver) -> None:
    window.window.desk.lost.emit(Unavailable("The server cannot be reached.", code="server"))
    button = next(one for one in window.find("notices").findChildren(QPushButton, "what-it-means") if one.isVisible())
    button.click()
    assert _stands_at(window.find("guide", GuidePage)) == (REFUSALS, "server")
    assert "The server cannot be reached." in window.messages()


def test_behind_the_lock_and_over_a_dialog_the_guide_has_a_window_of_its_own(window: Driver) -> None:
    window.window.lock()
    window.window.lock_page.refuse(RANK)
    window.press(_meaning_of(window.window.lock_page.findChildren(RefusedLine)[0]), Qt.Key.Key_Space)
    over = window.find("guide-over", QDialog)
    assert window.window.is_locked
    assert _stands_at(over.findChildren(GuidePage)[0]) == (REFUSALS, "rank")
    window.press(over, Qt.Key.Key_Escape)
    window.until(lambda: not window.is_there("guide-over"))
    window.window.lock_page.button.setFocus()
    window.does("guide")
    assert _stands_at(window.find("guide-over").findChildren(GuidePage)[0]) == (GUIDE, "Lock")
    window.find("close-guide", QPushButton).click()
    window.window.lock_page.button.click()
    window.settle()
    window.does("act-as")
    panel = window.find("act-as", OfficerPanel)
    panel.findChildren(RefusedLine)[0].tell(RANK)
    _meaning_of(panel.findChildren(RefusedLine)[0]).click()
    assert _stands_at(panel.findChildren(GuidePage)[0]) == (REFUSALS, "rank")
    panel.reject()


def test_f1_on_a_word_that_is_chosen_or_explained_opens_its_meaning(window: Driver) -> None:
    line = window.find("search", QLineEdit)
    line.setFocus()
    line.setText("Escalations")
    line.selectAll()
    assert helping.word_asked_for(line) == "escalation"
    line.setText("nobody")
    line.selectAll()
    assert helping.word_asked_for(line) == ""
    line.clear()
    assert word_of(GLOSSARY["band"]) == "band"
    assert word_of("") == ""
    window.does("words")
    assert window.find("guide", GuidePage).page == WORDS
