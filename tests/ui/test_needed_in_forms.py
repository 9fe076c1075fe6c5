"""A field that only some choices need says so where it stands once such a choice is made, to the eye and to a screen reader."""

from PySide6.QtWidgets import QComboBox

from tests.ui.driving import Driver
from ui.forms.form import DeedForm


def opened(window: Driver, deed: str, reference: str) -> DeedForm:
    window.go_to(reference)
    window.does(deed)
    form = window.window.area.queue.open_form()
    assert form is not None
    return form


def choose(window: Driver, field: str, value: str) -> None:
    box = window.find(f"field-{field}", QComboBox)
    box.setCurrentIndex(box.findData(value))
    window.settle()


def label(form: DeedForm, word: str) -> str:
    return form.fields[word].label.text().replace("&", "")


def test_what_only_some_choices_need_is_marked_when_one_is_made(window: Driver, queue: list[str]) -> None:
    form = opened(window, "record-outcome", queue[0])
    choose(window, "outcome", "duplicate")
    assert label(form, "of") == "Duplicate of (needed for “Duplicate”)"
    assert "needed for “Duplicate”" in form.fields["of"].input.accessibleDescription()
    form.fields["rationale"].set_value("Told by the other force")
    assert label(form, "of") == "Duplicate of (optional)"
    form.cancelled.emit()
    form = opened(window, "log-attempt", queue[0])
    assert label(form, "remark") == "Remark (optional)"
    choose(window, "result", "not_tried")
    assert label(form, "remark") == "Remark (needed for “Not tried”)"
    assert label(form, "where") == "Where or how"
    form.cancelled.emit()
    form = opened(window, "discard-draft", queue[2])
    assert label(form, "of") == "Duplicate of (optional)"
    choose(window, "reason", "eliminated")
    assert not form.fields["of"].isVisible()
    choose(window, "reason", "duplicate")
    assert form.fields["of"].isVisible()
    assert label(form, "of") == "Duplicate of (needed for “Duplicate”)"
    assert "&" in form.fields["of"].label.text()


def test_a_form_calls_a_band_what_the_queue_calls_it(window: Driver, queue: list[str]) -> None:
    form = opened(window, "regrade", queue[0])
    box = window.find("field-band", QComboBox)
    assert [box.itemText(row) for row in range(1, 4)] == ["RED (which it has)", "AMBER", "BLUE"]
    window.press(box, "b")
    assert box.currentData() == "standard"
    window.press(box, "m")
    assert (box.currentData(), box.currentText()) == ("medium", "AMBER")
    form.cancelled.emit()
