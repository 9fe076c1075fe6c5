"""Forms: made from the catalogue, kept through a refusal, saved once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton

from tests.ui.driving import Driver
from ui import labels
from wantedtrack.rules.entry import ClockName, Recheck

CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_attempt_is_logged_in_eight_keys_from_the_queue(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press("queue", "a")
    window.until(lambda: window.is_there("form-log-attempt"))
    result = window.find("field-result", QComboBox)
    assert result.hasFocus()
    window.press(result, "n", "o")
    assert result.currentText() == "No reply"
    window.press(result, Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: not window.is_there("form-log-attempt"))
    window.settle()
    assert "saved" in window.messages()
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert detail.row.attempt_count == 2
    assert detail.attempts[0].place == "1 Test Street, Keynsham"
    assert window.table.hasFocus()


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    window.find("field-result", QComboBox).setCurrentIndex(window.find("field-result", QComboBox).findText("No reply"))
    window.find("field-at", QLineEdit).setText("31/02/2026 09:00")
    window.find("field-remark", QLineEdit).setText("Neighbour at number 3 helped")
    window.find("save", QPushButton).click()
    window.settle()
    assert window.is_there("form-log-attempt")
    assert "date" in window.find("wrong-at", QLabel).text()
    assert window.find("wrong-at").isVisible()
    assert window.find("field-remark", QLineEdit).text() == "Neighbour at number 3 helped"
    window.find("field-at", QLineEdit).setText("now")
    assert not window.find("wrong-at").isVisible()
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-log-attempt"))
    window.settle()


def test_a_time_is_read_back_in_full_while_it_is_typed(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    window.find("field-next-by", QLineEdit).setText("+2h")
    texts = [label.text() for label in window.find("form-log-attempt").findChildren(QLabel)]
    assert "= Mon 2 Mar 18:00 (02/03/2026 18:00)" in texts


def test_saving_twice_is_one_deed(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    result = window.find("field-result", QComboBox)
    result.setCurrentIndex(result.findText("Sighted"))
    save = window.find("save", QPushButton)
    save.click()
    save.click()
    window.until(lambda: not window.is_there("form-log-attempt"))
    window.settle()
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert detail.row.attempt_count == 2


def test_a_draft_is_accepted_through_its_checklist_by_keyboard(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[2])
    window.find("do-next-step", QPushButton).click()
    window.settle()
    form = window.find("form-accept")
    window.press("field-band", "h")
    window.press("field-rationale", "Threats to the victim")
    for button in form.findChildren(QRadioButton):
        if button.objectName().endswith("-yes"):
            window.press(button, Qt.Key.Key_Space)
    answered = [button for button in form.findChildren(QRadioButton) if button.isChecked()]
    assert len(answered) == 6
    window.press("field-rationale", Qt.Key.Key_Return, held=CTRL)
    window.until(lambda: not window.is_there("form-accept"))
    window.settle()
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert detail.row.stage.value == "unallocated"


def test_an_unanswered_question_is_named_and_gets_the_focus(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[2])
    window.does("accept")
    window.press("field-band", "h")
    window.find("field-rationale", QPlainTextEdit).setPlainText("Risk")
    window.find("answer-bail_ran-yes", QRadioButton).click()
    window.find("save", QPushButton).click()
    window.settle()
    assert "Were changes of date served" in window.find("refused", QLabel).text()
    assert window.find("answer-changes_served-yes", QRadioButton).hasFocus()
    assert window.find("answer-bail_ran-yes", QRadioButton).isChecked()


def test_escape_goes_back_to_the_queue(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    assert window.find("field-text").hasFocus()
    window.press("field-text", "half a thou")
    window.press("field-text", Qt.Key.Key_Escape)
    assert not window.is_there("form-add-note")
    assert window.table.hasFocus()


def test_only_the_fields_of_the_chosen_category_are_asked(window: Driver) -> None:
    window.does("add-entry")
    category = window.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("warrant"))
    assert window.find("field-court").isVisible()
    category.setCurrentIndex(category.findData("recall"))
    assert not window.find("field-court").isVisible()
    assert window.find("field-prison").isVisible()


def test_somebody_is_added_and_stands_in_the_queue(window: Driver) -> None:
    window.does("add-entry")
    category = window.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("wanted"))
    window.find("field-surname", QLineEdit).setText("ÓNEWMAN")
    window.find("field-became-outstanding-at", QLineEdit).setText("yesterday 14:00")
    window.find("field-offence", QLineEdit).setText("Burglary")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-add-entry"))
    window.settle()
    window.search("onewman")
    assert window.people() == ["ÓNEWMAN"]


def test_a_deed_of_another_rank_is_not_offered(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    made = {action.name: shown for action, shown in window.window.commands.actions}
    assert not made["suspend"].isEnabled()
    assert made["log-attempt"].isEnabled()


def test_every_field_has_its_word_as_name(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("record-outcome")
    form = window.find("form-record-outcome")
    names = {widget.objectName() for widget in form.findChildren(QLineEdit)} | {
        widget.objectName() for widget in form.findChildren(QComboBox)
    }
    assert {"field-outcome", "field-at", "field-place", "field-custody-reference"} <= names


def test_somebody_like_a_person_held_is_said_with_the_reason_and_a_way_to_look(window: Driver, queue: list[str]) -> None:
    window.does("add-entry")
    category = window.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("wanted"))
    for word, typed in {
        "surname": "NGUYEN",
        "forenames": "An",
        "born": "3/2/1990",
        "became-outstanding-at": "yesterday 14:00",
        "offence": "Affray",
    }.items():
        window.find(f"field-{word}", QLineEdit).setText(typed)
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-add-entry"))
    window.settle()
    assert "NGUYỄN, An may be the same person: " in window.messages()
    next(one for one in window.find("notices").findChildren(QPushButton, "message-do") if one.text() == "Look").click()
    window.settle()
    assert window.people() == ["NGUYỄN, An"]
    assert window.window.area.queue.search.words == queue[0]


def test_a_word_that_two_kinds_of_value_share_is_said_of_the_kind_asked_for() -> None:
    assert labels.words_of(Recheck.CLEAR) == "Clear"
    assert labels.words_of(ClockName.CLEAR) == "Cleardown"
