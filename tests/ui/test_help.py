"""F1 opens the guide at the place; it is read from the disk and leads nowhere else."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.driving import Driver
from ui.help.guide_page import GuidePage
from ui.help.places import DEEDS, GUIDE, PLACES, REFUSALS, WORDS, place_of
from wantedtrack.deeds.catalogue import CATALOGUE
from wantedtrack.resources import guide_path


def test_every_place_has_its_heading_and_every_form_its_place() -> None:
    headings = {line.lstrip("# ").strip() for line in guide_path(GUIDE).read_text(encoding="utf-8").splitlines() if line.startswith("#")}
    assert set(PLACES.values()) <= headings
    told = guide_path(DEEDS).read_text(encoding="utf-8")
    for card in CATALOGUE:
        assert f"form-{card.name}" in PLACES or f"`{card.name}`" in told or not card.by_hand, card.name


def test_every_page_has_its_place(window: Driver) -> None:
    window.window.area.late.make_all()
    pages = window.window.area.pages
    names = {page.objectName() for number in range(pages.count()) if (page := pages.widget(number)) is not None}
    assert {name for name in names if place_of(_named(name)) == (GUIDE, "")} <= {"", "shortcuts", "about", "guide", "measures"}


def _named(name: str) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    return made


def test_f1_in_a_form_opens_the_guide_where_it_tells_of_it_and_in_the_queue_the_keys(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press("queue", Qt.Key.Key_F1)
    assert window.find("shortcuts").isVisible()
    window.does("queue")
    window.does("log-attempt")
    window.does("guide")
    guide = window.find("guide", GuidePage)
    assert guide.isVisible()
    assert guide.page == GUIDE
    assert guide.text.textCursor().block().text() == "Allocate and try"
    for button, page in (("guide-deeds", DEEDS), ("guide-words", WORDS), ("guide-refusals", REFUSALS)):
        window.find(button, QPushButton).click()
        assert guide.page == page
        assert guide.text.toPlainText()


def test_a_link_out_of_the_guide_is_not_followed(window: Driver, tmp_path: Path) -> None:
    guide = window.window.area.guide
    window.window.area.show_page(guide)
    secret = tmp_path / "other.md"
    secret.write_text("# Elsewhere", encoding="utf-8")
    before = guide.text.toPlainText()
    for link in (QUrl.fromLocalFile(str(secret)), QUrl("https://example.invalid/README2.md")):
        guide.text.anchorClicked.emit(link)
        assert guide.text.toPlainText() == before
    guide.text.anchorClicked.emit(QUrl("deeds.md"))
    assert guide.page == DEEDS
