"""The walk of every page and every form: nothing new is left out because nobody put it on a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.driving import Driver
from tests.ui.letters import clashes, without_a_letter
from tests.ui.test_accessibility import SMALLEST, controls, spoken_name
from tests.ui.walking import every_form, every_page
from ui.forms.fields import Field
from ui.forms.form import DeedForm
from ui.menus import letter_of


def faults(window: Driver, where: str) -> list[str]:
    """What a person with a screen reader, a keyboard alone or an unsure hand would meet at this place."""
    found: list[str] = []
    for one in controls(window):
        called = f"{where}: {type(one).__name__} {one.objectName() or spoken_name(one)}"
        if not spoken_name(one).strip():
            found.append(f"{called} has no name")
        if one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(f"{called} cannot be reached by Tab")
        if one.height() < SMALLEST or one.width() < SMALLEST:
            found.append(f"{called} is {one.width()}×{one.height()}")
    return found


def test_every_page_of_the_window_can_be_used_by_everybody(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    wrong: list[str] = []
    for page in every_page(window):
        wrong += faults(window, page.objectName() or type(page).__name__)
        wrong += [f"{page.objectName()}: {clash}" for clash in clashes(page)]
        assert page.accessibleName() or page.objectName() in ("", "queue-page"), page.objectName()
    assert not wrong, "\n".join(wrong)


def test_every_form_of_the_catalogue_can_be_used_by_everybody(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    wrong: list[str] = []
    seen = 0
    for name, form in every_form(window):
        assert form.isVisible(), name
        assert form.objectName() == f"form-{name}"
        wrong += [fault for fault in faults(window, name) if fault.startswith(name)]
        wrong += [f"{name}: {field.objectName()} has no label of its own" for field in fields(form) if not has_label(form, field)]
        wrong += [f"{name}: {clash}" for clash in clashes(form)]
        wrong += [f"{name}: {field} has no letter" for field in without_a_letter(form)]
        wrong += [f"{name}: Alt+{letter} does not reach {field.word.name}" for letter, field in not_reached(window, form)]
        seen += 1
        window.press(form, Qt.Key.Key_Escape)
    assert seen > 40
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def not_reached(window: Driver, form: DeedForm) -> list[tuple[str, Field]]:
    """Fields that their letter does not put the focus into, pressed for real."""
    found: list[tuple[str, Field]] = []
    for field in form.fields.values():
        if field.isVisible():
            letter = letter_of(field.label.text())
            window.qtbot.keyClick(form, letter, Qt.KeyboardModifier.AltModifier)
            now = QApplication.focusWidget()
            if now is None or not (now is field.input or field.input.isAncestorOf(now)):
                found.append((letter, field))
    return found


def fields(form: QWidget) -> list[QWidget]:
    return [
        one for one in form.findChildren(QWidget) if one.objectName().startswith("field-") and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def has_label(form: QWidget, field: QWidget) -> bool:
    """Whether a visible label stands for this field, or for what it is part of."""
    labelled = [label.buddy() for label in form.findChildren(QLabel) if label.buddy()]
    return any(field is one or one.isAncestorOf(field) for one in labelled)
