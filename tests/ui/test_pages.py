"""The pages: start of shift, why, handover, intake, shortcuts, palette, lock."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QTableWidget, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.resources import resource_path


def text_of(window: Driver, page: str) -> str:
    """Everything that stands on a page."""
    shown = window.find(page)
    labels = [label.text() for label in shown.findChildren(QLabel)]
    return " ".join([*labels, *(browser.toPlainText() for browser in shown.findChildren(QTextBrowser))])


def test_start_of_shift_says_what_escalated_and_what_is_due(window: Driver) -> None:
    window.does("start-of-shift")
    text = text_of(window, "start-of-shift")
    assert "Early shift" in text
    assert "What escalated (6)" in text
    assert "No desktop was running from Mon 2 Mar 07:00" in text
    assert "NGUYỄN, An" in text


def test_from_the_start_of_shift_a_line_leads_to_its_entry(window: Driver) -> None:
    window.does("start-of-shift")
    button = next(
        one for one in window.find("start-of-shift").findChildren(QPushButton) if one.accessibleName().startswith("Go to it GONE")
    )
    button.click()
    window.until(lambda: window.find("entry-name", QLabel).text() == "GONE, Al")


def test_a_notice_is_acknowledged_with_a_next_step(window: Driver) -> None:
    window.does("start-of-shift")
    button = next(one for one in window.find("start-of-shift").findChildren(QPushButton) if one.text() == "I have it…")
    button.click()
    window.settle()
    window.find("field-next-step", QLineEdit).setText("Circulate it myself")
    window.find("field-by", QLineEdit).setText("+2h")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-acknowledge"))
    window.does("start-of-shift")
    assert "What escalated (5)" in text_of(window, "start-of-shift")


def test_w_explains_in_a_sentence_and_in_figures(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press("queue", "w")
    text = text_of(window, "why")
    assert "Why is NGUYỄN, An RED?" in text
    assert "It has not been circulated for 29 h" in text
    assert "policy version 1" in text


def test_a_handover_is_prepared_signed_accepted_and_saved(window: Driver, tmp_path: Path) -> None:
    window.does("handover")
    window.find("prepare", QPushButton).click()
    window.until(lambda: window.find("sign").isEnabled())
    window.find("sign", QPushButton).click()
    window.until(lambda: "waits for the incoming officer" in window.find("handover-state", QLabel).text())
    assert not window.find("accept").isEnabled()
    window.does("act-as")
    officer = window.find("field-officer", QComboBox)
    officer.setCurrentIndex(officer.findData("DEMO-PS2"))
    window.window.findChildren(QPushButton, "save")[-1].click()
    window.settle()
    window.does("handover")
    window.find("accept", QPushButton).click()
    window.settle()
    assert "neither understood nor queried" in text_of(window, "handover")
    window.find("understood-all", QPushButton).click()
    window.find("accept", QPushButton).click()
    window.until(lambda: "sealed" in window.find("handover-state", QLabel).text())
    window.window.area.handover.save_to(str(tmp_path / "handover.xlsx"))
    window.settle()
    assert (tmp_path / "handover.xlsx").stat().st_size > 5_000


def test_an_extract_is_previewed_before_anything_is_changed(window: Driver) -> None:
    window.does("import")
    source = window.find("field-source", QComboBox)
    source.setCurrentIndex(source.findText("Bail returns (custody)"))
    window.find("field-file", QLineEdit).setText(str(resource_path("extracts", "bail_returns_example.csv")))
    window.find("preview", QPushButton).click()
    window.until(window.window.area.intake.panel.save.isEnabled)
    rows = window.find("import-rows", QTableWidget)
    assert rows.rowCount() == 40
    assert "nothing is changed yet" in window.find("import-summary", QLabel).text()
    window.window.area.intake.panel.save.click()
    window.until(lambda: "taken in" in window.messages())
    # A button that rests hands on its focus: never to a message, whose button the next Enter would press.
    page = window.window.area.intake
    window.until(lambda: (focus := QApplication.focusWidget()) is not None and page.isAncestorOf(focus))
    window.does("list-everything")
    assert len(window.people()) > 7


def test_a_file_that_cannot_be_read_is_refused_in_words(window: Driver, tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    window.does("import")
    window.find("field-file", QLineEdit).setText(str(tmp_path / "picture.csv"))
    window.find("preview", QPushButton).click()
    refused = window.window.area.intake.findChildren(QLabel, "refused")[0]
    window.until(refused.isVisible)
    assert "picture.csv" in refused.text()
    assert not window.window.area.intake.panel.save.isEnabled()


PEOPLE_SAY = {
    "no reply": "Log an attempt", "tried": "Log an attempt", "absconder": "Add an entry", "no show": "Add an entry", "DNA": "Add an entry",
    "DNA hit": "Add an entry", "warrant": "Add an entry", "handover": "Handover", "print": "Print", "lock": "Lock", "search": "Search the queue",
    "why is it red": "Why is this red", "beat": "Tasking sheet", "bailed": "Bail due", "nicked": "Record the outcome", "arrested": "Record the outcome",
    "ring inspector": "Inbox", "dark": "Light, dark", "bigger text": "Larger text", "circulate": "Circulation", "found": "Located", "mistake": "Undo",
}  # fmt: skip


def test_the_palette_finds_actions_by_the_words_people_use(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("palette")
    line, found = window.find("palette-line", QLineEdit), window.find("palette-found", QListWidget)
    first: dict[str, str] = {}
    for typed in PEOPLE_SAY:
        line.setText(typed)
        first[typed] = found.item(0).text()
    assert {typed: text for typed, text in first.items() if not text.startswith(PEOPLE_SAY[typed])} == {}
    window.press(line, Qt.Key.Key_Escape)
    assert not window.is_there("palette")


def test_the_palette_searches_for_a_person(window: Driver) -> None:
    window.does("palette")
    window.press("palette-line", "kowalski", Qt.Key.Key_Return)
    assert window.people() == ["KOWALSKI, Ewa"]


def test_locking_takes_names_off_screen_title_and_clipboard(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("copy-reference")
    window.does("lock")
    assert window.window.windowTitle() == "DEMONSTRATION — WantedTrack — locked"
    assert window.is_there("lock")
    assert not window.is_there("queue")
    assert QGuiApplication.clipboard().text() == ""
    seen = [label.text() for label in window.window.findChildren(QLabel) if label.isVisible()]
    assert not any("NGUYỄN" in text for text in seen)
    assert window.window.area.queue.model.rowCount() == 0


def test_unlocking_leads_back_to_the_same_entry_and_draft(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    window.press("field-text", "half a thought")
    window.does("lock")
    window.press("unlock", Qt.Key.Key_Space)
    window.until(lambda: window.is_there("form-add-note"))
    assert window.window.area.queue.open_form() is not None
    assert window.window.area.queue.open_form().words()["text"] == "half a thought"  # pyright: ignore[reportOptionalMemberAccess] (asserted above)
    window.until(lambda: window.window.area.queue.entry.detail is not None)
    assert window.window.area.queue.entry.detail.row.reference == queue[0]  # pyright: ignore[reportOptionalMemberAccess] (waited for above)


def test_deeds_done_while_locked_are_seen_after_unlocking(window: Driver, force: Force) -> None:
    window.does("list-everything")
    window.does("lock")
    force.wants("WHILELOCKED", "Wo")
    window.press("unlock", Qt.Key.Key_Space)
    window.until(lambda: "WHILELOCKED, Wo" in window.people())


def test_the_title_carries_marking_shift_and_station(window: Driver) -> None:
    assert window.window.windowTitle() == "DEMONSTRATION — OFFICIAL-SENSITIVE — WantedTrack — Early shift, Keynsham"
    assert window.find("demonstration").isVisible()


def test_the_status_tells_when_nobody_has_checked(window: Driver, force: Force) -> None:
    status = window.find("status-text", QLabel)
    window.until(lambda: status.text().startswith("✓ Checked"))
    force.clock.forward(minutes=2)
    window.window.area.status.read()
    window.until(lambda: "checks are missing" in status.text())
    force.clock.forward(minutes=20)
    window.window.area.status.read()
    window.until(lambda: "Nobody is watching" in status.text())
    assert status.property("tone") == "over"


def test_about_and_shortcuts_say_what_there_is(window: Driver) -> None:
    window.does("about")
    window.until(lambda: "DEMO-PS, sergeant" in text_of(window, "about"))
    window.does("shortcuts")
    assert "Why is this red?" in text_of(window, "shortcuts")
