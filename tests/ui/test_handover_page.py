"""The handover page shows what the workbook will hold, lets officers say what they have to, and saves without a question."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.exchange.workbook_seal import check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.store.exports import all_exports


def _as(window: Driver, collar: str) -> None:
    window.does("act-as")
    officer = window.find("field-officer", QComboBox)
    officer.setCurrentIndex(officer.findData(collar))
    window.window.findChildren(QPushButton, "save")[-1].click()
    window.settle()
    window.does("handover")


def _type(window: Driver, **words: str) -> None:
    for name, text in words.items():
        field = window.find(f"field-{name}")
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        else:
            window.find(f"field-{name}", QLineEdit).setText(text)
    window.find("save", QPushButton).click()
    window.settle()
    window.does("handover")


def _cover(window: Driver) -> str:
    return window.find("handover-cover", QTextBrowser).toPlainText()


def test_remarks_queries_answers_and_addenda_stand_on_the_cover_that_is_saved(window: Driver, force: Force, queue: list[str]) -> None:
    window.does("handover")
    window.find("prepare", QPushButton).click()
    window.until(lambda: window.find("sign").isEnabled())
    assert "Confirm on PNC/LEDS before arrest" in _cover(window)
    window.find("handover-remark-handover", QPushButton).click()
    window.settle()
    _type(window, reference=queue[0], text="A dog in the yard")
    window.until(lambda: "A dog in the yard" in _cover(window))
    window.find("sign", QPushButton).click()
    window.until(lambda: "waits for the incoming officer" in window.find("handover-state", QLabel).text())
    _as(window, "DEMO-PS2")
    assert window.find("sheets", QListWidget).currentItem().text().startswith("High entries")
    window.find("handover-query-handover", QPushButton).click()
    window.settle()
    _type(window, reference=queue[0], text="Which yard?")
    window.until(lambda: "Which yard?" in _cover(window))
    window.find("understood-all", QPushButton).click()
    window.find("accept", QPushButton).click()
    window.until(lambda: "sealed" in window.find("handover-state", QLabel).text())
    window.find("handover-answer-query", QPushButton).click()
    window.settle()
    _type(window, reference=queue[0], text="The back one")
    window.find("handover-add-addendum", QPushButton).click()
    window.settle()
    _type(window, text="The key is at the desk")
    window.until(lambda: "The key is at the desk" in _cover(window))
    assert "DEMO-PS2" in window.find("handovers", QTextBrowser).toPlainText()
    window.find("save-to-folder", QPushButton).click()
    window.until(lambda: "export 1" in window.messages())
    (saved,) = (force.home / "exports").glob("*.xlsx")
    assert saved.name == "Handover 2026-03-03 Early Keynsham signed.xlsx" or saved.name.endswith("signed.xlsx")
    checked = check_workbook(see_workbook(saved.read_bytes(), file_name=saved.name))
    assert checked.is_intact
    assert len(checked.added) == 3
    with force.store.reading() as connection:
        (left,) = all_exports(connection)
    assert (left.purpose, left.recipient) == ("handover", "DEMO-PS2")


def test_the_same_goes_out_as_a_pdf(window: Driver, force: Force) -> None:
    window.does("handover")
    window.find("prepare", QPushButton).click()
    window.until(lambda: window.find("save-pdf").isEnabled())
    window.find("save-pdf", QPushButton).click()
    window.until(lambda: "export 1" in window.messages())
    (saved,) = (force.home / "exports").glob("*draft.pdf")
    assert saved.read_bytes().startswith(b"%PDF-")


def _high(window: Driver) -> str:
    return window.find("high-entries", QTextBrowser).toPlainText()


def test_who_may_not_read_back_now_reads_how_it_was_or_will_be_done_and_ticks_nothing(window: Driver, queue: list[str]) -> None:
    window.does("handover")
    window.press("prepare", Qt.Key.Key_Space)
    window.until(lambda: window.find("sign").isEnabled())
    assert "once the handover is signed" in _high(window)
    assert "not yet" in _high(window)
    window.press("sign", Qt.Key.Key_Space)
    window.until(lambda: "then accepts" in _high(window))
    assert not window.is_there("understood-all"), "who signed does not read back"
    _as(window, "DEMO-PS2")
    assert window.is_there("understood-all")
    window.find(f"query-{queue[0]}", QLineEdit).setText("Which yard?")
    window.press("understood-all", Qt.Key.Key_Space)
    window.press("accept", Qt.Key.Key_Space)
    window.until(lambda: "sealed" in window.find("handover-state", QLabel).text())
    window.until(lambda: "DEMO-PS2 asked: Which yard? Not answered yet." in _high(window))
    assert "understood by DEMO-PS2" in _high(window)
    assert not window.is_there("understood-all"), "nothing is left to tick once it is sealed"


def test_whoever_says_something_is_back_on_the_handovers_page(window: Driver) -> None:
    window.does("handover")
    window.press("prepare", Qt.Key.Key_Space)
    window.until(lambda: window.find("sign").isEnabled())
    window.press("handover-remark-handover", Qt.Key.Key_Space)
    window.find("field-text", QPlainTextEdit).setPlainText("All quiet")
    window.find("save", QPushButton).click()
    window.settle()
    assert window.window.area.pages.currentWidget() is window.window.area.handover
    window.until(lambda: "All quiet" in _cover(window))
