"""At the desk: who is held already is shown while a name is typed, with the reasons; the officer decides."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from tests.ui.driving import Driver


def shown(window: Driver, panel: str) -> str:
    """What a panel of probable matches says, as one text; empty while it is not on screen."""
    found = window.find(panel)
    return " ".join(label.text() for label in found.findChildren(QLabel)) if found.isVisible() else ""


def test_typing_a_name_in_the_search_shows_who_may_be_meant_and_why(window: Driver) -> None:
    window.does("search")
    window.press(window.window.area.search.line, "Nguyen An 03/02/1990")
    window.until(lambda: "NGUYỄN" in shown(window, "alike-search"))
    said = shown(window, "alike-search")
    assert "born 03/02/1990" in said
    assert "date of birth" in said
    assert "Forensic hit: Theft from a shop (DEMO-000001)" in said
    window.window.area.search.line.clear()
    window.settle()
    assert shown(window, "alike-search") == ""


def test_a_filter_is_nobody(window: Driver) -> None:
    window.search("band:red owner:none")
    assert shown(window, "alike-search") == ""


def test_an_entry_is_attached_to_a_person_who_is_held(window: Driver, queue: list[str]) -> None:
    window.does("add-entry")
    window.press("field-surname", "Nguyen")
    window.press("field-forenames", "An")
    window.press("field-born", "03/02/90")
    window.until(lambda: "NGUYỄN" in shown(window, "alike-form"))
    attach = next(one for one in window.find("alike-form").findChildren(QPushButton) if one.text() == "This person")
    window.qtbot.mouseClick(attach, Qt.MouseButton.LeftButton)
    assert "another reason for NGUYỄN, An" in window.find("attached-to", QLabel).text()
    category = window.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("wanted"))
    window.press("field-offence", "Theft of a pedal cycle")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-add-entry"))
    window.settle()
    window.does("reload")
    window.go_to(queue[0])
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert len(detail.person.other_entries) == 1


def test_somebody_else_is_somebody_else(window: Driver) -> None:
    window.does("add-entry")
    window.press("field-surname", "Nguyen")
    window.press("field-forenames", "An")
    window.until(lambda: "NGUYỄN" in shown(window, "alike-form"))
    next(one for one in window.find("alike-form").findChildren(QPushButton) if one.text() == "This person").click()
    window.settle()
    next(one for one in window.find("form-add-entry").findChildren(QPushButton) if one.text() == "Somebody else").click()
    window.until(lambda: "NGUYỄN" in shown(window, "alike-form"))
    assert not window.is_there("attached-to")
    assert window.find("field-surname", QLineEdit).text() == "Nguyen"


def test_names_leave_the_panel_at_the_lock(window: Driver) -> None:
    window.does("search")
    window.press(window.window.area.search.line, "Nguyen An")
    window.until(lambda: "NGUYỄN" in shown(window, "alike-search"))
    window.does("lock")
    assert "NGUYỄN" not in " ".join(label.text() for label in window.window.findChildren(QLabel))
