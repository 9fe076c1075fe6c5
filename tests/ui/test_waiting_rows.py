"""Rows of an extract that a person must decide: decided on the page by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from tests.ui.driving import Driver
from ui.intake.waiting_card import WaitingCard
from wantedtrack.resources import resource_path


def _take_in(window: Driver) -> None:
    window.does("import")
    source = window.find("field-source", QComboBox)
    source.setCurrentIndex(source.findText("Warrant", Qt.MatchFlag.MatchContains))
    window.find("field-file", QLineEdit).setText(str(resource_path("extracts", "warrants_report_example.csv")))
    window.press("preview", Qt.Key.Key_Space)
    window.until(window.window.area.intake.panel.save.isEnabled)
    window.press(window.window.area.intake.panel.save, Qt.Key.Key_Space)
    window.until(lambda: "taken in" in window.messages())
    window.does("intake")
    window.until(lambda: bool(_cards(window)))


def _cards(window: Driver) -> list[WaitingCard]:
    return window.window.area.intake.findChildren(WaitingCard)


def _names(card: WaitingCard) -> list[str]:
    return [button.objectName() for button in card.findChildren(QPushButton)]


def _decide(window: Driver, card: WaitingCard, name: str) -> None:
    number = card.objectName()
    window.press(card.findChildren(QPushButton, name)[0], Qt.Key.Key_Space)
    window.until(lambda: number not in {one.objectName() for one in _cards(window)})


def test_a_warrant_for_somebody_else_offers_nobody_it_resembles_and_is_set_aside(window: Driver) -> None:
    _take_in(window)
    others = [card for card in _cards(window) if "take" not in _names(card)]
    assert others
    assert not [name for card in others for name in _names(card) if name.startswith("same-")]
    _decide(window, others[0], "discard")
