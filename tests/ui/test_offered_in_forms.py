"""What a form offers: what a rule would refuse stands there with why and cannot be chosen; what the person has is chosen by its words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from tests.ui.driving import Driver
from tests.ui.force import Force


def lines(window: Driver, field: str) -> dict[str, bool]:
    """The lines of a list, and whether each can be chosen."""
    box = window.find(field, QComboBox)
    model = box.model()
    can = Qt.ItemFlag.ItemIsEnabled
    return {box.itemText(row): bool(model.flags(model.index(row, 0)) & can) for row in range(1, box.count())}


def leave(window: Driver) -> None:
    form = window.window.area.queue.open_form()
    assert form is not None
    form.cancelled.emit()
    window.settle()


def test_what_a_rule_would_refuse_is_shown_with_why_and_cannot_be_chosen(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("record-outcome")
    assert lines(window, "field-outcome")["No further action (a superintendent)"] is False
    assert "Warrant executed" not in lines(window, "field-outcome")
    leave(window)
    window.does("set-circulation")
    states = lines(window, "field-state")
    assert states["Circulated"] is True
    assert states["Cancelled (it is not yet circulated)"] is False
    box = window.find("field-state", QComboBox)
    box.setFocus()
    for _ in range(6):
        window.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert not box.currentText().startswith("Cancel")
    leave(window)
    window.does("allocate")
    assert window.find("field-owner", QComboBox).findText("DEMO-ADMIN") < 0
    leave(window)
    window.does("set-details")
    form = window.window.area.queue.open_form()
    assert form is not None
    shown = {name for name, field in form.fields.items() if field.isVisibleTo(form)}
    assert "laboratory-reference" in shown
    assert not shown & {"court", "prison", "station-appointed"}


def test_what_the_person_has_is_chosen_by_its_words(window: Driver, queue: list[str], force: Force) -> None:
    force.does("add-alias", queue[0], surname="OTHERWISE", forenames="Anna")
    window.window.desk.look_now()
    window.settle()
    window.go_to(queue[0])
    window.does("end-alias")
    assert list(lines(window, "field-alias")) == ["OTHERWISE, Anna"]
    leave(window)
    window.does("check-address")
    assert list(lines(window, "field-address")) == ["1 Test Street, Keynsham, BS31 1AA"]
    leave(window)
    window.does("end-warning")
    warning = window.find("field-warning", QComboBox)
    assert list(lines(window, "field-warning")) == ["VI · Violent"]
    warning.setFocus()
    window.qtbot.keyClick(warning, Qt.Key.Key_Down)
    window.press("field-reason", "Long ago")
    window.press("field-reason", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: not window.is_there("form-end-warning"))
    window.settle()
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert not detail.person.warnings


def test_a_person_typed_by_number_is_named_before_anything_is_saved(window: Driver) -> None:
    window.does("add-entry")
    window.press("field-person", "1")
    window.until(lambda: window.is_there("attached-to"))
    assert "NGUYỄN, An" in window.find("attached-to", QLabel).text()
    window.press("field-person", "9")
    window.until(lambda: "No person" in window.find("wrong-person", QLabel).text())
    assert not window.is_there("attached-to")
    window.find("field-person", QLineEdit).setText("x")
    window.settle()
    assert not window.is_there("attached-to")
