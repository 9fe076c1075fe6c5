"""What the window adds to a life: undo in words, the reason card, a clash seen and survived, the inbox's answers, look-ups while typing."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.rules.entry import Stage
from wantedtrack.store import consultations
from wantedtrack.store.entry_state import find_reference, load_entry

CTRL = Qt.KeyboardModifier.ControlModifier


def press_message(window: Driver, text: str) -> None:
    button = next(one for one in window.find("notices").findChildren(QPushButton, "message-do") if one.text() == text)
    button.click()
    window.settle()


def look_again(window: Driver) -> None:
    """Hear of what another desktop did, as happens each second by itself."""
    window.window.desk.look_now()
    window.qtbot.wait(50)
    window.settle()


def text_of(window: Driver, page: str) -> str:
    shown = window.find(page)
    return " ".join(
        [*(label.text() for label in shown.findChildren(QLabel)), *(one.toPlainText() for one in shown.findChildren(QTextBrowser))]
    )


def test_a_deed_just_saved_offers_its_reverse_in_words_and_takes_it_back(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("allocate", queue[0], owner="DEMO-PS")
    look_again(window)
    window.go_to(queue[0])
    window.does("allocate")
    owner = window.find("field-owner", QComboBox)
    owner.setEditText("DEMO-PC")
    window.find("save", QPushButton).click()
    window.until(lambda: "Undo:" in window.messages())
    press_message(window, "Undo")
    window.until(lambda: "undone" in window.messages())
    with force.store.reading() as connection:
        state = load_entry(connection, find_reference(connection, queue[0]))
    assert state.owner_id == force.acting("DEMO-PS").officer


def test_ctrl_z_says_what_it_would_take_back_before_it_does(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("set-flag", queue[0], flag="mappa")
    window.window.area.queue.reload()
    window.go_to(queue[0])
    window.press("queue", Qt.Key.Key_Z, held=CTRL)
    window.until(lambda: queue[0] in window.messages())
    press_message(window, "Undo")
    window.until(lambda: "undone" in window.messages())
    with force.store.reading() as connection:
        assert load_entry(connection, find_reference(connection, queue[0])).flags == "[]"


def test_what_cannot_be_undone_says_so(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("log-attempt", queue[0], at=force.clock.now().isoformat(), kind="visit", where="Home", result="no_reply")
    window.go_to(queue[0])
    window.does("undo")
    window.until(lambda: "Nothing was changed" in window.messages())


def test_the_reason_card_is_one_key_away_and_leaves_with_the_lock(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press("queue", "p")
    window.until(lambda: queue[0] in text_of(window, "reason-card"))
    text = text_of(window, "reason-card")
    assert "NGUYỄN, An" in text
    assert "Confirm on PNC/LEDS before arrest" in text
    assert "Power" in text
    window.does("lock")
    assert "NGUYỄN" not in text_of(window, "reason-card")


def test_on_a_clash_the_officer_reads_what_changed_and_saves_on_top_with_nothing_typed_again(
    window: Driver, force: Force, queue: list[str]
) -> None:
    window.go_to(queue[0])
    window.does("record-review")
    window.find("field-findings", QPlainTextEdit).setPlainText("Nobody has tried the second address")
    window.find("field-direction", QPlainTextEdit).setPlainText("Go there tonight")
    force.does("allocate", queue[0], by="DEMO-PS2", owner="DEMO-PS2")
    save = window.find("save", QPushButton)
    save.click()
    window.settle()
    window.until(lambda: "DEMO-PS2 changed owner" in window.find("refused", QLabel).text())
    assert window.find("field-findings", QPlainTextEdit).toPlainText() == "Nobody has tried the second address"
    assert save.text() == "Save mine as well"
    window.until(lambda: window.is_there("clash"))
    both = window.find("clash", QLabel).text()
    assert "DEMO-PS2 (DEMO-PS2" in both
    assert "When you opened it" in both
    save.click()
    window.until(lambda: not window.is_there("form-record-review"))
    with force.store.reading() as connection:
        state = load_entry(connection, find_reference(connection, queue[0]))
    assert state.next_step == "Go there tonight"
    assert state.owner_id == force.acting("DEMO-PS2").officer


def test_a_notice_that_is_not_mine_is_passed_on(window: Driver) -> None:
    window.does("start-of-shift")
    before = len([one for one in window.find("start-of-shift").findChildren(QPushButton) if one.text() == "Not mine…"])
    next(one for one in window.find("start-of-shift").findChildren(QPushButton) if one.text() == "Not mine…").click()
    window.settle()
    window.find("field-why", QLineEdit).setText("It belongs to Bath")
    window.find("field-to", QLineEdit).setText("inspector")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-pass-on"))
    window.does("start-of-shift")
    window.until(
        lambda: len([one for one in window.find("start-of-shift").findChildren(QPushButton) if one.text() == "Not mine…"]) == before - 1
    )


def test_nobody_opened_it_so_somebody_is_rung_and_it_is_recorded(window: Driver, force: Force) -> None:
    force.clock.forward(days=3)
    force.sweeps()
    force.clock.forward(minutes=20)
    window.does("start-of-shift")
    window.until(lambda: window.is_there("ring"))
    before = rung(window)
    next(one for one in window.find("ring").findChildren(QPushButton) if one.text() == "Somebody was told…").click()
    window.settle()
    window.find("field-who", QLineEdit).setText("INSP 12")
    window.find("field-how", QLineEdit).setText("rung")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-record-told"))
    window.does("start-of-shift")
    window.until(lambda: rung(window) == before - 1)


def rung(window: Driver) -> int:
    """How many notices the heading says somebody is to be rung about."""
    headings = [label.text() for label in window.find("ring", QFrame).findChildren(QLabel) if label.text().startswith("Ring the duty")]
    return sum(int(number) for number in re.findall(r"[0-9]+", headings[0]))


@pytest.mark.parametrize(("word", "typed", "wanted"), [("offence", "theft shop", "TH68"), ("owning-force", "avon", "Avon & Somerset")])
def test_standing_data_is_offered_while_one_types_and_taken_by_a_key(window: Driver, word: str, typed: str, wanted: str) -> None:
    window.does("add-entry")
    line = window.find(f"field-{word}", QLineEdit)
    line.setFocus()
    window.qtbot.keyClicks(line, typed)
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    window.until(lambda: popup.isVisible() and popup.model().rowCount() > 0)
    window.qtbot.keyClick(popup, Qt.Key.Key_Down)
    window.qtbot.keyClick(popup, Qt.Key.Key_Return)
    window.until(lambda: line.text().startswith(wanted))


def test_what_is_typed_freely_stays(window: Driver) -> None:
    window.does("add-entry")
    line = window.find("field-offence", QLineEdit)
    window.qtbot.keyClicks(line, "Breach of something nobody has heard of")
    window.settle()
    assert line.text() == "Breach of something nobody has heard of"


def test_each_address_stands_against_the_shifts_that_tried_it(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    tabs = window.window.area.queue.entry.tabs
    tabs.setCurrentIndex(1)
    text = tabs.currentWidget().findChild(QTextBrowser) or tabs.currentWidget()
    assert isinstance(text, QTextBrowser)
    said = text.toPlainText()
    assert "Weekend" in said
    assert "not tried" in said


def test_an_entry_looked_at_is_noted_once_and_without_a_name(window: Driver, force: Force, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press("queue", "p")
    window.until(lambda: queue[0] in text_of(window, "reason-card"))
    window.does("queue")
    window.window.close()
    with force.store.reading() as connection:
        lines = [line for line in consultations.lines(connection) if line.officer == "DEMO-PS"]
        assert consultations.verify(connection).state == "intact"
    assert [line.what for line in lines if line.reference == queue[0]] == ["reason_card", "entry"]
    assert "search" in {line.what for line in lines}
    assert "NGUY" not in str(lines)


def test_a_disposal_says_what_would_go_and_the_second_officer_sees_the_list(window: Driver, force: Force, queue: list[str]) -> None:
    gone = queue[1]
    force.does("set-circulation", gone, state="cancelled")
    force.does("close", gone, by="DEMO-INSP", recheck="clear", victim_informed="not_applicable", cancellation_reference="C1")
    look_again(window)
    window.does("dispose")
    reason = window.find("field-reason", QComboBox)
    reason.setCurrentIndex(reason.findData("court_order"))
    window.find("field-references", QLineEdit).setText(gone)
    dry_run = window.find("field-dry-run", QComboBox)
    dry_run.setCurrentIndex(dry_run.findData("yes"))
    window.find("save", QPushButton).click()
    window.until(lambda: "dry run, nothing was changed" in window.messages())
    assert gone in window.messages()
    force.does("dispose", by="DEMO-PS2", reason="court_order", references=gone)
    window.does("start-of-shift")
    window.until(lambda: f"{gone} · dispose" in text_of(window, "start-of-shift"))
    approve = next(one for one in window.find("start-of-shift").findChildren(QPushButton) if one.text() == "Approve…")
    approve.click()
    window.settle()
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-approve"))
    with force.store.reading() as connection:
        state = load_entry(connection, find_reference(connection, gone))
    assert state.stage is Stage.DISPOSED


def test_the_person_behind_an_entry_is_one_page(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("add-alias", queue[0], by="DEMO-PS", surname="OTHERWISE", forenames="Anna")
    window.go_to(queue[0])
    window.does("person")
    window.until(lambda: "OTHERWISE" in text_of(window, "person"))
    assert queue[0] in text_of(window, "person")
    window.find("person-describe-person", QPushButton).click()
    window.settle()
    window.find("field-nationality", QLineEdit).setText("Invented")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-describe-person"))
    window.does("person")
    window.until(lambda: "Invented" in text_of(window, "person"))
    window.does("lock")
    assert "OTHERWISE" not in text_of(window, "person")


def test_what_is_kept_and_what_has_left_are_pages(window: Driver) -> None:
    for page, says in (("retention", "closed entries wait for a decision"), ("exports", "No file has left the program.")):
        window.does(page)
        window.until(lambda page=page, says=says: says in text_of(window, page))
