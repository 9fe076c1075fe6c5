"""Rows of an extract that a person must decide: decided on the page by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from tests.ui.driving import Driver
from tests.ui.force import Force
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


def _focused_card(window: Driver) -> WaitingCard:
    focus = QApplication.focusWidget()
    return next(card for card in _cards(window) if focus is not None and (card is focus or card.isAncestorOf(focus)))


def _key(window: Driver, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    window.qtbot.keyClick(focus, key)
    window.settle()


def test_rows_are_decided_by_single_keys_and_the_hand_goes_on_to_the_next(window: Driver) -> None:
    _take_in(window)
    names = [card.objectName() for card in _cards(window)]
    assert _focused_card(window).objectName() == names[0]
    _key(window, Qt.Key.Key_J)
    assert _focused_card(window).objectName() == names[1]
    _key(window, Qt.Key.Key_A)
    window.until(lambda: names[1] not in {one.objectName() for one in _cards(window)})
    assert _focused_card(window).objectName() == names[2], "the next one, not the top of the page"
    _key(window, Qt.Key.Key_K)
    assert _focused_card(window).objectName() == names[0]


def test_who_is_held_stands_beside_the_row_with_the_pnc_id_and_the_first_key_says_it_is_the_person(window: Driver, force: Force) -> None:
    _take_in(window)
    row = next(card for card in _cards(window) if "Neither date of birth" in " ".join(label.text() for label in card.findChildren(QLabel)))
    surname, _, forenames = row.accessibleName().removeprefix("Row that waits: ").partition(", ")
    waits = row.objectName()
    held = force.wants(surname, forenames, born="1981-05-06", pnc_id="2009/9900001G")
    window.does("intake")
    window.until(lambda: any(label.text() == "2009/9900001G" for label in window.window.area.intake.findChildren(QLabel)))
    card = next(one for one in _cards(window) if one.objectName() == waits)
    assert any(held in label.text() for label in card.findChildren(QLabel))
    assert "This person (1)" in [button.text() for button in card.findChildren(QPushButton)]
    assert "Not the same: make a draft (N)" in [button.text() for button in card.findChildren(QPushButton)]
    card.setFocus()
    _key(window, Qt.Key.Key_Return)
    assert waits in {one.objectName() for one in _cards(window)}, "Enter on the card itself decides nothing"
    _key(window, Qt.Key.Key_1)
    window.until(lambda: waits not in {one.objectName() for one in _cards(window)})


def test_a_draft_is_accepted_from_the_page_in_its_own_form(window: Driver, queue: list[str]) -> None:
    window.does("intake")
    window.until(lambda: window.is_there(f"accept-{queue[2]}"))
    window.press(f"accept-{queue[2]}", Qt.Key.Key_Return)
    window.until(lambda: window.is_there("form-accept"))
    assert queue[2] in " ".join(label.text() for label in window.find("form-accept").findChildren(QLabel))
