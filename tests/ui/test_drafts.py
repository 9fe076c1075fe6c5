"""Nothing typed is lost: not to a form that is left, a closed window, a lost store, another officer's change; and it goes when it should."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton
from sqlalchemy import func, select

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.officer_panel import OfficerPanel
from wantedtrack.store import drafts
from wantedtrack.store.schema import note
from wantedtrack.store.schema_decisions import form_draft

CTRL = Qt.KeyboardModifier.ControlModifier


def kept(force: Force) -> list[tuple[str, str, str]]:
    """Deed, subject and words of every draft that lies in the store."""
    with force.store.reading() as connection:
        table = form_draft.c
        found = connection.execute(select(table.deed, table.about, table.words)).all()
    return [(deed, about, json.dumps(json.loads(words)["words"])) for deed, about, words in found]


def begin_note(window: Driver, reference: str, text: str = "half a thou") -> None:
    window.go_to(reference)
    window.does("add-note")
    window.press("field-text", text)


def test_a_form_that_was_left_is_filled_in_again_and_says_since_when(window: Driver, queue: list[str]) -> None:
    begin_note(window, queue[0])
    window.press("field-text", Qt.Key.Key_Escape)
    assert not window.is_there("form-add-note")
    window.go_to(queue[1])
    window.does("add-note")
    assert window.find("field-text", QPlainTextEdit).toPlainText() == ""
    assert not window.is_there("draft")
    window.press("field-text", Qt.Key.Key_Escape)
    window.go_to(queue[0])
    window.does("add-note")
    assert window.find("field-text", QPlainTextEdit).toPlainText() == "half a thou"
    assert window.find("draft-words", QLabel).text().startswith("You had begun this on Mon 2 Mar 16:00")
    window.find("draft-go-on", QPushButton).click()
    assert not window.is_there("draft")
    window.find("field-text", QPlainTextEdit).moveCursor(QTextCursor.MoveOperation.End)
    window.press("field-text", "ght")
    window.press("field-text", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: not window.is_there("form-add-note"))
    window.settle()
    window.does("add-note")
    assert window.find("field-text", QPlainTextEdit).toPlainText() == ""


def test_what_is_thrown_away_is_gone(window: Driver, queue: list[str], force: Force) -> None:
    begin_note(window, queue[0])
    window.press("field-text", Qt.Key.Key_Escape)
    window.does("add-note")
    window.find("draft-throw-away", QPushButton).click()
    assert window.find("field-text", QPlainTextEdit).toPlainText() == ""
    window.until(lambda: kept(force) == [])


def test_a_closed_window_keeps_it_and_a_relative_time_stays_the_time_it_meant(opening: Opening, queue: list[str], force: Force) -> None:
    first = opening()
    first.go_to(queue[0])
    first.does("log-attempt")
    result = first.find("field-result", QComboBox)
    result.setCurrentIndex(result.findText("No reply"))
    first.find("field-next-by", QLineEdit).setText("+2h")
    first.find("field-remark", QLineEdit).setText("Neighbour at number 3")
    first.window.close()
    force.clock.forward(hours=1)
    second = opening()
    second.go_to(queue[0])
    second.does("log-attempt")
    assert second.find("field-result", QComboBox).currentText() == "No reply"
    assert second.find("field-next-by", QLineEdit).text() == "02/03/2026 18:00"
    assert second.find("field-at", QLineEdit).text() == "02/03/2026 16:00"
    assert second.find("field-remark", QLineEdit).text() == "Neighbour at number 3"


def test_a_checklist_comes_back_with_its_answers_and_notes(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[2])
    window.does("accept")
    window.find("answer-bail_ran-no", QRadioButton).click()
    window.find("note-bail_ran", QLineEdit).setText("Rang the court")
    window.find("note-bail_ran", QLineEdit).textEdited.emit("Rang the court")
    window.press("field-rationale", Qt.Key.Key_Escape)
    window.does("accept")
    assert window.find("answer-bail_ran-no", QRadioButton).isChecked()
    assert window.find("note-bail_ran", QLineEdit).text() == "Rang the court"
    window.find("draft-throw-away", QPushButton).click()
    assert not window.find("answer-bail_ran-no", QRadioButton).isChecked()


def test_what_others_changed_since_it_was_begun_is_told_when_it_is_saved_later(window: Driver, queue: list[str], force: Force) -> None:
    window.go_to(queue[0])
    window.does("allocate")
    window.find("field-owner", QComboBox).setEditText("DEMO-PS2")
    window.press("field-owner", Qt.Key.Key_Escape)
    force.does("allocate", queue[0], by="DEMO-PS2", owner="DEMO-PS", plan="Mine")
    window.window.desk.look_now()
    window.settle()
    window.does("allocate")
    assert window.find("field-owner", QComboBox).currentText() == "DEMO-PS2"
    window.find("save", QPushButton).click()
    window.settle()
    window.until(lambda: window.is_there("clash"))
    clash = window.find("clash", QLabel).text()
    assert "DEMO-PS2" in clash
    assert "DEMO-PS" in clash
    assert "changed since you opened it" in window.find("refused", QLabel).text()


def test_a_form_is_open_once(window: Driver, queue: list[str]) -> None:
    begin_note(window, queue[0])
    window.does("add-note")
    assert window.find("field-text", QPlainTextEdit).toPlainText() == "half a thou"
    assert len(window.window.findChildren(QPlainTextEdit, "field-text")) == 1


def test_a_form_that_was_saved_just_before_its_window_died_is_not_saved_twice(window: Driver, queue: list[str], force: Force) -> None:
    begin_note(window, queue[0], "Only once")
    form = window.window.area.queue.open_form()
    assert form is not None
    words, deed_id = form.words(), form.deed_id
    window.until(lambda: bool(kept(force)))
    window.window.desk.do("add-note", queue[0], words, deed_id=deed_id)
    window.settle()
    window.find("save", QPushButton).click()
    window.settle()
    with force.store.reading() as connection:
        assert connection.execute(select(func.count()).where(note.c.text == "Only once")).scalar_one() == 1


def test_another_officer_at_the_desk_does_not_save_the_first_ones_form(window: Driver, queue: list[str], force: Force) -> None:
    begin_note(window, queue[0])
    window.does("act-as")
    panel = window.find("act-as", OfficerPanel)
    panel.officer.setCurrentIndex(panel.officer.findData("DEMO-PS2"))
    next(one for one in panel.findChildren(QPushButton) if one.objectName() == "save").click()
    window.until(lambda: window.window.desk.is_settled and not window.is_there("form-add-note"))
    with force.store.reading() as connection:
        held = drafts.of_officer(connection, force.acting("DEMO-PS").officer)
    assert [dict(one.words) for one in held] == [{"text": "half a thou"}]
    window.go_to(queue[0])
    window.does("add-note")
    assert window.find("field-text", QPlainTextEdit).toPlainText() == ""


def test_while_the_store_cannot_be_had_it_lies_sealed_on_the_desktop(
    window: Driver, queue: list[str], force: Force, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.desk.opened import Office  # noqa: PLC0415 (the seam that a pulled plug goes through)
    from wantedtrack.errors import Unavailable  # noqa: PLC0415 (the same)

    def gone(*_: object, **__: object) -> None:
        raise Unavailable("The server cannot be reached.", code="server")

    with monkeypatch.context() as pulled:
        pulled.setattr(Office, "keep_draft", gone)
        begin_note(window, queue[0], "Zyxwsealed")
        folder = force.home / "outbox"
        window.until(lambda: bool(list(folder.glob("*.draft"))))
        window.until(lambda: "sealed" in window.find("form-hint", QLabel).text())
        window.window.close()
    assert all(b"Zyxwsealed" not in path.read_bytes() for path in Path(folder).iterdir())
    again = opening()
    assert list(folder.glob("*.draft")) == []
    again.go_to(queue[0])
    again.does("add-note")
    assert again.find("field-text", QPlainTextEdit).toPlainText() == "Zyxwsealed"
